"""The unit of an expression."""

import pytest

from wholeprint.systems.check.unit_of import UNKNOWN, Reckoner, Unit, difference
from wholeprint.systems.check.unit_text import parse_unit
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Binary

pytest.importorskip("pint", reason="the extra 'systems' is not installed")

_UNITS = {
    name: Unit(parse_unit(text))
    for name, text in {
        "x": "person",
        "y": "person",
        "rate": "person/day",
        "days": "day",
        "share": "1",
        "far": "km",
        "near": "m",
        "table": "kWh",
    }.items()
} | {"blank": UNKNOWN}


def _found(text: str) -> tuple[str, list[str]]:
    reckoner = Reckoner(_UNITS, Unit(parse_unit("day")))
    unit = reckoner.unit(parse(text))
    return str(unit), [clash.what for clash in reckoner.clashes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x / days", "person/day"),
        ("rate * days + y", "person"),
        ("x * 2 - 0", "person"),
        ("MAX(0, x)", "person"),
        ("share ^ 0.5 * x", "person"),
        ("near ^ 2", "near^2"),
        ("SQRT(near * near)", "m"),
        ("EXP(-TIME / days)", "1"),
        ("IF x > y THEN x ELSE 0", "person"),
        ("x > 3 * y AND share > 0.5", "1"),
        ("SMTH3(rate, days)", "person/day"),
        ("DELAYN(x, days, 3, y)", "person"),
        ("TREND(x, days)", "1/day"),
        ("STEP(x, 5)", "person"),
        ("RAMP(rate, 5)", "person"),
        ("PULSE(x, 5)", "person/day"),
        ("SAFEDIV(x, days, rate)", "person/day"),
        ("PREVIOUS(x, 0)", "person"),
        ("NORMAL(x, y)", "person"),
        ("TABLE(x)", "kWh"),
        ("1 - share", "1"),
        ("blank * x", "a unit that is not known"),
        ("blank + x", "person"),
    ],
)
def test_units_follow_the_operations(text: str, expected: str) -> None:
    """What fits is said without a word; what is not known stays so."""
    unit, clashes = _found(text)

    assert unit == expected.replace("near", "m")
    assert clashes == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x + days", "person stands beside day in x + days"),
        ("EXP(x)", "person where a pure number is wanted"),
        ("x ^ share", "person to a power that is no plain number"),
        ("2 ^ x", "person where a pure number is wanted"),
        ("far + near", "km is 1000 times m"),
        ("x > 5", "a bare number stands beside person"),
        ("SMTH1(x, y)", "day stands beside person in the times of"),
        ("IF x > y THEN x ELSE days", "person stands beside day"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text: str, said: str) -> None:
    """Both units, and the part of the equation where they meet."""
    _, (clash,) = _found(text)

    assert said in clash


def test_years_of_365_days_and_of_a_quarter_more_are_one() -> None:
    """Half a percent is no other unit."""
    assert difference(Unit(parse_unit("year")), Unit(parse_unit("year"))) is None
    assert difference(UNKNOWN, Unit(parse_unit("year"))) is None


def test_a_very_deep_expression_has_a_unit() -> None:
    """2,000 additions inside each other."""
    deep = parse("x")
    for _ in range(2000):
        deep = Binary("+", deep, parse("y"))
    reckoner = Reckoner(_UNITS, UNKNOWN)

    assert str(reckoner.unit(deep)) == "person"
    assert reckoner.clashes == []
