"""Machines of clouds as people write them."""

import pytest

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.tracking.importers.names import estate_of

FACTORS = Factors()


def test_names_with_counts() -> None:
    """A cloud before, a count behind, several parted by commas."""
    found = estate_of("p5.48xlarge:2, gcp:a2-highgpu-8g, azure:Standard_D4s_v3:3", FACTORS)

    assert [(each.cloud, each.instance, each.count) for each in found.resources] == [
        ("aws", "p5.48xlarge", 2.0),
        ("gcp", "a2-highgpu-8g", 1.0),
        ("azure", "Standard_D4s_v3", 3.0),
    ]


@pytest.mark.parametrize(
    "text", ["", " , ", "m5.large:0", "m5.large:-1", "m5.large:x", "m5.large:9999999999999999"]
)
def test_what_is_no_list_of_machines(text: str) -> None:
    """Nothing named, or a count that is none."""
    with pytest.raises(ValueRefusedError):
        estate_of(text, FACTORS)


def test_another_cloud_is_said_to_be_one() -> None:
    """What stands before the colon is at fault, and not a count behind it."""
    with pytest.raises(ValueRefusedError, match="machines of oci are in no table"):
        estate_of("oci:VM.Standard", FACTORS)
    with pytest.raises(ValueRefusedError, match="not a number above 0"):
        estate_of("m5.large:-2", FACTORS)


def test_an_unknown_machine_is_refused_with_near_ones() -> None:
    """A machine that one names oneself must be known."""
    with pytest.raises(UnknownHardwareError, match="m5"):
        estate_of("m5.larg:2", FACTORS)
