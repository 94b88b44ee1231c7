"""``wholeprint simulate --runs``."""

import argparse
import csv
from pathlib import Path
from typing import Any

import pytest

from wholeprint.cli.simulate_ensemble import shard, stopped
from wholeprint.engine.ensemble.ensemble import run_shard
from wholeprint.engine.ensemble.plan import plan_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.sensitivity.design import WorldDesign
from wholeprint.systems.sensitivity.outcomes import Outcome
from wholeprint.systems.text.read import read_model

_BARE = """
model: bare
time: {start: 0, stop: 1, step: 0.5}
stocks: {s: {initial: 1, in: [f]}}
flows: {f: s}
"""

MODEL = """
model: pool
outcome: level
time: {start: 0, stop: 10, step: 0.5, save: 1, unit: day}
parameters:
  inflow: {value: 2, unit: L/day, uniform: [1, 3]}
  leak: {value: 0.2, unit: 1/day, low: 0.1, high: 0.4}
  rain on: {value: 0, switch: true}
stocks:
  level: {initial: 5, in: [filling], out: [loss], unit: L}
flows:
  filling: inflow + 10 * rain on [L/day]
  loss: level * leak [L/day]
scenarios:
  tight: {note: No leak to speak of., values: {leak: 0.01}}
"""


@pytest.fixture
def pool(tmp_path: Path) -> str:
    """A pool that is filled and leaks."""
    place = tmp_path / "pool.yaml"
    place.write_text(MODEL, encoding="utf-8")
    return str(place)


def _run(call: Any, pool: str, *more: str) -> Any:
    return call("simulate", pool, "--backend", "numpy", *more, "--json").document("ensemble")


def test_an_ensemble_is_summed_up(call: Any, pool: str) -> None:
    """Outcomes of the model's own variable, its fan, and single runs whole."""
    document = _run(call, pool, "--runs", "256")

    assert [one["name"] for one in document["inputs"]] == ["inflow", "leak"]
    assert [one["name"] for one in document["outcomes"]] == [
        "final(level)", "peak(level)", "peak_time(level)", "overshoot(level)",
    ]  # fmt: skip
    fan = document["series"][0]["quantiles"]
    assert fan["p05"][0] == fan["p95"][0] == 5.0
    assert fan["p05"][-1] < fan["p50"][-1] < fan["p95"][-1]
    assert document["design"]["kind"] == "world"
    median = next(one for one in document["exemplars"] if one["what"].startswith("median"))
    final = document["outcomes"][0]["quantiles"]["p50"]
    assert median["series"]["level"][-1] == pytest.approx(final, rel=0.01)
    assert median["outcomes"]["final(level)"] == median["series"]["level"][-1]


def test_the_page_tells_the_same(call: Any, pool: str) -> None:
    """Title, outcomes and a plot."""
    out = call("simulate", pool, "--backend", "numpy", "--runs", "64").out

    assert "64 runs: draws of the shared world, 2 uncertain" in out
    assert "final(level)" in out
    assert "level, median [L]" in out


def test_sobol_indices_are_told(call: Any, pool: str) -> None:
    """Shares of alone and pair make one; over time too; the page says whether they settled."""
    more = ("--runs", "128", "--sobol", "--second-order", "--keep", "final(level)", "level")
    document = _run(call, pool, *more)
    page = call("simulate", pool, "--backend", "numpy", *more).out

    own = document["indices"][0]
    whole = sum(one["first"]["value"] for one in own["effects"])
    assert whole + own["pairs"][0]["second"]["value"] == pytest.approx(1.0, abs=0.05)
    assert document["runs"] == 128 * 6
    assert len(document["indices_over_time"][0]["effects"][0]["total"]) == 11
    assert "What final(level) owes to what" in page
    assert "ettled" in page
    assert "over time" in page


def test_scenario_discovery_finds_the_region(call: Any, pool: str) -> None:
    """A full pool needs much inflow and little leak."""
    more = ("--runs", "1024", "--design", "lhs", "--prim", "final(level) > 11")
    document = _run(call, pool, *more)
    page = call("simulate", pool, "--backend", "numpy", *more).out

    limits = {one["name"]: one for one in document["discovery"]["limits"]}
    assert limits["inflow"]["low"] is not None
    assert limits["leak"]["high"] is not None
    assert document["discovery"]["box"]["density_share"] > 0.5
    assert "Where final(level) > 11" in page


