"""Each normative requirement of SCI 1.1, of its draft for AI, and of its reporting file.

The requirements are those of the Software Carbon Intensity specification 1.1.0 (ISO/IEC
21031:2024), of the draft "SCI for AI", and of the reporting project, all of the Green Software
Foundation, read in their repositories; each test is named by the id under which
``docs/reference/sci.md`` tells how it is met.
"""

import re
import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from wholeprint.cli.main import build_parser
from wholeprint.errors import BoundaryError, ConformanceError, UnitError, ValueRefusedError
from wholeprint.factors.documents import read_yaml
from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.lifecycle.sci import (
    CarbonIntensity,
    Component,
    Hardware,
    Kind,
    Method,
    Resolution,
    Score,
    score,
)
from wholeprint.lifecycle.sci_ai import (
    IF_MATERIAL,
    PROVIDER_UNITS,
    STAGES,
    Basis,
    Disclosure,
    Entry,
    Persona,
    Stage,
    ai_score,
)
from wholeprint.lifecycle.sci_baseline import assumed_of, improvement
from wholeprint.lifecycle.sci_boundary import SYSTEMS, checklist, stated
from wholeprint.lifecycle.sci_units import Conversion, FunctionalUnit
from wholeprint.lifecycle.swi import Basis as WaterBasis
from wholeprint.lifecycle.swi import Found, Piece, Stress, WaterScore, Where, water_score
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.intensity import Accounting
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.report.sci import Asked, Scored, sci_document, scored
from wholeprint.report.sci_parts import DeclaredHardware
from wholeprint.report.sci_yaml import Publisher, sci_yaml
from wholeprint.report.statement_runs import told_of_runs
from wholeprint.report.statement_sci import sci_statement
from wholeprint.report.swi import swi_document, swi_of
from wholeprint.tracking.assessment import assess_many

RUNS = Path(__file__).parents[1] / "golden" / "runs.json"
REQUEST = FunctionalUnit("request")


def fixed(value: float, unit: str) -> Uncertain:
    """A number without doubt."""
    return Uncertain.fixed(value, unit)


def intensity(value: float = 400.0, unit: str = "gCO2e/kWh", **changed: Any) -> CarbonIntensity:
    """An average intensity of one grid over one year."""
    whole = CarbonIntensity(
        amount=fixed(value, unit), kind=Kind.AVERAGE, region="FR", resolution=Resolution.YEAR
    )
    return replace(whole, **changed)


def server(embodied: float = 1000.0, hours: float = 1.0) -> Hardware:
    """The example of the specification: 1,000 kg, four years, one hour, all of it."""
    return Hardware(
        name="server",
        embodied=fixed(embodied, "kgCO2e"),
        reserved_time=fixed(hours, "h"),
        lifespan=fixed(4.0, "year"),
        reserved=fixed(1.0, "1"),
        total=fixed(1.0, "1"),
        evidence="device LCA",
    )


def component(**changed: Any) -> Component:
    """One component: 2 kWh at 400 g/kWh, one server hour, 100 requests."""
    whole = Component(
        name="api",
        energy=fixed(2.0, "kWh"),
        intensity=intensity(),
        hardware=(server(),),
        counted="request",
        done_count=100.0,
        pue="PUE 1.2, declared",
    )
    return replace(whole, **changed)


def only(**changed: Any) -> Score:
    """The score of that component alone."""
    return score([component(**changed)], REQUEST)


@pytest.fixture
def found(tmp_path: Path) -> Scored:
    """The score of a recorded run."""
    path = tmp_path / "ledger.sqlite"
    with SqliteStore(path) as store:
        for record in read_json(RUNS.read_bytes()):
            store.add(record)
    runs = assess_many(["20261121-101530-7f3a9c"], ledger=path)
    return scored(runs, Asked(unit=FunctionalUnit("run"), counted="run", done_count=1.0))


def test_sci_01_all_elements_scale_by_r() -> None:
    """SCI = (O + M) per R: by hand (2 x 400 + 1e6 / 35040) / 100, to rounding."""
    rate = only().rate

    assert rate.central == pytest.approx((800.0 + 1e6 / 35040.0) / 100.0, rel=1e-12)
    assert only(done_count=200.0).rate.central == pytest.approx(rate.central / 2.0, rel=1e-12)


