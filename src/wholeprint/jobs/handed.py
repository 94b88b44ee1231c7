"""What handing work over means: the tool's own name for it, and what is still to be done when."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.shell import Shell


class Step(NamedTuple):
    """A command of another tool that is due at a certain time: resume, suspend.

    Attributes:
        at_seconds: When [s since 1970 UTC].
        argv: The program and its arguments.
        done: Whether it has been done, or a later one has taken its place.
        effect: Whether the work stands still from then on ("pause") or goes on where it stood
            ("go on"); empty where it ends, or begins anew.
    """

    at_seconds: float
    argv: tuple[str, ...]
    done: bool = False
    effect: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the step as plain values."""
        return {
            "at_unix_seconds": self.at_seconds,
            "argv": list(self.argv),
            "done": self.done,
            "effect": self.effect,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Step":
        """Return the step that a document describes.

        Args:
            document: What `as_json` gave.

        Raises:
            TypeError: If it is none.
        """
        at, argv = document["at_unix_seconds"], document["argv"]
        if not isinstance(at, int | float) or not isinstance(argv, list):
            raise TypeError("a step has a time and arguments")
        words = tuple(str(word) for word in argv)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - any value has a text
        done, effect = document.get("done") is True, str(document.get("effect", ""))
        return cls(float(at), words, done, effect)


@dataclass(frozen=True, slots=True)
class Handed:
    """Work that somebody else sees to from now on.

    Attributes:
        method: How it was handed over.
        job_id: Our name for it.
        external_id: The tool's name for it, None where it has none.
        steps: What is still to be done for it, and when; the built-in waiter does it.
        says: What the user should know, as sentences.
    """

    method: str
    job_id: str
    external_id: str | None = None
    steps: tuple[Step, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """What a launcher works with.

    Attributes:
        shell: Runs other people's programs.
        log: The file that takes what the job says, where the tool keeps no such file.
    """

    shell: Shell
    log: Path


class Launcher(Protocol):
    """One way to hand work over."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        ...

    def hand(self, job: PlannedJob, room: Room) -> Handed:
        """Hand a job over.

        Args:
            job: The job; it lies in the folder of jobs already.
            room: What to do it with.

        Returns:
            What has become of it.

        Raises:
            JobError: If the tool is not there, or refuses.
        """
        ...

    def cancel(self, job: PlannedJob, external_id: str, room: Room) -> None:
        """Take a job back, running or not.

        Args:
            job: The job.
            external_id: The tool's name for it.
            room: What to do it with.

        Raises:
            JobError: If the tool is not there, or refuses.
        """
        ...
