"""Scores of links, against the worked tables of the papers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from wholeprint.errors import UnsupportedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.scores import score_links
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import Apply, Ref
from wholeprint.systems.loops.links import links_of
from wholeprint.systems.loops.macros import collapse
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model
from wholeprint.systems.trajectory import Trajectory


def _system(equations: Mapping[str, str], stocks: Mapping[str, str]) -> System:
    lines = ["model: small", "time: {start: 0, stop: 9, step: 1}", "stocks:"]
    lines += [f"  {name}: {{initial: 1{flows}}}" for name, flows in stocks.items()]
    lines += ["flows:", *(f'  {n}: "{e}"' for n, e in equations.items() if n in "in1 in2 out1")]
    rest = [f'  {n}: "{e}"' for n, e in equations.items() if n not in "in1 in2 out1"]
    lines += ["auxiliaries:", *rest] if rest else []
    return flatten(read_model("\n".join(lines), "small"))


def _scores(
    system: System, target: str, series: Mapping[str, Sequence[float]]
) -> Mapping[str, FloatArray]:
    """The scores of the links into a variable along given values of the stocks."""
    links = [each for each in links_of(system) if system.slots[each.target].name == target]
    values = {system.names[name]: np.array(each)[:, None] for name, each in series.items()}
    times = np.arange(float(len(next(iter(series.values())))))
    scores = score_links(system, links, Trajectory(times, values))
    return {
        system.slots[each.source].name: score[:, 0]
        for each, score in zip(links, scores, strict=True)
    }


def _of(equation: str, **series: Sequence[float]) -> Mapping[str, FloatArray]:
    return _scores(_system({"z": equation}, dict.fromkeys(series, "")), "z", series)


def test_table_1_of_2020() -> None:
    """Of z = 2x + y, x from 5 to 7, y from 4 to 5: four fifths and one fifth.

    Source: Schoenberg, Davidsen & Eberlein, System Dynamics Review 36(2) 2020, table 1.
    """
    found = _of("2 * x + y", x=(5, 7), y=(4, 5))

    assert found["x"].tolist() == [0, 0.8]
    assert found["y"].tolist() == [0, 0.2]


def test_table_2_of_2020() -> None:
    """Of z = (w + x) / y: 5, 3.33 and -6, whose signs are those of the links.

    Source: the same, table 2: w from 7 to 10, x from 2 to 4, y from 3 to 5.
    """
    found = _of("(w + x) / y", w=(7, 10), x=(2, 4), y=(3, 5))

    assert found["w"][1] == pytest.approx(5)
    assert found["x"][1] == pytest.approx(10 / 3)
    assert found["y"][1] == pytest.approx(-6)


def test_table_3_of_2023() -> None:
    """Inflow from 5 to 10, outflow from 4 to 5: 5/4 and -1/4 of the change of the net flow.

    Source: Schoenberg, Hayward & Eberlein, System Dynamics Review 39(2) 2023, table 3.
    """
    system = _system(
        {"in1": "a", "out1": "b"}, {"level": ", in: [in1], out: [out1]", "a": "", "b": ""}
    )

    found = _scores(system, "level", {"level": (1, 2), "a": (5, 10), "b": (4, 5)})

    assert found["in1"].tolist() == [0, 1.25]
    assert found["out1"].tolist() == [0, -0.25]


def test_an_input_read_twice_counts_once() -> None:
    """All places where a variable stands in an equation move together."""
    found = _of("x * (10 - x) + y", x=(2, 3), y=(1, 1))

    assert found["x"][1] == 1


def test_what_does_not_move_has_no_score() -> None:
    """No change of the cause, or of the effect: nought, not a division by it."""
    assert _of("x + y", x=(1, 1), y=(1, 2))["x"][1] == 0
    still = _of("x - y", x=(1, 2), y=(3, 4))
    assert (still["x"][1], still["y"][1]) == (0, 0)


def test_a_change_within_rounding_is_none() -> None:
    """A last bit that flickers is no behaviour."""
    assert _of("x + y", x=(1.0, 1.0 + 2.3e-16), y=(1, 2))["x"][1] == 0


def test_of_two_branches_the_one_that_holds_counts() -> None:
    """IF and MAX need no rule of their own: what is not in effect has no effect."""
    found = _of("IF TIME < 2 THEN x ELSE y", x=(1, 2, 3, 4), y=(8, 6, 5, 3))

    # In the step of the switch, x still moves what held at its beginning: 1 of the 3.
    assert found["x"].tolist() == [0, 1, 1 / 3, 0]
    assert found["y"].tolist() == [0, 0, 0, 1]
    assert _of("MAX(x, y)", x=(1, 2), y=(5, 7))["x"][1] == 0


def test_a_net_flow_that_turns_keeps_its_shares() -> None:
    """Where flows change and their balance does not, scores have no bound but their ratio stays."""
    system = _system(
        {"in1": "a", "in2": "b", "out1": "a + b"},
        {"level": ", in: [in1, in2], out: [out1]", "a": "", "b": ""},
    )

    found = _scores(system, "level", {"level": (1, 1), "a": (5, 8), "b": (4, 5)})

    assert np.isfinite(found["in1"][1])
    assert found["in1"][1] / found["out1"][1] == pytest.approx(-3 / 4)
    assert abs(found["in1"][1]) > 1e12


def test_the_strongest_way_through_a_macro_is_its_score() -> None:
    """A delay stands for the way through it whose score is greatest in that step."""
    system = _system({"in1": "5 - z", "z": "SMTH1(level, 4)"}, {"level": ", in: [in1]"})
    plain = links_of(system)
    run = simulate(system)
    (link,) = [each for each in collapse(system, plain) if each.routes]
    pairs = {(each.source, each.target): at for at, each in enumerate(plain)}
    scores = score_links(system, plain, run)

    way = [scores[pairs[pair]] for pair in zip(link.routes[0], link.routes[0][1:], strict=False)]

    assert np.array_equal(score_links(system, [link], run)[0], np.prod(way, axis=0))


def test_what_comes_out_later_responds_at_once() -> None:
    """A fixed delay of one input passes its score on in full, in the step in which that moves."""
    system = _system({"in1": "5 - z", "z": "DELAY(level, 4)"}, {"level": ", in: [in1]"})
    pipe = next(at for at, slot in enumerate(system.slots) if slot.role.value == "pipe")
    (link,) = [each for each in links_of(system) if each.target == pipe]

    run = simulate(system)
    moves = np.diff(run.values[system.names["level"]][:, 0]) != 0

    assert score_links(system, [link], run)[0, 1:, 0].tolist() == moves.tolist()


def test_members_are_scored_side_by_side() -> None:
    """Each member has the scores that it has alone, and a failed one has none."""
    system = _system({"in1": "level * rate", "rate": "1 - level / 40"}, {"level": ", in: [in1]"})
    level = system.names["level"]
    both = simulate(system, {level: np.array([1.0, 20.0])})
    both.values[level][5:, 1] = np.nan
    links = links_of(system)

    together = score_links(system, links, both)
    alone = score_links(system, links, simulate(system, {level: np.array([1.0])}))

    assert np.array_equal(together[:, :, :1], alone)
    assert np.isnan(together[:, 5:, 1]).any(axis=0).all()


def test_a_link_into_a_draw_is_refused() -> None:
    """What a random number owes to its mean has no score, and is not told as nought."""
    plain = _system({"in1": "level"}, {"level": ", in: [in1]"})
    slots = tuple(
        replace(slot, role=Role.RANDOM, term=Apply("poisson", (Ref(plain.names["level"]),)))
        if slot.name == "in1"
        else slot
        for slot in plain.slots
    )
    system = replace(plain, slots=slots)
    links = [each for each in links_of(system) if each.target == plain.names["in1"]]

    with pytest.raises(UnsupportedError, match="drawn at random"):
        score_links(system, links, simulate(plain))


def test_a_run_of_one_instant_has_no_scores() -> None:
    """Without a step nothing happens."""
    assert _of("x", x=(1.0,))["x"].tolist() == [0]
