"""NESO's Carbon Intensity API: Great Britain, its 14 regions, three nations, and any postcode.

A region, and so a postcode, has estimates only, of a model of flows between regions: for the past
too, and what comes is then an estimate and called one. Nothing keeps a forecast: what is asked
for after its time has been revised.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from wholeprint.grid.answer import Said, known_series, said
from wholeprint.grid.live import About, Answer, Door, Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note

DEFAULT = "https://api.carbonintensity.org.uk"
REGIONS = 17
"""Regions 1 to 14 are those of the network's operators; 15 to 17 England, Scotland and Wales."""

_WHO = "NESO"
_STEP_SECONDS = 1800.0
_AHEAD_SECONDS = 48 * 3600.0
_REGION = re.compile(r"GB-NESO-([1-9][0-9]?)")
_OUTWARD = re.compile(r"GB-PC-([A-Z]{1,2}[0-9][A-Z0-9]?)")
_NOTHING = {400, 404}
"""An unknown postcode is answered with these, or with nothing."""


class Neso:
    """Average, direct, as consumed (imports are in it): what NESO says of Great Britain.

    Args:
        base: The address of the service.
    """

    name = "neso"
    about = About(
        title="Carbon Intensity API (NESO)",
        url="https://carbonintensity.org.uk",
        licence="CC BY 4.0",
        attribution="National Energy System Operator, Carbon Intensity API, CC BY 4.0",
        # A limit exists and is not published.
        spacing_seconds=1.0,
        keep_seconds=300.0,
        reach_seconds=13.5 * 86400.0,
        ahead_seconds=_AHEAD_SECONDS,
    )

    def __init__(self, base: str = DEFAULT) -> None:
        self._base = base.rstrip("/")

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for Great Britain and its parts, average and direct, as consumed.
        """
        return (
            _place(want.zone.code) is not None
            and want.tense in {Tense.ACTUAL, Tense.FORECAST}
            and want.response is Response.AVERAGE
            and want.scope is Scope.DIRECT
            and want.flow in {None, Flow.CONSUMPTION}
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            What was seen (for a region: what is estimated) or foreseen; empty where it knows
            nothing of that time or of that postcode.
        """
        place = _place(want.zone.code)
        if place is None:
            return ()
        national = not place
        head = "/intensity" if national else "/regional/intensity"
        url = f"{self._base}{head}/{_times(want)}{place}"
        answer = await door.get(url, also=() if national else tuple(_NOTHING))
        if not national and _is_nothing(answer):
            return ()
        steps = _steps(said(answer, _WHO), place)
        found = () if national else _estimated(steps, want, answer)
        if national and want.tense is Tense.ACTUAL:
            found = _reading(want, Tense.ACTUAL, [step.slot("actual") for step in steps])
        return (*found, *_foreseen(want, [step.slot("forecast") for step in steps], answer))


def neso(key: Mapping[str, str], base: str = DEFAULT) -> Neso:
    """Return the provider.

    Args:
        key: Keys by their names; it wants none.
        base: The address of the service.
    """
    del key
    return Neso(base)


def _place(code: str) -> str | None:
    # What stands behind the times in the address: nothing for all of Great Britain.
    if code == "GB":
        return ""
    region = _REGION.fullmatch(code)
    if region is not None and int(region[1]) <= REGIONS:
        return f"/regionid/{region[1]}"
    outward = _OUTWARD.fullmatch(code)
    return None if outward is None else f"/postcode/{outward[1]}"


def _is_nothing(answer: Answer) -> bool:
    return answer.status in _NOTHING or not answer.body.strip()


class _Step(NamedTuple):
    """Half an hour as it is told: when it is beside what it carries, or around it."""

    period: Said
    told: Said

    def slot(self, name: str) -> Slot:
        start = self.period.at("from").moment_seconds()
        end = self.period.at("to").moment_seconds()
        if not 0.0 < end - start <= _STEP_SECONDS:
            self.period.refuse("does not last half an hour")
        found = self.told.at("intensity").find(name)
        return Slot(start, end, math.nan if found is None else found.amount())


def _steps(whole: Said, place: str) -> list[_Step]:
    # A list of periods for all of Great Britain. For a region an object that holds its periods,
    # which some addresses put into a list of one; others tell periods that hold all regions.
    data = whole.at("data")
    if not place:
        return [_Step(row, row) for row in data.each()]
    if isinstance(data.value, list):
        inner = data.each()
        if not inner:
            return []
        if inner[0].find("regions") is not None:
            return [_Step(period, _own(period, place)) for period in inner]
        if len(inner) > 1:
            data.refuse("is of several regions, where one was asked for")
        data = inner[0]
    if not _is_of(data, place):
        data.refuse(f"is not of {place[1:]}")
    return [_Step(row, row) for row in data.at("data").each()]


def _own(period: Said, place: str) -> Said:
    for region in period.at("regions").each():
        if _is_of(region, place):
            return region
    return period.refuse(f"holds nothing of {place[1:]}")


def _is_of(data: Said, place: str) -> bool:
    kind, wanted = place[1:].split("/")
    held = data.find(kind)
    return held is not None and str(held.value).upper() == wanted


def _estimated(steps: list[_Step], want: Want, answer: Answer) -> tuple[Reading, ...]:
    at = answer.fetched_unix_seconds
    past = [slot for step in steps if (slot := step.slot("forecast")).start_seconds <= at]
    note = Note(
        "region-estimated",
        f"NESO measures no region of Great Britain: for {want.zone.code} it gives the estimate of "
        "a model of flows, also for the past.",
    )
    return _reading(want, Tense.ESTIMATED, past, (note,))


def _foreseen(want: Want, slots: list[Slot], answer: Answer) -> tuple[Reading, ...]:
    # Only what lies ahead is a forecast as it was issued: that of the past has been revised.
    at = answer.fetched_unix_seconds
    ahead = [slot for slot in slots if slot.end_seconds > at]
    return _reading(want, Tense.FORECAST, ahead)


def _reading(
    want: Want, tense: Tense, slots: list[Slot], notes: tuple[Note, ...] = ()
) -> tuple[Reading, ...]:
    series = known_series(slots, _WHO)
    if series is None:
        return ()
    signal = Signal(want.zone.code, Response.AVERAGE, Scope.DIRECT, Flow.CONSUMPTION, tense)
    return (Reading(signal, series, notes=notes),)


def _times(want: Want) -> str:
    if want.tense is Tense.FORECAST:
        begin = max(want.start_seconds, want.end_seconds - _AHEAD_SECONDS)
        return f"{_minute(begin // _STEP_SECONDS * _STEP_SECONDS + 60.0)}/fw48h"
    # Asked on the half hour, the slot that ended there comes too: a minute later it does not.
    start = want.start_seconds // _STEP_SECONDS * _STEP_SECONDS + 60.0
    return (
        f"{_minute(start)}/{_minute(math.ceil(want.end_seconds / _STEP_SECONDS) * _STEP_SECONDS)}"
    )


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%MZ")
