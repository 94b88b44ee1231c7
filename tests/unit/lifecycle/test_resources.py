"""Minerals and primary energy of operation."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.allocate import allocate
from wholeprint.lifecycle.assess import Case, assess_many
from wholeprint.lifecycle.batch import Assessments
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

BOTH = ("adpe", "primary_energy")
PLUG = worked.channel("plug", "machine", [3.6e6], basis=Basis.IT)


def profile() -> Profile:
    server = replace(
        worked.profile().parts[0],
        adpe=declared("adpe.server", 0.1, "kgSb"),
        primary_energy=declared("primary_energy.server", 44_676.0, "MJ"),
    )
    return replace(worked.profile(), parts=(server,), accelerators=())


def book(*, states_electricity: bool) -> FactorBook:
    known = [worked.book().factor("water.offsite.FR")]
    if states_electricity:
        known.append(declared("primary_energy.electricity.FR", 10.0, "MJ/kWh"))
        known.append(declared("adpe.electricity.FR", 1e-7, "kgSb/kWh"))
    return FactorBook(known)


def assessed(
    *runs: Activity, states_electricity: bool = False, boundary: Boundary | None = None
) -> Assessments:
    machine, grid = profile(), worked.intensity()
    return assess_many(
        [Case(run, machine, grid) for run in runs],
        book(states_electricity=states_electricity),
        AssessOptions(boundary=Boundary() if boundary is None else boundary),
        World(n=8),
    )


@pytest.mark.parametrize("category", BOTH)
def test_hardware_alone_is_no_total(category: str) -> None:
    """Without a figure for electricity there is no total; the hardware stays in the parts."""
    found = assessed(worked.run(1, PLUG))
    impact = found[0].impact(category)
    assert isinstance(impact.total, NoData)
    assert "of this grid; the hardware's part is in the contributions" in impact.total.reason
    assert [part.source for part in impact.contributions] == ["server"]
    assert np.isnan(found.summary(Category(category)).values).all()
    document = impact.as_json()
    assert document["value"] is None
    assert document["contributions"]
    assert found[0].drivers(category) == []


def test_with_a_figure_for_electricity_both_are_added() -> None:
    """1 kWh x PUE 1.2 x 10 MJ/kWh and an hour of 44,676 MJ over 44,676 busy hours: 13 MJ."""
    found = assessed(worked.run(1, PLUG), states_electricity=True)
    total = found[0]["primary_energy"]
    assert isinstance(total, Uncertain)
    assert total.central == pytest.approx(13.0, rel=1e-12)
    assert found.summary(Category.PRIMARY_ENERGY).centrals == pytest.approx([13.0], rel=1e-12)


@pytest.mark.parametrize("category", BOTH)
def test_the_boundary_says_which_part_is_wanted(category: str) -> None:
    """Operation outside leaves the hardware as the total; both outside leave nothing."""
    hardware = assessed(worked.run(1, PLUG), boundary=Boundary(operational=False))[0]
    assert isinstance(hardware[category], Uncertain)
    neither = Boundary(operational=False, embodied=False)
    absent = assessed(worked.run(1, PLUG), boundary=neither)[0][category]
    assert isinstance(absent, NoData)
    assert "outside the boundary" in absent.reason


def test_operation_alone_is_a_total_without_the_hardware() -> None:
    """With making the hardware outside, 1.2 kWh x 10 MJ/kWh are 12 MJ, and no part is a server."""
    boundary = Boundary(embodied=False)
    impact = assessed(worked.run(1, PLUG), states_electricity=True, boundary=boundary)[0].impact(
        "primary_energy"
    )
    assert isinstance(impact.total, Uncertain)
    assert impact.total.central == pytest.approx(12.0, rel=1e-12)
    assert "server" not in {part.source for part in impact.contributions}


def test_a_run_of_unknown_energy_has_no_total_either() -> None:
    """A figure for electricity is of no use where nobody knows how much there was."""
    machine = replace(profile(), cpu=None, memory_gb=0.0)
    many = assess_many(
        [Case(worked.run(1), machine, worked.intensity())],
        book(states_electricity=True),
        AssessOptions(),
        World(n=8),
    )
    absent = many[0]["primary_energy"]
    assert isinstance(absent, NoData)
    assert "energy of the run is not known" in absent.reason
    assert np.isnan(many.summary(Category.PRIMARY_ENERGY).values).all()


def test_a_sum_with_a_part_of_unknown_size_is_no_total() -> None:
    """A run known in full and one known in part add up to parts without a total, in any order."""
    full = assessed(worked.run(1, PLUG), states_electricity=True)[0]
    part = assessed(worked.run(1, PLUG))[0]
    for added in (full + part, part + full):
        impact = added.impact("primary_energy")
        assert isinstance(impact.total, NoData)
        server = next(each for each in impact.contributions if each.source == "server")
        assert server.amount.central == pytest.approx(2.0, rel=1e-12)


def test_each_user_of_a_result_known_in_part_has_its_part() -> None:
    """Dividing keeps the absence, its unit and the parts that are known."""
    found = allocate(assessed(worked.run(1, PLUG))[0], {"one": 1.0, "other": 3.0})["one"]
    impact = found.impact("primary_energy")
    assert isinstance(impact.total, NoData)
    assert str(impact.total.unit) == "MJ"
    assert impact.contributions[0].amount.central == pytest.approx(0.25, rel=1e-12)
