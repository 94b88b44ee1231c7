"""Energy that knows where it was taken."""

import pytest

from wholeprint.errors import BasisError, UnitError
from wholeprint.quantities.energy import (
    Chip,
    Energy,
    Facility,
    It,
    to_facility,
    to_it,
    within_facility,
)
from wholeprint.quantities.uncertain import Uncertain

PUE = Uncertain.fixed(1.5, "1")
HOST = Uncertain.fixed(1.25, "1")
CHIP = Energy(Uncertain.fixed(1.0, "kWh"), Chip)


def test_each_step_outwards_is_taken_once() -> None:
    """1 kWh of chips is 1.25 kWh at the plug and 1.875 kWh of the building, in its own unit."""
    plug = to_it(CHIP, HOST)
    building = to_facility(plug, PUE)
    assert plug.amount.central == 1.25
    assert building.amount.central == 1.875
    assert building.as_json()["basis"] == "facility"
    assert within_facility(building, PUE).amount.central == pytest.approx(1.25, rel=1e-12)


def test_pue_on_facility_energy_is_refused_by_type_and_at_run_time() -> None:
    """The type checker rejects the call below (or it would report its ignore), and so do we."""
    building = to_facility(to_it(CHIP, HOST), PUE)
    with pytest.raises(BasisError, match="facility"):
        to_facility(building, PUE)  # pyright: ignore[reportArgumentType] - the point of the test


def test_pue_on_chips_is_refused_by_type_and_at_run_time() -> None:
    """The rest of the server may not be left out on the way to the building."""
    with pytest.raises(BasisError, match="chip"):
        to_facility(CHIP, PUE)  # pyright: ignore[reportArgumentType] - the point of the test


def test_host_overhead_on_the_plug_is_refused_by_type_and_at_run_time() -> None:
    """What was measured at the plug has the whole server in it."""
    plug = Energy(Uncertain.fixed(1.0, "kWh"), It)
    with pytest.raises(BasisError, match="it"):
        to_it(plug, HOST)  # pyright: ignore[reportArgumentType] - the point of the test


def test_energies_of_two_places_are_not_added() -> None:
    """Chips and buildings are not summed, by type and at run time."""
    building = Energy(Uncertain.fixed(1.0, "kWh"), Facility)
    with pytest.raises(BasisError):
        CHIP + building  # pyright: ignore[reportOperatorIssue, reportUnusedExpression] - the point


def test_energies_of_one_place_are() -> None:
    """Sums, differences and multiples stay where they were taken."""
    assert (CHIP + CHIP).amount.central == 2.0
    assert (CHIP - CHIP).amount.central == 0.0
    assert (3 * CHIP).amount.central == 3.0
    assert (3 * CHIP).place is Chip


def test_units_are_checked() -> None:
    """An energy has a unit of energy and an overhead is a plain ratio."""
    with pytest.raises(UnitError):
        Energy(Uncertain.fixed(1.0, "W"), Chip)
    with pytest.raises(UnitError):
        to_it(CHIP, Uncertain.fixed(1.0, "L/kWh"))
