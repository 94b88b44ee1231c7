"""Serving from a few facts."""

from typing import Any

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.estimate_inference import Inference, estimate_inference
from wholeprint.tracking.estimate_workload import Estimate

FACTS: dict[str, Any] = {
    "parameters_count": 70e9,
    "input_tokens_count": 1000.0,
    "output_tokens_count": 500.0,
}
H100 = "h100-sxm5-80gb"


def _request(found: Estimate) -> Uncertain:
    return found.workload.per["request"][Category.ENERGY]


def test_a_model_is_given_as_many_boards_as_hold_it() -> None:
    """140 GB of weights and a fifth more need four boards of 80 GB; in 8 bits two."""
    wide = estimate_inference(H100, Inference(**FACTS))
    narrow = estimate_inference(H100, Inference(**FACTS, bits=8))

    assert wide.workload.quantities["accelerators"].central == 4.0
    assert narrow.workload.quantities["accelerators"].central == 2.0


def test_a_model_that_does_not_fit_is_refused() -> None:
    """140 GB into one board of 80 GB: the reason and a way out."""
    with pytest.raises(ValueRefusedError, match=r"does not fit.*140 GB"):
        estimate_inference(f"{H100}:1", Inference(**FACTS))


def test_a_service_is_its_requests() -> None:
    """A million requests are a million times one; per request nothing changes."""
    one = estimate_inference(H100, Inference(**FACTS))
    many = estimate_inference(H100, Inference(**FACTS, requests_count=1e6))
    total = many.footprint[Category.ENERGY]
    assert isinstance(total, Uncertain)

    assert total.central == pytest.approx(1e6 * _request(one).central)
    assert _request(many).high == pytest.approx(_request(one).high)
    thousand = many.workload.per["1,000 output tokens"][Category.ENERGY]
    assert thousand.central == pytest.approx(2 * _request(many).central)


def test_both_methods_are_beside_each_other() -> None:
    """By default the answer lies between the roofline and the regression, and is wider than either.

    Both are named, and the one not used is still told.
    """
    found = {
        way: estimate_inference(H100, Inference(**FACTS, way=way), pue=1.2)
        for way in ("both", "roofline", "ecologits")
    }
    centres = sorted(_request(found[way]).central for way in ("roofline", "ecologits"))

    assert centres[0] <= _request(found["both"]).central <= centres[1]
    assert [m.name for m in found["both"].workload.methods] == ["roofline", "ecologits"]
    assert [m.name for m in found["roofline"].workload.methods] == ["roofline"]
    told = found["roofline"].workload.quantities["ecologits_it_energy_per_request"]
    assert told.to("Wh").central == pytest.approx(0.27397, rel=1e-4)  # as the package returns it


@pytest.mark.parametrize(("hardware", "bits"), [("a100-sxm4-80gb", 16), (H100, 8)])
def test_the_regression_is_not_taken_where_it_was_not_fitted(hardware: str, bits: int) -> None:
    """On another board, or in other numbers, the roofline stands alone, with a note."""
    found = estimate_inference(hardware, Inference(**FACTS, bits=bits))

    assert [m.name for m in found.workload.methods] == ["roofline"]
    assert "method-not-applicable" in [note.code for note in found.footprint.notes]


def test_the_regression_is_taken_elsewhere_only_where_it_is_wanted() -> None:
    """Asked for on another board, its energy is that of H100, and a warning says so."""
    there, here = (
        estimate_inference(board, Inference(**FACTS, way="ecologits"), pue=1.0)
        for board in ("a100-sxm4-80gb", H100)
    )

    assert _request(there).central == pytest.approx(_request(here).central)
    assert "method-not-applicable" in [note.code for note in there.footprint.notes]
    assert "method-not-applicable" not in [note.code for note in here.footprint.notes]


def test_a_latency_is_the_time_that_the_boards_are_held() -> None:
    """Ten seconds on four boards for a batch of eight are five accelerator seconds a request."""
    inference = Inference(**FACTS, latency_seconds=10.0, batch_count=8.0)
    found = estimate_inference(f"{H100}:4", inference)

    assert found.workload.quantities["accelerator_hours"].to("s").central == pytest.approx(5.0)
    assert [m.name for m in found.workload.methods] == ["latency"]


def test_more_of_anything_costs_more() -> None:
    """Longer prompts, longer answers and larger models cost more; larger batches less."""
    base = _request(estimate_inference(f"{H100}:8", Inference(**FACTS, way="roofline"))).central

    def changed(**other: float) -> float:
        facts: dict[str, Any] = {**FACTS, **other}
        return _request(estimate_inference(f"{H100}:8", Inference(**facts, way="roofline"))).central

    assert changed(input_tokens_count=5000.0) > base
    assert changed(output_tokens_count=1000.0) > base
    assert changed(parameters_count=140e9) > base
    assert changed(active_parameters_count=10e9) < base
    assert changed(batch_count=1.0) > base > changed(batch_count=512.0)
    assert changed(cache_bytes=327_680.0) > base


def test_reading_alone_has_no_answer_to_divide_by() -> None:
    """A prompt without an answer is the roofline's alone, and has no unit of tokens written."""
    found = estimate_inference(
        H100, Inference(parameters_count=8e9, input_tokens_count=100.0, output_tokens_count=0.0)
    )

    assert "1,000 output tokens" not in found.workload.per
    assert [m.name for m in found.workload.methods] == ["roofline"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"parameters_count": 0.0}, "parameters cannot be meant"),
        ({"requests_count": 0.0}, "requests cannot be meant"),
        ({"batch_count": -1.0}, "batch cannot be meant"),
        ({"latency_seconds": float("inf")}, "latency cannot be meant"),
        ({"active_parameters_count": 71e9}, "more parameters are active"),
        ({"input_tokens_count": 0.0, "output_tokens_count": 0.0}, "a request has tokens"),
        ({"output_tokens_count": -5.0}, "a request has tokens"),
        ({"mfu_share": 1.2}, "more than its peak"),
        ({"mbu_share": 0.0}, "more than its peak"),
        ({"bits": 32}, "no such precision"),
        ({"way": "ecologits", "output_tokens_count": 0.0}, "tokens of an answer only"),
    ],
)
def test_what_cannot_be_meant_is_refused(facts: dict[str, Any], said: str) -> None:
    """Impossible facts are refused with the reason."""
    with pytest.raises(ValueRefusedError, match=said):
        Inference(**{**FACTS, **facts})


def test_a_board_of_unknown_memory_needs_a_number() -> None:
    """Nobody guesses how many boards hold a model; said, it is taken."""
    with pytest.raises(ValueRefusedError, match="memory of this accelerator"):
        estimate_inference("gh200", Inference(**FACTS))
    found = estimate_inference("gh200:4", Inference(**FACTS))
    assert found.workload.quantities["accelerators"].central == 4.0
