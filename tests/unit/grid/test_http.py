"""The door to the network, against a real server on this machine."""

import asyncio
import gzip
import logging
import math
import sys
import traceback
from collections.abc import AsyncIterator, Mapping
from email.utils import formatdate

import httpx
import pytest

from wholeprint.errors import (
    MissingExtraError,
    ProviderAnswerError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnreachableError,
)
from wholeprint.grid.http import HttpDoor, Patience, extra, place_of, told
from wholeprint.grid.live import Answer, Parameter
from wholeprint.grid.loopback import Loopback
from wholeprint.grid.pace import Clock, Pace
from wholeprint.grid.replay import Recording

KEY = "S3CRET-token/with+signs=&%"
NOW = 1_700_000_000.0
QUICK = Patience(connect_seconds=5, read_seconds=5, answer_seconds=10)
HASTY = Patience(read_seconds=0.05, answer_seconds=0.1, tries_count=2)


class _Waits(list[float]):
    """What was slept, without sleeping."""

    def clock(self) -> Clock:
        return Clock(lambda: NOW, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.append(seconds)


def _get(
    server: Loopback,
    path: str = "/x",
    *,
    params: Mapping[str, Parameter] | None = None,
    headers: Mapping[str, str] | None = None,
    also: tuple[int, ...] = (),
    patience: Patience = QUICK,
    waits: _Waits | None = None,
) -> Answer:
    clock = (_Waits() if waits is None else waits).clock()
    door = HttpDoor(Pace(), 0.0, patience=patience, clock=clock)
    return asyncio.run(door.get(server.base + path, params=params, headers=headers, also=also))


def test_an_answer_comes_with_its_time_and_headers() -> None:
    """Status, body and headers are those of the server; the query and the headers went out."""
    recording = Recording("/x", '{"a": 1}', headers={"X-Issued": "now"})
    with Loopback([recording]) as server:
        found = _get(server, params={"zone": "DK 1", "n": 2}, headers={"auth-token": KEY})
        (heard,) = server.heard

    assert (found.status, found.body, found.fetched_unix_seconds) == (200, b'{"a": 1}', NOW)
    assert found.headers["x-issued"] == "now"
    assert heard.params == {"zone": "DK 1", "n": "2"}
    assert heard.headers["auth-token"] == KEY


def test_a_packed_answer_is_unpacked() -> None:
    """What the server compressed is read as what it was."""
    packed = gzip.compress(b"plain text")
    recording = Recording("/x", packed, headers={"Content-Encoding": "gzip"})
    with Loopback([recording]) as server:
        assert _get(server).body == b"plain text"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_fault_that_passes_is_asked_again(status: int) -> None:
    """Too many requests and faults of the server are tried again, each time after a longer wait."""
    waits = _Waits()
    with Loopback(
        [Recording("/x", status=status), Recording("/x", status=status), Recording("/x", "fine")]
    ) as server:
        assert _get(server, waits=waits).body == b"fine"

    assert waits == [0.5, 1.0]


@pytest.mark.parametrize("told_by", ["7", formatdate(NOW + 7, usegmt=True)])
def test_retry_after_is_honoured(told_by: str) -> None:
    """A server that says when to come back, in seconds or as a date, is not asked before."""
    waits = _Waits()
    busy = Recording("/x", status=429, headers={"Retry-After": told_by})
    with Loopback([busy, Recording("/x", "fine")]) as server:
        assert _get(server, waits=waits).body == b"fine"

    assert waits == [7.0]


@pytest.mark.parametrize("told_by", ["100000", formatdate(NOW + 1e6, usegmt=True)])
def test_nobody_waits_longer_than_allowed(told_by: str) -> None:
    """A wait beyond the total patience is not begun: the provider did not answer."""
    waits = _Waits()
    busy = Recording("/x", status=429, headers={"Retry-After": told_by})
    with Loopback([busy]) as server, pytest.raises(ProviderUnreachableError, match="HTTP 429"):
        _get(server, waits=waits)

    assert waits == []


@pytest.mark.parametrize("told_by", ["soon", "-3", "", "Fri, 99 Nov 2023 22:13:20 GMT"])
def test_a_retry_after_that_says_nothing_is_passed_over(told_by: str) -> None:
    """Rubbish in that header is as if there were none."""
    waits = _Waits()
    busy = Recording("/x", status=503, headers={"Retry-After": told_by})
    with Loopback([busy, Recording("/x", "fine")]) as server:
        assert _get(server, waits=waits).body == b"fine"

    assert waits == [0.5]


def test_tries_are_bounded() -> None:
    """A server that only fails is asked four times, and then did not answer."""
    with (
        Loopback([Recording("/x", status=500)]) as server,
        pytest.raises(ProviderUnreachableError, match="HTTP 500"),
    ):
        _get(server)

    assert len(server.heard) == 4


@pytest.mark.parametrize(
    "broken",
    [
        Recording("/x", "never", delay_seconds=math.inf),
        Recording("/x", "half of it", cut=True),
        Recording("/x", "rubbish", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["slow", "cut", "garbled"],
)
def test_a_broken_answer_is_no_answer(broken: Recording) -> None:
    """Slowness beyond the time-out, a cut connection and a body that cannot be unpacked."""
    with Loopback([broken]) as server, pytest.raises(ProviderUnreachableError):
        _get(server, patience=HASTY)

    assert len(server.heard) == 2


def test_nobody_there_is_no_answer() -> None:
    """A port on which nobody listens is told as unreachable."""
    with Loopback([]) as server:
        gone = server
    with pytest.raises(ProviderUnreachableError):
        _get(gone)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, ProviderRefusedError),
        (402, ProviderRefusedError),
        (403, ProviderRefusedError),
        (400, ProviderAnswerError),
        (404, ProviderAnswerError),
        (418, ProviderAnswerError),
        (304, ProviderAnswerError),
        (302, ProviderAnswerError),
    ],
)
def test_a_refusal_is_not_asked_again(status: int, kind: type[ProviderError]) -> None:
    """What will not change by asking again is told at once, each in its own error."""
    with Loopback([Recording("/x", status=status)]) as server, pytest.raises(kind):
        _get(server)

    assert len(server.heard) == 1


