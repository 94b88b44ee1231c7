"""What every estimate of a workload shares."""

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.workload import Busy
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.estimate_workload import (
    ACCELERATOR_HOUR,
    Bench,
    Workload,
    refuse_unless,
)

EMPTY = Workload("training", {"given": 1.0, "not given": None}, (), {})


def _busy(bench: Bench, hours: float) -> Busy:
    return Busy.at(bench.said("hours", hours, "h"), bench.said("share", 1.0, "1"))


def test_what_is_said_is_declared_and_what_is_published_is_cited() -> None:
    """The same number is known by who gave it."""
    bench = Bench("h100-sxm5-80gb")
    said, published = (bench.fact("tokens", 1e9, "token", who) for who in (None, "bloom"))

    assert said.known is Known.DECLARED
    assert published.known is Known.PUBLISHED
    assert [source.key for source in published.sources] == ["bloom"]


def test_an_assumption_can_be_declared_by_its_name() -> None:
    """An override stands in the place of what the tables assume, without doubt."""
    bench = Bench("h100-sxm5-80gb", overrides={"training.mfu": 0.5})
    found = bench.said_or("mfu", None, "training.mfu")

    assert (found.low, found.central, found.high) == (0.5, 0.5, 0.5)
    assert found.known is Known.DECLARED


@pytest.mark.parametrize("share", [1.5, -0.1])
def test_what_is_declared_as_a_share_is_one(share: float) -> None:
    """A utilisation of one and a half is refused, whichever way it comes."""
    bench = Bench("h100-sxm5-80gb", overrides={"training.mfu": share})

    with pytest.raises(ValueRefusedError, match="share of the most"):
        bench.said_or("mfu", None, "training.mfu")


def test_a_power_above_the_limit_needs_a_boost() -> None:
    """500 W from a board of 350 W are refused with the limit, and taken where they are meant."""
    bench = Bench("h100-pcie-80gb")
    other = bench.said("share", 0.7, "1")

    with pytest.raises(ValueRefusedError, match="limited to 350 W"):
        bench.power_share(500.0, other, boost=False)
    assert bench.power_share(500.0, other, boost=True).central == pytest.approx(500 / 350)
    with pytest.raises(ValueRefusedError, match="limited"):
        bench.power_share(5000.0, other, boost=True)
    with pytest.raises(ValueRefusedError, match="limited"):
        bench.power_share(-1.0, other, boost=False)
    assert bench.power_share(None, other, boost=False) is other


def test_hours_end_as_energy() -> None:
    """Ten hours of a board of 700 W at its limit are 7 kWh at the board. Rounding of floats."""
    bench = Bench("h100-sxm5-80gb:4", pue=1.0, overrides={"power.machine_per_accelerator": 1.0})
    found = bench.finish(_busy(bench, 10.0), EMPTY, {})
    energy = found.footprint[Category.ENERGY]
    assert isinstance(energy, Uncertain)

    assert energy.central == pytest.approx(7.0, rel=1e-9)
    hour = found.workload.per[ACCELERATOR_HOUR][Category.ENERGY]
    assert hour.central == pytest.approx(0.7, rel=1e-9)
    assert found.workload.as_json()["declared"] == {"given": 1.0}


@pytest.mark.parametrize("hours", [0.0, 1e13])
def test_hours_that_cannot_be_are_refused(hours: float) -> None:
    """No hours, and more than all accelerators on Earth had, are refused."""
    bench = Bench("h100-sxm5-80gb")

    with pytest.raises(ValueRefusedError, match="out of range"):
        bench.finish(_busy(bench, hours), EMPTY, {})


def test_refusing_says_all_three() -> None:
    """What was wrong, what was seen, what to do."""
    refuse_unless(1, "what", "seen", "fix")
    with pytest.raises(ValueRefusedError, match=r"what: saw seen\. fix"):
        refuse_unless(0, "what", "seen", "fix")


def test_an_accelerator_may_have_an_assumption_of_its_own() -> None:
    """A TPU v3 draws about half of its limit, whatever boards draw in general."""
    own = Bench("tpu-v3").said_or("power_share", None, "training.power_share")
    common = Bench("h100-sxm5-80gb").said_or("power_share", None, "training.power_share")

    assert own.high < 0.6
    assert list(own.factors) == ["training.power_share.tpu-v3"]
    assert list(common.factors) == ["training.power_share"]
