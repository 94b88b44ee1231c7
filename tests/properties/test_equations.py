"""Equations: what is written reads back as what it was."""

from hypothesis import given
from hypothesis import strategies as st

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import parse
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

_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="."), min_size=1, max_size=12)
_NAMES = st.one_of(
    st.sampled_from(
        ["a", "contact rate", "if", "rate of not", "CO2 (ppm)", "größe", "2 x", "a.b c"]
    ),
    _WORDS.map(lambda word: " ".join(word.split())).filter(bool),
)
_SUBSCRIPTS = st.one_of(
    st.builds(Subscript, st.sampled_from(["age", "*", "3", "old folk"])),
    st.builds(Subscript, st.just("age"), st.integers(1, 9)),
    st.builds(Subscript, st.just("age"), st.just(0), st.just(True)),  # noqa: FBT003 - a strategy
)
_LEAVES: st.SearchStrategy[Expression] = st.one_of(
    st.floats(0, allow_nan=False, allow_infinity=False).map(Number),
    _NAMES.map(Name),
    st.builds(Name, st.just("x"), st.lists(_SUBSCRIPTS, min_size=1, max_size=3).map(tuple)),
)
_OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "^", "mod", "<", "<=", ">", ">=", "=", "<>", "and", "or"]
)


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    texts = st.sampled_from(["", "some text"]).map(Text)
    return st.one_of(
        st.builds(Unary, st.sampled_from(["-", "+", "not"]), inner),
        st.builds(Binary, _OPERATORS, inner, inner),
        st.builds(Conditional, inner, inner, inner),
        st.builds(
            Call,
            st.sampled_from(["max", "smth3", "effect_of_price", "my_own"]),
            st.lists(st.one_of(inner, texts), max_size=3).map(tuple),
        ),
    )


@given(st.recursive(_LEAVES, _grown, max_leaves=25))
def test_printed_text_reads_back_as_the_same_tree(tree: Expression) -> None:
    """For any tree that the parser could give."""
    assert parse(printed(tree)) == tree


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_an_equation_or_an_error_of_ours(text: str) -> None:
    """Nothing else is ever raised, and what is read can be written and read again."""
    try:
        tree = parse(text)
    except (ModelError, UnsupportedError):
        return
    assert parse(printed(tree)) == tree
