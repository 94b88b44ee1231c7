"""SMARD of the Bundesnetzagentur: Germany's generation by energy source, every quarter of an hour.

There is no intensity in it: that is worked out here from generation and factors by fuel. Each
energy source is a filter with files of its own, one a week; an index says at which times, in
milliseconds, they begin. What is not published yet is null. The form of the answers is described by
bundesAPI/smard-api, not by the owner.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

from wholeprint.factors.sets import Factors
from wholeprint.grid.answer import Said, said
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import Mix, is_of_generation, reading_of
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.slots import Slot

DEFAULT = "https://www.smard.de/app/chart_data"
FILTERS: Mapping[int, tuple[str, Fuel]] = {
    1223: ("lignite", Fuel.COAL),
    1224: ("nuclear", Fuel.NUCLEAR),
    1225: ("wind at sea", Fuel.WIND),
    1226: ("hydropower", Fuel.HYDRO),
    1227: ("other conventional", Fuel.FOSSIL),
    1228: ("other renewable", Fuel.UNKNOWN),
    4066: ("biomass", Fuel.BIOMASS),
    4067: ("wind on land", Fuel.WIND),
    4068: ("solar", Fuel.SOLAR),
    4069: ("hard coal", Fuel.COAL),
    4070: ("pumped storage", Fuel.STORAGE),
    4071: ("gas", Fuel.GAS),
}
"""The filter of each energy source."""

_REGION = "DE"
_INDEX_FILTER = 4068
_STEP_SECONDS = 900.0
_PER_HOUR = 4.0
_WEEK_SECONDS = 7 * 86400.0
_LONGEST_WEEK_SECONDS = _WEEK_SECONDS + 3600.0
_WHO = "SMARD"
_MISSING = 404


class Smard:
    """Average, as produced, direct or life-cycle: Germany's generation by source times our factors.

    Args:
        base: The address of the files.
        factors: The set of coefficients; those that ship unless given.
    """

    name = "smard"
    about = About(
        title="SMARD, electricity market data of the Bundesnetzagentur",
        url="https://www.smard.de",
        licence="CC BY 4.0",
        attribution="Bundesnetzagentur | SMARD.de",
        spacing_seconds=0.2,  # twelve files for one week
        keep_seconds=900.0,
        reach_seconds=28 * 86400.0,
        is_computed=True,
    )

    def __init__(self, base: str = DEFAULT, factors: Factors | None = None) -> None:
        self._base = base.rstrip("/")
        self._factors = factors

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for Germany, average, as produced, as it was.
        """
        return want.zone.code == _REGION and is_of_generation(want)

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for the weeks of each source, and work out what a kilowatt-hour carries.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading, or none where nothing is known of that time.
        """
        index = await door.get(f"{self._base}/{_INDEX_FILTER}/{_REGION}/index_quarterhour.json")
        weeks = _weeks(said(index, _WHO), want)
        mix = Mix(_WHO)
        created = -math.inf
        for number, (label, fuel) in FILTERS.items():
            for week in weeks:
                answer = await door.get(
                    f"{self._base}/{number}/{_REGION}/{number}_{_REGION}_quarterhour_{week}.json",
                    also=(_MISSING,),  # a source that has ceased has no file for the week
                )
                if answer.status != _MISSING:
                    found = said(answer, _WHO)
                    mix.add(label, fuel, _slots(found, week / 1000.0))
                    created = max(created, _created(found))
        state = datetime.fromtimestamp(created, UTC) if created > 0.0 else None
        return reading_of(
            mix.outputs(),
            want,
            self._factors or Factors(),
            version=None if state is None else f"created {state:%Y-%m-%dT%H:%M:%SZ}",
        )


def smard(key: Mapping[str, str], base: str = DEFAULT) -> Smard:
    """Return the provider.

    Args:
        key: Secrets by name; it needs none.
        base: The address of the files.
    """
    del key
    return Smard(base)


def _weeks(index: Said, want: Want) -> list[int]:
    starts = sorted({_seconds(start) for start in index.at("timestamps").each()})
    # A week ends where the next begins: an hour sooner or later when clocks change.
    return [
        round(1000.0 * start)
        for start, end in pairwise([*starts, math.inf])
        if start < want.end_seconds and min(end, start + _LONGEST_WEEK_SECONDS) > want.start_seconds
    ]


def _slots(found: Said, week_seconds: float) -> list[Slot]:
    slots: list[Slot] = []
    for pair in found.at("series").each():
        parts = pair.each()
        if len(parts) != 2:  # noqa: PLR2004 - a time and its value
            pair.refuse("is no time with its value")
        start = _seconds(parts[0])
        if not week_seconds <= start < week_seconds + _LONGEST_WEEK_SECONDS:
            parts[0].refuse("is not of the week that was asked for")
        # Megawatt-hours in a quarter of an hour.
        slots.append(Slot(start, start + _STEP_SECONDS, _PER_HOUR * parts[1].amount()))
    return slots


def _created(found: Said) -> float:
    about = found.find("meta_data")
    created = None if about is None else about.find("created")
    return -math.inf if created is None else _seconds(created)


def _seconds(milliseconds: Said) -> float:
    value = milliseconds.value
    if isinstance(value, bool) or not isinstance(value, int):
        milliseconds.refuse("is no number of milliseconds")
    return Said(value / 1000, _WHO, milliseconds.where).unix_seconds()
