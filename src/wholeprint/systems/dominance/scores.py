"""The scores of links: what share of a variable's change each of its inputs brought about."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from wholeprint.errors import UnsupportedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.values import Steps, steps_of
from wholeprint.systems.evaluate import evaluate
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import Term, slots_of
from wholeprint.systems.loops.shapes import Link
from wholeprint.systems.trajectory import Trajectory

Pair = tuple[int, int]

REST = 4 * float(np.finfo(np.float64).eps)
"""A change of less than this share of the value is rounding: the variable is at rest."""


def score_links(system: System, links: Sequence[Link], trajectory: Trajectory) -> FloatArray:
    """Return the scores of links over a run.

    Each step stands at the instant at which it ends, and the first instant has no step: 0. Of a
    link from x to z = f(x, ...) the score is abs(Dx z / D z) * sign(Dx z / D x), where Dx z is what
    f would have changed had x alone changed in that step. Source: Schoenberg, Davidsen & Eberlein,
    System Dynamics Review 36(2) 2020, equation 1. Of a flow into or out of a stock it is the change
    of the flow over the change of the net flow, + or -. Source: Schoenberg, Hayward & Eberlein,
    System Dynamics Review 39(2) 2023, equation 3, with the step that its printed form leaves out.
    Of a link that stands for ways through a delay it is the score of the way that has the greatest
    magnitude in that step. What is held, or comes out later, is taken to respond at once.

    Args:
        system: The system.
        links: The links.
        trajectory: A run of it, see `steps_of`.

    Returns:
        Scores; (links, times, members). NaN from where a member failed.

    Raises:
        UnsupportedError: One of the links leads into a random draw.
        SimulationError: The run did not keep what is needed.
    """
    routes = [each.routes or ((each.source, each.target),) for each in links]
    pairs = dict.fromkeys(pair for ways in routes for way in ways for pair in pairwise(way))
    steps = steps_of(system, trajectory, needed_by(system, pairs))
    shape = (len(links), len(trajectory.times), steps.members)
    scores = np.zeros(shape)
    if steps.steps == 0:
        return scores
    with np.errstate(all="ignore"):
        known = _plain_scores(system, list(pairs), steps)
        for position, ways in enumerate(routes):
            scores[position, 1:] = _strongest([_along(way, known) for way in ways])
    return scores


def needed_by(system: System, pairs: Iterable[Pair]) -> set[int]:
    """Return the slots whose values are needed to score links.

    Args:
        system: The system.
        pairs: From which slot to which the links lead.
    """
    wanted: set[int] = set()
    for source, target in pairs:
        slot = system.slots[target]
        wanted |= {source, *slot.inflows, *slot.outflows}
        if slot.term is not None:
            wanted |= {*slots_of(slot.term)}
        if slot.role in {Role.AUXILIARY, Role.FLOW}:
            wanted.add(target)
    return wanted


def _along(way: Sequence[int], known: Mapping[Pair, FloatArray]) -> FloatArray:
    """Return the score of links one after another: their product."""
    score = known[way[0], way[1]]
    for pair in pairwise(way[1:]):
        score = score * known[pair]
    return score


def _strongest(scores: Sequence[FloatArray]) -> FloatArray:
    """Return at each step the score of greatest magnitude."""
    best = scores[0]
    for each in scores[1:]:
        best = np.where(np.abs(each) > np.abs(best), each, best)
    return best


def _plain_scores(system: System, pairs: Sequence[Pair], steps: Steps) -> Mapping[Pair, FloatArray]:
    """Return the scores of plain links.

    Raises:
        UnsupportedError: One of them leads into a random draw.
    """
    sources: dict[int, list[int]] = {}
    for source, target in pairs:
        sources.setdefault(target, []).append(source)
    known: dict[Pair, FloatArray] = {}
    changes = _Changes(steps)
    for target, inputs in sources.items():
        slot = system.slots[target]
        if slot.role is Role.RANDOM:
            raise UnsupportedError(
                f"{slot.name} is drawn at random, and what it owes to its inputs has no score",
                seen=", ".join(system.slots[each].name for each in inputs),
                fix="draw the noise by itself and let an equation add or multiply it",
            )
        if slot.role is Role.STOCK:
            found = _flow_scores(system, target, inputs, changes)
        else:
            found = _input_scores(system, target, inputs, changes)
        known |= {(source, target): score for source, score in found.items()}
    return known


class _Changes:
    """How much slots and terms changed in each step, each computed once."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self._of_slot: dict[int, FloatArray] = {}
        self._still: dict[int, npt.NDArray[np.bool_]] = {}

    def slot(self, slot: int) -> FloatArray:
        """Return the change of a slot."""
        if slot not in self._of_slot:
            now, before = self.steps.now[slot], self.steps.before[slot]
            self._of_slot[slot] = _change(now, before)
        return self._of_slot[slot]

    def still(self, slot: int) -> npt.NDArray[np.bool_]:
        """Return where a slot did not change."""
        if slot not in self._still:
            self._still[slot] = np.equal(self.slot(slot), 0)
        return self._still[slot]

    def spread(self, score: FloatArray) -> FloatArray:
        """Return a score in full shape: one per step and member."""
        return np.broadcast_to(score, (self.steps.steps, self.steps.members))


