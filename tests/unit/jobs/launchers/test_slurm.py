"""Slurm."""

from typing import Any

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.launchers.slurm import Slurm
from wholeprint.jobs.shell import Result

T0 = 1_800_000_030.0


def test_it_may_not_begin_before_its_start(planned: Any, room: Any) -> None:
    """The submission is told local time, the directory and, as one quoted text, the command."""
    place, shell = room(sbatch=Result(0, "4711\n"))

    handed = Slurm().hand(planned(arguments=("--partition=gpu",), label="night"), place)

    ((argv, _),) = shell.calls
    assert (handed.external_id, handed.steps) == ("4711", ())
    assert argv[:4] == (
        *("sbatch", "--parsable", "--begin=2027-01-15T09:00:30"),
        "--chdir=/the work",
    )
    assert {"--job-name=night", "--partition=gpu"} <= set(argv)
    assert argv[-1].startswith("--wrap=cd '/the work' || exit 1\n")
    assert argv[-1].endswith("-- train 'a b' '$X'\n")


def test_pieces_are_suspended_and_resumed(planned: Any, room: Any) -> None:
    """Between two pieces it is suspended; a cluster's name goes with every step."""
    place, _ = room(sbatch=Result(0, "4711;far\n"))

    steps = Slurm().hand(planned((0, 1), (2, 3)), place).steps

    assert [(step.at_seconds, step.argv) for step in steps] == [
        (T0 + 3600.0, ("scontrol", "--clusters=far", "suspend", "4711")),
        (T0 + 7200.0, ("scontrol", "--clusters=far", "resume", "4711")),
    ]


def test_a_program_that_saves_is_requeued(planned: Any, room: Any) -> None:
    """It is asked a minute before the end, requeued and held at the end, released at the next."""
    place, shell = room(sbatch=Result(0, "4711"))

    steps = Slurm().hand(planned((0, 1), (2, 3), checkpoint_signal="SIGUSR1"), place).steps

    assert "--requeue" in shell.calls[0][0]
    assert [(step.at_seconds - T0, step.argv[1:]) for step in steps] == [
        (3540.0, ("--full", "--signal=USR1", "4711")),
        (3600.0, ("requeuehold", "4711")),
        (7200.0, ("release", "4711")),
    ]


def test_an_answer_without_a_number_is_an_error(planned: Any, room: Any) -> None:
    """What cannot be cancelled again is not taken for handed over."""
    place, _ = room(sbatch=Result(0, "queued"))

    with pytest.raises(JobError, match="number"):
        Slurm().hand(planned(), place)


def test_it_is_cancelled_where_it_is(planned: Any, room: Any) -> None:
    """The number goes to scancel, with its cluster where there is one."""
    place, shell = room(scancel=Result(0))

    Slurm().cancel(planned(), "4711;far", place)
    Slurm().cancel(planned(), "4711", place)

    assert [argv for argv, _ in shell.calls] == [
        ("scancel", "--clusters=far", "4711"),
        ("scancel", "4711"),
    ]
