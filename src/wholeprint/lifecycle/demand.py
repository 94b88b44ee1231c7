"""From the raw record of a run to its loads: what it asked of the machine, and how we know."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from wholeprint.lifecycle.channels import CPU, Counted, Reading, reading
from wholeprint.lifecycle.clock import Clock, clock, clock_over
from wholeprint.lifecycle.loads import Key, Kind, Load, Noise
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.utilisation import (
    HALVES,
    IDLE_NODES,
    held_share,
    own_share,
    split,
    utilisation,
)
from wholeprint.quantities.activity import Activity, Attribution
from wholeprint.quantities.distribution import Distribution, Empirical, Fixed, FloatArray, Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.source import Known

WORKLOAD = "power.cpu.workload"
"""Name of what one workload draws over what another does at the same load."""

UNKNOWN_LOAD = Factor(
    "assumed.cpu_utilisation",
    "1",
    Uniform(0.0, 1.0),
    known=Known.ASSUMED,
    note="nobody counted the processor's work: anything from none to all of it",
)
# How much of each half of the load an unknown load takes, at none, half and all of it.
_HALVES_TAKEN = (Empirical((0.0, 1.0, 1.0)), Empirical((0.0, 0.0, 1.0)))


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """What a run asked of a machine.

    Attributes:
        loads: Units of each kind.
        missing: Why some of its energy could not be counted.
        notes: What a reader should know.
    """

    loads: tuple[Load, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    activity: Activity
    profile: Profile
    attribution: Attribution
    intensity: Intensity | None
    clock: Clock
    reading: Reading
    start: float
    workload: Factor | None


def demand(
    activity: Activity,
    profile: Profile,
    intensity: Intensity | None,
    options: AssessOptions,
    workload: Factor | None = None,
) -> Demand:
    """Return what a run asked of a machine.

    Args:
        activity: The run.
        profile: The machine.
        intensity: What a kilowatt-hour carried.
        options: How to assess.
        workload: What one workload draws over what another does at the same load [1], None where
            nobody says. Each run has draws of its own of it.
    """
    attribution = options.attribution or activity.attribution
    own = own_share(activity) if attribution == "process" else None
    start = options.start_at_unix_seconds
    run = _Run(
        activity,
        profile,
        attribution,
        intensity,
        clock(activity, intensity, start),
        reading(activity, own),
        float(activity.edges[0]) if start is None else start,
        workload,
    )
    loads: list[Load] = []
    for counted in run.reading.counted:
        loads += _read(run, counted)
        loads += _errors(run, counted)
    loads += _modelled_cpu(run)
    loads += _modelled_dram(run)
    loads += _accelerators(run)
    loads += _lives(run)
    return Demand(tuple(loads), tuple(_missing(run)), tuple(_notes(run)))


def _read(run: _Run, counted: Counted) -> Iterator[Load]:
    channel = counted.channel
    key = Key(
        Kind.READ,
        channel.domain,
        method=channel.method,
        basis=channel.basis,
        known=channel.known,
        relative_error=channel.relative_error,
    )
    cpu = run.profile.cpu
    if counted.seconds > 0.0 and not counted.joules.any():
        # Nothing was used, and that was measured: a zero, and no absence.
        yield Load(key, 0.0)
        return
    if channel.domain != CPU or cpu is None:
        yield from _load(key, run.clock.weigh(counted.joules))
        return
    busy = utilisation(run.activity, _work(run.activity), cpu.threads)
    unknown = np.isnan(busy)
    if unknown.any():
        yield from _load(key, run.clock.weigh(np.where(unknown, counted.joules, 0.0)))
        busy = np.where(unknown, 0.0, busy)
    yield from _at_nodes(key, run.clock, busy, np.where(unknown, 0.0, counted.joules), IDLE_NODES)


def _work(activity: Activity) -> FloatArray:
    # The tree alone is the least the machine can have done, where nobody counted the rest.
    return np.where(np.isnan(activity.busy_seconds), activity.cpu_seconds, activity.busy_seconds)


def _at_nodes(
    key: Key, time: Clock, places: FloatArray, amounts: FloatArray, nodes: FloatArray
) -> Iterator[Load]:
    rows = np.stack((amounts, amounts * time.grams_per_kwh, amounts * time.uncovered))
    plain, weighted, uncovered = split(places, nodes, rows).tolist()
    for node, parts in enumerate(zip(plain, weighted, uncovered, strict=True)):
        yield from _load(key._replace(node=node), parts)


def _load(
    key: Key, parts: tuple[float, float, float], noise: Noise | None = None
) -> Iterator[Load]:
    if parts[0] > 0.0:
        yield Load(key, *parts, noise)


def _errors(run: _Run, counted: Counted) -> Iterator[Load]:
    """Yield what one counter may be wrong by: at both edges of the run, and in its gaps.

    A counter that moves every r seconds may be behind by up to r at either edge. So a run of T
    seconds is off by at most r times its power, which is at most what was read over T - r, and by
    one step. The true error is narrower than the uniform one used here, since the two edges
    seldom err in opposite directions in full.
    """
    channel, joules = counted.channel, float(counted.joules.sum())
    if counted.seconds > 0.0:
        period = channel.refresh_seconds
        behind = 0.0
        if period > 0.0:
            behind = period / max(counted.seconds - period, period) * joules
        behind += channel.resolution_joules
        # No run gives energy back.
        yield from _error(run, counted, "edge", min(behind, joules), Uniform(-1.0, 1.0))
        gap_joules = float(counted.gap_seconds.sum()) * joules / counted.seconds
        yield from _error(run, counted, "gap", gap_joules, Uniform(0.0, 2.0))


def _error(
    run: _Run, counted: Counted, what: str, joules: float, spread: Distribution
) -> Iterator[Load]:
    if joules <= 0.0:
        return
    channel = counted.channel
    own = counted.joules if what == "edge" else counted.gap_seconds
    plain, weighted, uncovered = run.clock.weigh(own)
    ratio = joules / plain
    known = channel.known if what == "edge" else Known.MODELLED
    key = Key(Kind.READ, channel.domain, method=channel.method, basis=channel.basis, known=known)
    note = {
        "edge": "how far the counter was behind at the beginning and the end",
        "gap": "energy while the counter was silent, over its mean power at other times",
    }[what]
    noise = Factor(
        f"run.{run.activity.run_id}.{channel.name}.{what}",
        "1",
        spread,
        known=known,
        valid_for="this run alone",
        note=note,
    )
    yield Load(key, joules, weighted * ratio, uncovered * ratio, Noise(noise))


def _modelled_cpu(run: _Run) -> Iterator[Load]:
    cpu = run.profile.cpu
    if cpu is None:
        return
    seconds = np.where(run.reading.cpu, 0.0, run.clock.seconds)
    if not seconds.any():
        return
    busy = utilisation(run.activity, run.activity.cpu_seconds, cpu.threads)
    known = ~np.isnan(busy)
    yield from _load(Key(Kind.CPU_IDLE, CPU), run.clock.weigh(seconds))
    if not known.any():
        # Beside a load from none to all, what one workload differs by from another is nothing.
        unknown = _own(UNKNOWN_LOAD, run)
        for half, taken in enumerate(_HALVES_TAKEN):
            key = Key(Kind.CPU, CPU, half)
            yield from _load(key, run.clock.weigh(seconds), Noise(unknown, taken))
        return
    if not known.all():
        mean = np.average(busy[known], weights=run.clock.seconds[known] + 1e-300)
        busy = np.where(known, busy, mean)
    noise = None if run.workload is None else Noise(_own(run.workload, run))
    for half, taken_by in enumerate(HALVES):
        key = Key(Kind.CPU, CPU, half)
        yield from _load(key, run.clock.weigh(seconds * taken_by(busy)), noise)


def _own(factor: Factor, run: _Run) -> Factor:
    """Return an assumption under a name that only this run has; one without doubt is shared."""
    if isinstance(factor.distribution, Fixed):
        return factor
    return replace(factor, id=f"{factor.id}@{run.activity.run_id}")


def _modelled_dram(run: _Run) -> Iterator[Load]:
    seconds = np.where(run.reading.dram, 0.0, run.clock.seconds)
    if run.attribution == "process":
        seconds = seconds * _held(run)
    yield from _load(Key(Kind.DRAM, "dram"), run.clock.weigh(seconds))


def _accelerators(run: _Run) -> Iterator[Load]:
    """Yield accelerators that nothing measured, by how long and how hard they were said to work."""
    start = np.array([run.start])
    for load in run.activity.accelerator_load:
        domain = f"gpu:{load.index}"
        if load.hours > 0.0 and not _is_read(run, domain):
            seconds = load.hours * 3600.0
            time = clock_over(start, start + seconds, run.intensity)
            amounts = np.array([seconds * load.utilisation_share])
            yield from _load(Key(Kind.ACCELERATOR, domain), time.weigh(amounts))


def _is_read(run: _Run, domain: str) -> bool:
    if run.reading.whole.size and bool(run.reading.whole.all()):
        return True
    return any(
        bool(np.isfinite(channel.joules).any())
        for channel in run.activity.channels
        if channel.domain == domain
    )


def _lives(run: _Run) -> Iterator[Load]:
    seconds = run.clock.seconds
    host = seconds * _held(run) if run.attribution == "process" else seconds
    places = count()
    for part in run.profile.parts:
        key = Key(Kind.LIFE, part.source, next(places))
        yield from _load(key, (float(host.sum()), 0.0, 0.0))
    hours = {load.index: load.hours for load in run.activity.accelerator_load}
    for device in run.profile.accelerators:
        held = hours.get(device.index, run.activity.seconds / 3600.0) * 3600.0
        if run.attribution == "process" and device.index not in hours:
            # Whole devices, but only those the run is known to have had.
            held = held if _is_read(run, f"gpu:{device.index}") else 0.0
        yield from _load(Key(Kind.LIFE, device.part.source, next(places)), (held, 0.0, 0.0))


def _held(run: _Run) -> FloatArray:
    cpu = run.profile.cpu
    return held_share(run.activity, None if cpu is None else cpu.threads)


def _missing(run: _Run) -> Iterator[str]:
    # Beside accelerators a host of which nothing is known is in the overhead on their energy.
    is_in_overhead = bool(run.profile.accelerators)
    if run.profile.cpu is None and not is_in_overhead and not run.reading.cpu.all():
        yield "the processor was not measured and is not known"
    told = {load.index for load in run.activity.accelerator_load}
    for device in run.profile.accelerators:
        domain = f"gpu:{device.index}"
        if _is_read(run, domain):
            continue
        if device.index not in told:
            yield f"{domain} was not measured and nobody said how hard it worked"
        elif device.tdp is None:
            yield f"{domain} was not measured and its power is not known"


def _said(seconds: float) -> str:
    # Three digits say how long; more would only look as if they were known.
    return f"{seconds:.3g} s" if seconds < 1000.0 else f"{seconds:.0f} s"  # noqa: PLR2004 - as said


def _notes(run: _Run) -> Iterator[Note]:
    where = run.reading
    if run.profile.cpu is not None and not where.cpu.all():
        part = float(run.clock.seconds[~where.cpu].sum())
        whole = run.activity.seconds
        when = "at any time" if not where.cpu.any() else f"for {_said(part)} of {_said(whole)}"
        yield Note(
            "energy-modelled",
            f"No counter had the processor {when}: "
            "its energy there is modelled from its load and its design power.",
            severity="warning",
        )
    for name in where.too_short:
        yield Note(
            "short-window",
            f"The counter {name} did not move once in this run: it is read as silent, not as 0.",
            severity="warning",
        )
    for counted in where.counted:
        name, period = counted.channel.name, counted.channel.refresh_seconds
        if 0.0 < counted.seconds < 2 * period:
            yield Note(
                "short-window",
                f"The counter {name} moves every {_said(period)} and was heard for "
                f"{_said(counted.seconds)}: it may be wrong by more than all it read.",
                severity="warning",
            )
        gap = float(counted.gap_seconds.sum())
        if gap > 0.0:
            yield Note(
                "gap",
                f"The counter {name} was silent for {_said(gap)}: its mean power "
                "stands there, doubted by all of itself.",
                severity="warning",
            )