def test_sci_02_energy_is_in_kilowatt_hours() -> None:
    """E in another unit of energy is converted; what is no energy is refused."""
    assert only(energy=fixed(7.2e6, "J")).parts[0].energy.central == pytest.approx(2.0, rel=1e-12)
    assert str(only(energy=fixed(7.2e6, "J")).parts[0].energy.unit) == "kWh"
    with pytest.raises(UnitError):
        only(energy=fixed(2.0, "kW"))


def test_sci_03_energy_that_is_only_used_is_flagged() -> None:
    """Energy should cover what is reserved; where it covers only what was used, a note says so."""
    assert "sci-used-only" in {note.code for note in only(is_reserved=False).notes}
    assert "sci-used-only" not in {note.code for note in only().notes}


@pytest.mark.parametrize("kind", [Kind.AVERAGE, Kind.SHORT_RUN_MARGINAL, Kind.LONG_RUN_MARGINAL])
def test_sci_04_intensity_is_of_the_grid_and_not_of_contracts(kind: Kind) -> None:
    """Average and marginal intensities are taken, with kind and region kept; contracts are not."""
    part = only(intensity=intensity(kind=kind)).parts[0]

    assert (part.intensity.kind, part.intensity.region) == (kind, "FR")
    with pytest.raises(ConformanceError, match="market-based"):
        intensity(kind=kind, accounting=Accounting.MARKET)


def test_sci_05_a_supply_on_no_grid_has_a_factor_of_its_own() -> None:
    """A supply of one's own is taken with its source, and refused without."""
    own = intensity(45.0, kind=Kind.OWN_SUPPLY, region="no grid", source="LCA of the roof")

    assert only(intensity=own).parts[0].operational.central == pytest.approx(90.0, rel=1e-12)
    with pytest.raises(ConformanceError, match="source"):
        intensity(45.0, kind=Kind.OWN_SUPPLY, region="no grid")


def test_sci_06_intensity_is_in_grams_per_kilowatt_hour() -> None:
    """I in tonnes per megawatt-hour is converted; what is no intensity is refused."""
    tonnes = intensity(0.4, "tCO2e/MWh")

    assert only(intensity=tonnes).parts[0].operational.central == pytest.approx(800.0, rel=1e-12)
    with pytest.raises(UnitError):
        intensity(400.0, "gCO2e")


def test_sci_07_missing_embodied_emissions_are_never_nought() -> None:
    """No hardware, or hardware that nobody has a number for, is no score and not M = 0."""
    for changed in ({"hardware": ()}, {"unaccounted": ("nobody states the rack",)}):
        with pytest.raises(ConformanceError, match="M is missing"):
            only(**changed)


def test_sci_08_embodied_emissions_are_a_share_of_time_and_of_resources(found: Scored) -> None:
    """M = TE x (TiR/EL) x (RR/ToR), and all five stand in the report by themselves.

    The example of the specification: 1,000 kg over four years for one hour is "around 28 g".
    """
    assert server().amount().central == pytest.approx(28.5, abs=0.5)

    document: Any = sci_document(found, "")
    for piece in document["components"][0]["hardware"]:
        te, tir, el, rr, tor = (piece[name]["central"] for name in ("TE", "TiR", "EL", "RR", "ToR"))
        assert piece["M"]["central"] == pytest.approx(te * tir / el * rr / tor, rel=1e-9)
    total = found.runs[0].footprint["ghg_embodied"]
    assert isinstance(total, Uncertain)
    assert found.score.parts[0].embodied.central == pytest.approx(total.central, rel=1e-9)
    assert np.allclose(found.score.parts[0].embodied.draws, total.draws, rtol=1e-9)


def test_sci_09_embodied_emissions_hold_no_offsets() -> None:
    """Nothing below nought enters TE, which is how an offset would come in."""
    with pytest.raises(ConformanceError, match="offset"):
        server(-10.0)


def test_sci_10_embodied_emissions_are_in_grams() -> None:
    """M in kilograms of CO2e is converted; a mass of something else is refused."""
    assert str(server().amount().unit) == "gCO2e"
    with pytest.raises(UnitError):
        replace(server(), embodied=fixed(1000.0, "kg")).amount()


