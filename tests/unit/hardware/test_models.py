"""Components of a bill."""

import math

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.models import NODES_NM, Amount, component_names, line, nodes_used


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


def test_every_model_of_a_component_has_its_factors(factors: Factors) -> None:
    """Each row of the table of components names factors that exist, in units that fit."""
    units = {"gpu_die": "mm2", "board": "cm2"}
    for name in component_names(factors):
        amount = Amount(
            name,
            name,
            size_amount=4.0,
            unit=units.get(name, ""),
            node_nm=7,
            distance_km=10.0,
            dies=1,
        )
        assert line(amount, "embodied", factors) is not None, name


def test_several_models_are_a_choice_that_all_bills_share(factors: Factors) -> None:
    """Where one account of memory is right, it is right for all memory."""
    found = line(Amount("memory", "hbm", size_amount=80.0, unit="GB", dies=6), "embodied", factors)

    assert found is not None
    assert found.choice is not None
    assert found.choice.id == "embodied.model.hbm"
    assert {model.name for model in found.models} == {"ademe", "morand", "pcf"}


def test_a_process_between_two_says_which_were_used(factors: Factors) -> None:
    """12 nm lies between the data of 14 and 10 nm; nothing is taken without saying so."""
    amount = Amount("die", "gpu_die", size_amount=815.0, unit="mm2", node_nm=12)

    found = line(amount, "embodied", factors)

    assert nodes_used(12) == (14, 10)
    assert found is not None
    assert "14 and 10 nm" in found.note


@pytest.mark.parametrize("node", [0.0, 2.0, 32.0, -7.0])
def test_a_process_that_nobody_has_data_on_is_refused(node: float) -> None:
    """Outside 28 to 3 nm nothing is extrapolated."""
    with pytest.raises(ValueRefusedError, match="from 3 to 28 nm"):
        nodes_used(node)


@pytest.mark.parametrize("node", NODES_NM)
def test_a_process_with_data_is_itself(node: int) -> None:
    """No neighbours are used where there are data."""
    assert nodes_used(node) == (node,)


@pytest.mark.parametrize(
    ("count", "size", "unit"),
    [
        (1.0, -1.0, "GB"),
        (1.0, 1e9, "GB"),
        (1.0, math.nan, "kg"),
        (-1.0, 1.0, "kg"),
        (1.0, 0.0, "mm2"),
        (1.0, 1e8, "mm2"),
    ],
)
def test_absurd_sizes_are_refused(count: float, size: float, unit: str) -> None:
    """Negative, endless and impossible amounts are no components."""
    with pytest.raises(ValueRefusedError):
        Amount("thing", "psu", count, size, unit)


def test_an_unknown_component_names_those_there_are(factors: Factors) -> None:
    """The message lists the components."""
    with pytest.raises(ValueRefusedError, match="motherboard"):
        line(Amount("fan", "fan"), "embodied", factors)


def test_amounts_are_said_in_words() -> None:
    """Counts, sizes, distances and processes as a bill prints them."""
    assert (
        Amount("die", "gpu_die", size_amount=814.0, unit="mm2", node_nm=5).said() == "814 mm2, 5 nm"
    )
    assert Amount("memory", "dram", 2.0, 8.0, "GB").said() == "2 x 8 GB"
    assert Amount("ship", "freight_boat", 1.0, 1.5, "kg", distance_km=9.0).said() == "1.5 kg x 9 km"
    assert Amount("board", "motherboard").said() == "1"
