"""Requests that can be meant, and accelerators that can serve them."""

from typing import Any

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.estimate_inference import estimate_inference
from wholeprint.tracking.estimate_serving import Inference, counted

FACTORS = default_factors()
H100 = "h100-sxm5-80gb"
FACTS: dict[str, Any] = {
    "parameters_count": 70e9,
    "input_tokens_count": 8000.0,
    "output_tokens_count": 300.0,
}
CACHE = 330_000.0


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"parameters_count": 0.0}, "parameters cannot be meant"),
        ({"requests_count": 0.0}, "requests cannot be meant"),
        ({"batch_count": -1.0}, "batch cannot be meant"),
        ({"batch_count": 0.5}, "batch cannot be meant"),
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


def test_what_is_kept_of_a_batch_must_fit() -> None:
    """512 requests of 8,300 tokens keep 1,402 GB beside 140 GB of weights; four boards hold 320."""
    asked = Inference(**FACTS, batch_count=512.0, cache_bytes=CACHE)

    with pytest.raises(ValueRefusedError, match=r"1402 GB of keys and values.*320 GB"):
        counted(f"{H100}:4", asked, FACTORS)
    few = Inference(**FACTS, batch_count=64.0, cache_bytes=CACHE)
    assert counted(f"{H100}:4", few, FACTORS) == f"{H100}:4"


def test_one_request_must_fit_where_no_batch_is_said() -> None:
    """A million tokens of one request take 330 GB: more than what four boards have left."""
    facts: dict[str, Any] = {**FACTS, "input_tokens_count": 1e6}

    with pytest.raises(ValueRefusedError, match="keys and values"):
        counted(f"{H100}:4", Inference(**facts, cache_bytes=CACHE), FACTORS)


def test_boards_of_no_number_hold_what_is_kept_too() -> None:
    """1,542 GB take twenty boards of 80 GB: 32, as they come in powers of two."""
    asked = Inference(**FACTS, batch_count=512.0, cache_bytes=CACHE)

    assert counted(H100, asked, FACTORS) == f"{H100}:32"


def test_no_more_are_served_together_than_the_memory_holds() -> None:
    """Of 16 to 256 assumed, four boards hold 65 of 8,300 tokens: 180 GB over 2.74 GB each."""
    asked = Inference(**FACTS, cache_bytes=CACHE)
    batch = estimate_inference(f"{H100}:4", asked).workload.quantities["batch"]

    assert batch.draws.max() == pytest.approx(180e9 / (8300 * CACHE))
    assert batch.draws.min() < 20.0


@pytest.mark.parametrize("way", ["both", "roofline", "ecologits"])
def test_an_answer_faster_than_memory_is_refused(way: str) -> None:
    """300 tokens in a millisecond: reading 140 GB 300 times takes four boards three seconds."""
    asked: dict[str, Any] = {**FACTS, "latency_seconds": 0.001, "way": way}

    with pytest.raises(ValueRefusedError, match=r"no answer comes as fast.*3\.1\d s one by one"):
        estimate_inference(f"{H100}:4", Inference(**asked))


def test_an_answer_somewhat_faster_is_a_warning() -> None:
    """Several tokens may be written at once, so two seconds of three are told, not refused."""

    def notes(seconds: float) -> list[str]:
        asked = Inference(**FACTS, latency_seconds=seconds)
        return [note.code for note in estimate_inference(f"{H100}:4", asked).footprint.notes]

    assert "latency-short" in notes(2.0)
    assert "latency-short" not in notes(4.0)


def test_a_latency_on_boards_of_unknown_speed_is_taken() -> None:
    """Where no table says how fast memory is read, there is nothing to hold a latency against."""
    asked = Inference(**FACTS, latency_seconds=1.0)
    found = estimate_inference("mi250:8", asked)

    assert found.workload.methods[0].name == "latency"


def test_a_large_batch_of_unknown_memory_is_told() -> None:
    """A hundred thousand together without a word of their memory: taken, with a warning."""
    many, few = (
        estimate_inference(f"{H100}:4", Inference(**FACTS, batch_count=batch))
        for batch in (1e5, 64.0)
    )

    assert "batch-not-checked" in [note.code for note in many.footprint.notes]
    assert "batch-not-checked" not in [note.code for note in few.footprint.notes]
