"""What terms are worth at the start."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.text.read import read_model


def _system(order: str) -> System:
    text = (
        "model: m\ntime: {start: 1, stop: 2, step: 0.5}\nparameters: {n: 2, k: 3}\n"
        "stocks: {s: {initial: n + 1, in: [f]}}\nflows: {f: 1 + 0 * TIME}\n"
        f"auxiliaries:\n  late: 'SMTHN(TIME, 2, {order})'\n  a: b + 1\n  b: n * STARTTIME\n"
    )
    return flatten(read_model(text, "m.yaml"))


@pytest.mark.parametrize(
    ("order", "stages"), [("n", 2), ("a", 3), ("s + 1", 4), ("TIME + DT * 4", 3), ("2", 2)]
)
def test_what_is_known_at_the_start_may_shape_a_system(order: str, stages: int) -> None:
    """A parameter, an auxiliary, the first value of a stock, the clock."""
    system = _system(order)
    made = [each for each in system.slots if each.macro and each.role == "stock"]
    assert len(made) == stages


def test_only_the_parameters_behind_it_shape_it() -> None:
    """The other one may be set in a run."""
    system = _system("a")
    assert system.shaping == {slot_of(system, "n")}


def test_what_is_drawn_is_not_known_at_the_start() -> None:
    """Each member of an ensemble would be another system."""
    with pytest.raises(ModelError, match="a number is wanted that is known before the start"):
        _system("UNIFORM(1, 3)")
