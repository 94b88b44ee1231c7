"""Models made flat."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.functions import FUNCTIONS
from wholeprint.systems.flat.flatten import HANDLERS, flatten
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_SIR = """
model: sir
time: {start: 0, stop: 100, step: 0.03125, unit: day}
parameters:
  contact rate: 0.3 [1/day]
  duration: 5 [day]
stocks:
  susceptible: {initial: 995, out: [infection], unit: person}
  infectious: {initial: 5, in: [infection], out: [recovery], unit: person}
  recovered: {initial: 0, in: [recovery], unit: person}
flows:
  infection: contact rate * susceptible * infectious / total [person/day]
  recovery: infectious / duration [person/day]
auxiliaries:
  total: susceptible + infectious + recovered [person]
"""


def test_a_model_becomes_slots_and_orders() -> None:
    """An epidemic: stocks, flows, parameters, units, orders, and nobody lost."""
    system = flatten(read_model(_SIR, "sir.yaml"))
    by_name = {each.name: each for each in system.slots}
    assert by_name["infectious"].inflows == (slot_of(system, "infection"),)
    assert by_name["infectious"].outflows == (slot_of(system, "recovery"),)
    assert by_name["infection"].role is Role.FLOW
    assert by_name["duration"].role is Role.PARAMETER
    assert by_name["recovery"].unit == "person/day"
    assert by_name["recovery"].place.line > 0
    order = [system.slots[each].name for each in system.step_order]
    assert order.index("total") < order.index("infection")
    total = simulate(system).values[slot_of(system, "total")]
    assert total[-1, 0] == pytest.approx(1000.0, rel=1e-12)


def test_names_lead_to_slots() -> None:
    """Every slot has one name, and every name one slot."""
    system = flatten(read_model(_SIR, "sir.yaml"))
    assert sorted(system.names.values()) == list(range(len(system.slots)))


def test_every_function_of_the_table_is_done() -> None:
    """A function that equations may use has a meaning here; `self` and constants are names."""
    missing = {*FUNCTIONS} - {*HANDLERS} - {"self"}
    assert not missing


def test_an_algebraic_loop_is_told_with_its_path() -> None:
    """Price acts on demand, demand on price, at the same instant."""
    text = (
        "model: m\ntime: {start: 0, stop: 1, step: 1}\n"
        "auxiliaries: {price: 2 * demand, demand: 10 - price, other: price}\n"
    )
    with pytest.raises(ModelError, match=r"price → demand → price|demand → price → demand"):
        flatten(read_model(text, "m.yaml"))


def test_the_same_model_gives_the_same_system() -> None:
    """Nothing depends on the order of sets or on memory."""
    model = read_model(_SIR, "sir.yaml")
    assert flatten(model) == flatten(model)


@pytest.mark.parametrize("word", ["dt", "starttime", "stoptime"])
def test_a_variable_may_be_called_like_a_word_of_xmile(word: str) -> None:
    """Vensim has no such words: the variable is read, and the clock is what the model says."""
    text = f"""
model: m
time: {{start: 1, stop: 3, step: 0.5}}
parameters:
  {word}: 20
auxiliaries:
  twice: {word} * 2
"""
    system = flatten(read_model(text, "m.yaml"))
    run = simulate(system)
    assert run.values[slot_of(system, "twice")][:, 0].tolist() == [40.0] * 5
    assert run.times.tolist() == [1.0, 1.5, 2.0, 2.5, 3.0]
