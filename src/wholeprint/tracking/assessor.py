"""Assesses runs: the join of ledger, hardware, grid and life cycle."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from wholeprint.errors import UnknownFactorError, UnknownZoneError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.grid.providers.user_file import SeriesFile
from wholeprint.grid.zone import Zones
from wholeprint.hardware.catalogue import resolve
from wholeprint.hardware.cooling import cooled_room
from wholeprint.ledger.entry import RunRecord
from wholeprint.lifecycle import assess as lifecycle
from wholeprint.lifecycle.batch import Assessments
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.intensity import Intensity, Scope, Signal, Vintage
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.world import World
from wholeprint.settings import load
from wholeprint.tracking.activity import activity_of
from wholeprint.tracking.arguments import AssessArguments, options_of, scope_of, told_of
from wholeprint.tracking.hours import (
    Hours,
    Stretch,
    direct_by_the_hour,
    grid_of,
    may_be_at_hand,
    stretch_of,
)
from wholeprint.tracking.spans import SpanEnergy, spans_of

if TYPE_CHECKING:
    from wholeprint.grid.service import Grid

DRAWS = 1024
"""How many states of the world a result is worked out in unless told otherwise."""

MOST_DRAWS = 100_000
"""More would fill the memory, and no percentile moves any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """A run and what it cost.

    Attributes:
        record: The run, as the ledger keeps it; of an estimate, as if it had run.
        footprint: What it cost, under its boundary, with draws, assumptions and notes.
        signal: Which "g/kWh" the operational emissions come from.
        spans: Energy of its named parts.
        factors_version: Version of the set of coefficients.
        told: What the assessment was told beside what the run was, as plain values.
        vintages: Which states of providers' data the intensity is made of; none where it is from
            the tables.
    """

    record: RunRecord
    footprint: Footprint
    signal: Signal | None
    spans: tuple[SpanEnergy, ...]
    factors_version: str
    told: Mapping[str, object] = field(default_factory=dict[str, object])
    vintages: tuple[Vintage, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the assessment as plain values; the keys never change.

        Returns:
            ``run``, ``footprint``, ``boundary``, ``assumptions``, ``drivers``, ``notes``,
            ``signal``, ``vintages``, ``told``, ``spans``, ``factors_version``.
        """
        return {
            "run": run_summary(self.record),
            **self.footprint.as_json(),
            "signal": None if self.signal is None else self.signal.as_json(),
            "vintages": [vintage.as_json() for vintage in self.vintages],
            "told": dict(self.told),
            "spans": [span.as_json() for span in self.spans],
            "factors_version": self.factors_version,
        }


def run_summary(record: RunRecord) -> dict[str, object]:
    """Return a run without its activity.

    Args:
        record: The run.

    Returns:
        Its fields as plain values.
    """
    plain = record.as_json()
    for column in ("edges", "cpu_seconds", "busy_seconds", "spans", "notes"):
        del plain[column]
    channels = cast("list[dict[str, object]]", plain["channels"])
    for channel, kept in zip(channels, record.channels, strict=True):
        channel["joules"] = kept.total_joules()
    row = record.row()
    return plain | {
        "cpu_seconds": _total(record.cpu_seconds),
        "busy_seconds": _total(record.busy_seconds),
        "measured_joules": row.measured_joules,
        "seconds": record.edges[-1] - record.edges[0] if record.edges else 0.0,
    }


def _total(column: Iterable[float]) -> float | None:
    known = [value for value in column if not math.isnan(value)]
    return math.fsum(known) if known else None


@cache
def default_factors() -> Factors:
    """Return the coefficients that ship with wholeprint, read once.

    Returns:
        The set.
    """
    return Factors()


def world_of(draws: int | None, seed: int | None) -> World:
    """Return the uncertain world that is asked for.

    Args:
        draws: How many of its states are drawn; None is the usual number.
        seed: Which world; None is the first.

    Raises:
        ValueRefusedError: If there are none, or more than the memory holds.
    """
    if draws is not None and not 1 <= draws <= MOST_DRAWS:
        raise ValueRefusedError(
            "the number of draws is out of range", seen=draws, fix=f"Give 1 to {MOST_DRAWS}"
        )
    return World(DRAWS if draws is None else draws, 0 if seed is None else seed)


class Assessor:
    """Assesses runs under one set of arguments; machines and intensities are resolved once.

    Args:
        factors: The coefficients.
        arguments: How to assess.
        grid: Where the hours of a grid are looked up; None is as the settings say.

    Raises:
        UnknownZoneError: If there is no zone of that name.
        ValueRefusedError: If an argument cannot be used.
    """

    def __init__(
        self, factors: Factors, arguments: AssessArguments, grid: "Grid | None" = None
    ) -> None:
        self._factors = factors
        self._arguments = arguments
        self._zones = Zones(factors)
        self._scope = scope_of(arguments.get("signal"))
        self._hourly_scope = self._scope if arguments.get("signal") else None
        zone = arguments.get("zone")
        self._zone = None if zone is None else self._zones.resolve(zone).code
        self.world = world_of(arguments.get("draws"), arguments.get("seed"))
        self.options = options_of(arguments, self._zone)
        self.told = told_of(arguments, self._zone)
        self._room = cooled_room(arguments.get("cooling"), arguments.get("climate"), factors)
        self._profiles: dict[str, Profile] = {}
        self._intensities: dict[tuple[str | None, Window, Stretch | None], Intensity] = {}
        self._settings = settings = load().settings
        self._hours = Hours(
            lambda: grid or grid_of(settings, factors),
            self._hourly_scope,
            is_fetching=bool(arguments.get("fetch")) or settings.network,
        )

    def case(self, activity: Activity) -> lifecycle.Case:
        """Resolve what an assessment of some activity needs.

        Args:
            activity: What ran.

        Returns:
            The activity with its machine's profile and the intensity of its zone.
        """
        return lifecycle.Case(
            activity,
            self._profile(activity.machine),
            self.intensity(activity),
            self._grid_zone(self._zone or activity.zone),
        )

    def _grid_zone(self, zone: str | None) -> str | None:
        try:
            return None if zone is None else self._zones.resolve(zone).grid
        except UnknownZoneError:
            return None

    def _profile(self, machine: Machine) -> Profile:
        key = json.dumps(machine.as_json(), sort_keys=True)
        if key not in self._profiles:
            self._profiles[key] = self.cooled(resolve(machine, self._factors))
        return self._profiles[key]

    def cooled(self, profile: Profile) -> Profile:
        """Return a machine in the room that was asked for.

        Args:
            profile: The machine.

        Returns:
            It with the PUE and the water of that room; the same where none was asked for.
        """
        room = self._room
        if room is None:
            return profile
        kept = [note for note in profile.notes if note.code not in {"pue-assumed", "wue-assumed"}]
        return replace(
            profile,
            pue=room.pue,
            wue=room.wue,
            withdrawn_wue=room.withdrawn_wue,
            notes=(*kept, *room.notes),
        )

    def threads(self, machine: Machine) -> float:
        """Return how many hardware threads of a machine are in reach.

        Args:
            machine: The machine.

        Returns:
            The threads; 0 where nothing is known of its processors.
        """
        cpu = self._profile(machine).cpu
        return 0.0 if cpu is None else cpu.threads

    def intensity(self, activity: Activity) -> Intensity:
        """Return what a kilowatt-hour carries for a run.

        Args:
            activity: What ran.

        Returns:
            The intensity of the zone asked for, else of the run's own, else of the world; the
            shorter the run, the farther it may be from a yearly mean.
        """
        zone = self._zone or activity.zone
        window = Window.for_duration(activity.seconds)
        when = self._stretch(activity) if self._is_hourly else None
        key = (zone, window, when)
        if key not in self._intensities:
            self._intensities[key] = self._look_up(zone, window, when)
        return self._intensities[key]

    def hours_at_hand(self, activity: Activity) -> Note | None:
        """Return the remark that hours of a run could be used and are not.

        Args:
            activity: What ran.

        Returns:
            The remark; None where none are at hand, or hours or a series of one's own are used.
        """
        zone = self._zone or activity.zone
        if zone is None or self._is_hourly or self._arguments.get("intensity_file"):
            return None
        try:
            places = self._zones.lineage(self._zones.resolve(zone))
            codes = [place.code for place in places]
            if not may_be_at_hand(self._settings, self._factors, codes):
                return None
            return self._hours.at_hand(zone, self._stretch(activity))
        except (UnknownZoneError, UnknownFactorError):
            return None

    @property
    def _is_hourly(self) -> bool:
        return bool(self._arguments.get("hourly") or self._arguments.get("fetch"))

    def _stretch(self, activity: Activity) -> Stretch:
        return stretch_of(activity, self.options.start_at_unix_seconds)

    def _look_up(self, zone: str | None, window: Window, when: Stretch | None) -> Intensity:
        path = self._arguments.get("intensity_file")
        if path is not None:
            signal = Signal(zone or "file", scope=self._scope)
            unstated = () if self._arguments.get("signal") else ("scope",)
            own = SeriesFile(Path(path), signal, unstated=(*unstated, "response", "flow"))
            return own.intensity(zone, signal)
        table = YearlyTable(self._factors, window)
        try:
            if when is not None and zone is not None:
                return self._by_the_hour(zone, table, when)
            return table.intensity(zone, Signal(zone or "world", scope=self._scope))
        except UnknownZoneError as error:
            if self._zone is not None:
                raise
            # The run was told a zone that nobody knows: it stays a run of unknown place.
            world = table.intensity(None, Signal("world", scope=self._scope))
            note = Note("zone-not-known", f"The run was told a zone: {error}", severity="warning")
            return replace(world, notes=(*world.notes, note))

    def _by_the_hour(self, zone: str, table: YearlyTable, when: Stretch) -> Intensity:
        found = self._hours.intensity(zone, when, self._hourly_scope)
        if self._arguments.get("signal") is not None:
            return found
        whole = table.intensity(zone, Signal(zone, scope=Scope.LIFECYCLE))
        if found.series is None:
            # The very number that an assessment by the year has.
            return replace(whole, notes=tuple(dict.fromkeys((*found.notes, *whole.notes))))
        if found.signal.scope is Scope.LIFECYCLE:
            return found
        direct = table.intensity(zone, Signal(zone, scope=Scope.DIRECT))
        return replace(found, notes=(direct_by_the_hour(direct, whole), *found.notes))

    def _agree_on_scope(self, activities: Iterable[Activity]) -> None:
        # Direct and life-cycle emissions are neither added nor compared: all by the one, or all
        # by the other.
        if not self._is_hourly or self._hourly_scope is not None:
            return
        if len({self.intensity(activity).signal.scope for activity in activities}) > 1:
            self._hourly_scope = Scope.LIFECYCLE
            self._intensities.clear()

    def assess(self, activities: Sequence[Activity]) -> Assessments:
        """Assess activities together; all count the same kind of emissions.

        Args:
            activities: What ran.

        Returns:
            Their footprints, in order.
        """
        self._agree_on_scope(activities)
        cases = [self.case(activity) for activity in activities]
        return lifecycle.assess_many(cases, self._factors, self.options, self.world)

    def assessments(self, records: Sequence[RunRecord]) -> Iterator[Assessment]:
        """Assess runs together.

        Args:
            records: The runs.

        Yields:
            Their assessments, in order.
        """
        activities = [activity_of(record) for record in records]
        footprints = self.assess(activities)
        for record, activity, footprint in zip(records, activities, footprints, strict=True):
            intensity = self.intensity(activity)
            yield Assessment(
                record,
                footprint,
                intensity.signal,
                spans_of(record, activity, footprint),
                self._factors.version,
                self.told,
                intensity.vintages,
            )
