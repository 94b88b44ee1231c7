"""From a system and its feedback to what a diagram shows."""

from wholeprint.systems.diagram.shapes import Shape, Sign, Turn
from wholeprint.systems.diagram.views import Choice, causal_view, frames_of, stock_flow_view
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.periods import weights
from wholeprint.systems.dominance.shapes import Dominance, Weights
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

Ran = tuple[System, Dominance, Weights]


def test_links_have_the_signs_of_the_equations(epidemic: Ran) -> None:
    """Infection takes from the susceptible and fills the infectious; immunity comes late."""
    view = causal_view(*epidemic[:3])

    found = {(view.names[arrow.source], view.names[arrow.target]): arrow for arrow in view.arrows}

    assert found["infection", "susceptible"].sign is Sign.LESS
    assert found["infection", "infectious"].sign is Sign.MORE
    assert found["recovery", "loss of immunity"].is_delayed
    assert "contact rate" not in view.names


def test_a_loop_with_a_name_is_marked_with_it(epidemic: Ran) -> None:
    """The name of the model stands under the letter of its kind."""
    view = causal_view(*epidemic[:3])

    named = next(loop for loop in view.loops if loop.title)

    assert (named.label, named.turn, named.title) == ("R", Turn.REINFORCING, "contagion")
    assert {view.names[each] for each in named.path} == {"infection", "infectious"}


def test_a_threshold_leaves_loops_out_and_says_so(epidemic: Ran) -> None:
    """Only loops that explain a third or more, and how many these are of all."""
    view = causal_view(*epidemic[:3], choice=Choice(least_loop_share=0.33))

    assert 0 < len(view.loops) < 4
    assert "loops are drawn" in view.note
    assert len(view.names) < len(causal_view(*epidemic[:3]).names)


def test_no_more_variables_than_asked_for(epidemic: Ran) -> None:
    """Loops are left out until the rest fits."""
    assert len(causal_view(*epidemic[:3], choice=Choice(variables=3)).names) <= 3


def test_a_link_threshold_passes_over_variables(epidemic: Ran) -> None:
    """With every variance too small only stocks stay, and what cannot be joined."""
    view = causal_view(*epidemic[:3], choice=Choice(least_link_share=1.1))

    assert "recovery" not in view.names
    assert "only pass on" in view.note
    assert all(loop.path for loop in view.loops)


def test_frames_follow_the_scores(epidemic: Ran) -> None:
    """Each link has a strength from -1 to 1 for each frame, each loop its share."""
    view = causal_view(*epidemic[:3], choice=Choice(frames=10))
    frames = frames_of(61, 10)

    assert len(frames) == 10
    assert frames[0] == 1
    assert frames[-1] == 60
    for arrow in view.arrows:
        assert len(arrow.strengths) == 10
        assert max(map(abs, arrow.strengths)) <= 1.0 + 1e-12
    assert all(len(loop.shares) == 10 for loop in view.loops)


def test_a_stock_flow_diagram_has_boxes_pipes_and_numbers(epidemic: Ran) -> None:
    """Stocks, flows, auxiliaries and given numbers each as what they are."""
    view = stock_flow_view(epidemic[0], "An epidemic")

    shapes = dict(zip(view.names, view.shapes, strict=True))
    assert shapes["infectious"] is Shape.STOCK
    assert shapes["infection"] is Shape.FLOW
    assert shapes["total"] is Shape.NAME
    assert shapes["waning"] is Shape.PARAMETER
    ends = {
        view.names[pipe.name]: (
            None if pipe.source is None else view.names[pipe.source],
            None if pipe.target is None else view.names[pipe.target],
        )
        for pipe in view.pipes
    }
    assert ends["infection"] == ("susceptible", "infectious")
    assert ends["loss of immunity"] == ("recovered", "susceptible")


ALIKE = """\
model: queue
time: {start: 0, stop: 40, step: 0.25}
lookups:
  effect of load: {points: [[0, 1], [50, 0.9], [100, 0.5], [200, 0.1]]}
macros:
  PART:
    arguments: [amount, share]
    outputs: []
    auxiliaries: {PART: "amount * share"}
stocks:
  queue: {initial: 20, in: [arrivals], out: [finish]}
flows:
  arrivals: 15
  finish: PART(queue, 0.23) * effect of load(queue)
"""


def test_loops_that_are_drawn_alike_share_a_mark() -> None:
    """One runs through a macro, one through a lookup: the mark names both."""
    system = flatten(read_model(ALIKE, "queue.yaml"))
    dominance = analyse(system, simulate(system))

    view = causal_view(system, dominance, weights(dominance))

    (mark,) = view.loops
    assert {mark.label, mark.title.removeprefix("and ")} == {"B1", "R1"}
    assert "marked" not in view.note


def test_of_many_loops_the_strongest_are_marked_and_that_is_told(epidemic: Ran) -> None:
    """One mark, or two: the line below the picture says which they are."""
    one, two = (causal_view(*epidemic[:3], choice=Choice(marks=count)) for count in (1, 2))

    assert len(one.loops) == 1
    assert one.note.endswith("one that explains most is marked.")
    assert two.note.endswith("2 that explain most are marked.")


def test_a_loop_without_an_arrow_has_no_mark() -> None:
    """What keeps a stock from below nought acts on it within it: nothing could be pointed at."""
    text = (
        "model: m\ntime: {start: 0, stop: 9, step: 1}\n"
        "stocks: {level: {initial: 3, in: [gain], out: [loss], non negative: true}}\n"
        "flows: {gain: 2 * SIN(TIME), loss: 1 + 0.1 * level}\n"
    )
    system = flatten(read_model(text, "m"))
    dominance = analyse(system, simulate(system))

    view = causal_view(system, dominance, weights(dominance))

    assert any(len(each.shown) == 1 for each in dominance.loops.loops)
    assert all(len(each.path) > 1 for each in view.loops)
