"""What words of units are worth."""

import pytest

from wholeprint.systems.check.unit_text import parse_unit
from wholeprint.systems.check.unit_words import base, in_base, singular

pytest.importorskip("pint", reason="the extra 'systems' is not installed")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("MWh", "kWh", 1000.0),
        ("year", "months", 12.0),
        ("quarter", "month", 3.0),
        ("tCO2e", "kgCO2e", 1000.0),
        ("kWh", "MJ", 3.6),
        ("m3", "L", 1000.0),
        ("People", "person", 1.0),
        ("$", "USD", 1.0),
        ("GPU hours", "gpu*h", 1.0),
        ("companies", "Company", 1.0),
        ("percent", "1", 0.01),
        ("kW*h", "kWh", 1.0),
    ],
)
def test_units_of_one_kind_have_a_ratio(one: str, other: str, ratio: float) -> None:
    """To rounding; plurals, capitals and signs are the words they stand for."""
    first, second = in_base(parse_unit(one)), in_base(parse_unit(other))

    assert first[1] == second[1]
    assert first[0] / second[0] == pytest.approx(ratio, rel=1e-12)


@pytest.mark.parametrize(
    ("one", "other"), [("kgCO2e", "kg"), ("person", "day"), ("cat", "atm"), ("GPU", "FLOP")]
)
def test_units_of_two_kinds_have_none(one: str, other: str) -> None:
    """Greenhouse gas is no mass, and a cat is no hundredth of an atmosphere."""
    assert in_base(parse_unit(one))[1] != in_base(parse_unit(other))[1]


def test_words_that_models_take_for_things_are_things() -> None:
    """A link is no length in a model of a network."""
    assert base("links") == (1.0, {"link": 1})


@pytest.mark.parametrize(
    ("word", "expected"),
    [("boxes", "box"), ("glass", "glass"), ("gas", "gas"), ("Runs", "run"), ("ties", "tie")],
)
def test_plurals_are_found(word: str, expected: str) -> None:
    """English plurals, as far as they are regular."""
    assert singular(word) == expected
