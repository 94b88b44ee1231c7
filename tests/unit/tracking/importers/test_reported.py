"""Clouds' own reports in one form: each number once, and methods never added."""

from dataclasses import replace

import pytest

from wholeprint.errors import BoundaryError, ImportRefusedError
from wholeprint.tracking.importers import reported
from wholeprint.tracking.importers.reported import Row, by_method, report_of, summed_kg

ROW = Row("aws", "1", "AmazonEC2", "us-east-1", "2026-01", "2", "LBM", 10.0, "v3.0.0")
PARTS: reported.Parts = (
    ("one", "1", "either"),
    ("two_lbm", "2", "LBM"),
    ("two_mbm", "2", "MBM"),
    ("three", "3", "either"),
)


def test_two_methods_are_never_added() -> None:
    """They count the same electricity; what is alike in both goes with either."""
    market = replace(ROW, method="MBM", emitted_kg=2.0)
    alike = replace(ROW, scope="1", method="either", emitted_kg=1.0)

    with pytest.raises(BoundaryError, match="LBM, MBM"):
        summed_kg([ROW, market])
    assert summed_kg(by_method([ROW, market, alike], "LBM")) == 11.0
    assert summed_kg(by_method([ROW, market, alike], "MBM")) == 3.0


def test_a_number_twice_counts_once() -> None:
    """The same row again is dropped with a note; another value for it is refused."""
    found = report_of("x", [ROW, ROW])

    assert (len(found.rows), [note.code for note in found.notes]) == (1, ["report-repeats"])
    with pytest.raises(ImportRefusedError, match="10 and 11"):
        report_of("x", [ROW, replace(ROW, emitted_kg=11.0)])


def test_the_newest_version_of_a_month_counts() -> None:
    """Versions are ordered as versions, and not as texts, and never added."""
    again = replace(ROW, emitted_kg=7.0, model_version="v10.0.0")
    found = report_of("x", [ROW, again])

    assert found.rows == (again,)
    assert [note.code for note in found.notes] == ["report-versions"]


def test_what_only_an_older_version_has_is_told_with_its_mass() -> None:
    """The newest covers one place of two: the other is in no sum, and how much that is is said."""
    other = replace(ROW, region="elsewhere", emitted_kg=50.0)
    again = replace(ROW, emitted_kg=7.0, model_version="v10.0.0")
    found = report_of("x", [ROW, other, again])

    assert found.rows == (again,)
    (note,) = [note for note in found.notes if note.code == "report-versions-partial"]
    assert "50 kg" in note.message
    assert "elsewhere" in note.message


def test_months_of_different_versions_are_told() -> None:
    """They both count, and a note says that they do not compare."""
    found = report_of("x", [ROW, replace(ROW, month="2026-02", model_version="v4")])

    assert found.months() == ("2026-01", "2026-02")
    assert [note.code for note in found.notes] == ["report-versions"]


def test_a_report_of_nothing_is_none() -> None:
    """No row is no report of nought."""
    with pytest.raises(ImportRefusedError):
        report_of("x", [])


def test_scopes_or_totals_and_never_both() -> None:
    """With all scopes of both methods what is alike stands once, and no total."""
    values = {"one": 1.0, "two_lbm": 2.0, "two_mbm": 3.0, "three": 4.0, "total_lbm": 7.0}
    rows = list(reported.split(values, ROW, PARTS))

    assert [(row.scope, row.method) for row in rows] == [
        ("1", "either"),
        ("2", "LBM"),
        ("2", "MBM"),
        ("3", "either"),
    ]


def test_a_method_without_its_scopes_has_its_total() -> None:
    """The other's scopes are then its own: nothing is in a sum twice."""
    values = {"one": 1.0, "two_lbm": 2.0, "three": 4.0, "total_lbm": 7.0, "total_mbm": 3.0}
    rows = list(reported.split(values, ROW, PARTS))

    assert summed_kg(by_method(rows, "LBM")) == 7.0
    assert summed_kg(by_method(rows, "MBM")) == 3.0


@pytest.mark.parametrize(
    ("value", "found"),
    [("1.5", 1.5), ("-0", 0.0), (2, 2.0), ("", None), ("NULL", None), (None, None), (" 1e3 ", 1e3)],
)
def test_numbers_of_tables(value: object, found: float | None) -> None:
    """Texts in tables, numbers in documents, nothing where there is none."""
    assert reported.amount(value, "here") == found


@pytest.mark.parametrize(
    "value", ["=1+1", "=cmd()", "nan", "inf", "1,5", "-3", "0x10", True, "1e999"]
)
def test_what_is_no_number_is_refused(value: object) -> None:
    """Formulas above all: nothing is worked out that stands in a cell."""
    with pytest.raises(ImportRefusedError, match="here"):
        reported.amount(value, "here")


@pytest.mark.parametrize("told", ["2026-01", "2026-01-01", "2026-01-01T00:00:00.000Z"])
def test_months(told: str) -> None:
    """A date within the month says it."""
    assert reported.month({"m": told}, "here", "m") == "2026-01"


@pytest.mark.parametrize("told", ["", "2026-13", "01/2026", "26-01", None])
def test_what_is_no_month(told: str | None) -> None:
    """Nothing is guessed."""
    with pytest.raises(ImportRefusedError, match="month"):
        reported.month({"m": told}, "here", "m")


def test_names_in_one_spelling() -> None:
    """Nested, with dots or with underscores: the same field."""
    assert reported.flat({"A": {"b.C": 1}}) == {"a_b_c": 1}
    assert reported.flat({"a.b_c": 1}) == {"a_b_c": 1}
    assert reported.text({"a": " ", "b": 3, "c": []}, "a", "c", "b") == "3"
    assert reported.version_order("v2.10.0") > reported.version_order("v2.9.1")
