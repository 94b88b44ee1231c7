"""Loop dominance in every member of an ensemble."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.engine.dominance import Asked, dominance_of_members
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.shapes import EnsembleDominance
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

TEXT = """
model: logistic
time: {start: 0, stop: 60, step: 1}
parameters: {most: 0.12, room: 1000, lag: 2}
stocks: {population: {initial: 5, in: [net]}}
flows: {net: population * (most - used)}
auxiliaries: {used: "SMTH1(most * population / room, lag)"}
"""

NUMPY = Asked(backend="numpy", threads=1)


def _system(text: str = TEXT) -> System:
    return flatten(read_model(text, "logistic"))


def _inputs(system: System, count: int) -> dict[int, FloatArray]:
    draw = np.random.default_rng(7)
    return {
        system.names["most"]: draw.uniform(0.05, 0.3, count),
        system.names["room"]: draw.uniform(100, 2000, count),
    }


def _same(one: EnsembleDominance, other: EnsembleDominance) -> None:
    for name in ("dominates", "leads", "quantiles", "means", "share_of_time", "first_time"):
        assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True), name


def test_members_have_the_dominance_of_their_single_runs() -> None:
    """Shares, means and outcomes are those of each member run and scored by itself."""
    system = _system()
    inputs = _inputs(system, 40)

    found = dominance_of_members(system, inputs, NUMPY)

    alone = np.stack(
        [
            analyse(
                system, simulate(system, {slot: each[at : at + 1] for slot, each in inputs.items()})
            ).relative[:, :, 0]
            for at in range(40)
        ],
        axis=2,
    )
    over = np.abs(alone) >= 0.5
    assert found.dominates == pytest.approx(over.mean(axis=2))
    assert found.means == pytest.approx(alone.mean(axis=2), abs=1e-6)
    assert found.share_of_time == pytest.approx(over[:, 1:].mean(axis=1))
    firsts = np.where(over.any(axis=1), over.argmax(axis=1), np.nan)
    assert np.array_equal(found.first_time, firsts, equal_nan=True)
    # Quantiles are told at steps of 1/200.
    assert found.quantiles[2] == pytest.approx(
        np.quantile(alone, 0.5, axis=2, method="inverted_cdf"), abs=0.0026
    )
    assert found.leads.sum(axis=0)[1:] == pytest.approx(np.ones(60), abs=1e-9)


def test_threads_and_back_ends_change_nothing() -> None:
    """Whatever the number of threads the bits are the same; another back end agrees closely."""
    system = _system()
    inputs = _inputs(system, 2_500)
    one = dominance_of_members(system, inputs, NUMPY)

    _same(one, dominance_of_members(system, inputs, replace(NUMPY, threads=3)))
    compiled = dominance_of_members(system, inputs)
    assert compiled.dominates == pytest.approx(one.dominates, abs=1e-3)
    assert compiled.means == pytest.approx(one.means, abs=1e-6)


def test_a_member_that_fails_is_left_out_from_there() -> None:
    """One world that overflows takes nothing from the others."""
    text = TEXT.replace("population * (most - used)", "population * most * population")
    system = _system(text)
    most = system.names["most"]

    found = dominance_of_members(system, {most: np.array([1e-4, 1e-4, 9.0])}, NUMPY)

    assert found.alive[1] == 3
    assert found.alive[-1] == 2
    assert np.isnan(found.share_of_time[:, 2]).all()
    assert np.isfinite(found.share_of_time[:, :2]).all()
    assert found.dominates[0, -1] == 1


def test_a_small_model_is_known_to_be_whole() -> None:
    """Where all loops of the structure are scored nothing is outside, and nothing needs a check."""
    system = _system()
    found = dominance_of_members(system, _inputs(system, 5), NUMPY)

    assert found.checked == 0
    assert not found.outside.any()


def test_what_a_set_of_loops_misses_is_told() -> None:
    """With more loops than are scored, members searched by themselves tell what is missing."""
    names = [f"s{number}" for number in range(5)]
    lines = ["model: full", "time: {start: 0, stop: 10, step: 1}", "parameters: {k: 0.03}"]
    lines += [
        "stocks:",
        *(f"  {n}: {{initial: {at + 1}, in: [f{n}]}}" for at, n in enumerate(names)),
    ]
    lines += ["flows:", *(f"  f{n}: k * ({' + '.join(names)}) / (1 + {n})" for n in names)]
    system = _system("\n".join(lines))
    rates = np.linspace(0.01, 0.2, 30)

    found = dominance_of_members(
        system, {system.names["k"]: rates}, replace(NUMPY, most=15, looked_at=2)
    )

    assert found.loops.search.is_truncated
    assert found.checked == 4
    assert 0.1 < found.outside[0, 5] < 1


def test_an_ensemble_of_nothing_uncertain_is_one_run() -> None:
    """Without inputs there is one member: the reference."""
    system = _system()

    found = dominance_of_members(system, {}, NUMPY)

    assert found.members == 1
    assert set(np.unique(found.dominates)) <= {0.0, 1.0}


def test_where_all_members_fail_nothing_is_said() -> None:
    """A model that overflows in every world has no dominance, and no error either."""
    system = _system(TEXT.replace("population * (most - used)", "population ^ population * most"))

    found = dominance_of_members(system, {system.names["most"]: np.array([9.0, 1e300])}, NUMPY)

    assert found.alive[-1] == 0
    assert np.isnan(found.dominates[:, -1]).all()
    assert np.isnan(found.share_of_time).all()
