"""``wholeprint estimate``."""

from typing import Any

import pytest

WORDS = ("estimate", "--hardware", "a100-sxm4-80gb:8", "--hours", "24", "--zone", "FR")


def test_an_estimate_has_the_footprint_of_a_run(call: Any) -> None:
    """Eight boards of 400 W for a day are 76.8 kWh before the host and the building.

    Source: the board power limit of the A100 SXM4 80 GB, 400 W (NVIDIA's data sheet).
    """
    document = call(*WORDS, "--pue", "1.2", "--json").document("estimate")

    boards = [
        part["central"]
        for part in document["footprint"]["energy"]["contributions"]
        if part["source"].startswith("gpu:")
    ]
    assert sum(boards) == pytest.approx(8 * 0.4 * 24, rel=1e-9)  # rounding of floats only
    assert document["estimate"]["pue"] == 1.2
    hour = document["workload"]["per"]["hour"]["energy"]["central"]
    assert hour == pytest.approx(document["footprint"]["energy"]["central"] / 24)
    assert document["footprint"]["ghg_embodied"]["value"] > 0


def test_utilisation_scales_the_boards(call: Any) -> None:
    """At 0.7 of their limit the boards use 0.7 of the energy, and are made just the same."""
    full = call(*WORDS, "--json").document("estimate")["footprint"]
    part = call(*WORDS, "--utilisation", "0.7", "--json").document("estimate")["footprint"]

    assert part["energy"]["central"] < full["energy"]["central"]
    assert part["ghg_embodied"]["central"] == full["ghg_embodied"]["central"]


def test_the_page_tells_equal_boards_once(call: Any) -> None:
    """The page repeats what was asked, and tells eight equal boards in one line."""
    text = call(*WORDS, "--memory", "512").out

    assert text.startswith("a100-sxm4-80gb:8 for 24 hours  estimated, nothing was measured\n")
    assert "zone FR" in text
    assert "gpu:0 to gpu:7, each" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--hardware", "a100-sxm4-80gb", "--hours", "0"), "hours are out of range"),
        (("--hardware", "a100-sxm4-80gb", "--hours", "1", "--utilisation", "2"), "load"),
        (("--hardware", "a100-sxm4-80gb:x", "--hours", "1"), "a100-sxm4-80gb:x"),
        (("--hardware", "nothing", "--hours", "1"), "no device of that name"),
    ],
)
def test_what_cannot_be_estimated_is_refused(call: Any, words: tuple[str, ...], said: str) -> None:
    """Nothing is estimated from hours, loads or names that make no sense."""
    answer = call("estimate", *words)

    assert answer.status == 2
    assert said in answer.err


TRAIN = ("estimate", "--parameters", "70B", "--tokens", "15T", "--hardware", "h100-sxm5-80gb:4096")
SERVE = (
    *("estimate", "--inference", "--parameters", "70e9", "--hardware", "h100-sxm5-80gb"),
    *("--input-tokens", "1000", "--output-tokens", "500"),
)


def test_a_training_has_a_footprint_and_a_workload(call: Any) -> None:
    """The document keeps the keys of an assessment, and says how the hours were worked out."""
    document = call(*TRAIN, "--mfu", "0.4", "--zone", "FR", "--json").document("estimate")

    hours = document["workload"]["quantities"]["accelerator_hours"]["central"]
    assert hours == pytest.approx(6 * 70e9 * 15e12 / (989.4e12 * 0.4) / 3600, rel=1e-9)
    assert document["estimate"]["hours"] == pytest.approx(hours / 4096, rel=1e-6)  # a clock's time
    assert document["footprint"]["ghg_operational"]["value"] > 0
    assert [method["name"] for method in document["workload"]["methods"]] == ["6ND", "utilisation"]


def test_requests_have_a_footprint_each(call: Any) -> None:
    """A service's document has what one request costs, and its page says so first."""
    document = call(*SERVE, "--requests", "1M", "--json").document("estimate")
    text = call(*SERVE, "--requests", "1M", "--zone", "FR").out

    each = document["workload"]["per"]["request"]["energy"]
    assert document["footprint"]["energy"]["central"] == pytest.approx(1e6 * each["central"])
    assert text.startswith("1,000,000 requests on h100-sxm5-80gb:4  estimated")
    assert text.index("Per request") < text.index("Where the doubt comes from")
    assert "ecologits" in text


def test_a_job_in_the_words_of_another_tool(call: Any) -> None:
    """Green Algorithms' inputs come to its number: 3.897 kWh. See the oracles for more of them."""
    words = ("--cores", "12", "--core-power", "15.8", "--memory", "64", "--hours", "12")
    more = ("--usage", "0.9", "--pue", "1.67", "--power-model", "green-algorithms")
    document = call("estimate", *words, *more, "--json").document("estimate")

    assert document["footprint"]["energy"]["central"] == pytest.approx(3.8973792, rel=1e-9)
    assert document["workload"]["kind"] == "job"
    assert "A job of 12\u00a0h on 12 cores, 64 GB" in call("estimate", *words, *more).out.replace(
        "12 h", "12\u00a0h"
    )


def test_a_model_like_a_published_one(call: Any) -> None:
    """Its facts are looked up and cited; other hardware is said to be other hardware."""
    document = call("estimate", "--like", "Llama-3.1-70B on H100", "--json").document("estimate")

    assert document["workload"]["like"]["key"] == "llama-3.1-70b"
    assert document["workload"]["quantities"]["accelerator_hours"]["central"] == 7e6
    text = call("estimate", "--like", "GPT-3 on a100-sxm4-80gb", "--zone", "US").out
    assert text.startswith("Training of GPT-3 175B on a100-sxm4-80gb  estimated")
    assert "accelerator hours on v100-sxm2-32gb 3,552,000" in text.replace("\u00a0", " ")
    assert "[other-hardware]" in text


