"""``wholeprint simulate`` of one run."""

import csv
from pathlib import Path
from typing import Any

import pytest

MODEL = """\
model: tank
title: A tank that leaks
note: Water comes in steadily and leaks out.
time: {start: 0, stop: 4, step: 0.5, unit: day}
parameters:
  inflow: {value: 3, unit: L/day, low: 1, high: 5, note: From the tap}
  days to leak: 2 [day]
stocks: {water: {initial: 10, in: [filling], out: [leaking], unit: L}}
flows:
  filling: inflow [L/day]
  leaking: water / days to leak [L/day]
auxiliaries: {share: "inflow / leaking [1]"}
tests: [{name: it empties, given: {inflow: 0}, expect: water < 2, when: end}]
scenarios: {dry: {values: {inflow: 0}}}
"""


@pytest.fixture
def model(tmp_path: Path) -> str:
    """The file of a small model."""
    file = tmp_path / "tank.yaml"
    file.write_text(MODEL, encoding="utf-8")
    return str(file)


def test_a_run_is_its_times_and_its_series(call: Any, model: str) -> None:
    """Euler by hand: 10, then 10 + 0.5 * (3 - 5) = 9, then 9 + 0.5 * (3 - 4.5) = 8.25."""
    document = call("simulate", model, "--json").document("simulation")

    assert document["time"] == [0.5 * step for step in range(9)]
    assert document["series"]["water"][:3] == [10.0, 9.0, 8.25]
    assert set(document["series"]) == {"water", "filling", "leaking", "share"}
    assert document["findings"] is None


def test_parameters_and_first_values_are_set(call: Any, model: str) -> None:
    """What is set is told, and its parameters are marked."""
    answer = call("simulate", model, "--set", "inflow=5", "--set", "water.initial=20", "--json")
    document = answer.document("simulation")

    assert document["series"]["water"][:2] == [20.0, 17.5]
    assert document["settings"] == {"inflow": 5.0, "water.initial": 20.0}
    marked = {each["name"] for each in document["assumptions"] if each["is_set"]}
    assert marked == {"inflow", "water.initial"}


def test_a_scenario_is_named_and_holds(call: Any, model: str) -> None:
    """Without inflow the first step loses half of half."""
    document = call("simulate", model, "--scenario", "DRY", "--json").document("simulation")

    assert document["scenario"] == "dry"
    assert document["series"]["water"][1] == 7.5


def test_the_clock_and_the_method_can_be_moved(call: Any, model: str) -> None:
    """Another end and step; Runge and Kutta come nearer to 6 + 4 exp(-t / 2), to 1e-4."""
    given = ("--stop", "2", "--step", "0.25", "--method", "rk4", "--json")
    document = call("simulate", model, *given).document("simulation")

    assert document["time"][-1] == 2.0
    assert document["span"]["steps"] == 8
    assert document["series"]["water"][-1] == pytest.approx(6.0 + 4.0 * 2.718281828**-1, abs=1e-4)


def test_only_what_is_asked_for_is_kept(call: Any, model: str) -> None:
    """A name that is not there is an error that names near ones."""
    document = call("simulate", model, "--keep", "water", "share", "--json").document("simulation")

    assert list(document["series"]) == ["water", "share"]
    assert "leaking" in call("simulate", model, "--keep", "leakign").err


def test_a_page_shows_plots_and_what_it_rests_on(call: Any, model: str) -> None:
    """The title, units, the peak and when, what is believed."""
    page = call("simulate", model).out

    for said in ("A tank that leaks", "water [L]", "4 day", "1 \u2013 5", "What it rests on"):
        assert said in page
    assert "\x1b" not in page


def test_checks_say_what_is_wrong(call: Any, tmp_path: Path, model: str) -> None:
    """A sound model has the status 0; one whose test does not hold has 1, and says when."""
    sound = call("simulate", model, "--check")
    assert sound.status == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text(MODEL.replace("water < 2", "water < 1"), encoding="utf-8")

    found = call("simulate", str(broken), "--check", "--json")

    assert found.status == 1
    findings = found.document("simulation")["findings"]
    assert [each["check"] for each in findings if each["severity"] == "error"] == ["test"]
    assert "at 4 day" in call("simulate", str(broken), "--check").out


def test_a_run_that_fails_says_where_and_when(call: Any, model: str) -> None:
    """Exit status 2, with the variable and the instant; as a document too."""
    answer = call("simulate", model, "--set", "days to leak=0", "--json")

    assert answer.status == 2
    assert answer.document("error")["error"]["code"] == "wp-simulation"
    assert "leaking" in answer.err
    assert "division by zero" in answer.err


def test_a_table_holds_every_digit(call: Any, model: str, tmp_path: Path) -> None:
    """CSV with a column for the time and each variable; a file that is there stays."""
    file = tmp_path / "course.csv"

    assert "written" in call("simulate", model, "--csv", str(file)).err
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    document = call("simulate", model, "--json").document("simulation")
    assert [float(row["water"]) for row in rows] == document["series"]["water"]
    assert [float(row["time"]) for row in rows] == document["time"]
    assert call("simulate", model, "--csv", str(file)).status == 2
    assert call("simulate", model, "--csv", str(file), "--overwrite").status == 0
    assert call("simulate", model, "--csv", str(tmp_path / "no" / "where.csv")).status == 2


def test_a_table_can_be_parquet(call: Any, model: str, tmp_path: Path) -> None:
    """The same columns, read back by PyArrow."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'parquet' is not installed")
    file = tmp_path / "course.parquet"

    call("simulate", model, "--parquet", str(file))

    assert parquet.read_table(file).column_names[:2] == ["time", "water"]


def test_a_figure_is_drawn(call: Any, model: str, tmp_path: Path) -> None:
    """Small plots in one file."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    drawn = tmp_path / "course.svg"

    assert "written" in call("simulate", model, "--figure", str(drawn)).err
    assert "water" in drawn.read_text(encoding="utf-8")


def test_a_stock_below_nought_that_may_not_be_is_told(call: Any, model: str) -> None:
    """As a run that goes wrong, with the stock and the instant."""
    file = Path(model)
    file.write_text(MODEL.replace("unit: L}}", "unit: L, non negative: true}}"), encoding="utf-8")

    answer = call("simulate", model, "--set", "water.initial=-4")

    assert answer.status == 2
    assert "at 0 day (step 0) in water" in answer.err
    assert "below nought" in answer.err
