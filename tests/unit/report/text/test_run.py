"""One run on a page."""

import io
import re
from pathlib import Path
from typing import Any

import pytest

from wholeprint.report.shapes import RunResultDocument, SpanDocument
from wholeprint.report.text import run
from wholeprint.report.text.page import Page
from wholeprint.tracking.assessment import assess


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_of_a_recorded_run(golden: Path, shown: RunResultDocument, width: int) -> None:
    """The text of a run stays as it was when somebody last looked at it and found it good."""
    page = Page(width)

    run.run_page(page, shown)

    assert page.text() == (golden / f"show-{width}.txt").read_text("utf-8")


def test_colour_changes_no_word(shown: RunResultDocument) -> None:
    """The coloured page without its escape codes is the plain page."""
    texts: list[str] = []
    for colour in (False, True):
        page = Page(90, colour=colour)
        run.run_page(page, shown)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", page.text())
        texts.append("\n".join(line.rstrip() for line in plain.splitlines()))

    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "done"),
        ({"status": "failed", "exit_code": 3}, "failed (exit 3)"),
        ({"status": "interrupted", "signal": 9}, "interrupted (signal 9)"),
    ],
)
def test_how_a_run_ended(shown: RunResultDocument, changes: dict[str, object], text: str) -> None:
    """A run that failed says with which status, one that was killed by which signal."""
    recorded: Any = shown["run"]
    recorded |= changes

    assert run.ending(shown["run"]) == text


def test_a_run_that_says_little_is_shown_too(shown: RunResultDocument) -> None:
    """Without label, project, host, machine or facts the page still says what is known."""
    recorded: Any = shown["run"]
    recorded |= {
        "label": None,
        "project": None,
        "host": "",
        "command": ["python", "-c", "x" * 500],
        "machine": {},
        "meta": {"tags": ["a"], "on": True},
        "settings": {},
        "seconds": 0.0,
    }
    shown["spans"] = []
    page = Page(80)

    run.run_page(page, shown)

    assert page.text().startswith("20261121-101530-7f3a9c\n")
    assert "zone unknown" in page.text()
    assert "unknown processor" in page.text()
    assert "x\u2026" in page.text()


def test_many_kinds_of_span_are_cut() -> None:
    """Spans of one name are one, the longest first."""

    def span(name: str, seconds: float, share: float | None = 0.1) -> SpanDocument:
        return {
            "name": name,
            "start_seconds": 0.0,
            "seconds": seconds,
            "cpu_seconds": 0.0,
            "energy_share": share,
            "energy_kwh": share,
        }

    found = run.spans_by_name([span("a", 1.0), span("b", 5.0, None), span("a", 2.0)])

    assert [(each.name, each.count, each.seconds) for each in found] == [
        ("b", 1, 5.0),
        ("a", 2, 3.0),
    ]
    assert found[0].cells()[2] == ""
    assert "20\u00a0%" in found[1].cells()[2]


def test_more_spans_than_fit_are_counted(shown: RunResultDocument) -> None:
    """A run with many kinds of span names the longest and says how many more there are."""
    (first, *_rest) = shown["spans"]
    shown["spans"] = [{**first, "name": f"part {number}"} for number in range(9)]
    page = Page(80)

    run.run_page(page, shown)

    assert "and 3 more kinds of span" in page.text()


def test_the_summary_is_short_and_leads_on(shown: RunResultDocument) -> None:
    """After a run a few lines say energy, carbon and water, and how to see the rest."""
    page = Page(80)

    run.summary_page(page, shown)

    lines = page.text().splitlines()
    assert len(lines) <= 7
    assert "wholeprint show 20261121-101530-7f3a9c" in lines[-1]
    assert "170 Wh" in page.text()


def test_the_summary_of_an_assessment_is_written_where_asked(ledger: Path) -> None:
    """What ``run`` says at the end of a command goes to the stream that it is given."""
    stream = io.StringIO()

    run.summary(assess("last", ledger=ledger), stream=stream)

    assert stream.getvalue().startswith("wholeprint: failed (exit 3) after 10 min")
    assert "warning" in stream.getvalue()
