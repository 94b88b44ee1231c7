"""The published record of compute and systems: each figure through the public API.

The record holds 60 cases of these levels, gathered and computed independently of this project.
For each output it names what is printed, what its inputs give, and whether the two agree. The
table beside this file says which of our figures is which output of the record; the package
itself knows no such thing.
"""

import csv
import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import wholeprint
from wholeprint.advice.audit.registry import audit
from wholeprint.advice.statement.amount import Amount, unit_of
from wholeprint.advice.statement.outcome import Outcome, outcome
from wholeprint.advice.statement.rebuild import Rebuilt, Verdict
from wholeprint.factors.published import entries
from wholeprint.report.published import RebuiltCase, rebuilt_document
from wholeprint.tracking.audit_references import TableReferences
from wholeprint.tracking.published import published

RECORD = Path(__file__).parents[2] / ".." / "shared" / "facts" / "published_footprints.json"
PAIRS = Path(__file__).parent / "public_record.csv"
LEVELS = ("compute", "system")
GATED = ("exact_to_printed_digits", "explained_by_input_rounding", "approximate_ok")
SAME = 1e-9  # the same arithmetic in 64 bits: only the order of the steps differs
UNEXPLAINED = (Verdict.OFF, Verdict.UNIT)


class Pair(NamedTuple):
    """One output of the record and the figure of ours that it is."""

    record: str
    output: int
    id: str
    place: str
    by: str
    unit: str
    times: float

    def __str__(self) -> str:
        return f"{self.record}.{self.output}={self.id}.{self.place}"


def _pairs() -> list[Pair]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Pair(
            **{name: row[name] for name in ("record", "id", "place", "by", "unit")},
            output=int(row["output"]),
            times=float(row["times"]),
        )
        for row in rows
    ]


ALL = _pairs()


@cache
def _record() -> Mapping[str, Any]:
    if not RECORD.exists():
        pytest.skip("the record of published footprints is not beside the project")
    cases = json.loads(RECORD.read_text(encoding="utf-8"))
    return {case["id"]: case for case in cases if case["level"] in LEVELS}


@cache
def _again(wanted: str) -> tuple[Rebuilt, ...]:
    return wholeprint.rebuild(wanted)


def _ours(pair: Pair) -> Rebuilt:
    found = [e for e in _again(pair.id) if e.place == pair.place and e.by == pair.by]
    assert len(found) == 1, [(e.place, e.by) for e in _again(pair.id)]
    return found[0]


def _in_unit(amount: Amount, words: str) -> float:
    unit, scale = unit_of(words, frozenset({"lm", "mile", "server"}))
    return amount.like(unit).to(unit) / scale


@pytest.mark.parametrize("pair", ALL, ids=str)
def test_our_value_is_the_records(pair: Pair) -> None:
    """From the same printed inputs both compute the same number, to 1e-9."""
    theirs = _record()[pair.record]["outputs"][pair.output]
    computed = _ours(pair).computed

    assert computed is not None
    assert _in_unit(computed, pair.unit) == pytest.approx(
        theirs["recomputed"] * pair.times, rel=SAME
    )


@pytest.mark.parametrize("pair", ALL, ids=str)
def test_what_the_record_reproduces_we_reproduce(pair: Pair) -> None:
    """A figure that comes out there comes out here; what is off there is off here.

    What is within 1 % or 5 % there is no further off here. A figure that rests on memory is shown
    and not gated.
    """
    theirs = _record()[pair.record]["outputs"][pair.output]
    ours = _ours(pair)
    if ours.recalled:
        return

    if theirs["verdict"] in GATED:
        assert ours.verdict.reproduces
    elif ours.verdict is Verdict.FOLLOWS:
        assert ours.figure.amount is None
    elif theirs["verdict"] == "DISCREPANT":
        assert ours.verdict in UNEXPLAINED
    elif theirs["verdict"] in {"within_1pct", "within_5pct"}:
        most = 0.01 if theirs["verdict"] == "within_1pct" else 0.05
        assert abs(ours.difference_ratio or 0.0) <= most
    else:
        assert theirs["verdict"] == "derived_only"


def test_every_output_with_a_formula_is_there() -> None:
    """No output of the record is left out, and none is counted twice."""
    wanted = {
        (case["id"], place)
        for case in _record().values()
        for place, output in enumerate(case["outputs"])
        if output.get("recomputed") is not None
    }
    counted = Counter((pair.record, pair.output) for pair in ALL)

    assert set(counted) == wanted
    assert max(counted.values()) == 1


def test_cases_of_one_kind_contradict_themselves() -> None:
    """What the record keeps to be audited contradicts itself here, and nothing else does.

    Cases that rest on memory are shown and not gated.
    """
    kinds: dict[str, set[str]] = {}
    for pair in ALL:
        kinds.setdefault(pair.id, set()).add(_record()[pair.record]["kind"])

    found = {name for name in kinds if outcome(_again(name)) is Outcome.CONTRADICTS}

    assert found == {name for name, of in kinds.items() if "audit" in of}


def test_an_audit_says_so_of_the_same_cases() -> None:
    """Held against chips and grids too, the same cases contradict something, and no other."""
    kinds: dict[str, set[str]] = {}
    for pair in ALL:
        kinds.setdefault(pair.id, set()).add(_record()[pair.record]["kind"])
    references = TableReferences()

    found = {name for name in kinds if not audit(published(name), references).is_consistent}

    assert found == {name for name, of in kinds.items() if "audit" in of}


def test_the_list_and_an_audit_agree() -> None:
    """What is listed as contradicting itself is what an audit contradicts, and nothing else."""
    statements = [published(name) for name in entries()]
    references = TableReferences()

    listed = {each["id"] for each in rebuilt_document(statements)["cases"] if _contradicts(each)}

    assert listed == {each.id for each in statements if not audit(each, references).is_consistent}


def _contradicts(case: RebuiltCase) -> bool:
    return case["outcome"] == "contradicts itself"


def test_what_rests_on_memory_is_known() -> None:
    """Figures that rest on memory are few, and known: those of four statements."""
    recalled = [pair for pair in ALL if _ours(pair).recalled]

    assert {pair.id for pair in recalled} == {
        "li-2023-flm-gopher",
        "li-2023-flm-palm",
        "li-2023-starcoder",
        "patterson-2022-four-practices",
    }
