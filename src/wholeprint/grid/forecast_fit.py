"""How the weights of a forecast are found, and how far it was off on data it had not seen.

For each lead, the weights that make the absolute error smallest: ridge regression, repeated with
each row weighted by one over its last error (iteratively reweighted least squares). The past is cut
into four stretches; each is forecast by what was learnt on the other three. That chooses the
penalty, and the errors made in that way give the bands (conformal quantiles). Between two leads
that were fitted, weights and bands are interpolated.
"""

from typing import NamedTuple, cast

import numpy as np

from wholeprint.grid.forecast_features import (
    LOOK_BACK_DAYS,
    BoolArray,
    Calendar,
    IntArray,
    Past,
    Shape,
    filled,
    seen,
)
from wholeprint.quantities.distribution import FloatArray

FOLDS = 4
PENALTIES = (1e-4, 1e-3, 1e-2, 1e-1)
ROUNDS = 5
MOST_ROWS = 9000
HOUR_GROUPS = 8
LEAD_DAYS = 4
LOW_QUANTILE, HIGH_QUANTILE = 0.05, 0.95

_LEAST_ERROR = 0.05  # of the scale: what is nearly right pulls no harder than this
_BLOCK_ROWS = 64
_FINE_HOURS, _HOURLY_HOURS, _COARSE_HOURS = 6, 24, 3


class LeadFit(NamedTuple):
    """What was learnt for one lead.

    Attributes:
        weights: One for each feature.
        low: 5th percentile of the error over the scale, by part of the local day.
        high: 95th percentile of the same.
        error_amount: Mean absolute error on data not used for fitting [unit].
    """

    weights: FloatArray
    low: FloatArray
    high: FloatArray
    error_amount: float


def knots(per_day: int) -> IntArray:
    """Return the leads that are fitted [slots]: all up to 6 h, then each hour, then each third.

    Args:
        per_day: Slots in a day.
    """
    hour = per_day // 24
    found = set(range(1, _FINE_HOURS * hour + 1))
    found |= set(range(_FINE_HOURS * hour, _HOURLY_HOURS * hour + 1, hour))
    for day in range(1, LEAD_DAYS):
        # What is known of the day before changes at whole days: a knot on either side.
        begin = day * per_day
        found |= {begin + 1}
        found |= set(range(begin + _COARSE_HOURS * hour, begin + per_day + 1, _COARSE_HOURS * hour))
    return np.asarray(sorted(found), dtype=np.int64)


