"""The door that answers from recordings."""

import asyncio
import math

import pytest

from wholeprint.errors import (
    ProviderAnswerError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnreachableError,
)
from wholeprint.grid.replay import Recording, ReplayDoor

URL = "https://api.example/v1/data"


def test_an_answer_is_found_by_address_and_query() -> None:
    """The query tells two recordings of one address apart, whatever type its values have."""
    door = ReplayDoor(
        [Recording(URL, "one", params={"n": 1}), Recording(URL, b"two", params={"n": "2"})],
        at_unix_seconds=5.0,
    )

    found = asyncio.run(door.get(URL, params={"n": 2}, headers={"auth": "secret-1"}))

    assert (found.status, found.body, found.fetched_unix_seconds) == (200, b"two", 5.0)
    assert door.asked[0].header_names == ("auth",)
    assert "secret-1" not in repr(door.asked)


def test_a_fault_that_passes_is_asked_again() -> None:
    """As at the real door, a 503 and a broken connection are followed by another try."""
    recordings = [Recording(URL, status=503), Recording(URL, cut=True), Recording(URL, "fine")]
    door = ReplayDoor(recordings)

    assert asyncio.run(door.get(URL)).body == b"fine"
    assert len(door.asked) == 3


@pytest.mark.parametrize(
    ("recording", "kind"),
    [
        (Recording(URL, status=401), ProviderRefusedError),
        (Recording(URL, status=402), ProviderRefusedError),
        (Recording(URL, status=403), ProviderRefusedError),
        (Recording(URL, status=404), ProviderAnswerError),
        (Recording(URL, status=302), ProviderAnswerError),
        (Recording(URL, status=429), ProviderUnreachableError),
        (Recording(URL, status=500), ProviderUnreachableError),
        (Recording(URL, delay_seconds=math.inf), ProviderUnreachableError),
        (Recording("https://api.example/other"), ProviderAnswerError),
    ],
)
def test_faults_are_told_as_at_the_real_door(
    recording: Recording, kind: type[ProviderError]
) -> None:
    """Each status and each fault is the error that the Protocol of doors names for it."""
    with pytest.raises(kind):
        asyncio.run(ReplayDoor([recording]).get(URL))


def test_a_status_that_the_caller_reads_itself_comes_through() -> None:
    """A 400 that is asked for is an answer."""
    door = ReplayDoor([Recording(URL, "why", status=400)])

    assert asyncio.run(door.get(URL, also=(400,))).body == b"why"
