"""How weights are found: all hours take part, held-out errors are honest, bands hold the rest."""

import numpy as np
import pytest

from wholeprint.grid.forecast_features import Calendar, Shape
from wholeprint.grid.forecast_fit import HOUR_GROUPS, day_part, fit_leads, knots


@pytest.mark.parametrize("per_day", [24, 48, 96])
def test_knots_rise_from_the_first_slot_to_the_last_of_four_days(per_day: int) -> None:
    """Leads are fitted once each, with one on either side of each whole day."""
    leads = knots(per_day)

    assert leads[0] == 1
    assert leads[-1] == 4 * per_day
    assert np.all(np.diff(leads) > 0)
    assert {per_day, per_day + 1, 2 * per_day, 2 * per_day + 1} <= set(leads.tolist())


def test_parts_of_the_day_are_three_hours() -> None:
    """Midnight to three is the first of eight parts, 23:30 in the last."""
    parts = day_part(np.array([0.0, 2.9 / 24, 3.0 / 24, 23.5 / 24]))

    assert parts.tolist() == [0, 0, 1, HOUR_GROUPS - 1]


def test_pure_noise_is_not_learnt() -> None:
    """On independent draws, uniform 100 to 300, error and band are those of the best constant.

    Its error is 50; 8 % are left for the scatter of a few hundred draws and for weights that cost
    something. From 5 to 95 % of 200 wide is 180, to 20.
    """
    clock = Calendar.of(0.0, 3600.0, 24 * 160, None)
    values = np.random.default_rng(7).uniform(100.0, 300.0, 24 * 160)

    leads = fit_leads(values, clock, Shape.of(values, clock))

    scale = float(np.std(values)) + 0.02 * 200.0
    assert [lead.error_amount for lead in leads] == pytest.approx([50.0] * len(leads), rel=0.08)
    widths = [float(np.mean(lead.high - lead.low)) * scale for lead in leads]
    assert widths == pytest.approx([180.0] * len(leads), abs=20.0)


def test_what_persists_is_learnt() -> None:
    """A walk that fades, 0.98 an hour, is foreseen an hour ahead to the error of its own steps.

    That is their deviation of 10 times the root of 2 over pi, for normal draws; 10 % for scatter.
    """
    draws = np.random.default_rng(3).normal(0.0, 10.0, 24 * 200)
    values = np.empty_like(draws)
    level = 0.0
    for place, draw in enumerate(draws.tolist()):
        level = 0.98 * level + draw
        values[place] = 300.0 + level
    clock = Calendar.of(0.0, 3600.0, values.size, None)

    first = fit_leads(values, clock, Shape.of(values, clock))[0]

    assert first.error_amount == pytest.approx(10.0 * np.sqrt(2.0 / np.pi), rel=0.1)
