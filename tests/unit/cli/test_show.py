"""``wholeprint show``."""

from pathlib import Path
from typing import Any

from wholeprint.tracking.assessment import assess


def test_the_page_says_everything_that_is_known(call: Any) -> None:
    """Compute, energy by domain, carbon, water, materials, doubt and notes are on the page."""
    text = call("show", "20261121-1015").out

    for part in (
        *("train  20261121-101530-7f3a9c", "Compute  2 x Intel", "span epoch", "gpu:0"),
        *("read by rapl", "Carbon  grid of FR", "embodied", "on site", "e-waste"),
        *("no data", "Where the doubt comes from", "Notes", "Counted: operational"),
    ):
        assert part in text
    assert "\x1b" not in text


def test_the_document_holds_what_python_gets(call: Any, ledger: Path) -> None:
    """The document and the Python interface give the same numbers, to the last digit."""
    document = call("show", "last", "--json").document("run")

    expected = assess("last", ledger=ledger).as_json()

    assert {name: document[name] for name in expected} == expected
    assert set(document) == {"schema", "tool", *expected}


def test_a_run_without_a_sensor_and_without_a_zone(call: Any) -> None:
    """What nothing measured is modelled, what was not told is unknown: both are said."""
    text = call("show", "last").out

    assert "failed (exit 3)" in text
    assert "zone unknown" in text
    assert "modelled" in text
    assert "python train.py --lr 0.1" in text
    assert "[zone-unknown]" in text


def test_a_statement_for_a_paper(call: Any) -> None:
    """``--statement`` prints sentences in place of tables."""
    text = call("show", "20261121-1015", "--statement").out

    assert text.startswith("The run 20261121-101530-7f3a9c took 10 min in grid zone FR")
    assert "Computed with wholeprint" in " ".join(text.split())


def test_the_ledger_can_be_named(call: Any, tmp_path: Path) -> None:
    """``--ledger`` wins over the environment."""
    answer = call("show", "last", "--ledger", str(tmp_path / "other.sqlite"))

    assert answer.status == 2
    assert "not so many runs" in answer.err
