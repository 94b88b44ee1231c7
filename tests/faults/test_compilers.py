"""Compilers that fail, hang or lie; kept code that was tampered with."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from wholeprint.engine.compiled.c_backend import CBackend
from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.compiled.compiler import find_compiler
from wholeprint.engine.compiled.keep import Keep
from wholeprint.engine.kernel import Measure, Output
from wholeprint.errors import CompileError
from wholeprint.systems.flat.system import Role, Slot, Span, System
from wholeprint.systems.flat.term import Apply, Constant, Ref

NOTHING = np.empty((0, 1))

ANSWERS = 'if [ "$1" = --version ]; then echo "a compiler, 1.0"; exit 0; fi\n'
SCRIPTS = {
    "fails": f'{ANSWERS}echo "kernel.c:1: error: no" >&2; exit 1',
    "writes nothing": f"{ANSWERS}exit 0",
    "writes rubbish": f'{ANSWERS}while [ "$1" != -o ]; do shift; done; echo rubbish > "$2"',
    "does not answer": "exit 3",
}


def decay() -> System:
    """A stock that halves with each step."""
    slots = (
        Slot("TIME", Role.TIME),
        *(Slot(name, Role.CLOCK) for name in ("DT", "STARTTIME", "STOPTIME")),
        Slot("rate", Role.PARAMETER, Constant(0.5)),
        Slot("stock", Role.STOCK, None, Constant(64.0), outflows=(6,)),
        Slot("loss", Role.FLOW, Apply("mul", (Ref(4), Ref(5)))),
    )
    return System("decay", Span(0.0, 1.0, 5), slots, (), (5,), (6,))


OUTPUTS = [Output(5, Measure.FINAL)]


@pytest.fixture
def compiler(tmp_path: Path) -> Callable[[str], str]:
    """A program that is called as a compiler is."""

    def written(script: str) -> str:
        path = tmp_path / "cc"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o700)
        return str(path)

    return written


@pytest.mark.parametrize("case", SCRIPTS)
def test_another_back_end_takes_the_place_of_a_compiler_that_fails(
    compiler: Callable[[str], str], case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run goes on in NumPy, and the notes say why."""
    # As where numba is not installed.
    monkeypatch.setitem(sys.modules, "numba", None)
    names = [compiler(SCRIPTS[case])]

    kernel = compile_system(decay(), [], OUTPUTS, keep=Keep(None), compilers=names)
    block = kernel.run(NOTHING)

    assert kernel.backend == "numpy"
    assert [note.split()[0] for note in kernel.notes] == ["c", "numba"]
    assert block.scalars[0, 0] == 2.0


@pytest.mark.parametrize("case", SCRIPTS)
def test_who_asks_for_c_is_told_what_to_do(compiler: Callable[[str], str], case: str) -> None:
    """Asked for by name, a compiler that fails is an error with a way out."""
    names = [compiler(SCRIPTS[case])]

    with pytest.raises(CompileError, match=r"compiler|folder that may hold programs"):
        compile_system(decay(), [], OUTPUTS, backend="c", keep=Keep(None), compilers=names).run(
            NOTHING
        )


def test_no_compiler_is_an_error_with_a_way_out() -> None:
    """It names what to install."""
    with pytest.raises(CompileError, match="Install a C compiler"):
        compile_system(decay(), [], OUTPUTS, backend="c", compilers=["no-such-compiler"])


def test_a_compiler_that_hangs_is_stopped(compiler: Callable[[str], str]) -> None:
    """After its time it is an error like any other."""
    path = compiler(f"{ANSWERS}exec sleep 600")
    backend = CBackend(find_compiler([path]), Keep(None), patience_seconds=0.2)

    with pytest.raises(CompileError, match="did not end within"):
        backend.compile(decay(), [], OUTPUTS).run(NOTHING)


def test_an_unknown_back_end_is_an_error() -> None:
    """Those that are known are told."""
    with pytest.raises(CompileError, match="auto, c, numba, numpy"):
        compile_system(decay(), [], OUTPUTS, backend="fortran")


def test_poisoned_code_is_not_loaded(tmp_path: Path) -> None:
    """A kept library that was replaced is compiled anew and gives the right numbers."""
    try:
        find_compiler()
    except CompileError:
        pytest.skip("there is no C compiler here")
    keep = Keep(tmp_path)
    compile_system(decay(), [], OUTPUTS, backend="c", keep=keep).run(NOTHING)
    (library,) = tmp_path.glob("*.so")
    good = library.read_bytes()
    library.write_bytes(b"\x7fELF, but not ours")

    block = compile_system(decay(), [], OUTPUTS, backend="c", keep=keep).run(NOTHING)

    assert block.scalars[0, 0] == 2.0
    assert library.read_bytes()[:64] == good[:64]
