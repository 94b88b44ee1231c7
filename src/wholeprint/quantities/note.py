"""Something a reader of a result should know, that is no number."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, cast

Severity = Literal["info", "warning"]


class Note(NamedTuple):
    """A remark that stays with a run or a result.

    Attributes:
        code: Stable kebab-case name, explained in ``docs/reference/notes.md``.
        message: What happened and what it means for the numbers, as a sentence.
        at_unix_seconds: When it happened [s since 1970 UTC], None where time has no part in it.
        severity: Whether a number is worse for it.
    """

    code: str
    message: str
    at_unix_seconds: float | None = None
    severity: Severity = "info"

    def as_json(self) -> dict[str, object]:
        """Return the note as plain values."""
        return {
            "code": self.code,
            "message": self.message,
            "at_unix_seconds": self.at_unix_seconds,
            "severity": self.severity,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Note":
        """Return the note a document describes.

        Args:
            document: What `as_json` wrote; unknown keys are passed over.
        """
        return cls(
            code=str(document.get("code", "")),
            message=str(document.get("message", "")),
            at_unix_seconds=cast("float | None", document.get("at_unix_seconds")),
            severity="warning" if document.get("severity") == "warning" else "info",
        )
