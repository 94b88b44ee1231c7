"""``wholeprint leverage``."""

from pathlib import Path
from typing import Any

import pytest

MODEL = """
model: heating
time: {start: 0, stop: 4, step: 0.5, unit: year}
parameters:
  room: {value: 20, uniform: [15, 25], unit: "1", lever: {place: 12, level: compute, note: less}}
  speed: {value: 0.5, uniform: [0.3, 0.7], unit: 1/year}
stocks:
  warmth: {initial: 80, out: [loss], unit: "1"}
flows:
  loss: speed * (warmth - room) [1/year]
"""


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A file with a model."""
    path = tmp_path / "heating.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return str(path)


def test_levers_are_ranked_on_a_page_and_in_a_document(call: Any, model: str) -> None:
    """Both say the same; the strongest comes first."""
    words = ("leverage", model, "--outcome", "warmth", "--runs", "64")
    document = call(*words, "--json").document("leverage")
    page = call(*words)

    strengths = [each["strength_share"] for each in document["levers"]]
    assert strengths == sorted(strengths, reverse=True)
    assert {each["name"] for each in document["levers"]} == {
        "room",
        "speed",
        "warmth.initial",
        "B1",
    }
    assert document["worlds"] == 64
    assert page.status == 0
    assert "12 constants and parameters" in page.out
    assert "warmth -> loss" in page.out


def test_what_is_set_is_not_doubted(call: Any, model: str) -> None:
    """With both parameters set there is one spread of nought."""
    words = ("--set", "room=20", "--set", "speed=0.5", "--loops", "0", "--json")
    document = call("leverage", model, "--outcome", "warmth", *words).document("leverage")
    base = document["outcome"]["base"]

    assert base["low"] == base["high"] == document["outcome"]["central"]
    assert not any(each["kind"] == "loop" for each in document["levers"])


def test_a_figure_is_drawn(call: Any, model: str, tmp_path: Path) -> None:
    """It is written where it was asked for."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    path = tmp_path / "levers.svg"
    call("leverage", model, "--outcome", "warmth", "--runs", "8", "--figure", str(path))

    assert "Levers of heating" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--outcome", "warmt"), "warmth"),
        (("--outcome", "warmth", "--move", "0"), "--move is more than 0"),
        (("--outcome", "warmth", "--runs", "0"), "--runs is at least 1"),
        (("--outcome", "warmth", "--late", "9"), "beyond the end"),
        (("--outcome", "warmth", "--late", "0"), "after the start"),
        (("--outcome", "warmth", "--lever", "warmth"), "only parameters"),
        ((), "names no outcome"),
    ],
)
def test_wrong_use_is_told(call: Any, model: str, words: tuple[str, ...], said: str) -> None:
    """Status 2, and what to do."""
    answer = call("leverage", model, *words)

    assert answer.status == 2
    assert said in answer.err


@pytest.mark.parametrize("name", ["mixed_precision", "plateau_or_growth", "rebound"])
def test_every_model_of_the_library_has_levers(call: Any, name: str) -> None:
    """All of their loops can be cut, and the outcome that they name is judged by."""
    words = ("leverage", name, "--runs", "4", "--loops", "30", "--json")
    document = call(*words).document("leverage")

    assert {each["kind"] for each in document["levers"]} >= {"parameter", "loop"}
