"""Kubernetes: a Job that is made suspended, and resumed and suspended at its times."""

import json
from itertools import pairwise

from wholeprint.errors import JobError
from wholeprint.jobs.command import ON_PATH, USUAL, marked, measured
from wholeprint.jobs.handed import Handed, Room, Step
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.shell import asked

_RESTARTS = 3


class Kubernetes:
    """Hands a job to a Kubernetes cluster."""

    name = "k8s"

    def hand(self, job: PlannedJob, room: Room) -> Handed:
        """Create a Job that is suspended.

        Args:
            job: The job; its ``arguments`` are options of kubectl (``--namespace=ml``).
            room: What to do it with.

        Returns:
            The job under its name, with the steps that resume and suspend it.
        """
        text = json.dumps(manifest(job), indent=2)
        told = ("kubectl", *job.arguments, "create", "--filename=-", "--output=name")
        answer = asked(room.shell, told, text)
        name = answer.out.strip().rpartition("/")[2] or object_name(job)
        says = [
            f"It stays suspended until somebody resumes it: wholeprint jobs wait {job.id} --detach",
            "The image must hold wholeprint, and its ledger must lie on a volume that stays",
        ]
        if len(job.pieces) > 1:
            says.append(
                "Kubernetes deletes the pods of a Job that is suspended: the program must save "
                "its state at SIGTERM and go on from there"
            )
        return Handed(self.name, job.id, name, _steps(job, name), tuple(says))

    def cancel(self, job: PlannedJob, external_id: str, room: Room) -> None:
        """Delete the Job and its pods.

        Args:
            job: The job.
            external_id: Its name in the cluster.
            room: What to do it with.
        """
        told = ("kubectl", *job.arguments, "delete", "job", external_id, "--ignore-not-found")
        asked(room.shell, told)


def object_name(job: PlannedJob) -> str:
    """Return the name of a job's object in the cluster.

    Args:
        job: The job.
    """
    return f"wholeprint-{job.id}".lower()


def manifest(job: PlannedJob) -> dict[str, object]:
    """Return the Job as data: its JSON text is YAML too, and needs no quoting.

    Args:
        job: The job.

    Raises:
        JobError: If it names no image.
    """
    if not job.image:
        raise JobError(
            "Kubernetes needs the image of a container", fix="Name one: --image registry/name:tag"
        )
    # Where programs are found is the container's own affair.
    told = {name: value for name, value in marked(job).items() if name not in USUAL}
    container: dict[str, object] = {
        "name": "work",
        "image": job.image,
        "command": [_literal(word) for word in measured(job, ON_PATH)],
        "workingDir": job.directory,
        "env": [{"name": name, "value": _literal(value)} for name, value in told.items()],
    }
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {
            "name": object_name(job),
            "labels": {"app.kubernetes.io/managed-by": "wholeprint"},
            "annotations": {"wholeprint/job": job.id, "wholeprint/zone": job.zone},
        },
        "spec": {
            "suspend": True,
            "backoffLimit": _RESTARTS if len(job.pieces) > 1 else 0,
            "template": {"spec": {"restartPolicy": "Never", "containers": [container]}},
        },
    }


def _steps(job: PlannedJob, name: str) -> tuple[Step, ...]:
    steps = [Step(job.start_seconds, _patch(job, name, "false"))]
    for before, after in pairwise(job.pieces):
        steps.append(Step(before.end_seconds, _patch(job, name, "true")))
        steps.append(Step(after.start_seconds, _patch(job, name, "false")))
    return tuple(steps)


def _patch(job: PlannedJob, name: str, suspend: str) -> tuple[str, ...]:
    change = '--patch={"spec":{"suspend":%s}}' % suspend  # noqa: UP031 - braces of JSON would be doubled
    return ("kubectl", *job.arguments, "patch", "job", name, "--type=strategic", change)


def _literal(word: str) -> str:
    # Kubernetes puts variables in for $(NAME), in commands and in values; $$ is one dollar.
    return word.replace("$", "$$")
