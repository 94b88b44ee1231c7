"""The feedback loops of a model as a document."""

from typing import Any

import jsonschema
import numpy as np
import pytest

from wholeprint.engine.dominance import Asked, dominance_of_members
from wholeprint.report.form import schema
from wholeprint.report.loops import Told, dominant, loops_document, ordered
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.periods import weights
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

LOGISTIC = """\
model: logistic
title: Growth to a limit
time: {start: 0, stop: 100, step: 1, unit: year}
parameters:
  rate: {value: 0.12, low: 0.06, high: 0.18, unit: 1/year}
  room: 1000 [person]
stocks:
  people: {initial: 5, in: [births], out: [deaths], unit: person}
flows:
  births: rate * people [person/year]
  deaths: rate * people * people / room [person/year]
loops: {growth: [births], crowding: [deaths], nothing: [births, deaths]}
"""

ALIKE = """\
model: queue
time: {start: 0, stop: 4, step: 1}
lookups:
  effect of load: {points: [[0, 1], [50, 0.9], [100, 0.5]]}
macros:
  PART:
    arguments: [amount, share]
    outputs: []
    auxiliaries: {PART: "amount * share"}
stocks:
  queue: {initial: 20, out: [finish]}
flows:
  finish: PART(queue, 0.2) * effect of load(queue)
"""


@pytest.fixture(scope="module")
def run() -> Any:
    """A logistic growth as it ran."""
    model = read_model(LOGISTIC, "logistic.yaml")
    system = flatten(model)
    return system, analyse(system, simulate(system), names=model.loops)


def _document(run: Any, told: Told, worlds: Any = None) -> Any:
    document = loops_document(run[0], "Growth to a limit", run[1], told, worlds)
    jsonschema.validate(document, schema("loops"))
    return document


def test_growth_dominates_first_and_crowding_afterwards(run: Any) -> None:
    """The middle of logistic growth, at half of its room, is where dominance goes over.

    Source: the logistic equation; with these numbers it has half of its room, 500, at
    ln(995/5)/0.12 = 44 years in continuous time; with steps of a year two or three years later.
    """
    document = _document(run, Told({}))

    loops = {each["name"]: each for each in document["loops"]}
    assert loops["growth"]["kind"] == "R"
    assert loops["crowding"]["kind"] == "B"
    ends, begins = (
        loops["growth"]["dominates"][0]["span"][1],
        loops["crowding"]["dominates"][0]["span"][0],
    )
    assert 43.0 <= ends <= 51.0
    assert begins == pytest.approx(ends, abs=2.0)
    assert all(dominant(each) for each in document["loops"])


def test_shares_at_an_instant_add_up_to_one(run: Any) -> None:
    """Within a part magnitudes sum to 1 once something moves."""
    document = _document(run, Told({}))

    shares = np.abs([each["relative"] for each in document["loops"]]).sum(axis=0)

    assert shares[1:] == pytest.approx(np.ones(100))
    assert len(document["times"]) == len(shares)
    assert document["unmatched"] == ["nothing"]


def test_loops_are_thinned_and_limited(run: Any) -> None:
    """Every tenth instant, one loop: what is left out is told as a share."""
    document = _document(run, Told({"rate": 0.2}, limit=1, every=10))

    assert len(document["loops"]) == 1
    assert len(document["times"]) == 11
    assert document["search"]["seen"] == 2
    assert 0.0 < document["search"]["listed_share"] < 1.0
    assert document["settings"] == {"rate": 0.2}
    assert len(ordered(weights(run[1]), Told({}, least_share=0.99))) == 0


def test_links_are_told_when_asked_for(run: Any) -> None:
    """Causes and effects by name, with sign and whether it is a flow."""
    links = {
        (each["source"], each["target"]): each
        for each in _document(run, Told({}, has_links=True))["links"]
    }

    assert links["deaths", "people"]["polarity"] == "-"
    assert links["deaths", "people"]["is_flow"]
    assert not _document(run, Told({}))["links"]


def test_many_worlds_tell_in_what_share_a_loop_dominates(run: Any) -> None:
    """Faster growth is crowded earlier: in some worlds by half-time, in none at first."""
    system = run[0]
    rates = np.linspace(0.06, 0.18, 16)
    worlds = dominance_of_members(
        system, {slot_of(system, "rate"): rates}, Asked(backend="numpy", threads=1)
    )

    found = _document(run, Told({}, worlds_every=10), worlds)["worlds"]

    loops = {each["name"]: each for each in found["loops"]}
    assert found["members"] == 16
    assert len(found["times"]) == len(loops["crowding"]["dominates"]) == 11
    assert loops["crowding"]["dominates"][1] == 0.0
    assert 0.0 < loops["crowding"]["dominates"][5] < 1.0
    assert loops["growth"]["ever_share"] == 1.0


def test_what_has_no_name_is_told_as_the_way(run: Any) -> None:
    """A loop through a macro and one beside it have one path, and different ways."""
    system = flatten(read_model(ALIKE, "queue.yaml"))
    found = system, analyse(system, simulate(system), names={"any": ["queue"]})

    document = _document(found, Told({}, has_links=True))

    loops = sorted(document["loops"], key=lambda each: each["through"])
    assert [each["path"] for each in loops] == [["queue", "finish"]] * 2
    assert [each["through"] for each in loops] == [["", ""], ["PART(queue)", ""]]
    ways = [each["through"] for each in document["links"] if each["source"] == "queue"]
    assert sorted(ways) == ["", "PART(queue)"]
    assert document["unmatched"] == ["any"]
    assert not _document(run, Told({}))["several"]
