"""The way to the network: polite, patient up to a point, and silent about keys.

Keys travel in headers and in queries. So nothing of either is ever put into a message, errors of
the library below are told by their kind alone, and requests go past its client, which would log
whole addresses. What lies below the client logs what servers send, which may echo an address: of
our own requests it says nothing.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from wholeprint.errors import (
    MissingExtraError,
    ProviderAnswerError,
    ProviderRefusedError,
    ProviderUnreachableError,
    WholeprintError,
)
from wholeprint.grid.live import Answer, Parameter
from wholeprint.grid.pace import CLOCK, Clock, Pace

if TYPE_CHECKING:  # an extra: loaded when something is fetched
    import httpx
    import tenacity

_REFUSED = {401, 402, 403}
_AGAIN = {408, 425, 429}
_MOVED = {301, 302, 303, 307, 308}
_SERVER_FAULT, _CLIENT_FAULT, _FINE = 500, 400, range(200, 300)
_BELOW = tuple(
    logging.getLogger(f"httpcore.{name}")
    for name in ("connection", "http11", "http2", "proxy", "socks")
)
_asking: ContextVar[bool] = ContextVar("wholeprint_asking", default=False)
_AGENT = "wholeprint (+https://pypi.org/project/wholeprint)"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what.

    Attributes:
        connect_seconds: For a connection [s].
        read_seconds: For the next bytes [s].
        answer_seconds: For one whole answer, however slowly it drips [s].
        total_seconds: For all tries of one question together [s].
        tries_count: How often to ask at most.
        backoff_seconds: Before the second try [s]; doubled for each further one.
        body_bytes: The longest answer that is read [byte], after it was unpacked.
        redirects_count: How often to follow at most.
    """

    connect_seconds: float = 5.0
    read_seconds: float = 20.0
    answer_seconds: float = 45.0
    total_seconds: float = 90.0
    tries_count: int = 4
    backoff_seconds: float = 0.5
    body_bytes: int = 32 * 2**20
    redirects_count: int = 3


PATIENCE = Patience()