def _change(now: FloatArray, before: FloatArray) -> FloatArray:
    """Return a change, nought where it is no more than rounding."""
    change = now - before
    change[np.abs(change) <= REST * np.abs(now)] = 0.0
    return change


class _Moved:
    """The values at the beginning of each step, but for one slot that has moved on."""

    def __init__(self, steps: Steps, slot: int) -> None:
        self._before = steps.before
        self._slot = slot
        self._now = steps.now[slot]

    def __getitem__(self, slot: int, /) -> FloatArray:
        return self._now if slot == self._slot else self._before[slot]


def _input_scores(
    system: System, target: int, inputs: Sequence[int], changes: _Changes
) -> dict[int, FloatArray]:
    """Return the scores of links into a slot that has a term (2020, equation 1)."""
    slot = system.slots[target]
    term = slot.term
    if term is None:
        return {}
    steps = changes.steps
    moving = [each for each in slots_of(term) if each not in steps.fixed and each != target]
    before, change = _own_change(system, target, term, changes)
    still = change == 0
    found: dict[int, FloatArray] = {}
    for source in inputs:
        if source in steps.fixed:
            found[source] = changes.spread(np.zeros((1, 1)))
            continue
        if moving == [source] and slot.role is not Role.HELD:
            part = change
        else:
            part = evaluate(term, _Moved(steps, source), system.tables) - before
        cause = changes.slot(source)
        # abs(part / change) * sign(part / cause); the sign of a product holds where it underflows.
        score = np.copysign(part / change, part * cause)
        found[source] = changes.spread(np.where(still | changes.still(source), 0.0, score))
    return found


def _own_change(
    system: System, target: int, term: Term, changes: _Changes
) -> tuple[FloatArray, FloatArray]:
    """Return what a slot was worth before each step, and by how much it changed.

    What is held or comes out later is taken at what goes in.
    """
    steps = changes.steps
    if system.slots[target].role in {Role.AUXILIARY, Role.FLOW}:
        return steps.before[target], changes.slot(target)
    before = evaluate(term, steps.before, system.tables)
    return before, _change(evaluate(term, steps.now, system.tables), before)


def _flow_scores(
    system: System, target: int, inputs: Sequence[int], changes: _Changes
) -> dict[int, FloatArray]:
    """Return the scores of flows into and out of a stock (2023, equation 3).

    Where flows change but their sum does not, the score has no bound; rounding bounds it here, so
    that relative scores keep the limit that they tend to.
    """
    slot = system.slots[target]
    balance = {
        flow: slot.inflows.count(flow) - slot.outflows.count(flow)
        for flow in dict.fromkeys((*slot.inflows, *slot.outflows))
    }
    steps = changes.steps
    now = sum(count * steps.now[flow] for flow, count in balance.items())
    before = sum(count * steps.before[flow] for flow, count in balance.items())
    moved = sum(abs(count) * np.abs(changes.slot(flow)) for flow, count in balance.items())
    net = np.maximum(np.abs(now - before), REST * moved)
    return {
        flow: changes.spread(
            np.where(moved == 0, 0.0, balance[flow] * np.abs(changes.slot(flow)) / net)
        )
        for flow in inputs
    }
