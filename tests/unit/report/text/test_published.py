"""Published footprints on a page."""

from typing import Any, cast

from wholeprint.advice.statement.reading import statement_of
from wholeprint.report.published import (
    CaseDocument,
    ListDocument,
    case_document,
    list_document,
    rebuilt_document,
)
from wholeprint.report.text.page import Page
from wholeprint.report.text.published import case_page, list_page, rebuilt_page

STATEMENT = statement_of(
    {
        "id": "mine",
        "title": "Mine",
        "source": {"title": "A paper", "authors": "Somebody", "year": "2021", "url": "https://x.y"},
        "hardware": "NVIDIA A100",
        "boundary": ["operational", "facility"],
        "notes": ["a remark"],
        "figures": {
            "a": {"is": "2 kWh", "read": "recalled", "note": "by heart", "also": "2.0 kWh"},
            "b": {"is": "4 kWh", "equals": "a * 2", "also": {"is": "4.1 kWh", "where": "abstract"}},
            "c": {"is": "9 L", "equals": "[1 L]"},
            "d": {"equals": "a * 3"},
        },
    }
)


def _text(lay_out: Any, document: Any) -> str:
    page = Page(100)
    lay_out(page, document)
    return page.text()


def test_a_case() -> None:
    """Source, what is given, what follows, why, and the outcome."""
    said = _text(case_page, cast("CaseDocument", case_document(STATEMENT)))

    for part in (
        *("Somebody, A paper, 2021.", "https://x.y", "NVIDIA A100", "facility, operational"),
        *("Note: a remark.", "by heart", "from memory", "4.1 kWh (abstract)", "exact*"),
        *("elsewhere 2.0 kWh", "c: it is 1/9 of what is printed"),
        "Outcome: contradicts itself, resting on memory",
    ):
        assert part in said


def test_a_case_of_which_little_is_said() -> None:
    """Without source, circumstances or formulas there is only what is printed."""
    document = case_document(statement_of({"id": "x", "title": "X", "figures": {"a": "1 kWh"}}))
    said = _text(case_page, cast("CaseDocument", document))

    assert "1 kWh" in said
    assert "What follows" not in said
    assert "Outcome: unchecked" in said


def test_the_list() -> None:
    """One line each; a star marks what rests on memory, and the star is explained."""
    said = _text(list_page, cast("ListDocument", list_document([STATEMENT], 5)))

    assert "contradicts itself*" in said
    assert "1 of 5 published footprints." in said
    assert "* rests on" in said


def test_the_list_without_memory() -> None:
    """Where nothing rests on memory there is no star to be explained."""
    plain = statement_of({"id": "x", "title": "X", "figures": {"a": "1 kWh"}})
    said = _text(list_page, cast("ListDocument", list_document([plain], 1)))

    assert "*" not in said


def test_an_empty_list() -> None:
    """Nothing found is said, with what to do."""
    assert "No published footprint" in _text(list_page, cast("ListDocument", list_document([], 5)))


def test_the_summary() -> None:
    """What is off is named with both numbers; outcomes and verdicts are counted."""
    said = _text(rebuilt_page, rebuilt_document([STATEMENT]))

    assert "c: 9 L is printed, 1.0 L follows from [1 L]" in said
    assert "1 published footprint computed again" in said
    assert "3 figures" in said
