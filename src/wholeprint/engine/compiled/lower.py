"""From a flat system to a program: what the outputs need, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wholeprint.engine.compiled.builder import Builder
from wholeprint.engine.compiled.program import (
    Argument,
    Given,
    Kept,
    Phase,
    Program,
    State,
    pruned,
)
from wholeprint.engine.compiled.soften import softened
from wholeprint.engine.kernel import Output
from wholeprint.errors import CompileError, ModelError
from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, Slot, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term, parts, slots_of
from wholeprint.systems.model import Method, Reading

_COMPUTED = frozenset({Role.AUXILIARY, Role.FLOW})
_CARRIED = frozenset({Role.STOCK, Role.HELD, Role.PIPE})


@dataclass(slots=True)
class _Moment:
    """At which moment terms are read: the start, an instant, or a place within a step.

    Attributes:
        name: "start", "instant" or "within".
        time: The value of TIME.
        known: Values of slots.
        stands_for: The number of a slot that is not computed by a term.
    """

    name: str
    time: int
    known: dict[int, int]
    stands_for: Callable[[int], int]


@dataclass(slots=True)
class _Lowering:
    system: System
    inputs: dict[int, int]
    builder: Builder = field(default_factory=Builder)
    arguments: list[Argument] = field(default_factory=list[Argument])
    states: dict[int, int] = field(default_factory=dict[int, int])
    tables: dict[int, int] = field(default_factory=dict[int, int])
    start: _Moment = field(init=False)
    instant: _Moment = field(init=False)

    def __post_init__(self) -> None:
        # Always the first three, so that the code around the system knows where they are.
        first = [self.argument(Argument(given)) for given in (Given.START, Given.STEP, Given.STOP)]
        time = self.builder.leaf("time", 0, Phase.INSTANT)
        self.start = _Moment("start", first[0], {}, self._at_start)
        self.instant = _Moment("instant", time, {}, self._at_instant)

    def argument(self, wanted: Argument) -> int:
        if wanted not in self.arguments:
            self.arguments.append(wanted)
        return self.builder.leaf("argument", self.arguments.index(wanted), Phase.ONCE)

    # ---- slots -------------------------------------------------------------------------------

    def value(self, slot: int, moment: _Moment) -> int:
        # What a slot needs is written down first; loops of many slots need no deep stack.
        waiting, opened = [slot], set[int]()
        while waiting:
            each = waiting[-1]
            if each in moment.known:
                waiting.pop()
                continue
            term = self._term(each, moment)
            needed = () if term is None else slots_of(term)
            missing = [one for one in needed if one not in moment.known]
            if missing:
                if each in opened:
                    name = self.system.slots[each].name
                    raise ModelError(
                        "a variable needs itself at the same instant",
                        seen=name,
                        fix="Put a stock or a delay into the loop it stands in",
                    )
                opened.add(each)
                waiting.extend(missing)
                continue
            moment.known[each] = (
                moment.stands_for(each) if term is None else self.term(term, each, moment)
            )
            waiting.pop()
        return moment.known[slot]

    def _term(self, slot: int, moment: _Moment) -> Term | None:
        """Return the term that gives a slot its value at a moment, None where none does."""
        here = self.system.slots[slot]
        if slot in self.inputs and (moment.name == "start" or here.role is Role.PARAMETER):
            return None
        if here.role in _COMPUTED:
            at_start = moment.name == "start" and here.initial is not None
            return here.initial if at_start else here.term
        if here.role in _CARRIED:
            return here.initial if moment.name == "start" else None
        return here.term if here.role is Role.RANDOM and moment.name != "within" else None

    def _at_start(self, slot: int) -> int:
        found = self._always(slot, self.start)
        if found is None:
            raise CompileError("a variable has no initial value", seen=self._name(slot), fix=_TELL)
        return found

    def _at_instant(self, slot: int) -> int:
        found = self._always(slot, self.instant)
        if found is not None:
            return found
        here = self.system.slots[slot]
        if here.role is Role.RANDOM:  # within a step: what was drawn at its beginning
            return self.value(slot, self.instant)
        if here.role not in _CARRIED:
            raise CompileError("a variable has no equation", seen=self._name(slot), fix=_TELL)
        if _never_moves(slot, here):
            return self.value(slot, self.start)
        number = self.states.setdefault(slot, len(self.states))
        return self.builder.leaf("state", number, Phase.STEP)

    def _always(self, slot: int, moment: _Moment) -> int | None:
        if slot in self.inputs:
            return self.builder.leaf("input", self.inputs[slot], Phase.BEGIN)
        clocks = {START: Given.START, STEP: Given.STEP, STOP: Given.STOP}
        if slot == TIME:
            return moment.time
        if slot in clocks:
            return self.argument(Argument(clocks[slot]))
        if self.system.slots[slot].role is Role.PARAMETER:
            return self.argument(Argument(Given.PARAMETER, slot))
        return None

    def _name(self, slot: int) -> str:
        return self.system.slots[slot].name

    # ---- terms -------------------------------------------------------------------------------

    def term(self, term: Term, slot: int, moment: _Moment) -> int:
        """Return the value of a term whose slots are known; deep terms need no deep stack."""
        here = self.system.slots[slot]
        is_initial = moment.name == "start" and term is here.initial
        if is_initial and isinstance(term, Constant):
            # It may be set for a run, and the code stays the same.
            return self.argument(Argument(Given.INITIAL, slot))
        done: list[int] = []
        waiting: list[tuple[Term, bool]] = [(term, False)]
        while waiting:
            each, is_open = waiting.pop()
            below = parts(each)
            if below and not is_open:
                waiting.append((each, True))
                waiting.extend((one, False) for one in reversed(below))
                continue
            operands = tuple(done[len(done) - len(below) :])
            del done[len(done) - len(below) :]
            is_draw = here.role is Role.RANDOM and each is here.term
            done.append(
                self._draw(each, operands, slot, moment)
                if is_draw
                else self._made(each, operands, moment)
            )
        return done[0]

    def _made(self, term: Term, operands: tuple[int, ...], moment: _Moment) -> int:
        match term:
            case Constant():
                return self.builder.constant(term.value)
            case Ref():
                return moment.known[term.slot]
            case Look() if self._is_flat(term.table):
                # One point says the same everywhere, even where it is asked at no number.
                return self.builder.constant(self.system.tables[term.table].ys[0])
            case Look():
                table = self.tables.setdefault(term.table, len(self.tables))
                return self.builder.make("look", operands, table)
            case Apply():
                return self.builder.make(term.operation, operands, term.part)

    def _is_flat(self, table: int) -> bool:
        here = self.system.tables[table]
        return len(here.xs) == 1 and here.reading is not Reading.DISCRETE

    def _draw(self, term: Term, operands: tuple[int, ...], slot: int, moment: _Moment) -> int:
        if not isinstance(term, Apply):
            raise CompileError("a random variable has no kind", seen=self._name(slot), fix=_TELL)
        phase = Phase.BEGIN if moment.name == "start" else Phase.STEP
        return self.builder.random(term.operation, operands, slot, phase)

    # ---- from one instant to the next ----------------------------------------------------------

    def following(self) -> list[State]:
        """Return the states, with what each is worth at the next instant."""
        done = 0
        while done < len(self.states):  # what one needs may bring in others
            slot = list(self.states)[done]
            self.value(slot, self.start)
            here = self.system.slots[slot]
            for need in _needs(here):
                self.value(need, self.instant)
            if here.span is not None:
                for need in slots_of(here.span):
                    self.value(need, self.start)
            done += 1
        stocks = [s for s in self.states if self.system.slots[s].role is Role.STOCK]
        if self.system.span.method is Method.RK4:
            next_stocks = self._runge_kutta(stocks)
        else:
            step = self.argument(Argument(Given.STEP))
            net = {s: self._net(s, self.instant) for s in stocks}
            next_stocks = {s: self._held_up(s, self._moved(s, step, net)) for s in stocks}
        return [self._state(slot, next_stocks) for slot in self.states]

    def _state(self, slot: int, next_stocks: dict[int, int]) -> State:
        here = self.system.slots[slot]
        initial = self.start.known[slot]
        if here.role is Role.STOCK:
            return State(initial, next_stocks[slot], is_stock=True)
        if here.term is None:
            raise CompileError("a variable has no equation", seen=here.name, fix=_TELL)
        following = self.term(here.term, slot, self.instant)
        if here.role is Role.HELD:
            return State(initial, following, is_stock=False)
        if here.span is None:
            raise CompileError("a delay has no length", seen=here.name, fix=_TELL)
        span = self.term(here.span, slot, self.start)
        return State(initial, following, is_stock=False, span=span)

    def _moved(self, stock: int, step: int, net: dict[int, int]) -> int:
        make = self.builder.make
        return make("add", (self.instant.known[stock], make("mul", (step, net[stock]))))

    def _held_up(self, stock: int, following: int) -> int:
        # What holds its flows back leaves a last bit of rounding.
        if not self.system.slots[stock].is_limited:
            return following
        return self.builder.make("max", (following, self.builder.constant(0.0)))

    def _net(self, stock: int, moment: _Moment) -> int:
        here, make = self.system.slots[stock], self.builder.make
        inflow, outflow = (self._sum(f, moment) for f in (here.inflows, here.outflows))
        if inflow is None:
            return make("neg", (self.builder.constant(0.0) if outflow is None else outflow,))
        return inflow if outflow is None else make("sub", (inflow, outflow))

    def _sum(self, flows: tuple[int, ...], moment: _Moment) -> int | None:
        found: int | None = None
        for flow in flows:
            value = self.value(flow, moment)
            found = value if found is None else self.builder.make("add", (found, value))
        return found

    def _runge_kutta(self, stocks: list[int]) -> dict[int, int]:
        make, constant = self.builder.make, self.builder.constant
        step = self.argument(Argument(Given.STEP))
        half = make("mul", (step, constant(0.5)))
        slopes = [{s: self._net(s, self.instant) for s in stocks}]
        for reach, when in ((half, 1), (half, 1), (step, 2)):
            moved = {s: self._moved(s, reach, slopes[-1]) for s in stocks}
            time = self.builder.leaf("time", when, Phase.INSTANT)
            within = _Moment("within", time, dict(moved), self._at_instant)
            within.known[TIME] = time
            slopes.append({s: self._net(s, within) for s in stocks})
        found: dict[int, int] = {}
        sixth = make("div", (step, constant(6.0)))
        for s in stocks:
            first, second, third, last = (slope[s] for slope in slopes)
            twice = [make("mul", (each, constant(2.0))) for each in (second, third)]
            all_four = first
            for each in (*twice, last):
                all_four = make("add", (all_four, each))
            found[s] = make("add", (self.instant.known[s], make("mul", (all_four, sixth))))
        return found


_TELL = "Tell us: flattening the model should have refused it"


def _never_moves(slot: int, here: Slot) -> bool:
    # What is carried on is always what it began with.
    if here.role is Role.STOCK:
        return not here.inflows and not here.outflows
    return here.role is Role.HELD and here.term == Ref(slot)


def _needs(here: Slot) -> tuple[int, ...]:
    own = () if here.term is None else slots_of(here.term)
    return (*own, *here.inflows, *here.outflows)


def lower(system: System, inputs: Sequence[int], outputs: Sequence[Output]) -> Program:
    """Return the program that computes chosen outputs of a system.

    Args:
        system: The system.
        inputs: Slots whose value differs from member to member: parameters, or stocks (their
            value at the start).
        outputs: What to keep.

    Raises:
        ModelError: If an input cannot be one, or a variable needs itself at the same instant.
    """
    for slot in inputs:
        role = system.slots[slot].role
        if role is not Role.PARAMETER and role not in _CARRIED:
            raise ModelError(
                f"{system.slots[slot].name} cannot be set: it is computed",
                seen=role.value,
                fix="Set a parameter, or what a stock begins with",
            )
    lowering = _Lowering(system, {slot: row for row, slot in enumerate(inputs)})
    kept = [Kept(each.measure, lowering.value(each.slot, lowering.instant)) for each in outputs]
    states = lowering.following()
    tables = tuple(system.tables[table] for table in lowering.tables)
    values = tuple(lowering.builder.values)
    arguments = tuple(lowering.arguments)
    whole = Program(values, tuple(states), tuple(kept), arguments, len(inputs), tables)
    return softened(pruned(whole))
