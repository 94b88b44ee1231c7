"""What ``make`` says where it cannot set itself up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _set_up(repository: Path, venv: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(repository / "scripts" / "setup"), str(venv), "none"],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _interpreter(path: Path, refuses: str) -> Path:
    """An interpreter that is this one, but for the code that names what it lacks."""
    path.write_text(
        f'#!/bin/sh\ncase "$*" in *{refuses}*) exit 1;; esac\nexec "{sys.executable}" "$@"\n',
        encoding="ascii",
    )
    path.chmod(0o755)
    return path


def test_a_missing_interpreter_is_named(repository: Path, tmp_path: Path) -> None:
    """A PYTHON that is not there is said to be so, and nothing is made."""
    ran = _set_up(repository, tmp_path / "venv", PYTHON="python-of-nowhere")

    assert ran.returncode == 1
    assert "python-of-nowhere is not a Python 3.11 or newer" in ran.stderr
    assert not (tmp_path / "venv").exists()


def test_an_old_interpreter_is_refused(repository: Path, tmp_path: Path) -> None:
    """An interpreter that says it is too old counts as none."""
    old = _interpreter(tmp_path / "python3", refuses="version_info")

    ran = _set_up(repository, tmp_path / "venv", PYTHON=str(old))

    assert ran.returncode == 1
    assert "not a Python 3.11 or newer" in ran.stderr


def test_without_any_interpreter_it_says_where_to_get_one(repository: Path, tmp_path: Path) -> None:
    """Where no name leads to an interpreter, the message says which were tried."""
    ran = _set_up(repository, tmp_path / "venv", PATH=str(tmp_path))

    assert ran.returncode == 1
    assert "No Python 3.11 or newer was found" in ran.stderr


def test_a_debian_without_venv_is_told_the_package(repository: Path, tmp_path: Path) -> None:
    """Without ensurepip no environment can be made; the package to install is named."""
    bare = _interpreter(tmp_path / "python3", refuses="ensurepip")

    ran = _set_up(repository, tmp_path / "venv", PYTHON=str(bare))

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert ran.returncode == 1
    assert f"apt install python{version}-venv" in ran.stderr


def test_pip_that_fails_is_explained(repository: Path, tmp_path: Path) -> None:
    """Where pip cannot install, the message says that it needs the index, and how to do without."""
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    _interpreter(venv / "bin" / "python", refuses="pip")

    ran = subprocess.run(
        [str(repository / "scripts" / "setup"), str(venv), "test"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert "It needs the package index" in ran.stderr


@pytest.mark.parametrize("target", ["run", "test", "check", "docs", "bench", "clean"])
def test_every_command_explains_itself(target: str, repository: Path) -> None:
    """``make`` alone lists each command with what it does."""
    ran = subprocess.run(
        ["make", "-C", str(repository), "--no-print-directory"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"  make {target} " in ran.stdout
