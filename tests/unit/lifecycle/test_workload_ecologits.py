"""The regression of EcoLogits: what it depends on. Its numbers are held in the oracles."""

import pytest

from wholeprint.lifecycle.workload_ecologits import regression


def test_energy_is_in_proportion_to_tokens() -> None:
    """Twice the tokens are twice the energy and twice the time. Rounding of floats."""
    one, two = (regression(8e9, 8e9, tokens) for tokens in (100.0, 200.0))

    assert two.it_kwh == pytest.approx(2 * one.it_kwh)
    assert two.seconds == pytest.approx(2 * one.seconds)


def test_a_measured_latency_is_the_most() -> None:
    """A request that took one second takes no more, whatever the fit says."""
    assert regression(70e9, 70e9, 500.0, most_seconds=1.0).seconds == 1.0
    assert regression(70e9, 70e9, 500.0, most_seconds=1e6).seconds < 1e3


def test_all_weights_are_held_and_the_active_ones_work() -> None:
    """More parameters need more accelerators; only active ones need more time."""
    small, large = regression(70e9, 8e9, 100.0), regression(700e9, 8e9, 100.0)

    assert large.accelerator_count > small.accelerator_count
    assert large.seconds == small.seconds
    assert large.embodied_kg > small.embodied_kg


def test_boards_are_held_by_all_of_a_batch_together() -> None:
    """Four boards for the time of a batch of 64 are a sixteenth of it for each request."""
    found = regression(70e9, 70e9, 100.0)

    assert found.accelerator_seconds == pytest.approx(found.seconds * 4 / 64)
