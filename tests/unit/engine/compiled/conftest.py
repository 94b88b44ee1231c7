"""A small epidemic, flat."""

import pytest

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.text.read import read_model

EPIDEMIC = """
model: epidemic
time: {start: 0, stop: 20, step: 0.25, unit: day}
parameters:
  contact rate: 0.4 [1/day]
  duration: 5 [day]
  people: 1000 [person]
stocks:
  susceptible: {initial: people, out: [infection], unit: person}
  infectious: {initial: 5, in: [infection], out: [recovery], unit: person}
  recovered: {initial: 0, in: [recovery], unit: person}
flows:
  infection: contact rate * susceptible * infectious / people [person/day]
  recovery: infectious / duration [person/day]
auxiliaries:
  share ill: infectious / people [1]
"""


@pytest.fixture(scope="session")
def epidemic() -> System:
    """An epidemic of 81 instants."""
    return flatten(read_model(EPIDEMIC, "epidemic.yaml"))
