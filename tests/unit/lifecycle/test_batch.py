"""Many assessments at once."""

from dataclasses import replace

import numpy as np

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import Case, assess_many
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


def test_many_blocks_are_one_table() -> None:
    """Runs beyond one block keep their order and numbers: the n-th of n hours uses n times one."""
    profile, grid = worked.profile(), worked.intensity()
    cases = [Case(worked.run(hours), profile, grid) for hours in range(1, 300)]
    many = assess_many(cases, worked.book(), AssessOptions(), World(n=4))
    summary = many.summary(Category.ENERGY)
    assert summary.unit == "kWh"
    assert np.allclose(summary.values, summary.values[0] * np.arange(1, 300), rtol=1e-9)


def test_a_dark_hour_darkens_only_its_run() -> None:
    """A run in a gap of the intensity has no carbon; its neighbour and its energy do (1e-9)."""
    profile, grid = worked.profile(), worked.hourly([100.0])
    many = assess_many(
        [Case(worked.run(1), profile, grid), Case(worked.run(2), profile, grid)],
        worked.book(),
        AssessOptions(),
        World(n=4),
    )
    assert np.isnan(many.summary(Category.GHG_OPERATIONAL).values).tolist() == [False, True]
    assert not np.isnan(many.summary(Category.ENERGY).values).any()


def test_errors_of_runs_average_out_in_their_total() -> None:
    """Independent edge errors of 25 runs add up as their root: a fifth of one's, relatively.

    Tolerance 30 %: 25 independent columns of 512 draws.
    """
    meter = replace(
        worked.channel("plug", "machine", [3.6e6], basis=Basis.IT), refresh_seconds=360.0
    )
    runs = [replace(worked.run(1, meter), run_id=f"run-{number}") for number in range(25)]
    profile, grid = worked.profile(), worked.intensity()
    many = assess_many(
        [Case(run, profile, grid) for run in runs], worked.book(), AssessOptions(), World(n=512)
    )
    total = many.total()
    assert total is not None
    whole, one = total["energy"], many[0]["energy"]
    assert isinstance(whole, Uncertain)
    assert isinstance(one, Uncertain)
    relative = [(each.draws.std() / each.central) for each in (whole, one)]
    assert np.isclose(relative[0], relative[1] / 5, rtol=0.3)
