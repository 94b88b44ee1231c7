"""Where names are looked up."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.scope import Entry, Scope, Site
from wholeprint.systems.model import Place


def _scopes() -> tuple[Scope, Scope]:
    root = Scope("", {}, {}, {"contact_rate": Entry("contact rate")})
    inner = Scope("market.", {}, {}, {"price": Entry("market.price")}, outer=root, root=root)
    root.modules["market"] = inner
    return root, inner


def test_names_of_modules_are_parted_by_full_stops() -> None:
    """A variable of a module is found from outside; a leading stop means the whole model."""
    root, inner = _scopes()
    assert root.find("Market.Price") is inner.entries["price"]
    assert inner.find("price") is inner.entries["price"]
    assert inner.find(".contact rate") is root.entries["contact_rate"]
    assert inner.find("contact rate") is None
    assert root.find("shop.price") is None


def test_a_name_inside_a_macro_reaches_the_model_with_a_dollar_sign() -> None:
    """Vensim's macros write TIME STEP$ for the model's own variable."""
    root, inner = _scopes()
    assert inner.find("contact rate$") is root.entries["contact_rate"]


def test_near_names_are_offered() -> None:
    """A slip of the pen is told, with the names in modules too."""
    root, _ = _scopes()
    assert root.near("contct rate") == ["contact rate"]
    assert root.near("market.pric") == ["market.price"]


def test_an_error_says_where_it_was_met() -> None:
    """File, line and variable stand in it."""
    root, _ = _scopes()
    with pytest.raises(ModelError, match=r"sir\.yaml:7: in the equation of x, it is odd: saw y"):
        Site(root, "x", place=Place("sir.yaml", 7)).refuse("it is odd", seen="y")
