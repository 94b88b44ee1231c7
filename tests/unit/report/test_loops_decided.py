"""What decides for how long each loop dominates, as part of a document."""

from wholeprint.engine.dominance import Asked
from wholeprint.engine.dominance_indices import what_decides_dominance
from wholeprint.report.loops_decided import decided_documents
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.sensitivity.inputs import inputs_of
from wholeprint.systems.text.read import read_model

TEXT = """\
model: logistic
time: {start: 0, stop: 60, step: 1}
parameters:
  rate: {value: 0.12, low: 0.06, high: 0.18}
  idle: {value: 1, low: 0, high: 2}
stocks:
  people: {initial: 5, in: [births], out: [deaths]}
  apart: {initial: 1, out: [decay]}
flows:
  births: rate * people
  deaths: rate * people * people / 1000
  decay: 0.1 * apart + 0 * idle
"""


def test_loops_that_always_dominate_are_left_out() -> None:
    """The loop by itself always does; of the others the strongest assumption comes first."""
    model = read_model(TEXT, "logistic.yaml")
    system = flatten(model)
    dominance = analyse(system, simulate(system))
    decided = what_decides_dominance(system, inputs_of(model), 64, Asked())

    found = decided_documents(decided, dominance, range(len(dominance.loops.loops)))

    assert len(dominance.loops.loops) == 3
    assert len(found) == 2
    for loop in found:
        assert [each["name"] for each in loop["inputs"]] == ["rate", "idle"]
        assert abs(loop["inputs"][1]["total_share"]) < 1e-9
