"""How large a model becomes."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.flat.size import LARGEST, refuse_large
from wholeprint.systems.model import Clock, Dimension, Equation, Kind, Macro, Model, Variable

_CLOCK = Clock(parse("0"), parse("1"), parse("1"))
_WIDE = Dimension("wide", tuple(f"e{each}" for each in range(2_000)))


def _said(name: str, text: str, *dimensions: str) -> Variable:
    return Variable(name, Kind.AUXILIARY, (Equation(parse(text)),), dimensions)


def test_a_model_of_a_usual_size_passes() -> None:
    """2,000 elements, each with a macro of two variables."""
    macro = Macro("M", ("x",), (_said("M", "half * 2"), _said("half", "x / 2")))
    model = Model("m", _CLOCK, (_said("a", "M(1)", "wide"),), dimensions=(_WIDE,), macros=(macro,))
    refuse_large(model)


def test_what_multiplies_is_counted_before_it_is_made() -> None:
    """A macro of 1,000 variables for each of 2,000 elements is two million."""
    inside = tuple(_said(f"v{each}", "x") for each in range(999))
    macro = Macro("M", ("x",), (_said("M", "x"), *inside))
    model = Model("m", _CLOCK, (_said("a", "M(1)", "wide"),), dimensions=(_WIDE,), macros=(macro,))
    with pytest.raises(ModelError, match=rf"over {LARGEST} slots: saw 2e\+06"):
        refuse_large(model)


def test_an_array_that_is_too_large_is_told_by_name() -> None:
    """2,000 by 2,000."""
    model = Model("m", _CLOCK, (_said("a", "1", "wide", "wide"),), dimensions=(_WIDE,))
    with pytest.raises(ModelError, match=r"a has over 1000000 elements: saw 4e\+06"):
        refuse_large(model)


def test_what_uses_itself_is_left_to_others() -> None:
    """It is refused where it is met, with better words."""
    macro = Macro("M", ("x",), (_said("M", "M(x)"),))
    refuse_large(Model("m", _CLOCK, (_said("a", "M(1)"),), macros=(macro,)))
