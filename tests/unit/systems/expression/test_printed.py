"""Equations as text."""

import math

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.printed import printed, printed_name
from wholeprint.systems.expression.tree import Name, Number, Text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("((a))+(b*c)", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("(a^b)^c", "(a ^ b) ^ c"),
        ("a^(b^c)", "a ^ b ^ c"),
        ("(-a)^2", "(-a) ^ 2"),
        ("-(a^2)", "-a ^ 2"),
        ("not (a = b)", "NOT (a = b)"),
        ("(if a then b else c) + 1", "(IF a THEN b ELSE c) + 1"),
        ("max(a,min(b,c))", "MAX(a, MIN(b, c))"),
        ('"if" + "a (b)"', '"if" + "a (b)"'),
        ("1e22 + 0.1 + 3.0", "1e+22 + 0.1 + 3"),
        ("x[age-1,*,old!]", "x[age - 1, *, old!]"),
    ],
)
def test_no_more_brackets_than_needed(text: str, plain: str) -> None:
    """The text is the shortest that reads back as the same tree."""
    tree = parse(text)

    assert printed(tree) == plain
    assert parse(plain) == tree


def test_other_programs_get_underscores() -> None:
    """Blanks within names are written as told; names in quotes keep theirs."""
    assert printed(parse('contact rate * "a (b c)"'), blank="_") == 'contact_rate * "a (b c)"'


def test_names_that_are_no_names_stand_in_quotes() -> None:
    """Keywords, digits in front and signs; full stops part modules."""
    assert printed_name("rate of not") == '"rate of not"'
    assert printed_name("2 fast") == '"2 fast"'
    assert printed_name("home market.a-b") == 'home market."a-b"'
    assert parse(printed(Name('say "no"'))) == Name('say "no"')
    assert parse(printed(Name("back\\\\slash\\\\"))) == Name("back\\\\slash\\\\")


def test_what_has_no_text_is_refused() -> None:
    """No number, and a quotation mark within a text; an infinity has a name."""
    assert printed(Number(math.inf)) == "INF"
    with pytest.raises(ModelError, match="a number"):
        printed(Number(math.nan))
    with pytest.raises(ModelError, match="quotation mark"):
        printed(Text("it's"))
