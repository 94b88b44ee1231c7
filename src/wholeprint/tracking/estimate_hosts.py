"""The servers that a job's cores stand in, and the most power that its parts are designed for."""

from dataclasses import replace

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Chip, Names
from wholeprint.hardware.share import SOCKETS_OF_A_HOST
from wholeprint.hardware.spread import socket_threads
from wholeprint.hardware.wanted import find_hardware
from wholeprint.quantities.distribution import Empirical, Fixed, Triangular
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Part
from wholeprint.quantities.source import Known

_THREADS_PER_CORE = 2.0
_SERVER = "server"
_HOST_OF_BOARDS = "mass.server.accelerated"
_ROUNDING = 1.05
"""Powers of a core are printed in two digits."""
_MOST_BOOST = 2.0

HOSTS_ASSUMED = Note(
    "host-share-assumed",
    "Nobody said which processor it is: how many servers the cores take is assumed from all server "
    "processors, widely",
)


def sockets_of_a_host(kind: str) -> int:
    """Return how many processors the machine has that one of a class usually stands in.

    Args:
        kind: server, desktop or laptop.
    """
    return SOCKETS_OF_A_HOST if kind == _SERVER else 1


def hosts_of(cores: float, chip: Chip | None, factors: Factors) -> Factor:
    """Return how many machines the cores of a job take: a part of one, or more than one.

    In proportion to the cores, since other jobs hold the rest.

    Args:
        cores: Cores that the job holds [1].
        chip: Their processor; None where nobody says.
        factors: Where the tables stand.
    """
    if chip is None or chip.cores is None:
        counts = socket_threads(factors, _SERVER)
        held = cores * _THREADS_PER_CORE / SOCKETS_OF_A_HOST
        shape = Empirical(tuple(held / count for count in counts))
        note = "cores over those of a server of two processors, any of the class"
        return Factor("job.servers", "1", shape, known=Known.ASSUMED, note=note)
    most = cores / chip.cores
    if chip.kind != _SERVER:
        note = f"cores over the {chip.cores} of a {chip.key}"
        return Factor("job.machines", "1", Fixed(most), known=Known.DECLARED, note=note)
    least = most / SOCKETS_OF_A_HOST
    note = f"cores over those of a server of {SOCKETS_OF_A_HOST} {chip.key}, or of one"
    shape = Triangular(least, least, most)
    return Factor("job.servers", "1", shape, known=Known.ASSUMED, note=note)


def on_hosts(part: Part, hosts: Factor) -> Part:
    """Return a part of a host as often as there are hosts.

    Args:
        part: A part of one host.
        hosts: How many there are [1].

    Returns:
        The part; memory, and the share of a host that comes with an accelerator module, stay as
        they are, since neither goes by the cores.
    """
    of_boards = part.mass is not None and part.mass.id == _HOST_OF_BOARDS
    is_by_cores = part.source != "dram" and not of_boards
    return replace(part, allocation_share=hosts) if is_by_cores else part


def refuse_over_design(
    factors: Factors,
    cpu: str | None,
    watts: tuple[float | None, float | None],
    accelerators: str | None,
    *,
    boost: bool,
) -> None:
    """Refuse powers above what the tables say that parts are designed for.

    Args:
        factors: Where the tables stand.
        cpu: The processor; None where nobody says.
        watts: Power of a core and power limit of an accelerator that were given [W].
        accelerators: The accelerators of the job.
        boost: Whether more than the design is meant.

    Raises:
        ValueRefusedError: If one is above, or more than twice as high though a boost is meant.
    """
    of_core, of_board = watts
    chip = None if cpu is None else Names(factors).chip(cpu)
    if of_core is not None and chip is not None and chip.cores is not None:
        design = factors.factor(f"cpu.{chip.key}.tdp").central / chip.cores
        _refuse_over(f"the design power of a core of the {chip.key}", design, of_core, boost=boost)
    elif of_core is not None:
        design = _most_of_a_core(factors)
        _refuse_over("the design power of any core in the tables", design, of_core, boost=boost)
    if of_board is None or accelerators is None:
        return
    for each in find_hardware(accelerators, factors):
        if each.part == "accelerator":
            limit = factors.factor(f"accelerator.{each.key}.tdp").central
            _refuse_over(f"the power limit of the {each.key}", limit, of_board, boost=boost)


def _most_of_a_core(factors: Factors) -> float:
    table = factors.table("cpus")
    rows = zip(table.raw("tdp_watts"), table.raw("cores"), strict=True)
    return max(float(tdp) / float(cores) for tdp, cores in rows if tdp and cores)


def _refuse_over(what: str, design: float, watts: float, *, boost: bool) -> None:
    most = design * (_MOST_BOOST if boost else _ROUNDING)
    if watts > most:
        fix = (
            f"Nothing draws more than {_MOST_BOOST:g} times its design for long"
            if boost
            else "Give less, or say that more is meant (--allow-boost)"
        )
        raise ValueRefusedError(f"{what} is {design:.3g} W", seen=f"{watts:g} W", fix=fix)