def test_sci_11_each_piece_says_where_its_number_comes_from(found: Scored) -> None:
    """Every piece of M names how its TE is known and who says so."""
    for piece in found.score.parts[0].component.hardware:
        assert re.search(r"(published|modelled|assumed|declared) \(.+\)", piece.evidence)


def test_sci_12_components_of_different_units_are_not_summed() -> None:
    """R must be the same in all components that are summed."""
    image = component(name="images", counted="image")

    with pytest.raises(ConformanceError, match="not the same"):
        score([component(), image], REQUEST)


def test_sci_13_conversions_of_r_are_disclosed(found: Scored) -> None:
    """A component of another unit is summed by a declared conversion that the score carries."""
    image = component(name="images", counted="image", done_count=400.0)
    four = Conversion("image", "request", 0.25, "a request makes four images")

    both = score([component(), image], REQUEST, conversions=[four])

    assert both.conversions == (four,)
    assert both.rate.central == pytest.approx(2.0 * only().rate.central, rel=1e-12)
    assert sci_document(found, "")["conversions"] == []


def test_sci_14_supporting_systems_are_in_or_out_with_a_reason() -> None:
    """The checklist has every system of the specification; what nobody stated is flagged."""
    backup = stated("backup", "none is kept", is_in=False)
    found = score([component()], REQUEST, boundary=checklist({"backup": backup}))

    assert [item.name for item in found.boundary] == list(SYSTEMS)
    note = next(note for note in found.notes if note.code == "sci-boundary-unstated")
    assert "monitoring" in note.message
    assert "backup" not in note.message
    with pytest.raises(ConformanceError, match="no reason"):
        stated("backup", " ", is_in=True)


def test_sci_15_energy_takes_the_building_into_account(found: Scored) -> None:
    """A data centre's PUE is in E and named with its source; where it is not, a note says so."""
    assert re.match(r"PUE [\d.]+, \w+ \(pue\.datacentre: .+\)", found.score.parts[0].component.pue)
    assert "sci-no-building" in {note.code for note in only(pue="").notes}


def test_sci_16_one_functional_unit_in_all_of_the_boundary() -> None:
    """Two components of one unit are summed, and the sum is of that unit."""
    both = score([component(), component(name="db")], REQUEST)

    assert both.unit == REQUEST
    assert both.rate.central == pytest.approx(2.0 * only().rate.central, rel=1e-12)


def test_sci_17_each_component_says_how_it_was_quantified(found: Scored) -> None:
    """Measurement or calculation, for each component: counters were read in this run."""
    assert found.score.parts[0].component.method is Method.MEASUREMENT
    assert only().parts[0].component.method is Method.CALCULATION


def test_sci_18_a_baseline_of_another_method_is_refused() -> None:
    """A baseline differs by the action alone: another kind of I, another R or PUE is refused."""
    proposed = only(energy=fixed(1.0, "kWh"))
    others = (
        only(intensity=intensity(kind=Kind.SHORT_RUN_MARGINAL)),
        only(pue=""),
        score([component()], FunctionalUnit("request", 1000.0)),
    )

    for baseline in others:
        with pytest.raises(BoundaryError, match="not computed as"):
            improvement(baseline, assumed_of(baseline, {}), proposed, assumed_of(proposed, {}))


def test_sci_19_score_and_baseline_share_the_name_of_their_assumptions() -> None:
    """One digest names the assumptions of both; another set of coefficients has another."""
    baseline, proposed = only(), only(energy=fixed(1.0, "kWh"))
    same = {"coefficients": "2026.1"}

    found = improvement(baseline, assumed_of(baseline, same), proposed, assumed_of(proposed, same))

    assert found.digest == assumed_of(baseline, same).digest
    assert found.ratio.central < 1.0
    assert assumed_of(baseline, {"coefficients": "2026.2"}).digest != found.digest


