"""Energy-Charts of Fraunhofer ISE: European countries, seen and foreseen in one answer, no key.

Which kind of number it is was read off its own answers, since no page of theirs that says so could
be read: on 2024-03-22 Switzerland carried 10.5 to 16.5 g/kWh, which is what water and nuclear power
carry over their life; burning alone would be near nothing, and imports would be far more.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

from wholeprint.grid.answer import Said, known_series, said
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note

DEFAULT = "https://api.energy-charts.info"
COUNTRIES = ("AT", "CH", "DE", "FR")
"""Those whose answers were looked at; it has more."""

_FIELDS = {Tense.ACTUAL: "co2eq", Tense.FORECAST: "co2eq_forecast"}
_HOUR_SECONDS = 3600.0
_WHO = "Energy-Charts"


class EnergyCharts:
    """Average, life-cycle, as produced: what Energy-Charts works out for countries of Europe.

    Args:
        base: The address of the service.
    """

    name = "energy_charts"
    about = About(
        title="Energy-Charts (Fraunhofer ISE)",
        url="https://api.energy-charts.info",
        licence="CC BY 4.0 by its interface's description; its site's notes forbid commercial use",
        attribution="Source: Energy-Charts (energy-charts.info), Fraunhofer ISE",
        spacing_seconds=30.0,
        keep_seconds=900.0,
        reach_seconds=31 * 86400.0,
        ahead_seconds=48 * _HOUR_SECONDS,
    )

    def __init__(self, base: str = DEFAULT) -> None:
        self._base = base.rstrip("/")

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for its countries, average and life-cycle, as produced, seen or foreseen.
        """
        return (
            want.zone.code in COUNTRIES
            and want.tense in _FIELDS
            and want.response is Response.AVERAGE
            and want.scope is Scope.LIFECYCLE
            and want.flow in {None, Flow.PRODUCTION}
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            What was seen and what is foreseen, whichever was wanted: one answer holds both, and
            two questions a minute are few.
        """
        answer = await door.get(
            f"{self._base}/co2eq",
            params={
                "country": want.zone.code.lower(),
                # Whole hours: a value that began before the window holds in it.
                "start": _utc(want.start_seconds // _HOUR_SECONDS * _HOUR_SECONDS),
                "end": _utc(math.ceil(want.end_seconds / _HOUR_SECONDS) * _HOUR_SECONDS),
            },
        )
        whole = said(answer, _WHO)
        starts = [part.unix_seconds() for part in whole.at("unix_seconds").each()]
        step = _step_seconds(whole, starts)
        readings = [_reading(whole, starts, step, tense, want) for tense in _FIELDS]
        return tuple(reading for reading in readings if reading is not None)


def energy_charts(key: Mapping[str, str], base: str = DEFAULT) -> EnergyCharts:
    """Return the provider.

    Args:
        key: Secrets by name; it needs none.
        base: The address of the service.
    """
    del key
    return EnergyCharts(base)


def _step_seconds(whole: Said, starts: list[float]) -> float:
    # Some countries come by the quarter of an hour, others by the hour, and no field says which.
    steps = [after - before for before, after in pairwise(sorted(set(starts)))]
    return Said(min(steps, default=_HOUR_SECONDS), whole.who, "its step").step_seconds()


def _reading(
    whole: Said, starts: list[float], step: float, tense: Tense, want: Want
) -> Reading | None:
    listed = whole.find(_FIELDS[tense])
    if listed is None:
        return None
    amounts = [part.amount() for part in listed.each()]
    if len(amounts) != len(starts):
        listed.refuse(f"is not as long as its times, {len(starts)}")
    slots = [
        Slot(start, start + step, amount) for start, amount in zip(starts, amounts, strict=True)
    ]
    series = known_series(slots, _WHO)
    if series is None:
        return None
    signal = Signal(want.zone.code, Response.AVERAGE, Scope.LIFECYCLE, Flow.PRODUCTION, tense)
    return Reading(signal, series, notes=_deprecated(whole))


def _deprecated(whole: Said) -> tuple[Note, ...]:
    said_so = whole.find("deprecated")
    if said_so is None or not said_so.flag():
        return ()
    return (
        Note(
            "provider-warning",
            f"{_WHO} calls this part of its interface deprecated: it will go.",
            severity="warning",
        ),
    )


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%MZ")
