"""What an ensemble is, before any of it is run: model, design, what is kept, and its chunks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from wholeprint.engine.ensemble.digest import digest
from wholeprint.engine.kernel import Measure, Output
from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.sensitivity.design import Design, IndicesDesign
from wholeprint.systems.sensitivity.grounded import Observed
from wholeprint.systems.sensitivity.indices import UNITS
from wholeprint.systems.sensitivity.inputs import Input, slots_of_inputs
from wholeprint.systems.sensitivity.outcomes import Outcome

_MOST_RUNS = 8192
"""Runs of a chunk at the most."""

_FEWEST_RUNS = 64
_BYTES = 16 << 20
"""What the series of a chunk, and a buffer of the sketch of them, may take [B]."""

_ALL_BYTES = 256 << 20
"""What the leaves of all chunks may take together, in files or waiting to be joined [B]."""

_LEAST_CAPACITY, _MOST_CAPACITY = 1024, 65_536
_FORMAT = 2


@dataclass(frozen=True)
class Plan:
    """An ensemble.

    Attributes:
        system: The model made flat.
        inputs: What differs from run to run.
        places: For each slot that is set: slot, position of its input, what it is multiplied by.
        design: Which values the inputs take.
        outcomes: What is kept of each run as one number.
        series: Slots of which the spread over time is kept.
        observed: What runs are held against.
        seed: Which random numbers, of models that draw some.
    """

    system: System
    inputs: tuple[Input, ...]
    places: tuple[tuple[int, int, float], ...]
    design: Design
    outcomes: tuple[Outcome, ...]
    series: tuple[int, ...] = ()
    observed: tuple[Observed, ...] = ()
    seed: int = 0

    @cached_property
    def digest(self) -> str:
        """Fingerprint of all that decides the numbers."""
        return digest(
            _FORMAT,
            _version(),
            *(self.system, self.inputs, self.places, self.design, self.outcomes),
            *(self.series, self.observed, self.seed),
        )

    @cached_property
    def parts(self) -> dict[str, str]:
        """Fingerprints of what the plan is made of, by what each is called in an error."""
        return {
            "the version of wholeprint": digest(_FORMAT, _version()),
            "the model, or what is set in it": digest(self.system),
            "what is uncertain": digest(self.inputs, self.places),
            "the design, its runs or its seed": digest(self.design, self.seed),
            "what is kept": digest(self.outcomes, self.series, self.observed),
        }

    @cached_property
    def times(self) -> FloatArray:
        """The instants that runs keep [time unit of the model]."""
        span = self.system.span
        instants = np.arange(span.saves, dtype=np.float64)
        return span.start + instants * span.save_every * span.step

    @property
    def members(self) -> int:
        """Number of runs."""
        return self.design.members

    @cached_property
    def noise_runs(self) -> int:
        """Runs one behind the other that have the same random numbers.

        Runs of one base point differ in their inputs alone: noise that differed too would count
        as an effect of every input.
        """
        draws = any(slot.role is Role.RANDOM for slot in self.system.slots)
        return self.design.stride if draws and isinstance(self.design, IndicesDesign) else 1

    @property
    def unit(self) -> int:
        """Base points of one unit, of a design for indices."""
        return max(self.design.rows // UNITS, 1) if isinstance(self.design, IndicesDesign) else 1

    @cached_property
    def chunk_runs(self) -> int:
        """Runs of a chunk; follows from the plan alone, never from who runs it."""
        saves = self.system.span.saves
        slots = len(set(self.series) | set(self.observed_slots))
        fitting = _BYTES // (8 * max(slots * saves, 1))
        share = -(-self.members // 8)  # eight workers shall have something to do
        stride = self.design.stride
        most = max(min(fitting, share, _MOST_RUNS), _FEWEST_RUNS) // stride
        return stride * max(_power_of_two(most), self.unit)

    @property
    def chunks(self) -> int:
        """Number of chunks."""
        return -(-self.members // self.chunk_runs)

    def stretch(self, chunk: int) -> tuple[int, int]:
        """Return the first run of a chunk and how many runs it has.

        Args:
            chunk: Its number, from 0.
        """
        first = chunk * self.chunk_runs
        return first, min(self.chunk_runs, self.members - first)

    @cached_property
    def observed_slots(self) -> tuple[int, ...]:
        """Slots that runs are held against."""
        return tuple(slot_of(self.system, each.name) for each in self.observed)

    @cached_property
    def outcome_slots(self) -> tuple[int, ...]:
        """The slot of each outcome."""
        return tuple(slot_of(self.system, outcome.variable) for outcome in self.outcomes)

    @cached_property
    def scalar_outputs(self) -> tuple[Output, ...]:
        """What is asked of the kernel for the outcomes."""
        found = [
            Output(slot, measure)
            for outcome, slot in zip(self.outcomes, self.outcome_slots, strict=True)
            for measure in measures_of(outcome)
        ]
        return tuple(dict.fromkeys(found))

    @cached_property
    def series_outputs(self) -> tuple[Output, ...]:
        """What is asked of the kernel over time."""
        slots = dict.fromkeys((*self.series, *self.observed_slots))
        return tuple(Output(slot, Measure.SERIES) for slot in slots)

    def rows(self, first: int, count: int) -> FloatArray:
        """Return what the kernel is given for a stretch of the runs: (slots that are set, runs).

        Args:
            first: The first run, from 0.
            count: How many.
        """
        values = self.design.values([one.belief for one in self.inputs], first, count)
        places = [position for _, position, _ in self.places]
        scales = np.array([scale for _, _, scale in self.places], dtype=np.float64)
        return values[places].reshape(-1, count) * scales[:, None]

    def capacity(self, points: int) -> int:
        """Return how many values a buffer of the sketch holds for so many points.

        Args:
            points: Number of points.
        """
        fitting = _power_of_two(_BYTES // (8 * max(points, 1)))
        return min(max(fitting, _LEAST_CAPACITY), _MOST_CAPACITY)

    def thinned(self, points: int) -> int:
        """Return how many times the leaves are thinned so that all of them are not too many.

        Args:
            points: Number of points.
        """
        wanted, found = 8 * points * self.members, 0
        while wanted >> found > _ALL_BYTES:
            found += 1
        return found


def plan_of(
    system: System,
    inputs: Sequence[Input],
    design: Design,
    *,
    outcomes: Sequence[Outcome],
    series: Sequence[str] = (),
    observed: Sequence[Observed] = (),
    seed: int = 0,
) -> Plan:
    """Return the plan of an ensemble.

    Args:
        system: The model made flat.
        inputs: What differs from run to run, as `inputs_of` gives it.
        design: Which values they take; made for as many inputs.
        outcomes: What is kept of each run as one number.
        series: Names of variables of which the spread over time is kept.
        observed: What runs are held against.
        seed: Which random numbers, of models that draw some.

    Raises:
        ModelError: If an input sets nothing in the system, or a name is not there.
    """
    kept, places = slots_of_inputs(system, inputs)
    if len(kept) != len(inputs):
        lost = sorted({one.name for one in inputs} - {one.name for one in kept})
        raise ModelError(
            f"{', '.join(lost)} cannot be varied: no parameter of {system.name} takes it",
            fix="Vary something else with --over",
        )
    slots = tuple(dict.fromkeys(slot_of(system, name) for name in series))
    unique = tuple({outcome.key: outcome for outcome in outcomes}.values())
    return Plan(system, kept, places, design, unique, slots, tuple(observed), seed)


def _version() -> str:
    """Return the version that runs: another one may have another arithmetic."""
    try:
        return version("wholeprint")
    except PackageNotFoundError:  # run from a folder that was not installed
        return ""


def measures_of(outcome: Outcome) -> tuple[Measure, ...]:
    """Return what of a slot an outcome is worked out from.

    Args:
        outcome: The outcome.
    """
    if outcome.word == "overshoot":
        return (Measure.PEAK, Measure.FINAL)
    return (Measure(outcome.word),)


def _power_of_two(most: int) -> int:
    """Return the largest power of two that is no more than told, at least 1."""
    return 1 << max(most.bit_length() - 1, 0)
