"""A model with a closed form, behind the same door as a compiled one: y = a b exp(-k t)."""

from collections.abc import Sequence

import numpy as np

from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.problem import Free, Problem
from wholeprint.engine.kernel import Block
from wholeprint.quantities.distribution import FloatArray, Uniform
from wholeprint.systems.flat.system import Span

SPAN = Span(start=0.0, step=0.5, steps=20)
TIMES = np.arange(0.0, 10.5, 0.5)


class Decay:
    """The closed form, evaluated at every saved instant.

    Args:
        names: Which of "a", "b", "k" are inputs, in order; the others are 1.
        fails_above: Members whose `a` lies above it fail.
    """

    backend = "closed form"

    def __init__(self, names: Sequence[str], fails_above: float = np.inf) -> None:
        self._names = tuple(names)
        self._fails_above = fails_above

    def run(self, inputs: FloatArray, *, first_member: int = 0, seed: int = 0) -> Block:
        """Return the one series there is."""
        del first_member, seed
        given = dict(zip(self._names, inputs, strict=True))
        one = np.ones(inputs.shape[1])
        a, b, k = (given.get(name, one) for name in ("a", "b", "k"))
        series = a * b * np.exp(-k * TIMES[:, np.newaxis])
        failed = np.where(a > self._fails_above, 3, -1).astype(np.int64)
        return Block(np.empty((0, one.size)), series[np.newaxis], failed)


def frees(*names: str) -> list[Free]:
    """Parameters believed to lie between 0.01 and 5."""
    return [Free(name, slot, Uniform(0.01, 5.0)) for slot, name in enumerate(names)]


def measured(sigma: float, seed: int = 1, *, told: bool = True) -> Measured:
    """What a = 2, k = 0.3 gives, with normal errors of a known size."""
    noise = sigma * np.random.default_rng(seed).standard_normal(TIMES.size)
    sigmas = np.full(TIMES.size, sigma) if told else None
    return Measured("y", TIMES, 2.0 * np.exp(-0.3 * TIMES) + noise, sigmas)


def problem(series: Measured, *names: str) -> Problem:
    """The fit of the closed form to a series."""
    return Problem(Decay(names), SPAN, frees(*names), [series])
