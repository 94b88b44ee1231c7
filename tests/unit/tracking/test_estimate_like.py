"""Published models as a starting point."""

import pytest

from wholeprint.errors import UnknownNameError, ValueRefusedError
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.estimate_like import (
    estimate_like,
    find_model,
    hardware_like,
    published_models,
)
from wholeprint.tracking.estimate_training import Training


def test_there_are_models_enough_and_each_has_a_source() -> None:
    """At least thirty, each with somebody who says it, and boards that the catalogue has."""
    factors = default_factors()
    models = published_models()
    boards = factors.table("accelerators").names

    assert len(models) >= 30
    assert not [model.key for model in models if model.source not in factors.sources]
    assert not [m.key for m in models if m.accelerator and m.accelerator not in boards]


@pytest.mark.parametrize(
    ("text", "key", "behind"),
    [
        ("Llama-3.1-70B on H100", "llama-3.1-70b", "H100"),
        ("llama 3.1 70b ON a100-sxm4-80gb:64", "llama-3.1-70b", "a100-sxm4-80gb:64"),
        ("BLOOM", "bloom-176b", ""),
        ("gpt-3-175b", "gpt-3-175b", ""),
    ],
)
def test_names_are_found_however_they_are_written(text: str, key: str, behind: str) -> None:
    """Case and hyphens do not matter; what stands behind " on " is the hardware."""
    model, hardware = find_model(text)

    assert (model.key, hardware) == (key, behind)


def test_a_near_name_is_offered_and_never_taken() -> None:
    """Llama 3.1 71B is nobody's model: the message names what is like it."""
    with pytest.raises(UnknownNameError, match=r"Llama 3\.1 70B"):
        find_model("Llama-3.1-71B")
    with pytest.raises(UnknownNameError, match="like list"):
        find_model("qqqq")


def test_a_family_means_the_board_of_the_publication() -> None:
    """H100 behind a model trained on the SXM5 board is that board; behind another it is none."""
    llama, _ = find_model("Llama 3.1 70B")
    bloom, _ = find_model("BLOOM")

    assert hardware_like(llama, "H100:16") == "h100-sxm5-80gb:16"
    assert hardware_like(llama, "") == "h100-sxm5-80gb"
    assert hardware_like(bloom, "H100") == "H100"
    with pytest.raises(ValueRefusedError, match="trained on"):
        hardware_like(find_model("LaMDA")[0], "")


def test_its_own_hours_on_its_own_board() -> None:
    """The published hours are taken as they are, published and not declared."""
    found = estimate_like("Llama-3.1-70B on H100", zone="US")
    hours = found.workload.quantities["accelerator_hours"]

    assert hours.low == hours.high == 7e6
    assert hours.known.value == "published"
    assert found.workload.like is not None
    assert found.workload.like["source"] == "meta-llama-models"
    assert "like-published" in [note.code for note in found.footprint.notes]


def test_another_board_is_wider_and_says_so() -> None:
    """Hours are turned by the ratio of peaks; a utilisation that is told does without them."""
    found = estimate_like("Llama-3.1-70B", hardware="a100-sxm4-80gb:1024")
    told = estimate_like("Llama-3.1-70B", Training(mfu_share=0.4), hardware="a100-sxm4-80gb")
    hours = found.workload.quantities["accelerator_hours"]

    assert hours.central == pytest.approx(7e6 * 989.4 / 312)
    assert "other-hardware" in [note.code for note in found.footprint.notes]
    assert [m.name for m in told.workload.methods] == ["6ND", "utilisation"]


def test_without_hours_its_operations_are_taken() -> None:
    """Chinchilla has parameters and tokens, and no hours that we could read."""
    found = estimate_like("Chinchilla on h100-sxm5-80gb")

    assert [m.name for m in found.workload.methods] == ["6ND", "utilisation"]
