"""What a cloud reports beside what we estimate, and why the two differ.

Only reasons that the data shows are told: a report without market-based numbers differs by no
contract, and one without services that we do not see differs by none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wholeprint.tracking.importers.reported import Report, Row, by_method, summed_kg
from wholeprint.tracking.plan_figures import Figures
from wholeprint.tracking.plan_result import Costed

_MACHINES = (
    *("compute", "ec2", "elastic compute", "ebs", "kubernetes", "eks", "gke", "aks"),
    *("virtualmachine", "virtual machine", "disk", "rds", "cloud sql", "database"),
)
"""Words in the names of services that machines and disks stand behind."""
_ANY_SCOPE_3 = (
    "Their scope 3 counts what the cloud's own method says; our embodied part is machines and "
    "disks alone"
)
# AWS News Blog, Customer Carbon Footprint Tool Expands, October 2025.
_SCOPE_3 = {
    "aws": "Their scope 3 has what came before the power plant and losses on the way from it, "
    "hardware over 6 years, and buildings over 50; our embodied part is machines and disks alone, "
    "and ours has what came before the power plant in the operational part"
}
_OPERATIONAL, _EMBODIED = frozenset({"1", "2"}), frozenset({"3"})
"""Scopes of a report that stand beside our operational and our embodied part."""
ALL = "all"
"""What stands for the region where all places of a cloud are summed: ``azure:all``."""
_MOST_NAMED = 6
_NOTICEABLE_SHARE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class BesideLine:
    """One month in one place, as both sides have it.

    Attributes:
        month: The month, ``2026-01``.
        region: The place, ``aws:us-east-1``; ``aws:all`` for the sum over all of them.
        reported_kg: What the cloud reports, by method [kgCO2e].
        operational_kg: Its scopes 1 and 2 of that, which our operational part stands beside;
            empty where the report has no scopes [kgCO2e].
        embodied_kg: Its scope 3, which our embodied part stands beside, likewise [kgCO2e].
        ours: What we estimate; None where we have nothing there.
    """

    month: str
    region: str
    reported_kg: Mapping[str, float]
    operational_kg: Mapping[str, float]
    embodied_kg: Mapping[str, float]
    ours: Figures | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why both sides differ.

    Attributes:
        code: A code that never changes.
        text: A sentence with the numbers it rests on.
    """

    code: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """A report beside an estimate.

    Attributes:
        lines: Each month in each place.
        reasons: Why both sides differ.
    """

    lines: tuple[BesideLine, ...]
    reasons: tuple[Reason, ...]


def beside(report: Report, ours: Mapping[str, Costed], *, is_plan: bool) -> Beside:
    """Return a cloud's report beside our estimate.

    Args:
        report: The report.
        ours: What we estimate, by month; a plan stands for each month alike.
        is_plan: Whether it is a plan, and not what was used.
    """
    lines: list[BesideLine] = []
    for month in sorted({*report.months(), *ours}):
        rows = [row for row in report.rows if row.month == month]
        lines += _of_month(report, month, rows, ours.get(month))
    reasons = tuple(_reasons(report, ours, lines, is_plan=is_plan))
    return Beside(tuple(lines), reasons)


def _of_month(
    report: Report, month: str, rows: Sequence[Row], costed: Costed | None
) -> Iterator[BesideLine]:
    cloud = report.rows[0].provider
    found: list[BesideLine] = []
    if not rows or any(row.region for row in rows):
        # What stands in other clouds is not in this one's report.
        own = () if costed is None else costed.by_region
        places = {_place(row) for row in rows} | {
            name for name in own if name.startswith(f"{cloud}:")
        }
        for place in sorted(places):
            held = [row for row in rows if _place(row) == place]
            figures = None if costed is None else costed.by_region.get(place)
            found.append(_line(report, month, place, held, figures))
    yield from found
    if len(found) != 1:
        whole = None if costed is None else _whole(costed, cloud)
        yield _line(report, month, f"{cloud}:{ALL}", rows, whole)


def _whole(costed: Costed, cloud: str) -> Figures | None:
    # A sum with other clouds in it stands beside nothing.
    clouds = {line.resource.cloud for line in costed.lines}
    return costed.total if clouds == {cloud} else None


def _line(
    report: Report, month: str, place: str, rows: Sequence[Row], ours: Figures | None
) -> BesideLine:
    held = {name: by_method(rows, name) for name in report.methods()}
    sums = {name: summed_kg(found) for name, found in held.items() if found}
    return BesideLine(
        month, place, sums, _scoped(held, _OPERATIONAL), _scoped(held, _EMBODIED), ours
    )


