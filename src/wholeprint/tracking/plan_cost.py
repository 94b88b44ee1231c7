"""What the machines and disks of a plan would cost: each, by kind, by place, and all together.

Machines of one kind in one place are so much each of the same things, which are worked out once:
ten thousand of them are products of matrices.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import NamedTuple, Unpack

import numpy as np

from wholeprint.errors import UnknownZoneError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.grid.zone import Zones
from wholeprint.hardware.attached import attach
from wholeprint.hardware.instances import Instances
from wholeprint.hardware.rented import Kind, amounts, copies, disks, one_of
from wholeprint.lifecycle.assess import Case, site_of
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.batch import Assessed
from wholeprint.lifecycle.clock import Clock, clock
from wholeprint.lifecycle.demand import WORKLOAD, Demand
from wholeprint.lifecycle.loads import Load
from wholeprint.lifecycle.plan import Plan
from wholeprint.lifecycle.rented import Rates, Use, machines, merged, storage
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.intensity import Intensity, Signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.rented import Amounts
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import Assessor, default_factors
from wholeprint.tracking.importers.estate import UNSIZED, Boards, DiskKind, Estate, Resource
from wholeprint.tracking.plan_blocks import (
    Block,
    Row,
    Sort,
    added,
    figures_of_rows,
    figures_of_sum,
)
from wholeprint.tracking.plan_figures import COUNTED
from wholeprint.tracking.plan_result import Costed, Line

_LONGEST_HOURS = 24 * 366 * 100.0
_MOST_MACHINES = 1e9
_THINGS = 5
"""What machines of a kind have: processors, memory, boards, a part of a host, more memory."""
_NOTHING_MEASURED = Note(
    "energy-modelled",
    "Nothing was measured: the energy follows from the machines of the plan and their hours",
)


def cost(
    estate: Estate,
    hours: float,
    *,
    declared_share: float | None = None,
    regions: Mapping[str, str] | None = None,
    **arguments: Unpack[AssessArguments],
) -> Costed:
    """Work out what the machines and disks of a plan would cost.

    Args:
        estate: What the plan asks for.
        hours: How long all of it is held [h].
        declared_share: How hard the machines work [1]; None where nobody says, and then a spread
            from none to all is assumed for all of them together.
        regions: Where the resources of a cloud stand that do not say so, by cloud.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        What each of them costs, and all of them together.

    Raises:
        UnknownZoneError: If there is no zone or region of a name that is asked for.
        ValueRefusedError: If the hours or the use are out of range.
    """
    if not 0.0 < hours <= _LONGEST_HOURS:
        raise ValueRefusedError(
            "the hours are out of range", seen=hours, fix="Give more than 0 and at most a century"
        )
    return _Costing(estate, hours, declared_share, regions or {}, arguments).done()


class _Machine(NamedTuple):
    """One machine of a size: its kind, and how much it has of what its kind has."""

    kind: Kind
    has: tuple[float, ...]
    host_share: float
    host_doubt: Factor | None
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A place and what stands behind its grid."""

    activity: Activity
    intensity: Intensity
    grid: str | None
    zone: str | None
    note: Note | None = None


