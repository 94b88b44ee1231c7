"""What a cloud says of its own emissions, in one form for all clouds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from wholeprint.errors import BoundaryError, ImportRefusedError
from wholeprint.quantities.note import Note
from wholeprint.tracking.importers.reading import Json, checked, number_of, shown

Method = Literal["LBM", "MBM", "either", "unstated"]
"""Location-based, market-based, alike in both, or not said by the report."""

Scope = Literal["1", "2", "3", "all"]
"""Scope of the Greenhouse Gas Protocol; "all" where the report has only their sum."""

SUMS: Final = ("LBM", "MBM", "unstated")
"""The methods by which a report can be summed; "either" is in the first two."""

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?(?:[T ].*)?")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_TOLERANCE_KG = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """One number of a report.

    Attributes:
        provider: Which cloud says it.
        account: Account, project or subscription.
        service: The service, empty where the report does not say.
        region: The region as the cloud names it, empty where it does not say.
        month: Which month, ``2026-01``.
        scope: Which scope.
        method: By which method.
        emitted_kg: How much [kgCO2e].
        model_version: Version of the cloud's own model, empty where it does not say.
        resource: The single resource, empty unless the report has them.
    """

    provider: str
    account: str
    service: str
    region: str
    month: str
    scope: Scope
    method: Method
    emitted_kg: float
    model_version: str = ""
    resource: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What there is one number for."""
        return (*self.place, self.scope, self.method, self.model_version)

    @property
    def place(self) -> tuple[str, ...]:
        """What there is one number for in one version of the model."""
        return (self.month, self.account, self.service, self.region, self.resource)


@dataclass(frozen=True, slots=True)
class Report:
    """A cloud's own report.

    Attributes:
        tool: Which report it is: "gcp-carbon-footprint".
        rows: Its numbers, of one version of the model for each month.
        notes: What a reader should know.
    """

    tool: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()

    def months(self) -> tuple[str, ...]:
        """Return its months, the earliest first."""
        return tuple(sorted({row.month for row in self.rows}))

    def methods(self) -> tuple[str, ...]:
        """Return the methods by which it can be summed."""
        found = {row.method for row in self.rows}
        return tuple(name for name in SUMS if name in found)


def summed_kg(rows: Iterable[Row]) -> float:
    """Return the sum of numbers that may be added [kgCO2e].

    Args:
        rows: The numbers.

    Raises:
        BoundaryError: If some are location-based and others market-based: both count the same
            electricity.
    """
    held = list(rows)
    methods = {row.method for row in held} - {"either"}
    if len(methods) > 1:
        raise BoundaryError(
            "numbers by different methods count the same electricity and cannot be added",
            seen=", ".join(sorted(methods)),
            fix="Sum the location-based or the market-based ones",
        )
    return sum(row.emitted_kg for row in held)


def by_method(rows: Iterable[Row], method: str) -> list[Row]:
    """Return the numbers that belong in a sum by one method.

    Args:
        rows: The numbers.
        method: One of `SUMS`.
    """
    alike = {method, "either"} if method != "unstated" else {method}
    return [row for row in rows if row.method in alike]


def report_of(tool: str, rows: Iterable[Row]) -> Report:
    """Return a report of rows as a file has them, each number once.

    Args:
        tool: Which report it is.
        rows: The rows.

    Returns:
        The report; of a month that was worked out anew the newest version of the model counts,
        and a note says which were passed over.

    Raises:
        ImportRefusedError: If there is no row, or one number twice with different values.
    """
    kept: dict[tuple[str, ...], Row] = {}
    repeated = 0
    for row in rows:
        before = kept.get(row.key)
        if before is None:
            kept[row.key] = row
        elif abs(before.emitted_kg - row.emitted_kg) <= _TOLERANCE_KG:
            repeated += 1
        else:
            raise ImportRefusedError(
                f"the report has a number twice: {', '.join(filter(None, row.key))}",
                seen=f"{before.emitted_kg:g} and {row.emitted_kg:g} kg",
                fix="Give one export of that month",
            )
    if not kept:
        raise ImportRefusedError("the report has no emissions in it")
    newest, older = _newest(kept.values())
    notes = tuple(_notes(repeated, older, newest))
    return Report(tool, newest, notes)


