"""The coefficients of an assessment."""

from wholeprint.lifecycle.loads import Key, Kind, Load
from wholeprint.lifecycle.terms import Measure


def test_measures_count_from_the_amount() -> None:
    """Measure m of a load is its field m + 1: amount, weighted, uncovered."""
    load = Load(Key(Kind.DRAM, "dram"), amount=1.0, weighted=2.0, uncovered=3.0)
    assert [load[1 + measure] for measure in Measure] == [1.0, 2.0, 3.0]
