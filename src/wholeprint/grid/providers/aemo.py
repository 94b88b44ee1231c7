"""AEMO: what a kilowatt-hour carries in each region of Australia's market, day by day.

The Carbon Dioxide Equivalent Intensity Index: emissions over energy sent out, both of which stand
beside it, so that it can be checked. AEMO does not describe the file. Its form, its units (tonnes
and megawatt-hours, which agree with the size of the market) and that a row is a day of market time
(+10:00, no summer time) are as several public programs read it. That the factors are those of the
stack is taken from Tasmania, which runs on water and wind and stands at nought.

What every unit feeds in every five minutes is published too, and the factor of each unit. No
description or recording of those files was at hand, so they are not read.
"""

import csv
import math
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import NoReturn

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.answer import EARLIEST_SECONDS, LATEST_SECONDS, known_series
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

DEFAULT = "https://www.nemweb.com.au/REPORTS/CURRENT/CDEII"
REGIONS: Mapping[str, str] = {
    "AU-NSW": "NSW1",
    "AU-QLD": "QLD1",
    "AU-SA": "SA1",
    "AU-TAS": "TAS1",
    "AU-VIC": "VIC1",
}
"""Their region for each of our zones."""

_COLUMNS = (
    "SETTLEMENTDATE",
    "REGIONID",
    "TOTAL_SENT_OUT_ENERGY",
    "TOTAL_EMISSIONS",
    "CO2E_INTENSITY_INDEX",
)
_MARKET = timezone(timedelta(hours=10))
_DAY_SECONDS = 86400.0
_GRAMS_PER_TONNE_AND_MWH = 1000.0
_ROUNDING = 0.002
"""How far index and emissions over energy may lie apart [t/MWh]: the index has four decimals."""

_WHO = "AEMO"


class Aemo:
    """Average, direct, as produced: AEMO's own daily index of five regions.

    Args:
        base: The address of the folder.
    """

    name = "aemo"
    about = About(
        title="AEMO, Carbon Dioxide Equivalent Intensity Index",
        url="https://www.aemo.com.au/energy-systems/electricity/national-electricity-market-nem/market-operations/settlements-and-payments/settlements/carbon-dioxide-equivalent-intensity-index",
        licence="any use, with attribution",
        attribution="Source: AEMO",
        spacing_seconds=5.0,
        keep_seconds=86400.0,
        reach_seconds=366 * 86400.0,
    )

    def __init__(self, base: str = DEFAULT) -> None:
        self._base = base.rstrip("/")

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for a state in the National Electricity Market, average and direct, as produced,
            as it was.
        """
        return (
            want.zone.code in REGIONS
            and want.tense is Tense.ACTUAL
            and want.response is Response.AVERAGE
            and want.scope is Scope.DIRECT
            and want.flow in {None, Flow.PRODUCTION}
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for the file of results.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading of whole days, or none where nothing is known of that time.
        """
        answer = await door.get(f"{self._base}/CO2EII_SUMMARY_RESULTS.CSV")
        slots = [
            slot
            for slot in _slots(answer.body, REGIONS[want.zone.code])
            if slot.start_seconds < want.end_seconds and slot.end_seconds > want.start_seconds
        ]
        series = known_series(slots, _WHO)
        if series is None:
            return ()
        signal = Signal(want.zone.code, scope=Scope.DIRECT, flow=Flow.PRODUCTION)
        return (Reading(signal, series),)


def aemo(key: Mapping[str, str], base: str = DEFAULT) -> Aemo:
    """Return the provider.

    Args:
        key: Secrets by name; it needs none.
        base: The address of the folder.
    """
    del key
    return Aemo(base)


def _slots(body: bytes, region: str) -> list[Slot]:
    try:
        rows = list(csv.reader(body.decode("utf-8-sig").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as wrong:
        _refuse("answered something that is not CSV", type(wrong).__name__)
    # C is a comment, I the header of a table, D a row of it.
    headers = [row for row in rows if row and row[0] == "I"]
    if len(headers) != 1 or any(headers[0].count(name) != 1 for name in _COLUMNS):
        _refuse("answered another table than that of the index", f"{len(headers)} headers")
    places = [headers[0].index(name) for name in _COLUMNS]
    slots: list[Slot] = []
    for row in rows:
        if row and row[0] == "D":
            if len(row) != len(headers[0]):
                _refuse("answered a row that its header does not fit", ",".join(row)[:60])
            day, where, *numbers = (row[place] for place in places)
            if where == region:
                slots.append(_slot(day, numbers))
    return slots


def _slot(day: str, texts: list[str]) -> Slot:
    try:
        moment = datetime.strptime(day, "%Y/%m/%d %H:%M:%S").replace(tzinfo=_MARKET)
        start = moment.timestamp()
        energy, emissions, index = (float(text) for text in texts)
    except (ValueError, OverflowError):
        _refuse(
            "answered a row that is no day and three numbers", f"{day}, {', '.join(texts)}"[:60]
        )
    if not EARLIEST_SECONDS <= start <= LATEST_SECONDS or moment.hour or moment.minute:
        _refuse("answered a time that is no day", day)
    if not all(map(math.isfinite, (energy, emissions, index))) or energy <= 0.0:
        _refuse("answered numbers that no region has", ", ".join(texts)[:60])
    if abs(index - emissions / energy) > _ROUNDING:
        _refuse("answered an index that is not emissions over energy", ", ".join(texts)[:60])
    return Slot(start, start + _DAY_SECONDS, _GRAMS_PER_TONNE_AND_MWH * index)


def _refuse(why: str, seen: str) -> NoReturn:
    raise ProviderAnswerError(
        f"{_WHO} {why}",
        seen=seen,
        fix="Another source is asked; if it lasts, the provider has changed its format",
    )