def test_a_status_that_the_caller_reads_itself_comes_through() -> None:
    """A 400 that is asked for is an answer."""
    with Loopback([Recording("/x", "why", status=400)]) as server:
        assert _get(server, also=(400,)).body == b"why"


@pytest.mark.parametrize("is_packed", [False, True])
def test_an_endless_answer_is_not_read(is_packed: bool) -> None:  # noqa: FBT001 - a case of the test
    """A body beyond the limit is refused, also one that is small until it is unpacked."""
    content = bytes(100_000)
    recording = (
        Recording("/x", gzip.compress(content), headers={"Content-Encoding": "gzip"})
        if is_packed
        else Recording("/x", content)
    )
    patience = Patience(body_bytes=50_000)
    with Loopback([recording]) as server, pytest.raises(ProviderAnswerError, match="more than"):
        _get(server, patience=patience)


def test_a_redirect_on_the_same_host_is_followed() -> None:
    """The same scheme, host and port: the headers go along, for they do not leave."""
    moved = Recording("/x", status=301, headers={"Location": "/y"})
    with Loopback([moved, Recording("/y", "there")]) as server:
        assert _get(server, headers={"auth-token": KEY}).body == b"there"
        assert server.heard[1].headers["auth-token"] == KEY


@pytest.mark.parametrize(
    "there",
    ["https://127.0.0.1/y", "http://localhost:{port}/y", "//other.example/y", "ftp://127.0.0.1/y"],
)
def test_a_redirect_to_elsewhere_is_refused(there: str) -> None:
    """Another host, port or scheme is not followed, so that no key goes where it was not meant."""
    with (
        Loopback([]) as other,
        Loopback(
            [
                Recording(
                    "/x",
                    status=302,
                    headers={"Location": there.format(port=other.base.rpartition(":")[2])},
                )
            ]
        ) as server,
    ):
        with pytest.raises(ProviderAnswerError, match="another place"):
            _get(server, headers={"auth-token": KEY})

        assert other.heard == ()


def test_redirects_without_end_are_refused() -> None:
    """A circle of redirects ends."""
    with (
        Loopback([Recording("/x", status=302, headers={"Location": "/x"})]) as server,
        pytest.raises(ProviderAnswerError, match="round"),
    ):
        _get(server)


