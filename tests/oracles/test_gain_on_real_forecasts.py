"""What a plan promises on a published forecast, and what it then really gains.

NESO's national half-hourly forecast of Great Britain beside what came, of two years: 2023, from
which the assumption about errors was computed, and 2019, which had no part in it. The forecasts are
as they stood last, so leads are short: promises made a day ahead are less sure than here.
"""

import csv
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from wholeprint.advice.decide import Case, decide
from wholeprint.advice.plan import Task
from wholeprint.advice.rules import Rules
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World

SERIES = Path(__file__).parents[2] / ".." / "shared" / "grid" / "series"
GRAMS = Unit.parse("gCO2e/kWh")
FILES = {
    2023: (SERIES / "neso_gb_national_2023" / "neso_2023_national_intensity.csv", 2),
    2019: (SERIES / "neso_gb_regional" / "national_emissions.csv", 1),
}
EVERY = 75
"""Half hours between two questions: an odd number, so that all hours of the day come up."""


class Year(NamedTuple):
    """Half hours of a year: when, foreseen, and what came."""

    times: FloatArray
    foreseen: FloatArray
    came: FloatArray


def year_of(year: int) -> Year:
    path, column = FILES[year]
    if not path.exists():
        pytest.skip("the recorded forecasts are not here")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in list(csv.reader(file))[1:] if row[0].startswith(str(year))]
    found = {
        datetime.fromisoformat(row[0]).timestamp(): (row[column], row[column + 1]) for row in rows
    }
    times = sorted(found)
    values = np.array([[float(text or "nan") for text in found[at]] for at in times])
    return Year(np.array(times), values[:, 0], values[:, 1])


class Outcome(NamedTuple):
    """One plan: what it promised, between what ends, and what it gained."""

    promised: float
    low: float
    high: float
    gained: float
    regret: float
    naive: float


def outcomes(year: Year, hours: int, window: int) -> list[Outcome]:
    found: list[Outcome] = []
    for first in range(0, year.times.size - 2 * window - 1, EVERY):
        last = first + 2 * window
        cut = [column[first:last] for column in year[1:]]
        whole = year.times[last] - year.times[first] == 3600.0 * window
        if not whole or not np.isfinite(cut).all() or np.max(cut) > 900.0:
            continue
        edges = year.times[first : last + 1]
        foreseen, came = (StepSeries(edges, values, GRAMS) for values in cut)
        decided = decide(
            Case(
                Task(3600.0 * hours, float(edges[0]), float(edges[-1]), 1000.0),
                {"GB": Intensity(Signal("GB", tense=Tense.FORECAST), series=foreseen)},
                rules=Rules(home="GB"),
                actual={"GB": came},
                world=World(128),
            ),
            0.0,
        )
        gain, regret = decided.gain.gain, decided.regret
        if regret is not None and decided.decision.plan != decided.decision.naive:
            found.append(
                Outcome(
                    *(gain.central, gain.low, gain.high),
                    *(regret.gain_amount, regret.regret_amount, regret.naive_amount),
                )
            )
    return found


@pytest.mark.parametrize("year", [2023, 2019])
@pytest.mark.parametrize(("hours", "window"), [(4, 24), (12, 48)])
def test_the_interval_of_the_gain_holds_what_was_really_gained(
    year: int, hours: int, window: int
) -> None:
    """At least 85 of 100 real gains lie in intervals that should hold 90, and few lie below.

    The lower bound leaves room for 5 points of chance with about 200 plans. Perfect knowledge
    would have gained at most a twentieth of what running at once costs beyond the plan.
    """
    found = outcomes(year_of(year), hours, window)

    inside = np.mean([each.low <= each.gained <= each.high for each in found])
    below = np.mean([each.gained < each.low for each in found])
    naive = sum(each.naive for each in found)
    assert len(found) > 150
    assert inside > 0.85
    assert below < 0.10
    assert 0.0 <= sum(each.regret for each in found) < 0.05 * naive
    # What was promised is somewhat more than what is gained: the least of many forecasts is
    # more often too low than too high.
    promised, gained = (
        sum(getattr(each, name) for each in found) for name in ("promised", "gained")
    )
    assert 0.8 * promised < gained < 1.05 * promised
