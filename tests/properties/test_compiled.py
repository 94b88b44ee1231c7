"""Laws of compiled models: every back end means the same, whoever runs beside whom."""

import math
import platform
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wholeprint.engine.compiled.c_backend import CBackend
from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.compiled.compiler import find_compiler
from wholeprint.engine.compiled.keep import Keep
from wholeprint.engine.kernel import Block, Measure, Output
from wholeprint.errors import CompileError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import TIME, Role, Slot, Span, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.model import Method, Reading, Table

NOTHING = Keep(None)
PARAMETERS, STOCKS, MEMBERS = 4, 3, 21

EXACT = {
    **dict.fromkeys(("neg", "not", "abs", "sqrt", "floor", "trunc", "round", "sign"), 1),
    **dict.fromkeys(("add", "sub", "mul", "div", "mod", "rem", "lt", "le", "gt", "ge"), 2),
    **dict.fromkeys(("eq", "ne", "and", "or"), 2),
    **dict.fromkeys(("if", "safediv", "sum", "product", "min", "max"), 3),
}
"""Operations with the same bits everywhere, and how many operands they take here."""

SMOOTH = ("exp", "sin", "cos", "tan", "arctan", "sinh", "cosh", "tanh", "arcsin", "arccos")
"""Functions of the C library, which may differ in the last digits; tame on [-1, 1]."""

TABLES = (
    Table((0.0, 0.1, 0.2, 0.3), (1.0, -1.0, 0.5, 0.0)),
    Table((-1.0, 0.0, 3.0, 3.5, 20.0), (2.0, 0.0, 1.0, 7.0, 7.5)),
    Table(tuple(map(float, range(-6, 15))), tuple(math.sin(x) for x in range(21))),
    Table((0.0, 1.0, 2.0), (0.0, 4.0, 5.0), Reading.EXTRAPOLATE),
    Table((0.0, 1.0, 2.5), (0.0, 4.0, 5.0), Reading.DISCRETE),
    Table((1.0,), (3.0,)),
    Table(tuple(0.1 * x for x in range(12)), tuple(0.3 * x * x for x in range(12))),
)


def has_compiler() -> bool:
    try:
        find_compiler()
    except CompileError:
        return False
    return True


needs_compiler = pytest.mark.skipif(not has_compiler(), reason="there is no C compiler here")


