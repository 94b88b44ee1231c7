"""Hands a planned command over to whoever runs it then."""

import argparse
from pathlib import Path

from wholeprint.advice.decide import Decided
from wholeprint.cli import jobs_options
from wholeprint.errors import ScheduleError
from wholeprint.jobs.command import kept
from wholeprint.jobs.launch import launch
from wholeprint.jobs.planned import Missed, PlannedJob, new_job_id
from wholeprint.tracking.command import check

_ELSEWHERE = ("slurm", "k8s")
"""Ways to hand over to other machines or containers, whose programs are not known here."""


def hand_over(
    arguments: argparse.Namespace, command: tuple[str, ...], decided: Decided
) -> dict[str, object]:
    """Hand a command over, to run as it was decided.

    Args:
        arguments: What was given.
        command: The command.
        decided: The decision.

    Returns:
        What has become of it, as plain values.

    Raises:
        ScheduleError: If the plan leads elsewhere: a command can be handed over only where it is.
        JobError: If it cannot be handed over.
        CommandError: If there is no such program here, and it is to run here.
    """
    method = arguments.launch or "wait"
    if method not in _ELSEWHERE:
        check(command)
    plan = decided.decision.plan
    here = decided.decision.naive.zones
    if plan.zones != here:
        raise ScheduleError(
            "the plan leads to another zone, and a command can be handed over only where it is",
            seen=", ".join(plan.zones),
            fix="Hand it over on a machine there, or give that zone alone with --zone",
        )
    job = PlannedJob(
        id=new_job_id(),
        command=command,
        directory=str(Path.cwd()),
        pieces=plan.pieces,
        label=arguments.label,
        project=arguments.project,
        model=arguments.model,
        ledger=arguments.ledger,
        image=arguments.image,
        missed=Missed(arguments.if_missed),
        checkpoint_signal=arguments.checkpoint_signal,
        environment=kept(arguments.keep or ()),
        arguments=tuple(arguments.option or ()),
        plan=decided.decision.as_json(),
    )
    handed = launch(method, job, jobs_options.hands())
    return {
        "id": handed.job_id,
        "method": handed.method,
        "external_id": handed.external_id,
        "says": list(handed.says),
    }
