"""Kernels in C: compiled where there is a compiler, kept, and called without Python's lock."""

import ctypes
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import cast

from wholeprint.engine.compiled.arguments import arguments_of
from wholeprint.engine.compiled.compiler import PATIENCE_SECONDS, Compiler, processor
from wholeprint.engine.compiled.keep import Keep, key_of
from wholeprint.engine.compiled.lower import lower
from wholeprint.engine.compiled.print_c import Code, print_c
from wholeprint.engine.compiled.program import Program
from wholeprint.engine.compiled.run_blocks import Threads, as_inputs, empty_block, without_failed
from wholeprint.engine.kernel import Block, Output
from wholeprint.errors import CompileError, SimulationError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import System

_ENDING = ".so"
_ONE_RUN = "ONE_RUN"


@dataclass(frozen=True, slots=True)
class CBackend:
    """Makes kernels in C.

    Attributes:
        compiler: Which compiler.
        keep: Where compiled code is kept.
        patience_seconds: How long the compiler may take [s].
    """

    compiler: Compiler
    keep: Keep
    patience_seconds: float = PATIENCE_SECONDS

    def compile(
        self, system: System, inputs: Sequence[int], outputs: Sequence[Output]
    ) -> "CKernel":
        """Return a kernel. The code for one run and that for many are compiled when first needed.

        Args:
            system: The system.
            inputs: Slots that differ from member to member.
            outputs: What to keep.
        """
        program = lower(system, inputs, outputs)
        return CKernel(self, system, program, print_c(program))

    def loaded(self, code: Code, *defines: str) -> ctypes.CDLL:
        """Return the compiled code, from the folder of what is kept or made now.

        Args:
            code: The code.
            defines: Names that are defined for it.

        Raises:
            CompileError: If it cannot be compiled or loaded.
        """
        made_by = (self.compiler.path, self.compiler.version, *self.compiler.flags)
        key = key_of((code.text, *defines, *made_by, *self.compiler.libraries, processor()))
        kept = self.keep.find(key, _ENDING)
        if kept is not None:
            try:
                return ctypes.CDLL(str(kept))
            except OSError:
                pass  # a folder from which no code may be loaded: it is made in another place
        return self._made(code, key, defines)

    def _made(self, code: Code, key: str, defines: tuple[str, ...]) -> ctypes.CDLL:
        folder = Path(tempfile.mkdtemp(prefix="wholeprint-"))
        try:
            source, target = folder / "kernel.c", folder / f"kernel{_ENDING}"
            source.write_text(code.text, encoding="utf-8")
            self.compiler.build(source, target, *defines, patience_seconds=self.patience_seconds)
            self.keep.put(key, _ENDING, target.read_bytes())
            return ctypes.CDLL(str(target))
        except OSError as error:
            raise CompileError(
                "compiled code cannot be loaded",
                seen=str(error),
                fix='Point TMPDIR to a folder that may hold programs, or choose backend="numpy"',
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(slots=True)
class CKernel:
    """A system in C.

    Attributes:
        made_by: Who compiles.
        system: The system, whose values it takes.
        program: The program.
        code: The code.
        notes: What was chosen, and why.
    """

    made_by: CBackend
    system: System
    program: Program
    code: Code
    notes: tuple[str, ...] = ()
    _libraries: dict[bool, ctypes.CDLL] = field(default_factory=dict[bool, ctypes.CDLL])
    _lock: Lock = field(default_factory=Lock)
    _threads: Threads = field(default_factory=Threads)
    _arguments: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self._arguments = arguments_of(self.program, self.system)

    @property
    def backend(self) -> str:
        """Which back end this is."""
        return "c"

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

        Raises:
            SimulationError: If there is not enough memory.
        """
        rows = as_inputs(inputs, self.program.inputs)
        members = rows.shape[1]
        span = self.system.span
        block = empty_block(self.program, span, members)
        function = self._function(is_one=members == 1)
        fixed = (
            self._arguments.ctypes.data,
            rows.ctypes.data,
            members,
        )
        ends = (
            block.scalars.ctypes.data,
            block.series.ctypes.data,
            block.failed_at.ctypes.data,
        )
        times = (first_member, seed & 0xFFFFFFFFFFFFFFFF, span.steps, span.save_every)

        def task(first: int, behind: int) -> None:
            if function(*fixed, first, behind, *times, *ends) != 0:
                raise SimulationError(
                    "there is not enough memory for the delays of this model",
                    fix="Make them shorter, or the time step longer",
                )

        self._threads.spread(task, members, threads)
        return without_failed(block, span)

    def with_system(self, system: System) -> "CKernel":
        """Return the same code for a system that differs in values alone.

        Args:
            system: The other system.
        """
        return CKernel(self.made_by, system, self.program, self.code, self.notes, self._libraries)

    def _function(self, *, is_one: bool) -> Callable[..., int]:
        with self._lock:
            library = self._libraries.get(is_one)
            if library is None:
                defines = (_ONE_RUN,) if is_one else ()
                library = self.made_by.loaded(self.code, *defines)
                library.wholeprint_run.argtypes = _TYPES
                library.wholeprint_run.restype = ctypes.c_int
                self._libraries[is_one] = library
        return cast("Callable[..., int]", library.wholeprint_run)


_POINTER, _WHOLE = ctypes.c_void_p, ctypes.c_int64
_TYPES = (
    *(_POINTER, _POINTER, _WHOLE, _WHOLE, _WHOLE, _WHOLE, ctypes.c_uint64, _WHOLE, _WHOLE),
    *(_POINTER, _POINTER, _POINTER),
)
