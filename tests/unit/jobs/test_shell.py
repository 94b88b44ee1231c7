"""Other people's programs: run without a shell, missed with advice."""

import sys
from pathlib import Path

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.shell import INSTALL, RecordingShell, Result, SystemShell, asked


def test_a_program_gets_its_arguments_and_input_as_they_are() -> None:
    """Neither blanks nor quotes nor dollars mean anything on the way."""
    text = "import sys; print(sys.argv[1:], sys.stdin.read())"

    done = SystemShell().run((sys.executable, "-c", text, "a b", "$(x)'"), "in\u00e9")

    assert done == Result(0, "['a b', \"$(x)'\"] in\u00e9\n", "")


def test_a_failure_is_an_error_with_what_was_said() -> None:
    """A status other than nought becomes an error with the program's own words."""
    shell = RecordingShell({"at": Result(1, "", "Can't open /var/run/atd.pid to signal atd.\n")})

    with pytest.raises(JobError, match=r"Can't open .* systemctl enable --now atd"):
        asked(shell, ("at", "-t", "203001010000"))


@pytest.mark.parametrize("program", sorted(INSTALL))
def test_a_missing_program_says_what_to_do(program: str) -> None:
    """Each tool that may be missing has advice of its own."""
    with pytest.raises(JobError) as error:
        RecordingShell({}).run((program,))

    assert error.value.fix == INSTALL[program]


def test_a_program_that_is_nowhere_is_missing(tmp_path: Path) -> None:
    """On this machine too; and a folder is no program."""
    for name in ("no-such-program-anywhere", str(tmp_path)):
        with pytest.raises(JobError, match="not installed"):
            SystemShell().run((name,))


def test_a_directory_that_is_gone_is_an_error(tmp_path: Path) -> None:
    """What the system refuses is our kind of error."""
    with pytest.raises(JobError, match="could not be run"):
        SystemShell(tmp_path / "gone").run((sys.executable, "-c", ""))
