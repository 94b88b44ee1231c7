"""Which part of a host the run's threads are."""

import math
from dataclasses import dataclass

from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Chip
from wholeprint.hardware.spread import socket_threads
from wholeprint.quantities.distribution import Distribution, Empirical, Fixed, Triangular
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.source import Known

SOCKETS_OF_A_HOST = 2
"""What servers that are cut into virtual machines usually have."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the host is the run's.

    Attributes:
        threads: Hardware threads in reach [1].
        of_processors: The part of the processors that these are [1]; None for all.
        of_host: The part of the whole machine [1]; None for all.
        limit_share: The part of what the operating system sees that a limit leaves [1].
    """

    threads: float
    of_processors: Factor | None
    of_host: Factor | None
    limit_share: float


def share_of(machine: Machine, chip: Chip | None, kind: str, factors: Factors) -> Share | None:
    """Return how much of its host a machine is.

    Args:
        machine: The machine.
        chip: Its processor, None where its name is in no table.
        kind: The class of the machine.
        factors: Where the tables stand.

    Returns:
        The share; None where not even the number of threads is known.
    """
    threads = machine.threads or _threads_of_chips(machine, chip) or machine.cores
    if not threads:
        return None
    reach = min(machine.cpu_limit_cores or threads, threads)
    limit_share = reach / threads
    if machine.hypervisor is None:
        limited = None if limit_share >= 1.0 else _exact_share(reach, threads)
        return Share(float(reach), limited, limited, limit_share)
    if chip is None:
        return Share(
            float(reach),
            None if limit_share >= 1.0 else _exact_share(reach, threads),
            _unknown_host(reach, kind, factors),
            limit_share,
        )
    return Share(
        float(reach), _of_known_chips(reach, chip), _known_host(reach, chip, kind), limit_share
    )


def sockets_spanned(share: Share, chip: Chip) -> int:
    """Return how many processors a virtual machine's threads need at least."""
    return math.ceil(share.threads / (chip.threads or share.threads))


def _threads_of_chips(machine: Machine, chip: Chip | None) -> int | None:
    if chip is None or chip.threads is None:
        return None
    return chip.threads * (machine.sockets or 1)


def _factor(factor_id: str, shape: Distribution, known: Known, note: str) -> Factor:
    return Factor(factor_id, "1", shape, known=known, note=note)


def _exact_share(reach: float, threads: int) -> Factor:
    return _factor(
        f"host.share.{reach:g}-of-{threads}",
        Fixed(reach / threads),
        Known.MEASURED,
        "threads that limits leave over threads that the operating system sees",
    )


def _of_known_chips(reach: float, chip: Chip) -> Factor | None:
    """Return the part of the processors spanned: a virtual one is a thread, or a whole core."""
    threads, cores = chip.threads or 1, chip.cores or 1
    whole = math.ceil(reach / threads)
    low = reach / (threads * whole)
    high = min(1.0, reach / (cores * whole))
    if low >= 1.0:
        return None
    return _factor(
        f"host.share.{reach:g}-of-{chip.key}",
        Triangular(low, low, high),
        Known.ASSUMED,
        "virtual processors over threads of the host's processors; up to a core each",
    )


def _known_host(reach: float, chip: Chip, kind: str) -> Factor | None:
    threads = chip.threads or 1
    sockets = SOCKETS_OF_A_HOST if kind == "server" else 1
    low = min(1.0, reach / (threads * sockets))
    high = min(1.0, reach / threads)
    if low >= 1.0:
        return None
    return _factor(
        f"host.share.{reach:g}-of-a-host-of-{chip.key}",
        Triangular(low, low, high),
        Known.ASSUMED,
        f"virtual processors over threads of a host of {sockets} such processors, or of one",
    )


def _unknown_host(reach: float, kind: str, factors: Factors) -> Factor:
    sockets = SOCKETS_OF_A_HOST if kind == "server" else 1
    counts = socket_threads(factors, kind)
    return _factor(
        f"host.share.{reach:g}-of-an-unknown-{kind}",
        Empirical(tuple(min(1.0, reach / (count * sockets)) for count in counts)),
        Known.ASSUMED,
        f"virtual processors over threads of a host of {sockets} processors of the class",
    )
