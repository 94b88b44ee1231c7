"""ENTSO-E Transparency Platform: Europe's generation by type of plant, as its operators report it.

There is no intensity in it: that is worked out here from generation and factors by fuel. What one
must know of its XML: a step is its period's start and its position, counted from one; of the two
kinds of curve, A01 says every position, A03 leaves out those that repeat the one before; steps of
a quarter of an hour and of an hour stand side by side; and what storage draws comes as a series of
its own, told by the name of its domain. Types of plant and domains: documentation of the API,
as entsoe-py (MIT) lists them.
"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NoReturn, Protocol

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.grid.answer import EARLIEST_SECONDS, LATEST_SECONDS
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import Mix, is_of_generation, reading_of
from wholeprint.grid.http import extra
from wholeprint.grid.live import About, Answer, Door, Reading, Want
from wholeprint.grid.slots import Slot

DEFAULT = "https://web-api.tp.entsoe.eu/api"

DOMAINS: Mapping[str, str] = {
    "AL": "10YAL-KESH-----5",
    "AT": "10YAT-APG------L",
    "BA": "10YBA-JPCC-----D",
    "BE": "10YBE----------2",
    "BG": "10YCA-BULGARIA-R",
    "CH": "10YCH-SWISSGRIDZ",
    "CY": "10YCY-1001A0003J",
    "CZ": "10YCZ-CEPS-----N",
    "DE": "10Y1001A1001A83F",
    "DK": "10Y1001A1001A65H",
    "DK-DK1": "10YDK-1--------W",
    "DK-DK2": "10YDK-2--------M",
    "EE": "10Y1001A1001A39I",
    "ES": "10YES-REE------0",
    "FI": "10YFI-1--------U",
    "FR": "10YFR-RTE------C",
    "GB": "10YGB----------A",
    "GE": "10Y1001A1001B012",
    "GR": "10YGR-HTSO-----Y",
    "HR": "10YHR-HEP------M",
    "HU": "10YHU-MAVIR----U",
    "IE": "10YIE-1001A00010",
    "IT": "10YIT-GRTN-----B",
    "IT-CNO": "10Y1001A1001A70O",
    "IT-CSO": "10Y1001A1001A71M",
    "IT-NO": "10Y1001A1001A73I",
    "IT-SAR": "10Y1001A1001A74G",
    "IT-SIC": "10Y1001A1001A75E",
    "IT-SO": "10Y1001A1001A788",
    "LT": "10YLT-1001A0008Q",
    "LU": "10YLU-CEGEDEL-NQ",
    "LV": "10YLV-1001A00074",
    "MD": "10Y1001A1001A990",
    "ME": "10YCS-CG-TSO---S",
    "MK": "10YMK-MEPSO----8",
    "MT": "10Y1001A1001A93C",
    "NL": "10YNL----------L",
    "NO": "10YNO-0--------C",
    "NO-NO1": "10YNO-1--------2",
    "NO-NO2": "10YNO-2--------T",
    "NO-NO3": "10YNO-3--------J",
    "NO-NO4": "10YNO-4--------9",
    "NO-NO5": "10Y1001A1001A48H",
    "PL": "10YPL-AREA-----S",
    "PT": "10YPT-REN------W",
    "RO": "10YRO-TEL------P",
    "RS": "10YCS-SERBIATSOV",
    "SE": "10YSE-1--------K",
    "SE-SE1": "10Y1001A1001A44P",
    "SE-SE2": "10Y1001A1001A45N",
    "SE-SE3": "10Y1001A1001A46L",
    "SE-SE4": "10Y1001A1001A47J",
    "SI": "10YSI-ELES-----O",
    "SK": "10YSK-SEPS-----K",
    "XK": "10Y1001C--00100H",
}
"""The code of the domain that is asked for, for each of our zones."""

_TYPES: Mapping[str, tuple[str, Fuel]] = {
    "B01": ("biomass", Fuel.BIOMASS),
    "B02": ("lignite", Fuel.COAL),
    "B03": ("gas made of coal", Fuel.FOSSIL),
    "B04": ("gas", Fuel.GAS),
    "B05": ("hard coal", Fuel.COAL),
    "B06": ("oil", Fuel.OIL),
    "B07": ("oil shale", Fuel.FOSSIL),
    "B08": ("peat", Fuel.FOSSIL),
    "B09": ("geothermal", Fuel.GEOTHERMAL),
    "B10": ("pumped storage", Fuel.STORAGE),
    "B11": ("run of river", Fuel.HYDRO),
    "B12": ("reservoirs", Fuel.HYDRO),
    "B13": ("marine", Fuel.MARINE),
    "B14": ("nuclear", Fuel.NUCLEAR),
    "B15": ("other renewable", Fuel.UNKNOWN),
    "B16": ("solar", Fuel.SOLAR),
    "B17": ("waste", Fuel.UNKNOWN),
    "B18": ("wind at sea", Fuel.WIND),
    "B19": ("wind on land", Fuel.WIND),
    "B20": ("other", Fuel.UNKNOWN),
    "B25": ("energy storage", Fuel.STORAGE),
}
_STEPS_SECONDS = {"PT1M": 60.0, "PT15M": 900.0, "PT30M": 1800.0, "PT60M": 3600.0, "PT1H": 3600.0}
_GREATEST_COUNT = 50_000
"""No period has more positions: a year of quarters of an hour has 35,136."""

_WHO = "ENTSO-E"
_NOTHING = "No matching data found"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z")
_HOUR = 3600.0


class _Element(Protocol):
    """What of a parsed element is used here."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    def __iter__(self) -> "Iterator[_Element]": ...


