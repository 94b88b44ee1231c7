"""Names that tables and code agree on."""

from wholeprint.factors.names import WORLD
from wholeprint.factors.sets import Factors


def test_the_world_has_a_yearly_intensity() -> None:
    """The zone that stands for an unknown place has a number in both scopes."""
    factors = Factors()

    assert factors.has(f"grid.{WORLD}.direct.yearly")
    assert factors.has(f"grid.{WORLD}.lifecycle.yearly")
