"""Recorded runs by scope."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.errors import ConformanceError
from wholeprint.lifecycle.ghg_scopes import Holder
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.report.form import schema
from wholeprint.report.ghg import by_scope, ghg_document
from wholeprint.report.statement_ghg import ghg_statement
from wholeprint.report.text.ghg import ghg_page
from wholeprint.report.text.page import Page
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.assessor import Assessment

RUN = ["20261121-101530-7f3a9c"]


@pytest.fixture
def run(ledger: Path) -> Assessment:
    """A recorded run, assessed."""
    return assess_many(RUN, ledger=ledger)[0]


def test_the_total_is_operational_and_embodied(run: Assessment, ledger: Path) -> None:
    """Lines by scope add up to what the assessment has, draw by draw."""
    direct = assess_many(RUN, ledger=ledger, signal="direct")
    found = by_scope([run], direct, Holder.OWN)

    operational, embodied = run.footprint["ghg_operational"], run.footprint["ghg_embodied"]
    assert isinstance(operational, Uncertain)
    assert isinstance(embodied, Uncertain)
    assert isinstance(found.inventory.total, Uncertain)
    whole = operational + embodied
    assert found.inventory.total.draws == pytest.approx(whole.draws, rel=1e-9)
    assert isinstance(found.whole, Uncertain)
    assert found.whole.central > embodied.central


def test_a_run_told_in_direct_emissions_is_all_scope_two(ledger: Path) -> None:
    """Where only what leaves the plants was asked for, category 3 has none of it."""
    direct = assess_many(RUN, ledger=ledger, signal="direct")
    lines = by_scope(direct, direct, Holder.OWN).inventory.lines

    (chain,) = [line.amount for line in lines if line.category == 3]
    assert isinstance(chain, Uncertain)
    assert chain.central == 0.0


def test_what_cannot_be_split_is_noted(run: Assessment) -> None:
    """Without direct emissions the note says that scope 2 has the fuel chain too."""
    codes = {note.code for note in by_scope([run], [], Holder.OWN).notes}

    assert codes == {"ghg-amortised", "ghg-not-split"}


def test_direct_above_the_life_cycle_is_noted(run: Assessment, ledger: Path) -> None:
    """Two sources may state the two; a share above one is told."""
    dirty = assess_many(RUN, ledger=ledger, zone="PL", signal="direct")

    assert "ghg-sources-differ" in {note.code for note in by_scope([run], dirty, Holder.OWN).notes}


@pytest.mark.parametrize("holder", list(Holder))
def test_the_contract_is_of_whoever_buys(run: Assessment, holder: Holder) -> None:
    """A contract counts for the electricity of scope 2: none of it is a cloud's customer's.

    At 10 g/kWh the owner's market-based line is ten times the energy, to rounding.
    """
    contract = Uncertain.fixed(10.0, "gCO2e/kWh")
    found = by_scope([run], [], holder, contract)

    (market,) = [line.amount for line in found.inventory.lines if line.method.value[:1] == "m"]
    energy = run.footprint["energy"]
    assert isinstance(energy, Uncertain)
    if holder is Holder.CLOUD:
        assert isinstance(market, NoData)
    else:
        assert isinstance(market, Uncertain)
        share = market.central / (10.0 * energy.central)
        assert share == pytest.approx(1.0 if holder is Holder.OWN else 1.0 / 1.54, rel=1e-9)


def test_document_page_and_sentences_say_the_same(run: Assessment) -> None:
    """The document keeps to its schema, the page has each line, the sentences what is not known."""
    found = by_scope([run], [], Holder.OWN)
    text = ghg_statement(found, "1")
    document: Any = ghg_document(found, text)
    validator: Any = Draft202012Validator(schema("ghg"))
    validator.validate(document)
    page = Page(100)

    ghg_page(page, document)

    assert "scope 3.2  capital goods" in page.text()
    assert "hardware, whole" in page.text()
    for part in ("whoever owns hardware and building", "Without data: scope 1", "read second-hand"):
        assert part in text


def test_runs_that_others_hold_are_refused(run: Assessment) -> None:
    """Where no run is counted there is nothing to sort."""
    nested = replace(run, record=replace(run.record, counted=False))

    with pytest.raises(ConformanceError):
        by_scope([nested, nested], [], Holder.OWN)
