"""Models written in their text form."""

from pathlib import Path

import pytest

from wholeprint.engine.files import library, load
from wholeprint.systems.build import without_places
from wholeprint.systems.model import Model
from wholeprint.systems.text.read import read_model
from wholeprint.systems.text.write import write_model

_WHOLE = (Path(__file__).parent / "whole.yaml").read_text(encoding="utf-8")
_SMALL = "model: small\ntime: {start: 0, stop: 1, step: 1}\n"


def _texts() -> list[str]:
    odd = (
        _SMALL + "parameters: {a: {value: 0, unit: '1'}, b: {samples: [3]}}\n"
        "stocks: {s: {initial: a, equations: [], net: a * 2}}\n"
    ).replace("equations: [], ", "")
    return [_WHOLE, _SMALL, odd]


def _models() -> list[Model]:
    return [read_model(text, "m.yaml") for text in _texts()] + [load(each) for each in library()]


@pytest.mark.parametrize("model", _models(), ids=lambda model: str(model.name))
def test_what_is_written_reads_back_as_the_same_model(model: Model) -> None:
    """But for the places in the file, nothing is lost: every shape, and every library model."""
    text = write_model(model)

    assert without_places(read_model(text, "again.yaml")) == without_places(model)
    assert write_model(read_model(text, "again.yaml")) == text
