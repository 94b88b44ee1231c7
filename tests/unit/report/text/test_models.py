"""The page of the library's models."""

from wholeprint.engine.files import library, load
from wholeprint.report.models import models_document
from wholeprint.report.text.models import models_page
from wholeprint.report.text.page import Page


def test_each_model_has_its_line() -> None:
    """Its name, what it is, its scenarios, and how it is run."""
    page = Page(100)

    models_page(page, models_document([load(name) for name in library()]))

    text = page.text()
    assert all(name in text for name in library())
    assert "backfire" in text
    assert "wholeprint simulate NAME" in text
