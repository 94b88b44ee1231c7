"""Yearly means from the tables that ship with wholeprint: an answer for every zone, offline.

A yearly mean used for an hour of which nobody knows when it was is unsure in two ways: sources
disagree about the mean, and hours differ from it. Both are in the factor that is returned.
"""

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.zone import THE_WORLD, Zone, Zones
from wholeprint.quantities.intensity import (
    Accounting,
    Flow,
    Intensity,
    Response,
    Scope,
    Signal,
    Tense,
)
from wholeprint.quantities.note import Note

_NOT_KEPT = "The tables hold location-based averages only: bring a series of your own"


class YearlyTable:
    """Yearly means; a zone that is not known becomes the world, and the result says so.

    Args:
        factors: The set of coefficients to read.
        window: How long the stretch of time is that an intensity is wanted for: a month is
            nearer to the year than an hour.
    """

    name = "table"

    def __init__(self, factors: Factors, window: Window = Window.HOUR) -> None:
        self._factors = factors
        self._window = window
        self._zones = Zones(factors)

    def intensity(self, zone: str | None, signal: Signal) -> Intensity:
        """Return the yearly mean of a zone, as wide as one window of the year is unsure.

        A scope is never replaced by another one. Where only the other flow is known, that one
        is returned, with a note.

        Args:
            zone: Name, code or alias of a zone; None where nobody knows where.
            signal: Which number is wanted.

        Returns:
            The intensity, as one factor for all times.

        Raises:
            UnknownFactorError: If a marginal or market-based number is wanted, or the zone has
                no number of that scope.
        """
        if signal.response is not Response.AVERAGE or signal.accounting is not Accounting.LOCATION:
            raise UnknownFactorError(
                "no such yearly intensity",
                seen=f"{signal.response.value}, {signal.accounting.value}",
                fix=_NOT_KEPT,
            )
        found = THE_WORLD if zone is None else self._zones.resolve(zone)
        if found == THE_WORLD:
            return self._world(signal.scope, asked_for=zone)
        best = self._factors.yearly(found.code, signal.scope)
        notes = () if best.flow is signal.flow else (_flow_note(found, signal.scope, best.flow),)
        return self._answer(found, signal.scope, best.flow, notes)

    def _world(self, scope: Scope, *, asked_for: str | None) -> Intensity:
        why = "was asked for" if asked_for else "stands in for a zone that is not known"
        yearly = self._factors.factor(f"grid.{THE_WORLD.code}.{scope.value}.yearly")
        note = Note(
            "zone-unknown",
            f"The whole world {why}: {yearly.note}. Give a zone for a sharper number.",
            severity="info" if asked_for else "warning",
        )
        return self._answer(THE_WORLD, scope, Flow.PRODUCTION, (note,))

    def _answer(self, zone: Zone, scope: Scope, flow: Flow, notes: tuple[Note, ...]) -> Intensity:
        factor = self._factors.factor(f"grid.{zone.code}.{scope.value}.any_{self._window.value}")
        return Intensity(
            signal=Signal(zone=zone.code, scope=scope, flow=flow, tense=Tense.ESTIMATED),
            factor=factor,
            sources=factor.sources,
            notes=notes,
        )


def _flow_note(zone: Zone, scope: Scope, flow: Flow) -> Note:
    held = "in" if flow is Flow.CONSUMPTION else "not in"
    return Note(
        "flow-differs",
        f"The best yearly {scope.value} intensity of {zone.code} is one of {flow.value}: "
        f"trade with its neighbours is {held} it.",
    )
