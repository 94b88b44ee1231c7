"""From a model to what its levers do."""

import numpy as np
import pytest

from wholeprint.advice.leverage.shapes import Goal, Pulled
from wholeprint.engine.kernel import Measure
from wholeprint.engine.leverage.ask import Scope, ask, worlds_of
from wholeprint.engine.leverage.pull import Question
from wholeprint.errors import ModelError, SimulationError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.model import Model
from wholeprint.systems.sensitivity.inputs import inputs_of
from wholeprint.systems.text.read import read_model

GOAL_SEEKING = """
model: cooling
time: {start: 0, stop: 4, step: 0.5}
parameters:
  room: {value: 20, uniform: [15, 25], lever: {place: 12, level: compute, note: a window}}
  speed: {value: 0.5, uniform: [0.3, 0.7]}
  shade: {value: 0, switch: true}
  idle: {value: 3, unit: "1"}
  nothing: 0
stocks:
  warmth: {initial: 80, out: [loss]}
flows:
  loss: speed * (warmth - room - nothing) * (1 - shade)
"""


@pytest.fixture
def model() -> Model:
    """Cooling towards a room, in eight steps."""
    return read_model(GOAL_SEEKING, "cooling.yaml")


@pytest.fixture
def system(model: Model) -> System:
    """The same made flat."""
    return flatten(model)


def test_levers_do_what_the_closed_form_says(model: Model, system: System) -> None:
    """W(n) = R + (80 - R) (1 - s h)^n: effects and elasticities follow, world by world.

    Effects agree to 1e-9 (rounding); the elasticity is a difference over 1 %, good to 1e-3.
    """
    question = Question(system.names["warmth"], lags=(1.0,))
    inputs = inputs_of(model)
    found = ask(model, system, question, inputs, Scope(loops=0, worlds=64))
    worlds = worlds_of(system, inputs, 64, 0)
    room, speed = worlds[system.names["room"]], worlds[system.names["speed"]]
    base = room + (80 - room) * (1 - 0.5 * speed) ** 8
    by_name = {effect.name: effect for effect in found.effects}

    assert found.base.median == pytest.approx(np.median(base[:-1]), rel=1e-9)
    cooler = 0.9 * room + (80 - 0.9 * room) * (1 - 0.5 * speed) ** 8
    assert by_name["room"].change.median == pytest.approx(np.median((cooler - base)[:-1]), rel=1e-9)
    slopes = room * (1 - (1 - 0.5 * speed) ** 8) / base
    elasticity = by_name["room"].elasticity
    assert elasticity is not None
    assert elasticity.median == pytest.approx(np.median(slopes[:-1]), rel=1e-3)
    assert by_name["room"].tag.note == "a window"
    assert by_name["idle"].strength_share == 0.0
    assert by_name["idle"].backfire_probability is None
    assert found.still == ("nothing",)
    shade = by_name["shade"]
    assert (shade.pulled, shade.move) == (Pulled.SWITCH, "0 -> 1")
    assert shade.change.median == pytest.approx(np.median((80 - base)[:-1]), rel=1e-9)


def test_waiting_costs_what_the_closed_form_says(model: Model, system: System) -> None:
    """Shade from step 2 on keeps W(2): the share lost is 1 - (W(2) - W(8)) / (80 - W(8))."""
    question = Question(system.names["warmth"], lags=(1.0,))
    inputs = inputs_of(model)
    found = ask(model, system, question, inputs, Scope(("shade",), loops=0, worlds=16))
    worlds = worlds_of(system, inputs, 16, 0)
    room, speed = worlds[system.names["room"]], worlds[system.names["speed"]]
    base, at_two = (room + (80 - room) * (1 - 0.5 * speed) ** n for n in (8, 2))
    lost = 1.0 - (at_two - base) / (80 - base)

    (delay,) = found.effects[0].delays

    assert delay.lost_share.median == pytest.approx(np.median(lost[:-1]), rel=1e-9)


def test_a_loop_that_is_cut_leaves_the_first_flow(model: Model, system: System) -> None:
    """Without its loop the loss stays what it is at first: W = 80 - 4 s (80 - R)."""
    question = Question(system.names["warmth"], goal=Goal.LOWER)
    inputs = inputs_of(model)
    found = ask(model, system, question, inputs, Scope(worlds=16))
    worlds = worlds_of(system, inputs, 16, 0)
    room, speed = worlds[system.names["room"]], worlds[system.names["speed"]]
    base = room + (80 - room) * (1 - 0.5 * speed) ** 8
    changes = (80 - 4 * speed * (80 - room)) - base

    (loop,) = [effect for effect in found.effects if effect.pulled is Pulled.LOOP]

    assert loop.name == "B1"
    assert loop.tag.note == "warmth -> loss (cut: warmth -> loss)"
    assert loop.change.median == pytest.approx(np.median(changes[:-1]), rel=1e-9)


def test_a_lever_that_helps_here_and_harms_there_is_caught() -> None:
    """Outcome x (1 - 2 p) with p around 0.45: more x raises it where p < 0.5, else lowers it.

    Uniform on 0.25 to 0.65: a share of 0.15 / 0.4 of the worlds lies beyond; draws are stratified,
    so 1 in 256 is the tolerance.
    """
    text = (
        "model: turn\ntime: {start: 0, stop: 1, step: 1}\nparameters:\n  x: 1\n"
        "  p: {value: 0.45, uniform: [0.25, 0.65]}\nauxiliaries:\n  y: x * (1 - 2 * p)\n"
    )
    model = read_model(text, "turn.yaml")
    system = flatten(model)
    question = Question(system.names["y"], Measure.PEAK, Goal.HIGHER)
    found = ask(model, system, question, inputs_of(model), Scope(("x",), worlds=256))

    assert found.effects[0].move == "x 1.1"
    assert found.effects[0].backfire_probability == pytest.approx(0.375, abs=1 / 256)


def test_a_stranger_is_no_lever(model: Model, system: System) -> None:
    """Stocks cannot be pulled; names that are not there are told with near ones."""
    question = Question(system.names["warmth"])
    with pytest.raises(ModelError, match="only parameters and switches"):
        ask(model, system, question, (), Scope(("warmth",)))
    with pytest.raises(ModelError, match="room"):
        ask(model, system, question, (), Scope(("rom",)))


def test_a_model_that_fails_in_the_central_world_says_so() -> None:
    """Nothing is ranked where there is nothing to compare with."""
    text = (
        "model: bad\ntime: {start: 0, stop: 1, step: 1}\nparameters:\n  x: 0\n"
        "  z: 2\nauxiliaries:\n  y: z / x\n"
    )
    model = read_model(text, "bad.yaml")
    system = flatten(model)

    with pytest.raises(SimulationError, match="central value"):
        ask(model, system, Question(system.names["y"]), (), Scope())
