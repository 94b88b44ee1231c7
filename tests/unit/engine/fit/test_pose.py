"""A model posed as a problem of fitting."""

import numpy as np
import pytest

from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.pose import bounded, pose
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.quantities.distribution import Uniform
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.model import Model
from wholeprint.systems.sensitivity.inputs import Input, inputs_of
from wholeprint.systems.text.read import read_model

TEXT = """
model: decay
time: {start: 0, stop: 4, step: 1}
parameters:
  k: {value: 0.2, uniform: [0.1, 0.3]}
  first: 8
stocks:
  s: {initial: first, out: [loss]}
flows:
  loss: k * s
"""


@pytest.fixture
def model() -> Model:
    """A stock that loses a share each step."""
    return read_model(TEXT, "decay.yaml")


@pytest.fixture
def system(model: Model) -> System:
    """The same made flat."""
    return flatten(model)


def test_the_problem_runs_the_model(model: Model, system: System) -> None:
    """In the middle of the belief k = 0.2: 8 * 0.8^n; rounding only."""
    series = Measured("S", np.array([0.0, 2.0, 4.0]), np.ones(3))
    problem = pose(system, inputs_of(model))([series])

    (found,) = problem.modelled(np.array([[0.5]]))

    assert found[:, 0] == pytest.approx([8.0, 8 * 0.64, 8 * 0.8**4], rel=1e-12)
    assert problem.frees[0].name == "k"


def test_bounds_go_before_beliefs_and_free_what_was_fixed(model: Model, system: System) -> None:
    """A bound replaces what is believed; a parameter without a belief becomes free by one."""
    found = bounded(system, inputs_of(model), {"K": (0.0, 0.5), "first": (4.0, 12.0)})

    assert [one.name for one in found] == ["k", "first"]
    assert [one.belief for one in found] == [Uniform(0.0, 0.5), Uniform(4.0, 12.0)]


def test_a_bound_frees_the_parameter_it_names(system: System) -> None:
    """Of two that share an assumption the one that is named is bounded; the other goes on alone."""
    shared = Input("a", ("a", "k"), (1.0, 2.0), Uniform(0.0, 1.0), "kWh", "some.factor")

    rest, bound = bounded(system, [shared], {"k": (0.2, 0.3)})

    assert (rest.name, rest.parameters, rest.scales) == ("a", ("a",), (1.0,))
    assert (bound.name, bound.parameters, bound.scales) == ("k", ("k",), (1.0,))
    assert bound.belief == Uniform(0.2, 0.3)
    assert bound.factor != rest.factor


def test_what_cannot_be_fitted_is_refused(system: System) -> None:
    """A stock is no parameter, a name that is not there has near ones, and nothing is nothing."""
    with pytest.raises(ModelError, match="no parameter"):
        bounded(system, (), {"s": (0.0, 1.0)})
    with pytest.raises(ModelError, match="first"):
        bounded(system, (), {"frist": (0.0, 1.0)})
    with pytest.raises(ModelError, match="nothing is free"):
        pose(system, ())


def test_what_decides_the_shape_cannot_be_fitted() -> None:
    """The order of a delay is built into the system."""
    text = TEXT.replace("k * s", "k * smthn(s, 2, n)").replace("  first:", "  n: 3\n  first:")
    system = flatten(read_model(text, "decay.yaml"))

    with pytest.raises(ModelError, match="decides the shape"):
        pose(system, bounded(system, (), {"n": (1.0, 5.0)}))


def test_a_model_that_draws_random_numbers_is_refused(model: Model) -> None:
    """No two runs of it are alike: what would be fitted is the noise."""
    system = flatten(read_model(TEXT.replace("k * s", "k * s * RANDOM(0, 2)"), "decay.yaml"))

    with pytest.raises(UnsupportedError, match="draws random numbers"):
        pose(system, inputs_of(model))
