"""Which slots are computed, and in which order."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role, Slot, Span, System
from wholeprint.systems.flat.term import Ref
from wholeprint.systems.plan.needed import first_term, needed
from wholeprint.systems.text.read import read_model

_TEXT = """
model: two
time: {start: 0, stop: 1, step: 1}
stocks:
  x: {initial: seen, in: [up]}
  y: {initial: 3, in: [across]}
flows: {up: rate, across: y}
auxiliaries: {rate: base * 2, base: TIME, seen: y + 1, idle: x + y}
"""


def test_only_what_leads_to_what_is_kept_is_computed() -> None:
    """Nothing of the other stock's flow, and no auxiliary that nobody reads."""
    system = flatten(read_model(_TEXT, "two.yaml"))
    at = system.names

    found = needed(system, [at["x"]])

    assert found.states == (at["x"],)
    assert [system.slots[each].name for each in found.at_steps] == ["base", "rate", "up"]
    assert at["across"] not in found.slots
    assert at["idle"] not in found.slots


def test_what_a_first_value_is_made_of_comes_before_it() -> None:
    """The other stock is needed for its first value alone."""
    system = flatten(read_model(_TEXT, "two.yaml"))
    at = system.names

    found = needed(system, [at["x"]])

    assert [system.slots[each].name for each in found.at_start] == ["y", "seen", "x"]


def test_a_circle_at_one_instant_is_refused() -> None:
    """Two auxiliaries that need each other have no order."""
    clock = tuple(Slot(each, Role.CLOCK) for each in "tabc")
    circle = (Slot("u", Role.AUXILIARY, Ref(5)), Slot("v", Role.AUXILIARY, Ref(4)))
    system = System("circle", Span(0.0, 1.0, 1), (*clock, *circle), (), (), ())

    with pytest.raises(ModelError, match="needs itself at the same instant"):
        needed(system, [4])


def test_the_first_value_of_an_auxiliary_may_be_another_equation() -> None:
    """What stands for it at the start goes before its equation."""
    slot = Slot("u", Role.AUXILIARY, Ref(1), initial=Ref(2))

    assert first_term(slot) == Ref(2)
    assert first_term(Slot("v", Role.AUXILIARY, Ref(1))) == Ref(1)
    assert first_term(Slot("x", Role.STOCK)) is None
