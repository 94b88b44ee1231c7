"""Models as text that is quick to read back."""

import json
from typing import Any

import pytest

from wholeprint.engine.files import library, load
from wholeprint.engine.model_text import model_text, read_model_text
from wholeprint.errors import CompileError
from wholeprint.systems.expression.tree import Name, Number, Subscript
from wholeprint.systems.model import Clock, Dimension, Model


@pytest.mark.parametrize("name", library())
def test_a_model_comes_back_as_it_was(name: str) -> None:
    """Every model of the library, with its beliefs, sources, tests and scenarios."""
    model = load(name)

    assert read_model_text(model_text(model)) == model


def test_arrays_and_mappings_come_back() -> None:
    """Subscripts with an index of their own, mapped dimensions, numbers beyond all bounds."""
    clock = Clock(
        Number(0.1), Number(float("inf")), Name("a", (Subscript("b", 1, index=Number(2)),))
    )
    model = Model("m", clock, (), dimensions=(Dimension("d", ("x",), maps={"e": (("y",),)}),))

    assert read_model_text(model_text(model)) == model


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        '["Popen",["",1]]',
        '["Number",1]',
        '["Model"]',
        "[[]]",
        '["Kind","x"]',
        "[]",
    ],
)
def test_what_is_no_model_is_refused(text: str) -> None:
    """Nothing but the shapes of models is built, whatever a text asks for."""
    with pytest.raises(CompileError, match="no model"):
        read_model_text(text)


def test_what_is_no_part_of_a_model_is_not_kept() -> None:
    """A belief of another kind is refused, so that it is not lost in silence."""
    stranger: Any = {1, 2}
    with pytest.raises(CompileError, match="cannot be kept"):
        model_text(Model("m", Clock(stranger, Number(1), Number(1)), ()))
    assert json.loads(model_text(load("rebound")))[0] == "Model"
