"""Files are made flat once and found again by their content."""

from pathlib import Path

import pytest

from wholeprint.engine.compiled.keep import Keep
from wholeprint.engine.flat_files import flat_system
from wholeprint.errors import ModelError

TEXT = """
model: decay
time: {start: 0, stop: 5, step: 1}
parameters:
  rate: 0.5 [1/day]
stocks:
  amount: {initial: 64, out: [loss]}
flows:
  loss: rate * amount
"""


def test_a_file_is_found_again_by_its_content(tmp_path: Path) -> None:
    """The same text gives the same system from one kept file; another text another one."""
    keep = Keep(tmp_path / "models")
    path = tmp_path / "decay.yaml"
    path.write_text(TEXT, encoding="utf-8")

    first, again = flat_system(str(path), keep=keep), flat_system(str(path), keep=keep)
    path.write_text(TEXT.replace("64", "32"), encoding="utf-8")
    other = flat_system(str(path), keep=keep)

    assert first == again
    assert other != first
    # Of each text the model and the system.
    assert len(list((tmp_path / "models").glob("*.json"))) == 4


def test_what_was_kept_and_altered_is_made_anew(tmp_path: Path) -> None:
    """A kept system that somebody wrote into is not believed."""
    keep = Keep(tmp_path / "models")
    path = tmp_path / "decay.yaml"
    path.write_text(TEXT, encoding="utf-8")
    good = flat_system(str(path), keep=keep)
    for kept in (tmp_path / "models").glob("*.json"):
        text = kept.read_text(encoding="utf-8")
        kept.write_text(text.replace("64", "65"), encoding="utf-8")

    assert flat_system(str(path), keep=keep) == good


def test_a_file_that_is_not_there_is_an_error_of_its_reader(tmp_path: Path) -> None:
    """Who reads models says what is wrong."""
    with pytest.raises(ModelError):
        flat_system(str(tmp_path / "none.yaml"), keep=Keep(None))
