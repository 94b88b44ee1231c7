"""One chunk as a job that any worker can do: a thread, a process, a machine of a cluster."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.ensemble.files import save
from wholeprint.engine.ensemble.part import Part, run_part
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.engine.kernel import Kernel


@dataclass(frozen=True, slots=True)
class Job:
    """Runs chunks of a plan.

    Attributes:
        plan: The ensemble.
        backend: Which back end compiles the model: "auto", "numpy", "c", "numba".
        folder: Where results are written too; None for nowhere.
    """

    plan: Plan
    backend: str = "auto"
    folder: Path | None = None

    def __call__(self, number: int) -> Part:
        """Run a chunk.

        Args:
            number: The chunk's number.

        Returns:
            What it gives.
        """
        # What a plan has worked out for itself, such as columns of its design, is kept with it:
        # this job may have come from elsewhere a moment ago.
        plan, kernel = _ready(self._key())
        part = run_part(plan, kernel, number)
        if self.folder is not None:
            save(self.folder, self.plan.digest, part)
        return part

    def kernel(self) -> Kernel:
        """Return the model compiled, once for each process."""
        return _ready(self._key())[1]

    def _key(self) -> "_Key":
        return _Key(self.plan.digest, self.backend, _Held(self.plan))


class _Held:
    """A plan that is the same as any other: its fingerprint is compared beside it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class _Key:
    digest: str
    backend: str
    held: _Held


@lru_cache(maxsize=2)
def _ready(key: _Key) -> tuple[Plan, Kernel]:
    plan = key.held.plan
    kernel = compile_system(
        plan.system,
        [slot for slot, _, _ in plan.places],
        [*plan.scalar_outputs, *plan.series_outputs],
        backend=key.backend,
    )
    return plan, kernel
