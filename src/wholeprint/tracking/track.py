"""``wholeprint.track``: measure a block, a function, a coroutine or a generator."""

import functools
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, TypedDict, TypeVar, Unpack, cast, overload
from weakref import ReferenceType, ref

from wholeprint.errors import UnknownRunError
from wholeprint.settings import Attribution, Loaded, load
from wholeprint.tracking import session as sessions

if TYPE_CHECKING:
    from wholeprint.tracking.assessment import AssessArguments, Assessment

P = ParamSpec("P")
R = TypeVar("R")

# Flags of a function's code object: inspect would tell the same, at the price of importing it.
_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200


class TrackArguments(TypedDict, total=False):
    """What ``track`` may be told; each is a setting (see ``wholeprint.settings.Settings``)."""

    project: str | None
    model: str | None
    phase: str | None
    zone: str | None
    pue: float | None
    wue: float | None
    attribution: Attribution | None
    interval: float | None
    flush: float | None
    ledger: object
    root: object
    meters: tuple[str, ...] | None
    quiet: bool | None
    disabled: bool | None


class Run:
    """One measured run, while it is on and afterwards.

    Attributes:
        id: The run's name in the ledger; None where nothing could be measured or recorded.
    """

    def __init__(self, session: sessions.Session) -> None:
        self._session = session

    @property
    def id(self) -> str | None:
        """The run's name in the ledger; None where tracking is disabled or could not start."""
        return self._session.run_id

    @property
    def notes(self) -> tuple[str, ...]:
        """What happened to the measurement so far, one sentence each."""
        return tuple(note.message for note in self._session.notes)

    @contextmanager
    def span(self, name: str) -> Generator[None, None, None]:
        """Mark a part of the run, such as one epoch; spans may lie inside each other.

        Args:
            name: What the part is called; the same name may come back.

        Yields:
            Nothing.
        """
        opened = self._session.open_span(name)
        try:
            yield
        finally:
            self._session.close_span(opened)

    def note(self, **facts: object) -> None:
        """Add facts about the work: ``parameters=``, ``flops=``, ``samples=``, ``accuracy=`` ...

        Args:
            facts: Names and values; a value is a text, a number (NumPy's and PyTorch's too), a
                truth value or a list of them. A later value replaces an earlier one. Anything
                else is left out, with a note on the run that says so: hours of training must not
                end because of it.
        """
        plain = {name: _plain_value(value) for name, value in facts.items()}
        for name, value in facts.items():
            if not _is_plain(plain[name]):
                del plain[name]
                self._session.say(
                    "fact-left-out",
                    f"note({name}=...) takes a text, a number, a truth value or a list of them: "
                    f"saw {type(value).__name__}",
                )
        self._session.add_facts(plain)

    def assess(self, **arguments: "Unpack[AssessArguments]") -> "Assessment":
        """Work out the footprint of the run, once it has ended.

        Args:
            arguments: As ``wholeprint.assess``: ``zone=``, ``pue=``, ``boundary=`` ...

        Returns:
            The assessment: the run, its footprint with draws, its notes.

        Raises:
            UnknownRunError: If the run was not recorded.
        """
        from wholeprint.tracking import assessment  # noqa: PLC0415 - loads NumPy: only on request

        if self.id is None:
            raise UnknownRunError(
                "this run was not recorded", seen="; ".join(self.notes) or "tracking is disabled"
            )
        return assessment.assess(self.id, ledger=self._session.settings.ledger, **arguments)

    def __repr__(self) -> str:
        return f"<wholeprint.Run {self.id or 'not recorded'}>"


def _plain_value(value: object) -> object:
    # A number of NumPy or PyTorch says itself what it is in Python; an array of many does not.
    item = getattr(value, "item", None)
    if isinstance(value, str | int | float) or not callable(item):
        return value
    try:
        return item()
    except Exception:  # noqa: BLE001 - somebody else's method: then it is not a number
        return value


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_plain(part) for part in cast("list[object]", value))
    return value is None or isinstance(value, str | int | float | bool)


_begun: ContextVar[tuple[tuple[ReferenceType["Tracker"], sessions.Session], ...]] = ContextVar(
    "wholeprint_begun", default=()
)
"""What was begun and not ended, per thread and task: each `with` ends the run that it began.

The trackers are not held here: a `with` that Ctrl-C left before its last line drops its tracker,
and by that the run is known to be over.
"""


