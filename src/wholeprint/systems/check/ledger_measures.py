"""What of a project's ledger a parameter may take, ``measured: energy_per_run``, and its units."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NoReturn

from wholeprint.errors import ModelError, UnitError
from wholeprint.quantities.units import ONE, Unit
from wholeprint.systems.check.unit_text import UnitTextError, parse_unit
from wholeprint.systems.model import Variable
from wholeprint.systems.text.item import nearest

MONTH_SECONDS = 31_536_000.0 / 12.0
"""A twelfth of 365 days."""

_WEEK_SECONDS = 604_800.0
_TIMES = {"week": _WEEK_SECONDS, "month": MONTH_SECONDS, "minute": 60.0, "second": 1.0}

MEASURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "runs_per_month": ("run/month", "runs that begin in a month, from the first to the last"),
        "energy_per_run": ("kWh/run", "energy of a run at the building's meter, the mean"),
        "ghg_per_run": ("kgCO2e/run", "operational emissions of a run, the mean"),
        "embodied_per_run": ("kgCO2e/run", "embodied emissions of a run, the mean"),
        "water_per_run": ("L/run", "water evaporated on site for a run, the mean"),
        "hours_per_run": ("h/run", "length of a run on the clock, the mean"),
        "accelerator_hours_per_run": ("h/run", "hours of metered accelerators of a run, the mean"),
        "accelerator_power": ("kW", "mean power of a metered accelerator while a run is on"),
        "carbon_intensity": ("kgCO2e/kWh", "operational emissions over energy, of all runs"),
        "pue": ("1", "PUE that the runs are assessed with, the mean"),
        "failed_share": ("1", "share of the runs that failed or were interrupted"),
    }
)
"""What there is: the unit, in runs where it is of runs, and what it is."""


def unit_of(variable: Variable) -> str:
    """Return the unit of the measure that a parameter takes.

    Args:
        variable: The parameter.

    Raises:
        ModelError: If no ledger holds such a measure.
    """
    if variable.measured not in MEASURES:
        raise ModelError(
            f"{variable.place}: {variable.name} asks for a measure that no ledger holds",
            seen=variable.measured,
            fix=nearest(variable.measured, MEASURES),
        )
    return MEASURES[variable.measured][0]


def ratio(unit: str, variable: Variable) -> float:
    """Return how many of a parameter's unit one of a measure's unit is.

    A run is what a model calls an experiment, a job or a training: a word that is no unit counts
    things, and as many of them must stand on the same side.

    Args:
        unit: The measure's unit.
        variable: The parameter.

    Raises:
        ModelError: If the two units do not fit.
    """
    if not variable.unit:
        return 1.0
    try:
        (size, dimensions, things), other = _taken(unit), _taken(variable.unit)
    except (UnitError, UnitTextError):
        _refuse_unit(unit, variable)
    if not dimensions.fits(other[1]) or things != other[2]:
        _refuse_unit(unit, variable)
    return size * dimensions.ratio(other[1]) / other[0]


def _refuse_unit(unit: str, variable: Variable) -> NoReturn:
    raise ModelError(
        f"{variable.place}: {variable.name} takes {variable.measured}, which is in {unit}",
        seen=variable.unit,
        fix=f"Give the parameter the unit {unit}, or another of its kind",
    )


def _taken(text: str) -> tuple[float, Unit, int]:
    """Return a unit as a size, what is left of it, and the power of the things it counts."""
    size, whole, things = 1.0, ONE, 0
    for word, power in parse_unit(text).items():
        times = int(power)
        single = word.casefold().removesuffix("s")
        if single in _TIMES:
            size *= _TIMES[single] ** times
            part = Unit.parse("s")
        else:
            try:
                part = Unit.parse(word)
            except UnitError:
                things += times
                continue
        for _ in range(abs(times)):
            whole = whole * part if times > 0 else whole / part
    return size, whole, things
