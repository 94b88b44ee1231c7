"""All checks of a model."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.check.below import below_nought
from wholeprint.systems.check.conservation import conservation_findings
from wholeprint.systems.check.extremes import extreme_findings
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.check.measured import measured_findings
from wholeprint.systems.check.named_loops import named_loop_findings
from wholeprint.systems.check.promises import promise_findings
from wholeprint.systems.check.step import step_findings
from wholeprint.systems.check.structure import unused_findings
from wholeprint.systems.check.units import unit_findings
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.model import Model
from wholeprint.systems.reference import simulate

_NOTHING: Mapping[str, float] = MappingProxyType({})
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check(model: Model, settings: Mapping[str, float] = _NOTHING) -> tuple[Finding, ...]:
    """Check a model.

    Its structure (names that are not known, variables that need each other at one instant, what
    nothing reads, names of loops that there are not), its units, what it takes from ledgers, its
    time step against the fastest stock, what it says is conserved, its own tests, and whether it
    runs at the ends of what is believed about each parameter.

    Args:
        model: The model.
        settings: Numbers that replace those of the model, as `flatten` takes them; its own tests
            set their own.

    Returns:
        What was found, the worst first.
    """
    found = sorted(_found(model, settings), key=lambda each: _RANK[each.severity])
    return tuple(found)


def _found(model: Model, settings: Mapping[str, float]) -> Iterator[Finding]:
    yield from unit_findings(model)
    yield from unused_findings(model)
    yield from measured_findings(model)
    try:
        system = flatten(model, settings)
    except (ModelError, UnsupportedError) as wrong:
        seen = "" if wrong.seen is None else f": {wrong.seen}"
        yield Finding("structure", Severity.ERROR, f"{wrong.what}{seen}", fix=wrong.fix)
        return
    yield from named_loop_findings(model, system)
    run = simulate(system)
    failures = (*run.failures, *below_nought(model, system, run))
    if failures:
        first = min(failures, key=lambda each: each.step)
        when = f"{first.instant:g} {system.span.unit}".rstrip()
        yield Finding(
            "run",
            Severity.ERROR,
            f"the run goes wrong at {when} in {first.name}: {first.what}",
            first.name,
            place=system.slots[first.slot].place,
        )
    else:
        yield from step_findings(system, run)
        yield from conservation_findings(model, system, run)
        yield from extreme_findings(model, system)
    yield from promise_findings(model)
