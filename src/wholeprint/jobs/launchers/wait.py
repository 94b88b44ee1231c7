"""The built-in waiter: a file in the folder of jobs, and whoever calls ``wholeprint jobs wait``."""

from wholeprint.jobs.handed import Handed, Room
from wholeprint.jobs.planned import PlannedJob


class Wait:
    """Leaves a job in its folder: it needs no other tool."""

    name = "wait"

    def hand(self, job: PlannedJob, room: Room) -> Handed:
        """Leave the job where it lies.

        Args:
            job: The job.
            room: What to do it with.

        Returns:
            The job, with what to call.
        """
        return Handed(
            self.name,
            job.id,
            says=(
                f"Nothing runs until somebody waits: wholeprint jobs wait {job.id} --detach",
                f"Its output will go to {room.log}",
            ),
        )

    def cancel(self, job: PlannedJob, external_id: str, room: Room) -> None:
        """Do nothing: the waiter itself looks whether its job is still wanted.

        Args:
            job: The job.
            external_id: Nothing.
            room: What to do it with.
        """
