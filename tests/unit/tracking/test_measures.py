"""What of a project's ledger a model may take."""

from dataclasses import replace
from pathlib import Path

import pytest

from wholeprint.engine.files import library, load
from wholeprint.errors import ModelError, UnknownRunError
from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.quantities.distribution import Empirical
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.sensitivity.inputs import inputs_of
from wholeprint.systems.text.read import read_model
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.measures import MEASURES, Measure, fed_model, feed, measures

GOLDEN = Path(__file__).parents[2] / "golden" / "runs.json"

_HEAD = "model: m\ntime: {start: 0, stop: 1, step: 1}\nparameters:\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with three counted runs of one project, one of them failed, one without meters."""
    path = tmp_path / "ledger.sqlite"
    with SqliteStore(path) as store:
        for record in read_json(GOLDEN.read_bytes()):
            store.add(record)
    return path


@pytest.fixture
def spread_ledger(tmp_path: Path) -> Path:
    """The same runs, ten days after one another."""
    path = tmp_path / "spread.sqlite"
    with SqliteStore(path) as store:
        for place, record in enumerate(read_json(GOLDEN.read_bytes())):
            later = record.started_unix_ns + place * 10 * 86_400 * 10**9
            store.add(replace(record, started_unix_ns=later))
    return path


def test_measures_are_the_means_of_the_counted_runs(spread_ledger: Path) -> None:
    """By hand from the runs' own assessments: 600 s each."""
    ledger = spread_ledger
    found = measures("digits", ledger)
    assessed = assess_many(ledger=ledger)
    totals = [each.footprint["energy"] for each in assessed]
    energy = sum(each.to("kWh").central for each in totals if isinstance(each, Uncertain))

    assert set(found) == set(MEASURES)
    assert found["energy_per_run"].value == pytest.approx(energy / 3)
    assert found["energy_per_run"].known is Known.ASSUMED
    assert found["hours_per_run"].value == pytest.approx(600 / 3600)
    assert found["failed_share"].value == pytest.approx(1 / 3)
    assert found["runs_per_month"].known is Known.MEASURED
    assert "; over " in found["runs_per_month"].note
    assert found["accelerator_hours_per_run"].value == pytest.approx(2 / 3 * 600 / 3600)
    assert found["accelerator_power"].runs_count == 2
    assert found["accelerator_power"].known is Known.MEASURED
    ghg = found["ghg_per_run"].value / found["energy_per_run"].value
    assert found["carbon_intensity"].value == pytest.approx(ghg)
    assert found["pue"].value == pytest.approx(1.54)


def test_runs_within_days_give_no_rate_of_a_month(ledger: Path) -> None:
    """Three runs within two hours say nothing about a month: what is declared is kept, and why."""
    found = measures("digits", ledger)
    fed = feed(load("rebound"), found)

    assert set(MEASURES) - set(found) == {"runs_per_month"}
    (note,) = fed.notes
    assert "experiments at first keeps the 100 experiment/month" in note
    assert "two runs or more, 7 days apart at least" in note


def test_the_doubt_of_the_runs_goes_with_their_mean(ledger: Path) -> None:
    """An assumed PUE and intensity are believed between ends, in the unit of the parameter."""
    found = measures("digits", ledger)
    model = read_model(
        f"{_HEAD}  p: {{value: 1, unit: gCO2e/kWh, measured: carbon_intensity}}\n"
        "  q: {value: 1, unit: '1', measured: pue}\n"
        "  e: {value: 1, unit: Wh/run, measured: energy_per_run}\n",
        "m.yaml",
    )

    fed = fed_model(model, "digits", found).variables

    for variable, size in zip(fed, (1000.0, 1.0, 1000.0), strict=True):
        belief, whole = variable.belief, found[variable.measured].belief
        assert isinstance(belief, Empirical)
        assert whole is not None
        assert belief.values == pytest.approx([size * each for each in whole.values])
        value = variable.equations[0].value
        assert isinstance(value, Number)
        assert belief.values[0] < value.value < belief.values[-1]
    assert len(inputs_of(fed_model(model, "digits", found))) == 3


def test_what_is_declared_reaches_the_measures(ledger: Path) -> None:
    """The runs are assessed as told: a PUE of 1.2 is that of every run."""
    assert measures("digits", ledger, pue=1.2)["pue"].value == pytest.approx(1.2)


