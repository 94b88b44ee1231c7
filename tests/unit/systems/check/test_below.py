"""Stocks that may not fall below nought."""

import numpy as np

from wholeprint.systems.check.below import below_nought
from wholeprint.systems.check.check import check
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_TEXT = """
model: tank
time: {start: 0, stop: 4, step: 1, unit: day}
parameters: {pump: 3}
stocks:
  water: {initial: 5, out: [leak], non negative: true}
  debt: {initial: 5, out: [spend]}
flows: {leak: pump, spend: 3}
"""


def test_what_flows_out_is_held_back() -> None:
    """Emptied, the stock stays at nought; one that may be negative is no failure."""
    model = read_model(_TEXT, "tank.yaml")
    system = flatten(model)
    run = simulate(system)

    assert run.values[system.names["water"]][:, 0].tolist() == [5.0, 2.0, 0.0, 0.0, 0.0]
    assert run.values[system.names["debt"]][-1, 0] == -7.0
    assert below_nought(model, system, run) == ()


def test_a_stock_that_begins_below_nought_is_told_for_each_member() -> None:
    """The second of three begins at -2."""
    model = read_model(_TEXT, "tank.yaml")
    system = flatten(model)
    water = system.names["water"]

    run = simulate(system, {water: np.array([1.0, -2.0, 3.0])})
    (failure,) = below_nought(model, system, run)

    assert (failure.member, failure.step, failure.name) == (1, 0, "water")
    assert failure.what == "below nought: -2"


def test_checks_tell_it() -> None:
    """As a run that goes wrong."""
    model = read_model(_TEXT.replace("water: {initial: 5", "water: {initial: -1"), "tank.yaml")

    (found,) = (each for each in check(model) if each.check == "run")

    assert "at 0 day in water: below nought" in found.what


def test_stocks_of_models_inside_count() -> None:
    """By the name that they have outside."""
    text = """
model: two
time: {start: 0, stop: 1, step: 1}
models:
  tank:
    model: tank
    time: {start: 0, stop: 1, step: 1}
    stocks: {water: {initial: -1, non negative: true, out: [leak]}}
    flows: {leak: 0}
modules: {first tank: {model: tank}}
"""
    model = read_model(text, "two.yaml")
    system = flatten(model)

    (failure,) = below_nought(model, system, simulate(system))

    assert failure.name == "first tank.water"
