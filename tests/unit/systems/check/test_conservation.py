"""What is conserved."""

from dataclasses import replace

import pytest

from wholeprint.systems.check.conservation import boundary, conservation_findings
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_TEXT = """
model: two
time: {start: 0, stop: 4, step: 0.25, unit: day}
stocks:
  a: {initial: 10, in: [born], out: [move]}
  b: {initial: 0, in: [move, stray]}
flows: {move: a / 2, born: 0.5, stray: 0.1}
conserved: [[a, b]]
"""


def _found(text: str) -> tuple[Finding, ...]:
    model = read_model(text, "two.yaml")
    system = flatten(model)
    return conservation_findings(model, system, simulate(system))


def test_flows_over_the_boundary_are_named() -> None:
    """What comes in from outside is told, and it balances."""
    (found,) = _found(_TEXT)

    assert found.severity is Severity.NOTE
    assert "into it by born, stray" in found.what


def test_a_closed_group_has_nothing_to_find() -> None:
    """What leaves one comes into the other."""
    closed = _TEXT.replace("in: [born], ", "").replace(", stray]", "]")

    assert _found(closed) == ()


@pytest.mark.parametrize("group", [("a", "b"), ("b",)])
def test_what_no_flow_moves_is_an_error(group: tuple[str, ...]) -> None:
    """A stock that jumps by 3 at its fifth instant, whatever its flows say."""
    model = replace(read_model(_TEXT, "two.yaml"), conserved=(group,))
    system = flatten(model)
    run = simulate(system)
    run.values[system.names["b"]][4:] += 3.0

    found = conservation_findings(model, system, run)

    (error,) = (each for each in found if each.severity is Severity.ERROR)
    assert "changes by 3 that no flow" in error.what
    assert "from 1 day on" in error.fix


def test_groups_name_stocks_that_are_there() -> None:
    """Neither an unknown name nor a flow."""
    model = replace(read_model(_TEXT, "two.yaml"), conserved=(("a", "c"), ("a", "move")))
    system = flatten(model)

    unknown, flow = conservation_findings(model, system, simulate(system))

    assert unknown.severity is flow.severity is Severity.ERROR
    assert "names what is not there" in unknown.what
    assert "move is none" in flow.what


def test_the_boundary_of_a_group_is_found() -> None:
    """The flow between two stocks is inside; alone, each has it on its boundary."""
    system = flatten(read_model(_TEXT, "two.yaml"))
    at = system.names

    assert boundary(system, [at["a"], at["b"]]) == ((at["born"], at["stray"]), ())
    assert boundary(system, [at["a"]]) == ((at["born"],), (at["move"],))
