"""Work that somebody decided to run later: the command, where, when, and why then."""

import json
import math
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import pairwise
from typing import cast

from wholeprint.advice.piece import Piece
from wholeprint.errors import JobError

_RE_PLAN = "Plan the work again"


class Missed(StrEnum):
    """What becomes of work whose start went by while nobody could start it."""

    RUN_LATE = "run-late"
    """It is started as soon as its plan allows."""
    SKIP = "skip"
    """It is not done at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJob:
    """Work that is to run later.

    Attributes:
        id: Its name, which sorts by time and may name a file, a unit or a Kubernetes object.
        command: The program and its arguments.
        directory: Working directory.
        pieces: When it is to run, in order; more than one asks for pauses between them.
        environment: Variables to set for the command beside those that the launcher gives.
        label: What its run is called in the ledger.
        project: Project that its run belongs to.
        model: Model that its run is about.
        ledger: The ledger to record in; None is the one that the settings name at that time.
        missed: What becomes of it when its start is missed.
        checkpoint_signal: Name of a signal, such as ``SIGUSR1``, at which the program saves its
            state and ends, to be started again in the next piece; None stops and continues it.
        image: Container image, for Kubernetes.
        arguments: Further arguments for the tool it is handed to, as that tool reads them.
        plan: The decision as plain values (`wholeprint.advice.plan.Decision.as_json`), or a
            document that holds it as ``decision``; kept as it is, to be compared with later.
    """

    id: str
    command: tuple[str, ...]
    directory: str
    pieces: tuple[Piece, ...]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    label: str | None = None
    project: str | None = None
    model: str | None = None
    ledger: str | None = None
    missed: Missed = Missed.RUN_LATE
    checkpoint_signal: str | None = None
    image: str | None = None
    arguments: tuple[str, ...] = ()
    plan: Mapping[str, object] = field(default_factory=dict[str, object])

    def __post_init__(self) -> None:
        if not self.command or not self.command[0]:
            raise JobError("there is no command to run later", fix="Write it behind two dashes")
        words = (*self.command, self.directory, *self.environment, *self.environment.values())
        if any("\0" in word for word in words):
            raise JobError("no program can be given a zero byte", seen=repr(self.command))
        if not self.id or not all(c.isascii() and (c.isalnum() or c == "-") for c in self.id):
            raise JobError("a job's id must be able to name a file", seen=self.id)
        _check_order(self.pieces)

    @property
    def name(self) -> str:
        """What its run is called: its label, or the program's name."""
        return self.label or os.path.basename(self.command[0])  # noqa: PTH119 - a text, not a path

    @property
    def start_seconds(self) -> float:
        """When it is to begin [s since 1970 UTC]."""
        return self.pieces[0].start_seconds

    @property
    def end_seconds(self) -> float:
        """When its last piece ends [s since 1970 UTC]."""
        return self.pieces[-1].end_seconds

    @property
    def zone(self) -> str:
        """The grid zone in which it runs.

        Raises:
            JobError: If its pieces are in several.
        """
        zones = {piece.zone for piece in self.pieces}
        if len(zones) > 1:
            raise JobError(
                "one machine cannot run pieces in several zones",
                seen=", ".join(sorted(zones)),
                fix="Hand over the pieces of each zone as a job of its own, on a machine there",
            )
        return self.pieces[0].zone

    def wants(self, now_seconds: float) -> bool:
        """Return whether the plan has it running: in its pieces, and after the last to its end.

        Args:
            now_seconds: When [s since 1970 UTC].
        """
        inside = any(p.start_seconds <= now_seconds < p.end_seconds for p in self.pieces)
        return inside or now_seconds >= self.end_seconds

    def next_edge_seconds(self, now_seconds: float) -> float | None:
        """Return when a piece next begins or ends [s since 1970 UTC], None where none does.

        Args:
            now_seconds: From when on [s since 1970 UTC].
        """
        edges = [edge for piece in self.pieces for edge in piece[:2] if edge > now_seconds]
        return min(edges, default=None)

    def as_json(self) -> dict[str, object]:
        """Return the job as plain values, from which `planned_from_json` makes it again."""
        plain: dict[str, object] = {item.name: getattr(self, item.name) for item in fields(self)}
        return plain | {
            "command": list(self.command),
            "arguments": list(self.arguments),
            "pieces": [piece.as_json() for piece in self.pieces],
            "environment": dict(self.environment),
            "missed": self.missed.value,
            "plan": dict(self.plan),
        }


def planned_from_json(document: Mapping[str, object]) -> PlannedJob:
    """Return the job that a document describes.

    Args:
        document: What `PlannedJob.as_json` gave; unknown keys are passed over.

    Raises:
        JobError: If it describes none.
    """
    try:
        known = {item.name: document[item.name] for item in fields(PlannedJob)}
        known |= {
            "command": _words(known["command"]),
            "arguments": _words(known["arguments"]),
            "pieces": tuple(_piece(each) for each in cast("list[object]", known["pieces"])),
            "environment": dict(cast("Mapping[str, str]", known["environment"])),
            "missed": Missed(cast("str", known["missed"])),
            "plan": dict(cast("Mapping[str, object]", known["plan"])),
        }
        return PlannedJob(**known)  # pyright: ignore[reportArgumentType] - checked above and by the class
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JobError(
            "this is no planned job", seen=f"{type(error).__name__}: {error}", fix=_RE_PLAN
        ) from error


def new_job_id(now_seconds: float | None = None) -> str:
    """Make a job's name, which sorts by time and does not repeat.

    Args:
        now_seconds: The present [s since 1970 UTC]; None reads the clock.

    Returns:
        The UTC second and six random hexadecimal digits, behind a ``j``.
    """
    moment = time.time() if now_seconds is None else now_seconds
    return f"j{time.strftime('%Y%m%d-%H%M%S', time.gmtime(moment))}-{os.urandom(3).hex()}"


def _check_order(pieces: tuple[Piece, ...]) -> None:
    if not pieces:
        raise JobError("a planned job needs at least one piece of time", fix=_RE_PLAN)
    for piece in pieces:
        if not (math.isfinite(piece.start_seconds) and piece.start_seconds < piece.end_seconds):
            raise JobError(
                "a piece must end after it begins", seen=json.dumps(piece.as_json()), fix=_RE_PLAN
            )
    for before, after in pairwise(pieces):
        if after.start_seconds < before.end_seconds:
            raise JobError(
                "the pieces of a job must follow one another",
                seen=json.dumps(after.as_json()),
                fix=_RE_PLAN,
            )


def _words(value: object) -> tuple[str, ...]:
    words = tuple(cast("list[object]", value))
    if isinstance(value, str) or not all(isinstance(word, str) for word in words):
        raise TypeError("a list of words")
    return cast("tuple[str, ...]", words)


def _piece(value: object) -> Piece:
    plain = cast("Mapping[str, object]", value)
    start, end = plain["start_unix_seconds"], plain["end_unix_seconds"]
    return Piece(float(cast("float", start)), float(cast("float", end)), str(plain["zone"]))