def fit_leads(values: FloatArray, calendar: Calendar, shape: Shape) -> list[LeadFit]:
    """Return what is learnt for each knot from a past.

    Args:
        values: One for each slot; NaN where nobody knows [unit].
        calendar: Of the slots.
        shape: What is typical.
    """
    past = Past(filled(values, calendar, shape), calendar)
    known = np.isfinite(values)
    first = LOOK_BACK_DAYS * calendar.per_day
    stride = max(1, (values.size - first) // MOST_ROWS)
    while np.gcd(stride, calendar.per_day) != 1:  # all hours of the day take part
        stride += 1
    origins = np.arange(first, values.size - 1, stride)
    fold = (origins - first) * FOLDS // max(values.size - first, 1)
    # Between two stretches, a row whose target lies in the next would tell on it.
    clear = np.minimum(origins + LEAD_DAYS * calendar.per_day, values.size - 1)
    clear = ((clear - first) * FOLDS // max(values.size - first, 1) == fold) | (fold == FOLDS - 1)
    usable = known[origins] & clear
    origins, fold = origins[usable], fold[usable]
    return [
        _fit_lead(past, values, known, origins, fold, int(lead)) for lead in knots(calendar.per_day)
    ]


def _fit_lead(
    past: Past,
    values: FloatArray,
    known: BoolArray,
    origins: IntArray,
    fold: IntArray,
    lead: int,
) -> LeadFit:
    inside = origins + lead < values.size
    inside[inside] = known[origins[inside] + lead]
    rows, fold = origins[inside], fold[inside]
    features, base, scale = seen(past, rows, np.full(rows.size, lead))
    wanted = (values[rows + lead] - base) / scale
    size = np.sqrt(np.mean(features**2, axis=0)) + 1e-9
    weights, guess = _least_absolute(features / size, wanted, scale, fold)
    error = wanted - guess
    parts = day_part(past.calendar.hour[rows + lead])
    bands = np.asarray([_band(error, parts == part) for part in range(HOUR_GROUPS)])
    mean = float(np.mean(np.abs(error) * scale))
    return LeadFit(weights / size, bands[:, 0], bands[:, 1], mean)


def day_part(day_share: FloatArray) -> IntArray:
    """Return the part of the local day for which bands are kept.

    Args:
        day_share: Time of day as a share of the day.
    """
    return np.minimum((day_share * HOUR_GROUPS).astype(np.int64), HOUR_GROUPS - 1)


def _band(error: FloatArray, here: BoolArray) -> tuple[float, float]:
    part = np.sort(error[here] if np.any(here) else error)
    # The conformal rank: of n errors and the one to come, each place is equally likely.
    count = part.size
    low = int(np.floor(LOW_QUANTILE * (count + 1))) - 1
    high = int(np.ceil(HIGH_QUANTILE * (count + 1))) - 1
    return float(part[max(low, 0)]), float(part[min(high, count - 1)])


def _least_absolute(
    features: FloatArray, wanted: FloatArray, scale: FloatArray, fold: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return weights from all rows, and for each row the guess of weights that had not seen it."""
    unit = scale / np.mean(scale)
    none = np.zeros_like(wanted)
    nothing: FloatArray = np.zeros(int(features.shape[1]))
    best, guess, kept = float(np.mean(unit * np.abs(wanted))), none, 0.0
    sums = _normal(features, wanted, unit**2, fold)
    for penalty in PENALTIES:
        trial = _held_out(features, sums, penalty, fold)
        error = float(np.mean(unit * np.abs(wanted - trial)))
        if error < best:
            best, guess, kept = error, trial, penalty
    if kept <= 0.0:
        return nothing, none
    for _ in range(ROUNDS):
        pull = unit / np.maximum(np.abs(wanted - guess), _LEAST_ERROR)
        sums = _normal(features, wanted, pull, fold)
        guess = _held_out(features, sums, kept, fold)
    weights = _solve(np.sum(sums[0], axis=0), np.sum(sums[1], axis=0), kept)
    return weights, guess


def _normal(
    features: FloatArray, wanted: FloatArray, pull: FloatArray, fold: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return the sums of the normal equations, for each stretch."""
    size = features.shape[1]
    squares, products = np.empty((FOLDS, size, size)), np.empty((FOLDS, size))
    for which in range(FOLDS):
        part = fold == which
        rows = features[part]
        pulled = rows * pull[part, None]
        squares[which] = _product(pulled, rows)
        products[which] = np.einsum("ij,i->j", pulled, wanted[part])
    return squares, products


def _held_out(
    features: FloatArray, sums: tuple[FloatArray, FloatArray], penalty: float, fold: IntArray
) -> FloatArray:
    squares, products = np.sum(sums[0], axis=0), np.sum(sums[1], axis=0)
    guess = np.zeros(features.shape[0])
    for which in range(FOLDS):
        weights = _solve(squares - sums[0][which], products - sums[1][which], penalty)
        part = fold == which
        guess[part] = np.einsum("ij,j->i", features[part], weights)
    return guess


def _product(left: FloatArray, right: FloatArray) -> FloatArray:
    """Return the left one, turned, times the right one, in blocks of few rows.

    A block is too small for the library below NumPy to share it out over threads. On a busy
    machine these wait for each other: fitting took twenty times as long.
    """
    whole = left.shape[0] // _BLOCK_ROWS * _BLOCK_ROWS
    blocks = (-1, _BLOCK_ROWS, left.shape[1])
    first, then = left[:whole].reshape(blocks), right[:whole].reshape(blocks)
    many = np.sum(np.matmul(first.transpose(0, 2, 1), then), axis=0)
    return many + left[whole:].T @ right[whole:]


def _solve(squares: FloatArray, products: FloatArray, penalty: float) -> FloatArray:
    size = squares.shape[0]
    ridge = penalty * float(np.trace(squares)) / size + 1e-12
    return cast("FloatArray", np.linalg.solve(squares + ridge * np.eye(size), products))
