"""The shapes of a model as data."""

from wholeprint.systems.expression.tree import Number
from wholeprint.systems.model import (
    NOWHERE,
    Clock,
    Equation,
    Kind,
    Model,
    Place,
    Reading,
    Table,
    Variable,
)


def test_a_place_shows_its_line_where_it_is_known() -> None:
    """Errors show `file:line`, the file alone, or nothing."""
    assert str(Place("sir.yaml", 12)) == "sir.yaml:12"
    assert str(Place("sir.yaml")) == "sir.yaml"
    assert str(NOWHERE) == ""


def test_models_are_compared_by_what_they_say() -> None:
    """Two models that say the same are equal, and a table may be a key."""

    def made() -> Model:
        table = Table((0.0, 1.0), (2.0, 3.0), Reading.DISCRETE)
        variable = Variable("x", Kind.LOOKUP, (Equation(None, table=table),))
        return Model("m", Clock(Number(0.0), Number(1.0), Number(0.5)), (variable,))

    assert made() == made()
    assert len({made().variables[0].equations[0].table, Table((0.0, 1.0), (2.0, 3.0))}) == 2


def test_an_empty_model_holds_nothing_that_others_share() -> None:
    """The mappings of two models are not one object."""
    clock = Clock(Number(0.0), Number(1.0), Number(0.5))
    assert Model("a", clock, ()).submodels is not Model("b", clock, ()).submodels
