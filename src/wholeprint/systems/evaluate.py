"""The value of a term: of one run, of many members, or along whole trajectories at once."""

from wholeprint.systems.flat.worth import Values, evaluate

__all__ = ["Values", "evaluate"]
