"""One measured run, from its first reading to its last: machine, meters, tree, journal."""

import atexit
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from weakref import WeakValueDictionary, finalize

from wholeprint.hardware.detect import look
from wholeprint.ledger.places import journal_directory, sessions
from wholeprint.meters.intervals import Block
from wholeprint.meters.process_tree import command_tree, self_tree
from wholeprint.meters.registry import open_meters
from wholeprint.meters.sampler import Sampler
from wholeprint.quantities.note import Note
from wholeprint.settings import Loaded, Rank, Settings, rank
from wholeprint.tracking import folding, identity, lines
from wholeprint.tracking.guard import shielded, warn
from wholeprint.tracking.recorder import Recorder

VERSION = "0.1.0"


class Subject(NamedTuple):
    """A command that is measured from outside.

    Attributes:
        pid: Its process.
        command: Its arguments, or None where they are not to be kept.
    """

    pid: int
    command: tuple[str, ...] | None


class OpenSpan(NamedTuple):
    """A part of the run that has begun.

    Attributes:
        number: Counts the spans of the run.
        name: What it is called.
        began_seconds: When it began, since the run's start [s].
        inside: Number of the span around it, if any.
    """

    number: int
    name: str
    began_seconds: float
    inside: int | None


class Session:
    """A run while it is measured; after a failure of ours, an empty shell with notes.

    Attributes:
        run_id: The run's name; None where nothing is recorded.
        settings: What the run was told.
        notes: What happened to the measurement.
    """

    def __init__(self, settings: Settings, notes: list[Note]) -> None:
        self.run_id: str | None = None
        self.settings = settings
        self.notes = notes
        self._pid = os.getpid()
        self._recorder: Recorder | None = None
        self._sampler: Sampler | None = None
        self._leader: identity.NodeLeader | None = None
        self._began = time.monotonic()
        self._spans: list[OpenSpan] = []
        self._span_count = 0
        self._on_loss: finalize[..., object] | None = None

    @property
    def alive(self) -> bool:
        """Whether the run is on, in this very process: a forked child has none of it."""
        return self._recorder is not None and self._pid == os.getpid()

    @property
    def elapsed_seconds(self) -> float:
        """How long the run has been on [s]."""
        return time.monotonic() - self._began

    @property
    def sampler(self) -> Sampler | None:
        """The thread that reads the sensors, for the live line."""
        return self._sampler

    def end_with(self, owner: object) -> None:
        """End the run, as interrupted, when its owner is dropped without having ended it.

        Ctrl-C may strike between the last line of a ``with`` block and the first of its exit:
        nothing else is called then.

        Args:
            owner: Whoever is to end the run.
        """
        self._on_loss = finalize(owner, self.stop, error=KeyboardInterrupt())
        self._on_loss.atexit = False

    def begin(self, label: str | None, subject: Subject | None) -> None:
        """Open everything and take the first reading.

        Args:
            label: What the run is called.
            subject: The command to measure; None measures this process and its descendants.
        """
        settings = self.settings
        folder = journal_directory(settings.ledger)
        unix_ns = time.time_ns()
        run_id = identity.new_run_id(unix_ns / 1e9)
        seen = look()
        machine = seen.machine
        self.notes.extend(seen.notes)
        meters, found, _findings = open_meters(settings.root, settings.meters)
        self.notes.extend(found)
        lineage = identity.ancestors(os.getpid())
        parent = identity.enclosing_run(sessions(folder, lineage), lineage, _is_on)
        place = rank()
        counted = parent is None and self._leads(folder, place)
        start = {
            "id": run_id,
            "label": label,
            "project": settings.project,
            "model": settings.model,
            "phase": settings.phase,
            "parent": parent,
            "group": place.group if place else None,
            "rank": place.local_rank if place else None,
            "counted": counted,
            "host": machine.hostname,
            "subject_pid": subject.pid if subject else None,
            "command": list(subject.command) if subject and subject.command else None,
            "started_unix_ns": unix_ns,
            "machine": machine.as_json(),
            "settings": lines.told(settings),
            "version": VERSION,
        }
        self._recorder = Recorder.open(settings.ledger, run_id, start, self.notes)
        self.run_id = run_id
        _on_here[run_id] = self
        if parent is not None:
            self.say("nested-run", f"this run lies inside run {parent}, which counts its energy")
        for note in self.notes:
            self._recorder.write("note", note.as_json())
        tree = command_tree(subject.pid) if subject else self_tree()
        self._sampler = Sampler(meters, tree, settings.interval, settings.flush, self._take)
        self._recorder.write("channels", lines.declared(self._sampler.channels))
        self._began = time.monotonic()
        self._sampler.start()
        atexit.register(self._at_exit)

    def _leads(self, folder: Path, place: Rank | None) -> bool:
        if place is None:
            return True
        leader = identity.NodeLeader(folder, place)
        leads = shielded(
            leader.acquire, instead=True, doing="choosing the counting rank", notes=self.notes
        )
        if leads:
            self._leader = leader
        else:
            self.notes.append(
                Note(
                    code="counted-by-leader",
                    message="another rank of this job on this node counts the machine's energy",
                )
            )
        return leads

    def _take(self, block: Block) -> None:
        if self._recorder is not None:
            self._recorder.write("block", lines.columns(block))
        self._take_notes()

    def _take_notes(self) -> None:
        for note in self._sampler.take_notes() if self._sampler is not None else ():
            self._noted(note)

    def _noted(self, note: Note) -> None:
        self.notes.append(note)
        if self._recorder is not None:
            self._recorder.write("note", note.as_json())

    def say(self, code: str, message: str) -> None:
        """Put a note on the run.

        Args:
            code: Code of the note.
            message: What happened, as a sentence.
        """
        if self._pid == os.getpid():
            self._noted(Note(code=code, message=message, at_unix_seconds=time.time()))

    def open_span(self, name: str) -> OpenSpan | None:
        """Begin a part of the run.

        Args:
            name: What it is called.

        Returns:
            The part, to be closed; None where nothing is recorded.
        """
        if not self.alive:
            return None
        self._span_count += 1
        span = OpenSpan(
            self._span_count,
            str(name),
            self._edge(),
            self._spans[-1].number if self._spans else None,
        )
        self._spans.append(span)
        return span

    def close_span(self, span: OpenSpan | None) -> None:
        """End a part of the run; a part that outlived the run ends with it.

        Args:
            span: What ``open_span`` gave.
        """
        if span is None or not self.alive or self._recorder is None:
            return
        if span in self._spans:
            self._spans.remove(span)
        self._recorder.write(
            "span",
            {
                "name": span.name,
                "start": span.began_seconds,
                "end": self._edge(),
                "meta": {"number": span.number, "inside": span.inside},
            },
        )

    def _edge(self) -> float:
        # A reading at the edge itself: the energy of a short span must not be smeared.
        if self._sampler is None:
            return time.monotonic() - self._began
        return self._sampler.sample()

    def add_facts(self, facts: Mapping[str, object]) -> None:
        """Record facts about the work.

        Args:
            facts: Names and plain values.
        """
        if self.alive and self._recorder is not None:
            self._recorder.write("meta", {"meta": dict(facts)})

    def stop(
        self,
        *,
        error: BaseException | None = None,
        exit_code: int | None = None,
        by_signal: int | None = None,
    ) -> None:
        """Take the last reading and close the run; harmless when called twice or in a fork.

        Args:
            error: The exception that ended the work, if one did.
            exit_code: The exit status of the command, if one was measured.
            by_signal: The signal that ended the command.
        """
        if not self.alive:
            return
        shielded(
            lambda: self._close(error, exit_code, by_signal),
            instead=None,
            doing="ending the measurement",
            notes=self.notes,
        )

    def _close(
        self, error: BaseException | None, exit_code: int | None, by_signal: int | None
    ) -> None:
        recorder = self._recorder
        if recorder is None:
            return
        try:
            self._read_to_the_end(recorder)
        finally:
            # Whatever interrupts us, a run that has ended must not look like one that is on: the
            # next ones would take themselves for parts of it.
            self._recorder = None
            end = {
                "status": _status(error, exit_code, by_signal),
                "exit_code": exit_code,
                "signal": by_signal,
                "error": type(error).__name__ if error is not None else None,
                "ended_unix_ns": time.time_ns(),
            }
            recorder.close(end)
            if self._leader is not None:
                self._leader.release()
            atexit.unregister(self._at_exit)
            if self._on_loss is not None:
                self._on_loss.detach()
        if not self.settings.quiet and recorder.trouble:
            warn(recorder.trouble)
        folding.at_exit(self.settings.ledger, recorder.path, time.monotonic() - self._began)

    def _read_to_the_end(self, recorder: Recorder) -> None:
        for span in tuple(reversed(self._spans)):
            self.close_span(span)
        if self._sampler is not None:
            self._sampler.stop()
            self._take_notes()
            # Watching the counters has shown how often they move: the last word on them.
            recorder.write("channels", lines.declared(self._sampler.channels))

    def _at_exit(self) -> None:
        # The program ends with the run still on: sys.exit in a thread, or start without stop.
        if not self.alive:
            return
        ran_seconds, recorder = time.monotonic() - self._began, self._recorder
        self.stop()
        if ran_seconds >= folding.WORTH_SECONDS and recorder is not None:
            # What is registered while the interpreter ends is no longer called.
            folding.now(self.settings.ledger, recorder.path, os.getpid())


