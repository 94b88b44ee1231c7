"""Measured series are read from tables."""

import numpy as np
import pytest

from wholeprint.engine.fit.data import held_out, read_measured
from wholeprint.errors import ValueRefusedError

TABLE = "time,energy use,sigma energy use,runs\n0,10,1,\n1,20,1,4\n\n2,30,2,5\n3,,1,6\n"


def test_a_table_holds_one_series_a_column_with_its_errors() -> None:
    """Empty cells are left out; `sigma NAME` belongs to NAME; blank lines do not count."""
    energy, runs = read_measured(TABLE, "data.csv")

    assert energy.name == "energy use"
    assert energy.times.tolist() == [0.0, 1.0, 2.0]
    assert energy.sigmas is not None
    assert energy.sigmas.tolist() == [1.0, 1.0, 2.0]
    assert runs.sigmas is None
    assert runs.values.tolist() == [4.0, 5.0, 6.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no measured series"),
        ("time,y\n", "no measured series"),
        ("time,y\n0,1\n1,2\n2,x\n", "line 4: no number: saw x"),
        ("time,y\n0,1\n1\n2,3\n", "line 3: 2 cells belong here"),
        ("time,y\n0,1\n2,1\n1,1\n", "must be given and rise"),
        ("time,y\n0,1\n1,nan\n2,1\n", "a measured value is finite"),
        ("time,y,Y\n0,1,1\n1,1,1\n2,1,1\n", "two of one name"),
        ("time,y,sigma z\n0,1,1\n1,1,1\n2,1,1\n", "errors of a column that is not there"),
        ("time,y,sigma y\n0,1,0\n1,1,1\n2,1,1\n", "must be positive"),
        ("time,y\n0,1\n1,2\n", "at least 3"),
        ("y,time\n1,0\n2,1\n3,2\n", "time belongs into the first column"),
    ],
)
def test_a_table_that_is_none_is_refused_with_the_line(text: str, said: str) -> None:
    """What was wrong is told; nothing is skipped."""
    with pytest.raises(ValueRefusedError, match=said):
        read_measured(text, "data.csv")


def test_the_last_points_are_held_out() -> None:
    """A quarter of eight points is two; what cannot be held out is refused, not left out."""
    (series,) = read_measured("t,y\n" + "".join(f"{t},{t}\n" for t in range(8)), "data.csv")

    (seen,), (kept_back,) = held_out([series], 0.25)

    assert seen.times.tolist() == list(range(6))
    assert kept_back.times.tolist() == [6.0, 7.0]
    assert held_out([series], 0.0) == ([series], [])
    for share in (0.9, 0.05):
        with pytest.raises(ValueRefusedError, match="too short to hold out"):
            held_out([series], share)
    with pytest.raises(ValueRefusedError, match="0 to below 1"):
        held_out([series], 1.0)
    assert np.array_equal(seen.values, series.values[:6])
