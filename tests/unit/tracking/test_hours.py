"""The hours of a run come from what was fetched, what ships, typical years and the yearly value."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.service import Grid
from wholeprint.quantities.activity import AcceleratorLoad
from wholeprint.quantities.intensity import Scope
from wholeprint.settings import Settings
from wholeprint.tracking.activity import nothing_yet
from wholeprint.tracking.hours import Hours, Stretch, grid_of, may_be_at_hand, stretch_of

FACTORS = Factors()
START = datetime(2026, 1, 20, 16, tzinfo=UTC).timestamp()
RUN = Stretch(START, START + 7200.0)
TIMES = [f"2026-01-20T{hour:02d}:{minute:02d}Z" for hour in (16, 17) for minute in (0, 30)]
ENDS = [*TIMES[1:], "2026-01-20T18:00Z"]
ANSWER = {
    "data": [
        {"from": start, "to": end, "intensity": {"forecast": 90, "actual": 100 + n}}
        for n, (start, end) in enumerate(zip(TIMES, ENDS, strict=True))
    ]
}
ADDRESS = "https://api.carbonintensity.org.uk/intensity/2026-01-20T16:01Z/2026-01-20T18:00Z"


def _hours(grid: Grid, *, is_fetching: bool = False) -> Hours:
    return Hours(lambda: grid, Scope.DIRECT, is_fetching=is_fetching)


def _grid(path: Path, *recordings: Recording) -> Grid:
    return Grid(FACTORS, Cache(path / "grid.sqlite"), {}, lambda _about: ReplayDoor(recordings))


def test_a_run_takes_as_long_as_its_last_accelerator() -> None:
    """A run lasts until its accelerators end; one that has just begun lasts a moment."""
    begun = nothing_yet("GB")
    loaded = replace(begun, accelerator_load=(AcceleratorLoad(0, 2.0, 1.0),))

    assert stretch_of(begun, None).seconds == 1.0
    assert stretch_of(loaded, 100.0) == Stretch(100.0, 7300.0)


def test_without_a_network_a_laptop_has_typical_hours(tmp_path: Path) -> None:
    """Nothing fetched, nothing shipped: typical hours serve, and the first note says so."""
    found = _hours(_grid(tmp_path)).intensity("GB", RUN)

    assert found.series is not None
    assert found.notes[0].code == "hours-used"
    assert "typical hours stand in for 100% of the time" in found.notes[0].message
    assert found.vintages == ()


def test_fetched_hours_serve_and_are_kept(tmp_path: Path) -> None:
    """What a provider answers is used with its vintage, and again without the network."""
    answer = Recording(ADDRESS, json.dumps(ANSWER).encode())
    fetched = _hours(_grid(tmp_path, answer), is_fetching=True).intensity("GB", RUN)
    kept = _hours(_grid(tmp_path)).intensity("GB", RUN)

    for found in (fetched, kept):
        assert found.series is not None
        mean = found.series.integral(np.asarray([RUN[0]]), np.asarray([RUN[1]]))[0] / RUN.seconds
        assert mean == 101.5
        assert [vintage.provider for vintage in found.vintages] == ["neso"]
        assert "100% of the time, by neso" in found.notes[0].message


def test_an_outage_is_a_note(tmp_path: Path) -> None:
    """Every provider fails: typical hours stand in, and a note says who did not serve."""
    found = _hours(_grid(tmp_path), is_fetching=True).intensity("GB", RUN)

    assert "provider-failed" in {note.code for note in found.notes}
    assert found.series is not None


def test_kept_hours_are_said_to_be_at_hand(tmp_path: Path) -> None:
    """Shipped hours are at hand; typical ones are always there and no reason for a remark."""
    then = datetime(2023, 7, 4, tzinfo=UTC).timestamp()
    hours = _hours(_grid(tmp_path))

    note = hours.at_hand("GB", Stretch(then, then + 3600.0))
    assert note is not None
    assert "those that ship with wholeprint" in note.message
    assert hours.at_hand("GB", RUN) is None
    assert hours.at_hand("FR", RUN) is None


def test_looking_is_left_out_where_nothing_can_be_found(tmp_path: Path) -> None:
    """Only a zone with shipped hours, or a cache, is worth a look."""
    empty = Settings(tmp_path, grid_cache=tmp_path / "none.sqlite")

    assert may_be_at_hand(empty, FACTORS, ("AWS-eu-west-2", "GB"))
    assert not may_be_at_hand(empty, FACTORS, ("FR",))
    (tmp_path / "none.sqlite").touch()
    assert may_be_at_hand(empty, FACTORS, ("FR",))


def test_the_grid_is_that_of_the_settings(tmp_path: Path) -> None:
    """What was fetched lies where the settings say."""
    made = grid_of(Settings(tmp_path, grid_cache=tmp_path / "grid.sqlite"), FACTORS)

    assert made.cache is not None
    assert made.cache.path == tmp_path / "grid.sqlite"


def test_without_a_scope_direct_hours_serve_only_where_they_are_known(tmp_path: Path) -> None:
    """Nobody says which emissions count: direct hours serve, and where none are, the life cycle."""
    hours = Hours(lambda: _grid(tmp_path), None, is_fetching=False)

    assert hours.intensity("GB", RUN).signal.scope is Scope.DIRECT
    assert hours.intensity("FR", RUN).signal.scope is Scope.LIFECYCLE
    assert hours.intensity("GB", RUN, Scope.LIFECYCLE).signal.scope is Scope.LIFECYCLE