def test_requests_to_a_published_model(call: Any) -> None:
    """Its parameters and its board are looked up; a board of one's own goes before."""
    words = ("estimate", "--inference", "--like", "DeepSeek-V3", "--output-tokens", "100")
    document = call(*words, "--json").document("estimate")
    other = call(*words, "--hardware", "h200-sxm-141gb:16", "--json").document("estimate")

    assert document["workload"]["declared"]["active_parameters"] == 37e9
    assert document["estimate"]["hardware"] == "h800-sxm5-80gb:32"
    assert other["estimate"]["hardware"] == "h200-sxm-141gb:16"


def test_the_known_models_are_listed(call: Any) -> None:
    """Every model with its numbers and its source, as a page and as a document."""
    document = call("estimate", "--like", "list", "--json").document("estimate-models")
    text = call("estimate", "--like", "list").out

    assert len(document["models"]) >= 30
    assert "BLOOM 176B" in text
    assert "1,082,990" in text


def test_power_of_hardware_by_the_hour(call: Any) -> None:
    """350 W of a board of 700 are half its limit; 500 W from one of 350 need a boost."""
    words = ("estimate", "--hardware", "h100-sxm5-80gb", "--hours", "1", "--power")
    document = call(*words, "350", "--json").document("estimate")
    refused = call("estimate", "--hardware", "h100-pcie-80gb", "--hours", "1", "--power", "500")
    boosted = call(
        *("estimate", "--hardware", "h100-pcie-80gb", "--hours", "1", "--power", "500"),
        *("--allow-boost", "--json"),
    ).document("estimate")

    assert document["estimate"]["utilisation"] == 0.5
    assert refused.status == 2
    assert "limited to 350 W" in refused.err
    assert boosted["estimate"]["utilisation"] == pytest.approx(500 / 350)


def test_an_assumption_is_declared_by_name(call: Any) -> None:
    """What is declared is named on the page, and drives nothing any more."""
    words = (*TRAIN, "--declare", "training.mfu=0.5", "--declare", "training.power_share=0.7")
    document = call(*words, "--pue", "1.1", "--json").document("estimate")

    assert document["told"]["overrides"]["training.mfu"] == 0.5
    drivers = [each["factor_id"] for each in document["drivers"]["energy"]]
    assert "training.mfu" not in drivers


def test_overhead_and_memory_are_declared_in_words(call: Any) -> None:
    """12 h of one core of 10 W and 100 GB at 0.3725 W/GB, nothing around them: 0.567 kWh.

    The power curve of a processor at full use is declared too. Rounding of floats.
    """
    words = ("--cores", "1", "--core-power", "10", "--memory", "100", "--hours", "12")
    more = ("--host-overhead", "1", "--memory-power", "0.3725", "--pue", "1")
    declared = ("--declare", "power.cpu.full_share=1", "--declare", "power.cpu.workload=1")
    document = call("estimate", *words, *more, *declared, "--json").document("estimate")

    assert document["footprint"]["energy"]["central"] == pytest.approx(0.567, rel=1e-9)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*TRAIN[1:], "--host-overhead", "0.5"), "no less than what is in it"),
        (("--cores", "1", "--hours", "1", "--memory-power", "-1"), "a power is 0 or more"),
        ((), "--hardware is missing"),
        (("--hardware", "h100-sxm5-80gb"), "how much there is to do"),
        (("--parameters", "70B", "--tokens", "1T"), "--hardware is missing"),
        (("--parameters", "lots", "--hardware", "h100-sxm5-80gb"), "not an amount"),
        (("--inference", "--hardware", "h100-sxm5-80gb"), "need a model and tokens"),
        (("--cores", "4"), "--hours"),
        (("--declare", "x", "--hours", "1"), "NAME=VALUE"),
        (("--like", "GPT-4"), "no published model"),
        ((*TRAIN[1:], "--hours", "5"), "no use for this argument: saw --hours"),
        (("--cores", "4", "--hours", "1", "--hardware", "t4"), "saw --hardware"),
        (("--like", "GPT-3", "--tokens", "1T"), "saw --tokens"),
        ((*SERVE[1:], "--tokens", "1T"), "saw --tokens"),
        ((*TRAIN[1:], "--declare", "training.mfo=0.5"), "Did you mean training.mfu"),
        ((*TRAIN[1:], "--mfu", "2"), "more than its peak"),
        (("--cpu", "epyc-7742", "--cores", "4", "--hours", "1", "--core-power", "10"), "3.52 W"),
        (("--gpus", "v100-sxm2-16gb:2", "--hours", "1", "--gpu-power", "5000"), "power limit"),
        (("--parameters", "-7B", "--hardware", "t4"), "--parameters is not below nought: saw -7B"),
        (("--instance", "m5.large", "--hours", "1", "--limit", "-1t"), "saw -1t"),
        ((*TRAIN[1:], "--precision", "int4"), "saw --precision int4"),
        ((*TRAIN[1:], "--precision", "int8"), "Give one of fp16, bf16, fp8"),
        (("--like", "BLOOM", "--mfu", "0.5"), "on its own hardware are published"),
        (("--like", "BLOOM", "--precision", "fp8"), "on its own hardware are published"),
    ],
)
def test_workloads_that_cannot_be_estimated_are_refused(
    call: Any, words: tuple[str, ...], said: str
) -> None:
    """What is missing or impossible is said, with status 2 and no traceback."""
    answer = call("estimate", *words)

    assert answer.status == 2
    assert said in answer.err
    assert "Traceback" not in answer.err
