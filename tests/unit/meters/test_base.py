"""Tests of the contract's value types."""

import math

from wholeprint.meters.base import MOST_PLAUSIBLE_WATTS, UNREADABLE, ChannelSpec, Fault, Finding
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.source import Known


def test_unreadable_is_never_a_number() -> None:
    """A channel that does not answer reads NaN, so that no sum can take it for 0 J."""
    assert math.isnan(UNREADABLE)


def test_a_channel_says_only_what_is_known() -> None:
    """What a driver does not state is neutral: inside nothing, no published error."""
    spec = ChannelSpec("x", "cpu", "rapl", Known.MEASURED, Basis.CHIP)
    assert (spec.within, spec.relative_error) == (None, 0.0)
    assert spec.plausible_watts == MOST_PLAUSIBLE_WATTS


def test_a_fault_is_a_gap_unless_it_says_otherwise() -> None:
    """The safe reading of a fault is that the energy is unknown."""
    assert Fault("x", "counter-jumped", "it jumped").gap


def test_a_finding_without_channels_is_not_present() -> None:
    """A driver that found nothing does not claim that there is a sensor."""
    assert not Finding("rapl", found=False).present
