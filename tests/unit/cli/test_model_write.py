"""``wholeprint simulate MODEL --write FILE``."""

from pathlib import Path
from typing import Any

import wholeprint
from wholeprint.engine.files import text_of


def test_a_model_of_the_library_is_shown_as_it_was_written(call: Any) -> None:
    """With its remarks and layout."""
    assert call("simulate", "rebound", "--write", "-").out == text_of("rebound")


def test_a_model_is_written_in_either_form_and_means_the_same(call: Any, tmp_path: Path) -> None:
    """From our form to XMILE and back to ours: the same numbers."""
    there, back = tmp_path / "m.xmile", tmp_path / "m.yaml"

    assert call("simulate", "plateau_or_growth", "--write", str(there)).status == 0
    assert call("simulate", str(there), "--write", str(back)).status == 0

    models = ("plateau_or_growth", str(back))
    first, last = (wholeprint.simulate(each)["emitted"][-1] for each in models)
    assert first == last


def test_a_file_that_will_not_do_is_refused(call: Any, tmp_path: Path) -> None:
    """Another suffix, or a file that is there."""
    target = tmp_path / "m.yaml"
    target.touch()

    assert "written as .yaml or .xmile" in call("simulate", "rebound", "--write", "m.mdl").err
    assert "there already" in call("simulate", "rebound", "--write", str(target)).err
    assert call("simulate", "rebound", "--write", str(target), "--overwrite").status == 0
