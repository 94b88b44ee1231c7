"""Where the values of a program lie while it runs, and into which pieces its code is cut.

What is the same for all members lies in one row of numbers; what each member has lies in rows of
its own: inputs, states, what is known at the start and used later, and what one piece of code
hands to another. The rest lives and dies within a piece.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wholeprint.engine.compiled.program import Phase, Program
from wholeprint.engine.kernel import Measure

ACCUMULATED = {
    Measure.FINAL: 1,
    Measure.PEAK: 1,
    Measure.PEAK_TIME: 2,
    Measure.TROUGH: 1,
    Measure.TROUGH_TIME: 2,
    Measure.MEAN: 1,
    Measure.TOTAL: 1,
}
"""How many rows each measure that is one number needs; the last of them is the measure."""

_MANY_OUTPUTS = 100
"""Compilers take more time for a long piece than for two short ones."""


@dataclass(slots=True)
class Layout:
    """Places of values.

    Attributes:
        program: The program.
        pieces: For each phase: the values that each piece of its code computes, in order.
        shared: Place in the row of what all members share, by value.
        rows: A member's row, by value: what is handed from piece to piece.
        input_row: Row of the first input.
        state_row: Row of the first state.
        delay_rows: Row of the length [steps] of each state that is a pipe, by state.
        kept_rows: First row of each output that is one number, by output.
        kept_in: Which outputs each piece of STEP takes in, by piece.
        watched_row: Row that stays nought while the outputs are numbers; -1 without.
        shared_size: Length of the shared row.
        row_count: Number of rows of a member.
    """

    program: Program
    pieces: dict[Phase, list[list[int]]]
    shared: dict[int, int] = field(default_factory=dict[int, int])
    rows: dict[int, int] = field(default_factory=dict[int, int])
    input_row: int = 0
    state_row: int = 0
    delay_rows: dict[int, int] = field(default_factory=dict[int, int])
    kept_rows: dict[int, int] = field(default_factory=dict[int, int])
    kept_in: dict[int, range] = field(default_factory=dict[int, range])
    watched_row: int = -1
    shared_size: int = 0
    row_count: int = 0

    def last_piece(self, phase: Phase) -> int:
        """Return the number of the last piece of a phase, which also does its closing work.

        Args:
            phase: The phase.
        """
        return len(self.pieces[phase]) - 1

    def watched_in(self, outputs: range) -> list[int]:
        """Return the values among some outputs that must be looked at each instant.

        Args:
            outputs: Which outputs.
        """
        watched = set(self.program.watched())
        found = dict.fromkeys(self.program.kept[output].of for output in outputs)
        return [of for of in found if of in watched]

    def closing(self, phase: Phase, place: int) -> Iterator[int]:
        """Yield the values that a piece reads beyond those it computes with.

        Args:
            phase: The last piece of BEGIN sets up the states; some of STEP keep outputs, and the
                last one moves the states on.
            place: Which piece of it.

        Yields:
            Each of them.
        """
        program = self.program
        is_last = place == self.last_piece(phase)
        if phase is Phase.BEGIN and is_last:
            for state in program.states:
                yield state.initial
                if state.span >= 0:
                    yield state.span
        elif phase is Phase.STEP:
            yield from (program.kept[output].of for output in self.kept_in.get(place, ()))
            if is_last:
                yield from (state.following for state in program.states)


def lay_out(program: Program, longest: int) -> Layout:
    """Return where everything lies.

    Args:
        program: The program.
        longest: Most values that one piece of code computes.
    """
    by_phase: dict[Phase, list[int]] = {phase: [] for phase in Phase}
    for number, value in enumerate(program.values):
        if value.operation not in {"constant", "argument", "input", "state", "time"}:
            by_phase[value.phase].append(number)
    layout = Layout(program, {phase: _cut(found, longest) for phase, found in by_phase.items()})
    _keep(layout)
    _share(layout)
    _hand_over(layout)
    return layout


def _keep(layout: Layout) -> None:
    """Let the last piece take in the outputs; many of them get pieces of their own."""
    count, steps = len(layout.program.kept), layout.pieces[Phase.STEP]
    if count <= _MANY_OUTPUTS:
        layout.kept_in[len(steps) - 1] = range(count)
        return
    for first in range(0, count, _MANY_OUTPUTS):
        layout.kept_in[len(steps)] = range(first, min(first + _MANY_OUTPUTS, count))
        steps.append([])
    steps.append([])  # moves the states on, when all outputs are taken in


def _cut(values: list[int], longest: int) -> list[list[int]]:
    return [values[at : at + longest] for at in range(0, len(values), longest)] or [[]]


def _share(layout: Layout) -> None:
    """Give a place to each value that all members share; arguments come first, then three times."""
    size = len(layout.program.arguments) + 3
    for number, value in enumerate(layout.program.values):
        if value.operation == "argument":
            layout.shared[number] = value.index
        elif value.operation == "time":
            layout.shared[number] = len(layout.program.arguments) + value.index
        elif value.operation != "constant" and value.phase <= Phase.INSTANT:
            layout.shared[number] = size
            size += 1
    layout.shared_size = size


def _hand_over(layout: Layout) -> None:
    program = layout.program
    layout.state_row = program.inputs
    free = program.inputs + len(program.states)
    for number, state in enumerate(program.states):
        if state.span >= 0:
            layout.delay_rows[number] = free
            free += 1
    for number, kept in enumerate(program.kept):
        if kept.measure is not Measure.SERIES:
            layout.kept_rows[number] = free
            free += ACCUMULATED[kept.measure]
    if program.watched():
        layout.watched_row = free
        free += 1
    home = {
        number: (phase, place)
        for phase in (Phase.BEGIN, Phase.STEP)
        for place, piece in enumerate(layout.pieces[phase])
        for number in piece
    }
    for phase in (Phase.BEGIN, Phase.STEP):
        for place, piece in enumerate(layout.pieces[phase]):
            for needed in _needed(layout, phase, place, piece):
                if needed in home and home[needed] != (phase, place) and needed not in layout.rows:
                    layout.rows[needed] = free
                    free += 1
    layout.row_count = free


def _needed(layout: Layout, phase: Phase, place: int, piece: Sequence[int]) -> Iterator[int]:
    for number in piece:
        yield from layout.program.values[number].operands
    yield from layout.closing(phase, place)
