"""Kernels by numba, for machines without a C compiler."""

import importlib.util
import io
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import cast

import numpy as np
import numpy.typing as npt

from wholeprint.engine.compiled.arguments import arguments_of
from wholeprint.engine.compiled.compiler import processor
from wholeprint.engine.compiled.keep import Keep, key_of
from wholeprint.engine.compiled.lower import lower
from wholeprint.engine.compiled.print_c import Code
from wholeprint.engine.compiled.print_python import print_python
from wholeprint.engine.compiled.program import Program
from wholeprint.engine.compiled.run_blocks import (
    WIDTH,
    Threads,
    as_inputs,
    empty_block,
    without_failed,
)
from wholeprint.engine.kernel import Block, Output
from wholeprint.errors import CompileError, MissingExtraError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import System

_ENDING = ".tar"
_FORM = "2"
"""Changes where what is kept cannot be read as before."""
_STAMP_SECONDS = 1_000_000_000
"""When the source of every kernel is said to be from: numba looks at that."""

Run = Callable[..., None]


@dataclass(frozen=True, slots=True)
class NumbaBackend:
    """Makes kernels by numba.

    Attributes:
        keep: Where compiled code is kept.
    """

    keep: Keep

    def compile(
        self, system: System, inputs: Sequence[int], outputs: Sequence[Output]
    ) -> "NumbaKernel":
        """Return a kernel; it is compiled when it first runs.

        Args:
            system: The system.
            inputs: Slots that differ from member to member.
            outputs: What to keep.

        Raises:
            MissingExtraError: If numba is not installed.
        """
        if importlib.util.find_spec("numba") is None:
            raise MissingExtraError("numba is not installed", fix="pip install 'wholeprint[numba]'")
        program = lower(system, inputs, outputs)
        return NumbaKernel(self, system, program, print_python(program))

    def function(self, code: Code) -> Run:
        """Return the compiled function, from the folder of what is kept or made now.

        numba keeps machine code beside a source file, in a form of its own that must not be read
        from strangers. So both are packed, sealed, and unpacked into a folder that lives shortly.

        Args:
            code: The code.

        Raises:
            CompileError: If numba cannot compile it.
        """
        import numba  # noqa: PLC0415 - an extra

        key = key_of(
            (_FORM, code.text, numba.__version__, np.__version__, sys.version, processor())
        )
        folder = Path(tempfile.mkdtemp(prefix="wholeprint-"))
        try:
            packed = self.keep.read(key, _ENDING)
            if packed is not None:
                with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                    archive.extractall(folder, filter="data")
            run = _ready(folder, key, code)
            if packed is None:
                self.keep.put(key, _ENDING, _packed(folder))
        except (OSError, ImportError, _numba_error()) as error:
            raise CompileError(
                "numba cannot compile the model",
                seen=str(error)[-400:],
                fix='Take backend="numpy", and tell us',
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return run


def _numba_error() -> type[Exception]:
    from numba.core.errors import NumbaError  # noqa: PLC0415 - an extra

    return cast("type[Exception]", NumbaError)


def _ready(folder: Path, key: str, code: Code) -> Run:
    """Return the function, compiled or taken from what lies in the folder.

    Raises:
        ImportError: If the folder cannot be read.
    """
    path = folder / f"kernel_{key}.py"
    path.write_text(code.text, encoding="utf-8")
    os.utime(path, (_STAMP_SECONDS, _STAMP_SECONDS))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    # Where numba looks for it, to the end of compiling: what it keeps names the module.
    sys.modules[path.stem] = module
    try:
        spec.loader.exec_module(module)
        run = cast("Run", module.run)
        _warm(run, code)
    finally:
        sys.modules.pop(path.stem, None)
    return run


def _warm(run: Run, code: Code) -> None:
    """Compile a function by running no member."""
    program = code.layout.program
    nothing = np.empty((0, 0))
    arguments = np.ones(len(program.arguments))
    inputs = np.empty((program.inputs, 0))
    failed = np.empty(0, dtype=np.int64)
    none = np.empty((0, 0, 0))
    times = (0, 0, 0, np.uint64(0), 1, 1)
    run(arguments, inputs, *times, nothing, none, failed, *_room(code))


def _room(code: Code) -> tuple[FloatArray, FloatArray, npt.NDArray[np.int64], FloatArray]:
    # Where a thread keeps what it works on. numba takes long to learn how to make arrays.
    layout = code.layout
    own = np.empty((max(layout.row_count, 1), WIDTH))
    return np.zeros(layout.shared_size), own, np.empty(WIDTH, dtype=np.int64), np.empty((0, 0, 0))


def _packed(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in sorted(folder.rglob("*.nb*")):
            archive.add(path, arcname=str(path.relative_to(folder)))
    return buffer.getvalue()


@dataclass(slots=True)
class NumbaKernel:
    """A system compiled by numba.

    Attributes:
        made_by: Who compiles.
        system: The system, whose values it takes.
        program: The program.
        code: The code.
        notes: What was chosen, and why.
    """

    made_by: NumbaBackend
    system: System
    program: Program
    code: Code
    notes: tuple[str, ...] = ()
    _functions: list[Run] = field(default_factory=list[Run])
    _lock: Lock = field(default_factory=Lock)
    _threads: Threads = field(default_factory=Threads)
    _arguments: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self._arguments = arguments_of(self.program, self.system)

    @property
    def backend(self) -> str:
        """Which back end this is."""
        return "numba"

    def run(
        self, inputs: FloatArray, *, first_member: int = 0, seed: int = 0, threads: int = 1
    ) -> Block:
        """Run members side by side.

        Args:
            inputs: Values of the inputs; (inputs, members).
            first_member: Number of the first of them within the ensemble.
            seed: Which random numbers.
            threads: How many threads take blocks of them; the numbers are the same for any.

        Returns:
            What they gave; a member that failed has no numbers.
        """
        rows = as_inputs(inputs, self.program.inputs)
        span = self.system.span
        block = empty_block(self.program, span, rows.shape[1])
        function = self._function()
        word = np.uint64(seed & 0xFFFFFFFFFFFFFFFF)
        times = (first_member, word, span.steps, span.save_every)
        ends = (block.scalars, block.series, block.failed_at)

        def task(first: int, behind: int) -> None:
            room = _room(self.code)
            function(self._arguments, rows, first, behind, *times, *ends, *room)

        self._threads.spread(task, rows.shape[1], threads)
        return without_failed(block, span)

    def with_system(self, system: System) -> "NumbaKernel":
        """Return the same code for a system that differs in values alone.

        Args:
            system: The other system.
        """
        return NumbaKernel(
            self.made_by, system, self.program, self.code, self.notes, self._functions
        )

    def _function(self) -> Run:
        with self._lock:
            if not self._functions:
                self._functions.append(self.made_by.function(self.code))
            return self._functions[0]
