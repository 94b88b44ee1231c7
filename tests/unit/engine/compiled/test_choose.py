"""The best back end that works is chosen, and all of them mean the same."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.compiled.compiler import find_compiler, processor
from wholeprint.engine.compiled.fallback import Fallback
from wholeprint.engine.compiled.keep import Keep
from wholeprint.engine.compiled.runnable import Runnable
from wholeprint.engine.kernel import Measure, Output
from wholeprint.errors import CompileError, ValueRefusedError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role, Slot, Span, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref
from wholeprint.systems.flat.values import set_values
from wholeprint.systems.model import Reading, Table
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

NOTHING = Keep(None)


@pytest.fixture(scope="module")
def backends() -> list[str]:
    """The back ends that work here and compile in no time."""
    try:
        find_compiler()
    except CompileError:
        return ["numpy"]
    return ["c", "numpy"]


def test_without_a_compiler_or_numba_numpy_runs(
    epidemic: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notes say why the others are passed over."""
    monkeypatch.setitem(sys.modules, "numba", None)
    kernel: Runnable = compile_system(
        epidemic, [], [Output(8, Measure.FINAL)], keep=NOTHING, compilers=[]
    )

    assert kernel.backend == "numpy"
    assert "there is no C compiler that works" in kernel.notes[0]
    assert "numba is not installed" in kernel.notes[1]


def test_measures_are_those_of_the_series(epidemic: System, backends: list[str]) -> None:
    """Each measure over instants is what NumPy finds in the series of the reference."""
    infectious = epidemic.names["infectious"]
    series = simulate(epidemic, keep=[infectious])
    values, times = series.values[infectious][:, 0], series.times
    wanted = {
        Measure.FINAL: values[-1],
        Measure.PEAK: values.max(),
        Measure.PEAK_TIME: times[values.argmax()],
        Measure.TROUGH: values.min(),
        Measure.TROUGH_TIME: times[values.argmin()],
        Measure.MEAN: values.mean(),
        Measure.TOTAL: values[:-1].sum() * 0.25,
    }
    outputs = [Output(infectious, each) for each in wanted]

    for backend in backends:
        block = compile_system(epidemic, [], outputs, backend=backend, keep=NOTHING).run(
            np.empty((0, 1))
        )
        # Sums are taken in another order than NumPy's.
        np.testing.assert_allclose(block.scalars[:, 0], list(wanted.values()), rtol=1e-12)


def test_only_saved_instants_are_in_a_series(epidemic: System, backends: list[str]) -> None:
    """Every fourth of 81 instants is kept; a peak between two of them is found all the same."""
    infectious = epidemic.names["infectious"]
    saving = replace(epidemic, span=replace(epidemic.span, save_every=4))
    whole = simulate(epidemic, keep=[infectious]).values[infectious][:, 0]
    outputs = [Output(infectious, Measure.SERIES), Output(infectious, Measure.PEAK)]

    for backend in backends:
        block = compile_system(saving, [], outputs, backend=backend, keep=NOTHING).run(
            np.empty((0, 1))
        )
        np.testing.assert_allclose(block.series[0, :, 0], whole[::4], rtol=1e-12)
        assert block.scalars[0, 0] == pytest.approx(whole.max(), rel=1e-12)


def test_other_values_need_no_other_code(epidemic: System, backends: list[str]) -> None:
    """A parameter, a first value and the clock are told to the same kernel."""
    infectious = epidemic.names["infectious"]
    other = set_values(epidemic, {"duration": 9.0, "infectious.initial": 50.0, "final time": 10.0})

    for backend in backends:
        kernel = compile_system(
            epidemic, [], [Output(infectious, Measure.SERIES)], backend=backend, keep=NOTHING
        )
        series = kernel.with_system(other).run(np.empty((0, 1))).series[0, :, 0]
        wanted = simulate(other, keep=[infectious]).values[infectious][:, 0]

        np.testing.assert_allclose(series, wanted, rtol=1e-12)


def test_inputs_of_another_shape_are_refused(epidemic: System, backends: list[str]) -> None:
    """Two rows for one input are a mistake, not members."""
    for backend in backends:
        kernel = compile_system(
            epidemic, [4], [Output(8, Measure.FINAL)], backend=backend, keep=NOTHING
        )
        with pytest.raises(ValueRefusedError, match="shape"):
            kernel.run(np.ones((2, 5)))
        assert kernel.run(np.ones((1, 0))).scalars.shape == (1, 0)


