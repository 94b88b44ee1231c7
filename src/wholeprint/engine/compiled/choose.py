"""Which back end runs a system: C where there is a compiler, else numba, else NumPy."""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from wholeprint.engine.compiled.c_backend import CBackend
from wholeprint.engine.compiled.compiler import NAMES, find_compiler
from wholeprint.engine.compiled.fallback import Fallback
from wholeprint.engine.compiled.keep import Keep
from wholeprint.engine.compiled.numba_backend import NumbaBackend
from wholeprint.engine.compiled.numpy_backend import NumpyBackend
from wholeprint.engine.compiled.runnable import Runnable
from wholeprint.engine.kernel import Output
from wholeprint.errors import CompileError
from wholeprint.settings import load
from wholeprint.systems.flat.system import System

Choice = Literal["auto", "c", "numba", "numpy"]


def compile_system(
    system: System,
    inputs: Sequence[int],
    outputs: Sequence[Output],
    *,
    backend: str = "auto",
    keep: Keep | None = None,
    compilers: Sequence[str] = NAMES,
) -> Runnable:
    """Return a kernel for a choice of inputs and outputs.

    Args:
        system: The system. Values of its parameters, what its stocks begin with where that is a
            number, and its clock are told to the kernel when it runs: a system that differs in
            them alone shares its code.
        inputs: Slots that differ from member to member: parameters, or what carries a value from
            one instant to the next, for what that begins with.
        outputs: What to keep.
        backend: "c", "numba", "numpy", or "auto" for the first of these that works; the kernel's
            notes then say why others were passed over.
        keep: Where compiled code is kept; None is the folder of the settings.
        compilers: Names of C compilers, in the order in which they are looked for.

    Raises:
        CompileError: If the back end is not known, or the one asked for cannot compile.
    """
    if backend not in get_args(Choice):
        raise CompileError(
            "there is no such back end", seen=backend, fix=f"Known: {', '.join(get_args(Choice))}"
        )
    kept = Keep(load().settings.model_cache) if keep is None else keep
    makers: dict[str, Callable[[], Runnable]] = {
        "c": lambda: CBackend(find_compiler(compilers), kept).compile(system, inputs, outputs),
        "numba": lambda: NumbaBackend(kept).compile(system, inputs, outputs),
        "numpy": lambda: NumpyBackend().compile(system, inputs, outputs),
    }
    if backend != "auto":
        return makers[backend]()
    return Fallback(tuple(makers.items()))
