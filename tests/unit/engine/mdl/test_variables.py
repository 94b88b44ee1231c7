"""Statements of Vensim as variables: stocks and their flows, kinds, arrays, data."""

from pathlib import Path

import pytest

from wholeprint.engine.vensim import read_vensim
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.model import Kind, Reading, Variable

CONTROL = "INITIAL TIME = 0 ~~|\nFINAL TIME = 4 ~~|\nTIME STEP = 1 ~~|\n"


def variables(folder: Path, text: str) -> dict[str, Variable]:
    path = folder / "m.mdl"
    path.write_text("{UTF-8}\n" + text + CONTROL, encoding="utf-8")
    return {each.name: each for each in read_vensim(path).variables}


def test_sum_of_names_are_flows(tmp_path: Path) -> None:
    """A stock whose INTEG is a sum of names has these as flows; each is a flow then."""
    found = variables(tmp_path, "S = INTEG(a - b, 5) ~~|\na = 2*S ~~|\nb = S ~~|\n")
    assert (found["S"].inflows, found["S"].outflows) == (("a",), ("b",))
    assert found["S"].equations[0].net is None
    assert found["a"].kind is found["b"].kind is Kind.FLOW


@pytest.mark.parametrize("net", ["a*2", "p - a", "a + a", "S", "1 - a"])
def test_other_net_flows_stay_whole(tmp_path: Path, net: str) -> None:
    """Formulas, constants, stocks and names that are there twice make no flows of their own."""
    found = variables(tmp_path, f"S = INTEG({net}, 5) ~~|\na = 2*Time ~~|\np = 3 ~~|\n")
    assert found["S"].inflows == ()
    assert found["S"].equations[0].net is not None
    assert (found["a"].kind, found["p"].kind) == (Kind.AUXILIARY, Kind.PARAMETER)


def test_flows_of_arrays(tmp_path: Path) -> None:
    """Flows of an array stand for its elements, where the subscripts are the same."""
    text = "d: x, y ~~|\nS[d] = INTEG(a[d], 5) ~~|\na[d] = S[d] ~~|\nT[d] = INTEG(a[x], 1) ~~|\n"
    found = variables(tmp_path, text)
    assert found["S"].inflows == ("a",)
    assert found["T"].inflows == ()


def test_lists_and_exceptions(tmp_path: Path) -> None:
    """Lists are one number for each element; exceptions stay with their equation."""
    text = (
        "d: x, y ~~|\ne: u, v ~~|\na[d,e] = 1, 2; 3, -4; ~~|\n"
        "b[d] :EXCEPT: [x] = Time ~~|\nb[x] = 7 ~~|\nc[d] = TABBED ARRAY(5 6) ~~|\n"
    )
    found = variables(tmp_path, text)
    assert [each.elements for each in found["a"].equations][1:3] == [("x", "v"), ("y", "u")]
    assert found["a"].equations[3].value == parse("-4")
    assert found["b"].equations[0].excepted == (("x",),)
    assert found["c"].kind is Kind.PARAMETER


def test_kinds(tmp_path: Path) -> None:
    """Lookups, constants that no run may change, and what begins with another value."""
    found = variables(
        tmp_path,
        "t((0,0),(2,1)) ~~|\nc == 5 ~~|\ni = ACTIVE INITIAL(Time, 3) ~~|\n"
        "w = WITH LOOKUP(Time, ((0,0),(1,5))) ~~|\nn = 1 + WITH LOOKUP(Time, ((0,0),(1,5))) ~~|\n",
    )
    assert found["t"].kind is found["n table 1"].kind is Kind.LOOKUP
    assert found["c"].kind is Kind.AUXILIARY
    assert found["i"].equations[0].initial == parse("3")
    assert found["w"].equations[0].table is not None
    assert found["n"].equations[0].value == parse("1 + n_table_1(time)")


def test_data(tmp_path: Path) -> None:
    """Data are read at the instant; how between their points, their keyword says."""
    (tmp_path / "data.tab").write_text("Time\ta\tb\tc\n0\t1\t2\t3\n2\t5\t6\t7\n", encoding="utf-8")
    text = "a:INTERPOLATE: ~~|\nb:HOLD BACKWARD: ~~|\nc:LOOK FORWARD: ~~|\n"
    found = {name: each.equations[0] for name, each in variables(tmp_path, text).items()}
    tables = {name: each.table for name, each in found.items()}
    assert [table.reading for table in tables.values() if table] == [
        Reading.CONTINUOUS, Reading.DISCRETE, Reading.DISCRETE,
    ]  # fmt: skip
    assert found["c"].value == parse("-time")
    assert tables["c"] is not None
    assert (tables["c"].xs, tables["c"].ys) == ((-2, 0), (7, 3))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("d: x, y ~~|\na[d] = 1, 2, 3 ~~|\n", "not as many numbers"),
        ("d: x, y ~~|\na[d] = 1 ~~|\na[x, y] = 2 ~~|\n", "not as many subscripts"),
    ],
)
def test_wrong_arrays(tmp_path: Path, text: str, word: str) -> None:
    """Arrays whose parts do not fit are told."""
    with pytest.raises(ModelError, match=word):
        variables(tmp_path, text)


@pytest.mark.parametrize("kind", ["DATA", "LOOKUPS"])
def test_where_numbers_stand_is_a_text(tmp_path: Path, kind: str) -> None:
    """In double quotation marks stands the name of a variable: it is refused by line and name."""
    with pytest.raises(UnsupportedError, match=r"m.mdl:2: the equation of s asks for a file") as no:
        variables(tmp_path, f's = GET XLS {kind}("a", "b", "c", "d") ~~|\n')

    assert no.value.seen == '"a"'
    assert "single quotation marks" in no.value.fix