def test_sci_20_the_score_falls_with_each_kind_of_action() -> None:
    """Less energy, a cleaner grid, less hardware: each lowers the score."""
    whole = only().rate.central

    assert only(energy=fixed(1.9, "kWh")).rate.central < whole
    assert only(intensity=intensity(399.0)).rate.central < whole
    assert only(hardware=(server(999.0),)).rate.central < whole


def test_sci_21_a_report_states_boundary_and_infrastructure(found: Scored) -> None:
    """A report has the boundary with every supporting system, and says it in its sentences."""
    document: Any = sci_document(found, sci_statement(found, "0"))

    assert len(document["boundary"]) == len(SYSTEMS)
    assert "Inside the boundary: compute" in str(document["statement"])


def test_sci_22_it_can_be_followed_without_experience(found: Scored) -> None:
    """One argument beyond the run is needed, and each refusal says what to type."""
    build_parser().parse_args(["report", "last", "--format", "sci", "--per", "run=1"])

    with pytest.raises(ConformanceError) as refused:
        only(hardware=())
    assert "--embodied" in refused.value.fix
    assert found.score.rate.central > 0.0


def test_sci_23_it_costs_nothing(found: Scored) -> None:
    """E, I and M of a recorded run come from counters and shipped tables; nothing is fetched."""
    assert found.runs[0].vintages == ()
    assert found.score.parts[0].intensity.source


def test_sci_24_nothing_coarser_than_a_year() -> None:
    """An annual value is taken and flagged as the coarsest; a mean over years is refused."""
    assert "sci-yearly" in {note.code for note in only().notes}
    assert "sci-yearly" not in {
        note.code for note in only(intensity=intensity(resolution=Resolution.HOUR)).notes
    }
    with pytest.raises(ConformanceError, match="several years"):
        intensity(resolution=Resolution.YEARS)


def test_sci_25_offsets_do_not_change_a_score() -> None:
    """A measure that is named beside a score leaves it as it was, to the last bit."""
    plain = score([component()], REQUEST)
    named = score([component()], REQUEST, kept_apart=["1 t of credits", "PPA of a wind farm"])

    assert named.rate.central == plain.rate.central
    assert named.kept_apart == ("1 t of credits", "PPA of a wind farm")
    with pytest.raises(ConformanceError, match="below nought"):
        only(energy=fixed(-1.0, "kWh"))


def test_sci_26_score_boundary_and_method_are_disclosed(found: Scored) -> None:
    """A report has the score, the boundary and the methodology."""
    document = sci_document(found, "")

    assert document["score"]
    assert document["boundary"]
    assert "TE x (TiR/EL) x (RR/ToR)" in str(document["methodology"])


def test_sci_rep_the_reporting_file_has_every_field(found: Scored) -> None:
    """All fields that the reporting project requires are there, in their form; no text escapes."""
    publisher = Publisher(
        name='x"\n: - {evil}', release="1.2", contact="Ann", email="ann@example.org"
    )

    text = sci_yaml(found, publisher, date(2026, 11, 21))

    fields = dict(re.findall(r"^  ([a-z-]+): (.+)$", text, re.MULTILINE))
    assert {line for line in text.splitlines() if not line.startswith("  ")} == {
        "sci:",
        "metadata:",
    }
    assert set(fields) == {
        *("software-boundary", "sci", "r", "r-source", "name", "contact-name", "contact-email"),
        *("guid", "entity-version", "sci-version", "calculation-date", "calculation-information"),
    }
    (document,) = read_yaml(text, "report.yaml")
    assert cast("Any", document)["metadata"]["name"] == publisher.name
    assert float(fields["sci"]) == found.score.rate.median
    assert (fields["r"], fields["r-source"], fields["sci-version"]) == ("1", '"run"', "1.1")
    assert uuid.UUID(fields["guid"].strip('"'))
    assert date.fromisoformat(fields["calculation-date"].strip('"')) == date(2026, 11, 21)
    with pytest.raises(ConformanceError, match="who answers"):
        sci_yaml(found, replace(publisher, contact=" "), date(2026, 11, 21))
    with pytest.raises(ValueRefusedError):
        sci_yaml(found, replace(publisher, email="nobody"), date(2026, 11, 21))