def test_a_project_without_runs_is_refused(ledger: Path) -> None:
    """Nothing is made up for it."""
    with pytest.raises(UnknownRunError, match="nobody's"):
        measures("nobody's", ledger)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("{value: 1, unit: kWh/experiment, measured: energy_per_run}", 2.0),
        ("{value: 1, unit: MJ/run, measured: energy_per_run}", 7.2),
        ("{value: 1, unit: Wh/job, measured: energy_per_run}", 2000.0),
        ("{value: 1, measured: energy_per_run}", 2.0),
        ("{value: 1, unit: run/month, measured: runs_per_month}", 365.0),
        ("{value: 1, unit: experiment/year, measured: runs_per_month}", 365.0 * 12),
        ("{value: 1, unit: experiments/day, measured: runs_per_month}", 12.0),
        ("{value: 1, unit: experiment/week, measured: runs_per_month}", 84.0),
    ],
)
def test_a_value_comes_in_the_unit_of_its_parameter(parameter: str, value: float) -> None:
    """2 kWh a run, 365 runs a month: a month is a twelfth of 365 days, a run an experiment."""
    found = {
        "energy_per_run": Measure("energy_per_run", 2.0, "kWh/run", Known.MEASURED, 3, ""),
        "runs_per_month": Measure("runs_per_month", 365.0, "run/month", Known.MEASURED, 3, ""),
    }

    fed = feed(read_model(f"{_HEAD}  p: {parameter}\n", "m.yaml"), found)

    assert fed.settings == {"p": pytest.approx(value)}
    assert fed.used[0].declared_value == 1.0
    assert fed.notes == ()


def test_what_the_project_cannot_give_keeps_its_declared_value_and_says_so() -> None:
    """A note for each such parameter; nothing is set."""
    fed = feed(load("rebound"), {})

    assert fed.settings == {}
    assert len(fed.notes) == 3
    assert "experiments at first keeps the 100 experiment/month" in fed.notes[0]


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        ("{value: 1, unit: kWh, measured: energy_per_rum}", "Did you mean energy_per_run"),
        ("{value: 1, unit: kWh, measured: energy_per_run}", "in kWh/run"),
        ("{value: 1, unit: kg/run, measured: energy_per_run}", "in kWh/run"),
        ("{value: 1, unit: run/kWh, measured: energy_per_run}", "in kWh/run"),
        ("{value: 1, unit: kWh//run, measured: energy_per_run}", "in kWh/run"),
    ],
)
def test_a_measure_or_unit_that_does_not_fit_is_refused(parameter: str, words: str) -> None:
    """With the line, the parameter and what would fit."""
    found = {"energy_per_run": Measure("energy_per_run", 2.0, "kWh/run", Known.MEASURED, 3, "")}
    model = read_model(f"{_HEAD}  p: {parameter}\n", "m.yaml")

    with pytest.raises(ModelError, match=words) as wrong:
        feed(model, found)

    assert "m.yaml:4: p" in str(wrong.value)


@pytest.mark.parametrize("name", library())
def test_library_models_can_be_fed(name: str, spread_ledger: Path) -> None:
    """Every parameter of theirs that asks for a measure gets one, in its own unit."""
    model = load(name)
    wanted = [each.name for each in model.variables if each.measured]

    fed = feed(model, measures("digits", spread_ledger))

    assert [each.parameter for each in fed.used] == wanted
    assert fed.notes == ()


def test_a_fed_model_says_where_its_numbers_are_from() -> None:
    """Value, known and source are the project's, without a belief; what is not given says so."""
    model = read_model(
        f"{_HEAD}  p: {{value: 1, low: 0, high: 2, unit: kWh/run, measured: energy_per_run}}\n"
        "  q: {value: 1, unit: run/month, measured: runs_per_month, note: A scale.}\n"
        "  r: 3 [m]\n",
        "m.yaml",
    )
    found = {"energy_per_run": Measure("energy_per_run", 5.0, "kWh/run", Known.MODELLED, 3, "mean")}

    p, q, r = fed_model(model, "digits", found).variables

    assert p.equations[0].value == Number(5.0)
    assert (p.belief, p.known) == (None, Known.MODELLED)
    assert p.sources[0].key == "project digits"
    assert p.note == "Of 3 runs of digits: mean. Declared: 1 kWh/run."
    assert q.equations == model.variables[1].equations
    assert q.note.startswith("The runs of digits do not give runs_per_month")
    assert r == model.variables[2]
