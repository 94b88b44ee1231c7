"""Where results are printed."""

import json

import pytest

from wholeprint.cli import output
from wholeprint.errors import UnknownRunError
from wholeprint.report.text.page import Page


def _lay_out(page: Page, document: dict[str, int]) -> None:
    page.line(f"it is {document['x']}")


@pytest.mark.parametrize("text", ['{\n  "x": 1\n}\n', "it is 1\n"])
def test_one_result_two_forms(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """A result is printed as the document itself or as the page made of it."""
    output.emit({"x": 1}, _lay_out, as_json=text.startswith("{"))

    assert capsys.readouterr().out == text


def test_an_error_is_printed_as_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    """The document names its schema and the error's code."""
    output.print_error(UnknownRunError("no run", seen="x"))

    document = json.loads(capsys.readouterr().out)
    assert document["schema"].endswith("/error/1")
    assert document["error"]["code"] == "wp-run"
