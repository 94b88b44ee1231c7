"""Models built in Python."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.build import ModelBuilder
from wholeprint.systems.text.read import read_model

_TEXT = """\
model: two
title: Two things
outcome: tea
time: {start: 0, stop: 30, step: 0.125, save: 1, unit: minute, method: rk4}
sources: {newton-1701: {title: Scala graduum, year: 1701}}
arrays: {cup: [left, right]}
parameters:
  room: {value: 70, unit: degF, low: 60, high: 80, sources: [newton-1701], known: published}
  depth[cup]: {value: {left: 1, right: 2}}
  lid: {value: 0, switch: true, lever: {place: 12, level: compute}}
lookups:
  pull: {points: [[0, 1], [2, 0.4]], reading: discrete}
stocks:
  tea: {initial: 180, out: [cooling], unit: degF}
flows:
  cooling: {equation: (tea - room) / 10 * pull(lid), unit: degF/minute}
auxiliaries:
  warmth[cup]: tea * depth[cup]
models: {inner: {time: {start: 0, stop: 1, step: 1}, parameters: {x: 1}}}
modules: {inside: {model: inner, inputs: {x: room}}}
conserved: [[tea]]
tests: [{name: it cools, given: {room: 60}, expect: tea >= 60, when: always}]
loops: {cooling down: [cooling, tea]}
scenarios: {cold: {values: {room: {value: 50, low: 40, high: 60}}, note: winter}}
"""


def _built() -> ModelBuilder:
    found = ModelBuilder(
        "two",
        start=0,
        stop=30,
        step=0.125,
        save=1,
        time_unit="minute",
        method="rk4",
        title="Two things",
        outcome="tea",
    )
    found.auxiliary("warmth[cup]", "tea * depth[cup]")
    found.source("newton-1701", "Scala graduum", year=1701)
    found.array("cup", ["left", "right"])
    found.parameter(
        "room", 70, unit="degF", low=60, high=80, sources=["newton-1701"], known="published"
    )
    found.parameter("depth[cup]", {"left": 1.0, "right": 2.0})
    found.parameter("lid", 0, switch=True, lever={"place": 12, "level": "compute"})
    found.lookup("pull", [(0, 1), (2, 0.4)], reading="discrete")
    found.stock("tea", 180, flows_out=["cooling"], unit="degF")
    found.flow("cooling", "(tea - room) / 10 * pull(lid)", unit="degF/minute")
    inner = ModelBuilder("inner", start=0, stop=1, step=1)
    inner.parameter("x", 1)
    found.submodel(inner, module="inside", inputs={"x": "room"})
    found.conserve("tea")
    found.test("it cools", "tea >= 60", given={"room": 60})
    found.loop("cooling down", "cooling", "tea")
    found.scenario("cold", {"room": {"value": 50, "low": 40, "high": 60}}, note="winter")
    return found


def test_equal_content_is_an_equal_model() -> None:
    """The builder and the text have one meaning, in whatever order things are given."""
    assert _built().build() == read_model(_TEXT, "two.yaml")
    assert read_model(f"\n{_TEXT}", "moved.yaml") == read_model(_TEXT, "two.yaml")


def test_errors_of_a_builder_name_the_part() -> None:
    """Without a file there is no line, but the variable is told."""
    builder = _built()
    builder.flow("filling", "tea *")

    with pytest.raises(ModelError, match="equation of filling"):
        builder.build()
    with pytest.raises(ModelError, match="room of parameters is there twice"):
        builder.parameter("room", 1)
