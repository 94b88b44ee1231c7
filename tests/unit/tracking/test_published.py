"""The public record from Python."""

import pytest

import wholeprint
from wholeprint.advice.statement.reading import statement_of
from wholeprint.errors import UnknownNameError
from wholeprint.tracking.published import published, published_ids, rebuild


def test_public_names() -> None:
    """Both are public names of the package."""
    assert wholeprint.published is published
    assert wholeprint.rebuild is rebuild


def test_a_published_footprint() -> None:
    """A statement by its id; ids are those of the table."""
    found = published("strubell-2019-nas")

    assert found.id == "strubell-2019-nas"
    assert found.origin.year == 2019
    assert "strubell-2019-nas" in published_ids()


def test_rebuild_takes_an_id_or_a_statement() -> None:
    """Both give the same: 274,120 h at 1515.43 W, PUE 1.58: 656,347 kWh as printed."""
    by_id, by_statement = rebuild("strubell-2019-nas"), rebuild(published("strubell-2019-nas"))

    assert [(e.place, e.verdict) for e in by_id] == [(e.place, e.verdict) for e in by_statement]
    energy = next(each for each in by_id if each.place == "energy")
    assert energy.computed is not None
    assert energy.computed.value == pytest.approx(656_347.28, abs=0.01)


def test_a_statement_of_ones_own() -> None:
    """Anybody's statement is computed in the same way."""
    [found] = rebuild(statement_of({"figures": {"x": {"is": "2", "equals": "1 + 1"}}}))

    assert found.verdict == "exact"


def test_an_unknown_id() -> None:
    """Near ids are named."""
    with pytest.raises(UnknownNameError, match="strubell-2019-nas"):
        rebuild("strubell-2019-nass")