@dataclass
class Maker:
    """Makes systems up, from a seed."""

    draw: random.Random
    slots: list[Slot] = field(default_factory=list[Slot])
    step_order: list[int] = field(default_factory=list[int])

    def add(self, slot: Slot) -> int:
        self.slots.append(slot)
        return len(self.slots) - 1

    def computed(self, term: Term, role: Role = Role.AUXILIARY) -> int:
        number = self.add(Slot(f"x{len(self.slots)}", role, term))
        self.step_order.append(number)
        return number

    def leaf(self, readable: Sequence[int]) -> Term:
        if self.draw.random() < 0.25:
            return Constant(self.draw.choice((0.0, 1.0, -2.0, 0.5, 3.0, 7.0, 0.1, 49.0)))
        return Ref(self.draw.choice(readable))

    def exact(self, readable: Sequence[int], depth: int = 3) -> Term:
        if depth == 0 or self.draw.random() < 0.15:
            return self.leaf(readable)
        if self.draw.random() < 0.15:
            table = self.draw.randrange(len(TABLES))
            return Look(table, self.exact(readable, depth - 1))
        name = self.draw.choice(list(EXACT))
        parts = tuple(self.exact(readable, depth - 1) for _ in range(EXACT[name]))
        return Apply(name, parts)

    def smooth(self, readable: Sequence[int], depth: int = 3) -> Term:
        if depth == 0:
            return self.leaf(readable)
        choice = self.draw.random()
        inner = self.smooth(readable, depth - 1)
        if choice < 0.5:
            held = Apply("max", (Apply("min", (inner, Constant(0.9))), Constant(-0.9)))
            return Apply(self.draw.choice(SMOOTH), (held,))
        positive = Apply("add", (Apply("abs", (inner,)), Constant(0.5)))
        if choice < 0.7:
            return Apply(self.draw.choice(("ln", "log10", "sqrt", "gamma_ln")), (positive,))
        if choice < 0.8:
            return Apply("pow", (positive, Constant(self.draw.choice((2.0, 0.5, -1.0, 1.7)))))
        return Apply(self.draw.choice(("add", "sub", "mul")), (inner, self.leaf(readable)))

    def start(self) -> list[int]:
        self.add(Slot("TIME", Role.TIME))
        for name in ("DT", "STARTTIME", "STOPTIME"):
            self.add(Slot(name, Role.CLOCK))
        values = [Constant(self.draw.choice((0.5, 1.0, 2.0, 5.0))) for _ in range(PARAMETERS)]
        return [self.add(Slot(f"p{n}", Role.PARAMETER, v)) for n, v in enumerate(values)]

    def system(self, method: Method, *, is_exact: bool, auxiliaries: int) -> System:
        """Return a system with stocks, held values, a pipe, auxiliaries, and what they feel."""
        parameters = self.start()
        made = self.exact if is_exact else self.smooth
        bounds = (Constant(-5.0), Constant(5.0))
        first = len(self.slots)
        carried = list(range(first, first + STOCKS + 3))
        flows = [carried[-1] + 1 + n for n in range(STOCKS + 1)]
        for n in range(STOCKS):
            initial = Ref(parameters[n]) if n else Constant(1.5)
            outflows = (flows[n], flows[-1]) if n == 1 else (flows[n],)
            self.add(Slot(f"s{n}", Role.STOCK, None, initial, None, (flows[n - 1],), outflows))
        self.add(Slot("at first", Role.HELD, Ref(carried[3]), Ref(carried[0])))
        self.add(Slot("before", Role.HELD, Ref(carried[0]), Constant(-1.0)))
        span = Ref(parameters[3])
        self.add(Slot("pipe", Role.PIPE, Ref(carried[1]), Ref(carried[2]), span))
        readable = [TIME, 1, *parameters, *carried]
        for _ in flows:
            # Held back, so that no model of these runs away.
            tamed = Apply("max", (Apply("min", (made(readable), bounds[1])), bounds[0]))
            self.computed(tamed, Role.FLOW)
        for _ in range(auxiliaries):
            readable.append(self.computed(made(readable)))
        span_of_time = Span(0.25, 0.25, 9, 2, "", method)
        order = tuple(self.step_order)
        return System("made up", span_of_time, tuple(self.slots), TABLES, tuple(carried), order)


def maker(seed: int) -> Maker:
    return Maker(random.Random(seed))  # noqa: S311 - nothing secret is made up


def outputs_of(system: System) -> list[Output]:
    computed = [n for n, slot in enumerate(system.slots) if slot.role is Role.AUXILIARY]
    measures = list(Measure)
    found = [Output(slot, measures[n % len(measures)]) for n, slot in enumerate(computed)]
    stocks = [n for n, slot in enumerate(system.slots) if slot.role is Role.STOCK]
    return [*found, *(Output(slot, Measure.SERIES) for slot in stocks)]


def inputs_of(seed: int, members: int = MEMBERS) -> FloatArray:
    draw = np.random.default_rng(seed)
    return draw.choice([0.0, 0.25, 0.5, 1.0, 1.3, 2.0, 3.0, -1.0], (PARAMETERS, members))


def compared(system: System, inputs: FloatArray, backend: str) -> tuple[Block, Block]:
    """What a back end gives, and the reference."""
    slots = [4, 5, 6, 7]
    outputs = outputs_of(system)
    kernel = compile_system(system, slots, outputs, backend=backend, keep=NOTHING)
    reference = compile_system(system, slots, outputs, backend="numpy", keep=NOTHING)
    return kernel.run(inputs, seed=5), reference.run(inputs, seed=5)


