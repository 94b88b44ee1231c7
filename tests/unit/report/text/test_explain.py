"""Why two footprints differ, on a page."""

import io

import pytest

from wholeprint.advice.explain.explain import explain
from wholeprint.advice.explain.sides import statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.report.explain import explanation_document
from wholeprint.report.text.explain import explanation_page
from wholeprint.report.text.page import Page, write


def _page(first: dict[str, object], second: dict[str, object], width: int = 110) -> str:
    sides = [statement_side(statement_of({"title": "t", **each})) for each in (first, second)]
    page, stream = Page(width), io.StringIO()
    explanation_page(page, explanation_document(explain(sides[0], sides[1])))
    write(page, stream)
    return stream.getvalue()


A: dict[str, object] = {
    "id": "first-of-two",
    "place": "US",
    "boundary": ["operational", "facility"],
    "figures": {"it_energy": "10 MWh", "pue": "1.5", "intensity": "400 g/kWh", "ghg": "6.1 t"},
}
B: dict[str, object] = {
    "id": "second-of-two",
    "boundary": ["operational", "idle"],
    "figures": {"it_energy": "5 MWh", "pue": "1", "intensity": "50 g/kWh"},
}


@pytest.mark.parametrize("width", [80, 110])
def test_the_page_fits_and_says_it_all(width: int) -> None:
    """Both sides, one boundary, factors with signs, and what no factor explains."""
    text = _page(A, B, width)

    assert max(map(len, text.splitlines())) <= width
    for words in ("Only A counts facility", "divided by its PUE of 1.5", "Only B counts idle"):
        assert words in text
    assert "nobody says how much of it" in " ".join(text.split())
    assert "A states" in text
    assert "Shapley" in text


def test_two_that_are_the_same_say_so() -> None:
    """No table where there is nothing to explain."""
    text = _page(A, A)

    assert "Both are the same." in text
    assert "LMDI, " not in text


def test_the_smaller_side_may_come_first() -> None:
    """B is named as the larger one, and the parts are negative."""
    text = _page(B, A)

    assert "B is " in text
    assert "\u2212" in text