def _scoped(held: Mapping[str, Sequence[Row]], scopes: frozenset[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, rows in held.items():
        part = [row for row in rows if row.scope in scopes]
        # Where some numbers are of all scopes together, the others are no part of the whole.
        if part and not any(row.scope == "all" for row in rows):
            found[name] = summed_kg(part)
    return found


def _place(row: Row) -> str:
    return f"{row.provider}:{row.region.replace(' ', '').lower() or 'unknown'}"


def _reasons(
    report: Report, ours: Mapping[str, Costed], lines: Sequence[BesideLine], *, is_plan: bool
) -> Iterator[Reason]:
    yield from _methods(report)
    yield from _scopes(report)
    yield from _services(report)
    yield from _places(lines, set(report.months()) & set(ours))
    yield from _months(report, ours)
    yield from _versions(report)
    yield from _own(ours, report.rows[0].provider, is_plan=is_plan)


def _methods(report: Report) -> Iterator[Reason]:
    sums = {name: summed_kg(by_method(report.rows, name)) for name in report.methods()}
    local, market = sums.get("LBM"), sums.get("MBM")
    if local is not None and market is not None and local != market:
        less = 1.0 - market / local if local else 0.0
        yield Reason(
            "market-based",
            f"By contracts for electricity the report counts {market:.4g} kg where the grid's own "
            f"emissions are {local:.4g} kg ({less:.0%} less): ours are the grid's, so that only "
            "the location-based numbers compare",
        )
    elif local is None and market is not None:
        yield Reason(
            "market-based",
            "The report has market-based numbers only: contracts for electricity are taken off, "
            "and ours are the grid's own emissions",
        )
    if "unstated" in sums:
        yield Reason(
            "method-unstated",
            "The report does not say whether contracts for electricity are taken off: it may "
            "differ by all of them",
        )


def _scopes(report: Report) -> Iterator[Reason]:
    found = {row.scope for row in report.rows}
    if "3" in found:
        yield Reason("scope-3-boundary", _SCOPE_3.get(report.rows[0].provider, _ANY_SCOPE_3))
    elif "all" not in found:
        yield Reason(
            "scope-3-missing",
            "The report has no scope 3: our embodied part has nothing beside it",
        )
    if "all" in found:
        yield Reason(
            "scopes-together",
            "The report, or a part of it, has one sum over its scopes: which of them are in it is "
            "not to be seen",
        )


def _services(report: Report) -> Iterator[Reason]:
    method = next(iter(report.methods()), "LBM")
    rows = by_method(report.rows, method)
    whole = summed_kg(rows)
    by_service: dict[str, float] = {}
    for row in rows:
        if row.service and not any(word in row.service.casefold() for word in _MACHINES):
            by_service[row.service] = by_service.get(row.service, 0.0) + row.emitted_kg
    unseen = sum(by_service.values())
    if whole > 0.0 and unseen / whole >= _NOTICEABLE_SHARE:
        heaviest = sorted(by_service, key=lambda name: -by_service[name])
        names = ", ".join(heaviest[:_MOST_NAMED])
        more = " and others" if len(heaviest) > _MOST_NAMED else ""
        yield Reason(
            "services-not-seen",
            f"{unseen:.4g} of {whole:.4g} kg ({unseen / whole:.0%}) are of services that no "
            f"machine or disk of ours stands for: {names}{more}",
        )


def _places(lines: Sequence[BesideLine], shared: set[str]) -> Iterator[Reason]:
    told = [line for line in lines if line.month in shared]
    at = [line for line in told if not line.region.endswith(f":{ALL}")]
    theirs = [line for line in at if line.reported_kg and line.ours is None]
    own = [line for line in at if line.ours is not None and not line.reported_kg]
    if theirs:
        yield Reason("places-only-theirs", f"Only the report has {_where(theirs, shared)}")
    if own:
        yield Reason("places-only-ours", f"Only our estimate has {_where(own, shared)}")
    if {line.month for line in told} - {line.month for line in at}:
        yield Reason(
            "places-not-told",
            "The report does not say where: ours beside it is the sum over all places",
        )


def _where(lines: Sequence[BesideLine], shared: set[str]) -> str:
    months: dict[str, list[str]] = {}
    for line in lines:
        months.setdefault(line.region, []).append(line.month)
    return ", ".join(
        place if len(found) == len(shared) else f"{place} in {' and '.join(found)}"
        for place, found in sorted(months.items())
    )


def _months(report: Report, ours: Mapping[str, Costed]) -> Iterator[Reason]:
    missing = sorted(set(report.months()) - set(ours))
    more = sorted(set(ours) - set(report.months()))
    if missing:
        yield Reason("months-only-theirs", f"We have no estimate for {', '.join(missing)}")
    if more:
        yield Reason("months-only-ours", f"The report does not have {', '.join(more)}")


def _versions(report: Report) -> Iterator[Reason]:
    versions = sorted({row.model_version for row in report.rows if row.model_version})
    if len(versions) > 1:
        yield Reason(
            "model-versions",
            f"The cloud changed its model within the report ({', '.join(versions)}): its months "
            "do not compare with each other",
        )


def _own(ours: Mapping[str, Costed], cloud: str, *, is_plan: bool) -> Iterator[Reason]:
    costed = list(ours.values())
    if any(each.declared_share is None for each in costed):
        yield Reason(
            "use-assumed",
            "How hard the machines worked is not known to us: our interval spans none to all of "
            "it, and the cloud knows what they drew",
        )
    if is_plan:
        yield Reason(
            "plan-not-use",
            "A plan is what is asked for, all month long; the report is what was used",
        )
    unknown = {
        line.resource.address
        for each in costed
        for line in each.unknown
        if line.resource.cloud == cloud
    }
    if unknown:
        yield Reason(
            "machines-unknown",
            f"{len(unknown)} of our resources {'have' if len(unknown) > 1 else 'has'} no data, "
            "in no sum",
        )
    others = sorted({name for each in costed for name in each.estate.of(cloud).others})
    if others:
        names = ", ".join(others[:_MOST_NAMED])
        more = " and others" if len(others) > _MOST_NAMED else ""
        yield Reason("kinds-not-counted", f"We do not count {names}{more}")
