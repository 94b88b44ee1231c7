"""The door to grid intensity: what every provider offers."""

from typing import Protocol

from wholeprint.quantities.intensity import Intensity, Signal


class Provider(Protocol):
    """Whoever can say what a kilowatt-hour carries in a zone."""

    @property
    def name(self) -> str:
        """Short stable name, used in settings and in notes."""
        ...

    def intensity(self, zone: str | None, signal: Signal) -> Intensity:
        """Return what a kilowatt-hour carries in a zone.

        Args:
            zone: Name, code or alias of a zone; None where nobody knows where.
            signal: Which of the many numbers is wanted; its own zone is not looked at.

        Returns:
            The intensity. Its signal says which number it really is, its notes where that
            differs from what was wanted.

        Raises:
            UnknownZoneError: If there is no zone of that name.
            UnknownFactorError: If this provider has no such number for the zone.
        """
        ...
