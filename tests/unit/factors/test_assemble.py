"""Rows become one factor, and rows that contradict one another are refused."""

import json
from pathlib import Path

import pytest

from wholeprint.errors import TableError
from wholeprint.factors.assemble import assemble
from wholeprint.factors.table import DATA, Table, read_table
from wholeprint.quantities.distribution import (
    Empirical,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
)
from wholeprint.quantities.source import Known, Read, Source

HEADER = "id,unit,shape,value,low,high,sigma,weight,source,year,read,known,valid_for,note\n"
SOURCES = {"a": Source("a", "A"), "b": Source("b", "B")}


def _table(folder: Path, *rows: str) -> Table:
    schema = json.loads((DATA / "pue.schema.json").read_text(encoding="utf-8"))
    (folder / "x.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / "x.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return read_table(folder, "x")


def test_samples_are_spread_evenly(tmp_path: Path) -> None:
    """Several sourced values make one empirical distribution with everybody cited."""
    table = _table(
        tmp_path,
        "x.y,1,sample,3,,,,,a,2020,primary,published,,",
        "x.y,1,sample,1,,,,,b,2020,computed,modelled,,",
    )
    factor = assemble("x.y", table, SOURCES)

    assert factor.distribution == Empirical((3.0, 1.0))
    assert [(source.key, source.read) for source in factor.sources] == [
        ("a", Read.PRIMARY),
        ("b", Read.COMPUTED),
    ]
    assert factor.known is Known.MODELLED


def test_samples_may_be_weighted(tmp_path: Path) -> None:
    """Weights count where every sample has one."""
    table = _table(
        tmp_path,
        "x.y,1,sample,3,,,,2,a,2020,primary,published,,",
        "x.y,1,sample,1,,,,1,b,2020,primary,published,,",
    )

    assert assemble("x.y", table, SOURCES).distribution == Empirical((3.0, 1.0), (2.0, 1.0))


@pytest.mark.parametrize(
    ("row", "distribution"),
    [
        ("x.y,1,fixed,3,,,,,a,2020,primary,published,,", Fixed(3.0)),
        ("x.y,1,uniform,2,1,3,,,a,2020,primary,published,,", Uniform(1.0, 3.0)),
        ("x.y,1,triangular,2,1,4,,,a,2020,primary,published,,", Triangular(1.0, 2.0, 4.0)),
        ("x.y,1,lognormal,2,,,0.5,,a,2020,primary,published,,", Lognormal(2.0, 0.5)),
    ],
)
def test_each_shape_is_read(tmp_path: Path, row: str, distribution: object) -> None:
    """One row of a shape gives that shape."""
    assert assemble("x.y", _table(tmp_path, row), SOURCES).distribution == distribution


def test_evidence_is_cited_and_shapes_nothing(tmp_path: Path) -> None:
    """A row of evidence adds a source and leaves the distribution alone."""
    table = _table(
        tmp_path,
        "x.y,1,fixed,3,,,,,a,2020,primary,published,,why",
        "x.y,1,evidence,9,,,,,b,2020,primary,published,,",
    )
    factor = assemble("x.y", table, SOURCES)

    assert factor.distribution == Fixed(3.0)
    assert [source.key for source in factor.sources] == ["a", "b"]
    assert factor.note == "why"


@pytest.mark.parametrize(
    "rows",
    [
        ["x.y,1,sample,3,,,,,a,2020,primary,published,,"],
        ["x.y,1,evidence,3,,,,,a,2020,primary,published,,"],
        ["x.y,1,fixed,3,,,,,a,2020,primary,published,,"] * 2,
        [
            "x.y,1,sample,3,,,,,a,2020,primary,published,,",
            "x.y,kg,sample,3,,,,,a,2020,primary,published,,",
        ],
        ["x.y,1,triangular,2,,,,,a,2020,primary,published,,"],
        ["x.y,1,fixed,3,,,,,nobody,2020,primary,published,,"],
    ],
    ids=["one sample", "evidence alone", "two shapes", "two units", "no ends", "no source"],
)
def test_rows_that_make_no_factor_are_refused(tmp_path: Path, rows: list[str]) -> None:
    """A lone sample has no spread, two shapes are a contradiction, and a source must exist."""
    with pytest.raises(TableError):
        assemble("x.y", _table(tmp_path, *rows), SOURCES)
