"""``wholeprint loops``."""

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

MODEL = """\
model: logistic
title: Growth to a limit
time: {start: 0, stop: 60, step: 1, save: 5, unit: year}
parameters:
  rate: {value: 0.12, low: 0.06, high: 0.18, unit: 1/year}
  room: 1000 [person]
stocks:
  people: {initial: 5, in: [births], out: [deaths], unit: person}
flows:
  births: rate * people [person/year]
  deaths: rate * people * people / room [person/year]
scenarios:
  fast: {note: Quick growth., values: {rate: 0.3}}
"""


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A small model's file."""
    file = tmp_path / "logistic.yaml"
    file.write_text(MODEL, encoding="utf-8")
    return str(file)


def test_loops_are_listed_and_plotted(call: Any, model: str) -> None:
    """Both loops, what each explains, and a plot in characters."""
    answer = call("loops", model)

    assert answer.status == 0
    assert "2 feedback loops" in answer.out
    assert "What drives the behaviour, over time" in answer.out


def test_the_document_keeps_to_its_schema(call: Any, model: str) -> None:
    """Scores are of single steps, told at the instants that are kept."""
    document = call("loops", model, "--links", "--json").document("loops")

    assert document["times"] == [float(each) for each in range(0, 61, 5)]
    assert {each["kind"] for each in document["loops"]} == {"R", "B"}
    assert document["links"]


def test_a_setting_goes_before_a_scenario(call: Any, model: str) -> None:
    """The scenario's value holds unless another one is set; a faster growth turns earlier."""
    plain = call("loops", model, "--json").document("loops")
    fast = call("loops", model, "--scenario", "Fast", "--json").document("loops")
    both = call("loops", model, "--scenario", "fast", "--set", "rate=0.12", "--json").document(
        "loops"
    )

    assert fast["settings"] == {"rate": 0.3}
    assert fast["loops"] != plain["loops"]
    assert both["loops"] == plain["loops"]


def test_worlds_are_told(call: Any, model: str) -> None:
    """The same seed gives the same worlds."""
    one, two = (
        call("loops", model, "--runs", "20", "--seed", "3", "--json").document("loops")
        for _ in range(2)
    )

    assert one["worlds"]["members"] == 20
    assert one == two


def test_what_decides_dominance_is_told(call: Any, model: str) -> None:
    """One assumption there is: it decides alone for how long growth dominates.

    Its total index is 1 but for the estimate's error at 64 base points.
    """
    words = ("loops", model, "--decides", "64")
    document = call(*words, "--json").document("loops")

    assert {each["loop"] for each in document["decided"]} == {"R1", "B1"}
    for loop in document["decided"]:
        (rate,) = loop["inputs"]
        assert rate["name"] == "rate"
        assert rate["total_share"] == pytest.approx(1.0, abs=0.1)
    assert "What decides for how long a loop dominates" in call(*words).out
    assert "power of two" in call("loops", model, "--decides", "100").err
    assert "nothing is uncertain" in call(*words, "--set", "rate=0.1").err


def test_a_model_without_doubt_has_one_world(call: Any, model: str) -> None:
    """--runs needs something that is uncertain."""
    refused = call("loops", model, "--set", "rate=0.1", "--runs", "5")

    assert refused.status == 2
    assert "nothing is uncertain" in refused.err


def test_files_are_written(call: Any, model: str, tmp_path: Path) -> None:
    """Two diagrams, one that moves, and a table; where they are is said beside the page."""
    names = ["loops.svg", "flows.svg", "loops.html", "loops.csv"]
    options = ["--diagram", "--stock-flow", "--animated", "--csv"]
    words = [
        w for pair in zip(options, [str(tmp_path / n) for n in names], strict=True) for w in pair
    ]

    answer = call("loops", model, *words)

    assert answer.err.count("written: ") == 4
    for name in names[:2]:
        ET.fromstring((tmp_path / name).read_text(encoding="utf-8"))  # noqa: S314 - our own text
    assert "wp-slider" in (tmp_path / names[2]).read_text(encoding="utf-8")
    with (tmp_path / names[3]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][0] == "time"
    assert len(rows) == 14
    again = call("loops", model, *words)
    assert again.status == 2
    assert "there already" in again.err
    assert call("loops", model, *words, "--overwrite").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--diagram", "loops.png"),
        ("--animated", "loops.svg"),
        ("--csv", "nowhere/loops.csv"),
        ("--set", "rate"),
        ("--set", "rat=1"),
        ("--scenario", "slow"),
        ("--threshold", "200%"),
    ],
)
def test_what_cannot_be_is_refused(call: Any, model: str, words: tuple[str, str]) -> None:
    """Suffixes, folders, names and numbers that are not right: status 2, before any file."""
    refused = call("loops", model, *words)

    assert refused.status == 2
    assert refused.out == ""


def test_a_model_in_which_nothing_feeds_back_has_pictures_too(call: Any, tmp_path: Path) -> None:
    """A tap and a bath: no loop is said, and diagrams are written all the same."""
    file = tmp_path / "bath.yaml"
    file.write_text(
        "model: bath\n"
        "time: {start: 0, stop: 10, step: 1, unit: min}\n"
        "parameters:\n  rate: 5 [litre/min]\n"
        "stocks:\n  water: {initial: 0, in: [filling], unit: litre}\n"
        "flows:\n  filling: rate [litre/min]\n",
        encoding="utf-8",
    )
    drawn, flows = tmp_path / "loops.svg", tmp_path / "flows.svg"

    answer = call("loops", str(file), "--diagram", str(drawn), "--stock-flow", str(flows))

    assert answer.status == 0
    assert "0 feedback loops" in answer.out
    assert "Nothing feeds back" in drawn.read_text(encoding="utf-8")
    assert "water" in flows.read_text(encoding="utf-8")


def test_an_error_is_a_document_with_json(call: Any) -> None:
    """A model that is not there."""
    refused = call("loops", "no-such-model", "--json")

    assert refused.status == 2
    assert json.loads(refused.out)["error"]["code"] == "wp-model"


def test_a_figure_is_drawn(call: Any, model: str, tmp_path: Path) -> None:
    """The stacked plot as a file."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    drawn = tmp_path / "stack.svg"

    assert "written" in call("loops", model, "--figure", str(drawn)).err
    assert "Growth to a limit" in drawn.read_text(encoding="utf-8")
