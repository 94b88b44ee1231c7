"""Which counters count, interval by interval, so that no joule is counted twice or lost unseen.

A counter that lies within another one counts only while that one is silent. A meter at the plug
covers everything in the server; a platform counter covers processors and memory.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.activity import Activity, Channel
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import FloatArray

Mask = npt.NDArray[np.bool_]

MACHINE = "machine"
CPU = "cpu"
DRAM = "dram"


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What one counter contributes.

    Attributes:
        channel: The counter.
        joules: What counts of it per interval [J]; 0 where nothing does.
        seconds: How long it counted [s].
        gap_seconds: How long per interval it alone was silent where it should have counted [s].
    """

    channel: Channel
    joules: FloatArray
    seconds: float
    gap_seconds: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What all counters of a run contribute.

    Attributes:
        counted: Each counter that does.
        cpu: Where some counter has the processors in it.
        dram: Where some counter has the memory in it.
        whole: Where some counter has all of the server in it.
        too_short: Names of counters that did not move once because the run was too short.
    """

    counted: tuple[Counted, ...]
    cpu: Mask
    dram: Mask
    whole: Mask
    too_short: tuple[str, ...]


def reading(activity: Activity, share: FloatArray | None) -> Reading:
    """Return what the counters of a run contribute.

    Args:
        activity: The run.
        share: Its own share of the machine's work per interval [1]; None for all of it.
            Accelerators are whole devices whatever the share.
    """
    seconds = np.diff(activity.edges)
    too_short = tuple(
        channel.name for channel in activity.channels if _never_moved(channel, activity.seconds)
    )
    joules = {
        channel.name: _attributed(channel, share)
        if channel.name not in too_short
        else np.full(seconds.size, np.nan)
        for channel in activity.channels
    }
    heard = {name: ~np.isnan(values) for name, values in joules.items()}
    machine = _any(activity.channels, heard, seconds.size, MACHINE)
    cpu = _any(activity.channels, heard, seconds.size, CPU) | machine
    dram = _any(activity.channels, heard, seconds.size, DRAM) | machine
    counted: list[Counted] = []
    for channel in activity.channels:
        covered = _covered(channel, activity.channels, heard, seconds.size)
        counts = heard[channel.name] & ~covered
        silent = ~heard[channel.name] & ~covered & _expected(channel, heard, cpu, dram)
        counted.append(
            Counted(
                channel,
                np.where(counts, joules[channel.name], 0.0),
                float(seconds[counts].sum()),
                np.where(silent, seconds, 0.0),
            )
        )
    plugs = [channel for channel in activity.channels if _is_plug(channel)]
    whole = _any(tuple(plugs), heard, seconds.size, MACHINE)
    return Reading(tuple(counted), cpu, dram, whole, too_short)


def _attributed(channel: Channel, share: FloatArray | None) -> FloatArray:
    if share is None or channel.domain.startswith("gpu:"):
        return channel.joules
    return channel.joules * share


def _never_moved(channel: Channel, run_seconds: float) -> bool:
    # A counter that moves every 100 ms says nothing about a run of 50 ms: its 0 is no reading.
    if run_seconds > 2 * channel.refresh_seconds:
        return False
    return bool(np.isfinite(channel.joules).any()) and float(np.nansum(channel.joules)) == 0.0


def _is_plug(channel: Channel) -> bool:
    return channel.domain == MACHINE and channel.basis in {Basis.IT, Basis.FACILITY}


def _any(
    channels: tuple[Channel, ...], heard: dict[str, Mask], intervals: int, domain: str
) -> Mask:
    found = np.zeros(intervals, dtype=np.bool_)
    for channel in channels:
        if channel.domain == domain:
            found |= heard[channel.name]
    return found


def _covered(
    channel: Channel, channels: tuple[Channel, ...], heard: dict[str, Mask], intervals: int
) -> Mask:
    covered = np.zeros(intervals, dtype=np.bool_)
    by_name = {each.name: each for each in channels}
    above = by_name.get(channel.within or "")
    passed = {channel.name}
    while above is not None and above.name not in passed:
        covered |= heard[above.name]
        passed.add(above.name)
        above = by_name.get(above.within or "")
    for other in channels:
        if other.name in passed or other.within == channel.name:
            continue
        contains = _is_plug(other) and not _is_plug(channel)
        if contains or (other.domain == MACHINE and channel.domain in {CPU, DRAM}):
            covered |= heard[other.name]
    return covered


def _expected(channel: Channel, heard: dict[str, Mask], cpu: Mask, dram: Mask) -> Mask:
    # A silent platform counter is replaced by what it contains; a counter within another one was
    # never expected to count; a processor that no counter heard is modelled as a whole.
    if channel.domain == MACHINE or channel.within in heard or not heard[channel.name].any():
        return np.zeros_like(cpu)
    if channel.domain == CPU:
        return cpu
    return dram if channel.domain == DRAM else np.ones_like(cpu)