def test_a_member_that_fails_disturbs_nobody(backends: list[str]) -> None:
    """One divides by nought at the third step; the others are as if it were not there."""
    slots = (
        Slot("TIME", Role.TIME),
        *(Slot(name, Role.CLOCK) for name in ("DT", "STARTTIME", "STOPTIME")),
        Slot("wrong at", Role.PARAMETER, Constant(-1.0)),
        Slot("stock", Role.STOCK, None, Constant(1.0), inflows=(6,)),
        Slot("flow", Role.FLOW, Apply("div", (Ref(5), Apply("sub", (Ref(0), Ref(4)))))),
    )
    system = System("fails", Span(0.0, 1.0, 9), slots, (), (5,), (6,))
    outputs = [Output(5, Measure.SERIES), Output(6, Measure.PEAK)]
    inputs = np.array([[-1.0, 3.0, -2.0, 3.0, -1.5]])
    good = np.array([[-1.0, -2.0, -1.5]])

    for backend in backends:
        kernel = compile_system(system, [4], outputs, backend=backend, keep=NOTHING)
        mixed, alone = kernel.run(inputs), kernel.run(good)

        assert mixed.failed_at.tolist() == [-1, 3, -1, 3, -1]
        np.testing.assert_array_equal(mixed.series[:, :, [0, 2, 4]], alone.series)
        np.testing.assert_array_equal(mixed.scalars[:, [0, 2, 4]], alone.scalars)
        assert np.isnan(mixed.scalars[:, 1]).all()
        assert np.isnan(mixed.series[0, 3:, 1]).all()
        assert np.isfinite(mixed.series[0, :3, 1]).all()


def test_nobody_who_runs_many_times_needs_an_input(backends: list[str]) -> None:
    """Without anything to set, members differ by their random numbers alone."""
    slots = (
        Slot("TIME", Role.TIME),
        *(Slot(name, Role.CLOCK) for name in ("DT", "STARTTIME", "STOPTIME")),
        Slot("drawn", Role.RANDOM, Apply("uniform", (Constant(0.0), Constant(1.0)))),
    )
    system = System("drawn", Span(0.0, 1.0, 3), slots, (), (4,), ())
    found = [
        compile_system(system, [], [Output(4, Measure.SERIES)], backend=each, keep=NOTHING).run(
            np.empty((0, 70)), first_member=5, seed=3
        )
        for each in backends
    ]

    for block in found:
        np.testing.assert_array_equal(block.series, found[0].series)
        assert np.unique(block.series).size == 4 * 70


def test_lookups_are_exact_at_their_points(backends: list[str]) -> None:
    """At each point, and beyond the ends, of even, uneven, discrete and single-point lookups."""
    tables = (
        Table(tuple(0.1 * n for n in range(11)), tuple(float(n % 3) for n in range(11))),
        Table((0.0, 0.1, 0.7, 0.75), (1.0, 0.0, 0.0, 2.0)),
        Table((0.0, 0.3, 0.6), (1.0, 5.0, 7.0), Reading.DISCRETE),
        Table((0.0, 0.5, 1.0), (0.0, 4.0, 5.0), Reading.EXTRAPOLATE),
        Table((0.5,), (3.0,)),
        Table(tuple(0.01 * n for n in range(101)), tuple(float(n % 7) for n in range(101))),
    )
    slots = (
        Slot("TIME", Role.TIME),
        *(Slot(name, Role.CLOCK) for name in ("DT", "STARTTIME", "STOPTIME")),
        Slot("at", Role.PARAMETER, Constant(0.0)),
        *(Slot(f"t{n}", Role.AUXILIARY, Look(n, Ref(4))) for n in range(len(tables))),
    )
    order = tuple(range(5, 5 + len(tables)))
    system = System("lookups", Span(0.0, 1.0, 1), slots, tables, (), order)
    points = sorted({x for table in tables for x in table.xs})
    inputs = np.array([[-1e9, -0.5, *points, 0.999999, 1.5, 1e9]])
    wanted = simulate(system, {4: inputs[0]}, keep=order)

    for backend in backends:
        outputs = [Output(slot, Measure.FINAL) for slot in order]
        block = compile_system(system, [4], outputs, backend=backend, keep=NOTHING).run(inputs)
        for row, slot in enumerate(order):
            said = wanted.values[slot][-1]
            own = np.isin(inputs[0], tables[row].xs)
            np.testing.assert_array_equal(block.scalars[row, own], said[own])
            # A unit of the last digit before a point it may be read from the line behind.
            np.testing.assert_allclose(block.scalars[row], said, rtol=1e-12, atol=1e-12)


