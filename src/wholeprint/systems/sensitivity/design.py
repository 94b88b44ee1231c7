"""Designs: which values the uncertain things take in which run of an ensemble.

Every design gives any stretch of its runs by itself, so that an ensemble can be cut into chunks
that nobody has to run in order, and gives the same for a seed on every machine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import numpy as np

from wholeprint.errors import MissingExtraError, ValueRefusedError
from wholeprint.quantities.distribution import Distribution, FloatArray
from wholeprint.quantities.world import World

_CELL = 2.0**-31
"""Half a cell of SciPy's 30-bit Sobol' points: added, none of them is 0 and none is 1."""


class Design(Protocol):
    """Which values the inputs take in which run."""

    @property
    def kind(self) -> str:
        """What it is called: "world", "lhs", "sobol", "factorial", "indices"."""
        ...

    @property
    def members(self) -> int:
        """Number of runs."""
        ...

    @property
    def stride(self) -> int:
        """Runs that belong together: chunks hold whole strides."""
        ...

    def values(self, beliefs: Sequence[Distribution], first: int, count: int) -> FloatArray:
        """Return the values of a stretch of the runs.

        Args:
            beliefs: What is believed about each input.
            first: The first run wanted, from 0.
            count: How many runs are wanted.

        Returns:
            One row per input; shape (inputs, count).
        """
        ...


@dataclass(frozen=True)
class WorldDesign:
    """The draws of the shared world: run i is the same state of the world everywhere.

    An assumption's column is that of a `World` with as many draws, whatever model asks for it.

    Attributes:
        factors: Names of the assumptions, one per input.
        members: Number of runs.
        seed: Which world.
    """

    factors: tuple[str, ...]
    members: int
    seed: int = 0
    kind: str = "world"
    stride: int = 1

    def values(self, beliefs: Sequence[Distribution], first: int, count: int) -> FloatArray:
        """Return the values of a stretch of the runs (`Design.values`).

        Args:
            beliefs: What is believed about each input.
            first: The first run wanted, from 0.
            count: How many runs are wanted.
        """
        if self.members == 1:  # as in a world of one draw
            return np.array([[belief.central] * count for belief in beliefs]).reshape(-1, count)
        stretch = slice(first, first + count)
        return _quantiles(beliefs, [column[stretch] for column in self._columns()])

    def __getstate__(self) -> dict[str, object]:
        return _fields_alone(self)

    def _columns(self) -> list[FloatArray]:
        world = World(self.members, self.seed)
        return _kept(self, lambda: [world.fresh_column(factor) for factor in self.factors])


@dataclass(frozen=True)
class LatinHypercube:
    """One run in each of n equal strata of every input, at a random place within it.

    Source: McKay, Beckman, Conover: A comparison of three methods for selecting values of input
    variables (Technometrics 21, 1979), section 2.

    Attributes:
        factors: Names of the assumptions, one per input: each has a column of its own, which
            does not depend on the others.
        members: Number of runs.
        seed: Which design.
    """

    factors: tuple[str, ...]
    members: int
    seed: int = 0
    kind: str = "lhs"
    stride: int = 1

    def values(self, beliefs: Sequence[Distribution], first: int, count: int) -> FloatArray:
        """Return the values of a stretch of the runs (`Design.values`).

        Args:
            beliefs: What is believed about each input.
            first: The first run wanted, from 0.
            count: How many runs are wanted.
        """
        stretch = slice(first, first + count)
        return _quantiles(beliefs, [column[stretch] for column in self._columns()])

    def __getstate__(self) -> dict[str, object]:
        return _fields_alone(self)

    def _columns(self) -> list[FloatArray]:
        return _kept(self, lambda: [self._column(factor) for factor in self.factors])

    def _column(self, factor: str) -> FloatArray:
        middles = World(self.members, self.seed).fresh_column(f"lhs:{factor}")
        within = World(self.members, self.seed).fresh_column(f"lhs-within:{factor}")
        return middles + (within - 0.5) / self.members


@dataclass(frozen=True)
class SobolSequence:
    """Points of a scrambled Sobol' sequence.

    Source: Owen: Scrambling Sobol' and Niederreiter-Xing points (J. Complexity 14, 1998), as in
    SciPy (left linear matrix scramble and digital shift).

    Attributes:
        inputs: Number of inputs.
        members: Number of runs; best a power of two.
        seed: Which scramble.
    """

    inputs: int
    members: int
    seed: int = 0
    kind: str = "sobol"
    stride: int = 1

    def values(self, beliefs: Sequence[Distribution], first: int, count: int) -> FloatArray:
        """Return the values of a stretch of the runs (`Design.values`).

        Args:
            beliefs: What is believed about each input.
            first: The first run wanted, from 0.
            count: How many runs are wanted.
        """
        return _quantiles(beliefs, list(sobol_points(self.inputs, self.seed, first, count)))


@dataclass(frozen=True)
class Factorial:
    """Every combination of a few levels of every input.

    The levels are the middles of equal strata of belief, so that each is as likely as any other.

    Attributes:
        inputs: Number of inputs.
        levels: Number of levels of each.
    """

    inputs: int
    levels: int
    kind: str = "factorial"
    stride: int = 1

    @classmethod
    def within(cls, inputs: int, runs: int) -> "Factorial":
        """Return the factorial with the most levels that takes no more runs than told.

        Args:
            inputs: Number of inputs.
            runs: The most runs.

        Raises:
            ValueRefusedError: If not even two levels fit, or there is nothing to combine.
        """
        if inputs == 0:
            raise ValueRefusedError("nothing is uncertain, so there are no levels to combine")
        levels = max(round(runs ** (1.0 / max(inputs, 1))) + 1, 1)
        while levels**inputs > runs:
            levels -= 1
        if levels < 2:  # noqa: PLR2004 - one level is no design
            raise ValueRefusedError(
                f"a full factorial of {inputs} inputs needs {2**inputs} runs at the least",
                seen=runs,
                fix="Ask for more runs, or choose fewer inputs with --over",
            )
        return cls(inputs, levels)

    @property
    def members(self) -> int:
        """Number of runs."""
        return int(self.levels**self.inputs)

    def values(self, beliefs: Sequence[Distribution], first: int, count: int) -> FloatArray:
        """Return the values of a stretch of the runs (`Design.values`); the last input is quickest.

        Args:
            beliefs: What is believed about each input.
            first: The first run wanted, from 0.
            count: How many runs are wanted.
        """
        left = np.arange(first, first + count)
        rows: list[FloatArray] = []
        for belief in reversed(beliefs):
            left, level = np.divmod(left, self.levels)
            rows.append(belief.quantile((np.arange(self.levels) + 0.5) / self.levels)[level])
        return np.array(rows[::-1]).reshape(len(beliefs), count)


@dataclass(frozen=True)
class IndicesDesign:
    """The runs that Sobol' indices are computed from: A, A with one column of B each, and B.

    Run j of a row: j = 0 is A; 1 to D take one input from B; then, with second order, D that take
    one input from A and the others from B; the last is B. So the rows lie as those of SALib do.
    Source: Saltelli et al.: Variance based sensitivity analysis of model output (Computer Physics
    Communications 181, 2010), section 3.

    Attributes:
        inputs: Number of inputs, D.
        rows: Number of base points N; a power of two.
        seed: Which scramble.
        second_order: 1 for indices of pairs too, else 0.
    """

    inputs: int
    rows: int
    seed: int = 0
    second_order: int = 0
    kind: str = "indices"

    @property
    def stride(self) -> int:
        """Runs of one row."""
        return self.inputs * (1 + self.second_order) + 2

    @property
    def members(self) -> int:
        """Number of runs."""
        return self.rows * self.stride

    def values(self, beliefs: Sequence[Distribution], first: int, count: int) -> FloatArray:
        """Return the values of a stretch of the runs (`Design.values`).

        Args:
            beliefs: What is believed about each input.
            first: The first run wanted, from 0.
            count: How many runs are wanted.
        """
        width, size = self.stride, self.inputs
        row, end = first // width, -(-(first + count) // width)
        points = sobol_points(2 * size, self.seed, row, end - row)
        one = _quantiles(beliefs, list(points[:size]))
        two = _quantiles(beliefs, list(points[size:]))
        laid = np.empty((size, end - row, width))
        laid[:, :, : size + 1] = one[:, :, None]
        laid[:, :, size + 1 :] = two[:, :, None]
        for each in range(size):
            laid[each, :, 1 + each] = two[each]
            if self.second_order:
                laid[each, :, 1 + size + each] = one[each]
        flat = laid.reshape(size, -1)
        begin = first - row * width
        return flat if flat.shape[1] == count else flat[:, begin : begin + count]


@dataclass(frozen=True)
class Chosen:
    """Some of the runs of another design.

    Attributes:
        design: The other design.
        numbers: Which of its runs, rising.
    """

    design: Design
    numbers: tuple[int, ...]
    kind: str = "chosen"
    stride: int = 1

    @property
    def members(self) -> int:
        """Number of runs."""
        return len(self.numbers)

    def values(self, beliefs: Sequence[Distribution], first: int, count: int) -> FloatArray:
        """Return the values of a stretch of the runs (`Design.values`).

        Args:
            beliefs: What is believed about each input.
            first: The first run wanted, from 0.
            count: How many runs are wanted.
        """
        wanted = np.array(self.numbers[first : first + count], dtype=np.int64)
        found = np.empty((len(beliefs), wanted.size))
        for block in np.unique(wanted // _BLOCK):
            begin = int(block) * _BLOCK
            size = min(_BLOCK, self.design.members - begin)
            here = wanted // _BLOCK == block
            found[:, here] = self.design.values(beliefs, begin, size)[:, wanted[here] - begin]
        return found


_BLOCK = 4096


def sobol_points(dimensions: int, seed: int, first: int, count: int) -> FloatArray:
    """Return points of a scrambled Sobol' sequence, neither 0 nor 1 among their coordinates.

    Args:
        dimensions: Number of coordinates.
        seed: Which scramble.
        first: The first point wanted, from 0.
        count: How many points are wanted.

    Returns:
        One row per coordinate; shape (dimensions, count).

    Raises:
        MissingExtraError: If SciPy is not installed.
    """
    try:
        from scipy.stats import qmc  # noqa: PLC0415 - an extra, asked for here only
    except ImportError as error:
        raise MissingExtraError(
            "a Sobol' design needs SciPy", fix="pip install 'wholeprint[systems]'"
        ) from error
    if count == 0 or dimensions == 0:
        return np.empty((dimensions, count))
    make = cast("Callable[..., Any]", qmc.Sobol)
    engine = make(dimensions, scramble=True, seed=np.random.default_rng(seed))
    if first:
        engine.fast_forward(first)
        return np.asarray(engine.random(count), dtype=np.float64).T + _CELL
    # One point first: SciPy warns of a first stretch whose length is no power of two.
    parts = [engine.random(1), engine.random(count - 1)] if count > 1 else [engine.random(1)]
    return np.concatenate(parts).T + _CELL


def _quantiles(beliefs: Sequence[Distribution], uniforms: Sequence[FloatArray]) -> FloatArray:
    rows = [belief.quantile(each) for belief, each in zip(beliefs, uniforms, strict=True)]
    count = uniforms[0].size if uniforms else 0
    return np.array(rows, dtype=np.float64).reshape(len(beliefs), count)


def _kept(
    design: WorldDesign | LatinHypercube, make: Callable[[], list[FloatArray]]
) -> list[FloatArray]:
    """Return the columns of a design, worked out once for it: they are needed whole."""
    found = cast("list[FloatArray] | None", design.__dict__.get("_found"))
    if found is None:
        found = make()
        # Beside the fields, which alone make the design what it is; two threads find the same.
        design.__dict__["_found"] = found
    return found


def _fields_alone(design: WorldDesign | LatinHypercube) -> dict[str, object]:
    """Return what a design is, without its columns: another process works them out for itself."""
    return {name: getattr(design, name) for name in type(design).__dataclass_fields__}
