"""One moment: seen, else foreseen, else last seen."""

from pathlib import Path

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question
from wholeprint.grid.moment import LATE_SECONDS, at_moment
from wholeprint.grid.service import Grid

HOUR = 3600.0
NOW = 1_700_000_000.0 // HOUR * HOUR
FACTORS = Factors()


def grid_of(folder: Path, **said: list[float]) -> Grid:
    """Great Britain as somebody told it by the hour: what was seen ends, what is foreseen begins.

    Values of what was seen stand before the present, the last one holding until it.
    """
    cache = Cache(folder / "grid.sqlite")
    for tense, values in said.items():
        begin = NOW if tense == "forecast" else NOW - HOUR * len(values)
        signal = {
            "zone": "GB",
            "response": "average",
            "scope": "direct",
            "flow": "consumption",
            "tense": tense,
            "accounting": "location",
            "unit": "gCO2e/kWh",
        }
        edges = [begin + HOUR * place for place in range(len(values) + 1)]
        question = Question("neso", "GB", "average", "direct", "", tense, edges[0], edges[-1])
        cache.keep(question, NOW, [Kept("neso", signal, edges, values, NOW)])
    return Grid(FACTORS, cache)


def told(grid: Grid, at_seconds: float) -> tuple[str, float, float]:
    """Tense, value and the time it is of."""
    found, place = at_moment(grid, "GB", at_seconds, fetch=False)
    assert found.series is not None
    integral = found.series.known_integral(np.asarray([place]), np.asarray([place + 1.0]))
    return found.signal.tense.value, float(integral.amount[0]), place


def test_what_was_seen_goes_first(tmp_path: Path) -> None:
    """Of an hour that was both foreseen and seen, the seen value counts."""
    grid = grid_of(tmp_path, actual=[90.0, 100.0], forecast=[200.0])

    assert told(grid, NOW - 10.0) == ("actual", pytest.approx(100.0), NOW - 10.0)


def test_what_is_foreseen_stands_for_the_present(tmp_path: Path) -> None:
    """The present hour is not seen yet: its forecast stands."""
    grid = grid_of(tmp_path, actual=[90.0, 100.0], forecast=[200.0])

    assert told(grid, NOW + 10.0) == ("forecast", pytest.approx(200.0), NOW + 10.0)


def test_the_last_that_was_seen_stands_with_a_note(tmp_path: Path) -> None:
    """Where nothing is foreseen the last value stands, and a note says how old it is."""
    grid = grid_of(tmp_path, actual=[90.0, 100.0])
    found, place = at_moment(grid, "GB", NOW + 60.0, fetch=False)

    assert told(grid, NOW + 60.0)[1:] == (pytest.approx(100.0), NOW - HOUR)
    assert place == NOW - HOUR
    assert "latest-known" in {note.code for note in found.notes}


def test_an_old_value_does_not_stand(tmp_path: Path) -> None:
    """After some hours the tables know better than a value of this morning."""
    grid = grid_of(tmp_path, actual=[90.0, 100.0])

    found, place = at_moment(grid, "GB", NOW + LATE_SECONDS + HOUR, fetch=False)

    assert found.vintages == ()
    assert place == NOW + LATE_SECONDS + HOUR
