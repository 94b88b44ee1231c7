"""A plan for a time that has passed."""

from argparse import Namespace
from typing import Any

import pytest

from wholeprint.cli.schedule_past import has_passed, standpoint, what_came
from wholeprint.errors import ScheduleError
from wholeprint.grid.service import WISH

NOW = 1_700_000_000.0
JUNE = ("--earliest", "2023-06-01T08:00+00:00", "--deadline", "2023-06-02T08:00+00:00")


def test_a_deadline_to_come_is_decided_now() -> None:
    """An earliest moment that has passed does not make a plan one of the past."""
    arguments = Namespace(earliest=NOW - 3600.0, deadline=NOW + 3600.0)

    assert standpoint(arguments, ("true",), NOW) == NOW


def test_a_deadline_that_has_passed_is_decided_then() -> None:
    """What would have been is decided at the earliest moment that was given."""
    arguments = Namespace(earliest=NOW - 7200.0, deadline=NOW - 3600.0)

    assert standpoint(arguments, (), NOW) == NOW - 7200.0
    with pytest.raises(ScheduleError, match="has passed"):
        standpoint(arguments, ("true",), NOW)


def test_what_came_is_all_zones_or_none(call: Any) -> None:
    """Great Britain's 2023 ships; beside a zone whose hours nobody knows it judges nothing."""
    assert call is not None
    june = (1_685_606_400.0, 1_685_692_800.0)

    assert set(what_came(["GB"], june, WISH)) == {"GB"}
    assert what_came(["GB", "FR"], june, WISH) == {}
    assert what_came(["GB"], (june[0], NOW), WISH) == {}
    assert has_passed(june[1])


def test_a_plan_of_the_past_says_what_came_of_it(call: Any) -> None:
    """The decision rests on the typical day, and is judged by what came: regret is not below 0."""
    answer = call("schedule", "--duration", "4h", "--zone", "GB", "--power", "1kW", *JUNE, "--json")
    document = answer.document("schedule")

    assert document["regret"]["regret_grams"] >= 0.0
    assert document["decision"]["plan"]["pieces"][0]["start_unix_seconds"] >= 1_685_606_400.0


def test_a_command_is_not_run_in_the_past(call: Any) -> None:
    """A command with a deadline that has passed is refused, with what to do."""
    answer = call("schedule", "--duration", "4h", "--zone", "GB", *JUNE, "--", "true")

    assert answer.status == 2
    assert "cannot be run" in answer.err
