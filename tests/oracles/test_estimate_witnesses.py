"""Estimates beside what was published of the same thing: how far they are off, held as it is.

Nothing here is tuned: what was published of a training shapes the spread of utilisations, so each
is judged by the spread of all the others.
"""

from collections import defaultdict

import numpy as np
import pytest

from wholeprint.quantities.distribution import Empirical
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.estimate_hardware import rate_of
from wholeprint.tracking.estimate_inference import Inference, estimate_inference
from wholeprint.tracking.estimate_like import Published, published_models
from wholeprint.tracking.estimate_training import Training, estimate_training

FACTORS = default_factors()
SEARCHES = {"evolved-transformer-search"}
HEADS = ("llama-2", "llama-3.2", "llama-3", "llama-4", "mpt")
FIRST = {"llama-7b", "llama-13b", "llama-33b", "llama-65b"}


def _family(key: str) -> str:
    if key in FIRST:
        return "llama-1"
    return next((head for head in HEADS if key.startswith(head)), key)


def _utilisation(model: Published) -> float | None:
    """What a published training reached: its operations over hours times peak."""
    flop = model.training_flop_count
    if flop is None and model.parameters_count and model.tokens_count:
        flop = 6 * (model.active_parameters_count or model.parameters_count) * model.tokens_count
    if flop is None or model.accelerator_hours is None or model.key in SEARCHES:
        return None
    peak = rate_of(model.accelerator, FACTORS, 16).central * 1e12
    return flop / (model.accelerator_hours * 3600 * peak)


def _reached() -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for model in published_models():
        share = _utilisation(model)
        if share is not None:
            found[_family(model.key)].append(share)
    return found


def test_no_published_training_is_impossible() -> None:
    """Every published training reached something between a twentieth and six tenths of the peak.

    Nobody passes the peak; the least is Llama 3.2 1B, which learned from larger models.
    """
    shares = [share for family in _reached().values() for share in family]

    assert len(shares) >= 30
    assert min(shares) > 0.04
    assert max(shares) < 0.6


def test_a_training_lies_within_the_spread_of_all_others() -> None:
    """Leaving out one family of models at a time, 80 % or more lie in the interval of the others.

    The interval is meant to hold 90 %. Outside are those that learned from larger models, the
    smallest, and two that reached half of the peak. Twenty families cannot tell 80 from 90 %.
    """
    families = _reached()
    inside: list[float] = []
    for name, own in families.items():
        others = [(s, 1 / len(each)) for n, each in families.items() if n != name for s in each]
        spread = Empirical(tuple(s for s, _ in others), tuple(w for _, w in others))
        low, high = spread.quantile(np.array([0.05, 0.95]))
        inside.append(float(np.mean([low <= share <= high for share in own])))

    assert len(inside) >= 17
    assert np.mean(inside) >= 0.8


def test_the_spread_is_made_of_what_was_published() -> None:
    """Each utilisation computed in the table is what its model's own row gives, to its 3 digits."""
    rows = FACTORS.table("workload").where("id", "training.mfu")
    computed = [
        row.required_number("value")
        for row in rows
        if row.text("read") == "computed" and row.text("shape") == "sample"
    ]
    shares = {round(share, 3) for family in _reached().values() for share in family}

    assert set(computed) <= shares


@pytest.mark.parametrize(
    ("board", "hours", "measured_kwh", "least", "most"),
    [
        # Newkirk et al. (2025), abstract: 76 % of a node's 10.2 kW, per H100; without PUE.
        ("h100-sxm5-80gb", 1.0, 0.76 * 10.2 / 8, 0.75, 1.4),
        # Patterson et al. (2021), Table 4: 330 W of a system per V100, 310 W per TPU v3.
        ("v100-sxm2-32gb", 1.0, 0.330, 0.75, 1.4),
        ("tpu-v3", 1.0, 0.310, 1.0, 1.7),
    ],
)
def test_power_of_a_machine_per_accelerator(
    board: str, hours: float, measured_kwh: float, least: float, most: float
) -> None:
    """Our energy of an hour at the plug over what was measured, as it is.

    GPUs come out near; a TPU v3 half too high, since the machine around it is taken to be like
    those around later boards.
    """
    training = Training(accelerator_hours=hours)
    energy = estimate_training(board, training, pue=1.0).footprint["energy"]
    assert isinstance(energy, Uncertain)

    assert least < energy.to("kWh").median / measured_kwh < most


