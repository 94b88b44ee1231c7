"""When, where and how to run: pure functions over forecasts, jobs and footprints."""
