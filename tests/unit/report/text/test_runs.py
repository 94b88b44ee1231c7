"""A list of runs on a page."""

from typing import cast

import pytest

from wholeprint.ledger.entry import RunRecord
from wholeprint.report.listing import row_document
from wholeprint.report.shapes import ListedDocument, RunsDocument
from wholeprint.report.text import runs
from wholeprint.report.text.page import Page

NOW = 10**18


def _listed(**changes: object) -> ListedDocument:
    record = RunRecord(id="20010909-014640-abcdef", started_unix_ns=NOW, ended_unix_ns=NOW)
    return cast("ListedDocument", {**row_document(record.row()), **changes})


def _page(*listed: ListedDocument, more: bool = False, width: int = 80) -> list[str]:
    document: RunsDocument = {
        "schema": "",
        "ledger": "/l",
        "now_unix_ns": NOW + 7200 * 10**9,
        "runs": list(listed),
        "more": more,
    }
    page = Page(width)
    runs.runs_page(page, document)
    return page.text().splitlines()


def test_a_run_without_costs_has_empty_columns_left_out() -> None:
    """Where nothing was assessed there is no column of energy."""
    head, line = _page(_listed(label="train"))

    assert head.split() == ["run", "name", "ago", "took", "status"]
    assert line.split() == ["20010909-014640-abcdef", "train", "2", "h", "0", "ms", "done"]


def test_long_names_give_way_to_numbers() -> None:
    """On a narrow page the name is cut, and no number is."""
    quantity: dict[str, object] = {
        "value": 12.3,
        "central": 12.3,
        "low": 12.0,
        "high": 12.6,
        "unit": "kWh",
        "known": "measured",
        "sources": [],
    }
    listed = _listed(
        label="x" * 60,
        status="failed",
        seconds=5000.0,
        energy=quantity,
        ghg_operational=quantity,
    )

    _head, line = _page(listed)

    assert len(line) <= 80
    assert "\u2026" in line
    assert line.count("12.3 kWh") == 2


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"label": "a", "project": "p"}, "a"),
        ({"model": "m"}, "m"),
        ({}, ""),
        ({"label": "a", "counted": False}, "> a"),
    ],
)
def test_names(changes: dict[str, object], name: str) -> None:
    """A run goes by its label, else its model; one that sums leave out is marked."""
    assert runs.name(_listed(**changes), with_project=False) == name


def test_projects_are_shown_where_they_differ() -> None:
    """The project stands before the name only where there are several."""
    lines = _page(_listed(label="a", project="p"), _listed(label="b", project="q"))

    assert "p/a" in lines[1]
    assert "q/b" in lines[2]
    assert "p/a" not in _page(_listed(label="a", project="p"))[1]


def test_what_the_page_leaves_out_is_said() -> None:
    """A cut list and a marked run are explained below."""
    lines = _page(_listed(counted=False), more=True)

    assert any("left out of sums" in line for line in lines)
    assert any("--limit 0" in line for line in lines)
