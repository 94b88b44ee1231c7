"""Equations in words that other tools know."""

import pytest

from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Name
from wholeprint.systems.xmile.portable import mapped, portable, text_of

KNOWN: dict[str, tuple[str, ...]] = {"x": ("age",), "integer": ()}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("time_step + final_time - initial_time", "DT + STOPTIME - STARTTIME"),
        ("delay_n(a, 3, 0, 2)", "delayn(a, 3, 2, 0)"),
        ("smooth_n(a, 3, 0, 2)", "smthn(a, 3, 2, 0)"),
        ("delay_fixed(a, 3, 0)", "delay(a, 3, 0)"),
        ("xidz(a, b, 1)", "IF ABS(b) < 1e-6 THEN 1 ELSE safediv(a, b)"),
        ("zidz(a, b)", "IF ABS(b) < 1e-6 THEN 0 ELSE safediv(a, b)"),
        ("log(a, 2)", "ln(a) / ln(2)"),
        ("integer(a)", "integer(a)"),  # a variable of the model has that name
        ("sum(x[age!])", "sum(x[*])"),
        ("vmax(x[age!])", "max(x[*])"),
        ("sum(x[part!])", "sum(x[part!])"),
        (
            "-a + (IF b THEN vector_select(c) ELSE 'd')",
            "-a + (IF b THEN vector_select(c) ELSE 'd')",
        ),
    ],
)
def test_words(ours: str, theirs: str) -> None:
    """Functions of Vensim that XMILE has too take its names; the others stay."""
    assert portable(parse(ours), KNOWN) == parse(theirs)


def test_nested_conditions_stand_in_brackets() -> None:
    """A condition inside a condition is bracketed: not every tool reads it bare."""
    text = text_of(parse("IF a THEN 1 ELSE IF b THEN 2 ELSE 3"))
    assert text == "IF a THEN 1 ELSE (IF b THEN 2 ELSE 3)"
    assert parse(text) == parse("IF a THEN 1 ELSE IF b THEN 2 ELSE 3")


def test_mapped() -> None:
    """Names are replaced everywhere, and nothing else."""
    found = mapped(parse("a + f(a, -a)"), lambda name: Name(name.name.upper()))
    assert found == parse("A + f(A, -A)")
