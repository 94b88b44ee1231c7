"""One run, by NumPy or compiled."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.engine import single
from wholeprint.engine.single import run_single
from wholeprint.errors import ValueRefusedError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _system(steps: int = 400, span: str = "2") -> System:
    text = f"""
model: tank
time: {{start: 0, stop: {steps / 4}, step: 0.25, save: 0.5, unit: day}}
parameters: {{span: {span}}}
stocks: {{water: {{initial: 8, in: [rain], out: [leak]}}}}
flows: {{leak: water / span, rain: "ABS(NORMAL(0, 1))"}}
"""
    return flatten(read_model(text, "tank.yaml"))


def test_a_short_run_is_that_of_the_reference() -> None:
    """The same bits."""
    system = _system()

    assert np.array_equal(run_single(system, seed=3).values[4], simulate(system, seed=3).values[4])


def test_a_long_run_is_compiled_and_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """To 1e-9, random numbers included; clock and parameters are kept as well."""
    monkeypatch.setattr(single, "LONG", 100)
    system = _system()
    expected = simulate(system, seed=3)

    found = run_single(system, seed=3)

    assert np.array_equal(found.times, expected.times)
    assert set(found.values) == set(expected.values)
    for slot, values in expected.values.items():
        np.testing.assert_allclose(found.values[slot], values, rtol=1e-9)


def test_a_long_run_that_fails_is_told_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled code notices, the reference says where."""
    monkeypatch.setattr(single, "LONG", 100)
    system = _system(span="0")

    (failure,) = run_single(system).failures

    assert (failure.name, failure.what) == ("leak", "division by zero")


def test_what_does_not_fit_is_refused_before_it_runs() -> None:
    """A billion steps, all kept; one variable of few instants is fine."""
    system = _system()
    huge = replace(system, span=replace(system.span, steps=1_000_000_000, save_every=1))

    with pytest.raises(ValueRefusedError, match="more than can be kept"):
        run_single(huge)
