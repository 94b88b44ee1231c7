"""``wholeprint compare``."""

from pathlib import Path
from typing import Any

import pytest

from wholeprint.tracking.assessment import compare

FIRST, SECOND = "20261121-101530-7f3a9c", "20261121-113000-1b2c3d"


def test_the_document_holds_what_python_gets(call: Any, ledger: Path) -> None:
    """Differences are paired draw by draw, as the Python interface gives them."""
    document = call("compare", FIRST, SECOND, "--json").document("comparison")

    expected: Any = compare(FIRST, SECOND, ledger=ledger).as_json()
    for name, each in expected["categories"].items():
        given = dict(document["categories"][name])
        assert given.pop("verdict") in {"second is less", "undecided", "no data"}
        assert given == each


@pytest.mark.parametrize(
    ("order", "verdict"), [((0, 1), "second is less"), ((1, 0), "first is less")]
)
def test_a_rank_is_given_where_the_interval_separates(
    call: Any, order: tuple[int, int], verdict: str
) -> None:
    """The run whose counters read a fifth less is less, whichever is named first."""
    names = [(FIRST, SECOND)[place] for place in order]

    document = call("compare", *names, "--json").document("comparison")

    assert document["categories"]["energy"]["verdict"] == verdict


def test_a_run_against_itself_cannot_be_ranked(call: Any) -> None:
    """The same run twice differs by nought in every draw."""
    document = call("compare", FIRST, FIRST, "--json").document("comparison")
    text = call("compare", FIRST, FIRST).out

    assert document["categories"]["energy"]["verdict"] == "undecided"
    assert document["categories"]["energy"]["difference"]["value"] == 0.0
    assert "same" in text
    assert "is less\n" not in text


@pytest.mark.parametrize("columns", ["80", "100", "120"])
def test_the_page_fits(call: Any, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table keeps its numbers whole at every width; the ratio gives way where it is narrow."""
    monkeypatch.setenv("COLUMNS", columns)

    lines = call("compare", FIRST, SECOND).out.splitlines()

    assert max(map(len, lines)) <= int(columns)
    assert any(line.startswith("operational carbon") and "B is less" in line for line in lines)
    assert ("B / A" in lines[3]) == (columns != "80")