def start(
    label: str | None,
    loaded: Loaded,
    *,
    subject: Subject | None = None,
    owner: object | None = None,
) -> Session:
    """Begin a run; whatever fails in here becomes a note, never an exception.

    Args:
        label: What the run is called.
        loaded: The settings.
        subject: The command to measure; None measures this process and its descendants.
        owner: The run ends with it, if nothing else ends it before.

    Returns:
        The session, on unless tracking is disabled or could not start.
    """
    notes = [
        Note(code="setting-ignored", message=str(error), severity="warning")
        for error in loaded.refused
    ]
    session = Session(loaded.settings, notes)
    if loaded.settings.disabled:
        return session
    if owner is not None:
        session.end_with(owner)
    try:
        shielded(
            lambda: session.begin(label, subject),
            instead=None,
            doing="starting the measurement",
            notes=notes,
            code="not-measured",
        )
    except BaseException as error:  # Ctrl-C in the middle: the run that has begun ends with it
        session.stop(error=error)
        raise
    if not session.alive and not loaded.settings.quiet:
        warn(f"not measured: {notes[-1].message}" if notes else "not measured")
    return session


_on_here: WeakValueDictionary[str, Session] = WeakValueDictionary()
"""The runs of this very process: of them it is known, and need not be read off, which are on."""


def _is_on(run_id: str, pid: int, journal: Path) -> bool:
    if pid == os.getpid():
        known = _on_here.get(run_id)
        return known is not None and known.alive
    from wholeprint.ledger.reading import live  # noqa: PLC0415 - only inside another's run

    return live(journal)


def _status(error: BaseException | None, exit_code: int | None, by_signal: int | None) -> str:
    if isinstance(error, GeneratorExit):
        return "done"  # the reader of a generator had enough: no failure
    if isinstance(error, SystemExit):
        return "done" if error.code in {None, 0} else "failed"
    if isinstance(error, KeyboardInterrupt) or by_signal is not None:
        return "interrupted"
    return "failed" if error is not None or exit_code else "done"
