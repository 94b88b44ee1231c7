"""Which levers a model has."""

from wholeprint.advice.leverage.shapes import Pulled
from wholeprint.engine.leverage.levers import held_levers, knots
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.loops.find import find_loops
from wholeprint.systems.text.read import read_model

TEXT = """
model: two
time: {start: 0, stop: 1, step: 1}
parameters:
  a: {value: 1, lever: {place: 9, level: platform, note: slower}}
  b: {value: 0, switch: true}
stocks:
  s: {initial: 1, in: [f], out: [g]}
flows:
  f: a * s * b
  g: smth1(s, 2)
"""


def test_parameters_and_switches_are_levers_with_their_tags() -> None:
    """Initial values count too; what was made in flattening does not."""
    model = read_model(TEXT, "two.yaml")
    found = {each.name: each for each in held_levers(model, flatten(model))}

    assert set(found) == {"a", "b", "s.initial"}
    assert found["b"].pulled is Pulled.SWITCH
    assert (found["a"].tag.place, found["a"].tag.level) == (9, "platform")
    assert found["s.initial"].tag.place is None


def test_a_loop_is_cut_where_no_other_runs() -> None:
    """Each of the two loops has a link of its own; what lies inside the smooth is not cut."""
    model = read_model(TEXT, "two.yaml")
    system = flatten(model)
    found = knots(find_loops(system), system, 10)

    assert len(found) == 2
    assert all(each.shared_count == 0 for each in found)
    for each in found:
        source, target = (system.slots[end].name for end in each.link)
        assert (source, target) in {("s", "f"), ("f", "s"), ("g", "s")}
    assert len(knots(find_loops(system), system, 1)) == 1


def test_what_decides_the_shape_is_no_lever() -> None:
    """The order of a delay is built into the system: changing the number would do nothing."""
    text = TEXT.replace("smth1(s, 2)", "smthn(s, 2, n)").replace("  b:", "  n: 3\n  b:")
    model = read_model(text, "two.yaml")
    system = flatten(model)

    assert system.names["n"] in system.shaping
    assert "n" not in {each.name for each in held_levers(model, system)}


def test_what_comes_into_a_loop_from_outside_is_not_cut_with_it() -> None:
    """Learning is cut where skill feels experience, not where the cost feels the energy.

    Cut there, the saving from outside would be lost with the loop.
    """
    text = (
        "model: m\ntime: {start: 0, stop: 1, step: 1}\n"
        "stocks:\n  experience: {initial: 1, in: [doing]}\n  saving: {initial: 0, in: [better]}\n"
        "flows:\n  doing: 10 - cost\n  better: 1 - saving\n"
        "auxiliaries:\n  cost: 2 * energy\n  energy: skill * (1 - saving)\n"
        "  skill: 1 / experience\n"
    )
    system = flatten(read_model(text, "m.yaml"))
    loops = find_loops(system)

    cut = {each.link for each in knots(loops, system, 10)}

    assert (system.names["experience"], system.names["skill"]) in cut
    assert len(cut) == 2
