"""``wholeprint.estimate``: what hardware would cost, without running anything."""

import math
import time
from array import array
from typing import Unpack

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.hardware.wanted import find_hardware, machine_of
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.quantities.activity import AcceleratorLoad, Activity
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import Assessment, Assessor, default_factors

_LONGEST_HOURS = 24 * 366 * 100.0
_MOST_DEVICES = 2048
_MOST_BOOST = 2.0
"""No board draws twice its limit for long."""
_BY_DECLARATION = Note(
    "energy-modelled",
    "Nothing was measured: the energy follows from the declared hardware, hours and load",
)


def estimate(
    hardware: str,
    hours: float,
    *,
    load_share: float = 1.0,
    memory_gb: float | None = None,
    allow_boost: bool = False,
    **arguments: Unpack[AssessArguments],
) -> Assessment:
    """Work out what hardware would cost if it worked for some hours.

    Args:
        hardware: Names with counts, parted by commas: ``a100-sxm4-80gb:8,epyc-7742:2``.
        hours: How long it works [h].
        load_share: Mean power over design power of accelerators, mean utilisation of
            processors [1].
        memory_gb: Main memory [GB]; None where nobody says, and then it is not counted.
        allow_boost: Whether a mean power above the limit is meant.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        The assessment.

    Raises:
        UnknownHardwareError: If there is no device of a name; near names are offered.
        UnknownZoneError: If there is no zone of that name.
        ValueRefusedError: If the hours or the load are out of range.
    """
    if not 0.0 < hours <= _LONGEST_HOURS:
        raise ValueRefusedError(
            "the hours are out of range", seen=hours, fix="Give more than 0 and at most a century"
        )
    if not 0.0 <= load_share <= (_MOST_BOOST if allow_boost else 1.0):
        raise ValueRefusedError("the load is out of range", seen=load_share, fix="Give 0 to 1")
    if memory_gb is not None and not 0.0 <= memory_gb < 1e6:  # noqa: PLR2004 - a petabyte
        raise ValueRefusedError("the memory is out of range", seen=memory_gb, fix="Give GB from 0")
    factors = default_factors()
    wanted = find_hardware(hardware, factors)
    devices = sum(each.count * each.devices for each in wanted)
    if devices > _MOST_DEVICES:
        raise ValueRefusedError(
            "too many devices for one estimate",
            seen=devices,
            fix=f"Estimate at most {_MOST_DEVICES} of them, and multiply",
        )
    machine = machine_of(wanted, memory_gb=memory_gb)
    assessor = Assessor(factors, arguments)
    activity = _activity(machine, hours, load_share, assessor)
    footprint = assessor.assess([activity])[0]
    record = _record(activity, hardware, hours, load_share)
    signal = assessor.intensity(activity).signal
    return Assessment(record, footprint, signal, (), factors.version, assessor.told)


def power_share_of(hardware: str, watts: float, *, boost: bool = False) -> float:
    """Return a mean power over the limit of an accelerator.

    Args:
        hardware: Names with counts; exactly one kind of accelerator.
        watts: The mean power of one [W].
        boost: Whether more than the limit is meant.

    Returns:
        The share [1].

    Raises:
        UnknownHardwareError: If there is no device of a name.
        ValueRefusedError: If it is no power, or above the limit and not meant to be.
    """
    factors = default_factors()
    boards = [each for each in find_hardware(hardware, factors) if each.part == "accelerator"]
    if len(boards) != 1:
        raise ValueRefusedError(
            "a mean power needs exactly one kind of accelerator",
            seen=hardware,
            fix="Write for instance h100-sxm5-80gb:8",
        )
    limit = factors.factor(f"accelerator.{boards[0].key}.tdp").central
    most = _MOST_BOOST * limit if boost else limit
    if not 0.0 <= watts <= most:
        raise ValueRefusedError(
            f"one {boards[0].key} is limited to {limit:g} W",
            seen=f"{watts:g} W",
            fix="Give its mean power, or say that it is boosted above (--allow-boost)",
        )
    return watts / limit


def _activity(machine: Machine, hours: float, load_share: float, assessor: Assessor) -> Activity:
    seconds = hours * 3600.0
    began = time.time()
    threads = assessor.threads(machine)
    return Activity(
        run_id="estimate",
        edges=np.array([began, began + seconds]),
        cpu_seconds=np.array([load_share * threads * seconds]),
        busy_seconds=np.array([math.nan]),
        machine=machine,
        accelerator_load=tuple(
            AcceleratorLoad(device.index, hours, load_share) for device in machine.accelerators
        ),
        notes=(_BY_DECLARATION,),
    )


def _record(activity: Activity, hardware: str, hours: float, load_share: float) -> RunRecord:
    return RunRecord(
        id="estimate",
        started_unix_ns=round(activity.edges[0] * 1e9),
        ended_unix_ns=round(activity.edges[1] * 1e9),
        status=Status.DONE,
        label=hardware,
        machine=activity.machine.as_json(),
        meta={"hardware": hardware, "hours": hours, "load_share": load_share},
        edges=array("d", [0.0, hours * 3600.0]),
        cpu_seconds=array("d", activity.cpu_seconds),
        busy_seconds=array("d", [math.nan]),
    )