def hold_what_is_no_number(term: Term) -> Term:
    """A term that is 0 where another one is infinite or no number."""
    big = Apply("lt", (Apply("abs", (term,)), Constant(1e12)))
    return Apply("if", (big, term, Constant(0.0)))


def with_finite(system: System) -> System:
    slots = [
        slot
        if slot.role not in {Role.AUXILIARY, Role.FLOW} or slot.term is None
        else Slot(slot.name, slot.role, hold_what_is_no_number(slot.term))
        for slot in system.slots
    ]
    parts = (system.tables, system.initial_order, system.step_order)
    return System(system.name, system.span, tuple(slots), *parts)


@needs_compiler
@settings(max_examples=2)
@given(st.integers(0, 2**32), st.sampled_from(Method))
@example(2, Method.RK4)
def test_c_has_the_bits_of_the_reference(seed: int, method: Method) -> None:
    """Over all operations that are exact everywhere, C gives the very bits of NumPy.

    Sums over instants are taken in the same order; what is infinite or no number is put at nought
    in both, so that each member is compared to its end.
    """
    made = maker(seed).system(method, is_exact=True, auxiliaries=30)
    ours, reference = compared(with_finite(made), inputs_of(seed), "c")

    np.testing.assert_array_equal(ours.failed_at, reference.failed_at)
    np.testing.assert_array_equal(ours.series, reference.series)
    np.testing.assert_array_equal(ours.scalars, reference.scalars)


@needs_compiler
@settings(max_examples=2)
@given(st.integers(0, 2**32), st.sampled_from(Method))
def test_c_agrees_with_the_reference_on_smooth_functions(seed: int, method: Method) -> None:
    """Functions of the library agree to 1e-9, as the engine promises for what is not chaotic."""
    made = maker(seed).system(method, is_exact=False, auxiliaries=30)
    ours, reference = compared(with_finite(made), inputs_of(seed), "c")

    np.testing.assert_array_equal(ours.failed_at, reference.failed_at)
    # Instants of a peak may differ where two are all but equal: they are no smooth outputs.
    times = {Measure.PEAK_TIME, Measure.TROUGH_TIME}
    numbers = [o for o in outputs_of(made) if o.measure is not Measure.SERIES]
    smooth = [n for n, each in enumerate(numbers) if each.measure not in times]
    np.testing.assert_allclose(ours.series, reference.series, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        ours.scalars[smooth], reference.scalars[smooth], rtol=1e-9, atol=1e-9
    )


@needs_compiler
@settings(max_examples=2)
@given(st.integers(0, 2**32))
def test_the_same_members_fail(seed: int) -> None:
    """Divisions by nought and the like are found, at the step or one behind its cause."""
    made = maker(seed).system(Method.EULER, is_exact=True, auxiliaries=25)
    slots = [n for n, slot in enumerate(made.slots) if slot.role is Role.AUXILIARY]
    inputs = inputs_of(seed)
    for chosen in (slots[::2], slots[1::2]):
        outputs = [Output(slot, Measure.PEAK) for slot in chosen]
        ours, reference = (
            compile_system(made, [4, 5, 6, 7], outputs, backend=each, keep=NOTHING).run(inputs)
            for each in ("c", "numpy")
        )

        # The reference goes back to the flow that a stock took one step before.
        later = ours.failed_at - reference.failed_at
        assert set(later.tolist()) <= {0, 1}
        np.testing.assert_array_equal(ours.failed_at < 0, reference.failed_at < 0)
        np.testing.assert_array_equal(ours.scalars, reference.scalars)


