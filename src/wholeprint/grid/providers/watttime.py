"""WattTime v3: what the plants emit that respond to a change in load, every five minutes.

This is the marginal signal, in pounds per megawatt-hour. What a plan opens differs: free ones hold
one region of California, and elsewhere only a percentile, which is no intensity.
"""

import math
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.grid.answer import Said, known_series, said
from wholeprint.grid.live import About, Answer, Door, Parameter, Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note

DEFAULT = "https://api.watttime.org"
USER, PASSWORD = "watttime_user", "watttime_password"
GRAMS_PER_POUND = 453.59237
"""The pound is so defined (international yard and pound, 1959)."""
KILOWATT_HOURS_PER_MEGAWATT_HOUR = 1000.0

REGIONS: Mapping[str, str] = {
    **{code: code for code in ("AT", "BE", "CH", "DE", "ES", "FI", "FR", "GR", "IE", "NL", "PL")},
    "AE": "ARE",
    "BH": "BHR",
    "HK": "HKG",
    "ID": "IDN",
    "IL": "ISR",
    "KR": "KOR",
    "NZ": "NZL",
    "QA": "QAT",
    "SA": "SAU",
    "SG": "SGP",
    "TW": "TWN",
    "ZA": "ZAF",
    "GB": "UK",
    "AU-NSW": "NEM_NSW",
    "AU-VIC": "NEM_VIC",
    "CA-QC": "HQ",
    "CL-SEN": "CHL",
    "JP-KN": "JP_KN",
    "JP-TK": "JP_TK",
    "US-CAL-CISO": "CAISO_NORTH",
    "US-CAL-LDWP": "LDWP",
    "US-NW-BPAT": "BPA",
    "US-NW-NEVP": "NEVP",
    "US-NW-PACE": "PACE",
    "US-NW-PSCO": "PSCO",
    "US-NW-WACM": "WACM",
    "US-SE-SOCO": "SOCO",
    "US-SW-AZPS": "AZPS",
}
"""Its region for each of our zones. Where it splits a zone of ours into several there is none, but
for California, whose north every plan opens."""

_PARTS = {"US-CAL-CISO": "the north of"}
_SIGNAL_TYPE, _UNITS = "co2_moer", "lbs_co2_per_mwh"
_LOGIN_SECONDS = 25 * 60.0  # a token lasts 30 min
_STEP_SECONDS = 300.0
_MOST_HOURS = 72
_UNAUTHORIZED = 401
_REFUSED = (401, 402, 403)
_WARNINGS_COUNT, _WARNING_LETTERS = 3, 200
_WHO = "WattTime"


