"""Formulas: read by hand, and never executed as code."""

import pytest

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.formula import DEEPEST, LONGEST, MOST_PARTS, Named, parse
from wholeprint.errors import FormulaError, UnitError, ValueRefusedError, WholeprintError
from wholeprint.quantities.units import Unit

KWH = Unit.parse("kWh")


class Sheet:
    """Figures by name, and by row and name; what is printed is one more than what is computed."""

    def __init__(self, **figures: float) -> None:
        self._figures = figures

    def figure(self, name: str, row: str | None) -> Amount:
        """The figure of that name; of a row it is ten times as much."""
        if name not in self._figures:
            raise FormulaError("no such figure", seen=name)
        return Amount(self._figures[name] * (1.0 if row is None else 10.0))

    def printed(self, name: str, row: str | None) -> Amount:
        """One more than the figure."""
        return self.figure(name, row) + Amount(1.0)

    def over_rows(self, name: str) -> tuple[Amount, ...]:
        """Three rows of it, or none."""
        return (self.figure(name, None),) * 3 if name in self._figures else ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("2 ^ 3 * 2", 16.0),
        ("2 ^ -1", 0.5),
        ("-a + 1", -1.0),
        ("--a", 2.0),
        ("10 / a / 5", 1.0),
        ("10 - a - 3", 5.0),
        ("1_000 * 1e-3", 1.0),
        (".5 * a", 1.0),
        ('"7B".a + a', 22.0),
        ("sum(a)", 6.0),
        ("printed(a)", 3.0),
        ('printed("7B".a)', 21.0),
        ("min(a, 1, 3)", 1.0),
        ("max(a, 1, 3)", 3.0),
        ("sqrt(16)", 4.0),
        ("ceil(1.2) + floor(1.8)", 3.0),
        ("exp(ln(a))", 2.0),
        ("[50 %] * a", 1.0),
        ("[2 kWh] / [500 Wh]", 4.0),
    ],
)
def test_values(text: str, value: float) -> None:
    """Usual precedence; amounts in brackets carry their unit."""
    found = parse(text).value(Sheet(a=2.0))

    assert found.value * found.unit.ratio(Unit.parse("1")) == pytest.approx(value)


def test_names_in_a_formula() -> None:
    """Each figure is named with its row; every row is a star."""
    assert list(parse('a * "7B".b + sum(c) - min(d, [1 kWh])').names()) == [
        (None, "a"),
        ("7B", "b"),
        ("*", "c"),
        (None, "d"),
    ]
    assert isinstance(parse("printed(a)"), Named)


def test_what_only_adds() -> None:
    """Sums leave no room for a small difference; products do."""
    assert parse("a + b - sum(c)").only_adds
    assert not parse("a * b").only_adds
    assert not parse("max(a, b)").only_adds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "a b",
        "sum()",
        "sum(1)",
        "printed(1 + a)",
        "printed(a",
        '"7B"',
        '"7B".1',
        '"7B" a',
        "min()",
        "unknown(a)",
        "[kWh]",
        "a[0]",
        "a.b",
        "__import__('os').system('true')",
        "lambda: 1",
        "a if b else c",
        "a; b",
        "{a}",
        "a = 1",
        "a == b",
        "x" * (LONGEST + 1),
        "+".join("a" * (MOST_PARTS // 2 + 1)),
        "(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1),
        "1e999",
    ],
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    """What cannot be read is refused with an error of ours; nothing of it is ever executed."""
    with pytest.raises(WholeprintError):
        parse(text).value(Sheet(a=2.0, b=3.0))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("ln(0)", FormulaError),
        ("sqrt(0 - 1)", FormulaError),
        ("exp(10000)", FormulaError),
        ("sqrt(1, 2)", FormulaError),
        ("ln([1 kWh])", UnitError),
        ("[1 kWh] + [1 L]", UnitError),
        ("1 / 0", ValueRefusedError),
        ("9 ^ 9 ^ 9", WholeprintError),
        ("sum(z)", FormulaError),
        ("z", FormulaError),
    ],
)
def test_what_has_no_value_is_refused(text: str, error: type[WholeprintError]) -> None:
    """Functions outside their range, units that do not fit, figures that are not there."""
    with pytest.raises(error):
        parse(text).value(Sheet(a=2.0))


def test_a_function_carries_rounding_by_its_slope() -> None:
    """ln(x) moves by dx / x: 0.5 of 10 is 0.05."""

    class Rounded(Sheet):
        def figure(self, name: str, row: str | None) -> Amount:
            return Amount(super().figure(name, row).value, doubts={name: 0.5})

    assert parse("ln(a)").value(Rounded(a=10.0)).slack_amount == pytest.approx(0.05, rel=1e-5)


def test_counted_things_in_amounts() -> None:
    """What a statement counts can stand in an amount of its formulas."""
    found = parse("[30 miles/gallon]", frozenset({"mile", "gallon"})).value(Sheet())

    assert found.value == 30.0
    assert found.unit == Unit.parse("1")
