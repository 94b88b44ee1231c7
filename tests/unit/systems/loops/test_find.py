"""All feedback loops that the equations allow."""

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.find import find_loops
from wholeprint.systems.text.read import read_model


def _system(equation: str) -> System:
    return flatten(
        read_model(
            f"""
model: small
time: {{start: 0, stop: 4, step: 1}}
dimensions: {{}}
stocks: {{level: {{initial: 1, in: [ordering]}}}}
flows: {{ordering: "{equation}"}}
""".replace("dimensions: {}\n", ""),
            "small",
        )
    )


def test_a_search_of_the_structure_is_complete() -> None:
    """Without a run all loops are told, active or not, and the search says how it went."""
    found = find_loops(_system("IF TIME < 99 THEN 1 ELSE level"))

    assert len(found.loops) == 1
    assert found.search.is_complete
    assert found.search.method == "structure"
    assert (found.search.seen, found.search.kept, found.search.is_truncated) == (1, 1, False)


def test_stocks_inside_a_delay_can_be_shown() -> None:
    """Uncollapsed, the loops inside of a third-order smooth are there too."""
    system = _system("10 - SMTH3(level, 4)")

    assert len(find_loops(system).loops) == 1
    assert len(find_loops(system, collapsed=False).loops) == 4


def test_elements_of_arrays_have_their_own_loops() -> None:
    """Each element that feeds back on itself has a loop, and is named with its element."""
    text = """
model: small
time: {start: 0, stop: 4, step: 1}
arrays: {place: [north, south]}
stocks: {"level[place]": {initial: 1, in: ["growing[place]"]}}
flows: {"growing[place]": "0.1 * level[place]"}
"""
    found = find_loops(flatten(read_model(text, "small")))

    assert [each.shown for each in found.loops] == [
        ("level[north]", "growing[north]"),
        ("level[south]", "growing[south]"),
    ]
    assert len(found.parts) == 2


def test_too_many_loops_are_cut_and_said_so() -> None:
    """Stocks that all act on all others have more loops than are told: the shortest are."""
    names = [f"s{number}" for number in range(7)]
    total = " + ".join(names)
    text = "\n".join(
        [
            "model: full",
            "time: {start: 0, stop: 4, step: 1}",
            "stocks:",
            *(f"  {name}: {{initial: 1, in: [f{name}]}}" for name in names),
            "flows:",
            *(f"  f{name}: {total}" for name in names),
        ]
    )
    system = flatten(read_model(text, "full"))

    some, cut = find_loops(system, most=10), find_loops(system, budget=500)

    # The sum over k of (7 choose k) (k - 1)!, k from 1.
    assert some.search.seen == 2372
    assert (some.search.kept, some.search.is_truncated) == (10, True)
    assert {len(each.shown) for each in some.loops} <= {2, 4}
    assert not cut.search.is_complete
