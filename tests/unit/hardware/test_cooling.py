"""A way of cooling, by name and climate."""

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.cooling import cooled_room
from wholeprint.quantities.distribution import Triangular

FACTORS = Factors()


def test_a_way_of_cooling_has_pue_and_water() -> None:
    """Cooling towers in a cool, humid climate: WUE 2.2, PUE 1.12 (Lei et al. 2025, percentiles)."""
    room = cooled_room("tower", "5A", FACTORS)
    assert room is not None
    assert room.wue is not None
    assert (room.wue.central, room.pue.central) == (2.1958, 1.1152)
    assert [note.code for note in room.notes] == ["cooling-chosen"]


def test_a_tower_drinks_more_than_a_dry_cooler() -> None:
    """In each climate a tower takes many times the water of dry cooling, and less power."""
    for climate in ("1A", "2B", "3C", "4A", "5A", "7"):
        wet, dry = (cooled_room(name, climate, FACTORS) for name in ("tower", "dry"))
        assert wet is not None
        assert dry is not None
        assert wet.wue is not None
        assert dry.wue is not None
        assert wet.wue.central > 10 * dry.wue.central
        assert wet.pue.central < dry.pue.central


def test_an_unknown_climate_is_as_wide_as_all_of_them() -> None:
    """Without a climate the spread holds every one that is known."""
    anywhere = cooled_room("airside", None, FACTORS)
    assert anywhere is not None
    assert anywhere.wue is not None
    spread = anywhere.wue.distribution
    assert isinstance(spread, Triangular)
    for climate in ("1A", "3C"):
        named = cooled_room("airside", climate, FACTORS)
        assert named is not None
        assert named.wue is not None
        assert spread.low <= named.wue.central <= spread.high


def test_no_name_is_no_room() -> None:
    """Where no cooling is named, what the machine's class has stays."""
    assert cooled_room(None, None, FACTORS) is None


@pytest.mark.parametrize(
    ("name", "climate", "said"),
    [
        ("fan", None, "tower"),
        ("tower", "9Z", "5A"),
        (None, "5A", "--cooling"),
    ],
)
def test_unknown_names_list_the_known(name: str | None, climate: str | None, said: str) -> None:
    """A cooling or climate that nobody knows is refused with those that are known."""
    with pytest.raises(ValueRefusedError) as caught:
        cooled_room(name, climate, FACTORS)
    assert said in str(caught.value)
