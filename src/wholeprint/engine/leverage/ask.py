"""From a model to what its levers do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wholeprint.engine.leverage.levers import Held, Knot, held_levers, knots
from wholeprint.engine.leverage.pull import Leverage, Question, leverage
from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.loops.find import find_loops
from wholeprint.systems.loops.shapes import Loops
from wholeprint.systems.model import Model
from wholeprint.systems.reference import simulate
from wholeprint.systems.sensitivity.design import WorldDesign
from wholeprint.systems.sensitivity.inputs import Input, slots_of_inputs

LOOPS = 12
"""Loops that are cut where nothing else is said: those that did most in the central run."""


def worlds_of(
    system: System, inputs: Sequence[Input], count: int, seed: int
) -> dict[int, FloatArray]:
    """Return what uncertain parameters are in each world of the shared one, the central one last.

    Args:
        system: The model, made flat.
        inputs: What is uncertain.
        count: Number of worlds.
        seed: Which of them.

    Returns:
        By slot: its values; shape (count + 1,).
    """
    kept, places = slots_of_inputs(system, inputs)
    if not kept:
        return {}
    design = WorldDesign(tuple(one.factor for one in kept), count, seed)
    drawn = design.values([one.belief for one in kept], 0, count)
    found: dict[int, FloatArray] = {}
    for slot, row, scale in places:
        central = kept[row].belief.central
        found[slot] = np.append(drawn[row], central) * scale
    return found


@dataclass(frozen=True, slots=True)
class Scope:
    """Which levers are pulled, and in how many worlds.

    Attributes:
        levers: Names of the parameters and switches; empty for all.
        loops: How many loops are cut at most.
        worlds: Number of worlds.
        seed: Which of them.
    """

    levers: tuple[str, ...] = ()
    loops: int = LOOPS
    worlds: int = 1024
    seed: int = 0


def ask(
    model: Model,
    system: System,
    question: Question,
    inputs: Sequence[Input],
    scope: Scope,
) -> Leverage:
    """Return what the levers of a model do to an outcome.

    Args:
        model: The model.
        system: The same made flat.
        question: What is asked.
        inputs: What is uncertain.
        scope: Which levers, and in how many worlds.

    Raises:
        ModelError: If a name is no parameter, or nothing can be pulled.
        SimulationError: If the model fails in the central world.
    """
    held = _chosen(system, held_levers(model, system), scope.levers)
    most = scope.loops
    cut: tuple[Knot, ...] = ()
    if most:
        loops, shares = _telling(system, model.loops, most)
        cut = knots(loops, system, most, shares)
    if not held and not cut:
        raise ModelError("this model has no parameter and no loop", seen=model.name)
    return leverage(
        system, question, held, cut, worlds_of(system, inputs, scope.worlds, scope.seed)
    )


def _chosen(system: System, held: tuple[Held, ...], levers: Sequence[str]) -> tuple[Held, ...]:
    if not levers:
        return held
    wanted = [slot_of(system, name) for name in levers]
    by_slot = {each.slot: each for each in held}
    strangers = [name for name, slot in zip(levers, wanted, strict=True) if slot not in by_slot]
    if strangers:
        raise ModelError("only parameters and switches can be pulled", seen=", ".join(strangers))
    return tuple(by_slot[slot] for slot in wanted)


def _telling(
    system: System, names: Mapping[str, Sequence[str]], most: int
) -> tuple[Loops, list[float]]:
    """Return the loops of the run with central values, the strongest first, and their shares."""
    run = simulate(system)
    if run.failures:
        found = find_loops(system, names=names, most=most)
        return found, [1.0] * len(found.loops)
    scored = analyse(system, run, names=names)
    sizes = np.nan_to_num(np.abs(scored.relative)).mean(axis=(1, 2)).tolist()
    order = sorted(range(len(sizes)), key=lambda place: (-sizes[place], place))
    found = scored.loops
    loops = tuple(found.loops[place] for place in order)
    told = Loops(found.links, found.parts, loops, found.search, found.unmatched)
    return told, [sizes[place] for place in order]
