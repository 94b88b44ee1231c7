"""``wholeprint fit``."""

from pathlib import Path
from typing import Any

import pytest

MODEL = """
model: decay
time: {start: 0, stop: 4, step: 1, unit: day}
parameters:
  k: {value: 0.2, uniform: [0.05, 0.6], unit: 1/day}
  first: 8 [kWh]
stocks:
  s: {initial: first, out: [loss], unit: kWh}
flows:
  loss: k * s [kWh/day]
"""


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A file with a model."""
    path = tmp_path / "decay.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return str(path)


@pytest.fixture
def data(tmp_path: Path) -> str:
    """What the model gives for k = 0.3, with small errors."""
    rows = "".join(
        f"{t},{8 * 0.7**t + error},0.05\n" for t, error in enumerate((0.02, -0.03, 0.05, 0, -0.01))
    )
    path = tmp_path / "data.csv"
    path.write_text(f"day,s,sigma s\n{rows}", encoding="utf-8")
    return str(path)


def test_a_fit_finds_what_made_the_data(call: Any, model: str, data: str) -> None:
    """The truth lies within the interval of the profile, on the page and in the document."""
    document = call("fit", model, data, "--steps", "200", "--json").document("fit")
    (k,) = document["parameters"]

    assert k["name"] == "k"
    assert k["low"] < 0.3 < k["high"]
    page = call("fit", model, data, "--steps", "200")
    assert page.status == 0
    assert "fitted to data.csv" in page.out


def test_bounds_free_and_draws(call: Any, model: str, data: str, tmp_path: Path) -> None:
    """A bound frees a parameter; the sample is written; nothing is replaced unasked."""
    draws = tmp_path / "draws.csv"
    words = ("fit", model, data, "--steps", "60", "--free", "k", "--bound", "first=4:12")
    document = call(*words, "--draws", str(draws), "--json").document("fit")

    assert [each["name"] for each in document["parameters"]] == ["k", "first"]
    assert draws.read_text(encoding="utf-8").startswith("k,first\n")
    again = call(*words, "--draws", str(draws))
    assert again.status == 2
    assert "--overwrite" in again.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--free", "s"), "cannot be varied"),
        (("--bound", "first=5:5"), "the first bound lies below"),
        (("--bound", "first"), "not NAME=LOW:HIGH"),
        (("--hold-out", "2"), "share from 0 to 1"),
        (("--draws", "d.txt"), ".csv"),
        (("--series", "s=runs_rate"), "one of the two"),
    ],
)
def test_wrong_use_is_told(
    call: Any, model: str, data: str, words: tuple[str, ...], said: str
) -> None:
    """Status 2, and what to do."""
    answer = call("fit", model, data, *words)

    assert answer.status == 2
    assert said in answer.err


def test_data_that_cannot_be_read_are_told(call: Any, model: str, tmp_path: Path) -> None:
    """No file, no text, no series."""
    broken = tmp_path / "x.csv"
    broken.write_bytes(b"\xff\xfe\x00")

    assert "no such file" in call("fit", model, str(tmp_path / "none.csv")).err
    assert "not text in UTF-8" in call("fit", model, str(broken)).err
    assert "needs measured series" in call("fit", model).err
