"""What a check of a model found."""

from dataclasses import dataclass
from enum import StrEnum

from wholeprint.systems.model import NOWHERE, Place


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """The model contradicts itself."""
    WARNING = "warning"
    """It runs, and what it says is in doubt."""
    NOTE = "note"
    """Something could not be checked, or is worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Attributes:
        check: Which check: "units", "structure", "unused", "step", "conservation", "test",
            "extremes", "measured", "loops", "run".
        severity: How bad it is.
        what: What was found, as a sentence without a full stop.
        variable: The variable it is about, "" for none.
        fix: What to do, as a sentence without a full stop; "" where that is plain.
        place: Where it stands.
    """

    check: str
    severity: Severity
    what: str
    variable: str = ""
    fix: str = ""
    place: Place = NOWHERE

    @property
    def is_wrong(self) -> bool:
        """Whether the model contradicts itself."""
        return self.severity is Severity.ERROR
