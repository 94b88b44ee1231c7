"""What a device of unknown name may be: the spread of its whole class in the tables."""

from collections.abc import Iterable

import numpy as np

from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Table
from wholeprint.quantities.distribution import Distribution, Empirical, Fixed, Triangular
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Source

_QUANTILES = 21
"""Every twentieth of the class: enough for its shape, short enough to print."""

_THREADS_PER_CORE = 2


def core_tdp(factors: Factors, kind: str) -> Factor:
    """Return the design power of one core of a processor of a class.

    Args:
        factors: Where the tables stand.
        kind: server, desktop or laptop.

    Returns:
        The spread over every processor of the class that the table has [W].
    """
    table, places = _class_rows(factors, kind)
    values = [tdp / cores for tdp, cores, _ in places]
    return _class_factor(f"cpu.class.{kind}.tdp_per_core", values, table, factors)


def vcpu_tdp(factors: Factors, kind: str) -> Factor:
    """Return the design power behind one virtual processor of a class.

    A virtual processor is a thread on most hosts and a core on some, and a guest cannot tell,
    so that both readings of every processor are in the spread.

    Args:
        factors: Where the tables stand.
        kind: server, desktop or laptop.

    Returns:
        The spread over every processor of the class that the table has [W].
    """
    table, places = _class_rows(factors, kind)
    values = [tdp / units for tdp, cores, threads in places for units in (cores, threads)]
    return _class_factor(f"cpu.class.{kind}.tdp_per_vcpu", values, table, factors)


def socket_threads(factors: Factors, kind: str) -> tuple[float, ...]:
    """Return how many threads a processor of a class has.

    Args:
        factors: Where the tables stand.
        kind: server, desktop or laptop.

    Returns:
        Evenly spaced quantiles over the table, rising [1].
    """
    _, places = _class_rows(factors, kind)
    return _quantiles([threads for _, _, threads in places])


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
    return _class_factor("accelerator.class.tdp", values, table, factors)


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


def _class_rows(factors: Factors, kind: str) -> tuple[Table, list[tuple[float, float, float]]]:
    """Return design power, cores and threads of each processor of a class."""
    table = factors.table("cpus")
    rows = zip(
        table.raw("class"),
        table.raw("tdp_watts"),
        table.raw("cores"),
        table.raw("threads"),
        strict=True,
    )
    return table, [
        (float(tdp), float(cores), float(threads or float(cores) * _THREADS_PER_CORE))
        for said, tdp, cores, threads in rows
        if said == kind and tdp and cores
    ]


def _class_factor(factor_id: str, values: list[float], table: Table, factors: Factors) -> Factor:
    return Factor(
        id=factor_id,
        unit="W",
        distribution=Empirical(_quantiles(values)),
        sources=_sources(table.raw("source"), factors),
        known=Known.ASSUMED,
        valid_for="a device whose name is in no table",
        note=f"quantiles over {len(values)} values of {table.name}, each device counted once",
    )


def _quantiles(values: list[float]) -> tuple[float, ...]:
    places = np.linspace(0.0, 1.0, _QUANTILES)
    return tuple(np.quantile(np.asarray(values), places).tolist())


def _sources(keys: Iterable[str], factors: Factors) -> tuple[Source, ...]:
    return tuple(factors.sources[key] for key in dict.fromkeys(keys) if key in factors.sources)
