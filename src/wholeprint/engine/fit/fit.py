"""Calibration: what measured series say about a model's parameters, and what they do not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from wholeprint.engine.fit.data import Measured, held_out
from wholeprint.engine.fit.optimum import Optimum, optimum
from wholeprint.engine.fit.posterior import Posterior, posterior
from wholeprint.engine.fit.problem import Free, Problem
from wholeprint.engine.fit.profile import Profile, profiles
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray

_TIED = 0.95
_NEAR = 2.0
"""Ends of refined starts that differ by less than this in log-likelihood count as alike."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well the best parameters agree with one series.

    Attributes:
        name: The series.
        points: Number of values.
        error_amount: Root mean square of what is left over [unit of the series].
        explained_share: 1 less the squares left over as a share of those about the mean [1].
    """

    name: str
    points: int
    error_amount: float
    explained_share: float


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How well the fit foresees values it has not seen.

    Attributes:
        name: The series.
        points: Number of values held out.
        error_amount: Root mean square of median forecast less measured value [unit of the series].
        naive_error_amount: The same for "as it was last" [unit of the series].
        inside_share: Share of the values inside the 90 % interval of the forecast [1].
    """

    name: str
    points: int
    error_amount: float
    naive_error_amount: float
    inside_share: float


@dataclass(frozen=True, slots=True)
class Warned:
    """Something the data do not settle.

    Attributes:
        code: "fit-not-identified", "fit-tied", "fit-several-optima", "fit-not-settled",
            "fit-at-bound".
        names: The parameters it is about.
        text: In words.
    """

    code: str
    names: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit found.

    Attributes:
        frees: The parameters that were free.
        values: Their best values [unit of each].
        best: The best agreement.
        agreements: How well each series is met.
        profiles: How agreement falls off around each best value.
        posterior: A sample of what remains plausible.
        held_out: How well it foresees what it has not seen; empty where nothing was held out.
        warnings: What the data do not settle.
    """

    frees: tuple[Free, ...]
    values: FloatArray
    best: Optimum
    agreements: tuple[Agreement, ...]
    profiles: tuple[Profile, ...]
    posterior: Posterior
    held_out: tuple[HeldOut, ...]
    warnings: tuple[Warned, ...]


PoseProblem = Callable[[Sequence[Measured]], Problem]
"""Makes the problem of fitting the model to some series."""


def fit(
    pose: PoseProblem,
    series: Sequence[Measured],
    *,
    held_out_share: float = 0.0,
    steps: int = 1500,
    seed: int = 0,
) -> Fit:
    """Fit a model to measured series.

    Args:
        pose: Makes the problem for some series: the model with its free parameters.
        series: What was measured.
        held_out_share: Share of the last values of each series that the fit does not see [1].
        steps: Number of steps of the walk through the posterior.
        seed: Which starts and which walk.

    Returns:
        What the data say about the parameters, and what they leave open.

    Raises:
        SimulationError: If the model fails wherever it is tried.
        ValueRefusedError: If the series do not fit the model's span or the parameters' number.
    """
    seen, kept_back = held_out(series, held_out_share)
    problem = pose(seen)
    if problem.points < len(problem.frees):
        raise ValueRefusedError(
            "there are more free parameters than measured values",
            seen=f"{len(problem.frees)} and {problem.points}",
            fix="Free fewer of them",
        )
    best = optimum(problem, seed)
    around = profiles(problem, best)
    walk = posterior(problem, _plausible(best, around), steps=steps, seed=seed)
    judged = _judged(pose(kept_back), seen, problem, best, walk, seed) if kept_back else ()
    return Fit(
        problem.frees,
        problem.values(best.point[np.newaxis, :])[:, 0],
        best,
        _agreements(problem, best),
        around,
        walk,
        judged,
        (*_not_identified(around, problem, best), *_tied(walk, problem), *_unsettled(best, walk)),
    )


def _plausible(best: Optimum, around: Sequence[Profile]) -> FloatArray:
    """Return points along the profiles that agree well: they lie all along what is plausible."""
    points = [each.points[each.losses <= each.threshold_amount] for each in around]
    return np.concatenate([best.point[np.newaxis, :], *points])


def _agreements(problem: Problem, best: Optimum) -> tuple[Agreement, ...]:
    found: list[Agreement] = []
    for each, modelled in zip(
        problem.series, problem.modelled(best.point[np.newaxis, :]), strict=True
    ):
        left = modelled[:, 0] - each.values
        about = float(np.sum((each.values - np.mean(each.values)) ** 2))
        explained = 1.0 - float(np.sum(left**2)) / about if about > 0.0 else float("nan")
        found.append(Agreement(each.name, each.values.size, _root_mean_square(left), explained))
    return tuple(found)


def _root_mean_square(left: FloatArray) -> float:
    return float(np.sqrt(np.mean(np.square(left))))


def _judged(
    unseen: Problem,
    seen: Sequence[Measured],
    problem: Problem,
    best: Optimum,
    walk: Posterior,
    seed: int,
) -> tuple[HeldOut, ...]:
    last = {each.name: float(each.values[-1]) for each in seen}
    noise = {
        each.name: float(np.median(sigma))
        for each, sigma in zip(problem.series, problem.sigmas(best.point), strict=True)
    }
    generator = np.random.default_rng(seed)
    found: list[HeldOut] = []
    for each, modelled in zip(unseen.series, unseen.modelled(walk.cube), strict=True):
        known = modelled[:, np.isfinite(modelled).all(axis=0)]
        if known.size == 0:
            continue
        size = noise[each.name] if each.sigmas is None else each.sigmas[:, np.newaxis]
        forecast = known + size * generator.standard_normal(known.shape)
        low = np.quantile(forecast, 0.05, axis=1)
        high = np.quantile(forecast, 0.95, axis=1)
        middle = np.quantile(known, 0.5, axis=1)
        is_inside = (low <= each.values) & (each.values <= high)
        found.append(
            HeldOut(
                each.name,
                each.values.size,
                _root_mean_square(middle - each.values),
                _root_mean_square(last[each.name] - each.values),
                float(np.mean(is_inside)),
            )
        )
    return tuple(found)


def _not_identified(
    around: Sequence[Profile], problem: Problem, best: Optimum
) -> tuple[Warned, ...]:
    found: list[Warned] = []
    for place, profile in enumerate(around):
        edge = 0.005
        if not profile.is_identified:
            open_side = {
                (True, True): "on either side",
                (True, False): "on the lower side",
                (False, True): "on the upper side",
            }[(profile.low is None, profile.high is None)]
            text = (
                f"{profile.name}: the data do not bound it {open_side}; "
                "its interval is what was believed before"
            )
            found.append(Warned("fit-not-identified", (profile.name,), text))
        elif not edge < best.point[place] < 1.0 - edge:
            text = f"{profile.name}: its best value lies at the end of what was believed"
            found.append(Warned("fit-at-bound", (problem.frees[place].name,), text))
    return tuple(found)


def _tied(walk: Posterior, problem: Problem) -> tuple[Warned, ...]:
    size = len(problem.frees)
    found: list[Warned] = []
    for first, second in combinations(range(size), 2):
        both = _together(walk.values[first], walk.values[second])
        if abs(both) >= _TIED:
            names = (problem.frees[first].name, problem.frees[second].name)
            text = (
                f"{names[0]} and {names[1]} move together (correlation {both:.2f}): "
                "the data know a combination of them, not each"
            )
            found.append(Warned("fit-tied", names, text))
    return tuple(found)


def _together(one: FloatArray, other: FloatArray) -> float:
    """Return the correlation of two parameters, or of their logarithms where that is stronger.

    Where the data know a product or a ratio alone, the logarithms lie on a straight line.
    """
    pairs = [(one, other)]
    if min(one.min(), other.min()) > 0.0:
        pairs.append((np.log(one), np.log(other)))
    found = 0.0
    for first, second in pairs:
        if first.std() > 0.0 and second.std() > 0.0:
            both = float(np.corrcoef(first, second)[0, 1])
            found = both if abs(both) > abs(found) else found
    return found


def _unsettled(best: Optimum, walk: Posterior) -> tuple[Warned, ...]:
    found: list[Warned] = []
    far = sum(best.log_likelihood_amount - end > _NEAR for end in best.ends)
    if 2 * far > len(best.ends):
        text = (
            f"{far} of {len(best.ends)} searches ended somewhere worse: "
            "there may be a better optimum still"
        )
        found.append(Warned("fit-several-optima", (), text))
    if not walk.has_settled:
        text = (
            f"the walk through what is plausible has not settled (R-hat {walk.r_hat.max():.2f}): "
            "take more steps before its intervals are used"
        )
        found.append(Warned("fit-not-settled", (), text))
    return tuple(found)
