"""Parameters that take what a project's ledger holds: whether it holds that, and in their unit."""

from collections.abc import Iterator

from wholeprint.errors import ModelError
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.check.ledger_measures import ratio, unit_of
from wholeprint.systems.model import Kind, Model, Variable


def measured_findings(model: Model) -> tuple[Finding, ...]:
    """Return parameters that could not be fed from any project.

    Args:
        model: The model.
    """
    return tuple(
        finding
        for each in model.variables
        if each.kind is Kind.PARAMETER and each.measured
        for finding in _of(each)
    )


def _of(variable: Variable) -> Iterator[Finding]:
    try:
        ratio(unit_of(variable), variable)
    except ModelError as wrong:
        what = wrong.what.removeprefix(f"{variable.place}: ")
        said = f"{what}: {wrong.seen}"
        yield Finding("measured", Severity.ERROR, said, variable.name, wrong.fix, variable.place)
