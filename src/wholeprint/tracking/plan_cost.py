"""What the machines and disks of a plan would cost: each, by kind, by place, and all together.

Equal machines in one place are worked out once and multiplied, draw by draw, so that ten thousand
of them cost no more time than their different kinds.
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
from wholeprint.lifecycle.batch import Assessed
from wholeprint.lifecycle.clock import Clock, clock
from wholeprint.lifecycle.demand import WORKLOAD, Demand
from wholeprint.lifecycle.loads import Load
from wholeprint.lifecycle.plan import Plan
from wholeprint.lifecycle.rented import Rates, Use, machines, merged, storage
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.intensity import Intensity, Signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import Assessor, default_factors
from wholeprint.tracking.importers.estate import UNSIZED, DiskKind, Estate, Resource
from wholeprint.tracking.plan_figures import COUNTED, Drawn, Figures, summed
from wholeprint.tracking.plan_result import Costed, Line

_LONGEST_HOURS = 24 * 366 * 100.0
_MOST_MACHINES = 1e9
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
        UnknownZoneError: If there is no zone of the name that is asked for.
        ValueRefusedError: If the hours or the use are out of range.
    """
    if not 0.0 < hours <= _LONGEST_HOURS:
        raise ValueRefusedError(
            "the hours are out of range", seen=hours, fix="Give more than 0 and at most a century"
        )
    return _Costing(estate, hours, declared_share, regions or {}, arguments).done()


class _Need(NamedTuple):
    """What a resource needs of one kind: machines of a size, or gigabytes of disk."""

    cloud: str
    region: str | None
    amount: float
    instance: str = ""
    boards: tuple[str, float] | None = None
    disk: DiskKind | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Sort:
    """Everything that is worked out together: of one kind, in one place."""

    plan: Plan
    rates: Rates
    notes: tuple[Note, ...]


