"""Means over the assessed runs of a project, and their doubt."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.quantities.source import Known
from wholeprint.systems.check.ledger_measures import MONTH_SECONDS
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.assessor import Assessment
from wholeprint.tracking.project_means import COMPUTED, FEWEST_DAYS, belief_of

GOLDEN = Path(__file__).parents[2] / "golden" / "runs.json"


def _runs(tmp_path: Path, days: float) -> list[Assessment]:
    """Return the counted runs of the golden ledger, so many days from the first to the last."""
    path = tmp_path / "ledger.sqlite"
    with SqliteStore(path) as store:
        first = 1_780_000_000_000_000_000
        records = list(read_json(GOLDEN.read_bytes()))
        for place, record in enumerate(records):
            begun = first + round(place * days * 86_400e9 / (len(records) - 1))
            store.add(replace(record, started_unix_ns=begun))
    return list(assess_many(ledger=path))


def test_a_mean_of_equal_runs_without_draws_is_not_doubted() -> None:
    """One draw for all, and the same value in each run."""
    assert belief_of(np.array([2.0]), (2.0, 2.0)) is None
    assert belief_of(np.array([2.0]), ()) is None


def test_runs_that_differ_doubt_their_mean() -> None:
    """Values 1 and 3: mean 2, standard error 1, so half of it: the 5 and 95 % of a lognormal.

    2 exp(-+1.645 * 0.5) are 0.879 and 4.552; a quantile between 41 points is off by 2 % at most.
    """
    belief = belief_of(np.array([2.0]), (1.0, 3.0))

    assert belief is not None
    low, high = belief.quantile(np.array([0.05, 0.95])).tolist()
    assert low == pytest.approx(0.879, rel=0.02)
    assert high == pytest.approx(4.552, rel=0.02)
    assert min(belief.values) > 0.0


def test_draws_of_the_world_are_kept() -> None:
    """Draws from 1 to 3 and equal runs: a belief from 0.5 % to 99.5 % of them, 2 in the middle."""
    belief = belief_of(np.linspace(1.0, 3.0, 1024), (2.0, 2.0))

    assert belief is not None
    assert (belief.values[0], belief.central, belief.values[-1]) == pytest.approx((1.01, 2, 2.99))


@pytest.mark.parametrize("days", [0.0001, 0.98 * FEWEST_DAYS])
def test_a_rate_of_less_than_a_week_is_none(tmp_path: Path, days: float) -> None:
    """Three runs within seconds, or within not quite a week."""
    assert COMPUTED["runs_per_month"](_runs(tmp_path, days)) is None


def test_a_rate_over_weeks_has_the_doubt_of_a_count(tmp_path: Path) -> None:
    """Three runs within 20 days: 2 in 20 days; 1 / sqrt(2) is the deviation of its logarithm."""
    found = COMPUTED["runs_per_month"](_runs(tmp_path, 20.0))

    assert found is not None
    assert found.value == pytest.approx(2 / (20 * 86_400) * MONTH_SECONDS)
    assert found.known is Known.MEASURED
    assert "over 20 days" in found.more
    assert found.belief is not None
    high = found.belief.quantile(np.array([0.95]))[0] / found.value
    assert high == pytest.approx(np.exp(1.645 / np.sqrt(2)), rel=0.02)


def test_every_measure_that_is_assumed_is_doubted(tmp_path: Path) -> None:
    """What stands on an assumption of the world has the belief of it."""
    runs = _runs(tmp_path, 10.0)
    for name in ("energy_per_run", "ghg_per_run", "embodied_per_run", "carbon_intensity", "pue"):
        found = COMPUTED[name](runs)
        assert found is not None
        assert found.belief is not None, name
        assert min(found.belief.values) < found.value < max(found.belief.values)
