"""Energi Data Service of Energinet: Denmark's two price areas, every five minutes, and ahead.

Both areas are asked for at once: one answer then serves either, and shows whether the two were
told apart at all, which they were not before June 2023.
"""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime

from wholeprint.grid.answer import Said, known_series, said
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.plausible import Limits, plausible
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note

DEFAULT = "https://api.energidataservice.dk"
AREAS: Mapping[str, str] = {"DK-DK1": "DK1", "DK-DK2": "DK2"}
"""Their price area for each of our zones. All of Denmark is none: a mean of the two would need
what each of them used."""

_DATASETS = {Tense.ACTUAL: "CO2Emis", Tense.FORECAST: "CO2EmisProg"}
_STEP_SECONDS = 300.0
_ENOUGH_COUNT = 12  # an hour of slots, before equal values are taken for more than chance
_WHO = "Energi Data Service"

LIMITS = Limits(high=600.0, flat_seconds=6 * 3600.0)
"""What Denmark can carry. In the years without a broken model (2019 to 2021, 2024, 2025) its own
five-minute prognosis never passed 448 g/kWh, and above 50 never stood still for 5 h; the hourly
means of what was seen, 2018-10 to 2021-11, never passed 459. While broken (September 2022, January
and February 2023) it stood at 700 to 1,329 g for hours. From Energinet's data, CC BY 4.0."""


class EnergiDataService:
    """Average, direct, as consumed: what Energinet says of Denmark's two price areas.

    Args:
        base: The address of the service.
    """

    name = "energidataservice"
    about = About(
        title="Energi Data Service (Energinet)",
        url="https://www.energidataservice.dk",
        licence="CC BY 4.0",
        attribution="Source: Energinet (www.energidataservice.dk)",
        # Their guide allows 40 requests in 10 s, others report one a minute for each dataset:
        # few and long questions keep to both.
        spacing_seconds=10.0,
        keep_seconds=300.0,
        reach_seconds=92 * 86400.0,
        ahead_seconds=35 * 3600.0,
    )

    def __init__(self, base: str = DEFAULT) -> None:
        self._base = base.rstrip("/")

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for DK1 and DK2, average and direct, as consumed, seen or foreseen.
        """
        return (
            want.zone.code in AREAS
            and want.tense in _DATASETS
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
            One reading, or none where nothing is known of that time.
        """
        answer = await door.get(
            f"{self._base}/dataset/{_DATASETS[want.tense]}",
            params={
                "start": _minute(want.start_seconds // _STEP_SECONDS * _STEP_SECONDS),
                "end": _minute(math.ceil(want.end_seconds / _STEP_SECONDS) * _STEP_SECONDS),
                # Without this, start and end are Danish local time.
                "timezone": "UTC",
                "filter": json.dumps({"PriceArea": sorted(AREAS.values())}, separators=(",", ":")),
                "columns": "Minutes5UTC,PriceArea,CO2Emission",
                "sort": "Minutes5UTC ASC",
                "limit": 0,
            },
        )
        areas = _areas(said(answer, _WHO))
        slots = areas[AREAS[want.zone.code]]
        series = known_series(slots, _WHO)
        if series is None:
            return ()
        series, rejected = plausible(series, _WHO, LIMITS)
        notes = (*rejected, *_apart(areas))
        if want.tense is Tense.FORECAST:
            notes += _overwritten(slots, answer.fetched_unix_seconds)
        signal = Signal(
            want.zone.code, Response.AVERAGE, Scope.DIRECT, Flow.CONSUMPTION, want.tense
        )
        return (Reading(signal, series, notes=notes),)


def energidataservice(key: Mapping[str, str], base: str = DEFAULT) -> EnergiDataService:
    """Return the provider.

    Args:
        key: Secrets by name; it needs none.
        base: The address of the service.
    """
    del key
    return EnergiDataService(base)


def _areas(answer: Said) -> dict[str, list[Slot]]:
    found: dict[str, list[Slot]] = {area: [] for area in AREAS.values()}
    for record in answer.at("records").each():
        area = record.at("PriceArea").text()
        # Beside this field stands the Danish time, which comes twice in autumn.
        start = record.at("Minutes5UTC").moment_seconds(unmarked_is_utc=True)
        if area in found:
            amount = record.amount_at("CO2Emission")
            found[area].append(Slot(start, start + _STEP_SECONDS, amount))
    return found


def _apart(areas: Mapping[str, list[Slot]]) -> tuple[Note, ...]:
    first, second = ({slot.start_seconds: slot.value for slot in areas[area]} for area in areas)
    shared = first.keys() & second.keys()
    equal = sum(first[time] == second[time] for time in shared)
    if len(shared) < _ENOUGH_COUNT or 2 * equal < len(shared):
        return ()
    return (
        Note(
            "zones-not-told-apart",
            f"{_WHO} gives DK1 and DK2 one and the same value in {equal} of {len(shared)} slots: "
            "it is a number for Denmark as a whole, and comparing the two areas says nothing.",
            severity="warning",
        ),
    )


def _overwritten(slots: list[Slot], fetched_seconds: float) -> tuple[Note, ...]:
    past = sum(slot.end_seconds <= fetched_seconds for slot in slots)
    if not past:
        return ()
    return (
        Note(
            "forecast-overwritten",
            f"{_WHO} keeps only the last state of its forecast: {past} of {len(slots)} slots were "
            "over when it was fetched, and are not what was foreseen before.",
        ),
    )


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M")
