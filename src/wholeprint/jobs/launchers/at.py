"""``at``: the system's own queue of things to do once. It survives a restart of the machine."""

import math
import re
import time

from wholeprint.errors import JobError
from wholeprint.jobs.command import measured, script, waited
from wholeprint.jobs.handed import Handed, Room
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.shell import asked

_MINUTE = 60.0
_UNATTENDED = "No atd running"
"""What at 3.2 writes beside the number where its service does not run; its status is 0 then."""

_ID = re.compile(r"^job (\d+) at ", re.MULTILINE)


class At:
    """Hands a job to ``at``, which starts it at a full minute of local time."""

    name = "at"

    def hand(self, job: PlannedJob, room: Room) -> Handed:
        """Put a job into the queue.

        Args:
            job: The job. One with several pieces is seen to by the built-in waiter, which ``at``
                starts at the first.
            room: What to do it with.

        Returns:
            The job under its number in the queue.

        Raises:
            JobError: If ``at`` is not installed, refuses, or says no number.
        """
        # Never early: a minute before the start may belong to a dirty hour.
        minute = math.ceil(job.start_seconds / _MINUTE) * _MINUTE
        stamp = time.strftime("%Y%m%d%H%M", time.localtime(minute))
        argv = measured(job) if len(job.pieces) == 1 else waited(job)
        answer = asked(room.shell, ("at", "-t", stamp), script(job, argv, log=room.log))
        found = _ID.search(answer.err) or _ID.search(answer.out)
        if found is None:
            raise JobError("at did not say the number of the job", seen=answer.err.strip())
        says = [f"Its output goes to {room.log}"]
        if _UNATTENDED in answer.err:
            says.append(
                "Nobody sees to the queue of at now: the job starts only if atd runs by then "
                "(systemctl enable --now atd)"
            )
        return Handed(self.name, job.id, found[1], says=tuple(says))

    def cancel(self, job: PlannedJob, external_id: str, room: Room) -> None:  # noqa: ARG002 - the same form for every launcher
        """Take a job out of the queue; one that runs goes on.

        Args:
            job: The job.
            external_id: Its number in the queue.
            room: What to do it with.
        """
        asked(room.shell, ("atrm", external_id))
