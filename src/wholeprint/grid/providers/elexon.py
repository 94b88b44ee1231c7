"""Elexon: what feeds into Great Britain's transmission grid, by fuel, every half hour.

There is no intensity in it: that is worked out here from generation and factors by fuel. What one
must know: settlement periods count local half hours, 46 or 50 of them on the days on which clocks
change, so only `startTime`, which is in UTC, is used; cables to other countries stand among the
fuels; and panels and small wind parks feed into the grids below, so they are not in it at all.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from wholeprint.factors.sets import Factors
from wholeprint.grid.answer import Said, said
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import Mix, is_of_generation, reading_of
from wholeprint.grid.live import About, Door, Parameter, Reading, Want
from wholeprint.grid.slots import starting
from wholeprint.quantities.note import Note

DEFAULT = "https://data.elexon.co.uk/bmrs/api/v1"
_STEPS_SECONDS: Mapping[str, float] = {"FUELHH": 1800.0, "FUELINST": 300.0}
"""How long a value holds: half-hourly, and "instantaneous", every five minutes."""

_FINE_SECONDS = 6 * 3600.0
"""For stretches up to this, the values of every five minutes are asked for [s]."""

_FUELS: Mapping[str, Fuel] = {
    "BIOMASS": Fuel.BIOMASS,
    "CCGT": Fuel.GAS,
    "COAL": Fuel.COAL,
    "NPSHYD": Fuel.HYDRO,
    "NUCLEAR": Fuel.NUCLEAR,
    "OCGT": Fuel.GAS_OPEN_CYCLE,
    "OIL": Fuel.OIL,
    "OTHER": Fuel.UNKNOWN,
    "PS": Fuel.STORAGE,
    "WIND": Fuel.WIND,
}
_WHO = "Elexon"


class Elexon:
    """Average, as produced, direct or life-cycle: Great Britain's generation times our factors.

    Args:
        base: The address of the API.
        factors: The set of coefficients; those that ship unless given.
    """

    name = "elexon"
    about = About(
        title="Elexon Insights (BMRS), generation by fuel type",
        url="https://bmrs.elexon.co.uk/api-documentation",
        licence="BMRS data licence: any use, with the attribution",
        attribution="Contains BMRS data © Elexon Limited copyright and database right",
        spacing_seconds=0.5,
        keep_seconds=300.0,
        reach_seconds=7 * 86400.0,
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
            True for Great Britain, average, as produced, as it was.
        """
        return want.zone.code == "GB" and is_of_generation(want)

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for generation by fuel, and work out what a kilowatt-hour of it carries.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading, or none where nothing is known of that time.
        """
        dataset, params = _question(want)
        answer = await door.get(f"{self._base}/datasets/{dataset}/stream", params=params)
        mix = Mix(_WHO)
        for row in _rows(said(answer, _WHO)):
            _take(row, dataset, mix)
        unseen = Note(
            "generation-unseen",
            f"{_WHO} sees the transmission grid: panels and small wind parks that feed in below it "
            "are not in the sum, so the intensity is that of the rest.",
        )
        found = reading_of(mix.outputs(), want, self._factors or Factors())
        return tuple(replace(reading, notes=(*reading.notes, unseen)) for reading in found)


def elexon(key: Mapping[str, str], base: str = DEFAULT) -> Elexon:
    """Return the provider.

    Args:
        key: Secrets by name; it needs none.
        base: The address of the API.
    """
    del key
    return Elexon(base)


def _question(want: Want) -> tuple[str, dict[str, Parameter]]:
    if want.end_seconds - want.start_seconds <= _FINE_SECONDS:
        # A value is published when its five minutes are over, and told apart to the minute.
        step = _STEPS_SECONDS["FUELINST"]
        start = want.start_seconds // step * step + step
        end = math.ceil(want.end_seconds / step) * step
        return "FUELINST", {
            "publishDateTimeFrom": _minute(start),
            "publishDateTimeTo": _minute(max(end, start)),
        }
    place = ZoneInfo("Europe/London")
    return "FUELHH", {
        "settlementDateFrom": f"{datetime.fromtimestamp(want.start_seconds, place):%Y-%m-%d}",
        "settlementDateTo": f"{datetime.fromtimestamp(want.end_seconds - 1.0, place):%Y-%m-%d}",
    }


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%MZ")


def _rows(answer: Said) -> list[Said]:
    # The stream is a bare list; the same dataset without it is an object that holds one.
    return answer.each() if isinstance(answer.value, list) else answer.at("data").each()


def _take(row: Said, dataset: str, mix: Mix) -> None:
    if row.at("dataset").text() != dataset:
        row.at("dataset").refuse(f"is not {dataset}")
    label = row.at("fuelType").text()
    fuel = Fuel.TRADE if label.startswith("INT") else _FUELS.get(label, Fuel.UNKNOWN)
    value = row.find("generation")
    power = math.nan if value is None else value.amount()
    start = row.at("startTime").moment_seconds()
    mix.add(label, fuel, starting([start], [power], _STEPS_SECONDS[dataset]))
