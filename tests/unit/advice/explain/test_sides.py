"""What is known of each side."""

import pytest

from wholeprint.advice.explain.sides import known_products, product_of, statement_side
from wholeprint.advice.statement.formula import parse
from wholeprint.advice.statement.reading import statement_of
from wholeprint.errors import StatementError


def test_a_formula_is_read_as_a_product() -> None:
    """Numbers go in front, figures get powers."""
    found = product_of(parse("2 * a / (b * 4) * a ^ 2"))

    assert found is not None
    assert found.constant.value == pytest.approx(0.5)
    assert dict(found.powers) == {"a": 3, "b": -1}


@pytest.mark.parametrize("text", ["a + b", "sqrt(a)", 'a * "7B".b', "a ^ b", "sum(a)", "a / 0"])
def test_what_is_no_product_is_not_taken_for_one(text: str) -> None:
    """Sums, functions and figures of other rows are no factors."""
    assert product_of(parse(text)) is None


def test_energy_and_gas_are_products_by_what_always_holds() -> None:
    """The vocabulary's own identities lead from gas to energy to its parts."""
    assert {name for p in known_products()["ghg"] for name, _ in p.powers} >= {
        "energy",
        "intensity",
    }


def test_a_row_is_a_side_of_its_own() -> None:
    """A row takes from the statement what it does not say itself."""
    statement = statement_of(
        {
            "id": "models",
            "title": "models",
            "place": "US",
            "figures": {"intensity": "100 g/kWh"},
            "rows": {"7B": {"energy": "2 kWh", "place": "FR"}, "13B": {"energy": "4 kWh"}},
        }
    )

    side = statement_side(statement, "7B")

    assert side.name == "models, 7B"
    assert side.values["ghg"].values[0] == pytest.approx(200.0)
    assert side.labels["place"] == "FR"
    assert statement_side(statement, "13B").labels["place"] == "US"


def test_a_row_that_is_not_there_is_refused() -> None:
    """The message names the rows that are."""
    statement = statement_of({"title": "models", "rows": {"7B": {"energy": "2 kWh"}}})

    with pytest.raises(StatementError, match="Its rows: 7B"):
        statement_side(statement, "70B")