class HttpDoor:
    """The door to one provider over HTTP.

    Args:
        pace: When a host may be asked again, shared by all doors.
        spacing_seconds: Least time between two requests to one host [s].
        patience: How long to wait for what.
        clock: What time it is, and how to wait.
        transport: What carries a request; None is the network.
    """

    def __init__(
        self,
        pace: Pace,
        spacing_seconds: float = 1.0,
        *,
        patience: Patience = PATIENCE,
        clock: Clock = CLOCK,
        transport: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        self._pace = pace
        self._spacing_seconds = spacing_seconds
        self._patience = patience
        self._clock = clock
        self._transport = transport

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, Parameter] | None = None,
        headers: Mapping[str, str] | None = None,
        also: tuple[int, ...] = (),
    ) -> Answer:
        """Fetch an address, in turn, and again where a fault may pass.

        Args:
            url: The address, without a query.
            params: The query.
            headers: Headers.
            also: Statuses beside 200 to 299 that the caller reads itself.

        Returns:
            The answer.

        Raises:
            ProviderUnreachableError: If nothing came within the time allowed, retries included.
        """
        httpx, tenacity = extra("httpx"), extra("tenacity")
        begun = self._clock.now_seconds()
        patience = self._patience

        def worn_out(state: "tenacity.RetryCallState") -> bool:
            spent = self._clock.now_seconds() - begun + state.upcoming_sleep
            return state.attempt_number >= patience.tries_count or spent > patience.total_seconds

        def pause(state: "tenacity.RetryCallState") -> float:
            return _pause_seconds(state, patience)

        tries = tenacity.AsyncRetrying(
            stop=worn_out,
            wait=pause,
            retry=tenacity.retry_if_exception_type(AgainError),
            sleep=self._clock.sleep,
            reraise=True,
        )
        try:
            return await tries(self._once, httpx, _Question(url, params or {}, headers or {}, also))
        except AgainError as error:
            # Of the host alone: several questions to it that fail alike are one piece of news.
            host = host_of(url)
            what = "did not answer" if error.is_reached else "could not be reached"
            raise ProviderUnreachableError(
                f"{host} {what}",
                seen=error.why,
                fix="Try again later; the next source is asked until then",
            ) from None

    async def _once(self, httpx: ModuleType, question: "_Question") -> Answer:
        host = host_of(question.url)
        await self._pace.turn(host, self._spacing_seconds, self._clock)
        for logger in _BELOW:
            logger.addFilter(_is_of_others)  # one that is there already is not added again
        silent = _asking.set(True)
        try:
            async with asyncio.timeout(self._patience.answer_seconds):
                answer = await self._followed(httpx, question)
        except TimeoutError:
            raise AgainError(f"no whole answer in {self._patience.answer_seconds:g} s") from None
        except UnicodeError:
            raise ProviderRefusedError(
                f"{place_of(question.url)} cannot be asked",
                seen="a character that no header can carry",
                fix="Check the provider's key",
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            # Its text may hold the address, and so a key: its kind is all that is told.
            raise AgainError(_kind(httpx, error), is_reached=False) from None
        finally:
            _asking.reset(silent)
        return judged(answer, question.url, question.also)

    async def _followed(self, httpx: ModuleType, question: "_Question") -> Answer:
        request = httpx.Request(
            "GET",
            httpx.URL(question.url, params={**question.params} if question.params else None),
            headers={
                "User-Agent": _AGENT,
                "Accept-Encoding": "gzip, deflate",
                **question.headers,
            },
        )
        for _ in range(self._patience.redirects_count + 1):
            answer = await self._carried(httpx, request)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return answer
            there = _followable(str(request.url), answer.headers["location"])
            request = httpx.Request("GET", there, headers=request.headers)
        raise ProviderAnswerError(
            f"{place_of(question.url)} sends us round and round",
            seen=f"more than {self._patience.redirects_count} redirects",
        )

    async def _carried(self, httpx: ModuleType, request: "httpx.Request") -> Answer:
        patience = self._patience
        limits = httpx.Timeout(patience.read_seconds, connect=patience.connect_seconds)
        request.extensions["timeout"] = limits.as_dict()
        transport = self._transport or httpx.AsyncHTTPTransport(proxy=_proxy(str(request.url)))
        try:
            response = await transport.handle_async_request(request)
            try:
                body = await self._read(response, str(request.url))
            finally:
                await response.aclose()
        finally:
            if self._transport is None:
                await transport.aclose()
        return Answer(
            response.status_code,
            body,
            {name.lower(): value for name, value in response.headers.items()},
            self._clock.now_seconds(),
        )

    async def _read(self, response: "httpx.Response", url: str) -> bytes:
        parts: list[bytes] = []
        length = 0
        async for part in response.aiter_bytes():
            length += len(part)
            if length > self._patience.body_bytes:
                raise ProviderAnswerError(
                    f"{place_of(url)} answers more than is read",
                    seen=f"over {self._patience.body_bytes} bytes",
                    fix="Ask for a shorter time",
                )
            parts.append(part)
        return b"".join(parts)


@dataclass(frozen=True, slots=True, repr=False)
class _Question:
    # Without a repr: it holds keys.
    url: str
    params: Mapping[str, Parameter]
    headers: Mapping[str, str]
    also: tuple[int, ...]


class AgainError(Exception):
    """Something that may pass by itself; it does not leave this package's doors.

    Args:
        why: What it was.
        after_seconds: How long the server wants us to wait [s]; None where it does not say.
        is_reached: Whether the server was there and answered.
    """

    def __init__(
        self, why: str, after_seconds: float | None = None, *, is_reached: bool = True
    ) -> None:
        super().__init__(why)
        self.is_reached = is_reached
        self.why = why
        self.after_seconds = after_seconds


def _kind(httpx: ModuleType, error: Exception) -> str:
    for kind, words in (
        (httpx.TimeoutException, "nothing came in time"),
        (httpx.ProxyError, "the proxy refuses"),
        (httpx.ConnectError, "no connection"),
        (httpx.NetworkError, "the connection broke"),
        (httpx.ProtocolError, "the connection broke"),
        (httpx.DecodingError, "what came cannot be unpacked"),
    ):
        if isinstance(error, kind):
            return words
    return type(error).__name__


def _is_of_others(record: logging.LogRecord) -> bool:
    del record
    return not _asking.get()


def judged(answer: Answer, url: str, also: tuple[int, ...]) -> Answer:
    """Return an answer that may be read, and refuse one that may not.

    Args:
        answer: What came.
        url: The address that was asked, without a query.
        also: Statuses beside 200 to 299 that the caller reads itself.

    Returns:
        The answer.

    Raises:
        ProviderRefusedError: If the server wants a key or another licence.
        ProviderAnswerError: If the server says that the question is wrong.
        AgainError: If it may serve later: too many requests, or a fault of its own.
    """
    status, place = answer.status, place_of(url)
    if status in _FINE or status in also:
        return answer
    if status in _REFUSED:
        raise ProviderRefusedError(
            f"{place} refuses",
            seen=f"HTTP {status}",
            fix="Check the provider's key, and what its licence allows",
        )
    if status in _AGAIN or status >= _SERVER_FAULT:
        raise AgainError(f"HTTP {status}", _retry_after_seconds(answer))
    kind = "says that the question is wrong" if status >= _CLIENT_FAULT else "sends us elsewhere"
    raise ProviderAnswerError(f"{place} {kind}", seen=f"HTTP {status}")


def told(error: WholeprintError) -> str:
    """Return in one line why a provider did not serve, for a note.

    Args:
        error: What it raised; doors put no keys into it.
    """
    return error.what if error.seen is None else f"{error.what} ({error.seen})"


def host_of(url: str) -> str:
    """Return who is asked under an address, without user and password.

    Args:
        url: The address.
    """
    return urlsplit(url).netloc.rpartition("@")[2]


def place_of(url: str) -> str:
    """Return an address as it may be told: host and path, neither query nor user.

    Args:
        url: The address.
    """
    return host_of(url) + urlsplit(url).path


def extra(name: str) -> ModuleType:
    """Load a library that only fetching needs.

    Args:
        name: Its name.

    Returns:
        The module.

    Raises:
        MissingExtraError: If it is not installed.
    """
    from importlib import import_module  # noqa: PLC0415 - only who fetches needs it

    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(
            "fetching grid data needs a library that is not installed",
            seen=name,
            fix="pip install 'wholeprint[grid]'",
        ) from error


def _pause_seconds(state: "tenacity.RetryCallState", patience: Patience) -> float:
    pause = patience.backoff_seconds * 2.0 ** (state.attempt_number - 1)
    error = state.outcome.exception() if state.outcome is not None else None
    after = error.after_seconds if isinstance(error, AgainError) else None
    return pause if after is None else max(pause, after)


def _retry_after_seconds(answer: Answer) -> float | None:
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    try:
        return max(0.0, when.timestamp() - answer.fetched_unix_seconds)
    except (OverflowError, OSError):
        return None


def _followable(url: str, location: str) -> str:
    # To the same host and in the same scheme: a header must not leave for where it was not meant.
    there = urljoin(url, location)
    here, new = urlsplit(url), urlsplit(there)
    if (new.scheme, new.netloc) != (here.scheme, here.netloc):
        raise ProviderAnswerError(
            f"{place_of(url)} sends us to another place, and a key must not leave its host",
            seen=f"{new.scheme}://{new.netloc.rpartition('@')[2]}",
        )
    return there


def _proxy(url: str) -> str | None:
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    known = getproxies()
    return known.get(parts.scheme) or known.get("all")
