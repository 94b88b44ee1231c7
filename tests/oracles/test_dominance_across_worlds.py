"""When logistic growth changes hands, in many worlds, against its closed form."""

import numpy as np
import pytest

from wholeprint.engine.dominance import Asked, dominance_of_members
from wholeprint.quantities.distribution import Uniform
from wholeprint.systems.dominance.shapes import EnsembleDominance
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.sensitivity.design import IndicesDesign
from wholeprint.systems.sensitivity.indices import sobol_indices, unit_sums
from wholeprint.systems.sensitivity.prim import discover
from wholeprint.systems.text.read import read_model

TEXT = """
model: logistic
time: {start: 0, stop: 60, step: 0.0625, save: 0.25}
parameters: {rate: 0.2, room: 1000}
stocks: {population: {initial: 5, in: [net]}}
flows: {net: population * (rate - used)}
auxiliaries: {used: rate * population / room}
loops: {growth: [net, population], limits: [used]}
"""

MODEL = read_model(TEXT, "logistic")
SYSTEM = flatten(MODEL)
RATE, ROOM = SYSTEM.names["rate"], SYSTEM.names["room"]


def _scored(rates: np.ndarray, rooms: np.ndarray) -> EnsembleDominance:
    return dominance_of_members(
        SYSTEM, {RATE: rates, ROOM: rooms}, Asked(names=MODEL.loops, backend="numpy")
    )


def _row(found: EnsembleDominance, name: str) -> int:
    return [each.name for each in found.loops.loops].index(name)


def test_the_limits_take_over_at_half_the_room() -> None:
    """In each world the balancing loop first dominates at ln(room / start - 1) / rate.

    There the population is half of what there is room for. The tolerance: a saved instant of 0.25
    and the error of Euler's method, which lags by rate * step / 2 of the time.
    """
    draw = np.random.default_rng(2)
    rates, rooms = draw.uniform(0.15, 0.4, 200), draw.uniform(200, 2000, 200)

    found = _scored(rates, rooms)

    expected = np.log(rooms / 5 - 1) / rates
    first = found.first_time[_row(found, "limits")]
    assert np.abs(first - expected).max() < 0.25 + 0.0625 * 0.4 / 2 * expected.max() + 0.125
    told = found.dominates[_row(found, "limits")]
    assert told == pytest.approx((found.times[:, None] >= first).mean(axis=1))


def test_what_decides_when_growth_ends_can_be_asked() -> None:
    """The share of time that growth dominates is an outcome: the rate decides, the room hardly.

    Growth leads for ln(room / 5 - 1) / rate: between the quarters of these ranges the rate moves
    it by a factor of 1.6 and the room by 1.15.
    """
    beliefs = [Uniform(0.15, 0.4), Uniform(800.0, 1600.0)]
    design = IndicesDesign(2, 64)
    drawn = design.values(beliefs, 0, design.members)
    found = _scored(drawn[0], drawn[1])
    outcome = found.share_of_time[[_row(found, "growth")]]

    sums = unit_sums(outcome, 2, design.stride, 8)
    indices = sobol_indices(sums, 2, design.stride, 64)
    total = indices.total.values[0]
    box = discover(drawn, outcome[0] > 0.4)

    assert total[0] > 0.9
    assert total[1] < 0.1
    assert box.limits[0].input == 0
    assert box.limits[0].low is None
    assert box.box.density_share > 0.9


def test_a_world_of_its_own_is_the_single_run() -> None:
    """The reference world has the dominance that its run has: growth until half of the room."""
    found = _scored(np.array([0.2]), np.array([1000.0]))
    run = simulate(SYSTEM)
    half = run.times[int(np.argmax(run.values[SYSTEM.names["population"]][:, 0] >= 500))]

    assert abs(found.first_time[_row(found, "limits"), 0] - half) <= 0.25
