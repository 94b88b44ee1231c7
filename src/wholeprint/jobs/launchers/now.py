"""At once: no other time is better, or nobody wants to wait."""

from wholeprint.jobs.handed import Handed, Room
from wholeprint.jobs.planned import PlannedJob


class Now:
    """Leaves a job to be started at once, in the background."""

    name = "now"

    def hand(self, job: PlannedJob, room: Room) -> Handed:
        """Leave the job to be started.

        Args:
            job: The job.
            room: What to do it with.

        Returns:
            The job, with where its output goes.
        """
        return Handed(self.name, job.id, says=(f"Its output goes to {room.log}",))

    def cancel(self, job: PlannedJob, external_id: str, room: Room) -> None:
        """Do nothing: the process itself is ended.

        Args:
            job: The job.
            external_id: Nothing.
            room: What to do it with.
        """
