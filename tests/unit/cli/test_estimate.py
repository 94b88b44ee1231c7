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
