"""California ISO: what feeds in, every five minutes, from the files behind its Outlook page.

There is no intensity in it: that is worked out here from generation and factors by fuel. What one
must know: a file holds one day of Pacific clock time, with neither date nor offset in it, so the
hour that comes twice in autumn is told by its order; its last row may be the midnight that the
next day's file begins with; batteries are below zero while they are filled; and imports stand
beside the fuels. For a day without a file the site answers 404, or with a page.
"""

import csv
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

from wholeprint.errors import ProviderAnswerError, SeriesError
from wholeprint.factors.sets import Factors
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import Mix, is_of_generation, reading_of
from wholeprint.grid.live import About, Answer, Door, Reading, Want
from wholeprint.grid.slots import local_to_utc, starting

DEFAULT = "https://www.caiso.com/outlook"
ZONE = "US-CAL-CISO"
PLACE = "America/Los_Angeles"

_FUELS: Mapping[str, Fuel] = {
    "batteries": Fuel.STORAGE,
    "biogas": Fuel.BIOMASS,
    "biomass": Fuel.BIOMASS,
    "coal": Fuel.COAL,
    "geothermal": Fuel.GEOTHERMAL,
    "imports": Fuel.TRADE,
    "large hydro": Fuel.HYDRO,
    "natural gas": Fuel.GAS,
    "nuclear": Fuel.NUCLEAR,
    "other": Fuel.UNKNOWN,
    "small hydro": Fuel.HYDRO,
    "solar": Fuel.SOLAR,
    "wind": Fuel.WIND,
}
_STEP_SECONDS = 300.0
_GREATEST_ROWS = 301
"""A day of 25 hours, and the midnight after it."""

_AHEAD_SECONDS = 3600.0
_WHO = "CAISO"
_MISSING = 404


class Caiso:
    """Average, as produced, direct or life-cycle: what feeds in in California times our factors.

    Args:
        base: The address of the Outlook files.
        factors: The set of coefficients; those that ship unless given.
    """

    name = "caiso"
    about = About(
        title="California ISO, Today's Outlook",
        url="https://www.caiso.com/todays-outlook/supply",
        licence="terms of use of caiso.com; not read, ask before passing the data on",
        attribution="Source: California ISO",
        spacing_seconds=1.0,
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
            True for the California ISO, average, as produced, as it was.
        """
        return want.zone.code == ZONE and is_of_generation(want)

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what feeds in day by day, and work out what a kilowatt-hour of it carries.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading, or none where nothing is known of that time.
        """
        mix = Mix(_WHO)
        for day in _days(want.start_seconds, want.end_seconds):
            answer = await door.get(
                f"{self._base}/history/{day:%Y%m%d}/fuelsource.csv", also=(_MISSING,)
            )
            today = datetime.fromtimestamp(answer.fetched_unix_seconds, _zone()).date()
            if _is_absent(answer) and day == today:
                # The day that is not over yet has a file of its own.
                answer = await door.get(f"{self._base}/current/fuelsource.csv")
            if answer.status != _MISSING:
                _take(answer, day, mix)
        return reading_of(mix.outputs(), want, self._factors or Factors())


def caiso(key: Mapping[str, str], base: str = DEFAULT) -> Caiso:
    """Return the provider.

    Args:
        key: Secrets by name; it needs none.
        base: The address of the Outlook files.
    """
    del key
    return Caiso(base)


def _zone() -> ZoneInfo:
    return ZoneInfo(PLACE)


def _days(start_seconds: float, end_seconds: float) -> list[date]:
    first = datetime.fromtimestamp(start_seconds, _zone()).date()
    last = datetime.fromtimestamp(max(end_seconds - 1.0, start_seconds), _zone()).date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _is_absent(answer: Answer) -> bool:
    return answer.status == _MISSING or answer.body.lstrip()[:1] == b"<"


def _take(answer: Answer, day: date, mix: Mix) -> None:
    header, rows = _rows(answer.body)
    clocks = [_clock(row[0]) for row in rows]
    if len(clocks) > 1 and clocks[-1] == time.min:
        # The midnight at the end is the first row of the next day's file.
        rows, clocks = rows[:-1], clocks[:-1]
    try:
        starts = local_to_utc([datetime.combine(day, clock) for clock in clocks], PLACE)
    except SeriesError as wrong:
        _refuse("answered times that are no day in California", wrong.what)
    if starts and starts[-1] > answer.fetched_unix_seconds + _AHEAD_SECONDS:
        # Just after midnight the "current" file is still that of the day before.
        if answer.fetched_unix_seconds > _midnight(day):
            return
        _refuse("answered values of the future", f"{day} {clocks[-1]}")
    for place, label in enumerate(header[1:], start=1):
        fuel = _FUELS.get(label.casefold(), Fuel.UNKNOWN)
        mix.add(label, fuel, starting(starts, [_power(row[place]) for row in rows], _STEP_SECONDS))


def _midnight(day: date) -> float:
    return datetime.combine(day, time.min, _zone()).astimezone(UTC).timestamp()


def _rows(body: bytes) -> tuple[list[str], list[list[str]]]:
    try:
        lines = body.decode("utf-8-sig").splitlines()
        table = [row for row in csv.reader(lines, strict=True) if row]
    except (UnicodeDecodeError, csv.Error) as wrong:
        _refuse("answered something that is not CSV", type(wrong).__name__)
    if not table or table[0][0].strip().casefold() != "time":
        _refuse("answered a table without times", ", ".join(table[0])[:60] if table else "nothing")
    header = [cell.strip() for cell in table[0]]
    if len(set(header)) != len(header):
        _refuse("answered a table in which two columns have one name", ", ".join(header)[:60])
    if len(table) > _GREATEST_ROWS + 1 or any(len(row) != len(header) for row in table):
        _refuse("answered a table that is no day", f"{len(table)} rows")
    return header, table[1:]


def _clock(text: str) -> time:
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - made UTC just after
    except ValueError:
        _refuse("answered something that is no time of day", text[:20])


def _power(text: str) -> float:
    if not text.strip():
        return math.nan
    try:
        power = float(text)
    except ValueError:
        _refuse("answered something that is no power", text[:20])
    if not math.isfinite(power):
        _refuse("answered something that is no power", text[:20])
    return power


def _refuse(why: str, seen: str) -> NoReturn:
    raise ProviderAnswerError(
        f"{_WHO} {why}",
        seen=seen,
        fix="Another source is asked; if it lasts, the provider has changed its format",
    )
