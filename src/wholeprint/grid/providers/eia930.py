"""EIA-930: hourly generation by energy source of every balancing authority of the United States.

There is no intensity in it: that is worked out here from generation and factors by fuel. What one
must know: `period` is the hour that *ends* then, in UTC; a value may be a number, a text that holds
one, or null; an answer ends at 5,000 rows; storage came as sources of its own only over the years,
and before that pumping stands as water power below zero.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.grid.answer import Said, said
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import Mix, is_of_generation, reading_of
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.slots import ending

DEFAULT = "https://api.eia.gov/v2"
PATH = "/electricity/rto/fuel-type-data/data/"
ROWS_COUNT = 5000
"""What one answer holds at most."""

_ZONE = re.compile(r"US-(?!EGRID)[A-Z]+-([A-Z0-9]{2,5})")
_PERIOD = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}")
_CODES: Mapping[str, Fuel] = {
    "BAT": Fuel.STORAGE,
    "COL": Fuel.COAL,
    "GEO": Fuel.GEOTHERMAL,
    "NG": Fuel.GAS,
    "NUC": Fuel.NUCLEAR,
    "OIL": Fuel.OIL,
    "OTH": Fuel.UNKNOWN,
    "PS": Fuel.STORAGE,
    "SUN": Fuel.SOLAR,
    "WAT": Fuel.HYDRO,
    "WND": Fuel.WIND,
}
_WORDS: tuple[tuple[str, Fuel], ...] = (
    # Sources were added over the years; what a new one is, its name says. Panels with a battery
    # beside them are panels, so these two stand before "storage".
    ("solar", Fuel.SOLAR),
    ("wind", Fuel.WIND),
    ("hydro", Fuel.HYDRO),
    ("storage", Fuel.STORAGE),
    ("geothermal", Fuel.GEOTHERMAL),
    ("nuclear", Fuel.NUCLEAR),
    ("coal", Fuel.COAL),
    ("natural gas", Fuel.GAS),
    ("petroleum", Fuel.OIL),
)
_WHO = "EIA-930"
_HOUR = 3600.0
_GREATEST_PAGES = 20


class Eia930:
    """Average, as produced, direct or life-cycle: generation of a balancing authority by source.

    Args:
        key: Secrets by name; ``eia930`` is the key of the API.
        base: The address of the API.
        factors: The set of coefficients; those that ship unless given.
    """

    name = "eia930"
    about = About(
        title="U.S. Energy Information Administration, Hourly Electric Grid Monitor (EIA-930)",
        url="https://www.eia.gov/opendata/",
        licence="public domain",
        attribution="Source: U.S. Energy Information Administration",
        key=("eia930",),
        spacing_seconds=0.4,  # about 9,000 requests an hour, 5 a second
        keep_seconds=3600.0,
        reach_seconds=92 * 86400.0,
        is_computed=True,
    )

    def __init__(
        self, key: Mapping[str, str], base: str = DEFAULT, factors: Factors | None = None
    ) -> None:
        self._key = key
        self._base = base.rstrip("/")
        self._factors = factors

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for a balancing authority such as US-CAL-CISO, average, as produced, as it was.
        """
        return _ZONE.fullmatch(want.zone.code) is not None and is_of_generation(want)

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for generation by source, and work out what a kilowatt-hour of it carries.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading, or none where nothing is known of that time.

        Raises:
            ProviderRefusedError: If there is no key.
            ProviderAnswerError: If the answer is not in its format, or cannot be true.
        """
        secret = self._key.get("eia930")
        if not secret:
            raise ProviderRefusedError(
                f"{_WHO} wants a key",
                fix="Ask for one, free, at eia.gov/opendata and put it into WHOLEPRINT_KEY_EIA930",
            )
        found = _ZONE.fullmatch(want.zone.code)
        respondent = "" if found is None else found.group(1)
        mix, taken = Mix(_WHO), 0
        for page in range(_GREATEST_PAGES):
            answer = await door.get(
                f"{self._base}{PATH}",
                params={
                    "api_key": secret,
                    "frequency": "hourly",
                    "data[]": "value",
                    "facets[respondent][]": respondent,
                    # The hour that ends at the start of what is wanted is not of it.
                    "start": _hour(want.start_seconds // _HOUR * _HOUR + _HOUR),
                    "end": _hour(math.ceil(want.end_seconds / _HOUR) * _HOUR),
                    "sort[0][column]": "period",
                    "sort[0][direction]": "asc",
                    "offset": page * ROWS_COUNT,
                    "length": ROWS_COUNT,
                },
            )
            rows = said(answer, _WHO).at("response").at("data").each()
            for row in rows:
                _take(row, respondent, mix)
            taken += len(rows)
            if len(rows) < ROWS_COUNT:
                return reading_of(mix.outputs(), want, self._factors or Factors())
        raise ProviderAnswerError(f"{_WHO} answers without an end", seen=f"{taken} rows")


def eia930(key: Mapping[str, str], base: str = DEFAULT) -> Eia930:
    """Return the provider.

    Args:
        key: Secrets by name; ``eia930`` is the key of the API.
        base: The address of the API.
    """
    return Eia930(key, base)


def _hour(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H")


def _take(row: Said, respondent: str, mix: Mix) -> None:
    if row.at("respondent").text() != respondent:
        row.at("respondent").refuse(f"is not {respondent}")
    unit = row.find("value-units")
    if unit is not None and unit.text() != "megawatthours":
        unit.refuse("is another unit than megawatthours")
    period = row.at("period")
    if not _PERIOD.fullmatch(period.text()):
        period.refuse("is no hour")
    code = row.at("fueltype").text()
    named = row.find("type-name")
    name = code if named is None else named.text()
    end = Said(f"{period.text()}:00Z", _WHO, period.where).moment_seconds()
    # A megawatt-hour in an hour is a megawatt.
    mix.add(f"{name} ({code})", _fuel(code, name), ending([end], [_value(row)], _HOUR))


def _fuel(code: str, name: str) -> Fuel:
    if code in _CODES:
        return _CODES[code]
    plain = name.casefold()
    return next((fuel for word, fuel in _WORDS if word in plain), Fuel.UNKNOWN)


def _value(row: Said) -> float:
    found = row.find("value")
    if found is None:
        return math.nan
    if not isinstance(found.value, str):
        return found.amount()
    try:
        number = float(found.value)
    except ValueError:
        found.refuse("is no number")
    if not math.isfinite(number):
        found.refuse("is no number")
    return number
