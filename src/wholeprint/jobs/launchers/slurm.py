"""Slurm: ``sbatch --begin``. Between pieces the job is suspended, or requeued and held."""

import math
import re
import time
from itertools import pairwise

from wholeprint.errors import JobError
from wholeprint.jobs.command import ON_PATH, measured, script
from wholeprint.jobs.handed import Handed, Room, Step
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.shell import asked

_ID = re.compile(r"^(\d+)(?:;([\w.-]+))?$", re.MULTILINE)
_SAVE_SECONDS = 60.0
"""So long before the end of a piece a program is asked to save [s]."""


class Slurm:
    """Hands a job to a Slurm cluster."""

    name = "slurm"

    def hand(self, job: PlannedJob, room: Room) -> Handed:
        """Submit a job that may not begin before its start.

        Args:
            job: The job; its ``arguments`` are options of sbatch (``--partition=gpu``).
            room: What to do it with.

        Returns:
            The job under its number, with the steps that pause it between its pieces.

        Raises:
            JobError: If sbatch is not installed, refuses, or says no number.
        """
        begin = time.strftime(
            "%Y-%m-%dT%H:%M:%S", time.localtime(math.ceil(job.start_seconds))
        )  # sbatch reads local time
        told = (
            *("sbatch", "--parsable", f"--begin={begin}", f"--chdir={job.directory}"),
            f"--job-name={job.name}",
            *(("--requeue", "--open-mode=append") if job.checkpoint_signal else ()),
            *job.arguments,
        )
        text = script(job, measured(job, ON_PATH))
        answer = asked(room.shell, (*told, f"--wrap={text}"))
        found = _ID.search(answer.out)
        if found is None:
            raise JobError("sbatch did not say the number of the job", seen=answer.out.strip())
        number, cluster = found[1], found[2]
        steps = _steps(job, (f"--clusters={cluster}",) if cluster else (), number)
        return Handed(
            self.name,
            job.id,
            number if cluster is None else f"{number};{cluster}",
            steps,
            says=_remarks(job, begin),
        )

    def cancel(self, job: PlannedJob, external_id: str, room: Room) -> None:  # noqa: ARG002 - the same form for every launcher
        """Take a job out of the queue, running or not.

        Args:
            job: The job.
            external_id: Its number, and its cluster behind a semicolon.
            room: What to do it with.
        """
        number, _, cluster = external_id.partition(";")
        asked(room.shell, ("scancel", *((f"--clusters={cluster}",) if cluster else ()), number))


def _steps(job: PlannedJob, where: tuple[str, ...], number: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    for before, after in pairwise(job.pieces):
        end, start = before.end_seconds, after.start_seconds
        if job.checkpoint_signal is None:
            stop, go_on = (("scontrol", *where, verb, number) for verb in ("suspend", "resume"))
            steps += [Step(end, stop, effect="pause"), Step(start, go_on, effect="go on")]
            continue
        name = job.checkpoint_signal.removeprefix("SIG")
        ask = ("scancel", *where, "--full", f"--signal={name}", number)
        steps.append(Step(max(before.start_seconds, end - _SAVE_SECONDS), ask))
        steps.append(Step(end, ("scontrol", *where, "requeuehold", number)))
        steps.append(Step(start, ("scontrol", *where, "release", number)))
    return tuple(steps)


def _remarks(job: PlannedJob, begin: str) -> tuple[str, ...]:
    first = f"Slurm starts it at {begin} local time, or later when the cluster is busy"
    if len(job.pieces) == 1:
        return (first,)
    pauses = f"Its pauses need somebody who keeps the time: wholeprint jobs wait {job.id} --detach"
    if job.checkpoint_signal is not None:
        return (first, pauses)
    allowed = (
        "Many clusters let only operators suspend a job: if scontrol refuses, plan it with a "
        "checkpoint signal, or in one piece"
    )
    return (first, pauses, allowed)
