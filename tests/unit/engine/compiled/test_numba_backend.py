"""Kernels by numba mean what the reference means. One has all there is, for each costs time."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from wholeprint.engine.compiled.keep import Keep
from wholeprint.engine.compiled.lower import lower
from wholeprint.engine.compiled.numba_backend import NumbaBackend, NumbaKernel
from wholeprint.engine.compiled.numpy_backend import NumpyBackend
from wholeprint.engine.compiled.print_python import print_python
from wholeprint.engine.kernel import Measure, Output
from wholeprint.systems.flat.system import Role, Slot, Span, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref
from wholeprint.systems.model import Reading, Table

pytest.importorskip("numba")

OUTPUTS = [
    *(Output(slot, Measure.SERIES) for slot in range(5, 11)),
    *(Output(5, measure) for measure in (Measure.PEAK, Measure.TOTAL, Measure.TROUGH_TIME)),
]


def everything() -> System:
    """A stock, what it was before, a pipe, a draw, lookups and a choice."""
    tables = (
        Table((0.0, 1.0, 2.0), (1.0, 3.0, 2.0)),
        Table((0.0, 1.0, 5.0), (1.0, 3.0, 2.0)),
        Table((0.0, 1.0, 5.0), (1.0, 3.0, 2.0), Reading.DISCRETE),
    )
    looks = Apply("sum", tuple(Look(n, Ref(5)) for n in range(3)))
    rounded = Apply("mod", (Apply("round", (Ref(9),)), Constant(3.0)))
    slots = (
        Slot("TIME", Role.TIME),
        *(Slot(name, Role.CLOCK) for name in ("DT", "STARTTIME", "STOPTIME")),
        Slot("rate", Role.PARAMETER, Constant(0.5)),
        Slot("stock", Role.STOCK, None, Constant(1.0), inflows=(10,), outflows=(9,)),
        Slot("before", Role.HELD, Ref(5), Constant(-1.0)),
        Slot("pipe", Role.PIPE, Ref(5), Constant(2.0), Apply("mul", (Ref(4), Constant(2.0)))),
        Slot("drawn", Role.RANDOM, Apply("normal", (Constant(2.0), Ref(4)))),
        Slot("out", Role.FLOW, Apply("mul", (Ref(4), Apply("min", (Ref(7), looks))))),
        Slot("in", Role.FLOW, Apply("if", (Apply("lt", (Ref(6), Ref(8))), rounded, Ref(0)))),
    )
    return System("everything", Span(0.0, 0.5, 12), slots, tables, (5, 6, 7), (9, 10))


@dataclass
class Made:
    """A kernel, and where its code is kept."""

    kernel: NumbaKernel
    folder: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The kernel of everything."""
    folder = tmp_path_factory.mktemp("models")
    folder.chmod(0o700)
    kernel = NumbaBackend(Keep(folder)).compile(everything(), [4], OUTPUTS)
    kernel.run(np.ones((1, 1)))
    return Made(kernel, folder)


def test_numba_has_the_numbers_of_the_reference(made: Made) -> None:
    """Series and measures, for members one of which fails, with any number of threads."""
    inputs = np.linspace(0.1, 2.0, 150)[None, :].copy()
    inputs[0, 7] = np.inf
    wanted = NumpyBackend().compile(everything(), [4], OUTPUTS).run(inputs, seed=4)

    found = [made.kernel.run(inputs, seed=4, threads=threads) for threads in (1, 3)]

    for block in found:
        np.testing.assert_allclose(block.series, wanted.series, rtol=1e-12)
        np.testing.assert_allclose(block.scalars, wanted.scalars, rtol=1e-12)
        assert (block.failed_at >= 0).sum() == 1
        np.testing.assert_array_equal(block.failed_at, wanted.failed_at)
    np.testing.assert_array_equal(found[0].series, found[1].series)


def test_compiled_code_is_packed_and_found_again(made: Made) -> None:
    """Nothing but one sealed file is kept, and it serves another kernel of the same code."""
    assert [path.suffix for path in made.folder.iterdir() if path.suffix == ".tar"] == [".tar"]

    (packed,) = made.folder.glob("*.tar")
    # What names no module of its own is found again by this process alone.
    assert b"<dynamic>" not in packed.read_bytes()

    again = NumbaBackend(Keep(made.folder)).compile(everything(), [4], OUTPUTS)
    inputs = np.full((1, 3), 0.7)

    np.testing.assert_array_equal(again.run(inputs).series, made.kernel.run(inputs).series)


def test_generated_code_has_no_names_of_the_model() -> None:
    """What the user calls things is never in it."""
    text = print_python(lower(everything(), [4], OUTPUTS)).text

    assert '"stock"' not in text
    assert "before" not in text.split("ARGUMENTS")[1]
