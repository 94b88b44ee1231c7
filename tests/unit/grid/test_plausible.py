"""What cannot be true is taken out, with a note, and nothing is put in its place."""

import numpy as np
import pytest

from wholeprint.grid.plausible import Limits, plausible
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

STEP = 300.0
DAY_STEPS = 288


def _day(values: "np.ndarray[tuple[int], np.dtype[np.float64]] | list[float]") -> StepSeries:
    amounts = np.asarray(values, dtype=np.float64)
    edges = np.arange(amounts.size + 1, dtype=np.float64) * np.float64(STEP)
    return StepSeries(edges, amounts, Unit.parse("gCO2e/kWh"))


def _wavy(level: float = 120.0) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return level + 40.0 * np.sin(np.arange(DAY_STEPS) / 30.0)


def _codes(series: StepSeries) -> tuple[StepSeries, list[str]]:
    kept, notes = plausible(series, "Somebody")
    return kept, [note.code for note in notes]


def test_an_ordinary_day_is_left_as_it_is() -> None:
    """Nothing is taken out of a day that goes up and down, and the very same series comes back."""
    series = _day(_wavy())

    assert plausible(series, "Somebody") == (series, ())


def test_a_whole_day_of_one_value_is_taken_out() -> None:
    """Energinet's forecast of 2023-02-26 was 756 g from end to end."""
    kept, codes = _codes(_day(np.concatenate((_wavy(), np.full(DAY_STEPS, 756.0), _wavy()))))

    assert codes == ["intensity-flat"]
    assert np.isnan(kept.values).tolist() == [False] * 288 + [True] * 288 + [False] * 288


def test_what_is_beyond_any_grid_is_taken_out() -> None:
    """Up to 1,329 g came in January 2023, -921 g in 2017: each for its own reason."""
    values = _wavy()
    values[10], values[20] = 1329.0, -921.0
    kept, codes = _codes(_day(values))

    assert codes == ["intensity-negative", "intensity-out-of-range"]
    assert np.flatnonzero(np.isnan(kept.values)).tolist() == [10, 20]


@pytest.mark.parametrize(("hours", "is_kept"), [(8, True), (8.1, False)])
def test_a_short_flat_line_is_believed(hours: float, is_kept: bool) -> None:  # noqa: FBT001 - a case of the test
    """As long as the limit and no longer."""
    steps = round(hours * 3600 / STEP)
    _, codes = _codes(_day(np.concatenate((_wavy(), np.full(steps, 300.0), _wavy()))))

    assert (codes == []) is is_kept


@pytest.mark.parametrize("level", [0.0, 24.0, 50.0])
def test_a_grid_of_water_may_be_flat(level: float) -> None:
    """Where little is emitted, always, a flat line is what it is like."""
    assert _codes(_day(np.full(3 * DAY_STEPS, level)))[1] == []


def test_the_mean_of_a_day_is_no_flat_line() -> None:
    """Some publish one value a day: it lasts long, and is said only once."""
    edges = np.array([0.0, 86400.0, 172800.0, 259200.0])
    days = StepSeries(edges, np.array([630.0, 500.0, 610.0]), Unit.parse("gCO2e/kWh"))

    assert plausible(days, "Somebody") == (days, ())


def test_gaps_are_no_flat_line() -> None:
    """A gap is neither believed nor disbelieved: NaN is not one value that lasts."""
    series = _day(np.concatenate((_wavy(), np.full(DAY_STEPS, np.nan))))

    assert plausible(series, "Somebody")[1] == ()


def test_the_note_says_what_was_taken_out_and_when() -> None:
    """Value, length, moment and who gave it."""
    _, (note,) = plausible(_day(np.full(DAY_STEPS, 711.0)), "Somebody")

    assert "Somebody gives 711 gCO2e/kWh for 24 h from 1970-01-01 00:00 UTC" in note.message
    assert note.severity == "warning"


def test_other_limits_can_be_given() -> None:
    """What is possible is a choice of whoever knows the zone."""
    kept, _ = plausible(_day(_wavy()), "Somebody", Limits(high=130.0))

    assert float(np.nanmax(kept.values)) <= 130.0
