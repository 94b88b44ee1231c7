"""The page of what decides between two scenarios."""

import pytest

from wholeprint.engine.explain import decide
from wholeprint.report.explain_model import decision_document
from wholeprint.report.text.explain_model import decision_page
from wholeprint.report.text.page import Page


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_page_says_what_decides(width: int) -> None:
    """Both sides, their course, each assumption with its share; more where there is room."""
    document = decision_document(decide("rebound@limit", "rebound@backfire", "energy a month"))
    page = Page(width)
    decision_page(page, document)
    text = page.text()

    assert "elasticity" in text
    assert "rebound@limit" in text
    assert "%" in text
    assert ("B without it" in text) is (width >= 100)
    assert all(len(line) <= width for line in text.splitlines())


def test_equal_sides_are_said_to_be_equal() -> None:
    """Nothing decides where nothing differs; a course of nought has no bars."""
    page = Page(80)
    decision_page(page, decision_document(decide("rebound", "rebound", "cap on")))

    assert "The two have the same assumptions." in page.text()
