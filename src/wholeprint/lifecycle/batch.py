"""Many assessments at once: the same arithmetic as one, as products of matrices.

On one machine and in one zone a run's footprint is its loads times fixed coefficients, so ten
thousand runs are one product of two matrices for each category. Nothing is approximated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

import numpy as np
import numpy.typing as npt

from wholeprint.lifecycle.demand import Demand
from wholeprint.lifecycle.evaluate import Weight, footprint, is_dark, known_times, lit, weighed
from wholeprint.lifecycle.loads import Key, Load
from wholeprint.lifecycle.plan import Plan
from wholeprint.lifecycle.terms import Measure, Term
from wholeprint.quantities.distribution import Distribution, FloatArray
from wholeprint.quantities.footprint import UNITS, Category, Footprint
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import least_known
from wholeprint.quantities.uncertain import Uncertain, quantiles
from wholeprint.quantities.units import ONE

# Rows of one block: about as many draws as a core's own cache holds.
_ROWS = 128
_MEASURES = len(Measure)

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """One run of many, ready to be said.

    Attributes:
        run_id: Name of the run.
        asked: What it asked of its machine.
        plan: What each unit costs there.
        notes: What a reader should know.
    """

    run_id: str
    asked: Demand
    plan: Plan
    notes: tuple[Note, ...]

    def footprint(self) -> Footprint:
        """Return its footprint."""
        return footprint(self.asked, self.plan, self.notes)


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """One category of many runs; NaN where a run has no data.

    Attributes:
        unit: Unit of the numbers.
        values: Medians over the draws [unit].
        centrals: Numbers where every assumption takes its central value [unit].
        lows: 5th percentiles [unit].
        highs: 95th percentiles [unit].
    """

    unit: str
    values: FloatArray
    centrals: FloatArray
    lows: FloatArray
    highs: FloatArray


@final
class Assessments:
    """Many assessed runs, in the order in which they were given.

    Args:
        runs: The runs.
    """

    def __init__(self, runs: tuple[Assessed, ...]) -> None:
        self._runs = runs
        self._groups: dict[int, _Group] = {}
        places: dict[int, list[int]] = {}
        for place, run in enumerate(runs):
            places.setdefault(id(run.plan), []).append(place)
        for key, found in places.items():
            self._groups[key] = _Group(runs[found[0]].plan, runs, found)

    def __len__(self) -> int:
        return len(self._runs)

    def __getitem__(self, place: int) -> Footprint:
        return self._runs[place].footprint()

    def __iter__(self) -> Iterator[Footprint]:
        return (run.footprint() for run in self._runs)

    def summary(self, category: Category) -> Summary:
        """Return one category of every run.

        Args:
            category: The category.
        """
        found = np.full((len(self._runs), 4), np.nan)
        for group in self._groups.values():
            found[group.places] = group.numbers(category)
        lows, values, highs, centrals = found.T
        return Summary(UNITS[category], values, centrals, lows, highs)

    def total(self) -> Footprint | None:
        """Return the footprint of all runs together, None where there is none.

        Errors of single runs are in the draws, but too many to be named among the assumptions.
        """
        found = [group.total() for group in self._groups.values()]
        result = found[0] if found else None
        for other in found[1:]:
            result = other if result is None else result + other
        return result


@dataclass(frozen=True, slots=True, eq=False)
class _Coefficients:
    """What one unit of every load costs in one category."""

    draws: FloatArray
    central: FloatArray
    counts: BoolArray


@final
class _Group:
    """The runs that share one plan."""

    def __init__(self, plan: Plan, runs: tuple[Assessed, ...], places: list[int]) -> None:
        self.plan = plan
        self.places = np.array(places)
        self._runs = [runs[place] for place in places]
        keys: dict[Key, int] = {}
        for run in self._runs:
            for load in run.asked.loads:
                keys.setdefault(load.key, len(keys))
        self._keys = keys
        self._loads = np.zeros((len(self._runs), len(keys) * _MEASURES))
        self._has = np.zeros((len(self._runs), len(keys)), dtype=np.bool_)
        self._plain: dict[Key, None] = {}
        # Errors of single runs, by what they are errors of and how many of the kind came before.
        self._noisy: dict[tuple[Key, int], dict[int, Load]] = {}
        for row, run in enumerate(self._runs):
            self._enter(row, run.asked.loads)
        self._dark = np.array([is_dark(run.asked.loads, plan) for run in self._runs])
        self._numbers: dict[Category, FloatArray] | None = None

    def _enter(self, row: int, loads: tuple[Load, ...]) -> None:
        seen: dict[Key, int] = {}
        for load in loads:
            column = self._keys[load.key]
            self._has[row, column] = True
            if load.noise is None:
                self._loads[row, _of(column)] += load[1:4]
                self._plain[load.key] = None
            else:
                seen[load.key] = seen.get(load.key, -1) + 1
                self._noisy.setdefault((load.key, seen[load.key]), {})[row] = load

    def numbers(self, category: Category) -> FloatArray:
        """Return low, median, high and central of each run, a row each; NaN without data."""
        if self._numbers is None:
            # All categories at once, since the errors of each run are drawn for all of them.
            self._numbers = self._all_numbers()
        return self._numbers[category]

    def _all_numbers(self) -> dict[Category, FloatArray]:
        count = len(self._runs)
        found = {category: np.full((count, 4), np.nan) for category in Category}
        per_unit = {
            category: self._coefficients(category)
            for category in Category
            if category not in {*self.plan.absent, *self.plan.partial} and self._keys
        }
        for first in range(0, count, _ROWS):
            rows = slice(first, min(first + _ROWS, count))
            errors = self._errors(rows)
            for category, unit in per_unit.items():
                draws, central = self._loads[rows] @ unit.draws, self._loads[rows] @ unit.central
                for column, measures, noise, middle in errors:
                    if unit.counts[column]:
                        draws += (measures @ unit.draws[_of(column)]) * noise
                        central += (measures @ unit.central[_of(column)]) * middle
                found[category][rows, :3] = quantiles(draws)
                found[category][rows, 3] = central
        for category, unit in per_unit.items():
            found[category][~(self._has @ unit.counts)] = np.nan
            if category is lit(self.plan):
                found[category][self._dark] = np.nan
        for category in self.plan.whole_with_energy:
            found[category][np.isnan(found[Category.ENERGY])] = np.nan
        return found

    def _errors(self, rows: slice) -> list[tuple[int, FloatArray, FloatArray, FloatArray]]:
        """Return what single runs err by: which load, how much of it, and the error's draws."""
        found: list[tuple[int, FloatArray, FloatArray, FloatArray]] = []
        size = rows.stop - rows.start
        # One assumption of a run may be in several of its loads: it is drawn once.
        kept: dict[tuple[str, Distribution | None], Uncertain] = {}
        for (key, _), loads in self._noisy.items():
            measures, middle = np.zeros((size, _MEASURES)), np.zeros(size)
            noise = np.zeros((size, self.plan.world.n))
            for row in range(rows.start, rows.stop):
                load = loads.get(row)
                if load is not None and load.noise is not None:
                    name = (load.noise.factor.id, load.noise.effect)
                    drawn = kept.get(name)
                    if drawn is None:
                        drawn = kept[name] = load.noise.drawn(self.plan.world)
                    measures[row - rows.start] = load[1:4]
                    noise[row - rows.start] = drawn.draws
                    middle[row - rows.start] = drawn.central
            found.append((self._keys[key], measures, noise, middle))
        return found

    def _coefficients(self, category: Category) -> _Coefficients:
        size = len(self._keys) * _MEASURES
        draws, central = np.zeros((size, self.plan.world.n)), np.zeros(size)
        counts = np.zeros(len(self._keys), dtype=np.bool_)
        for key, column in self._keys.items():
            for term in self.plan.terms(key):
                if isinstance(term, Term) and term.category is category and term.role.is_added:
                    draws[column * _MEASURES + term.measure] += term.coefficient.draws
                    central[column * _MEASURES + term.measure] += term.coefficient.central
                    counts[column] = True
        return _Coefficients(draws, central, counts)

    def total(self) -> Footprint:
        """Return the footprint of all of these runs together."""
        plain = self._loads.sum(axis=0)
        items = [Weight.of(key, _three(plain[_of(self._keys[key])]), 1.0) for key in self._plain]
        errors = {key: np.zeros((_MEASURES, self.plan.world.n + 1)) for key, _ in self._noisy}
        units = {key: np.zeros(_MEASURES) for key in errors}
        sureness = {key: [key.known] for key in errors}
        for (key, _), loads in self._noisy.items():
            for load in loads.values():
                units[key] += load[1:4]
            sureness[key] += {load.noise.factor.known for load in loads.values() if load.noise}
        for first in range(0, len(self._runs), _ROWS):
            rows = slice(first, min(first + _ROWS, len(self._runs)))
            by_place = dict(zip(self._keys.values(), self._keys, strict=True))
            for place, measures, noise, middle in self._errors(rows):
                errors[by_place[place]][:, :-1] += measures.T @ noise
                errors[by_place[place]][:, -1] += measures.T @ middle
        for key, found in errors.items():
            known = least_known(sureness[key])
            drawn = [Uncertain(float(row[-1]), row[:-1].copy(), ONE, known) for row in found]
            is_lit, is_uncovered = known_times(_three(units[key]))
            items.append(
                Weight(
                    key,
                    (drawn[0], drawn[1] if is_lit else None, drawn[2] if is_uncovered else None),
                )
            )
        missing = dict.fromkeys(reason for run in self._runs for reason in run.asked.missing)
        notes = dict.fromkeys(note for run in self._runs for note in (*run.notes, *run.asked.notes))
        return weighed(
            items, self.plan, tuple(missing), tuple(notes), is_dark=bool(self._dark.any())
        )


def _of(column: int) -> slice:
    return slice(column * _MEASURES, (column + 1) * _MEASURES)


def _three(numbers: FloatArray) -> tuple[float, float, float]:
    amount, weighted, uncovered = numbers.tolist()
    return amount, weighted, uncovered
