"""Amounts: checked arithmetic on single numbers, and units in printers' words."""

import math

import pytest

from wholeprint.advice.statement.amount import Amount, as_gas, total, unit_of
from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.quantities.units import ONE, Unit

KWH, WH, GRAM, KILO, TONNE = map(Unit.parse, ("kWh", "Wh", "gCO2e", "kgCO2e", "tCO2e"))


@pytest.mark.parametrize(
    ("words", "unit", "scale"),
    [
        ("kg CO2eq / kWh", "kgCO2e/kWh", 1.0),
        ("GPU-hours", "h", 1.0),
        ("A100-h", "h", 1.0),
        ("W/GPU", "W", 1.0),
        ("L per kWh", "L/kWh", 1.0),
        ("tonnes of CO2", "tCO2e", 1.0),
        ("metric tons CO2e", "tCO2e", 1.0),
        ("lbs CO2e", "lbCO2e", 1.0),
        ("% per year", "1/year", 0.01),
        ("%", "1", 0.01),
        ("x", "1", 1.0),
        ("", "1", 1.0),
        ("weeks", "day", 7.0),
        ("months", "day", 365.0 / 12.0),
        ("queries/day", "1/day", 1.0),
        ("USD/kWh", "USD/kWh", 1.0),
        ("W·h", "Wh", 1.0),
    ],
)
def test_units_in_printers_words(words: str, unit: str, scale: float) -> None:
    """Things counted have no dimension; per cent, weeks and months bring a multiplier."""
    found, times = unit_of(words)

    assert found.ratio(Unit.parse(unit)) == pytest.approx(1.0, rel=1e-15)
    assert times == scale


def test_more_things_can_be_counted() -> None:
    """What a statement declares as counted has no dimension either."""
    assert unit_of("miles/gallon", frozenset({"mile", "gallon"}))[0] == ONE
    with pytest.raises(UnitError, match="miles"):
        unit_of("miles/gallon")


def test_an_unknown_word_is_refused() -> None:
    """A word that is neither unit nor thing is said, with what was seen."""
    with pytest.raises(UnitError, match="furlong") as caught:
        unit_of("kWh/furlong")

    assert caught.value.seen == "kWh/furlong"


def test_sums_are_in_the_unit_of_the_first() -> None:
    """1 kWh and 500 Wh are 1.5 kWh."""
    found = Amount(1.0, KWH) + Amount(500.0, WH)

    assert (found.value, found.unit) == (1.5, KWH)
    assert (Amount(1.0, KWH) - Amount(500.0, WH)).value == 0.5


def test_what_is_not_alike_cannot_be_added() -> None:
    """Energy and carbon have no sum."""
    with pytest.raises(UnitError):
        total((Amount(1.0, KWH), Amount(1.0, GRAM)))


def test_a_bare_mass_beside_carbon_is_carbon() -> None:
    """24 t beside 1,000 kgCO2e are 25 tCO2e: most who print tonnes beside it mean CO2e."""
    found = Amount(24.0, Unit.parse("t")) + Amount(1000.0, KILO)

    assert found.unit == TONNE
    assert found.value == pytest.approx(25.0)
    assert as_gas(Unit.parse("kg/kWh")) == Unit.parse("kgCO2e/kWh")
    assert as_gas(Unit.parse("L")) == Unit.parse("L")


def test_like_goes_both_ways() -> None:
    """CO2e is read as bare mass where only that fits, and never as something else."""
    bare, gas = Amount(1.0, Unit.parse("t")), Amount(1.0, TONNE)

    assert gas.like(Unit.parse("kg")).unit == Unit.parse("t")
    assert bare.like(KILO).unit == TONNE
    assert bare.like(KWH) is bare


def test_rounding_that_stands_twice_counts_once() -> None:
    """A figure taken from itself leaves nothing open, as affine arithmetic has it."""
    figure = Amount(10.0, KWH, {"energy": 0.5}, frozenset({"energy"}))

    assert (figure - figure).slack_amount == 0.0
    assert (figure + figure).slack_amount == 1.0
    assert (figure / figure).slack_amount == 0.0
    assert (figure * figure).slack_amount == pytest.approx(10.0)


def test_products_carry_relative_rounding() -> None:
    """10 ± 0.5 times 4 ± 0.1 leaves 0.5 * 4 + 10 * 0.1."""
    found = Amount(10.0, ONE, {"a": 0.5}) * Amount(4.0, ONE, {"b": 0.1})

    assert found.value == 40.0
    assert found.slack_amount == pytest.approx(3.0)


def test_powers() -> None:
    """Numbers are raised to any power, units to small whole ones."""
    assert (Amount(2.0) ** Amount(0.5)).value == pytest.approx(math.sqrt(2.0))
    assert (Amount(2.0, Unit.parse("m")) ** Amount(3.0)).unit.fits(Unit.parse("L"))
    with pytest.raises(UnitError):
        _ = Amount(2.0, KWH) ** Amount(0.5)


@pytest.mark.parametrize(
    ("base", "exponent"), [(-1.0, 0.5), (10.0, 1e6), (0.0, -1.0)], ids=["root", "huge", "zero"]
)
def test_impossible_powers_are_refused(base: float, exponent: float) -> None:
    """A root of less than nothing, a number too large, and one over nothing."""
    with pytest.raises(ValueRefusedError):
        _ = Amount(base) ** Amount(exponent)


def test_division_by_nothing_is_refused() -> None:
    """There is no number for it."""
    with pytest.raises(ValueRefusedError, match="divided"):
        _ = Amount(1.0) / Amount(0.0)


def test_into_another_unit_takes_the_rounding_along() -> None:
    """1.5 kWh ± 0.05 is 1,500 Wh ± 50."""
    found = Amount(1.5, KWH, {"e": 0.05}).into(WH)

    assert found.value == pytest.approx(1500.0)
    assert found.slack_amount == pytest.approx(50.0)
    assert Amount(1.5, KWH).to(WH) == pytest.approx(1500.0)


@pytest.mark.parametrize(
    ("words", "unit", "scale"),
    [
        ("gCO\N{SUBSCRIPT TWO}e/kWh", "gCO2e/kWh", 1.0),
        ("kg CO\N{SUBSCRIPT TWO}eq", "kgCO2e", 1.0),
        ("kg-CO2e", "kgCO2e", 1.0),
        ("Kg CO2", "kgCO2e", 1.0),
        ("grams", "g", 1.0),
        ("KWh", "kWh", 1.0),
        ("kwh", "kWh", 1.0),
        ("MWH", "MWh", 1.0),
        ("MWhr", "MWh", 1.0),
        ("megawatt-hours", "MWh", 1.0),
        ("million litres", "L", 1e6),
        ("gCO2e kWh^-1", "gCO2e/kWh", 1.0),
        ("kWh per 1,000 inferences", "kWh", 1e-3),
        ("g per million tokens", "g", 1e-6),
        ("kilotonnes", "kt", 1.0),
    ],
)
def test_units_as_papers_print_them(words: str, unit: str, scale: float) -> None:
    """Other cases, subscripts, whole words and counts below the line are the unit they mean."""
    assert unit_of(words) == (Unit.parse(unit), pytest.approx(scale, rel=1e-15))


@pytest.mark.parametrize("words", ["mwh", "mtCO2e", "kWh per 0 inferences", "gallons"])
def test_a_unit_of_two_meanings_is_refused(words: str) -> None:
    """Milliwatts or megawatts, milligrams or megatonnes, whose gallons: nothing is guessed."""
    with pytest.raises(UnitError):
        unit_of(words)
