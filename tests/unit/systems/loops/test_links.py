"""The causal links of a system."""

import numpy as np

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.links import known_ranges, links_of
from wholeprint.systems.loops.shapes import Link, Polarity
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

TEXT = """
model: small
time: {start: 0, stop: 4, step: 1}
parameters: {rate: 0.1, room: 100}
stocks: {level: {initial: 10, in: [growing], out: [leaving]}}
flows:
  growing: rate * level * (1 - level / room)
  leaving: DELAY(growing, 2) * 0.1
"""


def _system() -> System:
    return flatten(read_model(TEXT, "small"))


def _between(system: System, links: tuple[Link, ...], source: str, target: str) -> Link:
    (found,) = [
        each
        for each in links
        if (system.slots[each.source].name, system.slots[each.target].name) == (source, target)
    ]
    return found


def test_flows_fill_and_drain() -> None:
    """A flow into a stock has a plus, one out of it a minus."""
    system = _system()
    links = links_of(system)

    assert _between(system, links, "growing", "level").polarity is Polarity.POSITIVE
    assert _between(system, links, "leaving", "level").polarity is Polarity.NEGATIVE
    assert _between(system, links, "leaving", "level").is_flow


def test_what_is_known_of_signs_decides() -> None:
    """Of a rate times a level nothing is said until the level is known to stay above nought."""
    system = _system()

    before = _between(system, links_of(system), "rate", "growing")
    after = _between(
        system, links_of(system, known_ranges(system, simulate(system))), "rate", "growing"
    )

    assert before.polarity is Polarity.UNKNOWN
    assert after.polarity is Polarity.POSITIVE


def test_a_level_that_helps_and_hinders_is_open() -> None:
    """The slope of logistic growth along its level is not told by the structure."""
    system = _system()
    links = links_of(system, known_ranges(system, simulate(system)))

    assert _between(system, links, "level", "growing").polarity is Polarity.UNKNOWN


def test_a_pipe_is_delayed() -> None:
    """What comes out later is marked so."""
    system = _system()
    delayed = [each for each in links_of(system) if each.is_delayed]

    assert [system.slots[each.source].name for each in delayed] == ["growing"]


def test_a_flow_between_a_stock_and_itself_is_no_link() -> None:
    """What goes in and out at once changes nothing."""
    text = TEXT.replace("in: [growing]", "in: [growing, turning]").replace(
        "out: [leaving]}", "out: [leaving, turning]}"
    )
    system = flatten(read_model(text + "  turning: level\n", "small"))

    assert not [each for each in links_of(system) if system.slots[each.source].name == "turning"]


def test_ranges_leave_out_what_failed() -> None:
    """Values that are not numbers tell nothing."""
    system = _system()
    level = system.names["level"]
    run = simulate(system)
    run.values[level][2:] = np.nan

    assert known_ranges(system, run)[level] == (10.0, run.values[level][1, 0])


def test_a_lookup_read_where_it_is_level_has_the_sign_it_has_elsewhere() -> None:
    """A table that was only read where it does not rise still rises: its link is no question."""
    text = """
model: small
time: {start: 0, stop: 4, step: 1}
lookups: {effect: {points: [[0, 1], [100, 1], [200, 0]]}}
stocks: {level: {initial: 10, in: [growing]}}
flows: {growing: effect(level)}
"""
    system = flatten(read_model(text, "small"))
    links = links_of(system, known_ranges(system, simulate(system)))

    assert _between(system, links, "level", "growing").polarity is Polarity.NEGATIVE