def test_runs_are_held_against_data(call: Any, pool: str, tmp_path: Path) -> None:
    """What was measured keeps the runs whose course is near it."""
    data = tmp_path / "data.csv"
    data.write_text("time,level\n0,5\n5,7.2\n10,8\n", encoding="utf-8")

    document = _run(call, pool, "--runs", "512", "--data", str(data))
    page = call("simulate", pool, "--backend", "numpy", "--runs", "512", "--data", str(data)).out

    grounded = document["grounded"]
    assert 0 < grounded["kept"] < 512
    assert 7.0 < grounded["outcomes"]["final(level)"]["p50"] < 9.0
    assert set(grounded["inputs"]) == {"inflow", "leak"}
    assert "Held against the data" in page


def test_what_is_varied_is_chosen(call: Any, pool: str) -> None:
    """A switch may be varied, a parameter that was set is not, a scenario settles its own."""
    factorial = _run(
        call, pool, "--runs", "4", "--design", "factorial", "--over", "rain on", "leak"
    )
    held = _run(call, pool, "--runs", "8", "--set", "leak=0.3", "--design", "sobol")
    tight = _run(call, pool, "--runs", "8", "--scenario", "tight")

    assert [one["name"] for one in factorial["inputs"]] == ["rain on", "leak"]
    assert factorial["outcomes"][0]["maximum"] > 40.0
    assert [one["name"] for one in held["inputs"]] == ["inflow"]
    assert [one["name"] for one in tight["inputs"]] == ["inflow"]
    assert tight["model"]["scenario"] == "tight"


def test_shares_are_merged(call: Any, pool: str, tmp_path: Path) -> None:
    """Two shares and a merge say what one command says, to the last digit."""
    folder = str(tmp_path / "chunks")
    common = ("--runs", "600", "--into", folder)
    for share in ("2/2", "1/2"):
        answer = call("simulate", pool, "--backend", "numpy", *common, "--shard", share)
        assert f"share {share[0]} of 2" in answer.err

    merged = _run(call, pool, *common, "--merge")

    assert merged == _run(call, pool, "--runs", "600")


def test_tables_and_figures_are_written(call: Any, pool: str, tmp_path: Path) -> None:
    """A row for each run with inputs and outcomes; the fan and the indices as a figure."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    table, drawn = tmp_path / "runs.csv", tmp_path / "fan.svg"

    answer = call(
        "simulate", pool, "--backend", "numpy", "--runs", "16", "--sobol", "--csv", str(table),
        "--figure", str(drawn),
    )  # fmt: skip

    assert answer.status == 0
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    assert rows[0][:4] == ["run", "inflow", "leak", "final(level)"]
    assert len(rows) == 1 + 16 * 4
    assert "share of variance" in drawn.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--sobol",), "about many runs"),
        (("--runs", "0"), "cannot be made"),
        (("--runs", "100", "--sobol"), "Take 64 or 128"),
        (("--runs", "64", "--sobol", "--design", "lhs"), "design of its own"),
        (("--runs", "64", "--merge"), "need a folder"),
        (("--runs", "64", "--shard", "1/2", "--merge", "--into", "x"), "not both"),
        (("--runs", "64", "--over", "nothing"), "nothing is believed"),
        (("--runs", "64", "--prim", "exp(level) > 1"), "condition on outcomes"),
        (("--runs", "64", "--data", "no.csv"), "no such file"),
        (
            ("--runs", "16", "--set", "leak=0.1", "--set", "inflow=1", "--sobol"),
            "nothing is uncertain",
        ),
    ],
)
def test_what_does_not_fit_is_refused(
    call: Any, pool: str, more: tuple[str, ...], said: str
) -> None:
    """Each mistake has words that say what to do."""
    answer = call("simulate", pool, *more)

    assert answer.status == 2
    assert said in answer.err.replace("\n", " ")


def test_a_share_is_one_of_many() -> None:
    """2/8 is a share; 9/8 and words are none."""
    assert shard("2/8") == (2, 8)
    for text in ("9/8", "0/8", "1", "a/b"):
        with pytest.raises(argparse.ArgumentTypeError):
            shard(text)


def test_runs_cut_off_by_hand_say_what_is_kept(tmp_path: Path) -> None:
    """Without a folder nothing is; with one, its chunks are counted, and the way on is named."""
    system = flatten(read_model(_BARE, "bare.yaml"))
    plan = plan_of(system, (), WorldDesign((), 256, 0), outcomes=[Outcome("final", "s")])
    run_shard(plan, 1, 2, tmp_path, backend="numpy")

    assert "nothing is kept; with --into" in stopped(None, plan)
    said = stopped(tmp_path, plan)
    assert f"stopped: {plan.chunks // 2} of {plan.chunks} chunks are kept in {tmp_path}" in said
    assert "the same command goes on" in said
