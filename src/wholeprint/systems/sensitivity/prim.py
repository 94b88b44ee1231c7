"""Scenario discovery: in which region of the inputs does something come about?

The patient rule induction method of Friedman and Fisher: Bump hunting in high-dimensional data
(Statistics and Computing 9, 1999), as it is used for scenarios by Bryant and Lempert: Thinking
inside the box (Technological Forecasting and Social Change 77, 2010): a box is peeled, a thin slice
at a time, so that what is left holds as large a share of cases as can be; then edges are pasted on
again where that loses nothing; limits that chance explains are taken off. What is said of both
papers was read second-hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from wholeprint.errors import MissingExtraError, ValueRefusedError
from wholeprint.quantities.distribution import FloatArray

CHANCE_PROBABILITY = 0.05
"""Limits for which chance is likelier than this are taken off the box [1]."""

_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Limit:
    """The interval that a box leaves of one input.

    Attributes:
        input: Position of the input.
        low: Lower end, None where nothing was cut off.
        high: Upper end, likewise.
        chance_probability: How likely as many cases in the box are if this limit did nothing:
            one-sided binomial test against the box without it.
    """

    input: int
    low: float | None
    high: float | None
    chance_probability: float


@dataclass(frozen=True, slots=True)
class Box:
    """A region of the inputs.

    Attributes:
        lows: Lower end for each input, -inf where nothing was cut off.
        highs: Upper end for each input, inf likewise.
        coverage_share: Share of all cases that lie in it [1].
        density_share: Share of what lies in it that are cases [1].
        mass_share: Share of all runs that lie in it [1].
    """

    lows: FloatArray
    highs: FloatArray
    coverage_share: float
    density_share: float
    mass_share: float

    def holds(self, inputs: FloatArray) -> _Mask:
        """Return which runs lie in the box.

        Args:
            inputs: Values of the inputs; shape (inputs, runs).
        """
        inside = (inputs >= self.lows[:, None]) & (inputs <= self.highs[:, None])
        return np.logical_and.reduce(inside, axis=0)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found.

    Attributes:
        trail: The boxes of the peeling, from the whole space on.
        chosen: Which of them has the largest harmonic mean of coverage and density.
        box: The chosen one, with edges pasted on, without limits that chance explains.
        limits: Its limits, the surest first.
        cases: Number of runs that are cases.
        runs: Number of runs.
    """

    trail: tuple[Box, ...]
    chosen: int
    box: Box
    limits: tuple[Limit, ...]
    cases: int
    runs: int


def discover(
    inputs: FloatArray,
    cases: _Mask,
    *,
    peeled_share: float = 0.05,
    pasted_share: float = 0.05,
    least_mass_share: float = 0.05,
) -> Discovery:
    """Find the region in which runs are cases.

    Args:
        inputs: Values of the inputs; shape (inputs, runs).
        cases: Which runs are cases.
        peeled_share: Share of the runs of a box that one peel takes [1].
        pasted_share: Share of the runs of a box that one paste adds [1].
        least_mass_share: No box holds a smaller share of all runs [1].

    Returns:
        The boxes, and which to look at first.

    Raises:
        ValueRefusedError: If no run is a case or all are.
    """
    found, runs = int(np.count_nonzero(cases)), cases.size
    if not 0 < found < runs:
        raise ValueRefusedError(
            "scenario discovery needs runs in which it comes about and runs in which it does not",
            seen=f"{found} of {runs}",
            fix="Ask for another value, or for more runs",
        )
    trail = tuple(_peels(inputs, cases, peeled_share, least_mass_share))
    worth = [_harmonic(box.coverage_share, box.density_share) for box in trail]
    chosen = int(np.argmax(worth))
    box = _pasted(trail[chosen], inputs, cases, pasted_share)
    box, limits = _pruned(box, inputs, cases)
    return Discovery(trail, chosen, box, limits, found, runs)


def _harmonic(one: float, two: float) -> float:
    return 0.0 if one + two == 0.0 else 2.0 * one * two / (one + two)


def _box(lows: FloatArray, highs: FloatArray, within: int, hits: int, cases: _Mask) -> Box:
    all_cases = int(np.count_nonzero(cases))
    return Box(lows, highs, hits / all_cases, hits / max(within, 1), within / cases.size)


def _peels(inputs: FloatArray, cases: _Mask, share: float, least: float) -> Iterator[Box]:
    """Yield boxes, each a slice smaller than the one before."""
    lows, highs = np.full(len(inputs), -np.inf), np.full(len(inputs), np.inf)
    values, hits = inputs, cases
    yield _box(lows, highs, hits.size, int(hits.sum()), cases)
    while 0 < np.count_nonzero(hits) < hits.size:
        best: tuple[float, int, int, float] | None = None
        for place, row in enumerate(values):
            for side in (0, 1):
                cut = _slice(row, share, side)
                if cut is None:
                    continue
                worth = _gain(row, hits, cut, side, least * cases.size)
                # Gain of density per run taken away: for a switch a peel takes half of the runs.
                if worth is not None and (best is None or worth > best[0]):
                    best = (worth, place, side, cut)
        if best is None:
            return
        _, place, side, cut = best
        kept = values[place] >= cut if side == 0 else values[place] <= cut
        lows, highs = lows.copy(), highs.copy()
        (lows if side == 0 else highs)[place] = cut
        values, hits = values[:, kept], hits[kept]
        yield _box(lows, highs, hits.size, int(hits.sum()), cases)


