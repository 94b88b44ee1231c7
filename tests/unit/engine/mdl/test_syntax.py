"""Right sides of Vensim as expressions."""

from pathlib import Path

import pytest

from wholeprint.engine.mdl.source import source_of
from wholeprint.engine.mdl.syntax import NOT_AVAILABLE, Context, expression_of, plain_name
from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Expression, Name, Subscript
from wholeprint.systems.model import Place


def said(folder: Path, text: str) -> Expression:
    path = folder / "m.mdl"
    path.write_text("{UTF-8}\na = " + text + " ~~|\n", encoding="utf-8")
    (statement,) = source_of(path).sections[0].statements
    context = Context(frozenset({"my_macro"}), {"dim": 3}, "a", Place("m.mdl", 2))
    return expression_of(statement.syntax, context)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("2 - 3 - b", "2 - 3 - b"),
        ("-2^2", "-2^2"),
        ("b^c^d", "b^c^d"),
        ("IF THEN ELSE(b > 1 :AND: :NOT: c = 2 :OR: d <> 3, 1, 0)",
         "IF b > 1 AND NOT (c = 2) OR d <> 3 THEN 1 ELSE 0"),
        ("DELAY1(b, 2)", "delay1(b, 2)"),
        ("DELAY3I(b, 2, 5)", "delay3(b, 2, 5)"),
        ("DELAY N(b, 2, 5, 4)", "delay_n(b, 2, 5, 4)"),
        ("DELAY FIXED(b, 2, 5)", "delay_fixed(b, 2, 5)"),
        ("SMOOTH(b, 2)", "smth1(b, 2)"),
        ("SMOOTH3I(b, 2, 5)", "smth3(b, 2, 5)"),
        ("TREND(b, 2, 0.1)", "trend(b, 2, 0.1)"),
        ("FORECAST(b, 2, 10)", "forecast(b, 2, 10)"),
        ("SAMPLE IF TRUE(b, c, 0)", "sample_if_true(b, c, 0)"),
        ("INITIAL(b)", "init(b)"),
        ("GAME(b)", "b"),
        ("PULSE(1, 2)", "vensim_pulse(1, 2)"),
        ("PULSE TRAIN(1, 2, 5, 20)", "pulse_train(1, 2, 5, 20)"),
        ("ELMCOUNT(dim)", "3"),
        ("GET TIME VALUE(0, 2, 0)", "time + 2"),
        ("MY MACRO(b, 2)", "my_macro(b, 2)"),
        ("my table(b)", "my_table(b)"),
        ("SUM(b[dim!])", "sum(b[dim!])"),
    ],
)  # fmt: skip
def test_forms(tmp_path: Path, theirs: str, ours: str) -> None:
    """Each form has its own in the XMILE language, or keeps Vensim's name."""
    assert said(tmp_path, theirs) == parse(ours)


def test_missing_value(tmp_path: Path) -> None:
    """:NA: is a number far below any other, as in Vensim."""
    assert said(tmp_path, ":NA:") == NOT_AVAILABLE


def test_lookup_of_an_array(tmp_path: Path) -> None:
    """A lookup with subscripts is read by LOOKUP."""
    found = said(tmp_path, "t[dim](b)")
    assert getattr(found, "function", "") == "lookup"
    assert Name("t", (Subscript("dim"),)) in getattr(found, "arguments", ())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("NO SUCH FUNCTION(b, c)", "NO SUCH FUNCTION"),
        ("1 + INTEG(b, 2)", "INTEG inside"),
        ("1 + ACTIVE INITIAL(b, 2)", "ACTIVE INITIAL inside"),
        ("GET TIME VALUE(2, 0, 1)", "calendar or a clock"),
        ("ELMCOUNT(b)", "no subscript range"),
    ],
)
def test_refused(tmp_path: Path, text: str, word: str) -> None:
    """What is not done here is refused by name, with the line."""
    with pytest.raises(UnsupportedError, match=word) as told:
        said(tmp_path, text)
    assert "m.mdl:2" in str(told.value)


def test_plain_name() -> None:
    """Quotation marks are no part of a name."""
    assert plain_name(' "A b" ') == "a_b"
