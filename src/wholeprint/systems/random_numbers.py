"""Random numbers that follow from (seed, member, slot, step) alone, whoever asks and in any order.

All arithmetic is on unsigned words of 64 bits that wrap around::

    mix(z)   z ^= z >> 30;  z *= 0xBF58476D1CE4E5B9
             z ^= z >> 27;  z *= 0x94D049BB133111EB
             z ^= z >> 31
    stream = mix(mix(mix(seed + G) + (member + 1) * G) + (slot + 1) * G)
    word   = mix(stream + (64 * step + draw + 1) * G)          G = 0x9E3779B97F4A7C15
    u      = ((word >> 11) + 0.5) / 2^53                       between 0 and 1, neither included

``draw`` is 0, but for kinds that need several numbers a step. Source of ``mix`` and ``G``: Steele,
Lea, Flood: Fast splittable pseudorandom number generators (OOPSLA 2014), as the shared world uses
it too. From u the kinds come about so::

    uniform           low + (high - low) * u
    normal            mean + deviation * z,   z = the normal quantile at u (`normal_quantile`)
    truncated_normal  the first of the draws 0 to 63 of the normal that lies between low and high;
                      if none does, the last one held between them
    lognormal         exp(m + s * z),  s^2 = ln(1 + (deviation / mean)^2),  m = ln(mean) - s^2 / 2
    exponential       -mean * ln(u)
    poisson           mean below 500: the first k at which the sum of p(0) .. p(k) passes u, with
                      p(0) = exp(-mean), p(k) = p(k-1) * mean / k, and at most 2000;
                      otherwise max(0, floor(mean + sqrt(mean) * z + 0.5))
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray

WordArray: TypeAlias = npt.NDArray[np.uint64]

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_WORD = 0xFFFFFFFFFFFFFFFF
_DRAWS = 64
"""Numbers that one slot may draw in one step."""
_MANY = 500.0
_MOST = 2000


def mix(words: WordArray) -> WordArray:
    """Return words that look as if they had nothing to do with those given.

    Args:
        words: Any words; each result follows from its own alone.
    """
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def stream(seed: int, members: npt.NDArray[np.int64], slot: int) -> WordArray:
    """Return the word from which all numbers of a slot follow, for each member.

    Args:
        seed: Which random numbers; whole numbers that agree in their last 64 bits are one seed.
        members: Numbers of the members within the ensemble.
        slot: Position of the slot.
    """
    word = mix(_word(seed) + _GOLDEN)
    word = mix(word + (members.astype(np.uint64) + np.uint64(1)) * _GOLDEN)
    return mix(word + _word(slot + 1) * _GOLDEN)


def _word(number: int) -> WordArray:
    # An array, not a scalar: NumPy warns of a scalar that wraps around.
    return np.array([number & _WORD], dtype=np.uint64)


def uniforms(streams: WordArray, step: int, draw: int = 0) -> FloatArray:
    """Return one number between 0 and 1 for each stream.

    Args:
        streams: What `stream` gave.
        step: Which step of the run.
        draw: Which of the numbers of this step.
    """
    words = mix(streams + _word(_DRAWS * step + draw + 1) * _GOLDEN)
    return ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


_MIDDLE = (
    (
        *(2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987),
        *(13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665),
    ),
    (
        *(5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597),
        *(5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0),
    ),
)
_OUTER = (
    (
        *(7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684),
        *(3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835),
    ),
    (
        *(1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008),
        *(0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0),
    ),
)
_FAR = (
    (
        *(2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784),
        *(0.026532189526576124, 0.29656057182850487, 1.7848265399172913, 5.463784911164114),
        6.657904643501103,
    ),
    (
        *(2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5),
        *(7.868691311456133e-4, 0.014875361290850615, 0.1369298809227358, 0.599832206555888),
        1.0,
    ),
)
"""Numerators and denominators, highest power first."""


def normal_quantile(shares: FloatArray) -> FloatArray:
    """Return the values below which a standard normal number lies with the given probabilities.

    Source: Wichura: Algorithm AS 241, the percentage points of the normal distribution (Applied
    Statistics 37, 1988), routine PPND16: to about 1 part in 10^16.

    Args:
        shares: Probabilities between 0 and 1, neither included [1].
    """
    offset = shares - 0.5
    near = 0.180625 - offset * offset
    with np.errstate(all="ignore"):
        middle = offset * _ratio(_MIDDLE, near)
        far = np.sqrt(-np.log(np.where(offset <= 0.0, shares, 1.0 - shares)))
        tail = np.where(far <= 5.0, _ratio(_OUTER, far - 1.6), _ratio(_FAR, far - 5.0))  # noqa: PLR2004 - of the algorithm
    is_near = np.abs(offset) <= 0.425  # noqa: PLR2004 - of the algorithm
    return np.where(is_near, middle, np.copysign(tail, offset))


def _ratio(polynomials: tuple[tuple[float, ...], tuple[float, ...]], at: FloatArray) -> FloatArray:
    above, below = (_horner(each, at) for each in polynomials)
    return above / below


def _horner(factors: tuple[float, ...], at: FloatArray) -> FloatArray:
    total = np.full(at.shape, factors[0])
    for each in factors[1:]:
        total = total * at + each
    return total


def _uniform(streams: WordArray, step: int, low: FloatArray, high: FloatArray) -> FloatArray:
    return low + (high - low) * uniforms(streams, step)


def _standard(streams: WordArray, step: int, draw: int = 0) -> FloatArray:
    return normal_quantile(uniforms(streams, step, draw))


def _normal(streams: WordArray, step: int, mean: FloatArray, deviation: FloatArray) -> FloatArray:
    return mean + deviation * _standard(streams, step)


def _truncated_normal(streams: WordArray, step: int, *operands: FloatArray) -> FloatArray:
    low, high, mean, deviation = operands
    found = np.full(streams.shape, np.nan)
    drawn = found
    is_open = np.ones(streams.shape, dtype=bool)
    for draw in range(_DRAWS):
        drawn = mean + deviation * _standard(streams, step, draw)
        is_inside = is_open & (drawn >= low) & (drawn <= high)
        found = np.where(is_inside, drawn, found)
        is_open &= ~is_inside
        if not is_open.any():
            return found
    return np.where(is_open, np.minimum(np.maximum(drawn, low), high), found)


def _lognormal(
    streams: WordArray, step: int, mean: FloatArray, deviation: FloatArray
) -> FloatArray:
    ratio = deviation / mean
    variance = np.log(1.0 + ratio * ratio)
    middle = np.log(mean) - variance / 2.0
    return np.exp(middle + np.sqrt(variance) * _standard(streams, step))


def _exponential(streams: WordArray, step: int, mean: FloatArray) -> FloatArray:
    return -mean * np.log(uniforms(streams, step))


def _poisson(streams: WordArray, step: int, mean: FloatArray) -> FloatArray:
    share = uniforms(streams, step)
    mean = np.broadcast_to(mean, streams.shape)
    likely = np.where(mean < _MANY, np.exp(-mean), 1.0)
    total, count = likely, np.zeros(streams.shape)
    for each in range(1, _MOST + 1):
        is_open = share >= total
        if not is_open.any():
            break
        count = np.where(is_open, float(each), count)
        likely = likely * mean / each
        total = np.where(is_open, total + likely, total)
    many = np.maximum(0.0, np.floor(mean + np.sqrt(mean) * normal_quantile(share) + 0.5))
    found = np.where(mean < _MANY, count, many)
    return np.where(mean >= 0.0, found, np.nan)


_KINDS: Mapping[str, Callable[..., FloatArray]] = {
    "uniform": _uniform,
    "normal": _normal,
    "truncated_normal": _truncated_normal,
    "lognormal": _lognormal,
    "exponential": _exponential,
    "poisson": _poisson,
}


def draw(kind: str, streams: WordArray, step: int, operands: tuple[FloatArray, ...]) -> FloatArray:
    """Return one random number for each stream.

    Args:
        kind: One of `RANDOM_KINDS`.
        streams: What `stream` gave.
        step: Which step of the run.
        operands: What the kind is told, in its order.
    """
    with np.errstate(all="ignore"):
        return np.asarray(_KINDS[kind](streams, step, *operands), dtype=np.float64)
