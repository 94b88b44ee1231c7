"""A small epidemic, and plans of ensembles of it."""

from collections.abc import Callable
from typing import Protocol

import pytest

from wholeprint.engine.ensemble.plan import Plan, plan_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.model import Model
from wholeprint.systems.sensitivity.design import Design, LatinHypercube
from wholeprint.systems.sensitivity.grounded import Observed
from wholeprint.systems.sensitivity.inputs import Input, inputs_of
from wholeprint.systems.sensitivity.outcomes import Outcome
from wholeprint.systems.text.read import read_model

SIR = """
model: sir
time: {start: 0, stop: 40, step: 0.5, save: 2, unit: day}
parameters:
  contact rate: {value: 0.3, unit: 1/day, low: 0.1, high: 0.9}
  duration: {value: 5, unit: day, uniform: [3, 9]}
  floor: {value: 1, unit: "1"}
stocks:
  susceptible: {initial: 995, out: [infection], unit: person}
  infectious: {initial: 5, in: [infection], out: [recovery], unit: person}
  recovered: {initial: 0, in: [recovery], unit: person}
flows:
  infection: contact rate * susceptible * infectious / total * floor [person/day]
  recovery: infectious / duration [person/day]
auxiliaries:
  total: susceptible + infectious + recovered [person]
"""

BRITTLE = """
model: brittle
time: {start: 0, stop: 4, step: 1}
parameters:
  rate: {value: 0, uniform: [-1, 3]}
stocks:
  level: {initial: 1, in: [gain]}
flows:
  gain: ln(rate) [1]
"""

OUTCOMES = (
    Outcome("peak", "infectious"),
    Outcome("peak_time", "infectious"),
    Outcome("final", "recovered"),
    Outcome("overshoot", "infectious"),
)


class MakePlan(Protocol):
    """Makes plans."""

    def __call__(
        self, members: int, design: Design | None = None, observed: tuple[Observed, ...] = ()
    ) -> Plan:
        """Return a plan."""
        ...


@pytest.fixture(scope="session")
def sir() -> Model:
    """A small epidemic with two uncertain parameters."""
    return read_model(SIR, "sir.yaml")


@pytest.fixture(scope="session")
def sir_system(sir: Model) -> System:
    """The same made flat."""
    return flatten(sir)


@pytest.fixture(scope="session")
def sir_inputs(sir: Model) -> tuple[Input, ...]:
    """What is uncertain in it."""
    return inputs_of(sir)


@pytest.fixture(scope="session")
def sir_plan(sir_system: System, sir_inputs: tuple[Input, ...]) -> MakePlan:
    """Makes plans of an ensemble of it."""

    def make(
        members: int, design: Design | None = None, observed: tuple[Observed, ...] = ()
    ) -> Plan:
        usual = LatinHypercube(tuple(one.factor for one in sir_inputs), members, 3)
        return plan_of(
            sir_system,
            sir_inputs,
            usual if design is None else design,
            outcomes=OUTCOMES,
            series=["infectious"],
            observed=observed,
        )

    return make


@pytest.fixture(scope="session")
def brittle_plan() -> Callable[[int], Plan]:
    """Makes plans of an ensemble in which some runs take the logarithm of what is below nought."""
    model = read_model(BRITTLE, "brittle.yaml")
    inputs = inputs_of(model)

    def make(members: int) -> Plan:
        design = LatinHypercube((inputs[0].factor,), members, 3)
        outcomes = (Outcome("final", "level"),)
        return plan_of(flatten(model), inputs, design, outcomes=outcomes, series=["level"])

    return make
