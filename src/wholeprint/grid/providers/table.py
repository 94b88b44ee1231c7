"""Yearly means from the tables that ship with wholeprint: an answer for every zone, offline.

A yearly mean used for an hour of which nobody knows when it was is unsure in two ways: sources
disagree about the mean, and hours differ from it. Both are in the factor that is returned. Where
only the country of a place has a number, a third doubt is: how far parts of a country lie apart.
"""

from typing import NamedTuple

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.assemble import unique
from wholeprint.factors.sets import Factors
from wholeprint.factors.within import PART_OF_COUNTRY, either, part_of
from wholeprint.factors.yearly import Window
from wholeprint.grid.zone import THE_WORLD, Zone, Zones, dispute
from wholeprint.quantities.factor import Factor
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
from wholeprint.quantities.source import Source

_NOT_KEPT = "The tables hold location-based averages only: bring a series of your own"


class _Found(NamedTuple):
    """The number that serves for a zone.

    Attributes:
        place: Whose number it is.
        passed: The smaller places that have none.
        factor: The number, widened if it is a larger place's.
        flow: Whether trade between zones is in it.
    """

    place: Zone
    passed: tuple[Zone, ...]
    factor: Factor
    flow: Flow


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
        is returned, with a note. A place without a number of its own gets that of its grid zone,
        its state or its country, with a note, and wider where that is larger than a grid zone.

        Args:
            zone: Name, code or alias of a zone; None where nobody knows where.
            signal: Which number is wanted.

        Returns:
            The intensity, as one factor for all times. Its zone is the one that was asked for.

        Raises:
            UnknownFactorError: If a marginal or market-based number is wanted, or neither the
                zone nor its country has a number of that scope.
        """
        if signal.response is not Response.AVERAGE or signal.accounting is not Accounting.LOCATION:
            raise UnknownFactorError(
                "no such yearly intensity",
                seen=f"{signal.response.value}, {signal.accounting.value}",
                fix=_NOT_KEPT,
            )
        asked = THE_WORLD if zone is None else self._zones.resolve(zone)
        if asked == THE_WORLD:
            return self._world(signal.scope, asked_for=zone)
        found = self._candidates(asked, signal.scope)
        notes = [] if found[0].flow is signal.flow else [_flow_note(found[0], signal.scope)]
        if found[0].place != asked:
            notes.append(_place_note(asked, found[0]))
        if asked.also:
            notes.append(_dispute_note(asked, found))
        factors = {each.factor.id: each.factor for each in found}
        return self._answer(
            asked,
            next(iter(factors.values()))
            if len(factors) == 1
            else either(tuple(factors.values()), self._id(asked, signal.scope)),
            signal.scope,
            found[0].flow,
            tuple(notes),
            unique([source for each in found for source in self._yearly(each.place, signal.scope)]),
        )

    def _candidates(self, asked: Zone, scope: Scope) -> list[_Found]:
        if self._factors.has(f"grid.{asked.code}.{scope.value}.yearly"):
            return [self._best(asked, (asked,), scope)]
        chains = [self._zones.lineage(asked)]
        for code in asked.also:
            # The state and the country are where they are, whichever zone is the right one.
            within = (code, asked.part, asked.parent)
            places = dict.fromkeys(self._zones.resolve(name) for name in within if name)
            chains.append((asked, *places))
        return [self._best(asked, chain, scope) for chain in chains]

    def _best(self, asked: Zone, chain: tuple[Zone, ...], scope: Scope) -> _Found:
        for steps, place in enumerate(chain):
            if not self._factors.has(f"grid.{place.code}.{scope.value}.yearly"):
                continue
            factor = self._factors.factor(self._id(place, scope))
            if place.parent is None and _is_part(chain[:steps]):
                spread = self._factors.factor(PART_OF_COUNTRY)
                factor = part_of(factor, spread, f"{self._id(asked, scope)}.part")
            flow = self._factors.yearly(place.code, scope).flow
            return _Found(place, chain[:steps], factor, flow)
        # Nobody has one: the message says what is known of the zone that was asked for.
        self._factors.yearly(asked.code, scope)
        raise UnknownFactorError("no yearly intensity of that zone", seen=asked.code)

    def _yearly(self, place: Zone, scope: Scope) -> tuple[Source, ...]:
        # Who says how far hours lie from the year said nothing of this zone's value.
        return self._factors.factor(f"grid.{place.code}.{scope.value}.yearly").sources

    def _id(self, zone: Zone, scope: Scope) -> str:
        return f"grid.{zone.code}.{scope.value}.any_{self._window.value}"

    def _world(self, scope: Scope, *, asked_for: str | None) -> Intensity:
        why = "was asked for" if asked_for else "stands in for a zone that is not known"
        yearly = self._factors.factor(f"grid.{THE_WORLD.code}.{scope.value}.yearly")
        note = Note(
            "zone-unknown",
            f"The whole world {why}: {yearly.note}. Give a zone for a sharper number.",
            severity="info" if asked_for else "warning",
        )
        factor = self._factors.factor(self._id(THE_WORLD, scope))
        return self._answer(THE_WORLD, factor, scope, Flow.PRODUCTION, (note,), yearly.sources)

    @staticmethod
    def _answer(
        zone: Zone,
        factor: Factor,
        scope: Scope,
        flow: Flow,
        notes: tuple[Note, ...],
        sources: tuple[Source, ...],
    ) -> Intensity:
        return Intensity(
            signal=Signal(zone=zone.code, scope=scope, flow=flow, tense=Tense.ESTIMATED),
            factor=factor,
            sources=sources,
            notes=notes,
        )


def _is_part(passed: tuple[Zone, ...]) -> bool:
    # A region of a cloud whose grid zone is the country draws from all of it.
    return any(zone.kind != "cloud" for zone in passed)


def _flow_note(found: _Found, scope: Scope) -> Note:
    held = "in" if found.flow is Flow.CONSUMPTION else "not in"
    return Note(
        "flow-differs",
        f"The best yearly {scope.value} intensity of {found.place.code} is one of "
        f"{found.flow.value}: trade with its neighbours is {held} it.",
    )


def _place_note(asked: Zone, found: _Found) -> Note:
    where = f"{asked.code} ({asked.location})" if asked.location else asked.code
    steps = [f"the zone {zone.code} has no yearly number" for zone in found.passed[1:]]
    if asked.kind != "cloud":
        steps.insert(0, "it has no yearly number of that kind")
    if found.place.parent is None and _is_part(found.passed):
        return Note(
            "zone-widened",
            f"{where}: {', '.join(steps)}, so that of {found.place.code} stands for it, with a "
            "wider interval.",
            severity="warning",
        )
    why = f"; {', '.join(steps)}" if steps else ""
    return Note(
        "zone-of-region", f"{where} is taken to draw from the grid of {found.place.code}{why}."
    )


def _dispute_note(asked: Zone, found: list[_Found]) -> Note:
    if found[0].place == asked:
        used = "it has a published number of its own, which is used"
    elif len({each.factor.id for each in found}) == 1:
        used = f"neither has a number of its own: that of {found[0].place.code} serves for both"
    else:
        used = "the interval covers both"
    return dispute(asked, used)
