"""A system is lowered to what its outputs need."""

from dataclasses import replace

import pytest

from wholeprint.engine.compiled.layout import lay_out
from wholeprint.engine.compiled.lower import lower
from wholeprint.engine.compiled.program import Argument, Given, Phase, Program
from wholeprint.engine.compiled.soften import softened
from wholeprint.engine.kernel import Measure, Output
from wholeprint.errors import ModelError
from wholeprint.systems.flat.system import Role, Slot, System
from wholeprint.systems.flat.term import Apply, Constant, Ref
from wholeprint.systems.flat.values import set_values
from wholeprint.systems.model import Method


def operations(program: Program) -> list[str]:
    return [value.operation for value in program.values]


def test_what_no_output_needs_is_not_there(epidemic: System) -> None:
    """The recovered feed nothing back: asked for the infectious, they are dead code."""
    program = lower(epidemic, [], [Output(epidemic.names["infectious"], Measure.FINAL)])
    whole = lower(epidemic, [], [Output(epidemic.names["recovered"], Measure.FINAL)])

    assert len(program.states) == 2
    assert len(whole.states) == 3


def test_values_are_arguments(epidemic: System) -> None:
    """Parameters and initial numbers are told at run time: another value, the same program."""
    outputs = [Output(epidemic.names["infectious"], Measure.SERIES)]
    other = set_values(epidemic, {"contact rate": 0.9, "infectious.initial": 50.0})

    program = lower(epidemic, [], outputs)

    assert program == lower(other, [], outputs)
    assert Argument(Given.PARAMETER, epidemic.names["duration"]) in program.arguments


def test_no_name_of_the_model_is_in_a_program(epidemic: System) -> None:
    """Names are the user's: what is printed as code is made of numbers of slots alone."""
    program = lower(epidemic, [4], [Output(epidemic.names["infectious"], Measure.SERIES)])

    assert not any(slot.name in repr(program) for slot in epidemic.slots[4:])


def test_a_computed_variable_is_no_input(epidemic: System) -> None:
    """What an equation gives cannot be given too."""
    with pytest.raises(ModelError, match="share ill cannot be set"):
        lower(epidemic, [epidemic.names["share_ill"]], [])


def test_a_loop_without_a_stock_is_refused(epidemic: System) -> None:
    """A variable that needs itself at the same instant has no value."""
    number = len(epidemic.slots)
    loop = (
        Slot("one", Role.AUXILIARY, Ref(number + 1)),
        Slot("two", Role.AUXILIARY, Apply("add", (Ref(number), Constant(1.0)))),
    )
    system = replace(epidemic, slots=(*epidemic.slots, *loop))

    with pytest.raises(ModelError, match="needs itself"):
        lower(system, [], [Output(number, Measure.FINAL)])


def test_a_term_may_be_as_deep_as_it_likes(epidemic: System) -> None:
    """Twenty thousand additions one inside the other need no deep stack."""
    term = Ref(4)
    for _ in range(20_000):
        term = Apply("add", (term, Ref(5)))
    deep = Slot("deep", Role.AUXILIARY, term)
    system = replace(epidemic, slots=(*epidemic.slots, deep))

    program = lower(system, [], [Output(len(epidemic.slots), Measure.FINAL)])

    assert len(program.values) > 20_000


def test_what_does_not_move_is_not_in_the_steps(epidemic: System) -> None:
    """A reciprocal of a duration that differs by member is taken at the beginning of its run."""
    program = lower(
        epidemic,
        [epidemic.names["duration"]],
        [Output(epidemic.names["infectious"], Measure.FINAL)],
    )
    phases = {v.operation: v.phase for v in program.values if v.operation == "reciprocal"}

    assert Phase.BEGIN in phases.values()
    assert all(phase in {Phase.ONCE, Phase.BEGIN} for phase in phases.values())


def test_runge_kutta_needs_the_middle_of_a_step(epidemic: System) -> None:
    """Flows are written four times, and their slopes put together."""
    rk4 = replace(epidemic, span=replace(epidemic.span, method=Method.RK4))
    outputs = [Output(epidemic.names["infectious"], Measure.FINAL)]

    assert len(lower(rk4, [], outputs).values) > 2 * len(lower(epidemic, [], outputs).values)


def test_arithmetic_is_softened_only_where_nothing_jumps(epidemic: System) -> None:
    """A comparison anywhere keeps every operation as NumPy does it."""
    infectious = epidemic.names["infectious"]
    question = Slot("many", Role.AUXILIARY, Apply("gt", (Ref(infectious), Constant(50.0))))
    system = replace(epidemic, slots=(*epidemic.slots, question))
    calm = lower(epidemic, [], [Output(infectious, Measure.FINAL)])
    jumping = lower(
        system,
        [],
        [Output(infectious, Measure.FINAL), Output(len(epidemic.slots), Measure.FINAL)],
    )

    assert "fma" in operations(calm)
    assert "div_known" not in operations(calm)
    assert "div_known" in operations(jumping)
    assert not {"fma", "fnma"} & set(operations(jumping))
    assert softened(jumping) == jumping


def test_pieces_hand_over_what_others_need(epidemic: System) -> None:
    """Cut into pieces of two values, each one finds what it reads in a row, a state or the air."""
    program = lower(epidemic, [4, 5], [Output(epidemic.names["share_ill"], Measure.PEAK_TIME)])
    whole, cut = lay_out(program, 1000), lay_out(program, 2)

    assert len(cut.pieces[Phase.STEP]) > 1
    assert len(cut.rows) > len(whole.rows)
    rows = [*cut.rows.values(), *cut.kept_rows.values()]
    assert len(set(rows)) == len(rows)
    assert max(rows) < cut.row_count
