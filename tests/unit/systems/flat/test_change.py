"""Systems with their structure changed: links cut, parameters that move."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.systems.flat.change import made_cuttable, made_movable, renamed
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

GROWTH = """
model: growth
time: {start: 0, stop: 10, step: 1}
parameters:
  rate: 0.1
  first: 5
stocks:
  size: {initial: first * 2, in: [growth]}
flows:
  growth: rate * felt
auxiliaries:
  felt: size
"""


@pytest.fixture
def growth() -> System:
    """Growth by a tenth each step, from ten."""
    return flatten(read_model(GROWTH, "growth.yaml"))


def _last(system: System, inputs: dict[int, list[float]]) -> list[float]:
    size = system.names["size"]
    given = {slot: np.array(values) for slot, values in inputs.items()}
    return simulate(system, given).values[size][-1].tolist()


def test_a_cut_link_holds_the_first_value(growth: System) -> None:
    """Size then grows by a tenth of ten a step: 20 after ten steps, against 10 * 1.1**10.

    1e-12 is the rounding of ten additions.
    """
    names = growth.names
    for source, target in (("size", "felt"), ("felt", "growth"), ("growth", "size")):
        cut = made_cuttable(growth, [(names[source], names[target])])

        whole, severed = _last(cut.system, {cut.switches[0]: [0.0, 1.0]})

        assert whole == pytest.approx(10.0 * 1.1**10, rel=1e-12)
        assert severed == pytest.approx(20.0, rel=1e-12)


def test_a_system_that_nobody_cuts_behaves_as_before(growth: System) -> None:
    """All links at once can be cut; with every switch at nought the bits are the same."""
    names = growth.names
    links = [("size", "felt"), ("felt", "growth"), ("growth", "size"), ("rate", "growth")]
    cut = made_cuttable(growth, [(names[one], names[two]) for one, two in links])

    assert _last(cut.system, {}) == _last(growth, {})


def test_a_link_asked_for_twice_has_one_switch(growth: System) -> None:
    """Two loops may be cut at the same place."""
    link = (growth.names["felt"], growth.names["growth"])

    cut = made_cuttable(growth, [link, link])

    assert cut.switches[0] == cut.switches[1]
    assert _last(cut.system, {cut.switches[0]: [1.0]}) == pytest.approx([20.0], rel=1e-12)


def test_a_link_that_is_not_there_cannot_be_cut(growth: System) -> None:
    """The two names are told."""
    with pytest.raises(ValueRefusedError, match="felt -> rate"):
        made_cuttable(growth, [(growth.names["felt"], growth.names["rate"])])


def test_a_parameter_moves_at_its_instant(growth: System) -> None:
    """From the fifth instant on at 0.2: 10 * 1.1**5 * 1.2**5; never: as before; at once: all."""
    rate = growth.names["rate"]
    movable = made_movable(growth, [rate])
    inputs = {movable.when: [5.0, 99.0, 0.0], movable.later[rate]: [0.2, 0.2, 0.2]}

    found = _last(movable.system, inputs)

    wanted = [10 * 1.1**5 * 1.2**5, 10 * 1.1**10, 10 * 1.2**10]
    assert found == pytest.approx(wanted, rel=1e-12)
    assert _last(movable.system, {}) == _last(growth, {})


def test_an_instant_that_rounds_below_is_that_instant() -> None:
    """3 * 0.7 is 2.0999999999999996: a move at 2.1 comes with that step, not one later.

    The stock grows by 1 a unit of time, and by 2 from 2.1 on: 10.5 + 8.4 at 10.5.
    """
    text = (
        "model: m\ntime: {start: 0, stop: 10.5, step: 0.7}\nparameters:\n  r: 1\n"
        "stocks:\n  size: {initial: 0, in: [f]}\nflows:\n  f: r\n"
    )
    system = flatten(read_model(text, "m.yaml"))
    rate = system.names["r"]
    movable = made_movable(system, [rate])

    (found,) = _last(movable.system, {movable.when: [2.1], movable.later[rate]: [2.0]})

    assert found == pytest.approx(18.9, rel=1e-12)


def test_a_move_at_the_start_changes_the_initial_values_too(growth: System) -> None:
    """First doubled: the stock begins with twice as much, if the move comes at the start."""
    first = growth.names["first"]
    movable = made_movable(growth, [first])

    at_once, later = _last(
        movable.system, {movable.when: [0.0, 1.0], movable.later[first]: [10.0, 10.0]}
    )

    assert at_once == pytest.approx(20.0 * 1.1**10, rel=1e-12)
    assert later == pytest.approx(10.0 * 1.1**10, rel=1e-12)


def test_only_parameters_can_be_moved(growth: System) -> None:
    """A stock is no parameter."""
    with pytest.raises(ValueRefusedError, match="only parameters"):
        made_movable(growth, [growth.names["size"]])


def test_renaming_reaches_into_every_kind_of_term() -> None:
    """References are swapped wherever they stand; constants stay."""
    term = Apply("add", (Look(0, Ref(4)), Apply("neg", (Ref(5),)), Constant(4.0)))

    wanted = Apply("add", (Look(0, Ref(9)), Apply("neg", (Ref(5),)), Constant(4.0)))
    assert renamed(term, {4: 9}) == wanted
