"""Every published footprint, figure by figure: verdict and value as they were when last looked at.

After a change that is meant, ``python tests/golden/test_public_record.py`` writes the table anew;
the difference is to be read before it is kept.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import wholeprint
from wholeprint.report.published import rebuilt_document
from wholeprint.tracking.published import published_ids

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "published.md"
TABLE = Path(__file__).parent / "public-record.csv"
HEAD = ("id", "figure", "by", "verdict", "computed", "unit", "recalled")
SAME = 1e-9  # sums may be taken in another order on another machine


def _rows(wanted: str) -> Iterator[tuple[str, ...]]:
    for each in wholeprint.rebuild(wanted):
        amount = each.computed
        yield (
            wanted,
            each.place,
            each.by,
            each.verdict.value,
            "" if amount is None else f"{amount.value:.12g}",
            "" if amount is None else str(amount.unit),
            "yes" if each.recalled else "",
        )


def _kept() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        assert tuple(next(rows)) == HEAD
        for row in rows:
            found.setdefault(row[0], []).append(tuple(row))
    return found


@pytest.mark.parametrize("wanted", published_ids())
def test_figures_are_what_they_were(wanted: str) -> None:
    """Each figure has the verdict and the value of the table, to 1e-9."""
    found, kept = list(_rows(wanted)), _kept().get(wanted, [])

    assert [(*row[:4], *row[5:]) for row in found] == [(*row[:4], *row[5:]) for row in kept]
    for now, then in zip(found, kept, strict=True):
        if now[4]:
            assert float(now[4]) == pytest.approx(float(then[4]), rel=SAME)


def test_nothing_was_lost() -> None:
    """Every footprint of the table is still published."""
    assert set(_kept()) <= set(published_ids())


def test_the_reference_page_counts_right() -> None:
    """The page on published footprints names as many as there are: by reading, level, outcome."""
    text = PAGE.read_text(encoding="utf-8")
    found = [(wholeprint.published(wanted), wanted) for wanted in published_ids()]
    reads = Counter(
        "recalled" if each.origin.recalled else str(each.origin.read) for each, _ in found
    )
    levels = Counter(each.level for each, _ in found)
    outcomes = Counter(rebuilt_document([each for each, _ in found])["outcomes"])

    assert f"{len(found)} statements" in text
    for name, count in (reads | levels | outcomes).items():
        assert re.search(rf"^\| {name}\b.*\| {count} \|$", text, re.MULTILINE), (name, count)


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(row for wanted in published_ids() for row in _rows(wanted))
