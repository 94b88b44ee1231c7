"""Two or more results, draw by draw."""

from dataclasses import replace

import pytest

from wholeprint.errors import BoundaryError, ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import assess
from wholeprint.lifecycle.compare import compare, rank
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor, FactorBook
from wholeprint.quantities.footprint import Category, Footprint
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


def footprint(
    cpu_share: float, options: AssessOptions | None = None, world: World | None = None
) -> Footprint:
    profile = worked.profile()
    wide = replace(profile, pue=replace(profile.pue, distribution=Uniform(1.0, 2.0)))
    return assess(
        worked.run(1, cpu_share=cpu_share),
        wide,
        worked.intensity(),
        worked.book(),
        AssessOptions() if options is None else options,
        World(n=128) if world is None else world,
    )


def test_what_two_results_share_cancels() -> None:
    """Both hang on one wide PUE, but the ratio does not: 300 W and 240 W without any doubt."""
    found = compare(footprint(0.5), footprint(1.0))[Category.ENERGY]
    assert isinstance(found.ratio, Uncertain)
    assert found.ratio.low == pytest.approx(250 / 190, rel=1e-9)
    assert found.ratio.high == pytest.approx(250 / 190, rel=1e-9)
    assert found.probability_less == 1.0


def test_a_result_against_itself_is_even() -> None:
    """Nothing is less than itself with more than even odds, and the ratio is one."""
    found = compare(footprint(0.5), footprint(0.5))[Category.GHG_OPERATIONAL]
    assert found.probability_less == 0.5
    assert found.as_json()["probability_less"] == 0.5


def test_other_boundaries_and_worlds_are_refused() -> None:
    """Results that count other things, or were drawn elsewhere, are not compared."""
    other = footprint(0.5, AssessOptions(boundary=Boundary(embodied=False)))
    with pytest.raises(BoundaryError):
        compare(footprint(0.5), other)
    with pytest.raises(BoundaryError):
        rank({"one": footprint(0.5), "other": other}, Category.ENERGY)
    with pytest.raises(ValueRefusedError):
        compare(footprint(0.5), footprint(0.5, world=World(n=128, seed=1)))


def test_absence_has_no_odds() -> None:
    """Where one has no data there is no difference, no ratio and no probability."""
    found = compare(footprint(0.5), footprint(0.6))[Category.LAND]
    assert isinstance(found.difference, NoData)
    assert found.probability_less is None


def test_two_modelled_runs_differ_by_what_load_adds_or_not_at_all() -> None:
    """Workloads within 12 % of one another: 10 % more load is a tie, 25 % more is not.

    Of two independent uniform errors of 12 % the difference is within 16.4 % nine times of ten.
    """
    results = {
        name: assess(
            replace(worked.run(1, cpu_share=share), run_id=name),
            worked.profile(),
            worked.intensity(),
            FactorBook([Factor("power.cpu.workload", "1", Uniform(0.88, 1.12))]),
            AssessOptions(),
            World(n=1024),
        )
        for name, share in (("least", 0.40), ("tenth", 0.44), ("quarter", 0.50))
    }
    found = {each.name: each for each in rank(results, Category.ENERGY)}
    assert found["least"].ties == ("tenth",)
    assert found["quarter"].rank == 2
    odds = compare(results["least"], results["tenth"])[Category.ENERGY].probability_less
    assert odds is not None
    assert 0.5 < odds < 0.95


def test_a_run_against_itself_elsewhere_shares_its_workload() -> None:
    """One run in two zones is one workload: the ratio is that of the intensities (1e-9)."""
    book = FactorBook([Factor("power.cpu.workload", "1", Uniform(0.88, 1.12))])
    here, there = (
        assess(
            worked.run(1),
            worked.profile(),
            worked.intensity("FR", grams),
            book,
            AssessOptions(),
            World(n=64),
        )
        for grams in (50.0, 100.0)
    )
    ratio = compare(here, there)[Category.GHG_OPERATIONAL].ratio
    assert isinstance(ratio, Uncertain)
    assert (ratio.low, ratio.high) == pytest.approx((2.0, 2.0), rel=1e-9)


def test_ranks_only_where_intervals_separate() -> None:
    """Three distinct loads rank 1, 2, 3; two alike tie; embodied, alike for all, ties for all."""
    results = {"full": footprint(1.0), "half": footprint(0.5), "same": footprint(0.5)}
    found = {each.name: each for each in rank(results, Category.ENERGY)}
    assert (found["half"].rank, found["same"].rank, found["full"].rank) == (1, 1, 3)
    assert found["half"].ties == ("same",)
    assert found["full"].ties == ()
    assert {each.rank for each in rank(results, Category.GHG_EMBODIED)} == {1}
    assert [each.rank for each in rank(results, Category.LAND)] == [1, 1, 1]
