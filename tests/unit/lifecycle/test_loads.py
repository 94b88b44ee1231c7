"""What a run asked of a machine."""

from wholeprint.lifecycle.loads import Key, Kind, Load
from wholeprint.quantities.basis import Basis


def test_units_of_different_kinds_are_different_keys() -> None:
    """What one unit costs is looked up by everything it depends on."""
    keys = {
        Key(Kind.READ, "cpu"),
        Key(Kind.CPU, "cpu"),
        Key(Kind.CPU, "cpu", 1),
        Key(Kind.READ, "cpu", basis=Basis.IT),
        Key(Kind.READ, "cpu", relative_error=0.1),
    }
    assert len(keys) == 5


def test_the_three_measures_stand_together() -> None:
    """Amount, weighted and uncovered are the second to fourth, as the batch reads them."""
    assert Load(Key(Kind.DRAM, "dram"), 1.0, 2.0, 3.0)[1:4] == (1.0, 2.0, 3.0)
