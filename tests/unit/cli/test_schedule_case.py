"""What a decision is made on, from what was typed."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from wholeprint.cli.schedule_case import EUROPEAN_UNION, case_of, places
from wholeprint.cli.schedule_words import Move, Residence
from wholeprint.errors import ScheduleError, UnknownZoneError, ValueRefusedError
from wholeprint.grid.zone import Zones
from wholeprint.tracking.assessor import default_factors

NOW = 1_795_000_050.0
"""Thirty seconds past a whole minute."""


@pytest.fixture(autouse=True)
def at_home(ledger: Path) -> Path:
    """No settings of whoever runs the tests."""
    return ledger


def told(**more: object) -> Namespace:
    """Arguments as the command line gives them."""
    given: dict[str, Any] = {
        **dict.fromkeys(("like", "hardware", "earliest", "zones", "residency", "series", "actual")),
        **dict.fromkeys(("marginal_series", "tariff", "water", "provider", "draws", "fetch")),
        **dict.fromkeys(("forecast_error", "max_pauses", "ledger", "zone", "power")),
        **dict.fromkeys(("resume_overhead", "resume_energy", "min_piece"), 0.0),
        "idle_power": 0.0,
        "waiting_carbon": 0.0,
        "pue": 1.0,
        "duration": 3600.0,
        "pause": False,
        "marginal": False,
        "signal": "direct",
        "objective": "carbon",
        "transfer": Move(),
        "deadline": NOW + 86400.0,
        "zone": "GB",
    }
    return Namespace(**(given | more))


def residence(*allowed: str, forbidden: tuple[str, ...] = ()) -> Residence:
    return Residence(frozenset(allowed), frozenset(forbidden))


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        (None, ["GB", "DK-DK1", "PL", "NO"]),
        (residence("EU"), ["DK-DK1", "PL"]),
        (residence("EU", forbidden=("PL",)), ["DK-DK1"]),
        (residence("Denmark", "NO"), ["DK-DK1", "NO"]),
        (residence(forbidden=("EU",)), ["GB", "NO"]),
    ],
)
def test_residency_is_kept(limits: Residence | None, left: list[str]) -> None:
    """The Union takes its members' parts with it; names are resolved like any zone's."""
    arguments = told(zone="GB", zones=("DK1", "PL", "Norway"), residency=limits)

    home, found = places(arguments)

    assert home == "GB"
    assert list(found) == left


def test_a_zone_nobody_knows_in_a_constraint_is_refused() -> None:
    """A constraint that is misspelt would constrain nothing."""
    with pytest.raises(UnknownZoneError):
        places(told(residency=residence("Atlantis")))


def test_no_zone_left_is_refused() -> None:
    """Great Britain is not in the European Union."""
    with pytest.raises(ScheduleError, match="none of the zones"):
        places(told(residency=residence("EU")))


def test_every_country_of_the_union_is_a_zone() -> None:
    """27 codes, each of which the table of zones knows."""
    zones = Zones(default_factors())

    assert {zones.resolve(code).code for code in EUROPEAN_UNION} == EUROPEAN_UNION
    assert len(EUROPEAN_UNION) == 27


def test_what_a_move_takes_needs_somewhere_to_move_to() -> None:
    """An option that would do nothing is refused."""
    with pytest.raises(ValueRefusedError, match="where else"):
        places(told(transfer=Move(kwh=1.0)))


@pytest.mark.parametrize("more", [{"power": 300.0}, {"like": "last"}])
def test_a_power_that_is_said_twice_is_refused(more: dict[str, Any]) -> None:
    """None of the two wins in silence."""
    with pytest.raises(ValueRefusedError, match="twice"):
        case_of(told(hardware="a100-sxm4-80gb", **more), NOW)


def test_a_zone_that_may_not_be_used_is_named() -> None:
    """The home is left out by the constraint on residency, and that is said."""
    found = case_of(told(zones=("DK1",), residency=residence("EU")), NOW)

    (note,) = (note for note in found.notes if note.code == "zone-not-allowed")
    assert "GB" in note.message
    assert set(found.case.intensities) == {"DK-DK1"}


def test_times_are_whole_minutes_and_the_window_is_not_cut() -> None:
    """Asked at :30 the job begins with the next minute, and a deadline in an hour fits an hour."""
    task = case_of(told(deadline=NOW + 3600.0), NOW).case.task

    assert task.earliest_seconds == NOW + 30.0
    assert task.deadline_seconds - task.earliest_seconds == 3600.0


def test_what_was_not_asked_for_is_not_fetched_and_still_answers() -> None:
    """Without a network there is an intensity for the zone, with notes on what it is."""
    found = case_of(told(), NOW)

    assert set(found.case.intensities) == {"GB"}
    assert found.case.rules.home == "GB"
    assert "power-not-told" in {note.code for note in found.notes}
