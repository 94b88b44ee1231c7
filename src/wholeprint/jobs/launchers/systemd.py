"""``systemd-run --user``: a timer of the user's own service manager."""

import re
import time

from wholeprint.jobs.command import marked, measured, waited
from wholeprint.jobs.handed import Handed, Room
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.shell import asked

_UNIT = re.compile(r"Running timer as unit: (\S+)\.timer")

_LASTS = (
    "The timer is gone after a restart of the machine, and after you log out unless lingering is "
    "on: loginctl enable-linger"
)


class Systemd:
    """Hands a job to the user's service manager as a transient timer."""

    name = "systemd"

    def hand(self, job: PlannedJob, room: Room) -> Handed:
        """Set a timer.

        Args:
            job: The job. One with several pieces is seen to by the built-in waiter, which the
                timer starts at the first.
            room: What to do it with.

        Returns:
            The job under the name of its unit.
        """
        unit = f"wholeprint-{job.id}"
        moment = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(job.start_seconds))
        argv = measured(job) if len(job.pieces) == 1 else waited(job)
        told = (
            *("systemd-run", "--user", f"--unit={unit}", "--collect", f"--on-calendar={moment}"),
            # Timers are a minute late by default, so that machines wake up less often.
            "--timer-property=AccuracySec=1s",
            f"--working-directory={job.directory}",
            f"--description=wholeprint: {_plain(job.name)}",
            *(f"--setenv={name}={value}" for name, value in marked(job).items()),
            *job.arguments,
        )
        answer = asked(room.shell, (*told, "--", *(_literal(word) for word in argv)))
        found = _UNIT.search(answer.err) or _UNIT.search(answer.out)
        return Handed(
            self.name,
            job.id,
            unit if found is None else found[1],
            says=(
                f"Its output goes to the journal: journalctl --user -u {unit}",
                _LASTS,
            ),
        )

    def cancel(self, job: PlannedJob, external_id: str, room: Room) -> None:  # noqa: ARG002 - the same form for every launcher
        """Stop the timer, and the work if it runs.

        Args:
            job: The job.
            external_id: The name of its unit.
            room: What to do it with.
        """
        units = (f"{external_id}.timer", f"{external_id}.service")
        # One of the two is always gone already, which systemctl calls a failure (status 5).
        answer = room.shell.run(("systemctl", "--user", "stop", *units))
        if answer.status not in {0, 5}:
            asked(room.shell, ("systemctl", "--user", "stop", units[0]))


def _literal(word: str) -> str:
    # The manager puts variables of its own into arguments; a doubled dollar is one dollar.
    return word.replace("$", "$$")


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
