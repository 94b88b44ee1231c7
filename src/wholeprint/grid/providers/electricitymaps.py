"""Electricity Maps v3: most of the world's zones by the hour, as consumed, with its key.

Which plan a key belongs to decides what is served: zones, history, forecast.
"""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from wholeprint.errors import ProviderRefusedError
from wholeprint.grid.answer import Said, known_series, said
from wholeprint.grid.live import About, Answer, Door, Parameter, Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note

DEFAULT = "https://api.electricitymaps.com"
KEY = "electricitymaps"
RENAMED: Mapping[str, str] = {
    "AUS-NSW": "AU-NSW",
    "CL-SIC": "CL-SEN",
    "DE-LU": "DE",
}
"""Zones that it called otherwise before, or that others call so."""

# Of our zones it lacks these, and every one of a kind that is ours: regions of the British grid
# (GB-NESO-13), subregions of eGRID (US-EGRID-CAMX), states (US-TX; all but Alaska).
_LACKS = re.compile(
    "AS|BM|CA|CA-NL|CK|CL|GD|GI|KI|KN|KY|MO|MS|MV|MY|NR|SC|SH|TC|VG"
    "|GB-NESO-.*|US-EGRID-.*|US-(?!AK)[A-Z]{2}"
)
_KINDS = {"country", "part"}
_HOUR_SECONDS = 3600.0
_STEPS = {"hourly": _HOUR_SECONDS, "15_minutes": 900.0, "5_minutes": 300.0}
_HISTORY_SECONDS = 24 * _HOUR_SECONDS
_HORIZONS_HOURS = (24, 48, 72)
_SCOPES = {Scope.DIRECT: "direct", Scope.LIFECYCLE: "lifecycle"}
_LISTS = {"history": "history", "past-range": "data"}
_REFUSED = (401, 402, 403)
_WHO = "Electricity Maps"


class _Point(NamedTuple):
    slot: Slot
    tense: Tense
    scope: Scope
    updated: str
    method: str


