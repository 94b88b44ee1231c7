"""Units as models write them."""

from fractions import Fraction

import pytest

from wholeprint.systems.check.unit_text import UnitTextError, parse_unit, printed, product


@pytest.mark.parametrize(
    ("text", "powers"),
    [
        ("kWh/run", {"kWh": 1, "run": -1}),
        ("person / year ^ 2", {"person": 1, "year": -2}),
        ("widgets/(month*month)", {"widgets": 1, "month": -2}),
        ("$ per GB", {"$": 1, "GB": -1}),
        ("kWh/GPU hour", {"kWh": 1, "GPU": -1, "hour": -1}),
        ("1/day", {"day": -1}),
        ("m**2", {"m": 2}),
        ("a/b/c", {"a": 1, "b": -1, "c": -1}),
        ("person/person", {}),
        ("Dmnl", {}),
        ("1", {}),
        ("dmnl/month", {"month": -1}),
        ("(a*b)^-2", {"a": -2, "b": -2}),
    ],
)
def test_units_are_words_with_powers(text: str, powers: dict[str, int]) -> None:
    """Blanks bind tighter than divisions; one over one is nothing."""
    assert parse_unit(text) == powers


@pytest.mark.parametrize(
    "text", ["a^", "((a", "9**9**9", "a^99999", "5 people", ")", "a/", "a b)", "x" * 300, "a^b"]
)
def test_what_is_no_unit_is_refused_quickly(text: str) -> None:
    """No number is raised to a power, and nothing is guessed."""
    with pytest.raises(UnitTextError):
        parse_unit(text)


@pytest.mark.parametrize("text", ["kWh/(run*year)", "1/day", "person", "1", "m^2/s"])
def test_what_is_printed_is_read_again(text: str) -> None:
    """One way of writing each unit."""
    assert printed(parse_unit(text)) == text


def test_products_cancel() -> None:
    """A rate times a time is an amount; roots are powers too."""
    rate, day = {"L": Fraction(1), "day": Fraction(-1)}, {"day": Fraction(1)}

    assert product((rate, Fraction(1)), (day, Fraction(1))) == {"L": 1}
    assert product((day, Fraction(1, 2))) == {"day": Fraction(1, 2)}
