"""Greenhouse gases by scope."""

from dataclasses import replace

import pytest

from wholeprint.lifecycle.ghg_scopes import Emitted, Holder, Inventory, Line, Method, inventory
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.uncertain import Uncertain


def grams(value: float) -> Uncertain:
    """A mass of gas without doubt."""
    return Uncertain.fixed(value, "gCO2e")


EMITTED = Emitted(
    electricity=grams(100.0),
    building=grams(30.0),
    plant_share=0.8,
    market=grams(5.0),
    embodied=grams(40.0),
)


def numbers(found: Inventory) -> dict[str, float]:
    """The lines that have a number, by scope and category."""
    return {
        f"{line.scope}.{line.category or ''}{line.method.value[:1]}": line.amount.central
        for line in found.lines
        if isinstance(line.amount, Uncertain)
    }


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        (Holder.OWN, {"2.l": 80.0, "2.m": 5.0, "3.2": 40.0, "3.3": 20.0}),
        (Holder.COLOCATION, {"2.l": 56.0, "2.m": 5.0, "3.2": 40.0, "3.3": 14.0, "3.8": 30.0}),
        (Holder.CLOUD, {"3.1": 140.0}),
    ],
)
def test_every_gram_stands_in_one_line(holder: Holder, expected: dict[str, float]) -> None:
    """By hand: 100 g of electricity, 30 of them of the building, 80 % at the plants, 40 g made.

    The total is 140 g whoever looks; the market-based line is beside it.
    """
    found = inventory(EMITTED, holder)

    assert numbers(found) == pytest.approx(expected)
    assert isinstance(found.total, Uncertain)
    assert found.total.central == pytest.approx(140.0)


def test_a_total_says_what_it_lacks() -> None:
    """Without a grid zone the hardware alone is added, and the total says so, not that it is all.

    What stands in another line, or does not exist, is not lacking.
    """
    unplaced = replace(EMITTED, electricity=NoData.of("gCO2e", "the grid zone is not known"))

    total = inventory(unplaced, Holder.OWN).total

    assert isinstance(total, Uncertain)
    assert total.central == 40.0
    assert "the grid zone is not known" in total.missing
    assert not [each for each in total.missing if "leased" in each or "category" in each]


@pytest.mark.parametrize("holder", list(Holder))
def test_what_has_no_data_is_listed_and_not_nought(holder: Holder) -> None:
    """Scope 1, transport and waste have a line with a reason in every view."""
    lines = inventory(EMITTED, holder).lines

    silent = {(line.scope, line.category) for line in lines if isinstance(line.amount, NoData)}
    assert {(1, None), (3, 4), (3, 5)} <= silent


def test_a_grid_that_cannot_be_split_stays_in_scope_two() -> None:
    """Where nobody says what leaves the plants, scope 2 has it all and category 3 no data."""
    found = inventory(replace(EMITTED, plant_share=None), Holder.OWN)

    assert numbers(found) == pytest.approx({"2.l": 100.0, "2.m": 5.0, "3.2": 40.0})
    location = next(line for line in found.lines if line.method is Method.LOCATION)
    assert "nobody says" in location.what


def test_a_share_above_one_is_all_of_it() -> None:
    """Two sources may disagree; nothing below nought comes of it."""
    found = numbers(inventory(replace(EMITTED, plant_share=1.2), Holder.OWN))

    assert (found["2.l"], found["3.3"]) == (100.0, 0.0)


def test_nothing_known_is_no_total() -> None:
    """Where no line has a number there is no total."""
    nothing = NoData.of("gCO2e", "the grid zone is not known")
    found = inventory(
        Emitted(
            electricity=nothing,
            building=nothing,
            plant_share=None,
            market=nothing,
            embodied=nothing,
        ),
        Holder.COLOCATION,
    )

    assert isinstance(found.total, NoData)
    assert all(isinstance(line, Line) for line in found.lines)