def test_compiled_code_is_found_again(epidemic: System, tmp_path: Path) -> None:
    """The second process need not compile: the same key, from code, compiler and processor."""
    try:
        find_compiler()
    except CompileError:
        pytest.skip("there is no C compiler here")
    keep = Keep(tmp_path)
    outputs = [Output(epidemic.names["infectious"], Measure.FINAL)]
    for _ in range(2):
        other = set_values(epidemic, {"duration": 7.0})
        compile_system(other, [], outputs, backend="c", keep=keep).run(np.empty((0, 1)))
        compile_system(epidemic, [], outputs, backend="c", keep=keep).run(np.empty((0, 1)))

    assert len(list(tmp_path.glob("*.so"))) == 1
    assert processor() == processor()


def test_what_is_written_in_no_language_runs_in_numpy(epidemic: System) -> None:
    """Matrices are inverted by NumPy alone; who asks for no back end does not notice."""
    inverse = Slot("inverse", Role.AUXILIARY, Apply("invert", (Ref(4),)))
    system = replace(epidemic, slots=(*epidemic.slots, inverse))
    number = len(epidemic.slots)
    system = replace(system, step_order=(*epidemic.step_order, number))

    kernel = compile_system(system, [], [Output(number, Measure.FINAL)], keep=NOTHING)

    assert isinstance(kernel, Fallback)
    assert kernel.backend == "numpy"
    assert kernel.run(np.empty((0, 1))).scalars[0, 0] == 1.0 / 0.4


_HELD = """
model: held
time: {start: 0, stop: 4, step: 1}
parameters: {rate: 1}
stocks: {x: {initial: 0, in: [f]}, y: {initial: 0, in: [g]}}
flows: {f: rate, g: 1 / (x - 3)}
auxiliaries:
  old: "PREVIOUS(1/x, 0)"
  used: IF TIME < 2 THEN 0 ELSE old
"""


def test_a_failure_is_the_same_in_all_back_ends(backends: list[str]) -> None:
    """What is held for later and read by nobody is none; a stock fails where it is no number.

    By hand: 1/x is infinite at 0 alone, and nobody reads it at 1. y is -1/3, -5/6 and -11/6 at
    1, 2 and 3, and what flows in then divides by nought.
    """
    system = flatten(read_model(_HELD, "held.yaml"))
    names = system.names
    wanted = {
        "used": (-1, [0.0, 0.0, 1.0, 0.5, 1 / 3]),
        "y": (4, [0.0, -1 / 3, -5 / 6, -11 / 6, np.nan]),
    }
    for backend in backends:
        for name, (failed_at, series) in wanted.items():
            outputs = [Output(names[name], Measure.SERIES)]
            kernel = compile_system(system, [names["rate"]], outputs, backend=backend, keep=NOTHING)
            block = kernel.run(np.ones((1, 2)))
            assert block.failed_at.tolist() == [failed_at] * 2
            np.testing.assert_allclose(block.series[0, :, 0], series, rtol=1e-15)


def test_rounding_takes_no_limited_stock_below_nought(backends: list[str]) -> None:
    """All that is there and all that comes flows out at once, and its root is a number.

    0.1 + 0.7 * (0.7 - (0.1 / 0.7 + 0.7)) is -2.8e-17 in doubles, and nought by hand.
    """
    text = """
model: drained
time: {start: 0, stop: 2.1, step: 0.7}
parameters: {coming: 0.3}
stocks: {level: {initial: 0.1, in: [gain], out: [loss], non negative: true}}
flows: {gain: coming, loss: 10}
auxiliaries: {root: SQRT(level)}
"""
    system = flatten(read_model(text, "drained.yaml"))
    outputs = [Output(system.names[name], Measure.SERIES) for name in ("level", "root")]
    for backend in backends:
        kernel = compile_system(
            system, [system.names["coming"]], outputs, backend=backend, keep=NOTHING
        )
        block = kernel.run(np.array([[0.3, 0.1, 0.7]]))
        assert (block.failed_at == -1).all()
        assert (block.series[0, 0] == 0.1).all()
        assert (block.series[0] >= 0.0).all()
        np.testing.assert_allclose(block.series[0, 1:], 0.0, atol=1e-15)
