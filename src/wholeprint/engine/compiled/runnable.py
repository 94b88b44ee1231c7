"""What every kernel of ours can do beyond running: be told of other values, and say what it is."""

from typing import Protocol, Self

from wholeprint.engine.kernel import Block
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import System


class Runnable(Protocol):
    """A kernel that may use several threads, and may be told of other values."""

    @property
    def backend(self) -> str:
        """Such as "c", "numba" or "numpy"."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What was chosen, and why."""
        ...

    def run(
        self, inputs: FloatArray, *, first_member: int = 0, seed: int = 0, threads: int = 1
    ) -> Block:
        """Run members side by side; see `wholeprint.engine.kernel.Kernel.run`.

        Args:
            inputs: Values of the inputs; (inputs, members).
            first_member: Number of the first of them within the ensemble.
            seed: Which random numbers.
            threads: How many threads take blocks of them; the numbers are the same for any.
        """
        ...

    def with_system(self, system: System) -> Self:
        """Return the same code for a system that differs in values alone.

        Args:
            system: The other system: parameters, initial numbers and clock may differ.
        """
        ...
