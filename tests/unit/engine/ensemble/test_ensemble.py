"""Tests of ensembles: the same bits for any workers, single runs, failures, files, indices."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from wholeprint.engine.ensemble.ensemble import (
    Ensemble,
    Gathered,
    merge,
    run_ensemble,
    run_members,
    run_shard,
)
from wholeprint.engine.ensemble.part import Part
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.engine.ensemble.workers import Threads
from wholeprint.errors import SimulationError, ValueRefusedError
from wholeprint.systems.reference import simulate
from wholeprint.systems.sensitivity.design import Chosen, IndicesDesign
from wholeprint.systems.sensitivity.grounded import Observed, keep_likely

Make = Callable[..., Plan]
SHARES = np.array([0.05, 0.5, 0.95])


def _assert_same(one: Ensemble, two: Ensemble) -> None:
    np.testing.assert_array_equal(one.scalars, two.scalars)
    for name in ("outcomes", "series"):
        first, second = getattr(one, name), getattr(two, name)
        for field in fields(first):
            if field.name != "sketch":
                np.testing.assert_array_equal(
                    getattr(first, field.name), getattr(second, field.name)
                )
    np.testing.assert_array_equal(one.fan(SHARES), two.fan(SHARES))


def test_an_ensemble_is_its_single_runs(sir_plan: Make) -> None:
    """Every run of the ensemble has the very bits of that run by itself, on NumPy."""
    plan = sir_plan(300)
    infectious = plan.series[0]

    found = run_ensemble(plan, backend="numpy")

    assert found.backends == ("numpy",)
    assert found.scalars is not None
    recovered = plan.outcome_slots[2]
    for member in (0, 1, 63, 64, 299):
        values = plan.rows(member, 1)
        given = {slot: values[row] for row, (slot, _, _) in enumerate(plan.places)}
        alone = simulate(plan.system, given, keep=[infectious, recovered], first_member=member)
        series = alone.values[infectious][:, 0]
        again = run_members(plan, [member], "numpy")
        np.testing.assert_array_equal(again[0, 0], series)
        assert found.scalars[2, member] == alone.values[recovered][-1, 0]


def test_summaries_are_those_of_all_runs(sir_plan: Make) -> None:
    """Fan, means and ends are what NumPy says of all trajectories at once."""
    plan = sir_plan(100)
    found = run_ensemble(plan, backend="numpy")
    whole = run_members(plan, range(100), "numpy")[:, 0]

    np.testing.assert_allclose(found.fan(SHARES)[:, 0], np.quantile(whole, SHARES, axis=0))
    np.testing.assert_allclose(found.series.means, whole.mean(axis=0), rtol=1e-13)
    np.testing.assert_array_equal(found.series.highs, whole.max(axis=0))
    np.testing.assert_array_equal(found.times, np.arange(0.0, 41.0, 2.0))
    assert found.scalars is not None
    np.testing.assert_array_equal(found.scalars[3], found.scalars[0] - whole[:, -1])


def test_workers_and_their_order_change_no_bit(sir_plan: Make) -> None:
    """Threads, chunks backwards: sums are made in one order, so all is the same."""
    plan = sir_plan(1000)
    alone = run_ensemble(plan, backend="numpy")

    class Backwards:
        def run(self, job: Callable[[int], Part], chunks: Sequence[int]) -> Iterator[Part]:
            yield from map(job, reversed(chunks))

    said: list[tuple[int, int]] = []
    threads = run_ensemble(
        plan, backend="numpy", workers=Threads(3), progress=lambda a, b: said.append((a, b))
    )
    backwards = run_ensemble(plan, backend="numpy", workers=Backwards())

    assert plan.chunks > 4
    _assert_same(alone, threads)
    _assert_same(alone, backwards)
    assert said[-1] == (1000, 1000)


def test_runs_that_fail_are_told_and_the_others_kept(brittle_plan: Callable[[int], Plan]) -> None:
    """A quarter of the runs take a logarithm below nought: where and when is said of the first."""
    plan = brittle_plan(400)

    found = run_ensemble(plan, backend="numpy")

    rates = plan.rows(0, 400)[0]
    assert found.failed == np.count_nonzero(rates < 0.0)
    assert found.outcomes.count == 400 - found.failed
    assert found.scalars is not None
    np.testing.assert_array_equal(np.isnan(found.scalars[0]), rates < 0.0)
    first = found.failures[0]
    assert first.member == np.flatnonzero(rates < 0.0)[0]
    assert first.name == "gain"
    assert "logarithm" in first.what
    assert len(found.failures) == 5
    assert np.isfinite(found.fan(SHARES)).all()


def test_where_every_run_fails_it_is_an_error(brittle_plan: Callable[[int], Plan]) -> None:
    """An ensemble without any good run has no summary; the error says what went wrong."""
    plan = brittle_plan(400)
    bad = np.flatnonzero(plan.rows(0, 400)[0] < 0.0)[:20]
    hopeless = Plan(
        plan.system, plan.inputs, plan.places, Chosen(plan.design, tuple(bad.tolist())),
        plan.outcomes, plan.series,
    )  # fmt: skip

    with pytest.raises(
        SimulationError, match="none of 20 runs of brittle went well: the logarithm"
    ):
        run_ensemble(hopeless, backend="numpy")


def test_what_is_done_is_not_done_again(sir_plan: Make, tmp_path: Path) -> None:
    """A second run reads its chunks; one that was damaged is run again; all bits are the same."""
    plan = sir_plan(1000)
    first = run_ensemble(plan, backend="numpy", folder=tmp_path)
    stamps = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.chunk")}
    broken = tmp_path / "000001.chunk"
    broken.write_bytes(broken.read_bytes()[:-7])

    again = run_ensemble(plan, backend="numpy", folder=tmp_path)

    _assert_same(first, again)
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.chunk")}
    assert [name for name, stamp in after.items() if stamps[name] != stamp] == ["000001.chunk"]


def test_shards_make_the_whole(sir_plan: Make, tmp_path: Path) -> None:
    """Three shares, run in any order, merged: the same bits as one run of all."""
    plan = sir_plan(1000)
    with pytest.raises(SimulationError, match=r"of \d+ chunks are not in"):
        merge(plan, tmp_path)

    chunks = [run_shard(plan, shard, 3, tmp_path, backend="numpy") for shard in (3, 1, 2)]

    assert sum(chunks) == plan.chunks
    _assert_same(merge(plan, tmp_path), run_ensemble(plan, backend="numpy"))
    with pytest.raises(ValueRefusedError, match="no such share"):
        run_shard(plan, 4, 3, tmp_path)


def test_another_ensemble_is_not_mixed_in(sir_plan: Make, tmp_path: Path) -> None:
    """A folder of one model and design refuses chunks of another."""
    run_ensemble(sir_plan(100), backend="numpy", folder=tmp_path)

    with pytest.raises(SimulationError, match="chunks of another ensemble") as wrong:
        run_ensemble(sir_plan(101), backend="numpy", folder=tmp_path)

    assert "what differs is the design, its runs or its seed" in str(wrong.value)
    assert "100 runs, design" in str(wrong.value)


def test_indices_of_outcomes_and_over_time(sir_plan: Make) -> None:
    """Indices at the last instant are those of the final value; shares add up to about one."""
    plan = sir_plan(0, IndicesDesign(2, 64, 1, second_order=1))

    found = run_ensemble(plan, backend="numpy", workers=Threads(2))

    assert found.outcome_indices is not None
    assert found.series_indices is not None
    assert found.outcome_indices.total.values.shape == (4, 2)
    assert found.outcome_indices.second.values.shape == (4, 1)
    assert found.series_indices.total.values.shape == (21, 2)
    assert np.isnan(found.series_indices.total.values[0]).all()  # all begin alike
    peak = found.outcome_indices.first.values[0]
    assert peak.sum() + found.outcome_indices.second.values[0, 0] == pytest.approx(1.0, abs=0.1)
    assert (found.outcome_indices.dropped == 0.0).all()


def test_runs_held_against_data(sir_plan: Make) -> None:
    """Data made by one run: the likeliest runs have inputs near its own."""
    plan = sir_plan(500)
    truth = run_members(plan, [42], "numpy")[0, 0]
    times = tuple(np.arange(0.0, 41.0, 2.0).tolist())
    observed = Observed("infectious", times, tuple(truth.tolist()), (5.0,) * 21)

    found = run_ensemble(sir_plan(500, observed=(observed,)), backend="numpy")

    assert found.errors is not None
    assert found.errors[0, 42] == 0.0
    kept = keep_likely(found.errors, [observed])
    assert kept.best == 42
    assert 0.0 < kept.kept_share < 0.1


def test_memory_is_bounded_where_runs_are_many(sir_plan: Make) -> None:
    """Beyond what is kept of single runs, the summary alone is."""
    assert not Gathered(sir_plan(9_000_000)).keeps_runs
    assert Gathered(sir_plan(1000)).keeps_runs
