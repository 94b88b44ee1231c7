"""From an assessed run to a component, its hardware and its water; and their pages."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.errors import ConformanceError
from wholeprint.lifecycle.sci import Method, Resolution
from wholeprint.lifecycle.sci_ai import Stage
from wholeprint.lifecycle.sci_units import FunctionalUnit
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.report import scale
from wholeprint.report.form import schema
from wholeprint.report.sci import Asked, is_development, sci_document, scored, stage_of
from wholeprint.report.sci_parts import DeclaredHardware, component_of, hardware_of
from wholeprint.report.statement_runs import told_of_runs
from wholeprint.report.statement_sci import sci_statement
from wholeprint.report.swi import swi_document, swi_of
from wholeprint.report.text.page import Page
from wholeprint.report.text.sci import sci_page
from wholeprint.report.text.swi import swi_page
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.assessor import Assessment
from wholeprint.tracking.estimate import estimate

RUN = FunctionalUnit("run")
ASKED = Asked(unit=RUN, counted="run", done_count=1.0)


def _run(ledger: Path, **arguments: Any) -> Assessment:
    return assess_many(["20261121-101530-7f3a9c"], ledger=ledger, **arguments)[0]


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"lifetime_years": 3.0},
        {"utilisation": 1.0},
        {"attribution": "process"},
        {"draws": 1},
        {"overrides": {"lifetime.server": 8.0}},
    ],
)
def test_pieces_make_up_the_embodied_share(ledger: Path, arguments: dict[str, Any]) -> None:
    """However a run is assessed, the pieces add up to its embodied emissions, draw by draw."""
    found = _run(ledger, **arguments)
    whole = found.footprint["ghg_embodied"]
    assert isinstance(whole, Uncertain)

    first, *others = [piece.amount() for piece in hardware_of(found)]
    for each in others:
        first = first + each

    assert first.central == pytest.approx(whole.central, rel=1e-9)
    assert first.draws == pytest.approx(whole.draws, rel=1e-9)


def test_an_eighth_of_a_host_is_reserved_of_one(ledger: Path) -> None:
    """A host of eight boards of which one was used: an eighth of one, and one board of one."""
    pieces = {piece.name: piece for piece in hardware_of(_run(ledger))}

    assert pieces["server"].reserved.central == pytest.approx(0.125, rel=1e-9)
    assert pieces["server"].total.central == 1.0
    assert pieces["gpu:0"].reserved.central == pytest.approx(1.0, rel=1e-9)


def test_lives_that_were_declared_are_those_that_are_told(ledger: Path) -> None:
    """EL is the declared lifetime of the host; at full utilisation TiR is the time of the run."""
    found = _run(ledger, lifetime_years=3.0, utilisation=1.0)
    server = next(piece for piece in hardware_of(found) if piece.name == "server")

    assert server.lifespan.to("year").central == pytest.approx(3.0, rel=1e-12)
    assert server.reserved_time.to("s").central == pytest.approx(600.0, rel=1e-12)


def test_an_estimate_is_calculated(ledger: Path) -> None:
    """What nothing measured is a calculation, with the hardware that was asked for."""
    assert ledger
    found = estimate("a100-sxm4-80gb:8", 24.0, zone="FR", pue=1.2)
    component = component_of(found, "run", 1.0)

    assert component.method is Method.CALCULATION
    assert component.pue == "PUE 1.2, declared"
    assert {piece.name for piece in component.hardware} >= {"server", "gpu:0", "gpu:7"}


def test_used_energy_and_energy_without_the_building_are_told(ledger: Path) -> None:
    """A share of the machine, idle left out, or the building left out: each is known of E."""
    assert not component_of(_run(ledger, attribution="process"), "run", 1.0).is_reserved
    assert not component_of(_run(ledger, boundary=Boundary(idle=False)), "run", 1.0).is_reserved
    assert component_of(_run(ledger, boundary=Boundary(facility=False)), "run", 1.0).pue == ""


@pytest.mark.parametrize(
    ("phase", "stage"),
    [
        ("training", Stage.DESIGN),
        ("Data preparation", Stage.DESIGN),
        ("inference", Stage.OPERATION),
        ("monitoring", Stage.MONITORING),
        ("deployment", Stage.DEPLOYMENT),
    ],
)
def test_a_phase_belongs_to_a_stage(phase: str, stage: Stage) -> None:
    """Words that people use for phases, by their beginning."""
    assert stage_of(phase) is stage
    assert is_development(phase) is (stage is Stage.DESIGN)


@pytest.mark.parametrize("phase", [None, "", "phase 2"])
def test_a_phase_that_nobody_knows_is_asked_for(phase: str | None) -> None:
    """No stage is guessed; such a run may have been part of a training."""
    with pytest.raises(ConformanceError, match="stage of a run"):
        stage_of(phase)
    assert is_development(phase)


def test_runs_that_others_hold_are_no_score(ledger: Path) -> None:
    """Where no run is counted there is nothing to score."""
    found = _run(ledger)
    nested = replace(found, record=replace(found.record, counted=False))

    with pytest.raises(ConformanceError, match="none of these runs"):
        scored([nested, nested], ASKED)


def test_the_page_of_a_score(ledger: Path) -> None:
    """Document, schema and page of a score with everything that may stand beside it."""
    asked = replace(ASKED, rationale="what is asked for", kept_apart=("1 t of credits",))
    found = scored([_run(ledger)], asked)
    document: Any = sci_document(found, sci_statement(found, "1"))
    validator: Any = Draft202012Validator(schema("sci"))
    validator.validate(document)
    page = Page(100)

    sci_page(page, document)

    for part in ("why this R: what is asked for", "kept apart", "TiR", "not stated"):
        assert part in page.text()
    # A row of the table of hardware multiplies out, so it shows central values: of M too.
    amount = document["components"][0]["hardware"][0]["M"]
    shown = scale.shown(amount["central"], None, None, amount["unit"])
    assert f"{shown.value} {shown.unit}" in page.text().replace("\u00a0", " ")
    assert "what is asked for" in document["statement"]
    assert "left out with a reason" not in document["statement"]


def test_the_page_of_a_water_score(ledger: Path) -> None:
    """Document, schema and page of water, with hardware that was declared."""
    one = Uncertain.fixed(1.0, "1")
    host = DeclaredHardware(
        "host", Uncertain.fixed(3e3, "L"), Uncertain.fixed(6.0, "year"), one, one
    )
    told = told_of_runs([_run(ledger)], "1")
    document: Any = swi_document(swi_of(told, "run", 1.0, RUN, [host]), told, "run", 1.0)
    validator: Any = Draft202012Validator(schema("swi"))
    validator.validate(document)
    page = Page(100)

    swi_page(page, document)

    for part in ("consumed, weighted by scarcity", "direct, withdrawal", "[swi-left-out]", "AWARE"):
        assert part in page.text()


@pytest.mark.parametrize(
    ("arguments", "resolution"),
    [
        ({}, Resolution.YEAR),
        ({"zone": "GB", "hourly": True, "at": "2023-12-02T05:00"}, Resolution.HOUR),
        ({"zone": "GB", "hourly": True}, Resolution.YEAR),
        ({"zone": "FR", "hourly": True, "signal": "direct"}, Resolution.YEAR),
    ],
)
def test_the_resolution_is_that_of_the_coarsest(
    ledger: Path, arguments: dict[str, Any], resolution: Resolution
) -> None:
    """Hours that are known are hours; typical ones, and the year in their place, are the year."""
    found = component_of(_run(ledger, **arguments), "run", 1.0).intensity

    assert found is not None
    assert found.resolution is resolution
    assert found.source
