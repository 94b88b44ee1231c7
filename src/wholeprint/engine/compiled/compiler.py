"""The C compiler of this machine: which there is, what it was told, and what it said."""

import platform
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wholeprint.errors import CompileError

NAMES = ("cc", "gcc", "clang")
"""Compilers in the order in which they are looked for."""

FLAGS = (
    "-std=gnu11",
    "-O2",
    "-fPIC",
    "-shared",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-ffp-contract=off",  # a product and a sum are rounded apart, as in NumPy
    "-fno-stack-protector",
    "-w",
)
NATIVE = "-march=native"
PATIENCE_SECONDS = 120.0
_QUESTION_SECONDS = 10.0
_FIX = 'Install a C compiler (gcc or clang), or "wholeprint[numba]"; NumPy always works'


@dataclass(frozen=True, slots=True)
class Compiler:
    """A compiler that answers.

    Attributes:
        path: Where it lies.
        version: What it says it is.
        flags: What it is told.
        libraries: What it links to.
    """

    path: str
    version: str
    flags: tuple[str, ...]
    libraries: tuple[str, ...]

    def build(self, source: Path, target: Path, *defines: str, patience_seconds: float) -> None:
        """Compile a file into a library.

        Args:
            source: The file.
            target: Where the library goes.
            defines: Names that are defined for it.
            patience_seconds: How long it may take [s].

        Raises:
            CompileError: If the compiler fails, hangs, or writes nothing.
        """
        told = [f"-D{each}" for each in defines]
        command = [self.path, *self.flags, *told, "-o", str(target), str(source), *self.libraries]
        ran = _run(command, patience_seconds)
        if ran.returncode != 0 or not target.exists():
            raise CompileError(
                f"the C compiler {self.path} failed",
                seen=ran.stderr.strip()[-400:] or f"exit status {ran.returncode}",
                fix=_FIX,
            )


def find_compiler(names: Sequence[str] = NAMES) -> Compiler:
    """Return the first C compiler on the path that answers.

    Args:
        names: Names to look for, in order; a path is taken as it stands.

    Raises:
        CompileError: If there is none.
    """
    tried: list[str] = []
    for name in names:
        path = shutil.which(name)
        if path is None:
            continue
        try:
            return _asked(path)
        except CompileError as error:
            tried.append(str(error))
    raise CompileError("there is no C compiler that works", seen=tried or None, fix=_FIX)


@cache
def _asked(path: str) -> Compiler:
    ran = _run([path, "--version"], _QUESTION_SECONDS)
    if ran.returncode != 0:
        raise CompileError(f"{path} does not answer", seen=ran.stderr.strip(), fix=_FIX)
    machine = platform.machine()
    # On ARM the flag is called -mcpu, and the plain compiler already uses its vectors.
    native = (NATIVE,) if machine in {"x86_64", "AMD64"} else ()
    is_glibc = machine == "x86_64" and platform.libc_ver()[0] == "glibc"
    libraries = ("-lmvec", "-lm") if is_glibc else ("-lm",)
    return Compiler(path, ran.stdout.strip(), (*FLAGS, *native), libraries)


def _run(command: list[str], patience_seconds: float) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments, no shell; names are ours
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=patience_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CompileError(
            f"the C compiler {command[0]} did not end within {patience_seconds:.0f} s", fix=_FIX
        ) from error
    except OSError as error:
        raise CompileError(f"{command[0]} cannot be started", seen=str(error), fix=_FIX) from error


@cache
def processor() -> str:
    """Return what this processor can do, for code is made for it alone."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    lines = text.split("\n\n", maxsplit=1)[0].splitlines()
    kept = [line for line in lines if line.split("\t")[0].strip() in _TELLING]
    return "\n".join([platform.machine(), *kept])


_TELLING = {"model name", "cpu family", "model", "stepping", "flags", "Features", "CPU part"}