@pytest.mark.parametrize(
    ("parameters", "active", "tokens", "wh", "least", "most"),
    [
        # Epoch (2025): 0.3 Wh for 500 tokens of about 100 billion active of 200 to 400 in all.
        (300e9, 100e9, (1000.0, 500.0), 0.3, 1.0, 8.0),
        # EcoLogits 0.11.3, run: a request of 500 tokens to 70 and to 8 billion, without PUE.
        (70e9, 70e9, (0.0, 500.0), 0.27397, 0.3, 1.0),
        (8e9, 8e9, (0.0, 500.0), 0.03715, 0.25, 1.0),
    ],
)
def test_a_request_beside_what_others_say(
    parameters: float,
    active: float,
    tokens: tuple[float, float],
    wh: float,
    least: float,
    most: float,
) -> None:
    """The roofline alone over what they say: the ratio as it is, and the reason for it.

    A mixture of experts comes out several times above Epoch's figure, which holds that only active
    weights are read, whatever the batch. Dense models without a prompt come out at about 0.4 of
    EcoLogits, whose fits are of servers that reach a small part of the bandwidth; that is why
    both methods are in the width of an estimate.
    """
    inference = Inference(
        parameters_count=parameters,
        active_parameters_count=active,
        input_tokens_count=tokens[0],
        output_tokens_count=tokens[1],
        way="roofline",
    )
    found = estimate_inference("h100-sxm5-80gb", inference, pue=1.0)
    energy = found.workload.per["request"]

    ratio = next(each for name, each in energy.items() if name == "energy").to("Wh").median / wh
    assert least < ratio < most


@pytest.mark.parametrize(
    ("parameters", "active", "batch", "wh", "least", "most"),
    [
        # As above, by the default of both methods: Epoch (2025), and EcoLogits 0.11.3, run.
        (300e9, 100e9, None, 0.3, 2.0, 4.0),
        (70e9, 70e9, None, 0.27397, 0.5, 1.0),
        (8e9, 8e9, None, 0.03715, 0.5, 1.0),
        # EcoLogits 0.11.3, run with ``batch_size``: 500 tokens, 5/3 of its 300.
        (70e9, 70e9, 1.0, 3.5095947762665307 * 5 / 3, 1.0, 1.5),
        (70e9, 70e9, 256.0, 0.08287460801462936 * 5 / 3, 0.6, 1.0),
    ],
)
def test_the_default_beside_what_others_say(
    parameters: float, active: float, batch: float | None, wh: float, least: float, most: float
) -> None:
    """Between both methods, over what they say: the ratio as it is, without PUE.

    One of the methods is EcoLogits' own, so its rows show how far the other pulls, and are no
    test of either. Epoch's figure is passed three times over, for the reason above.
    """
    inference = Inference(
        parameters_count=parameters,
        active_parameters_count=active,
        input_tokens_count=1000.0 if active < parameters else 0.0,
        output_tokens_count=500.0,
        batch_count=batch,
    )
    found = estimate_inference("h100-sxm5-80gb", inference, pue=1.0)

    ratio = found.workload.per["request"][Category.ENERGY].to("Wh").median / wh
    assert least < ratio < most


def test_servers_around_boards_beside_those_of_google() -> None:
    """Host over accelerators: ours is 1.64 to 2.2 of the boards, Google's 1.43, and so below it.

    Source: Elsworth et al. (2025), second-hand: the whole stack is 1.72 times its accelerators, a
    quarter of it the host. Ours is of a TPU v6e machine (Schneider et al. 2025).
    """
    theirs = 1.0 + 0.25 * FACTORS.factor("power.full_stack_per_accelerator").distribution.central
    ours = FACTORS.factor("power.machine_per_accelerator").distribution.central

    assert theirs == pytest.approx(1.43)
    assert 1.2 < ours / theirs < 1.3


# ML.ENERGY leaderboard, data/A100_chat_benchmark.csv, batch 1, read in the file itself: parameters,
# tokens of the mean response, its time [s], energy of the GPU [J].
MEASURED = {
    "Llama 2 13B chat": (13e9, 379.4936, 12.984, 3050.126),
    "Llama 2 7B chat": (6.7e9, 420.0662, 9.442, 1828.775),
    "Vicuna 13B": (13e9, 279.2102, 14.470, 3186.874),
    "Vicuna 7B": (6.7e9, 282.6964, 9.4236, 1482.909),
    "LLaMA 13B": (13e9, 73.8529, 2.746, 638.231),
    "LLaMA 7B": (6.7e9, 65.8469, 1.9355, 345.374),
}


@pytest.mark.parametrize("name", MEASURED)
def test_measured_requests_lie_within_the_roofline(name: str) -> None:
    """Time and energy that were measured on an A100 lie within our 90 % intervals.

    So does the power that follows, 157 to 235 W: four tenths to six of the limit of 400 W, far
    above what a board draws idle, though arithmetic is used to a hundredth. None of them shaped
    the roofline. Its medians are 0.35 to 0.7 of what was measured, in 2023 and
    with the plainest of servers, one request at a time; which A100 it was is not said.
    """
    parameters, tokens, seconds, joules = MEASURED[name]
    inference = Inference(
        parameters_count=parameters, output_tokens_count=tokens, batch_count=1.0, way="roofline"
    )
    found = estimate_inference(
        "a100-sxm4-80gb:1", inference, pue=1.0, overrides={"power.machine_per_accelerator": 1.0}
    )
    time = found.workload.quantities["seconds_per_request"].to("s")
    share = found.workload.quantities["power_share"]
    energy = found.footprint["energy"]
    assert isinstance(energy, Uncertain)
    used = energy.to("J")

    assert time.low < seconds < time.high
    assert used.low < joules < used.high
    assert share.low < joules / seconds / 400.0 < share.high
    assert 0.3 < time.median / seconds < 0.75
    assert 0.4 < used.median / joules < 0.75