_Needs = tuple[_Need, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Bundle:
    """What resources cost that need the same."""

    asked: tuple[tuple[_Sort, tuple[Load, ...]], ...]
    drawn: Drawn
    figures: Figures


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
        find = self._factors.factor
        self._use = Use(
            declared_share,
            find("cloud.utilisation"),
            find("cloud.accelerator.idle_share"),
            find(WORKLOAD),
        )
        self._began = time.time()
        self._places: dict[tuple[str, str | None], _Place] = {}
        self._profiles: dict[Kind | tuple[str, DiskKind], Profile] = {}
        self._sorts: dict[tuple[str, str | None, Kind | DiskKind], _Sort] = {}
        self._bundles: dict[_Needs, _Bundle] = {}

    def done(self) -> Costed:
        lines: list[Line] = []
        by_type: dict[str, Counter[_Needs]] = {}
        by_region: dict[str, Counter[_Needs]] = {}
        for resource in self._estate.resources:
            region = self._region(resource)
            zone = self._place(resource.cloud, region).zone
            needs = self._needs(resource)
            if needs is None:
                lines.append(self._unknown(resource, zone))
                continue
            figures = self._bundle(needs).figures
            lines.append(Line(resource, zone, figures, source=self._source(resource)))
            by_type.setdefault(resource.type, Counter())[needs] += 1
            where = region or (zone if self._assessor.options.zone else None)
            by_region.setdefault(_named(resource.cloud, where), Counter())[needs] += 1
        every = sum(by_type.values(), Counter[_Needs]())
        total = self._sum(every)
        return Costed(
            self._estate,
            self._hours,
            self._use.declared_share,
            tuple(lines),
            {name: self._sum(found).figures() for name, found in by_type.items()},
            {name: self._sum(found).figures() for name, found in by_region.items()},
            total.figures() if every else None,
            self._footprint(every),
            self._signal(),
            self._factors.version,
            self._assessor.told,
            tuple(self._notes(lines)),
        )

    def _bundle(self, needs: _Needs) -> _Bundle:
        if needs not in self._bundles:
            asked = tuple(self._asked(need) for need in needs)
            drawn = summed(_drawn(sort, loads) for sort, loads in asked) or self._nothing()
            self._bundles[needs] = _Bundle(asked, drawn, drawn.figures())
        return self._bundles[needs]

    def _sum(self, counted: Counter[_Needs]) -> Drawn:
        parts = (self._bundle(needs).drawn.times(count) for needs, count in counted.items())
        return summed(parts) or self._nothing()

    def _footprint(self, counted: Counter[_Needs]) -> Footprint | None:
        loads: dict[int, list[Load]] = {}
        for needs, count in counted.items():
            for sort, asked in self._bundle(needs).asked:
                loads.setdefault(id(sort), []).extend(_times(load, count) for load in asked)
        found = [
            Assessed("plan", Demand(merged(loads[id(sort)])), sort.plan, sort.notes).footprint()
            for sort in self._sorts.values()
        ]
        return reduce(add, found) if found else None

    def _nothing(self) -> Drawn:
        return Drawn.of(np.zeros((len(COUNTED), self._assessor.world.n)), {})

    def _region(self, resource: Resource) -> str | None:
        return resource.region or self._regions.get(resource.cloud)

    def _needs(self, resource: Resource) -> _Needs | None:
        # None where nobody can tell what it costs.
        if resource.unknown:
            return None
        where = (resource.cloud, self._region(resource))
        needs: list[_Need] = []
        if resource.instance is not None:
            found = self._instances.find(resource.instance, resource.cloud)
            if found is None:
                return None
            boards = resource.boards
            attached = None if boards is None else (boards.name, boards.count)
            needs.append(_Need(*where, resource.count, found.name, attached))
        needs += [
            _Need(*where, resource.count * disk.size_gb, disk=disk.kind) for disk in resource.disks
        ]
        if resource.count > _MOST_MACHINES:
            raise ValueRefusedError(
                f"{resource.address} has more machines than any cloud", seen=resource.count
            )
        return tuple(need for need in needs if need.amount > 0.0)

    def _source(self, resource: Resource) -> str:
        name = resource.instance
        found = None if name is None else self._instances.find(name, resource.cloud)
        return "" if found is None else found.source

    def _unknown(self, resource: Resource, zone: str | None) -> Line:
        name = resource.instance or ""
        near = self._instances.near(name, resource.cloud) if name and not resource.unknown else ()
        return Line(resource, zone, None, near)

    def _asked(self, need: _Need) -> tuple[_Sort, tuple[Load, ...]]:
        when = self._clock(self._place(need.cloud, need.region))
        if need.disk is not None:
            sort = self._sort(need, need.disk)
            return sort, storage(when, need.amount, copies(need.cloud, self._factors))
        machine = self._instances.get(need.instance, need.cloud)
        if need.boards is not None:
            machine = attach(machine, *need.boards, self._factors)
        kind = Kind.of(machine)
        sort = self._sort(need, kind)
        has = amounts(machine, self._profiles[kind], self._factors)
        return sort, machines(self._profiles[kind], has, when, need.amount, self._use)

    def _sort(self, need: _Need, kind: Kind | DiskKind) -> _Sort:
        name = (need.cloud, need.region, kind)
        if name not in self._sorts:
            place = self._place(need.cloud, need.region)
            profile = self._profile(need.cloud, kind)
            case = Case(place.activity, profile, place.intensity, place.grid)
            plan = Plan(
                profile,
                place.intensity,
                site_of(case, self._assessor.options),
                self._factors,
                self._assessor.options,
                self._assessor.world,
            )
            more = () if place.note is None else (place.note,)
            self._sorts[name] = _Sort(plan, Rates(plan, COUNTED), (_NOTHING_MEASURED, *more))
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


def _times(load: Load, count: int) -> Load:
    return Load(
        load.key, load.amount * count, load.weighted * count, load.uncovered * count, load.noise
    )


def _drawn(sort: _Sort, loads: tuple[Load, ...]) -> Drawn:
    return Drawn.of(sort.rates.draws(loads), sort.rates.reasons(loads))


def _named(cloud: str, region: str | None) -> str:
    return f"{cloud}:{region or 'unknown'}"
