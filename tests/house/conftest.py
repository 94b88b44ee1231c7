"""What the tests of the house look at: the repository, its modules, its tracked files.

A test that takes ``module`` runs once for each module of the package, and one that takes
``tracked`` once for all files that belong to the project.
"""

import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "wholeprint"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.stat().st_size)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes ``module`` for every module of the package."""
    if "module" in metafunc.fixturenames:
        ids = [path.relative_to(SOURCE).as_posix() for path in MODULES]
        metafunc.parametrize("module", MODULES, ids=ids)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def source() -> Path:
    """The folder of the package."""
    return SOURCE


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of the reference documentation."""
    return REPOSITORY / "docs" / "reference"


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file that is, or would be, under version control."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("not a git checkout: the list of tracked files is unknown")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [REPOSITORY / name for name in sorted(set(listed.split("\0"))) if name]
    return [path for path in paths if path.is_file()]
