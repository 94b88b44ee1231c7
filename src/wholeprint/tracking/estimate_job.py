"""What a computing job would cost, from what a batch system is asked: cores, memory, hours."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Chip, Names
from wholeprint.hardware.spread import core_tdp
from wholeprint.hardware.wanted import find_hardware, machine_of
from wholeprint.lifecycle.assess import Case
from wholeprint.lifecycle.workload_footprint import footprint_of, per
from wholeprint.quantities.activity import AcceleratorLoad, Activity
from wholeprint.quantities.factor import declared
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import AcceleratorProfile, CpuProfile, Profile
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import Assessment, Assessor, default_factors
from wholeprint.tracking.estimate_hardware import BY_DECLARATION, record_of
from wholeprint.tracking.estimate_hosts import (
    HOSTS_ASSUMED,
    hosts_of,
    on_hosts,
    refuse_over_design,
    sockets_of_a_host,
)
from wholeprint.tracking.estimate_workload import Estimate, Method, Workload, refuse_unless

GREEN_ALGORITHMS: Mapping[str, float] = {
    "power.cpu.idle_share": 0.0,
    "power.cpu.curve_half": 0.5,
    "power.cpu.full_share": 1.0,
    "power.cpu.workload": 1.0,
    "power.dram_per_gb": 0.3725,
    "power.host_overhead": 1.0,
    "power.machine_per_accelerator": 1.0,
}
"""What Green Algorithms assumes, declared in the place of our assumptions: power in proportion to
use, 0.3725 W/GB, and nothing in a server but processors and memory. Source: Green Algorithms v3."""

POWER_MODELS: Mapping[str, Mapping[str, float]] = {"green-algorithms": GREEN_ALGORITHMS}
"""Declared sets of assumptions, by the peer whose they are."""

_GB = 1e9
_MOST_CORES = 1e7
_MOST_HOURS = 24 * 366 * 100.0
_MOST_DEVICES = 2048

_UNKNOWN = "chip-unknown"
_CORE_ASSUMED = Note(
    "core-power-assumed",
    "Nobody said which processor it is: the power of a core is taken from the whole spread of "
    "server processors with about as many cores",
    severity="warning",
)
_PEER = Note(
    "peer-assumptions",
    "Power is worked out under the assumptions of another tool, declared in place of ours",
)

CURVE = Method(
    "power curve",
    "energy = hours x (cores x power of a core x share of it at that use + memory x W/GB + "
    "accelerators x their power x use) x host overhead x PUE x times it runs",
)
PEER = Method(
    "green-algorithms",
    "energy = hours x (cores x power of a core x use + memory x 0.3725 W/GB + accelerators x "
    "their power x use) x PUE x times it runs",
    ("green-algorithms-method",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job, as a batch system is asked for it.

    Attributes:
        hours: How long it runs [h].
        cores: Cores that it holds [1].
        cpu: The processor; the spread of servers' processors where nothing is said.
        core_watts: Power of one core at full use [W], in place of the processor's.
        memory_gb: Memory that it holds [GB].
        usage_share: How much of the cores it uses [1].
        accelerators: Accelerators with their number: ``v100-sxm2-16gb:2``.
        accelerator_share: Mean power of an accelerator over its limit [1].
        accelerator_watts: Power limit of one accelerator [W], in place of the tables'.
        scale_factor: How many times it runs, failures and repeats included [1].
        allow_boost: Whether a power above what is designed for is meant.
        power_model: Whose assumptions are declared: "green-algorithms"; None for ours.
    """

    hours: float
    cores: float = 0.0
    cpu: str | None = None
    core_watts: float | None = None
    memory_gb: float = 0.0
    usage_share: float = 1.0
    accelerators: str | None = None
    accelerator_share: float = 1.0
    accelerator_watts: float | None = None
    scale_factor: float = 1.0
    allow_boost: bool = False
    power_model: str | None = None

    def __post_init__(self) -> None:
        _check(self)

    def as_json(self) -> dict[str, object]:
        """Return what was given as plain values."""
        return {
            "hours": self.hours,
            "cores": self.cores,
            "cpu": self.cpu,
            "core_watts": self.core_watts,
            "memory_gb": self.memory_gb,
            "usage": self.usage_share,
            "gpus": self.accelerators,
            "gpu_usage": self.accelerator_share if self.accelerators else None,
            "gpu_watts": self.accelerator_watts,
            "psf": self.scale_factor,
            "power_model": self.power_model,
        }


