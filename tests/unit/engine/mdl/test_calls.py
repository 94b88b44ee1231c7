"""Calls of macros with several results."""

import pytest

from wholeprint.engine.mdl.calls import plain_calls


@pytest.mark.parametrize(
    ("equation", "plain"),
    [
        ("a = MY MACRO(x, y : z)", "a = MY MACRO(x, y , z)"),
        ("a = 2*(b+my  macro( f(x) : z, w ))", "a = 2*(b+my  macro( f(x) , z, w ))"),
        ("a = other(x : z)", "a = other(x : z)"),
        ("a = my macro(x :AND: y : z)", "a = my macro(x :AND: y , z)"),
        ('a = "b:(c" + my macro(":" : z)', 'a = "b:(c" + my macro(":" , z)'),
        ("a[i] :EXCEPT: [i1] = my macro(x)", "a[i] :EXCEPT: [i1] = my macro(x)"),
    ],
)
def test_colons_of_macros_become_commas(equation: str, plain: str) -> None:
    """Only the colon in a call of such a macro does, not those of words of Vensim or in quotes."""
    assert plain_calls(equation, {"my_macro"}) == plain


def test_without_such_macros_nothing_changes() -> None:
    """An equation is left alone where no macro gives several results."""
    assert plain_calls("a = b(c : d)", set()) == "a = b(c : d)"