class WattTime:
    """Marginal, direct: pounds of CO2 for one megawatt-hour more, told in g/kWh.

    Args:
        key: Secrets by name; it needs ``watttime_user`` and ``watttime_password``.
        base: The address of the service.
        now_seconds: What time it is [s since 1970 UTC].
    """

    name = "watttime"
    about = About(
        title="WattTime",
        url="https://docs.watttime.org",
        licence="WattTime's terms: what the account's plan allows; the data are not open",
        attribution="Source: WattTime (watttime.org)",
        key=(USER, PASSWORD),
        spacing_seconds=0.5,
        keep_seconds=300.0,
        reach_seconds=30 * 86400.0,
        ahead_seconds=_MOST_HOURS * 3600.0,
    )

    def __init__(
        self,
        key: Mapping[str, str],
        base: str = DEFAULT,
        now_seconds: Callable[[], float] = time.time,
    ) -> None:
        self._key = key
        self._base = base.rstrip("/")
        self._now_seconds = now_seconds
        self._token = ""
        self._token_until_seconds = 0.0

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for its regions, marginal and direct, seen or foreseen.
        """
        return (
            want.zone.code in REGIONS
            and want.tense in {Tense.ACTUAL, Tense.FORECAST}
            and want.response is Response.MARGINAL
            and want.scope is Scope.DIRECT
            and want.flow in {None, Flow.CONSUMPTION}
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted; log in first where that was long ago.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            What was seen and what was filled in apart, or a reading for each forecast.

        Raises:
            ProviderRefusedError: If there is no account, or its plan does not hold what is wanted.
        """
        region = REGIONS[want.zone.code]
        what, params = self._question(want)
        answer = await self._asked(door, what, {"region": region, **params})
        if answer.status == _UNAUTHORIZED:
            # The token was no longer good: once more with a new one.
            self._token = ""
            answer = await self._asked(door, what, {"region": region, **params})
        _check_served(answer, region)
        whole = said(answer, _WHO)
        meta = whole.at("meta")
        _check_meta(meta, region)
        return _forecasts(whole, want) if what == "forecast" else _seen(whole, want)

    def _question(self, want: Want) -> tuple[str, dict[str, Parameter]]:
        if want.tense is Tense.FORECAST:
            hours = math.ceil((want.end_seconds - self._now_seconds()) / 3600.0)
            return "forecast", {"horizon_hours": min(max(hours, 1), _MOST_HOURS)}
        start = want.start_seconds // _STEP_SECONDS * _STEP_SECONDS
        # Both ends are inclusive there; the end of ours is not.
        return "historical", {"start": _utc(start), "end": _utc(math.ceil(want.end_seconds) - 1)}

    async def _asked(self, door: Door, what: str, params: Mapping[str, Parameter]) -> Answer:
        return await door.get(
            f"{self._base}/v3/{what}",
            params={**params, "signal_type": _SIGNAL_TYPE},
            headers={"Authorization": f"Bearer {await self._logged_in(door)}"},
            also=_REFUSED,
        )

    async def _logged_in(self, door: Door) -> str:
        if self._token and self._now_seconds() < self._token_until_seconds:
            return self._token
        user, password = self._key.get(USER), self._key.get(PASSWORD)
        if not user or not password:
            raise ProviderRefusedError(
                f"{_WHO} needs an account",
                fix="Register at watttime.org and put its name and password into "
                "WHOLEPRINT_KEY_WATTTIME_USER and WHOLEPRINT_KEY_WATTTIME_PASSWORD",
            )
        pair = b64encode(f"{user}:{password}".encode()).decode()
        answer = await door.get(
            f"{self._base}/login", headers={"Authorization": f"Basic {pair}"}, also=_REFUSED
        )
        if answer.status in _REFUSED:
            raise ProviderRefusedError(
                f"{_WHO} does not know that account and password",
                seen=f"HTTP {answer.status}",
                fix="Check WHOLEPRINT_KEY_WATTTIME_USER and WHOLEPRINT_KEY_WATTTIME_PASSWORD",
            )
        self._token = _token(answer)
        self._token_until_seconds = self._now_seconds() + _LOGIN_SECONDS
        return self._token


def watttime(key: Mapping[str, str], base: str = DEFAULT) -> WattTime:
    """Return the provider.

    Args:
        key: Secrets by name; it needs ``watttime_user`` and ``watttime_password``.
        base: The address of the service.
    """
    return WattTime(key, base)


def _token(answer: Answer) -> str:
    # Nothing of this answer is ever shown: whatever is in it may be the token.
    try:
        token = said(answer, _WHO).at("token").text()
    except ProviderAnswerError:
        token = ""
    if not token.isascii() or not token.isprintable() or not token:
        raise ProviderAnswerError(f"{_WHO} answered the login without a token that can be used")
    return token


def _check_served(answer: Answer, region: str) -> None:
    if answer.status not in _REFUSED:
        return
    scope = b"invalid scope" in answer.body.lower()
    raise ProviderRefusedError(
        f"{_WHO} does not serve {region} under the plan of this account"
        if scope
        else f"{_WHO} refuses {region}",
        seen=f"HTTP {answer.status}{', invalid scope' if scope else ''}",
        fix="What each plan holds is said at watttime.org; free ones hold one region of California "
        "and percentiles, which are no intensity",
    )