@needs_compiler
@settings(max_examples=2)
@given(st.integers(0, 2**32))
def test_a_member_has_its_own_bits_whoever_runs_beside_it(seed: int) -> None:
    """Any number of threads, any cut into chunks, and one by one: the same bits for each member.

    Smooth functions too, for one run asks the library for vectors as many do.
    """
    members = 150
    made = with_finite(maker(seed).system(Method.EULER, is_exact=False, auxiliaries=12))
    inputs = inputs_of(seed, members)
    kernel = compile_system(made, [4, 5, 6, 7], outputs_of(made), backend="c", keep=NOTHING)
    whole = kernel.run(inputs, seed=9)

    for threads in (2, 3):
        other = kernel.run(inputs, seed=9, threads=threads)
        np.testing.assert_array_equal(other.scalars, whole.scalars)
        np.testing.assert_array_equal(other.series, whole.series)
    for first, behind in ((0, 1), (7, 70), (149, 150)):
        part = kernel.run(inputs[:, first:behind], seed=9, first_member=first)
        np.testing.assert_array_equal(part.scalars, whole.scalars[:, first:behind])
        np.testing.assert_array_equal(part.series, whole.series[:, :, first:behind])


KINDS: dict[str, tuple[float, ...]] = {
    "uniform": (1.0, 3.0),
    "normal": (2.0, 0.5),
    "truncated_normal": (0.0, 1.0, 0.0, 2.0),
    "lognormal": (2.0, 0.7),
    "exponential": (3.0,),
    "poisson": (4.0,),
}


def drawing() -> tuple[System, list[Output]]:
    """A system with a draw of each kind, and a stock that takes them all."""
    made = maker(0)
    made.start()
    first = len(made.slots)
    for kind, operands in KINDS.items():
        made.add(Slot(kind, Role.RANDOM, Apply(kind, tuple(map(Constant, operands)))))
    many = made.add(Slot("many", Role.RANDOM, Apply("poisson", (Constant(900.0),))))
    flow = many + 1
    drawn = tuple(Ref(slot) for slot in range(first, flow))
    made.computed(Apply("sum", drawn), Role.FLOW)
    made.add(Slot("sum", Role.STOCK, None, Ref(first + 1), None, (flow,)))
    order = (*range(first, flow), flow + 1)
    span = Span(0.0, 0.5, 40, 1, "", Method.RK4)
    system = System("draws", span, tuple(made.slots), (), order, tuple(made.step_order))
    return system, [Output(slot, Measure.SERIES) for slot in range(first, flow + 2)]


@needs_compiler
def test_random_numbers_are_those_of_the_reference() -> None:
    """Each kind, at each step of each member, also at the start and within steps of RK4.

    Uniform ones have the same bits; the others ask the library for logarithms.
    """
    system, outputs = drawing()
    inputs = np.ones((1, 19))
    ours, reference = (
        compile_system(system, [4], outputs, backend=each, keep=NOTHING).run(
            inputs, seed=2**64 - 3, first_member=1000
        )
        for each in ("c", "numpy")
    )

    np.testing.assert_array_equal(ours.series[0], reference.series[0])
    np.testing.assert_allclose(ours.series, reference.series, rtol=1e-12)


@needs_compiler
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the flags are of x86")
@pytest.mark.parametrize("flag", ["-mno-avx512f", "-mno-avx", "-DNO_VECTOR_LIBRARY"])
def test_every_width_of_vectors_gives_the_same_bits(flag: str) -> None:
    """Eight, four or two members in a vector, and functions one by one: as the reference has it."""
    compiler = find_compiler()
    narrow = CBackend(replace(compiler, flags=(*compiler.flags, flag)), NOTHING)
    made = with_finite(maker(5).system(Method.RK4, is_exact=True, auxiliaries=20))
    inputs, outputs = inputs_of(5), outputs_of(made)

    ours = narrow.compile(made, [4, 5, 6, 7], outputs).run(inputs)
    reference = compile_system(made, [4, 5, 6, 7], outputs, backend="numpy").run(inputs)

    np.testing.assert_array_equal(ours.series, reference.series)
    np.testing.assert_array_equal(ours.scalars, reference.scalars)
