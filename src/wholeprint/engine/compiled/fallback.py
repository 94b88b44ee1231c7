"""A kernel of the first back end that works, found when it is first needed."""

from collections.abc import Callable
from threading import RLock

from wholeprint.engine.compiled.runnable import Runnable
from wholeprint.engine.kernel import Block
from wholeprint.errors import CompileError, MissingExtraError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import System

Makers = tuple[tuple[str, Callable[[], Runnable]], ...]
"""Names of back ends, each with what makes its kernel."""


class Fallback:
    """A kernel that asks the next back end where one cannot compile.

    Args:
        makers: The back ends, the best first; the last one always works.
    """

    def __init__(self, makers: Makers) -> None:
        self._makers = list(makers)
        self._notes: list[str] = []
        self._lock = RLock()
        self._kernel = self._next()

    @property
    def backend(self) -> str:
        """Which back end runs; it may change with the first run, where a compiler fails."""
        return self._kernel.backend

    @property
    def notes(self) -> tuple[str, ...]:
        """Why better back ends were passed over."""
        return (*self._notes, *self._kernel.notes)

    def run(
        self, inputs: FloatArray, *, first_member: int = 0, seed: int = 0, threads: int = 1
    ) -> Block:
        """Run members side by side.

        Args:
            inputs: Values of the inputs; (inputs, members).
            first_member: Number of the first of them within the ensemble.
            seed: Which random numbers.
            threads: How many threads take blocks of them.

        Returns:
            What they gave.

        Raises:
            CompileError: If no back end can compile the system.
        """
        while True:
            kernel = self._kernel
            try:
                return kernel.run(inputs, first_member=first_member, seed=seed, threads=threads)
            except CompileError as error:
                if not self._gave_up(kernel, error):
                    raise

    def with_system(self, system: System) -> "Fallback":
        """Return the same code for a system that differs in values alone.

        Args:
            system: The other system.
        """
        kernel = self._kernel.with_system(system)
        rest = tuple((name, _with(make, system)) for name, make in self._makers)
        other = Fallback(((kernel.backend, lambda: kernel), *rest))
        other._notes = list(self._notes)
        return other

    def _gave_up(self, kernel: Runnable, error: CompileError) -> bool:
        # Whether another back end took the place of one that failed.
        with self._lock:
            if kernel is not self._kernel:
                return True  # another thread was there first
            if not self._makers:
                return False
            self._note(kernel.backend, error)
            self._kernel = self._next()
            return True

    def _next(self) -> Runnable:
        while True:
            name, make = self._makers.pop(0)
            try:
                return make()
            except (CompileError, MissingExtraError) as error:
                if not self._makers:
                    raise
                self._note(name, error)

    def _note(self, name: str, error: Exception) -> None:
        self._notes.append(f"{name} is not used: {error}")


def _with(make: Callable[[], Runnable], system: System) -> Callable[[], Runnable]:
    return lambda: make().with_system(system)