def _newest(rows: Iterable[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of the newest version of each month, and those of older ones."""
    held = tuple(rows)
    versions: dict[str, set[str]] = {}
    for row in held:
        versions.setdefault(row.month, set()).add(row.model_version)
    last = {month: max(found, key=version_order) for month, found in versions.items()}
    newest = tuple(row for row in held if row.model_version == last[row.month])
    return newest, tuple(row for row in held if row.model_version != last[row.month])


def version_order(version: str) -> tuple[int, ...]:
    """Return what versions of a model are ordered by: v2.0.0 before v3.0.0, 9 before 10.

    Args:
        version: The version.
    """
    return tuple(int(part[:9]) for part in re.findall(r"\d+", version))


def _notes(repeated: int, older: Sequence[Row], rows: Sequence[Row]) -> Iterator[Note]:
    if repeated:
        yield Note("report-repeats", f"{repeated} rows stood in the report more than once")
    if older:
        months = ", ".join(sorted({row.month for row in older}))
        yield Note(
            "report-versions",
            f"Several versions of the cloud's model are in the report for {months}: the newest "
            "counts, and they are never added",
            severity="warning",
        )
        alone = _alone(older, rows)
        if alone:
            yield Note("report-versions-partial", alone, severity="warning")
    elif len({row.model_version for row in rows}) > 1:
        yield Note(
            "report-versions",
            "The cloud changed its model between the months of this report: they do not compare",
            severity="warning",
        )


def _alone(older: Sequence[Row], rows: Sequence[Row]) -> str:
    """Return what only older versions have, as a sentence; empty where they have nothing alone."""
    counted = {row.place for row in rows}
    left = [row for row in older if row.place not in counted]
    if not left:
        return ""
    # Of each place its newest number: the versions before it say the same again.
    last: dict[tuple[str, ...], str] = {}
    for row in left:
        last[row.place] = max(last.get(row.place, ""), row.model_version, key=version_order)
    held = [row for row in left if row.model_version == last[row.place]]
    method = next(name for name in SUMS if by_method(held, name))
    places = dict.fromkeys(" ".join(filter(None, row.place)) for row in held)
    named = list(places)[:_MOST_NAMED]
    more = f" and {len(places) - len(named)} more" if len(places) > len(named) else ""
    return (
        f"{summed_kg(by_method(held, method)):.4g} kg {_SAID[method]} are in older versions alone, "
        f"and in no sum: {', '.join(named)}{more}. Export those months whole"
    )


_MOST_NAMED = 4
_SAID: Final[Mapping[str, str]] = {
    "LBM": "(location-based)",
    "MBM": "(market-based)",
    "unstated": "(by an unstated method)",
}


def flat(record: Json, prefix: str = "") -> dict[str, object]:
    """Return a record without nesting, its names in one spelling.

    Args:
        record: Fields, some of which hold fields.
        prefix: What stands before the names.

    Returns:
        Values by names such as ``scope2_location_based``: small letters, parted by underscores,
        because exports part them by dots, underscores or nesting.
    """
    found: dict[str, object] = {}
    for name, value in record.items():
        plain = f"{prefix}{re.sub(r'[^a-z0-9]+', '_', str(name).strip().lower())}"
        if isinstance(value, dict):
            found |= flat(cast("Json", value), f"{plain}_")
        else:
            found[plain] = value
    return found


def text(record: Mapping[str, object], *names: str) -> str:
    """Return the first text among some fields, empty where there is none.

    Args:
        record: The record, as `flat` returns it.
        names: The fields.
    """
    for name in names:
        value = record.get(name)
        if value is not None and not isinstance(value, list | dict) and str(value).strip():
            return str(value).strip()
    return ""


def month(record: Mapping[str, object], where: str, *names: str) -> str:
    """Return the month of a record: ``2026-01``.

    Args:
        record: The record.
        where: The place, for the message.
        names: The fields it may stand in.

    Raises:
        ImportRefusedError: If there is none.
    """
    told = text(record, *names)
    found = _MONTH.fullmatch(told)
    if found is None:
        raise ImportRefusedError(
            f"{where} has no month", seen=shown(told), fix=f"{names[0]} is read as 2026-01-01"
        )
    return f"{found[1]}-{found[2]}"


def amount(value: object, where: str) -> float | None:
    """Return a number of a report, None where it has none.

    Args:
        value: A number, or its text in a table; "NULL" is none.
        where: The place, for the message.

    Raises:
        ImportRefusedError: If it is something else, such as a formula, or negative.
    """
    if isinstance(value, str):
        told = value.strip()
        if told in {"", "NULL", "null"}:
            return None
        if _NUMBER.fullmatch(told) is None:
            raise ImportRefusedError(f"{where} is no number", seen=shown(told))
        return checked(float(told), where)
    return number_of(value, where)


Parts = tuple[tuple[str, Scope, Method], ...]
"""Which fields hold which scope, by which method."""


def split(values: Mapping[str, float | None], like: Row, parts: Parts) -> Iterator[Row]:
    """Yield the scopes of a row where it has them all, else its total: never both.

    Args:
        values: Kilograms by field; totals are ``total_lbm`` and ``total_mbm``.
        like: What the rows share.
        parts: Which fields hold the scopes.

    Yields:
        One row for each number; what both methods have alike once, if both have all their scopes.
    """
    whole = [name for name in ("LBM", "MBM") if _complete(values, parts, name)]
    alike = len(whole) == 2  # noqa: PLR2004 - both methods
    for key, scope, method in parts:
        found = values.get(key)
        owners = (
            whole if method == "either" and not alike else [method] * (alike or method in whole)
        )
        for owner in owners:
            if found is not None:
                yield replace(like, scope=scope, method=_METHODS[owner], emitted_kg=found)
    for name in ("LBM", "MBM"):
        total = values.get(f"total_{name.lower()}")
        if name not in whole and total is not None:
            yield replace(like, scope="all", method=_METHODS[name], emitted_kg=total)


_METHODS: Final[Mapping[str, Method]] = {"LBM": "LBM", "MBM": "MBM", "either": "either"}


def _complete(values: Mapping[str, float | None], parts: Parts, name: str) -> bool:
    return all(
        values.get(key) is not None for key, _, method in parts if method in {name, "either"}
    )