class Tracker:
    """Measures what happens inside it: a ``with`` block, or each call of a function it decorates.

    One tracker may be entered many times, also at once from several threads or tasks: each entry
    is a run of its own.
    """

    def __init__(self, label: str | None, loaded: Loaded) -> None:
        self._label = label
        self._loaded = loaded

    def start(self) -> Run:
        """Begin a run without a ``with`` block.

        Returns:
            The run; it ends at ``stop`` or with the program.
        """
        return self._begin(sessions.start(self._label, self._loaded))

    def _begin(self, session: sessions.Session) -> Run:
        still_on = (each for each in _begun.get() if each[1].alive)
        _begun.set((*still_on, (ref(self), session)))
        return Run(session)

    def stop(self, error: BaseException | None = None) -> None:
        """End the run that was begun last; harmless when none is on.

        Args:
            error: The exception that ended the measured work, if one did.
        """
        begun = _begun.get()
        for place in reversed(range(len(begun))):
            tracker, session = begun[place]
            if tracker() is self:
                # Ended before it is forgotten: Ctrl-C in between must not leave it on for ever.
                session.stop(error=error)
                _begun.set(begun[:place] + begun[place + 1 :])
                return

    def __enter__(self) -> Run:
        return self._begin(sessions.start(self._label, self._loaded, owner=self))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(error)

    async def __aenter__(self) -> Run:
        return self._begin(sessions.start(self._label, self._loaded, owner=self))

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(error)

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Measure each call of a function, coroutine function or (async) generator function.

        Args:
            function: The function; a generator counts from its first value to its end.

        Returns:
            A function of the same kind that behaves the same.
        """
        label = self._label or getattr(function, "__qualname__", None) or "call"
        flags = getattr(getattr(function, "__code__", None), "co_flags", 0)
        own = functools.partial(sessions.start, label, self._loaded)
        if flags & _COROUTINE:
            wrapped: Any = _coroutine(function, own)
        elif flags & _ASYNC_GENERATOR:
            wrapped = _async_generator(function, own)
        elif flags & _GENERATOR:
            wrapped = _generator(function, own)
        else:
            wrapped = _plain(function, own)
        return cast("Callable[P, R]", functools.wraps(function)(wrapped))


Start = Callable[[], sessions.Session]


@contextmanager
def _measured(start: Start) -> Generator[None, None, None]:
    session = start()
    try:
        yield
    except BaseException as error:
        session.stop(error=error)
        raise
    session.stop(error=None)


def _plain(function: Callable[..., Any], start: Start) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed through as they are
        with _measured(start):
            return function(*args, **kwargs)

    return call


def _coroutine(function: Callable[..., Any], start: Start) -> Callable[..., Awaitable[Any]]:
    async def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed through as they are
        with _measured(start):
            return await function(*args, **kwargs)

    return call


def _generator(
    function: Callable[..., Any], start: Start
) -> Callable[..., Generator[Any, Any, Any]]:
    def call(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:  # noqa: ANN401 - as above
        with _measured(start):
            inner: Generator[Any, Any, Any] = function(*args, **kwargs)
            return (yield from inner)

    return call


def _async_generator(
    function: Callable[..., Any], start: Start
) -> Callable[..., AsyncGenerator[Any, Any]]:
    async def call(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:  # noqa: ANN401 - as above
        with _measured(start):
            inner: Any = function(*args, **kwargs)
            step = inner.asend(None)
            try:
                while True:
                    try:
                        value = await step
                    except StopAsyncIteration:
                        return
                    try:
                        sent: Any = yield value
                    except GeneratorExit:
                        raise
                    except BaseException as error:  # noqa: BLE001 - handed on to where it was thrown at
                        step = inner.athrow(error)
                    else:
                        step = inner.asend(sent)
            finally:
                await inner.aclose()

    return call


@overload
def track(label: Callable[P, R]) -> Callable[P, R]: ...
@overload
def track(label: str | None = None, **arguments: Unpack[TrackArguments]) -> Tracker: ...


def track(
    label: Callable[P, R] | str | None = None, **arguments: Unpack[TrackArguments]
) -> Callable[P, R] | Tracker:
    """Measure a block of a program, or each call of a function.

    ::

        with wholeprint.track("train", project="digits", zone="FR") as run:
            for epoch in range(3):
                with run.span("epoch"):
                    ...
            run.note(parameters=12_000)

        @wholeprint.track("evaluate")
        def evaluate(): ...

    A failure of the measurement never reaches the program: it becomes a note on the run.

    Args:
        label: What the run is called; or, used as a bare decorator, the function.
        arguments: Settings for this run; they win over the environment and the files.

    Returns:
        A context manager and decorator; or the decorated function.

    Raises:
        SettingError: If an argument is unknown or cannot be used.
    """
    loaded = load(cast("dict[str, object]", arguments))
    if callable(label):
        return Tracker(None, loaded)(label)
    return Tracker(label, loaded)
