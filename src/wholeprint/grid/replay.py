"""A door that answers from recordings: for tests, examples, and looking at what once happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wholeprint.errors import ProviderAnswerError, ProviderUnreachableError
from wholeprint.grid.http import AgainError, judged, place_of
from wholeprint.grid.live import Answer, Parameter


@dataclass(frozen=True, slots=True)
class Recording:
    """One answer, and to what.

    Attributes:
        url: The address, without a query.
        body: What came.
        params: The query that it answers; None is any.
        status: Its status.
        headers: Its headers, names in lower case.
        delay_seconds: How long it took [s]; longer than the door's patience is a time-out.
        cut: Whether the connection broke instead.
    """

    url: str
    body: bytes | str = b""
    params: Mapping[str, Parameter] | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    delay_seconds: float = 0.0
    cut: bool = False

    def answers(self, url: str, params: Mapping[str, Parameter]) -> bool:
        """Say whether this is what came for a question.

        Args:
            url: The address.
            params: The query.

        Returns:
            True where the address is the same and so is the query, or any will do.
        """
        if url != self.url:
            return False
        return self.params is None or _texts(self.params) == _texts(params)


class Asked(NamedTuple):
    """A question that was asked.

    Attributes:
        url: The address.
        params: The query, as text.
        header_names: Names of the headers that went with it, never their values.
    """

    url: str
    params: Mapping[str, str]
    header_names: tuple[str, ...]


class ReplayDoor:
    """A door with recorded answers behind it: it waits for nothing and touches no network.

    Several recordings for one question are given in their order, and the last of them again and
    again. As the real door does, it asks again after a fault that may pass.

    Args:
        recordings: The answers.
        at_unix_seconds: When they are said to come [s since 1970 UTC].
        tries_count: How often one question is asked at most.
        patience_seconds: How long one answer may take [s].
    """

    def __init__(
        self,
        recordings: Iterable[Recording],
        *,
        at_unix_seconds: float = 0.0,
        tries_count: int = 4,
        patience_seconds: float = 20.0,
    ) -> None:
        self._recordings = tuple(recordings)
        self._at_unix_seconds = at_unix_seconds
        self._tries_count = tries_count
        self._patience_seconds = patience_seconds
        self._given: set[int] = set()
        self._asked: list[Asked] = []

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every question so far, in order; one that was asked again counts again."""
        return tuple(self._asked)

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, Parameter] | None = None,
        headers: Mapping[str, str] | None = None,
        also: tuple[int, ...] = (),
    ) -> Answer:
        """Return what was recorded.

        Args:
            url: The address, without a query.
            params: The query.
            headers: Headers; only their names are looked at.
            also: Statuses beside 200 to 299 that the caller reads itself.

        Returns:
            The answer.

        Raises:
            ProviderUnreachableError: If only faults were recorded, or answers that took too long.
        """
        why = ""
        for _ in range(self._tries_count):
            self._asked.append(Asked(url, _texts(params or {}), tuple(sorted(headers or {}))))
            recording = self._next(url, params or {})
            try:
                return judged(self._played(recording), url, also)
            except AgainError as error:
                why = error.why
        raise ProviderUnreachableError(f"{place_of(url)} did not answer", seen=why)

    def _next(self, url: str, params: Mapping[str, Parameter]) -> Recording:
        fitting = [
            (place, recording)
            for place, recording in enumerate(self._recordings)
            if recording.answers(url, params)
        ]
        if not fitting:
            raise ProviderAnswerError(
                "nothing was recorded for that question",
                seen=f"{place_of(url)} with {', '.join(sorted(params)) or 'no query'}",
                fix="Record it, or ask what was recorded",
            )
        place, recording = next(
            (found for found in fitting if found[0] not in self._given), fitting[-1]
        )
        self._given.add(place)
        return recording

    def _played(self, recording: Recording) -> Answer:
        if recording.cut:
            raise AgainError("the connection broke")
        if recording.delay_seconds > self._patience_seconds:
            raise AgainError(f"no whole answer in {self._patience_seconds:g} s")
        body = recording.body
        return Answer(
            recording.status,
            body.encode() if isinstance(body, str) else body,
            recording.headers,
            self._at_unix_seconds,
        )


def _texts(params: Mapping[str, Parameter]) -> Mapping[str, str]:
    return {name: str(value) for name, value in params.items()}
