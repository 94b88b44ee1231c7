"""RTE's éCO2mix for France, through ODRÉ: a quarter of an hour in real time, consolidated later.

RTE counts what burning fuel for production in mainland France emits, and nothing else:
https://www.rte-france.com/eco2mix/les-emissions-de-co2-par-kwh-produit-en-france (read there).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wholeprint.grid.answer import Said, known_series, said
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note

DEFAULT = "https://odre.opendatasoft.com"
REAL_TIME, CONSOLIDATED = "eco2mix-national-tr", "eco2mix-national-cons-def"

_ZONE = "FR"
_QUARTER_SECONDS = 900.0
_HALF_SECONDS = 1800.0
_GAP_SECONDS = 3600.0  # a shorter lack at the beginning is a hole, and no reason to ask again
_REAL_TIME_NATURE = "Données temps réel"
_WHO = "ODRÉ"
_SIGNAL = Signal(_ZONE, Response.AVERAGE, Scope.DIRECT, Flow.PRODUCTION, Tense.ACTUAL)


@dataclass(frozen=True, slots=True)
class _Row:
    start_seconds: float
    amount: float  # NaN where nothing is said: the quarters that are still to come
    nature: str


class Odre:
    """Average, direct, as produced: what RTE estimates for mainland France.

    Args:
        base: The address of the portal.
    """

    name = "odre"
    about = About(
        title="RTE éCO2mix (ODRÉ)",
        url="https://odre.opendatasoft.com/explore/dataset/eco2mix-national-tr/",
        licence="Licence Ouverte 2.0",
        attribution="Source: RTE, éCO2mix, through ODRÉ (odre.opendatasoft.com)",
        spacing_seconds=1.0,
        keep_seconds=900.0,
        reach_seconds=92 * 86400.0,
    )

    def __init__(self, base: str = DEFAULT) -> None:
        self._base = base.rstrip("/")

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for France, average and direct, as produced, seen: it foresees none.
        """
        return (
            want.zone.code == _ZONE
            and want.tense is Tense.ACTUAL
            and want.response is Response.AVERAGE
            and want.scope is Scope.DIRECT
            and want.flow in {None, Flow.PRODUCTION}
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted: in real time, and consolidated where that begins too late.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            A reading for each kind of data, one after the other in time; none where nothing is
            known of that time.
        """
        start = want.start_seconds // _HALF_SECONDS * _HALF_SECONDS
        recent = await self._asked(door, REAL_TIME, start, want.end_seconds)
        known = [row.start_seconds for row in recent if not math.isnan(row.amount)]
        begins = min(known, default=want.end_seconds)
        older: Sequence[_Row] = ()
        if begins - want.start_seconds > _GAP_SECONDS:
            older = await self._asked(door, CONSOLIDATED, start, begins)
            older = [row for row in older if row.start_seconds < begins]
        readings = [
            _reading(rows, nature) for rows in (older, recent) for nature, rows in _by_nature(rows)
        ]
        return tuple(reading for reading in readings if reading is not None)

    async def _asked(self, door: Door, dataset: str, start: float, end: float) -> list[_Row]:
        answer = await door.get(
            f"{self._base}/api/explore/v2.1/catalog/datasets/{dataset}/exports/json",
            params={
                "select": "date_heure,taux_co2,nature",
                "where": f"date_heure >= date'{_utc(start)}' AND date_heure < date'{_utc(end)}'",
                "order_by": "date_heure",
                "timezone": "UTC",
                "limit": -1,
            },
        )
        return [_row(fields) for fields in _records(said(answer, _WHO))]


def odre(key: Mapping[str, str], base: str = DEFAULT) -> Odre:
    """Return the provider.

    Args:
        key: Secrets by name; it needs none.
        base: The address of the portal.
    """
    del key
    return Odre(base)


def _records(answer: Said) -> list[Said]:
    # An export is a bare list, a page of v2.1 has its rows in "results", one of the old v1 in
    # "records" with the fields one level down.
    if isinstance(answer.value, list):
        return answer.each()
    results = answer.find("results")
    if results is not None:
        return results.each()
    return [record.at("fields") for record in answer.at("records").each()]


def _row(fields: Said) -> _Row:
    amount, nature = fields.find("taux_co2"), fields.find("nature")
    return _Row(
        fields.at("date_heure").moment_seconds(),
        math.nan if amount is None else amount.amount(),
        "" if nature is None else nature.text(),
    )


def _by_nature(rows: Iterable[_Row]) -> list[tuple[str, list[_Row]]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.nature, []).append(row)
    return list(found.items())


def _reading(rows: Sequence[_Row], nature: str) -> Reading | None:
    amounts: dict[float, set[float]] = {}
    for row in rows:
        if not math.isnan(row.amount):
            amounts.setdefault(row.start_seconds, set()).add(row.amount)
    step = _step_seconds(amounts, nature)
    slots = [
        Slot(start, start + step, next(iter(values)))
        for start, values in amounts.items()
        if len(values) == 1
    ]
    series = known_series(slots, _WHO)
    if series is None:
        return None
    twice = len(amounts) - len(slots)
    return Reading(_SIGNAL, series, version=nature or None, notes=_notes(nature, twice))


def _step_seconds(starts: Iterable[float], nature: str) -> float:
    # Consolidated rows stand on every quarter, but hold values on the half hours only.
    on_halves = all(start % _HALF_SECONDS == 0.0 for start in starts)
    return (
        _HALF_SECONDS if on_halves and nature not in {"", _REAL_TIME_NATURE} else _QUARTER_SECONDS
    )


def _notes(nature: str, twice_count: int) -> tuple[Note, ...]:
    notes: list[Note] = []
    if nature == _REAL_TIME_NATURE:
        notes.append(
            Note(
                "value-preliminary",
                "RTE calls these values real-time data, made of telemetry and estimates: "
                "consolidated ones replace them later.",
            )
        )
    if twice_count:
        notes.append(
            Note(
                "values-contradict",
                f"{_WHO} gives two values for {twice_count} of the times asked for, as it does "
                "where clocks are put forward: neither is taken.",
                severity="warning",
            )
        )
    return tuple(notes)


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(math.ceil(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
