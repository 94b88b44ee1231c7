"""Checks of a model before it runs: what is wrong, what is doubtful, and what to do."""
