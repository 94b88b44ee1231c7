"""Equations of the XMILE language."""

import pytest

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import DEEPEST, LONGEST, parse
from wholeprint.systems.expression.printed import printed
from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Number,
    Subscript,
    Text,
    Unary,
)
from wholeprint.systems.place import Place

A, B, C, D = (Name(each) for each in "abcd")
ONE, TWO, THREE = Number(1), Number(2), Number(3)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("-2^2", Unary("-", Binary("^", TWO, TWO))),
        (".a + .5", Binary("+", Name(".a"), Number(0.5))),
        ("2^-1", Binary("^", TWO, Unary("-", ONE))),
        ("a^b^c", Binary("^", A, Binary("^", B, C))),
        ("a-b-c", Binary("-", Binary("-", A, B), C)),
        ("a/b/c", Binary("/", Binary("/", A, B), C)),
        ("a+b*c", Binary("+", A, Binary("*", B, C))),
        ("-a*b", Binary("*", Unary("-", A), B)),
        ("a MOD b", Binary("mod", A, B)),
        ("mod(a, b)", Binary("mod", A, B)),
        ("NOT a = b", Binary("=", Unary("not", A), B)),
        ("a < b = c", Binary("=", Binary("<", A, B), C)),
        ("a or b and c", Binary("or", A, Binary("and", B, C))),
        ("a <> b", Binary("<>", A, B)),
        ("if a then b else c + d", Conditional(A, B, Binary("+", C, D))),
        ("If(a)Then(b)Else(c)", Conditional(A, B, C)),
        ("a + IF b THEN c ELSE d", Binary("+", A, Conditional(B, C, D))),
        ("IF THEN ELSE(a, b, c)", Conditional(A, B, C)),
        ("a // b", Call("safediv", (A, B))),
    ],
)
def test_precedence_is_that_of_the_language(text: str, tree: Expression) -> None:
    """Tightest first: ^, signs and NOT, * / MOD, + -, < >, = <>, AND, OR (XMILE 1.0, 3.3)."""
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1e-3", Number(0.001)),
        (".5", Number(0.5)),
        ("5.", Number(5)),
        ("1E+2", Number(100)),
        ("contact  rate", Name("contact rate")),
        ("contact_rate", Name("contact_rate")),
        ("notify + order", Binary("+", Name("notify"), Name("order"))),
        ("größe der € 2", Name("größe der € 2")),
        ("$price", Name("$price")),
        ('"CO2 (ppm)"', Name("CO2 (ppm)")),
        ('"if"', Name("if")),
        ('"my mod".x y', Name("my mod.x y")),
        ("home market.sales", Name("home market.sales")),
        ("a {not b} + {x} c", Binary("+", A, C)),
        ("f('x y', a)", Call("f", (Text("x y"), A))),
        ("effect of price(a)", Call("effect_of_price", (A,))),
        ("PI()", Call("pi", ())),
        ("\n a\n + b", Binary("+", A, B)),
    ],
)
def test_names_and_numbers_are_read(text: str, tree: Expression) -> None:
    """Names of several words, in quotes, in letters of any script; numbers, comments, texts."""
    assert parse(text) == tree


def test_indices_are_read() -> None:
    """Dimensions, elements, numbers, all, offsets, free ones, and formulas of indices."""
    assert parse("x[age, *, 3, age - 1, old!, i * 2]") == Name(
        "x",
        (
            Subscript("age"),
            Subscript("*"),
            Subscript("3"),
            Subscript("age", offset=-1),
            Subscript("old", is_free=True),
            Subscript("", index=Binary("*", Name("i"), TWO)),
        ),
    )


@pytest.mark.parametrize("text", ["x[1:3]", "x[*:old]", "x[young:old]"])
def test_a_range_is_refused_by_name(text: str) -> None:
    """What is not done is refused, never read as something else."""
    with pytest.raises(UnsupportedError, match="range"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a +", 7, ("column 4", "its end", "a number, a name")),
        ("(a", 7, ("column 3", '")"')),
        ("a b c )", 7, ("column 7", "an operator")),
        ("a\n+ * b", 8, ("column 3", "* b")),
        ("IF a THEN b", 7, ("its end", "ELSE")),
        ("a == b", 7, ("column 4",)),
        ("a ? b", 7, ("column 3", "? b", "letters, digits")),
        ("a \u2212 b", 7, ("column 3",)),
        ("", 7, ("is empty",)),
        ("   ", 7, ("is empty",)),
        ("x[]", 7, ("column 3",)),
        ("f(a,)", 7, ("column 5",)),
        ("1e999", 7, ("1e999", "largest")),
        ("import os; os.system('x')", 7, ("column 10",)),
        ("lambda: 0", 7, ("column 7",)),
    ],
)
def test_errors_say_where_and_what_was_expected(
    text: str, line: int, words: tuple[str, ...]
) -> None:
    """File, line, column, variable, what was seen and what was expected instead."""
    with pytest.raises(ModelError) as wrong:
        parse(text, place=Place("m.yaml", 7), what="growth")

    said = str(wrong.value)
    assert f"m.yaml:{line}: the equation of growth" in said
    for word in words:
        assert word in said


def test_a_name_that_is_code_is_a_name() -> None:
    """Nothing is executed: it is a function that nobody has defined."""
    assert parse("__import__('os')") == Call("_import_", (Text("os"),))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1_000_000,
        "(" * 40_000,
        "-" * 40_000 + "a",
        "not " * 10_000 + "a",
        "2" + "^2" * 20_000,
        "f(" * 15_000,
        "x[" * 15_000,
        "if a then " * 4_900,
        '"\\' * 20_000,
        "'" * 40_001,
        "{" * 40_000,
        "a." * 20_000,
        "a" * (LONGEST + 1),
    ],
    ids=lambda text: str(text)[:8],
)
def test_an_endless_equation_is_refused(text: str) -> None:
    """Never a RecursionError, whatever is repeated: length and levels are bounded."""
    with pytest.raises(ModelError):
        parse(text)


@pytest.mark.parametrize("sign", ["+", "-", " and ", " or "])
def test_a_row_may_be_long(sign: str) -> None:
    """Sums have as many terms as fit; what is written of their groups reads back as they are."""
    tree = parse("a" + f"{sign}a" * 8000)
    assert parse(printed(tree)) == tree


def test_a_product_may_have_as_many_factors_as_levels() -> None:
    """Its factors count as levels; one more than allowed is told as such."""
    tree = parse("a" + "*a" * (DEEPEST - 1))
    assert parse(printed(tree)) == tree

    with pytest.raises(ModelError, match="factors in a row"):
        parse("a" + "*a" * DEEPEST)
