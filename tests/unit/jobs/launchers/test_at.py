"""``at``."""

from typing import Any

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.launchers.at import At
from wholeprint.jobs.shell import Result

# What at 3.2.5 writes on its error stream.
SAID = "warning: commands will be executed using /bin/sh\njob 12 at Fri Jan 15 09:01:00 2027\n"


def test_it_is_queued_for_a_full_minute_of_local_time(planned: Any, room: Any) -> None:
    """08:00:30 UTC is 09:00:30 here: it starts at 09:01, never before the plan's start."""
    place, shell = room(at=Result(0, "", SAID))

    handed = At().hand(planned(), place)

    ((argv, text),) = shell.calls
    assert (handed.external_id, argv) == ("12", ("at", "-t", "202701150901"))
    assert text.startswith("cd '/the work' || exit 1\nexport WHOLEPRINT_JOB=j1\n")
    assert text.endswith("-- train 'a b' '$X'\n")
    assert "/logs/j1.log" in text


def test_several_pieces_are_left_to_the_waiter(planned: Any, room: Any) -> None:
    """`at` starts once: the waiter that it starts makes the pauses."""
    place, shell = room(at=Result(0, "", SAID))

    At().hand(planned((0, 1), (2, 3)), place)

    assert shell.calls[0][1].rstrip().endswith("wholeprint jobs wait j1")


def test_an_answer_without_a_number_is_an_error(planned: Any, room: Any) -> None:
    """What cannot be cancelled again is not taken for handed over."""
    place, _ = room(at=Result(0, "", "ok"))

    with pytest.raises(JobError, match="number"):
        At().hand(planned(), place)


def test_it_is_taken_out_of_the_queue(planned: Any, room: Any) -> None:
    """`atrm` takes the number."""
    place, shell = room(atrm=Result(0))

    At().cancel(planned(), "12", place)

    assert shell.calls == [(("atrm", "12"), "")]


def test_a_queue_that_nobody_sees_to_is_said(planned: Any, room: Any) -> None:
    """Without its service `at` takes the job and starts nothing: its own words tell."""
    unattended = f"{SAID}Can't open /run/atd.pid to signal atd. No atd running?\n"
    attended, _ = room(at=Result(0, "", SAID))
    alone, _ = room(at=Result(0, "", unattended))

    assert len(At().hand(planned(), attended).says) == 1
    assert "only if atd runs" in At().hand(planned(), alone).says[1]
