"""A server on this machine that plays recordings back, faults included: to try the real door on.

It is for tests and for looking at how something behaves when a provider does not: it answers as
slowly, as wrongly and as brokenly as the recordings say.
"""

import threading
from collections.abc import Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit

from wholeprint.grid.replay import Recording


class Heard(NamedTuple):
    """A request that came.

    Attributes:
        path: Its path.
        params: Its query.
        headers: Its headers, names in lower case.
    """

    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]


class Loopback:
    """Recordings behind a real socket. Use it as a context manager.

    Of a recording's address only the path counts. Several recordings for one question are played
    in their order, and the last of them again and again. One with a delay of infinity never
    answers; one that is cut breaks off in the middle of its body.

    Args:
        recordings: The answers.
    """

    def __init__(self, recordings: Iterable[Recording]) -> None:
        self._recordings = tuple(recordings)
        self._played: set[int] = set()
        self._heard: list[Heard] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True, name="loopback"
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """What it plays back."""
        return self._recordings

    @property
    def heard(self) -> tuple[Heard, ...]:
        """Every request so far, in the order in which they came."""
        with self._lock:
            return tuple(self._heard)

    def pick(self, heard: Heard) -> Recording:
        """Return what is to be answered, and remember what was asked.

        Args:
            heard: The request.

        Returns:
            The recording; one of status 404 where nothing was recorded.
        """
        with self._lock:
            self._heard.append(heard)
            fitting = [
                place
                for place, one in enumerate(self._recordings)
                if urlsplit(one.url).path == heard.path and one.answers(one.url, heard.params)
            ]
            if not fitting:
                return Recording(heard.path, "nothing was recorded for that", status=404)
            place = next((one for one in fitting if one not in self._played), fitting[-1])
            self._played.add(place)
            return self._recordings[place]

    def pause(self, recording: Recording) -> bool:
        """Wait as long as an answer took.

        Args:
            recording: The answer.

        Returns:
            False where nobody waits for it any more.
        """
        longest = threading.TIMEOUT_MAX
        return not self._closing.wait(min(recording.delay_seconds, longest))


def _handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            heard = Heard(parts.path, dict(parse_qsl(parts.query)), headers)
            recording = loopback.pick(heard)
            if recording.delay_seconds and not loopback.pause(recording):
                return
            try:
                self._answer(recording)
            except ConnectionError:
                return  # whoever asked has gone

        def _answer(self, recording: Recording) -> None:
            body = recording.body
            content = body.encode() if isinstance(body, str) else body
            self.send_response(recording.status)
            for name, value in recording.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content) + recording.cut))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing: addresses may hold keys."""

    return Handler
