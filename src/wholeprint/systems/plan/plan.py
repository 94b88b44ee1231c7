"""A system as lists of NumPy calls, for a number of members side by side."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, Slot, System
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term, slots_of
from wholeprint.systems.model import Method
from wholeprint.systems.plan.emit import Call, Emitter
from wholeprint.systems.plan.needed import STATES, Needed, first_term
from wholeprint.systems.plan.pipe import Pipe, delays
from wholeprint.systems.random_numbers import WordArray, draw, stream

_NOTHING = Constant(0.0)


class Plan:
    """A system made ready to run for a fixed number of members.

    All rows are full ones, one number per member: what a member gets does then not depend on
    which others run beside it.

    Args:
        system: The system.
        needed: What is computed of it.
        keep: Slots that are kept.
        width: Number of members side by side.
        asked: Those of them that somebody asked for; all unless given.

    Attributes:
        rows: The values of each slot at the present instant; one number per member.
        checked: The values of all states and of all that is kept, one row each.
        watched: Rows of `checked` that make a run fail where they are not finite: stocks that
            move, and what is asked for. What is held for later may be read by nobody.
        watched_slots: Which slots these are.
        step: Which step it stands at.
    """

    def __init__(
        self,
        system: System,
        needed: Needed,
        keep: Sequence[int],
        width: int,
        asked: frozenset[int] | None = None,
    ) -> None:
        self.step = 0
        self._system = system
        self._states = needed.states
        kept = [each for each in dict.fromkeys(keep) if each not in self._states]
        others = sorted(needed.slots - {*self._states, *kept})
        order = (*self._states, *kept, *others)
        matrix = np.zeros((len(order), width))
        self.rows: Mapping[int, FloatArray] = dict(zip(order, matrix, strict=True))
        self._place = {slot: row for row, slot in enumerate(order)}
        self.checked: FloatArray = matrix[: len(self._states) + len(kept)]
        checked = (*self._states, *kept)
        asked = frozenset(keep) if asked is None else asked
        rows = [n for n, each in enumerate(checked) if each in asked or _moves(system.slots[each])]
        self.watched: npt.NDArray[np.intp] = np.array(rows, dtype=np.intp)
        self.watched_slots = tuple(checked[row] for row in rows)
        stocks_count = sum(system.slots[each].role is Role.STOCK for each in self._states)
        self._stocks = matrix[:stocks_count]
        self._limited = [
            matrix[row] for row in range(stocks_count) if system.slots[self._states[row]].is_limited
        ]
        self._carried = matrix[stocks_count : len(self._states)]
        self._net = np.zeros(self._stocks.shape)
        self._next = np.zeros(self._carried.shape)
        self._pipes: dict[int, Pipe] = {}
        self._streams: dict[int, WordArray] = {}
        self._within = False
        self._compile(needed)

    def places(self, slots: Sequence[int]) -> npt.NDArray[np.intp]:
        """Return at which rows of `checked` slots that are kept stand.

        Args:
            slots: The slots.
        """
        return np.array([self._place[each] for each in slots], dtype=np.intp)

    def _compile(self, needed: Needed) -> None:
        slots = self._system.slots
        # A state may be given its first value: then nothing of it is computed.
        fixed = _fixed_slots(self._system, needed)
        emit = Emitter(self.rows, self._system.tables, fixed)
        self._first, self._stage = list[Call](), list[Call]()
        self._flows, self._hold = list[Call](), list[Call]()
        for slot in (*needed.at_steps, *needed.at_start):
            if slot in fixed:
                emit.emit(slots[slot].term or _NOTHING, self.rows[slot], emit.once)
        for slot in needed.at_steps:
            if slot not in fixed:
                self._value(emit, slot, slots[slot].term, self._stage)
        self._firsts = [
            (slot, self._first_value(emit, slot)) for slot in needed.at_start if slot not in fixed
        ]
        for number, slot in enumerate(self._states):
            self._following(emit, number, slots[slot])
        self._once = emit.once

    def _value(self, emit: Emitter, slot: int, term: Term | None, program: list[Call]) -> None:
        if self._system.slots[slot].role is not Role.RANDOM:
            emit.emit(term or _NOTHING, self.rows[slot], program)
        elif isinstance(term, Apply):
            operands = [np.empty(self.rows[slot].size) for _ in term.terms]
            for each, row in zip(term.terms, operands, strict=True):
                emit.emit(each, row, program)
            program.append(partial(self._draw, slot, term.operation, tuple(operands)))

    def _draw(self, slot: int, kind: str, operands: tuple[FloatArray, ...]) -> None:
        if not self._within:  # it keeps its value within a step
            np.copyto(self.rows[slot], draw(kind, self._streams[slot], self.step, operands))

    def _first_value(self, emit: Emitter, slot: int) -> list[Call]:
        calls = list[Call]()
        here = self._system.slots[slot]
        self._value(emit, slot, first_term(here), calls)
        if here.role is Role.PIPE:
            span = np.empty(self.rows[slot].size)
            emit.emit(here.span or _NOTHING, span, calls)
            calls.append(partial(self._open, slot, span))
        return calls

    def _open(self, slot: int, span: FloatArray) -> None:
        count = delays(span, self.rows[STEP], self._system.span.steps)
        np.copyto(self.rows[slot], np.nan, where=~np.isfinite(span))
        self._pipes[slot] = Pipe(self.rows[slot], count)

    def _following(self, emit: Emitter, number: int, here: Slot) -> None:
        slot = self._states[number]
        if here.role is Role.STOCK:
            emit.emit(_net(here), self._net[number], self._flows)
            return
        row = self._next[number - len(self._stocks)]
        emit.emit(Ref(slot) if here.term is None else here.term, row, self._hold)
        if here.role is Role.PIPE and here.term is not None:
            self._hold.append(partial(self._through, slot, row))

    def _through(self, slot: int, row: FloatArray) -> None:
        pipe = self._pipes[slot]
        pipe.put(self.step, row)
        np.copyto(row, pipe.out(self.step + 1))

    def begin(
        self,
        inputs: Mapping[int, FloatArray],
        members: npt.NDArray[np.int64],
        seed: int,
    ) -> None:
        """Set everything to the first instant.

        Args:
            inputs: For parameters, and for states by their first value: one number per member.
            members: Numbers of the members within the ensemble, which decide random numbers.
            seed: Which random numbers.
        """
        self.step = 0
        span, slots = self._system.span, self._system.slots
        self._pipes.clear()
        for slot, row in self.rows.items():
            term = slots[slot].term
            if slots[slot].role is Role.PARAMETER and isinstance(term, Constant):
                row.fill(term.value)
            elif slots[slot].role is Role.RANDOM:
                self._streams[slot] = stream(seed, members, slot)
        self.rows[TIME].fill(span.start)
        self.rows[STEP].fill(span.step)
        self.rows[START].fill(span.start)
        self.rows[STOP].fill(span.stop)
        for slot, values in inputs.items():
            if slot in self.rows and slots[slot].role not in STATES:
                np.copyto(self.rows[slot], values)
        _make(self._once)
        for slot, calls in self._firsts:
            _make(calls)
            if slot in inputs and slots[slot].role in STATES:
                np.copyto(self.rows[slot], inputs[slot])
                self._pipes.update(self._reopened(slot))

    def _reopened(self, slot: int) -> dict[int, Pipe]:
        pipe = self._pipes.get(slot)
        return {} if pipe is None else {slot: pipe.beginning_with(self.rows[slot])}

    def evaluate(self) -> None:
        """Compute all that has a value at the present instant."""
        _make(self._stage)

    def advance(self, look: Callable[[], None] | None = None) -> None:
        """Go from the present instant, which has been evaluated, to the next.

        Args:
            look: Is called whenever all has been evaluated at a place within the step.
        """
        span = self._system.span
        _make(self._flows)
        _make(self._hold)
        if span.method is Method.RK4:
            self._rk4(span.step, look)
        else:
            np.multiply(self._net, span.step, self._net)
            np.add(self._stocks, self._net, self._stocks)
            for row in self._limited:
                np.maximum(row, 0.0, out=row)
        np.copyto(self._carried, self._next)
        self.step += 1
        self.rows[TIME].fill(self._instant(self.step))

    def _instant(self, steps: float) -> float:
        return self._system.span.start + steps * self._system.span.step

    def _rk4(self, step: float, look: Callable[[], None] | None) -> None:
        # The classical method: at the start, twice in the middle, at the end; 1 : 2 : 2 : 1.
        before, total = self._stocks.copy(), self._net.copy()
        self._within = True
        for part, weight in ((0.5, 2.0), (0.5, 2.0), (1.0, 1.0)):
            np.add(before, self._net * (part * step), self._stocks)
            self.rows[TIME].fill(self._instant(self.step + part))
            _make(self._stage)
            if look is not None:
                look()
            _make(self._flows)
            total += self._net * weight
        self._within = False
        np.add(before, total * (step / 6.0), self._stocks)


def _make(calls: Sequence[Call]) -> None:
    for call in calls:
        call()


def _moves(slot: Slot) -> bool:
    return bool(slot.inflows or slot.outflows)


def _net(stock: Slot) -> Term:
    into, out = (
        Apply("sum", tuple(map(Ref, flows))) if flows else None
        for flows in (stock.inflows, stock.outflows)
    )
    if out is None:
        return into or _NOTHING
    return Apply("neg", (out,)) if into is None else Apply("sub", (into, out))


def _fixed_slots(system: System, needed: Needed) -> frozenset[int]:
    """Return the slots that have one value for the whole run."""
    fixed = {
        each for each in needed.slots if system.slots[each].role in {Role.CLOCK, Role.PARAMETER}
    }
    for slot in (*needed.at_steps, *needed.at_start):
        here = system.slots[slot]
        if here.role in {Role.AUXILIARY, Role.FLOW} and here.initial is None:
            read = () if here.term is None else slots_of(here.term)
            if fixed.issuperset(read):
                fixed.add(slot)
    return frozenset(fixed)
