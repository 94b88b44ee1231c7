"""``wholeprint.explain``: what its names may stand for."""

from pathlib import Path

import pytest

from wholeprint.errors import StatementError, UnknownNameError
from wholeprint.tracking.explain import explain

SEARCH = "strubell-2019-evolved-transformer-search"
TWO = """\
id: one
title: one
figures: {energy: 1 kWh}
---
id: two
title: two
figures: {energy: 2 kWh}
"""


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    file = tmp_path / "two.yaml"
    file.write_text(TWO, encoding="utf-8")
    return file


def test_one_statement_of_a_file_is_named_by_its_id(file: Path) -> None:
    """FILE#ID takes one of several statements."""
    found = explain(f"{file}#one", f"{file}#two")

    assert (found.first.name, found.second.name) == ("one", "two")
    assert float(found.stated[1][0]) == pytest.approx(2.0)


def test_a_file_of_several_statements_has_to_name_one(file: Path) -> None:
    """Which one is meant is never guessed."""
    with pytest.raises(StatementError, match="holds several statements"):
        explain(str(file), SEARCH)


def test_a_name_that_stands_for_nothing_is_refused(tmp_path: Path) -> None:
    """Neither a run nor a figure nor a file."""
    with pytest.raises(UnknownNameError, match="nothing goes by this name"):
        explain("no-such-thing", SEARCH, ledger=tmp_path / "ledger.db")


def test_case_of_an_id_does_not_matter() -> None:
    """Ids are written in small letters and read in any."""
    assert explain(SEARCH.upper(), SEARCH).parts == ()
