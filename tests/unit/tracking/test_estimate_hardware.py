"""The accelerators of an estimate: any number, stood for by one machine."""

import pytest

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.quantities.source import Known
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.estimate_hardware import hardware_of, rate_of, record_of

FACTORS = default_factors()


def test_a_fleet_is_as_many_hosts_of_eight() -> None:
    """Sixteen thousand boards are stood for by eight of them, and their number is kept."""
    found = hardware_of("h100-sxm5-80gb:16384", FACTORS)

    assert (found.key, found.boards, found.boards_of_machine) == ("h100-sxm5-80gb", 16_384, 8)
    assert len(found.machine.accelerators) == 8
    assert found.is_counted


def test_a_number_may_be_left_out() -> None:
    """A host of eight stands for any number; a processor may be named beside it."""
    assert not hardware_of("h100-sxm5-80gb", FACTORS).is_counted
    assert hardware_of("epyc-7742:2,h100-sxm5-80gb:8", FACTORS).is_counted
    assert not hardware_of("epyc-7742:2,h100-sxm5-80gb", FACTORS).is_counted
    assert hardware_of("l4", FACTORS).boards_of_machine == 8


def test_processors_and_memory_are_those_of_all_hosts() -> None:
    """16 processors and 8 TB beside 64 boards are two and 1 TB in each of their eight hosts.

    Three beside 64 are less than one in each: one stands there, and three eighths of it count.
    """
    whole = hardware_of("h100-sxm5-80gb:64,epyc-7742:16", FACTORS, memory_gb=8192.0)
    part = hardware_of("h100-sxm5-80gb:64,epyc-7742:3", FACTORS)

    assert (whole.machine.sockets, whole.processors_share) == (2, 1.0)
    assert whole.machine.memory_bytes == 1024e9
    assert (part.machine.sockets, part.processors_share) == (1, 0.375)


@pytest.mark.parametrize("text", ["epyc-7742:2", "h100-sxm5-80gb,a100-sxm4-80gb"])
def test_exactly_one_kind_of_accelerator(text: str) -> None:
    """None, and two kinds, are refused."""
    with pytest.raises(ValueRefusedError, match="one kind of accelerator"):
        hardware_of(text, FACTORS)


def test_a_board_of_two_devices_works_as_one() -> None:
    """A driver lists two devices for an MI250X; both are held for the hours of the board."""
    found = hardware_of("mi250x:4", FACTORS)
    activity = found.activity(10.0)

    assert found.boards_of_machine == 4
    assert [load.hours for load in activity.accelerator_load] == [10.0] * 8


def test_a_year_is_the_longest_that_is_placed_in_time() -> None:
    """Hours of a century are a year of them in time: the rest is a multiple."""
    activity = hardware_of("h100-sxm5-80gb", FACTORS).activity(876_000.0)

    assert activity.seconds == pytest.approx(8760 * 3600)
    assert activity.accelerator_load[0].hours == 8760.0


def test_rates_have_a_source() -> None:
    """A peak is published by somebody; it is of dense numbers, in 16 bits unless asked."""
    found = rate_of("a100-sxm4-80gb", FACTORS, 16)

    assert (found.central, found.unit, found.known) == (312.0, "TFLOP/s", Known.PUBLISHED)
    assert [source.key for source in found.sources] == ["epoch-ml-hardware"]
    assert hardware_of("a100-sxm4-80gb", FACTORS).rate(FACTORS, 8).central == 624.0
    assert hardware_of("a100-sxm4-80gb", FACTORS).bandwidth(FACTORS).unit == "TB/s"
    assert hardware_of("a100-sxm4-80gb", FACTORS).memory_gb(FACTORS) == 80.0


def test_a_rate_that_nobody_says_is_refused() -> None:
    """No peak is made up: the message says what to give instead."""
    with pytest.raises(UnknownHardwareError, match="accelerator-hours"):
        rate_of("k80", FACTORS, 16)


def test_the_record_says_what_was_asked() -> None:
    """An estimate has the record of a run: its label, its machine, its time."""
    hardware = hardware_of("h100-sxm5-80gb:2", FACTORS)
    record = record_of(hardware.activity(2.0), "label", {"hours": 2.0})

    assert (record.id, record.label, record.meta) == ("estimate", "label", {"hours": 2.0})
    assert record.edges[-1] == pytest.approx(7200.0)  # rounding of a time since 1970
