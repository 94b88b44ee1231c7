"""How sure a forecast is, drawn as whole courses over time, so that two plans can be told apart.

An error of a forecast lasts: where an hour comes out higher than foreseen, the next hour does too.
So each draw of the world is one course of errors, a first-order autoregression in time, and two
plans are compared within the same course: what both share cancels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from wholeprint.advice.load import Load
from wholeprint.advice.rules import Fixed
from wholeprint.quantities.distribution import FloatArray, Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World

_NORMAL = NormalDist()
_Z95 = _NORMAL.inv_cdf(0.95)
_SECONDS_PER_HOUR = 3600.0

_NESO = Source(
    key="neso-2023-forecast-error",
    title="NESO Carbon Intensity API: national forecast beside the actual of 2023, half-hourly",
    year=2023,
    url="https://api.carbonintensity.org.uk",
    licence="CC BY 4.0",
    read=Read.COMPUTED,
)

RELATIVE_ERROR = Factor(
    "advice.forecast_error",
    "1",
    Lognormal.from_interval(0.10, 0.25),
    (_NESO,),
    Known.ASSUMED,
    valid_for="forecasts whose makers give no band",
    note="Standard deviation of ln(forecast / actual) was 0.146 over the 17,425 half hours of "
    "2023 in Great Britain, as the forecasts stood last; the width for other places and for "
    "longer leads is assumed.",
)
"""How far a forecast without a band may be off: standard deviation of its logarithm."""

MEMORY = Factor(
    "advice.forecast_memory",
    "h",
    Lognormal.from_interval(1.7, 24.0),
    (_NESO,),
    Known.ASSUMED,
    valid_for="errors of forecasts of grid intensity",
    note="In the same half hours the errors' correlation was 0.53 after one hour, 0.31 after two "
    "and 0.12 after four: a memory of 1.7 h, the lower end here. Errors made days ahead last "
    "longer; the upper end is assumed.",
)
"""How long an error of a forecast lasts: time in which its correlation falls to 1/e."""


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What is believed about a zone's signal over a stretch of time.

    Attributes:
        series: What is foreseen; what plans are made with.
        draws: What it is in each draw of the world, one row a draw, one column a step.
        factors: The assumptions in it, by name.
        known: How it is known.
        is_flat: Whether nothing is known of its course over time.
    """

    series: StepSeries
    draws: FloatArray
    factors: Mapping[str, Factor]
    known: Known = Known.MODELLED
    is_flat: bool = False


def window(series: StepSeries, start_seconds: float, end_seconds: float) -> StepSeries:
    """Return the steps of a series that touch a stretch of time.

    Args:
        series: The series.
        start_seconds: Where it begins [s since 1970 UTC].
        end_seconds: Where it ends [s since 1970 UTC].

    Returns:
        The steps; one that is all gap where the series knows nothing of that time.
    """
    edges = series.edges_seconds
    first = max(int(np.searchsorted(edges, start_seconds, side="right")) - 1, 0)
    last = min(int(np.searchsorted(edges, end_seconds, side="left")), edges.size - 1)
    if last <= first:
        return StepSeries(np.array([start_seconds, end_seconds]), np.array([np.nan]), series.unit)
    return StepSeries(edges[first : last + 1], series.values[first:last], series.unit)


def believed(
    intensity: Intensity,
    span: tuple[float, float],
    world: World,
    error: Factor = RELATIVE_ERROR,
) -> Belief:
    """Return what is believed about an intensity over a stretch of time, draw by draw.

    Where the intensity has a band, a draw follows it: its ends are the 5th and the 95th percentile
    at each moment, on either side of what is foreseen. Where it has none, an error in proportion
    is assumed. A yearly value is one level for all of the time, and says so.

    Args:
        intensity: The intensity.
        span: Beginning and end of the time [s since 1970 UTC].
        world: Where to draw.
        error: What is assumed of forecasts without a band.

    Returns:
        The belief.
    """
    if intensity.series is None or not _touches(intensity.series, span):
        return _level(intensity, span, world)
    series = window(intensity.series, *span)
    scores = _courses(series, intensity.signal.zone, world)
    factors: dict[str, Factor] = {MEMORY.id: MEMORY}
    if intensity.band is None:
        factors[error.id] = error
        draws = series.values * np.exp(world.draw(error).draws[:, None] * scores)
    else:
        low, high = (window(edge, *span).values for edge in intensity.band)
        rise = np.maximum(high - series.values, 0.0) / _Z95
        fall = np.maximum(series.values - low, 0.0) / _Z95
        draws = series.values + np.where(scores > 0.0, scores * rise, scores * fall)
        draws = np.maximum(draws, np.minimum(series.values, 0.0))
    if intensity.spread is not None:
        factors[intensity.spread.id] = intensity.spread
        draws = draws * world.draw(intensity.spread).draws[:, None]
    if world.is_fixed:
        draws = series.values[None, :]
    return Belief(series, draws, factors)


