"""Names that tables and code agree on."""

WORLD = "world"
"""The zone of a run of which nobody knows where it ran."""
