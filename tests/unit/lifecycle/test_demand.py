"""From the raw record of a run to its loads."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import assess
from wholeprint.lifecycle.demand import WORKLOAD, Demand, demand
from wholeprint.lifecycle.loads import Kind, Load
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.activity import AcceleratorLoad, Activity, Channel
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import Fixed, Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

NAN = float("nan")


def asked(activity: Activity) -> Demand:
    return demand(activity, worked.profile(), worked.intensity(), AssessOptions())


def amount(found: Demand, kind: Kind, name: str) -> float:
    return sum(
        load.amount
        for load in found.loads
        if load.key.kind is kind and load.key.name == name and not is_error(load)
    )


def is_error(load: Load) -> bool:
    return load.noise is not None and load.noise.factor.id.startswith("run.")


def codes(found: Demand) -> list[str]:
    return [note.code for note in found.notes]


def test_a_measured_processor_is_not_modelled_as_well() -> None:
    """Where a counter had the processor, no second of it is modelled; its joules are all there."""
    found = asked(worked.run(2, worked.channel("package-0", "cpu", [10.0, 20.0]), busy_share=0.5))
    assert amount(found, Kind.READ, "cpu") == pytest.approx(30.0, rel=1e-12)
    assert amount(found, Kind.CPU_IDLE, "cpu") == 0.0
    assert amount(found, Kind.DRAM, "dram") == 7200.0
    assert "energy-modelled" not in codes(found)


def test_a_gap_of_the_processor_is_modelled_and_noted() -> None:
    """One silent hour of two is 3,600 modelled seconds, and a note."""
    found = asked(worked.run(2, worked.channel("package-0", "cpu", [10.0, NAN])))
    assert amount(found, Kind.CPU_IDLE, "cpu") == pytest.approx(3600.0, rel=1e-12)
    assert amount(found, Kind.CPU, "cpu") == pytest.approx(3600.0, rel=1e-12)
    assert "energy-modelled" in codes(found)
    assert "for 3600 s of 7200 s" in " ".join(note.message for note in found.notes)


def test_a_processor_without_a_counter_is_noted_in_few_words() -> None:
    """Where no counter ever had it, the note says so without a column of digits."""
    found = asked(worked.run(2))
    assert "No counter had the processor at any time" in found.notes[0].message


def test_a_gap_of_a_board_is_its_mean_power_with_all_of_its_doubt() -> None:
    """A board silent for one hour of two is taken at its mean, from nothing to twice that."""
    board = worked.channel("gpu:0", "gpu:0", [1e6, NAN], basis=Basis.DEVICE)
    found = asked(worked.run(2, board))
    gaps = [load for load in found.loads if is_error(load)]
    assert [load.amount for load in gaps] == [1e6]
    assert gaps[0].noise is not None
    assert gaps[0].noise.factor.distribution.central == 1.0
    assert "gap" in codes(found)


def test_an_unknown_load_is_anything() -> None:
    """A run without processor time is modelled at a load between none and all, its own.

    2 x 100 W and memory, 50 W, x 1.25 x 1.2: 90, 190 and 250 W at no, half and full load.
    Tolerance 2 %: the outermost of 64 strata.
    """
    runs = [replace(worked.run(1, cpu_share=NAN), run_id=name) for name in ("one", "other")]
    found = [whole(run) for run in runs]
    for each in found:
        assert each.central == pytest.approx(0.190 * 1.5, rel=1e-12)
        assert each.draws.min() == pytest.approx(0.090 * 1.5, rel=0.02)
        assert each.draws.max() == pytest.approx(0.250 * 1.5, rel=0.02)
        assert each.known is Known.ASSUMED
    assert "assumed.cpu_utilisation@one" in found[0].factors
    assert abs(np.corrcoef(found[0].draws, found[1].draws)[0, 1]) < 0.5


def whole(run: Activity) -> Uncertain:
    found = assess(
        run, worked.profile(), worked.intensity(), worked.book(), AssessOptions(), World(n=64)
    )["energy"]
    assert isinstance(found, Uncertain)
    return found


def test_each_run_has_a_workload_of_its_own() -> None:
    """What a workload draws beyond another is drawn for each run, on what load adds to idle."""
    spread = Factor(WORKLOAD, "1", Uniform(0.88, 1.12))
    found = demand(worked.run(1), worked.profile(), None, AssessOptions(), spread).loads
    noises = {load.key.kind: load.noise for load in found}
    assert noises[Kind.CPU_IDLE] is None
    noise = noises[Kind.CPU]
    assert noise is not None
    assert noise.factor == replace(spread, id="power.cpu.workload@example")


def test_a_declared_workload_is_the_same_for_all() -> None:
    """Without doubt there is nothing for a run to have of its own: the name stays as it is."""
    fixed = Factor(WORKLOAD, "1", Fixed(1.1))
    found = demand(worked.run(1), worked.profile(), None, AssessOptions(), fixed).loads
    assert {load.noise.factor.id for load in found if load.noise is not None} == {WORKLOAD}


def test_a_board_that_nothing_knows_of_is_missed() -> None:
    """A board without counter and stated load is named as missing; with either it is not."""
    assert asked(worked.run(1)).missing == (
        "gpu:0 was not measured and nobody said how hard it worked",
    )
    told = replace(worked.run(1), accelerator_load=(AcceleratorLoad(0, 1.0),))
    assert asked(told).missing == ()
    measured = worked.run(1, worked.channel("gpu:0", "gpu:0", [1.0], basis=Basis.DEVICE))
    assert asked(measured).missing == ()
    at_plug = worked.run(1, worked.channel("plug", "machine", [1.0], basis=Basis.IT))
    assert asked(at_plug).missing == ()


def test_a_measured_zero_is_a_zero() -> None:
    """A counter that was heard and did not move is a zero, and no absence."""
    found = asked(worked.run(1, worked.channel("plug", "machine", [0.0], basis=Basis.IT)))
    assert [load.amount for load in found.loads if load.key.kind is Kind.READ] == [0.0]


def test_a_process_is_charged_its_share_of_the_host() -> None:
    """A process with a quarter of the machine's work has a quarter of its life and joules."""
    counter = worked.channel("package-0", "cpu", [8.0])
    run = worked.run(1, counter, cpu_share=0.2, busy_share=0.8)
    found = asked(replace(run, attribution="process"))
    assert amount(found, Kind.READ, "cpu") == pytest.approx(2.0, rel=1e-12)
    assert amount(found, Kind.LIFE, "server") == pytest.approx(900.0, rel=1e-12)
    assert amount(found, Kind.LIFE, "gpu:0") == 0.0
    assert amount(asked(run), Kind.LIFE, "server") == 3600.0


