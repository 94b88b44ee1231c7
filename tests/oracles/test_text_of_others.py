"""Models of other programs, written in our text form and read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from wholeprint.engine.files import load
from wholeprint.errors import WholeprintError
from wholeprint.systems.build import without_places
from wholeprint.systems.expression.tree import Expression, Number, Unary
from wholeprint.systems.model import Kind, Model, Variable
from wholeprint.systems.text.read import read_model
from wholeprint.systems.text.write import write_model

SUITE = Path(__file__).parents[2] / ".." / "shared" / "sdx"

FILES = sorted([*SUITE.glob("tests/*/*.xmile"), *SUITE.glob("tests/*/*.mdl")])
PARTS = 8
"""Reading Vensim's takes its time, so that it is done in parts."""

pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="the suite of SDXorg/test-models is not beside the project"
)


def _signed(expression: Expression | None) -> Expression | None:
    """The sign before a number of a parameter becomes part of it where it is written."""
    match expression:
        case Unary("-", Number(value)):
            return Number(-value)
        case Unary("+", Number(value)):
            return Number(value)
        case _:
            return expression


def _plain(variable: Variable) -> Variable:
    if variable.kind is not Kind.PARAMETER:
        return variable
    equations = (replace(each, value=_signed(each.value)) for each in variable.equations)
    return replace(variable, equations=tuple(equations))


def _by_name(model: Model) -> Model:
    """Variables in the order of their names: the text has them by what they are."""
    found = without_places(model)
    ordered = sorted(map(_plain, found.variables), key=lambda each: each.name)
    macros = tuple(
        replace(each, variables=tuple(sorted(each.variables, key=lambda one: one.name)))
        for each in found.macros
    )
    submodels = {name: _by_name(each) for name, each in found.submodels.items()}
    return replace(found, variables=tuple(ordered), submodels=submodels, macros=macros)


@pytest.mark.parametrize("part", range(PARTS))
def test_models_of_other_programs_are_the_same_in_our_form(part: int) -> None:
    """Each that can be read at all: nothing of it is lost or changed by writing and reading."""
    same, unread, differing = 0, 0, list[str]()
    for path in FILES[part::PARTS]:
        try:
            model = load(str(path))
        except WholeprintError:
            unread += 1
            continue
        again = read_model(write_model(model), "again.yaml")
        if _by_name(again) == _by_name(model):
            same += 1
        else:
            differing.append(path.name)

    assert differing == []
    assert same > 2 * unread
