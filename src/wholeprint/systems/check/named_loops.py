"""Names that a model gives to feedback loops: whether there are such loops."""

from collections.abc import Iterator

from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.find import find_loops
from wholeprint.systems.model import Model

_CHECK = "loops"


def named_loop_findings(model: Model, system: System) -> tuple[Finding, ...]:
    """Return names of loops that no loop has, and those that several could have.

    Where a model has more loops than the search sees, nothing is said.

    Args:
        model: The model.
        system: Its flat form.
    """
    return tuple(_found(model, system)) if model.loops else ()


def _found(model: Model, system: System) -> Iterator[Finding]:
    loops = find_loops(system, names=model.loops)
    if loops.search.is_truncated or not loops.search.is_complete:
        return
    for name in loops.unmatched:
        through = ", ".join(model.loops[name])
        said = f"no loop can be called {name}: none, or several alike, run through {through}"
        fix = "Name variables that one loop alone runs through, as wholeprint loops shows them"
        yield Finding(_CHECK, Severity.WARNING, said, "", fix, model.place)
    for name in loops.several:
        said = f"several loops could be called {name}; the shortest is"
        fix = "Name more of the variables that it runs through"
        yield Finding(_CHECK, Severity.NOTE, said, "", fix, model.place)
