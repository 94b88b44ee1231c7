"""From plain values to a statement, with errors that name the field."""

from collections.abc import Mapping
from typing import Any

import pytest

from wholeprint.advice.statement.reading import statement_of
from wholeprint.errors import StatementError
from wholeprint.quantities.source import Read
from wholeprint.quantities.units import Unit


def _one(**fields: Any) -> Any:
    return statement_of({"figures": {"energy": fields}}).figures["energy"]


def test_a_whole_statement() -> None:
    """Everything that it can say is read."""
    found = statement_of(
        {
            "wholeprint": "statement/1",
            "id": "mine",
            "title": "My run",
            "level": "compute",
            "source": {"title": "A paper", "year": "2021", "read": "quoted", "url": "https://x.y"},
            "hardware": "NVIDIA A100",
            "place": "FR",
            "year": "2022",
            "accounting": "location",
            "boundary": ["operational", "facility"],
            "unit": "one training",
            "counted": ["Mile"],
            "notes": ["a note"],
            "figures": {"pue": "1.10", "trip": "3 miles"},
            "rows": {"7B": {"ghg": "31.22 t", "place": "US"}},
            "totals": {"ghg": "31.22 t"},
        }
    )

    assert (found.id, found.title, found.level) == ("mine", "My run", "compute")
    assert (found.origin.year, found.origin.read) == (2021, Read.QUOTED)
    assert (found.about.place, found.about.year, found.about.accounting) == ("FR", 2022, "location")
    assert found.about.counts == {"operational", "facility"}
    assert found.notes == ("a note",)
    row = found.row("7B")
    assert row is not None
    assert row.about.place == "US"
    assert row.figures["ghg"].amount is not None
    assert row.figures["ghg"].amount.unit == Unit.parse("tCO2e")
    assert found.totals["ghg"].rounding_amount == pytest.approx(0.005)
    assert found.row("13B") is None


def test_a_figure_keeps_its_digits() -> None:
    """1.10 leaves less open than 1.1, and trailing noughts of whole numbers may be rounded."""
    assert statement_of({"figures": {"pue": "1.10"}}).figures["pue"].rounding_amount == 0.005
    assert statement_of({"figures": {"pue": "1.1"}}).figures["pue"].rounding_amount == 0.05
    noughts = _one(**{"is": "1,900 kWh"})
    assert (noughts.rounding_amount, noughts.noughts_amount) == (0.5, 50.0)


def test_exact_and_within() -> None:
    """What is exact leaves nothing open; what is said to be within leaves that."""
    exact = _one(**{"is": "8 kWh", "exact": "true"})
    assert (exact.rounding_amount, exact.noughts_amount) == (0.0, 0.0)
    assert _one(**{"is": "8 kWh", "within": "100 Wh"}).rounding_amount == pytest.approx(0.1)
    assert _one(**{"is": "8 kWh", "within": "5 %"}).rounding_amount == pytest.approx(0.4)


def test_words_of_the_vocabulary() -> None:
    """Other words stand for a term; "none" frees a name from it."""
    figures = statement_of(
        {"figures": {"co2e": "1 t", "energy": {"is": "3 L", "term": "none"}}}
    ).figures

    assert figures["co2e"].term == "ghg"
    assert figures["energy"].term == ""


def test_elsewhere_and_shares() -> None:
    """The same figure elsewhere has the same word; a share names what it is of."""
    found = _one(**{"is": "1 MWh", "also": ["1,002 kWh", {"is": "1 MWh", "where": "abstract"}]})

    assert [each.term for each in found.also] == ["energy", "energy"]
    assert found.also[1].where == "abstract"
    assert _one(**{"is": "5 %", "of": ["a", "b"], "term": "none"}).share_of == ("a", "b")


def test_memory_is_told_from_reading() -> None:
    """A figure from memory is one; so is a whole source."""
    assert _one(**{"is": "1 kWh", "read": "recalled"}).recalled
    assert _one(**{"is": "1 kWh", "read": "second-hand"}).read is Read.SECOND_HAND
    assert statement_of({"source": {"read": "recalled"}, "figures": {"a": "1"}}).origin.recalled
    assert statement_of({"source": "A paper", "figures": {"a": "1"}}).origin.title == "A paper"


def test_rows_as_a_list() -> None:
    """Rows can be a list; they are named, or numbered."""
    found = statement_of({"rows": [{"name": "a", "ghg": "1 t"}, {"ghg": "2 t"}]})

    assert [row.name for row in found.rows] == ["a", "2"]


def test_plain_numbers_are_taken_too() -> None:
    """Python's own numbers stand for their shortest text."""
    found = statement_of({"figures": {"pue": 1.1, "seats": 175}})

    assert found.figures["pue"].rounding_amount == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("plain", "named"),
    [
        ([], "the document"),
        ("text", "the document"),
        ({}, "no figures"),
        ({"figure": {}}, "figure"),
        ({"wholeprint": "statement/9", "figures": {"a": "1"}}, "statement/9"),
        ({"figures": []}, "figures"),
        ({"figures": {"a": None}}, "figures.a"),
        ({"figures": {"a": {"iss": "1"}}}, "iss"),
        ({"figures": {"a": {"is": "1", "term": "enrgy"}}}, "energy"),
        ({"figures": {"a": "many"}}, "figures.a"),
        ({"figures": {"a": "1 furlong"}}, "figures.a"),
        ({"figures": {"a": {"is": ["1"]}}}, "figures.a.is"),
        ({"figures": {"a": {"is": "1", "exact": "maybe"}}}, "figures.a.exact"),
        ({"figures": {"a": {"equals": "b +"}}}, "figures.a.equals"),
        ({"figures": {"a": {"is": "1 kWh", "within": "1 L"}}}, "figures.a"),
        ({"figures": {"a": "1"}, "year": "soon"}, "year"),
        ({"figures": {"a": "1"}, "level": "moon"}, "level"),
        ({"figures": {"a": "1"}, "boundary": ["moon"]}, "moon"),
        ({"figures": {"a": "1"}, "source": {"year": "soon"}}, "source.year"),
        ({"figures": {"a": "1"}, "source": {"read": "guessed"}}, "guessed"),
        ({"rows": [{"name": "a", "b": "1"}, {"name": "a", "b": "1"}]}, "two rows"),
        ({"rows": {"a": "1"}}, "rows.a"),
    ],
)
def test_errors_name_the_field(plain: object, named: str) -> None:
    """What does not have the form is refused, and the message says where."""
    with pytest.raises(StatementError) as caught:
        statement_of(plain)

    assert named in str(caught.value)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table has a largest size."""
    monkeypatch.setattr("wholeprint.advice.statement.reading.MOST_ROWS", 2)
    rows: Mapping[str, Any] = {str(n): {"ghg": "1 t"} for n in range(3)}

    with pytest.raises(StatementError, match="too many rows"):
        statement_of({"rows": rows})
