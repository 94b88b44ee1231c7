"""``systemd-run --user``."""

from typing import Any

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.launchers.systemd import Systemd
from wholeprint.jobs.shell import Result

# What systemd-run 252 writes on its error stream.
SAID = (
    "Running timer as unit: wholeprint-j1.timer\nWill run service as unit: wholeprint-j1.service\n"
)


def test_a_timer_is_set_in_universal_time(planned: Any, room: Any) -> None:
    """The moment names its zone; the directory and variables are told; dollars are doubled."""
    place, shell = room(systemd_run=Result(0, "", SAID))

    handed = Systemd().hand(planned(environment={"A": "1 2"}), place)

    ((argv, _),) = shell.calls
    own, command = argv[: argv.index("--")], argv[argv.index("--") + 1 :]
    assert handed.external_id == "wholeprint-j1"
    assert "--on-calendar=2027-01-15 08:00:30 UTC" in own
    assert {"--user", "--collect", "--working-directory=/the work", "--setenv=A=1 2"} <= set(own)
    assert command[-3:] == ("train", "a b", "$$X")


def test_no_session_says_what_to_do(planned: Any, room: Any) -> None:
    """Without a bus of the user's own, the advice is to log in or to linger."""
    said = "Failed to connect to bus: No medium found"
    place, _ = room(systemd_run=Result(1, "", said))

    with pytest.raises(JobError, match="linger"):
        Systemd().hand(planned(), place)


@pytest.mark.parametrize(("status", "calls"), [(0, 1), (5, 1)])
def test_timer_and_service_are_stopped(planned: Any, room: Any, status: int, calls: int) -> None:
    """Both are named; that one of them is gone already (status 5) is no failure."""
    place, shell = room(systemctl=Result(status))

    Systemd().cancel(planned(), "wholeprint-j1", place)

    assert len(shell.calls) == calls
    assert shell.calls[0][0][-2:] == ("wholeprint-j1.timer", "wholeprint-j1.service")
