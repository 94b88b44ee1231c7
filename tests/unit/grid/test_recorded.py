"""Everything that is known by the hour of a zone's past."""

from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question
from wholeprint.grid.recorded import recorded, recorded_between
from wholeprint.grid.service import WISH, Grid, Wish
from wholeprint.grid.stitch import Span
from wholeprint.quantities.intensity import Response

HOUR = 3600.0
BEGIN = 1_700_000_000.0 // HOUR * HOUR
FACTORS = Factors()


def kept(provider: str, first: int, values: list[float], **more: str) -> Kept:
    signal = {
        "zone": "FR",
        "response": "average",
        "scope": "direct",
        "flow": "consumption",
        "tense": "actual",
        "accounting": "location",
        "unit": "gCO2e/kWh",
        **more,
    }
    edges = [BEGIN + HOUR * (first + place) for place in range(len(values) + 1)]
    return Kept(provider, signal, edges, values, BEGIN)


def grid_of(folder: Path, *answers: Kept) -> Grid:
    cache = Cache(folder / "grid.sqlite")
    question = Question("x", "FR", "average", "direct", "", "actual", BEGIN, BEGIN + HOUR)
    cache.keep(question, BEGIN, answers)
    return Grid(FACTORS, cache)


def test_whoever_knows_most_goes_first_and_others_fill(tmp_path: Path) -> None:
    """Two providers of one kind make one series; of another kind nothing is mixed in."""
    grid = grid_of(
        tmp_path,
        kept("a", 0, [1.0, 2.0, 3.0]),
        kept("b", 2, [9.0, 4.0]),
        kept("c", 4, [7.0], flow="production"),
        kept("d", 5, [8.0], tense="forecast"),
    )

    series = recorded(grid, "FR", WISH).series

    assert series is not None
    assert series.values.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_what_ships_is_there_without_a_cache() -> None:
    """A shipped year needs no network; no typical day is put into its gaps."""
    series = recorded(Grid(FACTORS), "GB", WISH).series

    assert series is not None
    assert bool(np.isnan(series.values).any())


def test_a_zone_without_hours_is_refused() -> None:
    """A yearly mean is no series, and neither is another kind of number."""
    with pytest.raises(UnknownFactorError, match="grid fetch"):
        recorded(Grid(FACTORS), "FR", WISH)
    with pytest.raises(UnknownFactorError):
        recorded(Grid(FACTORS), "GB", Wish(response=Response.MARGINAL))


def test_of_a_stretch_of_time_too_nothing_is_made_up() -> None:
    """The missing hours of June 2023 stay a gap, and of 2019 nothing is recorded at all."""
    begin = 1_686_096_000.0  # 2023-06-07
    found = recorded_between(Grid(FACTORS), "GB", Span(begin, begin + 24 * HOUR), WISH, fetch=False)

    assert found.series is not None
    assert found.stands_in == ()
    part = found.series.covered_seconds(np.asarray([begin]), np.asarray([begin + 24 * HOUR]))
    assert part[0] == 20 * HOUR
    with pytest.raises(UnknownFactorError, match="zone and time"):
        recorded_between(
            Grid(FACTORS), "GB", Span(1_546_300_800.0, 1_577_836_800.0), WISH, fetch=False
        )