def test_a_run_of_no_length_asks_for_nothing() -> None:
    """A run killed before its first sample has no load, and its footprint is no data."""
    empty = Activity("r", np.array([worked.START]), np.array([]), np.array([]), zone="FR")
    assert [load for load in asked(empty).loads if load.amount > 0.0] == []


@given(
    st.floats(0.0005, 2.0),
    st.floats(1.0, 500.0),
    st.floats(0.001, 0.2),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
)
def test_the_interval_of_a_short_run_covers_the_truth(
    seconds: float, watts: float, refresh: float, first: float, last: float
) -> None:
    """A counter that is behind by any age at both edges reads within what the bounds allow.

    The reading is worked out from the ages; the truth is power times time. In a run longer than
    two periods of the counter the ends of the error enclose the truth; a shorter one is noted.
    Tolerance: rounding, 1e-6 of the truth.
    """
    read = watts * max(0.0, seconds + (first - last) * refresh)
    if read <= 0.0:
        return
    counter = Channel(
        "plug", "machine", "x", np.array([read]), basis=Basis.IT, refresh_seconds=refresh
    )
    edges = np.array([0.0, seconds])
    run = Activity("r", edges, np.zeros(1), np.zeros(1), (counter,), zone="FR")
    result = assess(
        run,
        worked.profile(pue=1.0),
        worked.intensity(),
        worked.book(),
        AssessOptions(),
        World(n=64),
    )
    found = result["energy"]
    assert isinstance(found, Uncertain)
    reach = found.to("J").draws.max() - read
    # The outermost of 64 strata lies 1/64 inside the end of a uniform distribution.
    allowed = reach / (1 - 1 / 64)
    truth = watts * seconds
    if seconds > 2 * refresh:
        assert abs(truth - read) <= allowed + 1e-6 * truth
    elif seconds < 2 * refresh:
        assert any(note.code == "short-window" for note in result.notes)
