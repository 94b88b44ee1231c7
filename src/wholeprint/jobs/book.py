"""The folder of planned jobs: one file each, written whole or not at all."""

import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, cast

from wholeprint.errors import JobError
from wholeprint.jobs.entry import Entry, entry_from_json

_SUFFIX = ".json"


class Damaged(NamedTuple):
    """A file of the folder that holds no job that can be read.

    Attributes:
        path: The file.
        error: What is wrong with it.
    """

    path: Path
    error: JobError


class JobBook:
    """The folder of planned jobs.

    Args:
        state: The user's folder of states; the jobs lie in ``jobs`` below it.
    """

    def __init__(self, state: Path) -> None:
        self.folder = state / "jobs"

    def save(self, entry: Entry) -> None:
        """Write a job down, in place of what was there before; a kill leaves the one or the other.

        Args:
            entry: The job.

        Raises:
            JobError: If the folder cannot be written, or is full.
        """
        path = self._path(entry.job.id)
        text = json.dumps(entry.as_json(), indent=1, ensure_ascii=True) + "\n"
        with self._refusing():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(path, text)

    def load(self, job_id: str) -> Entry:
        """Read a job.

        Args:
            job_id: Its whole id.

        Returns:
            The job and how far it has come.

        Raises:
            JobError: If there is none, or its file cannot be read.
        """
        return self._read(self._path(job_id))

    def resolve(self, selector: str) -> str:
        """Return the id of the job that is meant.

        Args:
            selector: Its id, the beginning of it, or "last".

        Raises:
            JobError: If no job, or more than one, is meant.
        """
        ids = self.ids()
        if selector == "last" and ids:
            return ids[-1]
        found = [job_id for job_id in ids if job_id.startswith(selector)] if selector else []
        if selector in found or len(found) == 1:
            return selector if selector in found else found[0]
        raise JobError(
            "several jobs begin so" if found else "no job of that name",
            seen=selector,
            fix=f"Give more of the id: {', '.join(found[:3])}"
            if found
            else "List them: wholeprint jobs list",
        )

    def ids(self) -> list[str]:
        """Return the ids of all jobs, the oldest first.

        Raises:
            JobError: If the folder is there and cannot be read.
        """
        return [path.name.removesuffix(_SUFFIX) for path in self._files()]

    def entries(self) -> tuple[list[Entry], list[Damaged]]:
        """Read all jobs.

        Returns:
            The jobs, the oldest first, and the files that could not be read.
        """
        read: list[Entry] = []
        damaged: list[Damaged] = []
        for path in self._files():
            try:
                read.append(self._read(path))
            except JobError as error:
                damaged.append(Damaged(path, error))
        return read, damaged

    def remove(self, job_id: str) -> None:
        """Forget a job that could not be handed over.

        Args:
            job_id: Its id.
        """
        with self._refusing():
            self._path(job_id).unlink(missing_ok=True)

    def log(self, job_id: str) -> Path:
        """Return the file that takes what a job says.

        Args:
            job_id: Its id.
        """
        return self.folder / f"{job_id}.log"

    def document(self, job_id: str, attempt: int) -> Path:
        """Return the file that takes the document of a job's run.

        Args:
            job_id: Its id.
            attempt: How many times it has been started.
        """
        return self.folder / f"{job_id}.run-{attempt}"

    def lock(self, job_id: str) -> Path:
        """Return the file by which only one waiter sees to a job.

        Args:
            job_id: Its id.
        """
        return self.folder / f"{job_id}.lock"

    def ask_to_cancel(self, job_id: str) -> None:
        """Leave word for the waiter that a job is not wanted any more.

        Args:
            job_id: Its id.
        """
        with self._refusing():
            self._word(job_id).touch(mode=0o600)

    def is_to_be_cancelled(self, job_id: str) -> bool:
        """Return whether somebody left word that a job is not wanted any more.

        Args:
            job_id: Its id.
        """
        return self._word(job_id).exists()

    def _word(self, job_id: str) -> Path:
        return self.folder / f"{job_id}.cancel"

    def _path(self, job_id: str) -> Path:
        return self.folder / f"{job_id}{_SUFFIX}"

    def _files(self) -> list[Path]:
        try:
            names = sorted(os.listdir(self.folder))  # noqa: PTH208 - sorted names are wanted
        except FileNotFoundError:
            return []
        except OSError as error:
            raise JobError(
                "the folder of jobs cannot be read", seen=f"{self.folder}: {error.strerror}"
            ) from error
        mine = (name for name in names if name.endswith(_SUFFIX) and not name.startswith("."))
        return [self.folder / name for name in mine]

    def _read(self, path: Path) -> Entry:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise JobError(
                "no job of that name", seen=path.stem, fix="List them: wholeprint jobs list"
            ) from error
        except (OSError, ValueError, RecursionError) as error:  # bad UTF-8 is a ValueError too
            raise JobError(
                "the file of a job cannot be read",
                seen=f"{path}: {error}",
                fix="Put it aside, and plan the work again",
            ) from error
        if not isinstance(found, dict):
            raise JobError("this is no planned job", seen=str(path))
        return entry_from_json(cast("Mapping[str, object]", found))

    @contextmanager
    def _refusing(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            raise JobError(
                "the folder of jobs cannot be written",
                seen=f"{self.folder}: {error.strerror}",
                fix="Free some space, or name another folder with WHOLEPRINT_STATE",
            ) from error


def _replace(path: Path, text: str) -> None:
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # A job keeps variables of the environment: nobody else is to read it.
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
