"""The atom of every plan: a stretch of time in which a job runs in one place."""

from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of time in which a job runs without a break.

    Attributes:
        start_seconds: When it begins [s since 1970 UTC].
        end_seconds: When it ends [s since 1970 UTC].
        zone: Grid zone in which it runs.
    """

    start_seconds: float
    end_seconds: float
    zone: str

    def as_json(self) -> dict[str, object]:
        """Return the piece as plain values."""
        return {
            "start_unix_seconds": self.start_seconds,
            "end_unix_seconds": self.end_seconds,
            "zone": self.zone,
        }
