"""Systems made fast: compiled back ends, ensembles, executors, fitting, model files."""
