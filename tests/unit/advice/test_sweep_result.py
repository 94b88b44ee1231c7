"""A fleet says which of its models cannot be."""

import numpy as np
import pytest

from wholeprint.advice.sweep_result import Fleet
from wholeprint.errors import ValueRefusedError


def test_energy_and_power_say_the_same() -> None:
    """2 kWh over two hours are 1 kW, and back."""
    fleet = Fleet.of_energy(np.asarray([7200.0]), np.asarray([2.0]))

    assert fleet.power_watts.tolist() == [1000.0]
    assert fleet.energy_kwh.tolist() == [2.0]
    assert fleet.amount == 1


@pytest.mark.parametrize(
    ("duration", "power", "said"),
    [
        ([1.0, 0.0], [1.0, 1.0], "model 1 does not last"),
        ([float("nan")], [1.0], "model 0 does not last"),
        ([1.0], [-1.0], "model 0 has no power"),
        ([1.0], [float("inf")], "model 0 has no power"),
        ([1.0], [1.0, 2.0], "one duration and one power"),
        ([], [], "at least one"),
    ],
)
def test_what_cannot_be_is_refused(duration: list[float], power: list[float], said: str) -> None:
    """The first model that cannot be is named by its number."""
    with pytest.raises(ValueRefusedError, match=said):
        Fleet(np.asarray(duration), np.asarray(power))
