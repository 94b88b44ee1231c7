"""Loops have names: the model's own, or what they do with a number."""

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.loops.find import find_loops
from wholeprint.systems.loops.shapes import LoopKind, Loops
from wholeprint.systems.text.read import read_model

TEXT = """
model: small
time: {start: 0, stop: 4, step: 1}
parameters: {rate: 0.1}
stocks:
  hares: {initial: 10, in: [births], out: [eaten]}
  foxes: {initial: 2, in: [cubs], out: [dying]}
flows:
  births: rate * hares
  eaten: 0.02 * hares * foxes
  cubs: 0.1 * eaten
  dying: 0.3 * foxes
"""


def _loops(**names: tuple[str, ...]) -> Loops:
    system = flatten(read_model(TEXT, "small"))
    above = {system.names["hares"]: (1.0, 99.0), system.names["foxes"]: (1.0, 99.0)}
    return find_loops(system, names=names, ranges=above)


def test_letters_say_what_a_loop_does() -> None:
    """Reinforcing ones are R, balancing ones B, the shortest first."""
    found = {each.name: (each.shown, each.kind) for each in _loops().loops}

    assert found["R1"] == (("hares", "births"), LoopKind.REINFORCING)
    assert found["B1"] == (("hares", "eaten"), LoopKind.BALANCING)
    assert found["R2"] == (("foxes", "eaten", "cubs"), LoopKind.REINFORCING)


def test_a_name_of_the_model_is_taken() -> None:
    """A name goes to the loop that runs through all its variables, the smallest of them."""
    found = _loops(plenty=("Foxes", "cubs"), growth=("births",))

    assert {each.name: each.is_named for each in found.loops}["plenty"]
    (growth,) = [each for each in found.loops if each.name == "growth"]
    assert growth.shown == ("hares", "births")
    assert not found.unmatched


def test_a_name_that_fits_none_or_several_is_told() -> None:
    """No loop is called by a name that is not clearly its own."""
    found = _loops(nothing=("births", "cubs"), any=("foxes", "hares", "whales"))

    assert found.unmatched == ("nothing", "any")


def test_a_name_is_told_by_what_its_loop_does_not_run_through() -> None:
    """Several loops run through one stock: "not" tells which is meant, in any case of letters."""
    found = _loops(losses=("hares", "Not births", "not foxes"), hunters=("foxes", "not EATEN"))

    paths = {each.name: each.shown for each in found.loops}
    assert paths["losses"] == ("hares", "eaten")
    assert paths["hunters"] == ("foxes", "dying")
    assert not found.unmatched
    assert not found.several


def test_a_name_that_fits_several_is_told_with_the_shortest() -> None:
    """The shortest has it; a loop that runs through nothing else is meant without a doubt."""
    found = _loops(any=("eaten",), sure=("foxes", "dying"))

    assert {each.name: each.shown for each in found.loops}["any"] == ("hares", "eaten")
    assert found.several == ("any",)
    assert not found.unmatched


def test_a_number_that_is_taken_is_left_out() -> None:
    """A loop that somebody called R1 keeps the name, and no other has it."""
    found = [each.name for each in _loops(R1=("cubs", "eaten", "foxes")).loops]

    assert sorted(found) == sorted(set(found))