def _check_meta(meta: Said, region: str) -> None:
    units, kind, named = meta.at("units"), meta.at("signal_type"), meta.at("region")
    if units.text() == "percentile":
        units.refuse("is no intensity: it ranks an hour among others, and grams cannot be had")
    if units.text() != _UNITS:
        units.refuse(f"is not the unit that was asked for, {_UNITS}")
    if kind.text() != _SIGNAL_TYPE:
        kind.refuse(f"is not the signal that was asked for, {_SIGNAL_TYPE}")
    if named.text() != region:
        named.refuse(f"is not the region that was asked for, {region}")


def _seen(whole: Said, want: Want) -> tuple[Reading, ...]:
    points: dict[Tense, list[Said]] = {Tense.ACTUAL: [], Tense.ESTIMATED: []}
    for point in whole.at("data").each():
        imputed = point.find("imputed_data_used")
        filled = imputed is not None and imputed.flag()
        points[Tense.ESTIMATED if filled else Tense.ACTUAL].append(point)
    found = [_reading(part, tense, whole.at("meta"), want) for tense, part in points.items()]
    return tuple(reading for reading in found if reading is not None)


def _forecasts(whole: Said, want: Want) -> tuple[Reading, ...]:
    meta, parts = whole.at("meta"), whole.at("data").each()
    # Asked for the past it gives a list of forecasts, each with its time; else the points of one.
    if parts and parts[0].find("forecast") is not None:
        listed = [(part.at("generated_at"), part.at("forecast").each()) for part in parts]
    else:
        listed = [(meta.at("generated_at"), parts)]
    found = [
        _reading(points, Tense.FORECAST, meta, want, issued.moment_seconds())
        for issued, points in listed
    ]
    return tuple(reading for reading in found if reading is not None)


def _reading(
    points: list[Said], tense: Tense, meta: Said, want: Want, issued: float | None = None
) -> Reading | None:
    period = meta.find("data_point_period_seconds")
    step = _STEP_SECONDS if period is None else period.step_seconds()
    series = known_series([_slot(point, step) for point in points], _WHO)
    if series is None:
        return None
    model = meta.find("model")
    date = None if model is None else model.find("date")
    signal = Signal(want.zone.code, Response.MARGINAL, Scope.DIRECT, Flow.CONSUMPTION, tense)
    notes = (*_part(want), *_warnings(meta), *_estimated(tense, len(points)))
    return Reading(signal, series, issued, None if date is None else date.text(), notes)


def _slot(point: Said, step: float) -> Slot:
    start, pounds = point.at("point_time").moment_seconds(), point.amount_at("value")
    return Slot(start, start + step, pounds * GRAMS_PER_POUND / KILOWATT_HOURS_PER_MEGAWATT_HOUR)


def _part(want: Want) -> tuple[Note, ...]:
    code = want.zone.code
    if code not in _PARTS:
        return ()
    return (
        Note(
            "zone-part",
            f"{_WHO}'s region {REGIONS[code]} is {_PARTS[code]} {code}: the rest may differ.",
        ),
    )


def _estimated(tense: Tense, count: int) -> tuple[Note, ...]:
    if tense is not Tense.ESTIMATED:
        return ()
    return (Note("value-estimated", f"{_WHO} imputed data for {count} values."),)


def _warnings(meta: Said) -> tuple[Note, ...]:
    warnings = meta.find("warnings")
    if warnings is None:
        return ()
    notes: list[Note] = []
    for warning in warnings.each()[:_WARNINGS_COUNT]:
        told = warning if isinstance(warning.value, str) else warning.at("message")
        words = "".join(letter if letter.isprintable() else " " for letter in told.text())
        notes.append(
            Note(
                "provider-warning", f"{_WHO} warns: {words[:_WARNING_LETTERS]}", severity="warning"
            )
        )
    return tuple(notes)


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
