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
_MOST_NAMED = 6
_NOTICEABLE_SHARE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class BesideLine:
    """One month in one place, as both sides have it.

    Attributes:
        month: The month, ``2026-01``.
        region: The place, ``aws:us-east-1``.
        reported_kg: What the cloud reports, by method [kgCO2e].
        ours: What we estimate; None where we have nothing there.
    """

    month: str
    region: str
    reported_kg: Mapping[str, float]
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
    months = sorted({*report.months(), *ours})
    for month in months:
        costed = ours.get(month)
        rows = [row for row in report.rows if row.month == month]
        places = dict.fromkeys(_place(row) for row in rows)
        if costed is not None:
            # What stands in other clouds is not in this one's report.
            own = tuple(f"{row.provider}:" for row in report.rows)[:1]
            places |= dict.fromkeys(name for name in costed.by_region if name.startswith(own))
        for place in sorted(places):
            held = [row for row in rows if _place(row) == place]
            lines.append(
                BesideLine(
                    month,
                    place,
                    {name: summed_kg(found) for name, found in _by_methods(report, held)},
                    None if costed is None else costed.by_region.get(place),
                )
            )
    reasons = tuple(_reasons(report, ours, lines, is_plan=is_plan))
    return Beside(tuple(lines), reasons)


def _by_methods(report: Report, rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    for name in report.methods():
        found = by_method(rows, name)
        if found:
            yield name, found


def _place(row: Row) -> str:
    return f"{row.provider}:{row.region.replace(' ', '').lower() or 'unknown'}"


def _reasons(
    report: Report, ours: Mapping[str, Costed], lines: Sequence[BesideLine], *, is_plan: bool
) -> Iterator[Reason]:
    yield from _methods(report)
    yield from _scopes(report)
    yield from _services(report)
    yield from _places(lines)
    yield from _months(report, ours)
    yield from _versions(report)
    yield from _own(ours, is_plan=is_plan)


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


def _places(lines: Sequence[BesideLine]) -> Iterator[Reason]:
    theirs = {line.region for line in lines if line.reported_kg and line.ours is None}
    own = {line.region for line in lines if line.ours is not None and not line.reported_kg}
    if theirs:
        yield Reason("places-only-theirs", f"Only the report has {', '.join(sorted(theirs))}")
    if own:
        yield Reason("places-only-ours", f"Only our estimate has {', '.join(sorted(own))}")


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


def _own(ours: Mapping[str, Costed], *, is_plan: bool) -> Iterator[Reason]:
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
    unknown = {line.resource.address for each in costed for line in each.unknown}
    if unknown:
        yield Reason(
            "machines-unknown",
            f"{len(unknown)} of our resources have no data and are in no sum",
        )
    others = sorted({name for each in costed for name in each.estate.others})
    if others:
        names = ", ".join(others[:_MOST_NAMED])
        more = " and others" if len(others) > _MOST_NAMED else ""
        yield Reason("kinds-not-counted", f"We do not count {names}{more}")
