"""Every pull of every lever, run side by side in one compiled system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

import numpy as np

from wholeprint.advice.leverage import weigh
from wholeprint.advice.leverage.shapes import Delay, Effect, Goal, Pulled, Spread, Tag
from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.kernel import Measure, Output
from wholeprint.engine.leverage.levers import Held, Knot
from wholeprint.errors import SimulationError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.change import made_cuttable, made_movable
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.term import Constant

_NUDGE = 1.01
"""By how much a parameter is moved up and down for its elasticity: the error is of second order."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the levers.

    Attributes:
        outcome: Slot of the outcome.
        measure: What of it.
        goal: Which way it ought to go.
        move_share: By which share a parameter is moved [1].
        lags: By how much later a lever is pulled [time unit of the model].
    """

    outcome: int
    measure: Measure = Measure.FINAL
    goal: Goal = Goal.LOWER
    move_share: float = 0.1
    lags: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Leverage:
    """What the levers of a model do to an outcome.

    Attributes:
        base: The outcome with no lever pulled, across worlds [unit of the outcome].
        base_central: The same in the central world, as a spread of one value.
        effects: What each lever does, the strongest first.
        worlds: Number of worlds.
        failed: Number of worlds in which the model fails with no lever pulled.
        still: Parameters that are nought, so that no share of them can be moved.
        runs: Number of runs of the model.
        backend: What they ran on.
    """

    base: Spread
    base_central: Spread
    effects: tuple[Effect, ...]
    worlds: int
    failed: int
    still: tuple[str, ...]
    runs: int
    backend: str


def leverage(
    system: System,
    question: Question,
    held: Sequence[Held],
    knots: Sequence[Knot],
    worlds: Mapping[int, FloatArray],
) -> Leverage:
    """Return what each lever does to the outcome.

    Args:
        system: The model, made flat.
        question: What is asked.
        held: Its parameters and switches.
        knots: Its loops, and where they are cut.
        worlds: For each uncertain parameter: its value in each world, and in the central world
            last; at least one world beside that.

    Raises:
        SimulationError: If the model fails in the central world.
    """
    bench = _Bench(system, question, held, knots, worlds)
    base = bench.outcome({})
    if not np.isfinite(base[-1]):
        raise SimulationError(
            "the model fails with every parameter at its central value",
            seen=system.slots[question.outcome].name,
            fix="Run it once to see where: wholeprint simulate",
        )
    found: list[Effect] = []
    still: list[str] = []
    for lever in held:
        if lever.pulled is Pulled.SWITCH:
            found.append(_switched(bench, lever, base))
        elif bench.central(lever.slot) == 0.0:
            still.append(lever.name)
        else:
            found.append(_moved(bench, lever, base))
    found += [_cut(bench, knot, place, base) for place, knot in enumerate(knots)]
    return Leverage(
        Spread.of(base[:-1]),
        Spread.of(base[-1:]),
        tuple(weigh.ranked(found)),
        base.size - 1,
        int((~np.isfinite(base[:-1])).sum()),
        tuple(still),
        bench.runs,
        bench.backend,
    )


def _moved(bench: "_Bench", lever: Held, base: FloatArray) -> Effect:
    share = bench.question.move_share
    raised = bench.outcome(bench.moved(lever.slot, _NUDGE))
    lowered = bench.outcome(bench.moved(lever.slot, 1.0 / _NUDGE))
    way = weigh.better_way(float(lowered[-1]), float(raised[-1]), bench.question.goal)
    times = 1.0 + way * share
    pulled = bench.moved(lever.slot, times)
    elasticity = Spread.of(weigh.elasticity(lowered, raised, _NUDGE)[:-1])
    return _effect(bench, lever, f"x {times:g}", pulled, base, elasticity)


def _switched(bench: "_Bench", lever: Held, base: FloatArray) -> Effect:
    to = 0.0 if bench.central(lever.slot) else 1.0
    return _effect(bench, lever, f"{1.0 - to:g} -> {to:g}", bench.put(lever.slot, to), base, None)


def _effect(
    bench: "_Bench",
    lever: Held,
    move: str,
    pulled: Mapping[int, FloatArray],
    base: FloatArray,
    elasticity: Spread | None,
) -> Effect:
    changes, shares = weigh.change(base, bench.outcome({**pulled, **bench.at(0.0)}))
    delays = tuple(
        Delay(
            lag,
            Spread.of(
                weigh.lost_by_waiting(
                    changes, weigh.change(base, bench.outcome({**pulled, **bench.at(lag)}))[0]
                )[:-1]
            ),
        )
        for lag in bench.question.lags
    )
    return Effect(
        lever.name,
        lever.pulled,
        move,
        lever.tag,
        Spread.of(changes[:-1]),
        Spread.of(shares[:-1]),
        weigh.strength(shares[:-1]),
        weigh.backfire_probability(changes[:-1], float(changes[-1])),
        elasticity,
        delays,
    )


def _cut(bench: "_Bench", knot: Knot, place: int, base: FloatArray) -> Effect:
    changes, shares = weigh.change(base, bench.outcome(bench.cut(place)))
    also = f", and {knot.shared_count} more with it" if knot.shared_count else ""
    return Effect(
        knot.name,
        Pulled.LOOP,
        f"cut{also}",
        Tag(note=knot.way),
        Spread.of(changes[:-1]),
        Spread.of(shares[:-1]),
        weigh.strength(shares[:-1]),
        weigh.backfire_probability(changes[:-1], float(changes[-1])),
    )


@final
class _Bench:
    """The model with every lever at hand, compiled once."""

    def __init__(
        self,
        system: System,
        question: Question,
        held: Sequence[Held],
        knots: Sequence[Knot],
        worlds: Mapping[int, FloatArray],
    ) -> None:
        self.question = question
        self._start = system.span.start
        cuttable = made_cuttable(system, [knot.link for knot in knots])
        # An uncertain parameter that is no lever still differs from world to world.
        parameters = list(dict.fromkeys([*(each.slot for each in held), *worlds]))
        movable = made_movable(cuttable.system, parameters)
        self._later, self._when, self._cuts = movable.later, movable.when, cuttable.switches
        self._rows = [*parameters, *movable.later.values(), movable.when, *cuttable.switches]
        self._row = {slot: row for row, slot in enumerate(self._rows)}
        self._base = _base(movable.system, self._rows, movable.later, worlds)
        output = Output(question.outcome, question.measure)
        self._kernel = compile_system(movable.system, self._rows, [output])
        self.runs = 0

    @property
    def backend(self) -> str:
        return self._kernel.backend

    def central(self, slot: int) -> float:
        return float(self._base[self._row[slot], -1])

    def outcome(self, changed: Mapping[int, FloatArray]) -> FloatArray:
        inputs = self._base.copy()
        for slot, values in changed.items():
            inputs[self._row[slot]] = values
        block = self._kernel.run(inputs)
        self.runs += inputs.shape[1]
        return np.where(block.failed_at < 0, block.scalars[0], np.nan)

    def moved(self, slot: int, times: float) -> dict[int, FloatArray]:
        return {self._later[slot]: self._base[self._row[slot]] * times, **self.at(0.0)}

    def put(self, slot: int, value: float) -> dict[int, FloatArray]:
        return {self._later[slot]: np.full(self._base.shape[1], value)}

    def at(self, lag: float) -> dict[int, FloatArray]:
        return {self._when: np.full(self._base.shape[1], self._start + lag)}

    def cut(self, place: int) -> dict[int, FloatArray]:
        return {self._cuts[place]: np.ones(self._base.shape[1])}


def _base(
    system: System, rows: Sequence[int], later: Mapping[int, int], worlds: Mapping[int, FloatArray]
) -> FloatArray:
    """Return what every input is in every world with no lever pulled."""
    members = next((values.size for values in worlds.values()), 2)
    now = {after: before for before, after in later.items()}
    found = np.empty((len(rows), members))
    for row, slot in enumerate(rows):
        source = now.get(slot, slot)
        term = system.slots[source].term
        known = term.value if isinstance(term, Constant) else np.nan
        found[row] = worlds.get(source, np.full(members, known))
    return found
