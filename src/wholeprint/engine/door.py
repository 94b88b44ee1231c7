"""Models from Python: ``wholeprint.load_model``, ``wholeprint.simulate``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wholeprint.engine.flat_files import flat_system, model_of
from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Model, Scenario
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import require_success
from wholeprint.systems.reference import simulate as simulated
from wholeprint.systems.trajectory import Trajectory


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One run of a model: ``course["price"]`` is what the price was at each of ``course.time``.

    Attributes:
        system: The model made flat, with what was set.
        trajectory: The values of all its slots.
    """

    system: System
    trajectory: Trajectory

    @property
    def time(self) -> FloatArray:
        """The instants that are kept [time unit of the model]."""
        return self.trajectory.times

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all variables, elements of arrays one by one."""
        return tuple(slot.name for slot in self.system.slots if not slot.is_internal)

    def unit(self, name: str) -> str:
        """Return the unit of a variable as the model gives it.

        Args:
            name: Its name.

        Raises:
            ModelError: If there is none of that name.
        """
        return self.system.slots[slot_of(self.system, name)].unit

    def __getitem__(self, name: str) -> FloatArray:
        return self.trajectory.values[slot_of(self.system, name)][:, 0]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"<Course of {self.system.name}: {len(self)} variables, {self.time.size} instants>"


def load_model(what: str) -> Model:
    """Return a model.

    Args:
        what: Name of one that comes with wholeprint, or the path of a file: ``.yaml``, ``.xmile``,
            ``.stmx``, ``.mdl``.

    Raises:
        ModelError: If there is none, or it cannot be read.
        UnsupportedError: If it asks for what is not done.
        MissingExtraError: If reading it needs a library that is not installed.
    """
    return model_of(what)


def simulate(
    model: Model | str,
    settings: Mapping[str, float] | None = None,
    *,
    scenario: str = "",
    seed: int = 0,
) -> Course:
    """Run a model once.

    Args:
        model: The model, or what `load_model` takes.
        settings: Numbers for parameters, by name; ``NAME.initial`` for the start of a stock,
            ``final time`` and ``time step`` for the clock.
        scenario: Name of one of its scenarios.
        seed: Which random numbers, of a model that draws some.

    Returns:
        The run.

    Raises:
        ModelError: If it cannot be read or made flat, or has no such name or scenario.
        SimulationError: If it fails; the first instant and variable are told.
    """
    found = model_of(model) if isinstance(model, str) else model
    told = dict(_scenario(found, scenario)) | dict(settings or {})
    system = flat_system(model, told) if isinstance(model, str) else flatten(found, told)
    return Course(system, require_success(simulated(system, seed=seed), unit=system.span.unit))


def _scenario(model: Model, name: str) -> Mapping[str, float]:
    if not name:
        return {}
    wanted = canonical(name)
    for each in model.scenarios:
        if canonical(each.name) == wanted:
            return _central(each)
    known = ", ".join(each.name for each in model.scenarios) or "none"
    raise ModelError("the model has no such scenario", seen=name, fix=f"It has {known}")


def _central(scenario: Scenario) -> Mapping[str, float]:
    return {name: belief.central for name, belief in scenario.values.items()}