def estimate_job(job: Job, **arguments: Unpack[AssessArguments]) -> Estimate:
    """Work out what a job would cost.

    Args:
        job: The job.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        The estimate, of all times that it runs.

    Raises:
        UnknownHardwareError: If there is no device of a name; near names are offered.
        UnknownZoneError: If there is no zone of that name.
        ValueRefusedError: If a number cannot be meant.
    """
    factors = default_factors()
    declared_by = POWER_MODELS.get(job.power_model or "", {})
    given = dict(arguments.get("overrides") or {})
    arguments["overrides"] = {**declared_by, **given} or None
    assessor = Assessor(factors, arguments)
    refuse_over_design(
        factors,
        job.cpu,
        (job.core_watts, job.accelerator_watts),
        job.accelerators,
        boost=job.allow_boost,
    )
    machine = _machine(job, factors)
    activity = _activity(job, machine, assessor)
    case = assessor.case(activity)
    case = Case(activity, _declared(case.profile, job, factors), case.intensity, case.grid)
    times = assessor.world.draw(declared("declared.scale_factor", job.scale_factor, "1"))
    footprint = footprint_of(
        case, factors, assessor.options, assessor.world, time=times, at_limit=times
    )
    meta = {k: v for k, v in job.as_json().items() if v is not None}
    record = record_of(activity, _label(job), meta)
    signal = assessor.intensity(activity).signal
    found = Assessment(record, footprint, signal, (), factors.version, assessor.told)
    units = {"run of the job": per(footprint, times)}
    if job.cores:
        held = times * Uncertain.fixed(job.cores * job.hours, "1")
        units["core hour"] = per(footprint, held)
    method = CURVE if job.power_model is None else PEER
    return Estimate(found, Workload("job", job.as_json(), (method,), {}, units))


def _label(job: Job) -> str:
    parts = [f"{job.cores:g} cores"] if job.cores else []
    parts += [f"{job.memory_gb:g} GB"] if job.memory_gb else []
    parts += [job.accelerators] if job.accelerators else []
    return ", ".join(parts)


def _machine(job: Job, factors: Factors) -> Machine:
    """Return the part of a server that a job holds.

    Args:
        job: The job.
        factors: Where the tables stand.

    Raises:
        UnknownHardwareError: If there is no device of a name.
        ValueRefusedError: If a processor stands where accelerators do, or there are too many.
    """
    boards = () if job.accelerators is None else find_hardware(job.accelerators, factors)
    if any(each.part != "accelerator" for each in boards):
        raise ValueRefusedError(
            "a processor stands among the accelerators of the job",
            seen=job.accelerators,
            fix="Name it with --cpu, and its cores with --cores",
        )
    count = sum(each.count * each.devices for each in boards)
    refuse_unless(
        count <= _MOST_DEVICES,
        "no machine has so many accelerators",
        count,
        "Estimate one machine, and say how often it runs (--psf)",
    )
    bare = machine_of(boards, memory_gb=job.memory_gb or None)
    if not job.cores:
        return bare
    memory = round(job.memory_gb * _GB) or None
    chip = None if job.cpu is None else Names(factors).chip(job.cpu)
    if job.cpu is not None and chip is None:
        near = Names(factors).near(job.cpu)
        raise UnknownHardwareError(
            "no processor of that name",
            seen=job.cpu,
            fix=f"Did you mean one of {', '.join(near)}" if near else "See the list of devices",
        )
    if chip is None or chip.cores is None or chip.threads is None:
        # A part of a host of which nothing is known: of unknown size, so as a guest sees it.
        return bare._replace(
            hypervisor="batch system", threads=math.ceil(job.cores), memory_bytes=memory
        )
    # Of many servers one stands for all; how many there are is said of the profile.
    sockets = sockets_of_a_host(chip.kind)
    reach = min(job.cores, float(sockets * chip.cores))
    return bare._replace(
        cpu_model=chip.name,
        sockets=sockets,
        cpu_limit_cores=reach * chip.threads / chip.cores,
        memory_bytes=None,
        memory_limit_bytes=memory,
        chassis="server" if chip.kind == "server" else "unknown",
    )


