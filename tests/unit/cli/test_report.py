"""``wholeprint report``."""

from typing import Any

import pytest

RUN = "20261121-1015"


def test_a_score_of_a_run(call: Any) -> None:
    """The document of a score holds to its schema: ((E x I) + M) / R of its own letters.

    Draw by draw the identity is exact; centrals are held to rounding.
    """
    document = call("report", RUN, "--format", "sci", "--per", "run=4", "--json").document("sci")
    (part,) = document["components"]

    total = part["E"]["central"] * part["I"]["central"] + part["M"]["central"]
    assert document["score"]["central"] == pytest.approx(total / 4, rel=1e-12)
    assert document["score"]["unit"] == "gCO2e/run"


def test_the_page_says_what_the_document_says(call: Any) -> None:
    """Score, letters, hardware, boundary and notes are on the page."""
    text = call("report", RUN, "--format", "sci", "--per", "run=1").out

    for part in (
        *("per run", "ISO/IEC 21031:2024", "E ", "I ", "O = E x I", "M ", "TiR", "ToR"),
        *("Boundary", "not stated", "[sci-boundary-unstated]", "[sci-yearly]", "PUE 1.54"),
    ):
        assert part in text


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ((RUN,), "R is missing"),
        (("last", "--per", "run=1"), "I is missing"),
        ((RUN, "--per", "run=1", "--boundary", "embodied"), "E is missing"),
        ((RUN, "--per", "run=1", "--boundary", "operational,idle,facility"), "M is missing"),
    ],
)
def test_no_score_where_a_letter_is_missing(call: Any, words: tuple[str, ...], letter: str) -> None:
    """Without E, I, M or R there is no score, and the error names it and how to declare it."""
    answer = call("report", *words, "--format", "sci")

    assert answer.status == 2
    assert answer.out == ""
    assert letter in answer.err
    assert "[wp-standard]" in answer.err


def test_a_score_beside_its_baseline(call: Any) -> None:
    """A baseline shares R, boundary, coefficients and method: one digest names them all."""
    words = ("report", "20261121-113000", "--format", "sci", "--per", "run=1", "--json")

    document = call(*words, "--baseline", RUN).document("sci")

    baseline = document["baseline"]
    assert baseline["digest"] == document["assumed"]["digest"]
    assert baseline["ratio"]["value"] < 1.0


def test_several_runs_are_summed_per_r(call: Any) -> None:
    """The rate of several runs is the sum of their rates: R is the same in each."""
    both = call("report", RUN, "20261121-113000", "--format", "sci", "--per", "k=2", "--json")
    document = both.document("sci")

    total = sum(part["rate"]["central"] for part in document["components"])
    assert document["score"]["central"] == pytest.approx(total, rel=1e-12)
    assert len(document["components"]) == 2
