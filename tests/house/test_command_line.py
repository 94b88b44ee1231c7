"""The reference of the command line says what its parser says."""

import subprocess
import sys
from pathlib import Path

from wholeprint.cli.main import VERBS


def test_every_verb_is_documented(reference: Path) -> None:
    """Each verb of the command line has its heading in the reference."""
    verbs = [verb.NAME for verb in VERBS]
    assert verbs

    text = (reference / "cli.md").read_text(encoding="utf-8")

    assert not [verb for verb in verbs if f"## wholeprint {verb}\n" not in text]


def test_the_command_line_reference_is_up_to_date(repository: Path) -> None:
    """The reference of the command line is what its generator writes today."""
    ran = subprocess.run(
        [sys.executable, str(repository / "docs" / "build_cli_reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
