"""Fitting a model to what was measured: optimum, profiles, posterior, what stays unknown."""
