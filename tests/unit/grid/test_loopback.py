"""The server on this machine that plays recordings back."""

import math
from http.client import HTTPConnection, IncompleteRead
from urllib.parse import urlsplit

import pytest

from wholeprint.grid.loopback import Loopback
from wholeprint.grid.replay import Recording


def _get(server: Loopback, address: str) -> tuple[int, bytes]:
    connection = HTTPConnection(urlsplit(server.base).netloc, timeout=10)
    try:
        connection.request("GET", address, headers={"X-Try": "1"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_recordings_are_played_in_order_and_the_last_again() -> None:
    """Two answers to one question come in turn, and the second again; what was asked is known."""
    recordings = [
        Recording("https://a.example/x", "busy", status=503),
        Recording("https://a.example/x", "fine"),
        Recording("https://a.example/x", "other", params={"day": 2}),
    ]
    with Loopback(recordings) as server:
        found = [_get(server, "/x?day=1") for _ in range(3)]
        heard = server.heard

    assert found == [(503, b"busy"), (200, b"fine"), (200, b"fine")]
    assert [(one.path, one.params, one.headers["x-try"]) for one in heard] == [
        ("/x", {"day": "1"}, "1")
    ] * 3


def test_what_was_not_recorded_is_not_found() -> None:
    """An address without a recording is a 404."""
    with Loopback([]) as server:
        assert _get(server, "/nowhere")[0] == 404


def test_a_cut_answer_breaks_off() -> None:
    """A recording that is cut promises more than comes."""
    with Loopback([Recording("/x", "half", cut=True)]) as server, pytest.raises(IncompleteRead):
        _get(server, "/x")


def test_closing_ends_an_answer_that_never_comes() -> None:
    """A server that is closed leaves no thread that sleeps for ever."""
    with Loopback([Recording("/x", delay_seconds=math.inf)]) as server:
        connection = HTTPConnection(urlsplit(server.base).netloc, timeout=0.05)
        connection.request("GET", "/x")
        with pytest.raises(TimeoutError):
            connection.getresponse()
        connection.close()
