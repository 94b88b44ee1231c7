"""Functions of formulas: plain numbers in, one number out."""

import math

import pytest

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.functions import FUNCTIONS
from wholeprint.errors import FormulaError, UnitError
from wholeprint.quantities.units import Unit


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("sqrt", 9.0, 3.0),
        ("ln", math.e, 1.0),
        ("exp", 0.0, 1.0),
        ("ceil", 1.2, 2.0),
        ("floor", 1.8, 1.0),
    ],
)
def test_values(name: str, given: float, value: float) -> None:
    """Each is the function of its name."""
    assert FUNCTIONS[name]((Amount(given),)).value == pytest.approx(value)


def test_percent_is_a_plain_number() -> None:
    """What has no dimension is taken as a number, whatever it is written in."""
    ratio = Amount(4.0, Unit.parse("kWh/Wh"))

    assert FUNCTIONS["sqrt"]((ratio,)).value == pytest.approx(math.sqrt(4000.0))


def test_the_least_and_the_greatest_keep_their_unit() -> None:
    """Amounts of one kind are compared in one unit, and the chosen one is given back."""
    watts, kilowatts = Amount(900.0, Unit.parse("W")), Amount(1.0, Unit.parse("kW"))

    assert FUNCTIONS["min"]((kilowatts, watts)) is watts
    assert FUNCTIONS["max"]((watts, kilowatts)) is kilowatts
    with pytest.raises(UnitError):
        FUNCTIONS["max"]((watts, Amount(1.0, Unit.parse("L"))))
    with pytest.raises(FormulaError):
        FUNCTIONS["min"](())


@pytest.mark.parametrize(("name", "given"), [("sqrt", -1.0), ("ln", 0.0), ("exp", 1e9)])
def test_what_has_no_value_is_refused(name: str, given: float) -> None:
    """Outside its range a function has no value."""
    with pytest.raises(FormulaError, match="no value"):
        FUNCTIONS[name]((Amount(given),))
