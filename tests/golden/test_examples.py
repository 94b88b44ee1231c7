"""Every example runs and prints what stands beside it."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
NEEDS = {"train_digits": "sklearn"}


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.py")))
def test_example_prints_what_is_expected(name: str, tmp_path: Path) -> None:
    """An example prints the text of its ``.out`` file, without a warning."""
    needed = NEEDS.get(name)
    if needed is not None and importlib.util.find_spec(needed) is None:
        pytest.skip(f"{name} needs {needed}: pip install 'wholeprint[demo]'")

    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / f"{name}.py")],
        env=os.environ | {"WHOLEPRINT_LEDGER": str(tmp_path / "ledger.sqlite")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.stderr == ""
    assert done.stdout == (EXAMPLES / f"{name}.out").read_text(encoding="utf-8")