def _activity(job: Job, machine: Machine, assessor: Assessor) -> Activity:
    seconds = job.hours * 3600.0
    began = time.time()
    used = job.usage_share * assessor.threads(machine) * seconds
    return Activity(
        run_id="estimate",
        edges=np.array([began, began + seconds]),
        cpu_seconds=np.array([used]),
        busy_seconds=np.array([math.nan]),
        machine=machine,
        accelerator_load=tuple(
            AcceleratorLoad(device.index, job.hours, job.accelerator_share)
            for device in machine.accelerators
        ),
        notes=(BY_DECLARATION,),
    )


def _declared(profile: Profile, job: Job, factors: Factors) -> Profile:
    """Return the profile with what was said of it in place of what the tables have."""
    boards = tuple(_board(each, job) for each in profile.accelerators)
    notes = tuple(note for note in profile.notes if note.code != _UNKNOWN or job.cpu is not None)
    if job.cores and job.cpu is None and job.core_watts is None:
        notes = (*notes, _CORE_ASSUMED)
    if job.power_model is not None:
        notes = (*notes, _PEER)
    if job.power_model is not None:
        # Its server is nothing but what was named, so memory stands in no overhead.
        profile = replace(profile, memory_gb=job.memory_gb)
        notes = tuple(note for note in notes if note.code != "memory-in-overhead")
    chip = None if job.cpu is None else Names(factors).chip(job.cpu)
    cpu = _cpu(profile.cpu, job, chip, factors)
    parts = profile.parts
    if job.cores:
        hosts = hosts_of(job.cores, chip, factors)
        parts = tuple(on_hosts(part, hosts) for part in parts)
        if chip is None:
            notes = (*(note for note in notes if note.code != HOSTS_ASSUMED.code), HOSTS_ASSUMED)
    return replace(profile, cpu=cpu, accelerators=boards, parts=parts, notes=notes)


def _board(board: AcceleratorProfile, job: Job) -> AcceleratorProfile:
    if job.accelerator_watts is None:
        return board
    limit = declared("declared.accelerator_limit", job.accelerator_watts, "W")
    return replace(board, tdp=limit)


def _cpu(
    cpu: CpuProfile | None, job: Job, chip: Chip | None, factors: Factors
) -> CpuProfile | None:
    if cpu is None:
        return cpu
    if job.core_watts is None and chip is not None:
        of_chips = declared("declared.processors", job.cores / (chip.cores or 1), "1")
        return replace(cpu, sockets=1, power_share=of_chips)
    if job.core_watts is not None:
        power = declared("declared.core_power", job.core_watts, "W")
    else:
        power = core_tdp(factors, "server", max(1.0, job.cores))
    # Power is counted by cores, and a part of one may be held.
    share = declared("declared.cores", job.cores, "1")
    return replace(cpu, tdp=power, sockets=1, power_share=share)


def _check(job: Job) -> None:
    bounds = (
        ("the hours", job.hours, _MOST_HOURS),
        ("the power of a core", job.core_watts, 1e4),
        ("the power of an accelerator", job.accelerator_watts, 1e5),
        ("the times that it runs", job.scale_factor, 1e12),
    )
    for name, value, most in bounds:
        refuse_unless(
            value is None or 0.0 < value <= most,
            f"{name} cannot be meant",
            value,
            f"Give more than 0 and at most {most:g}",
        )
    for name, share in (
        ("use", job.usage_share),
        ("use of the accelerators", job.accelerator_share),
    ):
        refuse_unless(0.0 <= share <= 1.0, f"the {name} is out of range", share, "Give 0 to 1")
    refuse_unless(
        0.0 <= job.cores <= _MOST_CORES and 0.0 <= job.memory_gb < 1e6,  # noqa: PLR2004 - a petabyte
        "the cores or the memory cannot be meant",
        f"{job.cores:g} cores, {job.memory_gb:g} GB",
        "Give both from 0",
    )
    refuse_unless(
        job.cores > 0.0 or job.accelerators is not None,
        "a job holds cores or accelerators",
        "neither",
        "Give --cores or --gpus",
    )
    refuse_unless(
        job.power_model is None or job.power_model in POWER_MODELS,
        "nobody's assumptions of that name are known",
        job.power_model,
        f"Use one of {', '.join(POWER_MODELS)}",
    )
