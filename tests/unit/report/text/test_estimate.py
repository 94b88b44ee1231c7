"""Estimated workloads on a page."""

from typing import cast

import pytest

from wholeprint.report.estimate import models_document, workload_document
from wholeprint.report.shapes import EstimateDocument
from wholeprint.report.text.estimate import models_page, workload_page
from wholeprint.report.text.page import Page
from wholeprint.tracking.estimate_like import estimate_like, published_models
from wholeprint.tracking.estimate_training import Training, estimate_training


def _text(document: dict[str, object], width: int = 100) -> str:
    page = Page(width)
    workload_page(page, cast("EstimateDocument", document))
    return page.text()


def test_a_page_says_what_was_given_and_how_it_was_worked_out() -> None:
    """Large numbers are short, methods and numbers on the way are named, then units, then all."""
    training = Training(parameters_count=70e9, tokens_count=15e12)
    text = _text(workload_document(estimate_training("h100-sxm5-80gb:64", training, zone="FR")))

    assert "parameters 70B · tokens 15T" in text
    order = ["How", "6ND", "model FLOP utilisation", "Per accelerator hour", "Energy", "Counted"]
    assert [text.index(word) for word in order] == sorted(text.index(word) for word in order)


@pytest.mark.parametrize("width", [60, 100, 200])
def test_a_page_fits(width: int) -> None:
    """No line is longer than the page."""
    text = _text(workload_document(estimate_like("BLOOM", zone="FR")), width)

    assert max(map(len, text.splitlines())) <= width
    assert "Training of BLOOM 176B" in text


def test_a_document_without_a_workload_has_no_such_page() -> None:
    """Hardware by the hour has a page of its own."""
    assert not _text({"workload": None}).strip()


def test_the_list_of_models() -> None:
    """One line each, what nobody says left empty."""
    page = Page(110)
    models_page(page, models_document(published_models()))
    lines = page.text().splitlines()

    assert lines[0].split() == ["model", "parameters", "tokens", "hours", "on", "source"]
    assert any("Chinchilla 70B" in line and "1.4T" in line for line in lines)