def _slice(row: FloatArray, share: float, side: int) -> float | None:
    """Return where a thin slice ends: half-way between two values, at least one value in it."""
    count = max(int(share * row.size), 1)
    if count >= row.size:
        return None
    sign = 1.0 if side == 0 else -1.0
    ordered = np.partition(sign * row, (count - 1, count))
    inner, outer = float(ordered[count]), float(ordered[:count].max())
    lowest = float(ordered[:count].min())
    if inner == lowest:  # many runs have this very value, as those of a switch: all go
        above = row[sign * row > lowest]
        if above.size == 0:
            return None
        inner, outer = float((sign * above).min()), lowest
    elif inner == outer:  # those that have the same value as the first to stay, stay
        outer = float(ordered[:count][ordered[:count] < inner].max())
    return sign * (outer + (inner - outer) / 2.0)


def _gain(row: FloatArray, hits: _Mask, cut: float, side: int, least: float) -> float | None:
    kept = row >= cut if side == 0 else row <= cut
    left = int(np.count_nonzero(kept))
    if left < max(least, 1.0) or left == row.size:
        return None
    density = np.count_nonzero(hits & kept) / left
    return float((density - np.count_nonzero(hits) / hits.size) / (row.size - left))


def _pasted(box: Box, inputs: FloatArray, cases: _Mask, share: float) -> Box:
    """Return the box with slices pasted on as long as the density does not fall."""
    while True:
        best: Box | None = None
        inside = box.holds(inputs)
        for place in range(len(inputs)):
            for side in (0, 1):
                wider = _wider(box, inputs, inside, cases, (place, side, share))
                if wider is None or wider.density_share < box.density_share:
                    continue
                if best is None or wider.density_share > best.density_share:
                    best = wider
        if best is None:
            return box
        box = best


def _wider(
    box: Box, inputs: FloatArray, inside: _Mask, cases: _Mask, what: tuple[int, int, float]
) -> Box | None:
    place, side, share = what
    ends = (box.lows, box.highs)[side]
    if not np.isfinite(ends[place]):
        return None
    loose = ends.copy()
    loose[place] = -np.inf if side == 0 else np.inf
    lows, highs = (loose, box.highs) if side == 0 else (box.lows, loose)
    beyond = Box(lows, highs, 0.0, 0.0, 0.0).holds(inputs) & ~inside
    count = max(int(share * np.count_nonzero(inside)), 1)
    sign = -1.0 if side == 0 else 1.0
    ordered = np.sort(sign * inputs[place][beyond])
    if ordered.size > count:
        last, after = float(ordered[count - 1]), float(ordered[count])
        loose[place] = sign * (last + (after - last) / 2.0)
    held = Box(lows, highs, 0.0, 0.0, 0.0).holds(inputs)
    within = int(np.count_nonzero(held))
    if within == np.count_nonzero(inside) and np.isfinite(loose[place]):
        return None
    return _box(lows, highs, within, int(np.count_nonzero(held & cases)), cases)


def _pruned(box: Box, inputs: FloatArray, cases: _Mask) -> tuple[Box, tuple[Limit, ...]]:
    """Return the box without limits that chance explains as well, the weakest taken off first."""
    limits = _limits(box, inputs, cases)
    while limits and limits[-1].chance_probability > CHANCE_PROBABILITY:
        place = limits[-1].input
        lows, highs = box.lows.copy(), box.highs.copy()
        lows[place], highs[place] = -np.inf, np.inf
        held = Box(lows, highs, 0.0, 0.0, 0.0).holds(inputs)
        hits = int(np.count_nonzero(held & cases))
        box = _box(lows, highs, int(np.count_nonzero(held)), hits, cases)
        limits = _limits(box, inputs, cases)
    return box, limits


def _limits(box: Box, inputs: FloatArray, cases: _Mask) -> tuple[Limit, ...]:
    inside = box.holds(inputs)
    hits, within = int(np.count_nonzero(inside & cases)), int(np.count_nonzero(inside))
    found: list[Limit] = []
    for place in range(len(inputs)):
        low, high = float(box.lows[place]), float(box.highs[place])
        if not np.isfinite(low) and not np.isfinite(high):
            continue
        lows, highs = box.lows.copy(), box.highs.copy()
        lows[place], highs[place] = -np.inf, np.inf
        without = Box(lows, highs, 0.0, 0.0, 0.0).holds(inputs)
        share = np.count_nonzero(without & cases) / np.count_nonzero(without)
        found.append(
            Limit(
                place,
                low if np.isfinite(low) else None,
                high if np.isfinite(high) else None,
                _at_least(hits, within, share),
            )
        )
    return tuple(sorted(found, key=lambda limit: (limit.chance_probability, limit.input)))


def _at_least(hits: int, trials: int, share: float) -> float:
    """Return how likely so many hits or more are, each trial being one with a probability.

    Raises:
        MissingExtraError: If SciPy is not installed.
    """
    try:
        from scipy import special  # noqa: PLC0415 - an extra, asked for here only
    except ImportError as error:
        raise MissingExtraError(
            "scenario discovery needs SciPy", fix="pip install 'wholeprint[systems]'"
        ) from error
    if hits == 0:
        return 1.0
    return float(cast("Any", special).bdtrc(hits - 1, trials, share))
