"""Kubernetes."""

import json
from typing import Any

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.launchers.k8s import Kubernetes
from wholeprint.jobs.shell import Result

T0 = 1_800_000_030.0


def test_a_suspended_job_is_made(planned: Any, room: Any) -> None:
    """The manifest is a suspended Job; this machine's PATH does not go into the container."""
    place, shell = room(kubectl=Result(0, "job.batch/wholeprint-j1\n"))
    given = planned(image="r/i:1", environment={"PATH": "/x", "A": "1"}, arguments=("-n=ml",))

    handed = Kubernetes().hand(given, place)

    ((argv, text),) = shell.calls
    document = json.loads(text)
    container = document["spec"]["template"]["spec"]["containers"][0]
    assert handed.external_id == "wholeprint-j1"
    assert argv == ("kubectl", "-n=ml", "create", "--filename=-", "--output=name")
    assert (document["kind"], document["spec"]["suspend"]) == ("Job", True)
    assert (document["spec"]["backoffLimit"], container["image"]) == (0, "r/i:1")
    assert container["command"][:2] == ["wholeprint", "run"]
    assert container["command"][-3:] == ["train", "a b", "$$X"]
    assert {each["name"] for each in container["env"]} == {"A", "WHOLEPRINT_JOB"}


def test_it_is_resumed_and_suspended_at_its_times(planned: Any, room: Any) -> None:
    """Resumed at each start, suspended at each end but the last: an estimate kills no work."""
    place, _ = room(kubectl=Result(0, "job.batch/wholeprint-j1"))

    steps = Kubernetes().hand(planned((0, 1), (2, 3), image="i"), place).steps

    assert [(step.at_seconds - T0, step.argv[-1]) for step in steps] == [
        (0.0, '--patch={"spec":{"suspend":false}}'),
        (3600.0, '--patch={"spec":{"suspend":true}}'),
        (7200.0, '--patch={"spec":{"suspend":false}}'),
    ]


def test_without_an_image_nothing_is_made(planned: Any, room: Any) -> None:
    """A job without a container's image is refused before kubectl is asked."""
    place, shell = room(kubectl=Result(0))

    with pytest.raises(JobError, match="image"):
        Kubernetes().hand(planned(), place)
    assert shell.calls == []


def test_it_is_deleted(planned: Any, room: Any) -> None:
    """Cancelling deletes it, and is no error where it is gone."""
    place, shell = room(kubectl=Result(0))

    Kubernetes().cancel(planned(arguments=("-n=ml",)), "wholeprint-j1", place)

    argv = ("kubectl", "-n=ml", "delete", "job", "wholeprint-j1", "--ignore-not-found")
    assert shell.calls == [(argv, "")]