class _Costing:
    """One plan being worked out."""

    def __init__(
        self,
        estate: Estate,
        hours: float,
        declared_share: float | None,
        regions: Mapping[str, str],
        arguments: AssessArguments,
    ) -> None:
        self._estate = estate
        self._hours = hours
        self._regions = regions
        self._factors: Factors = default_factors()
        self._assessor = Assessor(self._factors, arguments)
        self._instances = Instances(self._factors)
        self._zones = Zones(self._factors)
        for cloud, region in regions.items():
            # What the user says is refused where it is in no table; what a plan says is noted.
            self._zones.resolve(f"{cloud}:{region}")
        find = self._factors.factor
        self._use = Use(
            declared_share,
            find("cloud.utilisation"),
            find("cloud.accelerator.idle_share"),
            find(WORKLOAD),
        )
        self._assume: dict[int, Assumptions] = {}
        self._began = time.time()
        self._places: dict[tuple[str, str | None], _Place] = {}
        self._profiles: dict[Kind | tuple[str, DiskKind], Profile] = {}
        self._sorts: dict[tuple[str, str | None, Kind | DiskKind], Sort] = {}
        self._machines: dict[tuple[str, str, Boards | None], _Machine | None] = {}
        self._blocks: list[Block] = []
        self._found: dict[tuple[str, str | None, Kind | DiskKind, str], int] = {}

    def done(self) -> Costed:
        rows = [self._row(resource) for resource in self._estate.resources]
        draws = self._assessor.world.n
        counted = [row for row in rows if row is not None]
        figures = figures_of_rows(counted, self._blocks, draws)
        lines: list[Line] = []
        by_type: dict[str, Counter[Row]] = {}
        by_region: dict[str, Counter[Row]] = {}
        for resource, row in zip(self._estate.resources, rows, strict=True):
            region = self._region(resource)
            zone = self._place(resource.cloud, region).zone
            if row is None:
                lines.append(self._unknown(resource, zone))
                continue
            machine = self._machine(resource)
            source = "" if machine is None else machine.source
            lines.append(Line(resource, zone, figures[row], source=source))
            by_type.setdefault(resource.type, Counter())[row] += 1
            where = region or (zone if self._assessor.options.zone else None)
            by_region.setdefault(_named(resource.cloud, where), Counter())[row] += 1
        every = added(Counter(counted))
        return Costed(
            self._estate,
            self._hours,
            self._use.declared_share,
            tuple(lines),
            {
                name: figures_of_sum(added(found), self._blocks, draws)
                for name, found in by_type.items()
            },
            {
                name: figures_of_sum(added(found), self._blocks, draws)
                for name, found in by_region.items()
            },
            figures_of_sum(every, self._blocks, draws) if counted else None,
            self._footprint(every),
            self._signal(),
            self._factors.version,
            self._assessor.told,
            tuple(self._notes(lines)),
        )

    def _footprint(self, sums: Mapping[int, FloatArray]) -> Footprint | None:
        loads: dict[int, list[Load]] = {}
        for place, held in sums.items():
            block = self._blocks[place]
            asked: list[float] = held.tolist()
            loads.setdefault(id(block.sort), []).extend(block.asks(asked))
        found = [
            Assessed("plan", Demand(merged(loads[id(sort)])), sort.plan, sort.notes).footprint()
            for sort in self._sorts.values()
        ]
        return reduce(add, found) if found else None

    def _region(self, resource: Resource) -> str | None:
        return resource.region or self._regions.get(resource.cloud)

    def _row(self, resource: Resource) -> Row | None:
        # None where nobody can tell what it costs.
        if resource.unknown:
            return None
        found: list[tuple[int, tuple[float, ...]]] = []
        if resource.instance is not None:
            machine = self._machine(resource)
            if machine is None:
                return None
            if resource.count > 0.0:
                found += self._of_machine(resource, machine)
        if resource.count > _MOST_MACHINES:
            raise ValueRefusedError(
                f"{resource.address} has more machines than any cloud", seen=resource.count
            )
        for disk in resource.disks:
            kept_gb = resource.count * disk.size_gb
            if kept_gb > 0.0:
                found.append((self._of_disk(resource, disk.kind), (kept_gb,)))
        return tuple(found)

    def _machine(self, resource: Resource) -> _Machine | None:
        if resource.instance is None:
            return None
        name = (resource.cloud, resource.instance, resource.boards)
        if name not in self._machines:
            self._machines[name] = self._look_up_machine(*name)
        return self._machines[name]

    def _look_up_machine(self, cloud: str, size: str, boards: Boards | None) -> _Machine | None:
        found = self._instances.find(size, cloud)
        if found is None:
            return None
        if boards is not None:
            found = attach(found, boards.name, boards.count, self._factors)
        kind = Kind.of(found)
        has = amounts(found, self._profile(cloud, kind), self._factors)
        stated = 0.0 if has.host_doubt is not None else has.host_share
        rest = (has.processors_count, has.memory_gb, has.boards_count, stated, has.beyond_gb)
        return _Machine(kind, rest, has.host_share, has.host_doubt, found.source)

    def _of_machine(
        self, resource: Resource, machine: _Machine
    ) -> Iterator[tuple[int, tuple[float, ...]]]:
        count, doubt = resource.count, machine.host_doubt
        where = (resource.cloud, self._region(resource), machine.kind)
        yield self._block(*where, None), tuple(count * each for each in machine.has)
        if doubt is not None:
            yield self._block(*where, doubt), (count * machine.host_share,)

    def _block(self, cloud: str, region: str | None, kind: Kind, doubt: Factor | None) -> int:
        name = (cloud, region, kind, "" if doubt is None else doubt.id)
        if name not in self._found:
            when = self._clock(self._place(cloud, region))
            profile = self._profile(cloud, kind)

            def asks(held: Sequence[float]) -> tuple[Load, ...]:
                return machines(profile, _amounts(held, doubt), when, 1.0, self._use)

            sort = self._sort(cloud, region, kind)
            things = _THINGS if doubt is None else 1
            self._found[name] = self._kept(Block(sort, things, asks))
        return self._found[name]

    def _of_disk(self, resource: Resource, kind: DiskKind) -> int:
        cloud, region = resource.cloud, self._region(resource)
        name = (cloud, region, kind, "")
        if name not in self._found:
            when = self._clock(self._place(cloud, region))
            kept = copies(cloud, self._factors)
            self._found[name] = self._kept(
                Block(self._sort(cloud, region, kind), 1, lambda held: storage(when, held[0], kept))
            )
        return self._found[name]

    def _kept(self, block: Block) -> int:
        self._blocks.append(block)
        return len(self._blocks) - 1

    def _unknown(self, resource: Resource, zone: str | None) -> Line:
        name = resource.instance or ""
        near = self._instances.near(name, resource.cloud) if name and not resource.unknown else ()
        return Line(resource, zone, None, near)

    def _sort(self, cloud: str, region: str | None, kind: Kind | DiskKind) -> Sort:
        name = (cloud, region, kind)
        if name not in self._sorts:
            place = self._place(cloud, region)
            profile, options = self._profile(cloud, kind), self._assessor.options
            world = self._assessor.world
            # What making took is the same wherever a machine of a kind stands.
            assume = Assumptions(world, self._factors, options.overrides)
            assume = self._assume.setdefault(id(profile), assume)
            case = Case(place.activity, profile, place.intensity, place.grid)
            plan = Plan(
                profile,
                place.intensity,
                site_of(case, options),
                self._factors,
                options,
                world,
                assume,
            )
            more = () if place.note is None else (place.note,)
            self._sorts[name] = Sort(plan, Rates(plan, COUNTED), (_NOTHING_MEASURED, *more))
        return self._sorts[name]

    def _profile(self, cloud: str, kind: Kind | DiskKind) -> Profile:
        name = kind if isinstance(kind, Kind) else (cloud, kind)
        if name not in self._profiles:
            self._profiles[name] = self._assessor.cooled(
                one_of(kind, self._factors)
                if isinstance(kind, Kind)
                else disks(cloud, kind, self._factors)
            )
        return self._profiles[name]

    def _clock(self, place: _Place) -> Clock:
        start = self._assessor.options.start_at_unix_seconds
        return clock(place.activity, place.intensity, start)

    def _place(self, cloud: str, region: str | None) -> _Place:
        if (cloud, region) not in self._places:
            self._places[cloud, region] = self._look_up(cloud, region)
        return self._places[cloud, region]

    def _look_up(self, cloud: str, region: str | None) -> _Place:
        zone, note = None, None
        if region is not None:
            try:
                zone = self._zones.resolve(f"{cloud}:{region}").code
            except UnknownZoneError as error:
                note = Note("region-not-known", f"{error}", severity="warning")
        elif not self._assessor.told.get("zone"):
            note = Note(
                "region-not-known",
                f"The plan does not say where resources of {cloud} stand: the spread of the world "
                "is taken for them. Say it with --region",
                severity="warning",
            )
        activity = Activity(
            run_id="plan",
            edges=np.array([self._began, self._began + self._hours * 3600.0]),
            cpu_seconds=np.array([np.nan]),
            busy_seconds=np.array([np.nan]),
            zone=zone,
        )
        placed = self._assessor.options.zone or zone
        grid = None if placed is None else self._zones.resolve(placed).grid
        intensity = self._assessor.intensity(activity)
        return _Place(activity, intensity, grid, placed, note)

    def _signal(self) -> Signal | None:
        signals = {place.intensity.signal for place in self._places.values()}
        return next(iter(signals)) if len(signals) == 1 else None

    def _notes(self, lines: Sequence[Line]) -> Iterator[Note]:
        if self._use.declared_share is None:
            yield Note(
                "utilisation-assumed",
                "Nobody says how hard the machines work: anything from none to all is taken, the "
                "same for all of them. Say it with --utilisation",
                severity="warning",
            )
        unsized = sum(UNSIZED in line.resource.remarks for line in lines)
        if unsized:
            yield Note(
                "disks-unsized",
                f"{unsized} resources have disks whose size the plan does not give, such as that "
                "of an image: they are not counted",
            )
        unknown = sum(line.figures is None for line in lines)
        if unknown:
            yield Note(
                "plan-partial",
                f"{unknown} of {len(lines)} resources have no data and are in no sum",
                severity="warning",
            )


def _amounts(held: Sequence[float], doubt: Factor | None) -> Amounts:
    if doubt is None:
        processors, memory_gb, boards, host, beyond_gb = held
        return Amounts(processors, memory_gb, boards, host, beyond_gb)
    # What is doubted of a host stands alone: machines of a kind share all the rest.
    (host,) = held
    return Amounts(0.0, 0.0, 0.0, host, 0.0, doubt)


def _named(cloud: str, region: str | None) -> str:
    return f"{cloud}:{region or 'unknown'}"