SAID = Disclosure(
    rationale="it is what is billed",
    basis=Basis.GROSS,
    stages={
        Stage.INCEPTION: "not material: planning only",
        Stage.RETIREMENT: "not material: weights are deleted",
        Stage.DEPLOYMENT: "counted with the API, in the consumer's score",
    },
)
TRAINING_TOKEN = FunctionalUnit("training token")


def trained(**changed: Any) -> Component:
    """A training of 100 tokens."""
    return component(**{"name": "train", "counted": "training token"} | changed)


def test_sciai_01_a_consumer_counts_operation_and_monitoring() -> None:
    """A consumer's score needs both; monitoring without runs needs a statement."""
    serving = Entry(component(), Stage.OPERATION)
    token = Disclosure(rationale="billed", stages={Stage.MONITORING: "in the same runs"})

    found = ai_score(Persona.CONSUMER, [serving], REQUEST, token)

    assert found.stages == {Stage.OPERATION: "api", Stage.MONITORING: "in the same runs"}
    with pytest.raises(ConformanceError, match="monitoring is missing"):
        ai_score(Persona.CONSUMER, [serving], REQUEST, Disclosure(rationale="billed"))


def test_sciai_02_a_provider_counts_from_inception_to_retirement() -> None:
    """A provider's stages are these four, and each is there or stated."""
    found = ai_score(Persona.PROVIDER, [Entry(trained(), Stage.DESIGN)], TRAINING_TOKEN, SAID)

    assert set(found.stages) == {
        *(Stage.INCEPTION, Stage.DESIGN, Stage.DEPLOYMENT, Stage.RETIREMENT)
    }
    with pytest.raises(ConformanceError, match="deployment is missing"):
        ai_score(
            Persona.PROVIDER,
            [Entry(trained(), Stage.DESIGN)],
            TRAINING_TOKEN,
            replace(SAID, stages=dict.fromkeys(IF_MATERIAL, "not material")),
        )


@pytest.mark.parametrize("stage", [Stage.INCEPTION, Stage.RETIREMENT])
def test_sciai_03_materiality_is_stated(stage: Stage) -> None:
    """Inception and retirement are in, or it is stated that they are not material."""
    others = {name: text for name, text in SAID.stages.items() if name is not stage}

    with pytest.raises(ConformanceError, match="material"):
        ai_score(
            Persona.PROVIDER,
            [Entry(trained(), Stage.DESIGN)],
            TRAINING_TOKEN,
            replace(SAID, stages=others),
        )


def test_sciai_04_the_work_of_design_is_told_one_by_one() -> None:
    """Data, training, infrastructure, selection, evaluation: what nobody stated is flagged."""
    some = replace(SAID, design={"evaluation": "in the same runs"})

    found = ai_score(Persona.PROVIDER, [Entry(trained(), Stage.DESIGN)], TRAINING_TOKEN, some)

    note = next(note for note in found.score.notes if note.code == "sci-work-unstated")
    assert "synthetic data" in note.message
    assert "evaluation" not in note.message


def test_sciai_05_no_run_of_a_training_is_left_out() -> None:
    """Failed, intermediate and stopped runs belong to the training: without them no score."""
    entry = Entry(trained(), Stage.DESIGN, left_out=("20261121-1 (failed)",))

    with pytest.raises(ConformanceError, match="left out"):
        ai_score(Persona.PROVIDER, [entry], TRAINING_TOKEN, SAID)


def test_sciai_06_deployment_is_the_providers_and_operation_the_consumers() -> None:
    """No stage is in both scores, and a run of the other's stage is refused."""
    assert not set(STAGES[Persona.PROVIDER]) & set(STAGES[Persona.CONSUMER])
    assert Stage.DEPLOYMENT in STAGES[Persona.PROVIDER]
    with pytest.raises(ConformanceError, match="no stage of a provider"):
        ai_score(Persona.PROVIDER, [Entry(trained(), Stage.OPERATION)], TRAINING_TOKEN, SAID)


@pytest.mark.parametrize("name", [*PROVIDER_UNITS, "request"])
def test_sciai_07_a_providers_unit_is_one_of_three(name: str) -> None:
    """Operation, training token or parameter; anything else is refused."""
    entry = Entry(component(counted=name), Stage.DESIGN)
    if name in PROVIDER_UNITS:
        assert ai_score(Persona.PROVIDER, [entry], FunctionalUnit(name), SAID).score.parts
    else:
        with pytest.raises(ConformanceError, match="provider's R"):
            ai_score(Persona.PROVIDER, [entry], FunctionalUnit(name), SAID)


