"""``wholeprint published`` and the verbs inside it."""

import argparse
from pathlib import Path
from typing import Any

import pytest

from wholeprint.advice.statement.reading import statement_of
from wholeprint.cli import published, published_list, published_rebuild, published_show
from wholeprint.factors.documents import read_yaml
from wholeprint.tracking.published import published_ids


def test_a_verb_inside_is_needed(call: Any) -> None:
    """By itself it is wrong use, and its help names the verbs inside."""
    assert call("published").status == 2
    assert published.execute(argparse.Namespace()) == 2
    said = call("published", "--help").out
    assert all(verb.NAME in said for verb in (published_list, published_show, published_rebuild))


def test_list_names_every_one(call: Any) -> None:
    """The list holds the whole table, as text and as a document."""
    document = call("published", "list", "--json").document("published")
    page = call("published", "list").out

    assert [case["id"] for case in document["cases"]] == list(published_ids())
    assert document["total_count"] == len(published_ids())
    assert all(name in page for name in published_ids())


def test_list_by_level_and_word(call: Any) -> None:
    """A level and words narrow the list; all words must be named."""
    level = call("published", "list", "--level", "system", "--json").document("published")
    words = call("published", "list", "--search", "LLaMA 2023", "--json").document("published")

    assert {case["level"] for case in level["cases"]} == {"system"}
    assert 0 < len(words["cases"]) < 10
    assert all("llama" in case["id"] for case in words["cases"])


def test_a_word_that_nothing_holds(call: Any) -> None:
    """An empty list says so and is no failure."""
    answer = call("published", "list", "--search", "zeppelin")

    assert answer.status == 0
    assert "No published footprint" in answer.out


def test_show_prints_both_numbers(call: Any) -> None:
    """Printed beside computed, with source, verdict, formula and reason."""
    page = call("published", "show", "touvron-2023-llama-project").out

    for said in ("Table 15", "1,015 tCO2e", "1,015.6 tCO2e", "~5 months", "off", "printed(energy)"):
        assert said in page
    assert "contradicts itself" in page


def test_show_as_a_document(call: Any) -> None:
    """The document keeps to its schema, and holds every figure."""
    document = call("published", "show", "meta-llama-2-card", "--json").document("published-case")
    off = [figure for figure in document["figures"] if figure["verdict"] == "off"]

    assert [figure["place"] for figure in off] == ["totals.accelerator_hours", "totals.ghg"]
    assert off[1]["printed_amount"] == 539.0
    assert off[1]["computed_amount"] == pytest.approx(385.08)
    assert document["source"]["read"] == "primary"


def test_show_the_statement_itself(call: Any, tmp_path: Path) -> None:
    """The YAML that is printed is a whole statement again."""
    text = call("published", "show", "zschache-2025-table-b1", "--statement").out
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")

    [plain] = read_yaml(text, "mine.yaml")
    assert statement_of(plain).id == "zschache-2025-table-b1"


def test_show_in_two_forms_is_refused(call: Any) -> None:
    """YAML and JSON at once is wrong use."""
    answer = call("published", "show", "meta-llama-2-card", "--statement", "--json")

    assert answer.status == 2


def test_an_unknown_id_names_near_ones(call: Any) -> None:
    """A mistyped id is wrong use, and the near ones are named."""
    answer = call("published", "show", "meta-lama-2-card")

    assert answer.status == 2
    assert "meta-llama-2-card" in answer.err


@pytest.mark.parametrize(
    ("ids", "status"),
    [
        (("strubell-2019-nas",), 0),
        (("patterson-2021-flights",), 0),
        (("meta-llama-2-card",), 1),
        (("strubell-2019-nas", "strubell-2019-nas-hours"), 1),
        (("sorrell-2007-rebound",), 0),
    ],
)
def test_rebuild_says_whether_it_comes_out(call: Any, ids: tuple[str, ...], status: int) -> None:
    """1 where one that was named contradicts itself; what is nearly there, or unchecked, is 0."""
    assert call("published", "rebuild", *ids).status == status


def test_rebuild_counts(call: Any) -> None:
    """All of them are counted, by outcome and by verdict; what is off is named with reasons."""
    answer = call("published", "rebuild", "--all", "--json")
    document = answer.document("published-rebuilt")
    page = call("published", "rebuild", "--all").out

    assert answer.status == 0
    assert sum(document["outcomes"].values()) == len(published_ids())
    assert document["outcomes"]["unknown"] == 0
    assert sum(document["verdicts"].values()) == sum(
        len(case["figures"]) for case in document["cases"]
    )
    assert "539.00 tCO2e is printed, 385.080 tCO2e follows from sum(ghg)" in " ".join(page.split())


def test_rebuild_takes_ids_or_all(call: Any) -> None:
    """Neither or both is wrong use."""
    assert call("published", "rebuild").status == 2
    assert call("published", "rebuild", "--all", "strubell-2019-nas").status == 2


def test_the_list_keeps_its_outcome_where_it_is_narrow(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 80 columns what an entry is about gives way, never what came of it."""
    monkeypatch.setenv("COLUMNS", "80")

    lines = call("published", "list").out.splitlines()

    assert max(map(len, lines)) <= 80
    assert any(line.endswith("contradicts itself") for line in lines)
