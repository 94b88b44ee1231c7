"""Test inputs."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _series(equation: str, step: float = 0.5) -> list[float]:
    text = f"model: m\ntime: {{start: 0, stop: 4, step: {step}}}\nauxiliaries: {{x: '{equation}'}}"
    system = flatten(read_model(text, "m.yaml"))
    return simulate(system).values[slot_of(system, "x")][:, 0].tolist()


def test_a_step_is_on_from_its_instant() -> None:
    """At 0.5, 1 and so on it is 0, from 1.5 on it is 3."""
    assert _series("STEP(3, 1.5)") == [0, 0, 0, 3, 3, 3, 3, 3, 3]


def test_a_step_between_two_instants_begins_at_the_nearer_one() -> None:
    """Vensim's manual: on where time + time step / 2 is beyond its start. pysimlin 0.8.5 agrees."""
    assert _series("STEP(3, 1.3)") == [0, 0, 0, 3, 3, 3, 3, 3, 3]
    assert _series("STEP(3, 1.2)") == [0, 0, 3, 3, 3, 3, 3, 3, 3]
    assert _series("STEP(3, 1.25)") == [0, 0, 0, 3, 3, 3, 3, 3, 3]


def test_a_method_that_looks_into_a_step_sees_no_step_too_early() -> None:
    """RK4 sees the step at its instant alone: a sixth, then whole ones; as pysimlin 0.8.5 does."""
    text = (
        "model: m\ntime: {start: 0, stop: 4, step: 1, method: rk4}\n"
        "stocks: {s: {initial: 0, in: [f]}, p: {initial: 0, in: [g]}}\n"
        "flows: {f: 'STEP(1, 2)', g: 'PULSE(1, 2)'}\n"
    )
    system = flatten(read_model(text, "m.yaml"))
    run = simulate(system)
    stepped = run.values[slot_of(system, "s")][:, 0].tolist()
    pulsed = run.values[slot_of(system, "p")][:, 0].tolist()
    assert stepped == pytest.approx([0, 0, 1 / 6, 7 / 6, 13 / 6], rel=1e-12)
    assert pulsed == pytest.approx([0, 0, 1 / 6, 1, 1], rel=1e-12)


def test_an_instant_that_is_rounded_still_counts() -> None:
    """A sum of tenths reaches 0.30000000000000004 or 0.6 less a bit; the step is on at 0.6."""
    assert _series("STEP(1, 0.6)", 0.1)[5:8] == [0, 1, 1]


def test_a_ramp_rises_between_its_ends() -> None:
    """2 for each unit of time from 1 to 3."""
    assert _series("RAMP(2, 1, 3)") == [0, 0, 0, 1, 2, 3, 4, 4, 4]
    assert _series("RAMP(2, 3)") == [0, 0, 0, 0, 0, 0, 0, 1, 2]


def test_a_pulse_of_xmile_lets_its_volume_in_within_one_step() -> None:
    """3 within half a unit of time is a flow of 6; again after each interval."""
    assert _series("PULSE(3, 1)") == [0, 0, 6, 0, 0, 0, 0, 0, 0]
    assert _series("PULSE(3, 1, 1.5)") == [0, 0, 6, 0, 0, 6, 0, 0, 6]
    assert _series("PULSE(3, 1, 0)") == [0, 0, 6, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("VENSIM_PULSE(1, 1)", [0, 0, 1, 1, 0, 0, 0, 0, 0]),
        ("VENSIM_PULSE(1, 0)", [0, 0, 1, 0, 0, 0, 0, 0, 0]),
        ("PULSE_TRAIN(0.5, 0.5, 1.5, 3)", [0, 1, 0, 0, 1, 0, 0, 0, 0]),
        ("PULSE_TRAIN(0, 0.5, 1, 3)", [1, 0, 1, 0, 1, 0, 1, 0, 0]),
        ("PULSE_TRAIN(0, 1, 1.5, 3)", [1, 1, 0, 1, 1, 0, 1, 0, 0]),
    ],
)
def test_a_pulse_of_vensim_is_one_for_a_width(equation: str, expected: list[float]) -> None:
    """A width of nought counts as one step; a train ends with the instant of its end."""
    assert _series(equation) == expected


def test_a_pulse_that_does_not_say_when_is_refused() -> None:
    """Programs differ in what they make of it."""
    with pytest.raises(ModelError, match="when PULSE begins"):
        _series("PULSE(3)")
