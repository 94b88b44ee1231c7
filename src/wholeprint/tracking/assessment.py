"""What runs cost, by their names: ``wholeprint.assess``, ``assess_many``, ``compare``, ``runs``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from wholeprint.ledger.book import Ledger
from wholeprint.ledger.entry import RunRow
from wholeprint.ledger.store import RunFilter
from wholeprint.lifecycle.compare import Comparison as CategoryComparison
from wholeprint.lifecycle.compare import compare as compare_footprints
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.note import Note
from wholeprint.settings import load
from wholeprint.tracking.activity import activity_of
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import Assessment, Assessor, default_factors

_FEW = 8
"""Of more runs than this nobody is told one by one that hours are at hand."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two assessments side by side, in one world.

    Attributes:
        first: The one.
        second: The other.
        categories: Each category of both, draw by draw.
    """

    first: Assessment
    second: Assessment
    categories: Mapping[Category, CategoryComparison]

    def as_json(self) -> dict[str, object]:
        """Return the comparison as plain values.

        Returns:
            ``first``, ``second`` and ``categories``.
        """
        return {
            "first": self.first.as_json(),
            "second": self.second.as_json(),
            "categories": {name.value: found.as_json() for name, found in self.categories.items()},
        }


def assess(
    run: str = "last", *, ledger: Path | None = None, **arguments: Unpack[AssessArguments]
) -> Assessment:
    """Work out what a run cost; it is never run again for it.

    Args:
        run: The run's name, the beginning of it, "last" or "last-1" (the one before).
        ledger: The ledger; None is the one of the settings.
        arguments: How to assess.

    Returns:
        The assessment.

    Raises:
        UnknownRunError: If no run, or more than one, goes by that name.
        UnknownZoneError: If there is no zone of that name.
    """
    book = open_ledger(ledger)
    record = book.load(run)
    assessor = Assessor(default_factors(), arguments)
    (found,) = _with_hours(assessor.assessments([record]), assessor)
    return _with_company(found, book)


def summed_up(run: str, *, ledger: Path | None = None) -> Assessment:
    """Work out what a run cost that has just ended, from the ledger and the tables alone.

    Unlike `assess` it does not look whether hours of the grid are at hand: the cache may be held by
    another process, and nobody's command is to end later for a remark.

    Args:
        run: The run's name.
        ledger: The ledger; None is the one of the settings.

    Returns:
        The assessment.

    Raises:
        UnknownRunError: If no run goes by that name.
    """
    book = open_ledger(ledger)
    (found,) = Assessor(default_factors(), {}).assessments([book.load(run)])
    return _with_company(found, book)


def assess_many(
    selectors: Sequence[str] | RunFilter | None = None,
    *,
    ledger: Path | None = None,
    **arguments: Unpack[AssessArguments],
) -> list[Assessment]:
    """Work out what several runs cost, in one world.

    Args:
        selectors: Names of runs, or a filter; None is every counted run.
        ledger: The ledger; None is the one of the settings.
        arguments: How to assess.

    Returns:
        One assessment each: in the order of the names, or the latest first.

    Raises:
        UnknownRunError: If no run, or more than one, goes by one of the names.
    """
    book = open_ledger(ledger)
    if selectors is None or isinstance(selectors, RunFilter):
        ids = [row.id for row in book.runs(selectors)]
    else:
        ids = [book.resolve(selector) for selector in selectors]
    assessor = Assessor(default_factors(), arguments)
    found = list(assessor.assessments(book.load_many(ids)))
    return found if len(found) > _FEW else list(_with_hours(found, assessor))


def compare(
    first: str,
    second: str,
    *,
    ledger: Path | None = None,
    **arguments: Unpack[AssessArguments],
) -> Comparison:
    """Compare two runs draw by draw: what they share cancels out.

    Args:
        first: The one run.
        second: The other.
        ledger: The ledger; None is the one of the settings.
        arguments: How to assess both.

    Returns:
        The comparison.

    Raises:
        UnknownRunError: If no run, or more than one, goes by one of the names.
    """
    one, two = assess_many([first, second], ledger=ledger, **arguments)
    return Comparison(one, two, compare_footprints(one.footprint, two.footprint))


def runs(wanted: RunFilter | None = None, *, ledger: Path | None = None) -> list[RunRow]:
    """List runs, the latest first.

    Args:
        wanted: Which; None is every counted run.
        ledger: The ledger; None is the one of the settings.

    Returns:
        One row each.
    """
    return open_ledger(ledger).runs(wanted)


def open_ledger(path: Path | None = None) -> Ledger:
    """Return the ledger that is meant.

    Args:
        path: The ledger file; None is the one of the settings.

    Returns:
        The ledger; nothing is opened yet.
    """
    return Ledger(load({"ledger": path}).settings.ledger)


def _with_hours(assessments: Iterable[Assessment], assessor: Assessor) -> Iterator[Assessment]:
    for found in assessments:
        note = assessor.hours_at_hand(activity_of(found.record))
        yield found if note is None else _noted(found, note)


def _noted(found: Assessment, note: Note) -> Assessment:
    notes = (*found.footprint.notes, note)
    return replace(found, footprint=replace(found.footprint, notes=notes))


def _with_company(found: Assessment, book: Ledger) -> Assessment:
    # Only the whole machine's counters can be counted twice.
    row = found.record.row()
    if found.record.settings.get("attribution") == "process" or row.measured_joules is None:
        return found
    others = book.overlapping(row)
    if not others:
        return found
    note = Note(
        "shared-machine",
        f"{len(others)} other runs measured this machine at the same time: their sum counts it "
        "more than once. Assess with attribution 'process' to charge each its share",
        severity="warning",
    )
    return _noted(found, note)