@pytest.mark.parametrize(
    "recording",
    [
        Recording("/x", KEY, status=401),
        Recording("/x", KEY, status=400),
        Recording("/x", KEY, status=500),
        Recording("/x", KEY, cut=True),
        Recording("/x", status=302, headers={"Location": "https://other.example/?key=" + "k3y"}),
        Recording("/x", KEY, delay_seconds=math.inf),
    ],
    ids=["401", "400", "500", "cut", "302", "slow"],
)
def test_no_key_is_told(recording: Recording, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever goes wrong, no text, trace, repr or log has the key, though the server echoes it."""
    caplog.set_level(logging.DEBUG)
    with Loopback([recording]) as server, pytest.raises(ProviderError) as caught:
        _get(
            server,
            params={"securityToken": KEY},
            headers={"Authorization": KEY},
            patience=HASTY,
        )

    trace = "".join(traceback.format_exception(caught.value))
    everything = "\n".join(
        [str(caught.value), repr(caught.value), told(caught.value), trace, caplog.text]
    )
    assert "S3CRET" not in everything
    assert "securityToken" not in everything
    assert "k3y" not in everything


def test_no_key_is_logged_when_all_goes_well(caplog: pytest.LogCaptureFixture) -> None:
    """The library below writes whole addresses into its log when it is let: here it does not."""
    caplog.set_level(logging.DEBUG)
    with Loopback([Recording("/x", "fine")]) as server:
        _get(server, params={"securityToken": KEY}, headers={"Authorization": KEY})

    assert "S3CRET" not in caplog.text
    assert "securityToken" not in caplog.text


def test_a_key_that_no_header_can_carry_is_refused_without_telling_it() -> None:
    """A stray letter in a key ends in words, not in the key."""
    key = f"{KEY}\N{SNOWMAN}"
    with Loopback([]) as server, pytest.raises(ProviderRefusedError) as caught:
        _get(server, headers={"Authorization": key})

    assert "S3CRET" not in "".join(traceback.format_exception(caught.value))


def test_requests_to_one_host_are_spaced() -> None:
    """The second question waits for its turn; a try after a fault waits for one too."""
    waits, pace = _Waits(), Pace()
    with Loopback([Recording("/x", "fine")]) as server:
        for _ in range(2):
            door = HttpDoor(pace, 3.0, clock=waits.clock())
            asyncio.run(door.get(server.base + "/x"))

    assert waits == [3.0]


def test_the_systems_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system goes through a proxy so does the door, unless a host is exempt."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Loopback([Recording("/x", "by proxy")]) as proxy, Loopback([]) as server:
        monkeypatch.setenv("http_proxy", proxy.base)
        door = HttpDoor(Pace(), 0.0, clock=_Waits().clock())
        assert asyncio.run(door.get("http://a.invalid/x")).body == b"by proxy"
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with pytest.raises(ProviderAnswerError, match="404"):
            _get(server)


class _Drip(httpx.AsyncBaseTransport):
    """A server whose answer never ends, one byte at a time."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        del request
        return httpx.Response(200, stream=_Endless())


class _Endless(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0)
            yield b"."


def test_a_dripping_answer_ends() -> None:
    """An answer of which a byte comes now and then is given up when its time is over."""
    door = HttpDoor(Pace(), 0.0, patience=HASTY, clock=_Waits().clock(), transport=_Drip())

    with pytest.raises(ProviderUnreachableError, match="no whole answer"):
        asyncio.run(door.get("https://a.example/x"))


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without httpx fetching says which command installs it."""
    monkeypatch.setitem(sys.modules, "httpx", None)

    with pytest.raises(MissingExtraError, match=r"wholeprint\[grid\]"):
        extra("httpx")


def test_an_address_is_told_without_its_secrets() -> None:
    """Neither query nor user are part of the place that is told."""
    assert place_of("https://user:pw@a.example:8443/v1/x?token=1#y") == "a.example:8443/v1/x"


def test_a_host_that_is_not_there_is_told_in_plain_words() -> None:
    """Nobody listens: no name of a library's error is told, and no path, so that two are alike."""
    with Loopback([]) as server:
        gone = server.base
    door = HttpDoor(Pace(), 0.0, patience=QUICK, clock=_Waits().clock())

    with pytest.raises(ProviderUnreachableError, match="could not be reached") as told_by:
        asyncio.run(door.get(f"{gone}/x"))
    assert "ConnectError" not in str(told_by.value)
    assert "/x" not in str(told_by.value)
