"""Published footprints as documents."""

from typing import Any, get_type_hints

import jsonschema
import pytest

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.rebuild import rebuild
from wholeprint.quantities.units import Unit
from wholeprint.report import published as documents
from wholeprint.report.form import schema

STATEMENT = statement_of(
    {
        "id": "mine",
        "title": "Mine",
        "level": "compute",
        "boundary": ["operational"],
        "figures": {
            "hours": {"is": "3 weeks", "exact": "true"},
            "power": {"is": "100 W", "exact": "true"},
            "energy": {"is": "50 kWh", "equals": "power * hours", "also": "50.4 kWh"},
            "share": {"is": "25 %", "equals": "1 / 3", "note": "of all"},
            "derived": {"equals": "energy * [100 gCO2e/kWh]"},
            "wrong": {"is": "3 L", "equals": "energy"},
            "long": {"is": "1 week", "equals": "hours"},
            "twelve": {"is": "1 kWh", "equals": "[12 kWh]"},
            "twelfth": {"is": "12 kWh", "equals": "[1 kWh]"},
        },
    }
)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("published", documents.ListDocument),
        ("published-case", documents.CaseDocument),
        ("published-rebuilt", documents.RebuiltDocument),
    ],
)
def test_types_and_schemas_name_the_same_keys(name: str, shape: type) -> None:
    """What the type checker holds the pages to is what the schema promises."""
    contract: Any = schema(name)

    assert set(get_type_hints(shape)) == set(contract["properties"])


def _figures() -> dict[str, Any]:
    document: Any = documents.case_document(STATEMENT)
    jsonschema.validate(document, schema("published-case"))
    return {figure["name"]: figure for figure in document["figures"]}


def test_numbers_are_in_the_printers_words() -> None:
    """Per cent and weeks are computed in the same words as they are printed in."""
    found = _figures()

    assert found["share"]["computed_amount"] == pytest.approx(100.0 / 3.0)
    assert found["share"]["unit"] == "%"
    assert found["long"]["computed_amount"] == pytest.approx(3.0)
    assert found["energy"]["computed_amount"] == pytest.approx(50.4)
    assert found["energy"]["also"] == [{"printed": "50.4 kWh", "where": ""}]
    assert found["hours"]["verdict"] == "given"


def test_what_was_never_printed_gets_a_readable_unit() -> None:
    """Watts times hours times grams for each kilowatt-hour are kilograms of CO2e."""
    found = _figures()["derived"]

    assert (found["unit"], found["verdict"]) == ("kgCO2e", "follows")
    assert found["computed_amount"] == pytest.approx(5.04)


def test_readable_units() -> None:
    """Single units stay; products are read in the nearest common unit; others stay too."""
    assert str(documents.readable(Amount(1.0, Unit.parse("J"))).unit) == "J"
    assert str(documents.readable(Amount(1.0, Unit.parse("W*h"))).unit) == "kWh"
    assert str(documents.readable(Amount(1.0, Unit.parse("W/kW"))).unit) == "1"
    assert str(documents.readable(Amount(1.0, Unit.parse("W/m"))).unit) == "W/m"


def test_reasons_in_words() -> None:
    """Each verdict has its clause; a difference is said in per cent, or as a multiple."""
    why = {each.figure.name: documents.why(each) for each in rebuild(STATEMENT)}

    assert "33 % more than printed" in why["share"]
    assert "12 times what is printed" in why["twelve"]
    assert "1/12 of what is printed" in why["twelfth"]
    assert "is computed" in why["wrong"]
    assert "follows" in why["derived"]
    assert _figures()["wrong"]["computed_amount"] is None


def test_lists_and_summaries() -> None:
    """A list of statements and their summary keep to their schemas."""
    listed: Any = documents.list_document([STATEMENT], 1)
    again = documents.rebuilt_document([STATEMENT])

    jsonschema.validate(listed, schema("published"))
    jsonschema.validate(again, schema("published-rebuilt"))
    assert listed["cases"][0]["outcome"] == "contradicts itself"
    assert again["outcomes"]["contradicts itself"] == 1
    assert documents.is_undone(again["cases"][0])


def test_what_rests_on_memory_is_not_counted_against_anybody() -> None:
    """A case that rests on memory is shown, and is not undone."""
    recalled = statement_of(
        {
            "title": "From memory",
            "figures": {
                "a": {"is": "2", "read": "recalled"},
                "b": {"is": "50", "equals": "a * 2"},
            },
        }
    )
    [case] = documents.rebuilt_document([recalled])["cases"]

    assert case["outcome"] == "contradicts itself"
    assert case["rests_on_memory"]
    assert not documents.is_undone(case)


def test_small_differences_have_their_clauses() -> None:
    """Cut off, close, approximate and rounding are told apart in words."""
    found = rebuild(
        statement_of(
            {
                "figures": {
                    "x": "100.00 W",
                    "cut": {"is": "449", "equals": "1 * 449.84"},
                    "close": {"is": "1.005 kWh", "equals": "x * [10 h]"},
                    "about": {"is": "~100", "equals": "105"},
                    "rounded": {"is": "1,900", "equals": "1897"},
                    "exact": {"is": "2", "equals": "2.1"},
                    "unknown": {"is": "2", "equals": "zz"},
                }
            }
        )
    )
    why = {each.figure.name: documents.why(each) for each in found}

    assert "cut off" in why["cut"]
    assert "0.5 % less" in why["close"]
    assert "approximate" in why["about"]
    assert "leaves room" in why["rounded"]
    assert "rounds to" in why["exact"]
    assert "no such figure" in why["unknown"]
