"""``wholeprint.explain``: why two footprints differ; runs, statements and published figures."""

from pathlib import Path
from typing import Unpack

from wholeprint.advice.explain.explain import Explanation
from wholeprint.advice.explain.explain import explain as explain_sides
from wholeprint.advice.explain.run_side import footprint_side
from wholeprint.advice.explain.sides import Side, statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.errors import StatementError, UnknownNameError, UnknownRunError
from wholeprint.factors.match import near_names
from wholeprint.factors.published import entries
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.assessor import Assessment
from wholeprint.tracking.statement_files import read_file

_SUFFIXES = {".yaml", ".yml", ".json", ".csv", ".md"}


def explain(
    first: str,
    second: str,
    target: str = "",
    *,
    ledger: Path | None = None,
    **arguments: Unpack[AssessArguments],
) -> Explanation:
    """Explain why two footprints differ, factor by factor and in no order.

    Args:
        first: A run, the id of a published figure, or a file with a statement; with ``#ROW`` behind
            it one row of a statement.
        second: What it is compared with.
        target: What differs: "ghg", "energy", "water" ...; empty for the first that both have.
        ledger: The ledger; None is the one of the settings.
        arguments: How to assess runs.

    Returns:
        The explanation.

    Raises:
        UnknownNameError: If nothing goes by one of the names, or not both have the target.
        StatementError: If a file cannot be read.
        BoundaryError: If the two are not of one kind.
    """
    sides: list[Side | None] = [_stated(name) for name in (first, second)]
    wanted = [name for name, side in zip((first, second), sides, strict=True) if side is None]
    # Runs are assessed together: what both share is then the same in every state of the world.
    found = iter(_runs(wanted, ledger, arguments))
    one, two = (_run_side(next(found)) if side is None else side for side in sides)
    return explain_sides(one, two, target)


def _stated(name: str) -> Side | None:
    head, _, row = name.partition("#")
    path = Path(head)
    if path.suffix.lower() in _SUFFIXES or path.is_file():
        statements = read_file(path).statements
        if len(statements) > 1 and not row:
            raise StatementError(
                "the file holds several statements",
                seen=", ".join(each.id or each.title for each in statements),
                fix=f"Name one of them: {head}#ID",
            )
        chosen = [each for each in statements if row in {each.id, each.title}]
        if chosen:
            return statement_side(chosen[0])
        # At least one stands in every file that can be read.
        return statement_side(next(iter(statements)), row or None)
    published = entries().get(head.lower())
    return (
        None if published is None else statement_side(statement_of(published.plain()), row or None)
    )


def _runs(names: list[str], ledger: Path | None, arguments: AssessArguments) -> list[Assessment]:
    if not names:
        return []
    try:
        return assess_many(names, ledger=ledger, **arguments)
    except UnknownRunError as wrong:
        near = [each for name in names for each in near_names(name, entries())]
        raise UnknownNameError(
            "nothing goes by this name: no run, no published figure, no file",
            seen=wrong.seen,
            fix=f"Did you mean {' or '.join(near)}"
            if near
            else "See: wholeprint runs; wholeprint published list",
        ) from wrong


def _run_side(assessment: Assessment) -> Side:
    record = assessment.record
    seconds = record.edges[-1] - record.edges[0] if record.edges else 0.0
    signal = assessment.signal
    labels = {
        "label": record.label or "",
        "place": "" if signal is None else signal.zone,
    }
    return footprint_side(
        record.id,
        assessment.footprint,
        seconds / 3600.0,
        {key: text for key, text in labels.items() if text},
    )
