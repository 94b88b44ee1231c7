"""Dimensions of arrays."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.dimensions import axes_of, image
from wholeprint.systems.model import Dimension

_AGE = Dimension("Age", ("Infant", "Child", "Teen"))
_OLDER = Dimension("Older", ("Child", "Teen"), parent="Age")
_YOUNGER = Dimension(
    "Younger", ("Infant", "Child"), parent="Age", maps={"Older": (("Child",), ("Teen",))}
)
_SCHOOL = Dimension("School", ("first", "second"), maps={"Age": (("Infant",), ("Child", "Teen"))})


def test_elements_have_places_and_numbers() -> None:
    """A place is within the dimension, a number within the whole one that it is part of."""
    axes = axes_of((_AGE, _OLDER))
    assert axes["older"].positions == {"child": 0, "teen": 1}
    assert axes["older"].numbers == {"child": 2, "teen": 3}
    assert axes["age"].shown == ("Infant", "Child", "Teen")


def test_a_mapping_goes_before_an_element_of_the_same_name() -> None:
    """Vensim: the cohort before Child is Infant, though Child is in both dimensions."""
    axes = axes_of((_AGE, _OLDER, _YOUNGER))
    assert image(axes, "older", "child", axes["younger"]) == "infant"
    assert image(axes, "older", "teen", axes["younger"]) == "child"


def test_the_same_element_stands_for_itself_in_a_part() -> None:
    """A part of a dimension shares its elements."""
    axes = axes_of((_AGE, _OLDER))
    assert image(axes, "age", "teen", axes["older"]) == "teen"
    assert image(axes, "age", "infant", axes["older"]) is None


def test_one_may_stand_for_many() -> None:
    """Both Child and Teen go to the second school; the way back is told where it is one to one."""
    axes = axes_of((_AGE, _SCHOOL))
    assert [image(axes, "age", each, axes["school"]) for each in axes["age"].elements] == [
        "first",
        "second",
        "second",
    ]
    assert image(axes, "school", "first", axes["age"]) == "infant"
    assert image(axes, "school", "second", axes["age"]) is None


@pytest.mark.parametrize(
    ("dimensions", "what"),
    [
        ((_AGE, Dimension("AGE", ("a",))), "twice"),
        ((Dimension("a", ()),), "each once"),
        ((Dimension("a", ("x", "X")),), "each once"),
    ],
)
def test_odd_dimensions_are_refused(dimensions: tuple[Dimension, ...], what: str) -> None:
    """A dimension is there once, with elements that are there once."""
    with pytest.raises(ModelError, match=what):
        axes_of(dimensions)