def test_sciai_08_rationale_and_basis_are_stated() -> None:
    """Why this R, and whether it is gross or effective; strategies are kept."""
    entry = Entry(trained(), Stage.DESIGN)
    for silent, said in (
        (replace(SAID, rationale=""), "reason"),
        (replace(SAID, basis=None), "gross"),
    ):
        with pytest.raises(ConformanceError, match=said):
            ai_score(Persona.PROVIDER, [entry], TRAINING_TOKEN, silent)

    told = replace(SAID, strategies=("early stopping",))
    found = ai_score(Persona.PROVIDER, [entry], TRAINING_TOKEN, told)
    assert found.disclosure.strategies == ("early stopping",)


def test_sciai_09_a_consumers_unit_agrees_with_billing() -> None:
    """A unit that nobody bills by is taken with a note."""
    token = Disclosure(rationale="why", stages={Stage.MONITORING: "in the same runs"})
    odd = Entry(component(counted="smile"), Stage.OPERATION)

    found = ai_score(Persona.CONSUMER, [odd], FunctionalUnit("smile"), token)

    assert "sci-not-billed" in {note.code for note in found.score.notes}


def litres(amount: float | NoData = 5.0, **changed: Any) -> Piece:
    """Water consumed on site."""
    whole = Piece(
        name="cooling",
        where=Where.DIRECT,
        basis=WaterBasis.CONSUMPTION,
        amount=amount if isinstance(amount, NoData) else fixed(amount, "L"),
        region="FR",
        method="IT energy times WUE",
        found=Found.MODELLED,
    )
    return replace(whole, **changed)


def chain(**changed: Any) -> list[Piece]:
    """Consumption at all three places of the chain: 5, 7 and 2 L."""
    return [
        litres(**changed),
        litres(7.0, name="plants", where=Where.INDIRECT),
        litres(2.0, name="hardware", where=Where.EMBODIED, region="where it was made"),
    ]


def aware(**changed: Any) -> Stress:
    """A weight of 3 for consumption in France."""
    whole = Stress(
        weight=fixed(3.0, "Leq/L"),
        basis=WaterBasis.CONSUMPTION,
        region="FR",
        method="AWARE 2.0",
        resolution="country, year",
    )
    return replace(whole, **changed)


def water(pieces: list[Piece]) -> WaterScore:
    """The intensity of pieces over ten requests."""
    return water_score(pieces, "request", 10.0, REQUEST)


def value(quantity: Quantity) -> float:
    """The central number of a quantity that has one."""
    assert isinstance(quantity, Uncertain)
    return quantity.central


def test_swi_01_all_water_scales_by_r() -> None:
    """W = W_O + W_M per R: (5 + 7 + 2) / 10; another unit of R is refused."""
    assert value(water(chain()).consumption) == pytest.approx(1.4, rel=1e-12)
    with pytest.raises(ConformanceError, match="not the same"):
        water_score(chain(), "image", 10.0, REQUEST)


def test_swi_02_the_way_of_allocation_is_disclosed() -> None:
    """Each piece says how it was quantified or allocated; WUE is one way of several."""
    assert litres(method="share of the site's bill, by energy").method
    with pytest.raises(ConformanceError, match="allocated"):
        litres(method=" ")


def test_swi_03_water_of_electricity_names_region_and_resolution(found: Scored) -> None:
    """The water behind the grid is of the run's zone, on its basis, with its resolution in time."""
    pieces = swi_of(told_of_runs(found.runs, "0"), "run", 1.0, FunctionalUnit("run"), [HOST]).pieces

    plants = [piece for piece in pieces if piece.where is Where.INDIRECT]
    assert {piece.basis for piece in plants} == set(WaterBasis)
    assert {(piece.region, piece.resolution) for piece in plants} == {("FR", "year")}


