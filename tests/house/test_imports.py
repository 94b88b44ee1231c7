"""What importing costs and loads, seen in a fresh interpreter.

import-linter reads import statements; it does not see that importing ``a.b`` runs ``a/__init__``
first, nor what the standard library loads for us. These tests run the interpreter, so they do.
"""

import subprocess
import sys
from pathlib import Path

import pytest

PURE = ("quantities", "lifecycle", "systems", "advice")
IMPURE = {
    "sqlite3",
    "socket",
    "ssl",
    "subprocess",
    "http.client",
    "psutil",
    "pynvml",
    "rich",
    "csv",
}

# Everything a tracked program would pay for without having asked for a result. (inspect is not
# among it: the standard library's dataclasses bring it in.)
HEAVY = {
    *("numpy", "pandas", "sqlite3", "rich", "asyncio", "psutil", "pynvml", "logging"),
    *("argparse", "subprocess", "csv", "multiprocessing", "urllib.request", "ssl"),
}
TRACKED = ("wholeprint", "wholeprint.tracking.session", "wholeprint.meters.sampler")


def _loaded_by(statement: str) -> set[str]:
    """The modules that a statement loads beyond those of a bare interpreter."""
    code = (
        "import sys\nbefore = set(sys.modules)\n"
        f"{statement}\nprint(*sorted(set(sys.modules) - before), sep='\\n')"
    )
    # -I: neither the folder we stand in nor the user's own packages take part.
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.split())


def _dotted(path: Path, source: Path) -> str:
    return ".".join(("wholeprint", *path.relative_to(source).with_suffix("").parts))


@pytest.mark.parametrize("package", PURE)
def test_pure_package_loads_nothing_impure(package: str, source: Path) -> None:
    """Importing every module of a pure package brings in no device, net or database.

    NumPy itself loads the modules of the standard library that it needs: what a bare
    ``import numpy`` loads is not held against the package.
    """
    names = sorted(
        _dotted(path, source)
        for path in (source / package).rglob("*.py")
        if path.name != "__init__.py"
    )
    assert names, f"no module in {package}"

    loaded = _loaded_by(
        "import numpy, numpy.typing\nbefore = set(sys.modules)\nimport " + ", ".join(names)
    )

    assert not IMPURE & loaded


@pytest.mark.parametrize("name", TRACKED)
def test_tracked_path_loads_nothing_heavy(name: str, source: Path) -> None:
    """A program that is only measured pays for no library that only a result needs."""
    path = source.parent / Path(*name.split("."))
    if not (path.is_dir() or path.with_suffix(".py").exists()):
        pytest.fail(f"{name} is not in the package: mend the list TRACKED")

    assert not HEAVY & _loaded_by(f"import {name}")


def test_using_the_public_names_of_the_tracked_path_stays_light() -> None:
    """Asking the package for ``track`` loads nothing heavy either, though it is found lazily."""
    assert not HEAVY & _loaded_by("import wholeprint\nwholeprint.track")


def test_importing_writes_nothing_and_says_nothing() -> None:
    """``import wholeprint`` prints no line on either stream, even with every warning shown."""
    ran = subprocess.run(
        [sys.executable, "-I", "-W", "always", "-c", "import wholeprint"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert (ran.stdout, ran.stderr) == ("", "")


def test_the_public_names_are_sorted_and_there() -> None:
    """``wholeprint.__all__`` is in order, and each name in it can be had."""
    import wholeprint

    names = list(wholeprint.__all__)

    assert names == sorted(names)
    assert not [name for name in names if not hasattr(wholeprint, name)]


def test_the_heights_hold(repository: Path) -> None:
    """Packages import only downward, without cycles, and through the doors meant for it."""
    tool = Path(sys.executable).with_name("lint-imports")
    if not tool.exists():
        pytest.skip("import-linter is not installed here: `make check` installs it")

    ran = subprocess.run(
        [str(tool), "--no-cache", "--no-logo"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout
