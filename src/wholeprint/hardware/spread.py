"""What a device of unknown name may be: the spread of its whole class in the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Table
from wholeprint.quantities.distribution import Distribution, Empirical, Fixed, Triangular
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known

_QUANTILES = 21
"""Every twentieth of the class: enough for its shape, short enough to print."""

_THREADS_PER_CORE = 2
"""For a processor whose table row does not count threads."""

_FEW = 20
"""Fewer processors than this are no class."""


@dataclass(frozen=True, slots=True)
class _Row:
    tdp_watts: float
    cores: int
    threads: int


def core_tdp(factors: Factors, kind: str, cores_per_socket: float) -> Factor:
    """Return the design power of one core of an unknown processor that was counted.

    Processors with more cores give each of them less, so that only those with half to twice
    as many count; all of the class where these are few.

    Args:
        factors: Where the tables stand.
        kind: server, desktop or laptop.
        cores_per_socket: Cores of the unknown processor [1].

    Returns:
        The spread over the processors of the class that the table has [W].
    """
    table, rows = _class_rows(factors, kind)
    low, high = cores_per_socket / 2.0, cores_per_socket * 2.0
    alike = [row for row in rows if low <= row.cores <= high]
    if len(alike) < _FEW:
        return _factor(f"cpu.class.{kind}.tdp_per_core", _per_core(rows), table, factors)
    factor_id = f"cpu.class.{kind}.tdp_per_core.near-{cores_per_socket:g}-cores"
    return _factor(factor_id, _per_core(alike), table, factors)


@lru_cache(maxsize=8)
def vcpu_tdp(factors: Factors, kind: str) -> Factor:
    """Return the design power behind one virtual processor of a class.

    A virtual processor is a thread on most hosts and a core on some, and a guest cannot tell,
    so that both readings of every processor are in the spread. Any thread of the table is as
    likely as any other to be the one: a processor with many of them counts for more.

    Args:
        factors: Where the tables stand.
        kind: server, desktop or laptop.

    Returns:
        The spread over every processor of the class that the table has [W].
    """
    table, rows = _class_rows(factors, kind)
    values = [
        value
        for row in rows
        for value in (row.tdp_watts / row.cores, row.tdp_watts / row.threads)
        for _ in range(row.threads)
    ]
    return _factor(f"cpu.class.{kind}.tdp_per_vcpu", values, table, factors)


@lru_cache(maxsize=8)
def socket_threads(factors: Factors, kind: str) -> tuple[float, ...]:
    """Return how many threads the processor has that a thread of a class sits in.

    Args:
        factors: Where the tables stand.
        kind: server, desktop or laptop.

    Returns:
        Evenly spaced quantiles over the threads of the table, rising [1].
    """
    _, rows = _class_rows(factors, kind)
    return _quantiles([row.threads for row in rows for _ in range(row.threads)])


def accelerator_tdp(factors: Factors) -> Factor:
    """Return the power of an accelerator of which nothing is known.

    Args:
        factors: Where the tables stand.

    Returns:
        The spread over every accelerator of the table, per device that a driver lists [W].
    """
    table = factors.table("accelerators")
    rows = zip(table.raw("tdp_watts"), table.raw("devices"), strict=True)
    values = [float(tdp) / float(devices or 1) for tdp, devices in rows if tdp]
    return _factor("accelerator.class.tdp", values, table, factors)


def split_evenly(factor: Factor, factor_id: str, pieces: int) -> Factor:
    """Return what each of several equal pieces has of a board's power.

    Args:
        factor: The power of the whole board.
        factor_id: Name of the new factor.
        pieces: How many devices its driver lists for the board.

    Returns:
        The factor; modelled, because dividing evenly is a model.
    """
    whole = factor.distribution
    if isinstance(whole, Triangular):
        shape: Distribution = Triangular(
            whole.low / pieces, whole.mode / pieces, whole.high / pieces
        )
    else:  # the tables state one power, or one and another
        shape = Fixed(whole.central / pieces)
    return Factor(
        id=factor_id,
        unit=factor.unit,
        distribution=shape,
        sources=factor.sources,
        known=Known.MODELLED,
        valid_for=factor.valid_for,
        note=f"the board's power over the {pieces} devices that its driver lists",
    )


def _class_rows(factors: Factors, kind: str) -> tuple[Table, list[_Row]]:
    table = factors.table("cpus")
    columns = (table.raw(name) for name in ("class", "tdp_watts", "cores", "threads"))
    return table, [
        _Row(float(tdp), int(cores), int(threads or int(cores) * _THREADS_PER_CORE))
        for said, tdp, cores, threads in zip(*columns, strict=True)
        if said == kind and tdp and cores
    ]


def _per_core(rows: list[_Row]) -> list[float]:
    return [row.tdp_watts / row.cores for row in rows]


def _factor(factor_id: str, values: list[float], table: Table, factors: Factors) -> Factor:
    keys = dict.fromkeys(table.raw("source"))
    return Factor(
        id=factor_id,
        unit="W",
        distribution=Empirical(_quantiles(values)),
        sources=tuple(factors.sources[key] for key in keys if key in factors.sources),
        known=Known.ASSUMED,
        valid_for="a device whose name is in no table",
        note=f"quantiles over the devices of its class in the table {table.name}",
    )


def _quantiles(values: Sequence[float]) -> tuple[float, ...]:
    # As `np.quantile` has them, which would load masked arrays for it: 12 ms of an estimate.
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    places = np.linspace(0.0, ordered.size - 1.0, _QUANTILES)
    return tuple(np.interp(places, np.arange(ordered.size), ordered).tolist())