class Entsoe:
    """Average, as produced, direct or life-cycle: Europe's generation by type times our factors.

    Args:
        key: Secrets by name; ``entsoe`` is the token of the API.
        base: The address of the API.
        factors: The set of coefficients; those that ship unless given.
    """

    name = "entsoe"
    about = About(
        title="ENTSO-E Transparency Platform",
        url="https://transparency.entsoe.eu",
        licence="CC BY 4.0 for the data on ENTSO-E's list for free reuse; the rest by its owners",
        attribution="Source: ENTSO-E Transparency Platform",
        key=("entsoe",),
        spacing_seconds=0.2,  # 400 requests a minute for each token
        keep_seconds=900.0,
        reach_seconds=31 * 86400.0,
        is_computed=True,
    )

    def __init__(
        self, key: Mapping[str, str], base: str = DEFAULT, factors: Factors | None = None
    ) -> None:
        self._token = key.get("entsoe", "")
        self._base = base.rstrip("/")
        self._factors = factors

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for a zone that has a domain, average, as produced, as it was.
        """
        return want.zone.code in DOMAINS and is_of_generation(want)

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for generation by type, and work out what a kilowatt-hour of it carries.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading, or none where nothing is known of that time.

        Raises:
            ProviderRefusedError: If there is no token.
            ProviderAnswerError: If the answer is not in its format, or cannot be true.
        """
        if not self._token:
            raise ProviderRefusedError(
                f"{_WHO} wants a token",
                fix="Register at transparency.entsoe.eu and put it into WHOLEPRINT_KEY_ENTSOE",
            )
        domain = DOMAINS[want.zone.code]
        answer = await door.get(
            self._base,
            params={
                "securityToken": self._token,
                "documentType": "A75",
                "processType": "A16",
                "in_Domain": domain,
                "periodStart": _hour(want.start_seconds // _HOUR * _HOUR),
                "periodEnd": _hour(math.ceil(want.end_seconds / _HOUR) * _HOUR),
            },
            # Both "nothing found" and a wrong question come with this status.
            also=(400,),
        )
        mix = Mix(_WHO)
        for series in _series_of(answer):
            _take(series, domain, mix)
        return reading_of(mix.outputs(), want, self._factors or Factors())


def entsoe(key: Mapping[str, str], base: str = DEFAULT) -> Entsoe:
    """Return the provider.

    Args:
        key: Secrets by name; ``entsoe`` is the token of the API.
        base: The address of the API.
    """
    return Entsoe(key, base)


def _hour(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%d%H%M")


def _series_of(answer: Answer) -> list[_Element]:
    root = _parsed(answer.body)
    kind = _bare(root.tag)
    if kind == "Acknowledgement_MarketDocument":
        reasons = [_text(reason, "text") for reason in _named(root, "Reason")]
        if any(reason.startswith(_NOTHING) for reason in reasons):
            return []
        # Its words may repeat the question, and the token is part of that.
        _refuse("did not serve the question", "an acknowledgement that names another reason")
    if kind != "GL_MarketDocument":
        _refuse("answered another document than asked for", kind[:60])
    if _text(root, "type", "A75") != "A75":
        _refuse("answered a document of another type than A75", _text(root, "type")[:60])
    return _named(root, "TimeSeries")


def _parsed(body: bytes) -> _Element:
    parser = extra("defusedxml.ElementTree")
    try:
        return parser.fromstring(body, forbid_dtd=True)
    except (ValueError, SyntaxError, LookupError, RecursionError) as error:
        # Entities, DTDs and encodings that nobody has end here too: they are value errors.
        raise ProviderAnswerError(
            f"{_WHO} answered something that is not XML, or not such as may be read",
            seen=type(error).__name__,
        ) from None


def _take(series: _Element, domain: str, mix: Mix) -> None:
    plant = _one(series, "MktPSRType")
    code = _text(plant, "psrType")
    label, fuel = _TYPES.get(code, (f"type {code[:8]}", Fuel.UNKNOWN))
    drawn = _named(series, "outBiddingZone_Domain.mRID")
    asked = [*_named(series, "inBiddingZone_Domain.mRID"), *drawn]
    if any((element.text or "").strip() != domain for element in asked):
        _refuse("answered for another domain than asked for", label)
    if _text(series, "quantity_Measure_Unit.name", "MAW") != "MAW":
        _refuse("answered in another unit than MW", label)
    if drawn:
        label, fuel = f"{label}, drawn", Fuel.STORAGE
    repeats = _text(series, "curveType", "A01") == "A03"
    for period in _named(series, "Period"):
        mix.add(label, fuel, _slots(period, repeats=repeats))


def _slots(period: _Element, *, repeats: bool) -> list[Slot]:
    interval = _one(period, "timeInterval")
    start, end = (_moment(_text(interval, name)) for name in ("start", "end"))
    step = _STEPS_SECONDS.get(_text(period, "resolution"))
    if step is None:
        _refuse("answered with a step of unknown length", _text(period, "resolution")[:20])
    count = round((end - start) / step)
    if not 0 < count <= _GREATEST_COUNT or count * step != end - start:
        _refuse("answered a period that its steps do not fill", f"{end - start:g} s by {step:g} s")
    given = _points(period, count)
    slots: list[Slot] = []
    value = math.nan
    for position in range(1, count + 1):
        value = given.get(position, value if repeats else math.nan)
        slots.append(Slot(start + (position - 1) * step, start + position * step, value))
    return slots


def _points(period: _Element, count: int) -> dict[int, float]:
    given: dict[int, float] = {}
    for point in _named(period, "Point"):
        try:
            position, quantity = int(_text(point, "position")), float(_text(point, "quantity"))
        except ValueError:
            _refuse("answered a point that is no number", _text(point, "quantity")[:40])
        if not 1 <= position <= count or position in given or not math.isfinite(quantity):
            _refuse("answered a point outside its period, or twice", f"position {position}")
        given[position] = quantity
    return given


def _moment(text: str) -> float:
    if not _MOMENT.fullmatch(text):
        _refuse("answered something that is no time", text[:40])
    try:
        seconds = datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        _refuse("answered something that is no time", text[:40])
    if not EARLIEST_SECONDS <= seconds <= LATEST_SECONDS:
        _refuse("answered a time of which there is no data", text[:40])
    return seconds


def _bare(tag: object) -> str:
    # Comments and instructions have a function for a tag.
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _named(element: _Element, name: str) -> list[_Element]:
    return [child for child in element if _bare(child.tag) == name]


def _one(element: _Element, name: str) -> _Element:
    found = _named(element, name)
    if len(found) != 1:
        _refuse(f"answered with {len(found)} times '{name}' where there is one", _bare(element.tag))
    return found[0]


def _text(element: _Element, name: str, missing: str | None = None) -> str:
    if missing is not None and not _named(element, name):
        return missing
    return (_one(element, name).text or "").strip()


def _refuse(why: str, seen: str) -> NoReturn:
    raise ProviderAnswerError(
        f"{_WHO} {why}",
        seen=seen,
        fix="Another source is asked; if it lasts, the provider has changed its format",
    )
