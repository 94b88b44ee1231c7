"""What ``wholeprint simulate --runs`` makes of its arguments."""

from pathlib import Path
from typing import Any

import pytest

MODEL = """
model: two
time: {start: 0, stop: 4, step: 1, unit: day}
parameters:
  gain: {value: 2, uniform: [1, 3]}
stocks:
  left: {initial: 1, in: [in left]}
  right: {initial: 1, in: [in right]}
flows:
  in left: left * gain [1]
  in right: gain [1]
"""


@pytest.fixture
def two(tmp_path: Path) -> str:
    """A model of two stocks that names no outcome."""
    place = tmp_path / "two.yaml"
    place.write_text(MODEL, encoding="utf-8")
    return str(place)


def _run(call: Any, model: str, *more: str) -> Any:
    more = ("--backend", "numpy", "--runs", "32", *more, "--json")
    return call("simulate", model, *more).document("ensemble")


def test_without_an_outcome_stocks_are_looked_at(call: Any, two: str) -> None:
    """All of a small model's stocks, each with its usual numbers and its course."""
    document = _run(call, two)

    assert [one["name"] for one in document["series"]] == ["left", "right"]
    assert len(document["outcomes"]) == 8


def test_what_is_kept_is_chosen(call: Any, two: str) -> None:
    """A word with brackets is one number; what --prim speaks of is kept too."""
    document = _run(call, two, "--keep", "peak(left)", "--prim", "total(right) > 20")

    assert [one["name"] for one in document["outcomes"]] == ["peak(left)", "total(right)"]
    assert document["series"] == []
    assert document["exemplars"] == []


def test_clock_and_method_are_those_that_were_given(call: Any, two: str) -> None:
    """A later stop and Runge-Kutta hold for all runs."""
    usual = _run(call, two, "--stop", "6")
    quick = _run(call, two, "--stop", "6", "--method", "rk4")

    assert usual["time"][-1] == 6.0
    mean = usual["outcomes"][0]["mean"]
    assert quick["outcomes"][0]["mean"] > 2.0 * mean  # growth within a step counts


def test_a_name_that_is_not_there_is_refused(call: Any, two: str) -> None:
    """Near names are told."""
    answer = call("simulate", two, "--runs", "4", "--keep", "lefft")

    assert answer.status == 2
    assert "left" in answer.err


def test_one_run_is_the_central_one(call: Any, two: str) -> None:
    """A world of one draw takes every assumption as it stands."""
    document = call("simulate", two, "--backend", "numpy", "--runs", "1", "--json").document(
        "ensemble"
    )

    assert document["exemplars"][0]["inputs"] == {"gain": 2.0}


def test_a_design_beyond_the_memory_is_refused(call: Any, two: str) -> None:
    """A design that is held whole says which one is not."""
    answer = call("simulate", two, "--runs", "900000000")

    assert answer.status == 2
    assert "--design sobol" in answer.err
