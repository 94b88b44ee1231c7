"""``estimate``: hardware by hours, by hand."""

from typing import Any

import pytest

from wholeprint.errors import UnknownHardwareError, UnknownZoneError, ValueRefusedError
from wholeprint.hardware.catalogue import resolve
from wholeprint.hardware.wanted import find_hardware, machine_of
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.assessor import Assessment, default_factors
from wholeprint.tracking.estimate import estimate


def _central_kwh(found: Assessment) -> float:
    energy = found.footprint[Category.ENERGY]
    assert isinstance(energy, Uncertain)
    return energy.to("kWh").central


def _profile(hardware: str, memory_gb: float | None = None) -> Profile:
    factors = default_factors()
    return resolve(machine_of(find_hardware(hardware, factors), memory_gb=memory_gb), factors)


def test_accelerators_by_hand() -> None:
    """Eight boards of 400 W at 0.8 for 24 hours are 61.44 kWh, times the host, times the PUE.

    Source: the board power limit of the A100 SXM4 80 GB (NVIDIA's data sheet). Rounding of floats.
    """
    found = estimate("a100-sxm4-80gb:8", 24.0, load_share=0.8, pue=1.25, zone="FR")
    host = _profile("a100-sxm4-80gb:8").host_overhead.central

    assert _central_kwh(found) == pytest.approx(8 * 0.4 * 0.8 * 24 * host * 1.25, rel=1e-9)


def test_processors_by_hand() -> None:
    """A processor at half load draws the half-load point of its curve; memory is per gigabyte.

    Source: the catalogue's own factors at their centre. Rounding of floats.
    """
    found = estimate("epyc-7742:2", 10.0, load_share=0.5, memory_gb=64.0, pue=1.0)
    profile = _profile("epyc-7742:2", 64.0)
    cpu = profile.cpu
    assert cpu is not None
    watts = 2 * cpu.tdp.central * cpu.half_share.central + 64 * profile.dram_watts_per_gb.central

    expected = watts * 10.0 / 1000.0 * profile.host_overhead.central
    assert _central_kwh(found) == pytest.approx(expected, rel=1e-9)


def test_twice_as_long_is_twice_as_much() -> None:
    """Energy, carbon and wear are in proportion to the hours, draw by draw."""
    day, two = (estimate("h100-sxm5-80gb:8", hours, zone="DE") for hours in (24.0, 48.0))
    for category in (Category.ENERGY, Category.GHG_EMBODIED):
        one, other = day.footprint[category], two.footprint[category]
        assert isinstance(one, Uncertain)
        assert isinstance(other, Uncertain)
        assert other.central == pytest.approx(2 * one.central, rel=1e-9)  # rounding of floats


def test_idle_boards_still_wear_out() -> None:
    """At no load boards use nothing by this model, and their making is charged all the same."""
    found = estimate("a100-sxm4-80gb:8", 24.0, load_share=0.0)
    embodied = found.footprint[Category.GHG_EMBODIED]

    assert isinstance(embodied, Uncertain)
    assert embodied.central > 0.0


@pytest.mark.parametrize("hours", [0.0, -1.0, float("nan"), float("inf"), 1e9])
def test_hours_out_of_range_are_refused(hours: float) -> None:
    """No time, negative time, no number, and more than a century: refused."""
    with pytest.raises(ValueRefusedError, match="hours"):
        estimate("a100-sxm4-80gb", hours)


@pytest.mark.parametrize("load_share", [-0.1, 1.01, float("nan"), 80.0])
def test_loads_out_of_range_are_refused(load_share: float) -> None:
    """A load is a share: percents are refused, not divided by a hundred."""
    with pytest.raises(ValueRefusedError, match="load"):
        estimate("a100-sxm4-80gb", 1.0, load_share=load_share)


@pytest.mark.parametrize("memory_gb", [-1.0, float("nan"), 1e7])
def test_memory_out_of_range_is_refused(memory_gb: float) -> None:
    """Negative memory and a petabyte in one machine are refused."""
    with pytest.raises(ValueRefusedError, match="memory"):
        estimate("a100-sxm4-80gb", 1.0, memory_gb=memory_gb)


def test_unknown_names_offer_near_ones() -> None:
    """A device that nobody knows is refused with names that are like it; so is a zone."""
    with pytest.raises(UnknownHardwareError, match="a100"):
        estimate("a100-sxm4-81gb", 1.0)
    with pytest.raises(UnknownZoneError):
        estimate("a100-sxm4-80gb", 1.0, zone="Atlantis")


@pytest.mark.parametrize("arguments", [{"utilisation": 2.0}, {"at": "never"}, {"draws": -1}])
def test_arguments_are_checked_as_for_a_run(arguments: Any) -> None:
    """What an assessment of a run would refuse is refused here too."""
    with pytest.raises(ValueRefusedError):
        estimate("a100-sxm4-80gb", 1.0, **arguments)


def test_the_record_repeats_what_was_asked() -> None:
    """The estimate says what it was made from, and that nothing was measured."""
    found = estimate("a100-sxm4-80gb:2", 3.0, load_share=0.5, zone="FR", pue=1.1)

    assert found.record.meta == {"hardware": "a100-sxm4-80gb:2", "hours": 3.0, "load_share": 0.5}
    assert found.record.edges[-1] == 3.0 * 3600
    assert found.signal is not None
    assert found.signal.zone == "FR"
    assert "energy-modelled" in [note.code for note in found.footprint.notes]


def test_more_devices_than_one_estimate_holds_are_refused() -> None:
    """A row of machines is a product, no larger assessment: refused before anything is made."""
    with pytest.raises(ValueRefusedError, match="multiply"):
        estimate("a100-sxm4-80gb:2049", 1.0)
    with pytest.raises(ValueRefusedError, match="multiply"):
        estimate("a100-sxm4-80gb:1000000000", 1.0)


def test_the_estimate_says_what_it_was_told() -> None:
    """What was declared of the site stands in the document, and nothing else."""
    assert estimate("a100-sxm4-80gb", 1.0, zone="POL", pue=1.1).told == {"zone": "PL", "pue": 1.1}