class ElectricityMaps:
    """Average, direct or life-cycle, as consumed: flow-traced between zones, hour by hour.

    Args:
        key: Secrets by name; it needs ``electricitymaps``.
        base: The address of the service.
        now_seconds: What time it is [s since 1970 UTC].
    """

    name = "electricitymaps"
    about = About(
        title="Electricity Maps",
        url="https://portal.electricitymaps.com/docs/api",
        licence="Electricity Maps' terms: what the key's plan allows; free plans are personal",
        attribution="Source: Electricity Maps (electricitymaps.com)",
        key=(KEY,),
        spacing_seconds=1.0,
        keep_seconds=900.0,
        reach_seconds=10 * 86400.0,
        ahead_seconds=_HORIZONS_HOURS[-1] * _HOUR_SECONDS,
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

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for its zones, average, as consumed, seen, estimated or foreseen.
        """
        return (
            want.zone.kind in _KINDS
            and _LACKS.fullmatch(want.zone.code) is None
            and want.response is Response.AVERAGE
            and want.flow in {None, Flow.CONSUMPTION}
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            What was seen and what it estimated apart, or the forecast; none where it knows
            nothing of that time.

        Raises:
            ProviderRefusedError: If there is no key, or its plan does not hold what is wanted.
        """
        token = self._key.get(KEY)
        if not token:
            raise ProviderRefusedError(
                f"{_WHO} needs a key",
                fix="Get one at portal.electricitymaps.com and put it into "
                "WHOLEPRINT_KEY_ELECTRICITYMAPS",
            )
        what, params = self._question(want)
        answer = await door.get(
            f"{self._base}/v3/carbon-intensity/{what}",
            params={
                "zone": _zone(want),
                "emissionFactorType": _SCOPES[want.scope],
                **params,
            },
            headers={"auth-token": token},
            also=_REFUSED,
        )
        _check_served(answer, what, _zone(want))
        whole = said(answer, _WHO)
        _check_zone(whole, _zone(want))
        if what == "forecast":
            return _forecast(whole, want)
        parts = [whole] if what == "latest" else whole.at(_LISTS[what]).each()
        return _readings([_point(part, want, whole) for part in parts], want, None)

    def _question(self, want: Want) -> tuple[str, dict[str, Parameter]]:
        now = self._now_seconds()
        if want.tense is Tense.FORECAST:
            hours = (want.end_seconds - now) / _HOUR_SECONDS
            horizon = next((most for most in _HORIZONS_HOURS if hours <= most), 72)
            return "forecast", {"horizonHours": horizon}
        this_hour = now // _HOUR_SECONDS * _HOUR_SECONDS
        if want.start_seconds >= this_hour:
            return "latest", {}
        if want.start_seconds >= this_hour - _HISTORY_SECONDS + _HOUR_SECONDS:
            return "history", {}
        # Whole hours: a value that began before the window holds in it.
        start = want.start_seconds // _HOUR_SECONDS * _HOUR_SECONDS
        return "past-range", {"start": _utc(start), "end": _utc(want.end_seconds)}


def electricitymaps(key: Mapping[str, str], base: str = DEFAULT) -> ElectricityMaps:
    """Return the provider.

    Args:
        key: Secrets by name; it needs ``electricitymaps``.
        base: The address of the service.
    """
    return ElectricityMaps(key, base)


def _zone(want: Want) -> str:
    return RENAMED.get(want.zone.code, want.zone.code)


def _check_served(answer: Answer, what: str, zone: str) -> None:
    if answer.status in _REFUSED:
        raise ProviderRefusedError(
            f"{_WHO} does not serve '{what}' for {zone} under the plan of this key",
            seen=f"HTTP {answer.status}",
            fix="Check the key; which zones, history and forecasts a plan holds is said at "
            "portal.electricitymaps.com, and free plans hold no forecast",
        )


def _check_zone(whole: Said, zone: str) -> None:
    named = whole.at("zone")
    if RENAMED.get(named.text(), named.text()) != zone:
        named.refuse(f"is not the zone that was asked for, {zone}")


def _forecast(whole: Said, want: Want) -> tuple[Reading, ...]:
    issued = whole.find("updatedAt")
    points = [_point(part, want, whole) for part in whole.at("forecast").each()]
    return _readings(
        [point._replace(tense=Tense.FORECAST) for point in points],
        want,
        None if issued is None else issued.moment_seconds(),
    )


def _point(part: Said, want: Want, around: Said) -> _Point:
    start = part.at("datetime").moment_seconds()
    grain = part.find("temporalGranularity") or around.find("temporalGranularity")
    step = _HOUR_SECONDS if grain is None else _STEPS.get(grain.text())
    if step is None:
        part.refuse("is of a length of time that is not known")
    kind = part.find("emissionFactorType") or around.find("emissionFactorType")
    scopes = {named: scope for scope, named in _SCOPES.items()}
    scope = want.scope if kind is None else scopes.get(kind.text())
    if scope is None:
        part.refuse("is neither direct nor life-cycle")
    estimated, method, updated = (
        part.find(name) for name in ("isEstimated", "estimationMethod", "updatedAt")
    )
    return _Point(
        Slot(start, start + step, part.amount_at("carbonIntensity")),
        Tense.ESTIMATED if estimated is not None and estimated.flag() else Tense.ACTUAL,
        scope,
        "" if updated is None else updated.text(),
        "" if method is None else method.text(),
    )


def _readings(points: list[_Point], want: Want, issued: float | None) -> tuple[Reading, ...]:
    found: list[Reading] = []
    for tense, scope in sorted({(point.tense, point.scope) for point in points}):
        group = [point for point in points if (point.tense, point.scope) == (tense, scope)]
        series = known_series([point.slot for point in group], _WHO)
        if series is None:
            continue
        signal = Signal(want.zone.code, Response.AVERAGE, scope, Flow.CONSUMPTION, tense)
        # It revises what it published: which state this is, its newest change tells.
        version = max(point.updated for point in group) or None
        notes = _estimated(group) if tense is Tense.ESTIMATED else ()
        found.append(Reading(signal, series, issued, version, notes))
    return tuple(found)


def _estimated(group: list[_Point]) -> tuple[Note, ...]:
    methods = ", ".join(sorted({point.method[:40] for point in group if point.method}))
    return (
        Note(
            "value-estimated",
            f"{_WHO} estimated {len(group)} values{f' ({methods})' if methods else ''} and "
            "replaces such values later.",
        ),
    )


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