def amount(
    load: Load, beliefs: Mapping[str, Belief], fixed: Fixed, unit: str = "gCO2e"
) -> Uncertain:
    """Return what a plan costs, in every draw.

    Args:
        load: What the plan draws on each step.
        beliefs: What is believed about each zone's signal, on the same steps.
        fixed: What is counted beside electricity.
        unit: Unit of the result.
    """
    beside = fixed.waiting_amount * load.waiting_hours + fixed.move_amount * load.moves_count
    size = max(belief.draws.shape[0] for belief in beliefs.values())
    draws = np.full(size, beside)
    central = beside
    factors: dict[str, Factor] = {}
    for zone, kwh in load.kwh.items():
        belief, drawn = beliefs[zone], kwh > 0.0
        draws = draws + belief.draws[:, drawn] @ kwh[drawn]
        central += float(belief.series.values[drawn] @ kwh[drawn])
        factors |= belief.factors
    return Uncertain(central, draws, Unit.parse(unit), Known.MODELLED, factors)


def _touches(series: StepSeries, span: tuple[float, float]) -> bool:
    return any(start < span[1] and end > span[0] for start, end in series.known_stretches())


def _level(intensity: Intensity, span: tuple[float, float], world: World) -> Belief:
    edges = np.array(span, dtype=np.float64)
    unit = Unit.parse(intensity.signal.unit)
    if intensity.factor is None:
        gap = StepSeries(edges, np.array([np.nan]), unit)
        return Belief(gap, np.full((1, 1), np.nan), {}, is_flat=True)
    drawn = world.draw(intensity.factor).to(unit)
    series = StepSeries(edges, np.array([drawn.central]), unit)
    draws = np.broadcast_to(drawn.draws, (world.n,))[:, None]
    return Belief(series, draws, dict(drawn.factors), intensity.factor.known, is_flat=True)


def _courses(series: StepSeries, zone: str, world: World) -> FloatArray:
    """Return courses of standard normal errors: rows are draws, columns are steps."""
    n = world.n
    strata = np.fromiter((_NORMAL.inv_cdf((i + 0.5) / n) for i in range(n)), np.float64, n)
    memory = world.draw(MEMORY).draws * _SECONDS_PER_HOUR
    edges = series.edges_seconds
    middles = (edges[:-1] + edges[1:]) / 2.0
    found = np.empty((n, middles.size))
    for column, begin in enumerate(edges[:-1].tolist()):
        # Named by zone and time: the same state of the world, whatever else is looked at.
        places = world.fresh_column(f"advice.forecast_error:{zone}:{begin:.0f}") * n - 0.5
        fresh = strata[np.rint(places).astype(np.intp)]
        if column == 0:
            found[:, 0] = fresh
            continue
        kept = np.exp(-(middles[column] - middles[column - 1]) / memory)
        found[:, column] = kept * found[:, column - 1] + np.sqrt(1.0 - kept**2) * fresh
    return found


def fixed_error(relative_error: float) -> Factor:
    """Return what the user says of how far a forecast may be off.

    Args:
        relative_error: Standard deviation of its logarithm, about that of its relative error [1].
    """
    sigma = Lognormal(max(relative_error, 1e-12), 0.0)
    return replace(RELATIVE_ERROR, distribution=sigma, known=Known.DECLARED, sources=(), note="")
