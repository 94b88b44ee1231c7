"""``wholeprint runs``."""

from pathlib import Path
from typing import Any

import pytest

ALL = [
    "20261121-120000-5e6f70",
    "20261121-113001-aaaaaa",
    "20261121-113000-1b2c3d",
    "20261121-101530-7f3a9c",
]


def _ids(answer: Any) -> list[str]:
    return [run["id"] for run in answer.document("runs")["runs"]]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), [ALL[0], *ALL[2:]]),
        (("--all",), ALL),
        (("--limit", "1"), ALL[:1]),
        (("--limit", "0", "--all"), ALL),
        (("--status", "failed"), ALL[:1]),
        (("--project", "digits", "--model", "mlp", "--phase", "training"), [ALL[0], *ALL[2:]]),
        (("--project", "letters"), []),
        (("--since", "2026-11-21T12:10+00:00"), ALL[:1]),
        (("--until", "2026-11-21T10:20+00:00"), ALL[3:]),
    ],
)
def test_filters(call: Any, words: tuple[str, ...], ids: list[str]) -> None:
    """Each filter leaves the runs that it names, the latest first."""
    assert _ids(call("runs", "--json", *words)) == ids


def test_a_cut_list_says_that_there_are_more(call: Any) -> None:
    """A limit that cuts the list is told, on the page and in the document."""
    assert call("runs", "--limit", "1", "--json").document("runs")["more"]
    assert not call("runs", "--json").document("runs")["more"]
    assert "There are more" in call("runs", "--limit", "2").out


def test_one_line_per_run(call: Any) -> None:
    """The page has a line per run with how it ended, its energy and its carbon."""
    lines = call("runs", "--all").out.splitlines()

    assert lines[0].split() == ["run", "name", "ago", "took", "status", "energy", "CO2e"]
    assert "failed (3)" in lines[1]
    assert "> inner" in lines[2]
    assert lines[4].split()[-3::2] == ["Wh", "g"]
    assert max(map(len, lines)) <= 100


def test_the_list_has_the_numbers_of_the_runs(call: Any) -> None:
    """The list shows the same energy as the run itself."""
    listed = call("runs", "--json").document("runs")["runs"][-1]
    shown = call("show", listed["id"], "--json").document("run")["footprint"]

    assert listed["energy"]["value"] == shown["energy"]["value"]
    assert listed["ghg_operational"]["high"] == shown["ghg_operational"]["high"]


def test_an_empty_ledger_says_what_to_do(call: Any, tmp_path: Path) -> None:
    """Where nothing was recorded the page says how to begin, and the document is empty."""
    nowhere = str(tmp_path / "none.sqlite")

    assert "wholeprint run --" in call("runs", "--ledger", nowhere).out
    assert _ids(call("runs", "--ledger", nowhere, "--json")) == []
    assert not Path(nowhere).exists()