def test_swi_04_embodied_water_is_never_nought_by_silence(found: Scored) -> None:
    """W_M = TW x (TiR/EL) x (RR/ToR): without it there is no score; declared, it is in.

    3,000 L over six years of 8,760 h, for ten minutes, all of it: 9.51 mL.
    """
    told = told_of_runs(found.runs, "0")
    with pytest.raises(ConformanceError, match="embodied water is missing"):
        swi_of(told, "run", 1.0, FunctionalUnit("run"))

    pieces = swi_of(told, "run", 1.0, FunctionalUnit("run"), [HOST]).pieces

    (declared,) = [piece for piece in pieces if piece.name == "host"]
    assert value(declared.amount) == pytest.approx(3000.0 / (6 * 8760 * 6), rel=1e-12)


def test_swi_05_consumption_and_withdrawal_are_never_summed() -> None:
    """What was withdrawn stands beside what was consumed, and changes nothing of it."""
    taken = litres(90.0, name="river", basis=WaterBasis.WITHDRAWAL)

    both = water([*chain(), taken])

    assert value(both.consumption) == value(water(chain()).consumption)
    assert value(both.withdrawal) == pytest.approx(9.0, rel=1e-12)


def test_swi_06_water_is_weighed_where_it_is_used() -> None:
    """A weight of another region is refused, and a piece without a region too."""
    with pytest.raises(ConformanceError, match="region where it is used"):
        litres(stress=aware(region="ES"))
    with pytest.raises(ConformanceError, match="region"):
        litres(region="")


def test_swi_07_a_weight_fits_its_basis_and_replaces_nothing() -> None:
    """AWARE weighs consumption, not withdrawal; method, version and resolution are kept."""
    with pytest.raises(ConformanceError, match="does not fit"):
        litres(basis=WaterBasis.WITHDRAWAL, stress=aware())

    weighed = water(chain(stress=aware()))

    assert value(weighed.consumption) == pytest.approx(1.4, rel=1e-12)
    assert value(weighed.consumption_weighed) == pytest.approx(1.5, rel=1e-12)
    assert weighed.pieces[0].stress
    assert weighed.pieces[0].stress.method == "AWARE 2.0"


def test_swi_08_a_report_has_all_four_and_how_they_were_found(found: Scored) -> None:
    """Consumption and withdrawal, plain and weighed, with boundary, R, pieces and what is not in.

    Nobody ships weights for withdrawal: that one of the two recommended numbers is no data.
    """
    told = told_of_runs(found.runs, "0")
    score = swi_of(told, "run", 1.0, FunctionalUnit("run"), [HOST])
    document: Any = swi_document(score, told, "run", 1.0)

    for name in ("consumption", "consumption_weighed", "withdrawal"):
        assert document[name]["low"] < document[name]["value"] < document[name]["high"]
    assert document["withdrawal_weighed"]["known"] == "no data"
    assert document["boundary"]["water"] is True
    assert document["functional_unit"]["per"] == "run"
    assert {piece["found"] for piece in document["pieces"]} <= {"allocated", "modelled"}
    assert "swi-left-out" in {note["code"] for note in document["notes"]}


HOST = DeclaredHardware(
    "host", fixed(3000.0, "L"), fixed(6.0, "year"), fixed(1.0, "1"), fixed(1.0, "1")
)


def test_every_requirement_has_its_test() -> None:
    """The ids that the reference page lists are those that are tested here."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "sci.md"
    listed = re.findall(
        r"^\| ((?:SCI|SCIAI|SWI)-(?:\d\d|REP)) \|", page.read_text("utf-8"), re.MULTILINE
    )
    tested = {
        f"{found[1].upper()}-{found[2].upper()}"
        for name in globals()
        if (found := re.match(r"test_(sci|sciai|swi)_(\d\d|rep)_", name))
    }

    assert sorted(listed) == sorted(tested)
    assert len(set(listed)) == len(listed)


def test_no_letter_is_missing_without_a_word() -> None:
    """No score comes without E or I, and the refusal names the letter."""
    missing = NoData.of("kWh", "nothing was measured")
    for changed, letter in (({"energy": missing}, "E"), ({"intensity": None}, "I")):
        with pytest.raises(ConformanceError, match=f"^{letter} is missing"):
            only(**changed)
