"""A number as it was printed."""

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.printed import printed


@pytest.mark.parametrize(
    ("text", "value", "unit", "rounding", "noughts"),
    [
        ("1,163,088 kWh", 1_163_088.0, "kWh", 0.5, 0.5),
        ("24.7 tCO2e", 24.7, "tCO2e", 0.05, 0.05),
        ("539.00 tCO2e", 539.0, "tCO2e", 0.005, 0.005),
        ("1,900 t", 1900.0, "t", 0.5, 50.0),
        ("1.46M h", 1.46e6, "h", 5e3, 5e3),
        ("7B", 7e9, "", 0.5e9, 0.5e9),
        ("22%", 22.0, "%", 0.5, 0.5),
        ("9.4e-7 kg", 9.4e-7, "kg", 0.05e-7, 0.05e-7),
        ("420 ± 5 t", 420.0, "t", 5.0, 5.0),
        ("7MWh", 7.0, "MWh", 0.5, 0.5),
        (".5 h", 0.5, "h", 0.05, 0.05),
        ("0", 0.0, "", 0.5, 0.5),
        ("-2.1 %", -2.1, "%", 0.05, 0.05),
    ],
)
def test_digits_say_how_finely_it_is_known(
    text: str, value: float, unit: str, rounding: float, noughts: float
) -> None:
    """Half of one unit in the last digit; noughts at the end may be rounded away. By hand."""
    found = printed(text)

    assert found.value == pytest.approx(value, rel=1e-15)
    assert found.unit == unit
    assert found.rounding_amount == pytest.approx(rounding, rel=1e-12)
    assert found.noughts_amount == pytest.approx(noughts, rel=1e-12)


@pytest.mark.parametrize("text", ["~15 x", "about 15 x", "≈15 x"])
def test_a_mark_calls_it_approximate(text: str) -> None:
    """A tilde or a word says that the number is approximate."""
    assert printed(text).about


def test_a_bound_is_kept() -> None:
    """A number may be printed as a bound."""
    assert printed("<0.005 %").bound == "<"


@pytest.mark.parametrize("text", ["", "many", "1,5 t", "1.2.3", "1e999", "x" * 300, "12,34 kWh"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """A decimal comma, a word or nothing at all is refused, and the message shows the form."""
    with pytest.raises(ValueRefusedError, match=r"24\.7 tCO2e"):
        printed(text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.2 million", 1.2e6, ""),
        ("3.3 million GPU hours", 3.3e6, "GPU hours"),
        ("1.0 billion tokens", 1e9, "tokens"),
        ("12 500 kWh", 12_500.0, "kWh"),
        ("12\N{THIN SPACE}500 kWh", 12_500.0, "kWh"),
        ("12\N{NARROW NO-BREAK SPACE}500 kWh", 12_500.0, "kWh"),
        ("12'500 kWh", 12_500.0, "kWh"),
        ("1.2\N{MULTIPLICATION SIGN}10^3 kWh", 1200.0, "kWh"),
        ("12 MWh (estimated)", 12.0, "MWh"),
    ],
)
def test_numbers_as_papers_print_them(text: str, value: float, unit: str) -> None:
    """Words for powers of ten, gaps between thousands and powers of ten are the number's."""
    found = printed(text)

    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "middle", "half"),
    [
        ("10-12 MWh", 11.0, 1.0),
        ("5 \N{EN DASH} 8 MWh", 6.5, 1.5),
        ("2 to 3 MWh", 2.5, 0.5),
        ("1-2 million MWh", 1.5e6, 5e5),
    ],
)
def test_a_range_is_its_middle_and_half_of_it(text: str, middle: float, half: float) -> None:
    """Whoever prints a range says how far off the middle may be: the ends are its bounds."""
    found = printed(text)

    assert (found.value, found.rounding_amount, found.unit) == (middle, half, "MWh")


def test_words_say_bounds_and_doubt() -> None:
    """'Over' and 'up to' are bounds as > and < are, 'c.' is as ~."""
    assert printed("over 12 MWh").bound == ">"
    assert printed("up to 12 MWh").bound == "<"
    assert printed("c. 12 MWh").about


@pytest.mark.parametrize("text", ["8-3 t", "2023-04-11", "3-1e999 t"])
def test_a_range_backwards_is_refused(text: str) -> None:
    """A range that does not rise is none: a date, a slip."""
    with pytest.raises(ValueRefusedError, match="range"):
        printed(text)
