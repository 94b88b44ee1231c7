"""One run of a system, by the way that is there first: NumPy, or compiled code for long ones."""

from collections.abc import Sequence

import numpy as np

from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.kernel import Measure, Output
from wholeprint.errors import ValueRefusedError
from wholeprint.systems.flat.system import System
from wholeprint.systems.reference import simulate
from wholeprint.systems.trajectory import Trajectory

LONG = 3_000_000
"""From so many values on (slots times steps) compiling takes less time than running in NumPy: about
a microsecond each there, against a second or two for a compiler."""
MOST = 250_000_000
"""So many values of one run are kept at most (2 GB)."""


def run_single(system: System, *, keep: Sequence[int] | None = None, seed: int = 0) -> Trajectory:
    """Run a system once.

    Args:
        system: The system.
        keep: Slots that are kept; all unless given.
        seed: Which random numbers.

    Returns:
        The run. If something went wrong in it, the first failure is told.

    Raises:
        ValueRefusedError: If more values would be kept than fit.
    """
    kept = tuple(range(len(system.slots))) if keep is None else tuple(keep)
    span = system.span
    if len(kept) * span.saves > MOST:
        raise ValueRefusedError(
            f"{span.saves:,} instants of {len(kept):,} variables are more than can be kept",
            seen=f"{len(kept) * span.saves:,} values",
            fix="Take a longer step, keep fewer instants (`save` of the file's time), or name "
            "variables with --keep",
        )
    if len(system.slots) * span.steps < LONG:
        return simulate(system, keep=keep, seed=seed)
    return _compiled(system, kept, seed)


def _compiled(system: System, kept: Sequence[int], seed: int) -> Trajectory:
    names = [Output(each, Measure.SERIES) for each in kept]
    block = compile_system(system, (), names).run(np.empty((0, 1)), seed=seed)
    if int(block.failed_at[0]) >= 0:
        return simulate(system, keep=kept, seed=seed)  # it says what went wrong, and where
    span = system.span
    instants = np.arange(span.saves, dtype=np.float64) * span.save_every
    return Trajectory(
        times=span.start + instants * span.step,
        values=dict(zip(kept, block.series, strict=True)),
    )
