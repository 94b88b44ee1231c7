"""Numbers of a flat system by name."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import START, STEP, STOP, TIME, System
from wholeprint.systems.flat.values import set_values, slot_of, slots_named
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_MODEL = """
model: m
time: {start: 0, stop: 2, step: 1}
arrays: {age: [young, old]}
parameters:
  contact rate: 2
  share[age]: {value: {young: 1, old: 3}}
  order: 2
stocks:
  people[age]: {initial: 5, in: ["coming[age]"]}
flows:
  coming[age]: contact rate * share
auxiliaries: {late: 'SMTHN(contact rate, 2, order)'}
"""


@pytest.fixture(scope="module")
def system() -> System:
    """A system with scalars and arrays."""
    return flatten(read_model(_MODEL, "m.yaml"))


def _last(system: System, name: str) -> float:
    return float(simulate(system).values[slot_of(system, name)][-1, 0])


def test_a_name_may_be_written_in_many_ways(system: System) -> None:
    """Case, blanks and underscores make no difference; the clock has all its names."""
    assert slot_of(system, "Contact_Rate") == slot_of(system, "contact rate")
    assert slot_of(system, "people[ OLD ]") == slot_of(system, "people[old]")
    assert [slot_of(system, each) for each in ("time", "TIME STEP", "initial time")] == [
        TIME,
        STEP,
        START,
    ]
    assert slot_of(system, "stoptime") == STOP


def test_a_name_that_is_not_there_is_told_with_near_ones(system: System) -> None:
    """Nothing near is taken for it."""
    with pytest.raises(ModelError, match=r"saw contakt rate\. Did you mean contact rate"):
        slot_of(system, "contakt rate")


def test_an_array_has_many_slots(system: System) -> None:
    """By its name alone all elements are meant."""
    assert slots_named(system, "share") == (
        slot_of(system, "share[young]"),
        slot_of(system, "share[old]"),
    )
    assert slots_named(system, "people.initial") == (
        slot_of(system, "people[young].initial"),
        slot_of(system, "people[old].initial"),
    )


def test_parameters_and_initial_values_are_set(system: System) -> None:
    """5 + 2 * 2 * 3 at the end for the old, and what follows from other numbers."""
    assert _last(system, "people[old]") == 17.0
    assert _last(set_values(system, {"contact rate": 1}), "people[old]") == 11.0
    assert _last(set_values(system, {"share": 1}), "people[old]") == 9.0
    assert _last(set_values(system, {"share[old]": 0}), "people[old]") == 5.0
    assert _last(set_values(system, {"people.initial": 0}), "people[old]") == 12.0
    assert _last(set_values(system, {"people[old].initial": 1}), "people[old]") == 13.0


def test_the_clock_is_set(system: System) -> None:
    """The end, the step and the time between saves."""
    span = set_values(system, {"final time": 4, "time step": 0.5, "saveper": 2}).span
    assert (span.steps, span.step, span.save_every) == (8, 0.5, 4)


def test_setting_makes_another_system(system: System) -> None:
    """The first one keeps its numbers."""
    set_values(system, {"contact rate": 9})
    assert _last(system, "people[old]") == 17.0


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("coming[old]", r"only a parameter can be set: saw coming\[old\], which is a flow"),
        ("order", "the shape of the system depends"),
        ("contact", "there is no variable of that name"),
    ],
)
def test_what_cannot_be_set_is_told(system: System, name: str, what: str) -> None:
    """Flows, orders of delays, and what is not there."""
    with pytest.raises(ModelError, match=what):
        set_values(system, {name: 1.0})


def test_what_shapes_a_system_is_set_when_it_is_made_flat() -> None:
    """The order of a delay, a flow or an auxiliary by a number."""
    model = read_model(_MODEL, "m.yaml")
    found = flatten(model, {"order": 4, "coming[old]": 1, "contact rate": 3})
    assert sum(1 for each in found.slots if each.role == "stock" and each.macro) == 4
    assert _last(found, "people[old]") == 7.0
    assert _last(found, "people[young]") == 11.0
    with pytest.raises(ModelError, match="Did you mean contact rate"):
        flatten(model, {"contact rat": 3})
