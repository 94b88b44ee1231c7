"""``wholeprint completion``."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_the_script_knows_the_verbs(call: Any, shell: str) -> None:
    """The script of each shell completes verbs and their options."""
    script = call("completion", shell).out

    assert "estimate" in script
    assert "statement" in script
    assert call("completion", shell, "--json").document("completion")["script"] in script


def test_bash_takes_the_script(call: Any, tmp_path: Path) -> None:
    """Bash reads the script without complaint."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    file = tmp_path / "completion.bash"
    file.write_text(call("completion", "bash").out, encoding="utf-8")

    ran = subprocess.run([bash, "-n", str(file)], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
