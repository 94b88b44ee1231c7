"""Serving from a few facts."""

from typing import Any

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.source import Known
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


def test_a_board_of_unknown_memory_needs_a_number() -> None:
    """Nobody guesses how many boards hold a model; said, it is taken."""
    with pytest.raises(ValueRefusedError, match="memory of this accelerator"):
        estimate_inference("gh200", Inference(**FACTS))
    found = estimate_inference("gh200:4", Inference(**FACTS))
    assert found.workload.quantities["accelerators"].central == 4.0


@pytest.mark.parametrize("batch", [1.0, 4.0, 16.0, 64.0, 256.0])
def test_the_default_lies_between_its_two_methods(batch: float) -> None:
    """At every batch, in the middle and draw by draw, and boards draw no less than idle.

    Draw by draw the same world, so the default is between the two in each.
    """
    both, roofline, theirs = (
        estimate_inference(f"{H100}:4", Inference(**FACTS, batch_count=batch, way=way), pue=1.2)
        for way in ("both", "roofline", "ecologits")
    )
    ends = np.sort(
        np.stack(np.broadcast_arrays(_request(roofline).draws, _request(theirs).draws)), axis=0
    )
    share = both.workload.quantities["power_share"]

    assert (_request(both).draws >= ends[0] * (1 - 1e-9)).all()
    assert (_request(both).draws <= ends[1] * (1 + 1e-9)).all()
    middles = sorted(_request(each).central for each in (roofline, theirs))
    assert middles[0] <= _request(both).central <= middles[1]
    assert share.draws.min() > 0.11  # the least share at idle in the tables
    assert roofline.workload.quantities["power_share"].draws.min() > 0.11


@pytest.mark.parametrize("way", ["both", "roofline", "ecologits"])
@pytest.mark.parametrize("batch", [None, 1.0, 64.0])
def test_time_times_power_is_the_energy_of_the_boards(way: str, batch: float | None) -> None:
    """What a page says of time, boards, batch and mean power multiplies to its energy.

    In every draw; to rounding.
    """
    facts: dict[str, Any] = {**FACTS, "batch_count": batch, "way": way}
    found = estimate_inference(f"{H100}:4", Inference(**facts), pue=1.0)
    told = found.workload.quantities
    boards = next(
        part.amount
        for part in found.footprint.categories[Category.ENERGY].contributions
        if part.source == "accelerators"
    )
    watts = told["power_share"] * 700.0
    said = told["seconds_per_request"].to("s") * told["accelerators"] / told["batch"] * watts

    assert said.draws == pytest.approx(boards.to("J").draws, rel=1e-9)


def test_what_ecologits_is_not_told_is_refused() -> None:
    """A power, a utilisation or a cache has no place in its formulas."""
    unused: tuple[dict[str, Any], ...] = (
        {"power_watts": 300.0},
        {"mfu_share": 0.5},
        {"mbu_share": 0.5},
        {"cache_bytes": 1e5},
    )
    for each in unused:
        with pytest.raises(ValueRefusedError, match="has no power"):
            Inference(**FACTS, way="ecologits", **each)


def test_a_latency_that_was_measured_is_ecologits_most() -> None:
    """As its own functions do: the server is held for that time, the boards' energy stays."""
    short = Inference(**FACTS, way="ecologits", latency_seconds=10.0)
    free = Inference(**FACTS, way="ecologits")
    energy = [_request(estimate_inference(H100, each, pue=1.0)).to("Wh") for each in (short, free)]

    assert [m.name for m in estimate_inference(H100, short).workload.methods] == ["ecologits"]
    saved = 150.0 * 4 / 64 * (43.46646011737694 - 10.0) / 3600.0
    assert energy[1].central - energy[0].central == pytest.approx(saved)


def test_ecologits_says_what_is_not_scaled() -> None:
    """Its own four boards in 16 bits, its own time, whatever is named; and a note of that."""
    found = estimate_inference(f"{H100}:2", Inference(**FACTS, bits=8, way="ecologits"))
    told = found.workload.quantities

    assert told["seconds_per_request"].to("s").central == pytest.approx(43.46646011737694)
    assert told["accelerators"].central == 4.0
    assert any("not scaled to 2" in note.message for note in found.footprint.notes)


def test_ecologits_below_idle_says_so() -> None:
    """At a batch of one its boards draw 6.5 W each, of 79 W idle: the number, and a warning."""
    lone, many = (
        estimate_inference(H100, Inference(**FACTS, way="ecologits", batch_count=batch))
        for batch in (1.0, 64.0)
    )

    assert "power-below-idle" in [note.code for note in lone.footprint.notes]
    assert "power-below-idle" not in [note.code for note in many.footprint.notes]


@pytest.mark.parametrize(
    ("tokens", "what"),
    [({"input_tokens_count": 0.0}, "the prompt"), ({"output_tokens_count": 0.0}, "the answer")],
)
def test_tokens_that_nobody_says_are_told_as_none(tokens: dict[str, float], what: str) -> None:
    """Where the prompt or the answer is not said it is nought, and a note says so.

    Without an answer EcoLogits has nothing to say, and nothing of it is shown.
    """
    facts: dict[str, Any] = {**FACTS, **tokens}
    found = estimate_inference(H100, Inference(**facts))
    noted = [note.message for note in found.footprint.notes if note.code == "tokens-nought"]

    assert len(noted) == 1
    assert what in noted[0]
    shown = "ecologits_it_energy_per_request" in found.workload.quantities
    assert shown == (facts["output_tokens_count"] > 0.0)


def test_a_request_says_what_is_not_in_it() -> None:
    """Idle replicas and requests tried again are not in it, and the page says so."""
    found = estimate_inference(H100, Inference(**FACTS))

    assert "request-alone" in [note.code for note in found.footprint.notes]
    assert "tokens-nought" not in [note.code for note in found.footprint.notes]


def test_a_power_that_was_given_is_that_of_either_method() -> None:
    """350 W of 700 are half of the limit, whatever the regression would say of power."""
    found = estimate_inference(f"{H100}:4", Inference(**FACTS, power_watts=350.0))
    share = found.workload.quantities["power_share"]

    assert share.central == pytest.approx(0.5, rel=0.2)
    assert share.low > 0.4
    assert share.high < 0.7


def test_a_power_below_idle_is_taken_and_told() -> None:
    """Twenty watts of a board that draws 79 idle: as it was given, with a warning."""
    low, fair = (
        estimate_inference(f"{H100}:4", Inference(**FACTS, power_watts=watts, way="roofline"))
        for watts in (20.0, 300.0)
    )

    assert "power-below-idle" in [note.code for note in low.footprint.notes]
    assert "power-below-idle" not in [note.code for note in fair.footprint.notes]


def test_a_number_of_boards_that_nobody_said_is_not_declared() -> None:
    """Without a number the boards are those that hold the weights: worked out, not declared."""
    asked = Inference(parameters_count=70e9, output_tokens_count=10)
    said, unsaid = (
        estimate_inference(text, asked).workload.quantities["accelerators"]
        for text in ("h100-sxm5-80gb:4", "h100-sxm5-80gb")
    )

    assert (said.central, said.known) == (4.0, Known.DECLARED)
    assert (unsaid.central, unsaid.known) == (4.0, Known.MODELLED)
