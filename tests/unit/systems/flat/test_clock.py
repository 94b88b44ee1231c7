"""When a system runs."""

from dataclasses import replace

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.flat.clock import made, rounded
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Span
from wholeprint.systems.flat.values import set_values, slot_of
from wholeprint.systems.model import Clock, Equation, Kind, Model, Variable
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _auxiliary(name: str, equation: str) -> Variable:
    return Variable(name, Kind.AUXILIARY, (Equation(parse(equation)),))


def _model(*variables: Variable, stop: str = "10", step: str = "1", save: str = "") -> Model:
    saved = parse(save) if save else None
    return Model("m", Clock(parse("0"), parse(stop), parse(step), saved), variables)


@pytest.mark.parametrize(
    ("stop", "step", "save", "steps", "every"),
    [
        ("10", "0.5", "", 20, 1),
        ("10", "0.1", "1", 100, 10),
        ("1", "0.3", "0.6", 3, 2),
        ("0", "1", "", 0, 1),
        ("0.3", "0.1", "0.1", 3, 1),
        ("10", "1", "0.5", 10, 1),
    ],
)
def test_steps_are_counted_with_their_rounding(
    stop: str, step: str, save: str, steps: int, every: int
) -> None:
    """0.3 in steps of 0.1 are three steps, though 0.3 / 0.1 is a bit less."""
    span = flatten(_model(stop=stop, step=step, save=save)).span
    assert (span.steps, span.save_every) == (steps, every)


def test_variables_may_say_when_a_model_runs() -> None:
    """Vensim's FINAL TIME and TIME STEP are variables that others read."""
    model = _model(
        _auxiliary("horizon", "20"),
        _auxiliary("INITIAL TIME", "10"),
        _auxiliary("TIME STEP", "1 / 4"),
        _auxiliary("FINAL TIME", "INITIAL TIME + horizon * TIME STEP"),
        _auxiliary("x", "FINAL TIME + TIME STEP + INITIAL TIME"),
    )
    clock = Clock(parse("INITIAL TIME"), parse("FINAL TIME"), parse("TIME STEP"))
    system = flatten(replace(model, clock=clock))
    assert (system.span.start, system.span.step, system.span.steps) == (10.0, 0.25, 20)
    assert simulate(system).values[slot_of(system, "x")][0, 0] == 25.25
    assert system.shaping == {slot_of(system, "horizon")}


def test_an_end_that_moves_is_taken_as_it_stands_at_the_start() -> None:
    """Stopping early is not done; the run goes on to the end that was foreseen at the start."""
    clock = Clock(parse("0"), parse("IF TIME > 3 THEN TIME ELSE 8"), parse("1"))
    assert flatten(replace(_model(), clock=clock)).span.steps == 8


def test_the_clock_can_be_set() -> None:
    """By XMILE's names and by Vensim's."""
    span = flatten(_model(), {"final time": 4, "dt": 0.5, "saveper": 1}).span
    assert (span.steps, span.step, span.save_every) == (8, 0.5, 2)


@pytest.mark.parametrize(
    ("stop", "step", "what"),
    [
        ("10", "0", "above nought"),
        ("10", "-1", "above nought"),
        ("-1", "1", "must not end before"),
        ("inf", "1", "must be numbers"),
        ("1e9", "1e-9", "over 1000000000 steps"),
        ("x", "1", "a name is not known"),
        ("UNIFORM(1, 2)", "1", "known before the start"),
    ],
)
def test_odd_times_are_refused(stop: str, step: str, what: str) -> None:
    """A run has a number of steps that can be told beforehand."""
    with pytest.raises(ModelError, match=what):
        flatten(_model(stop=stop, step=step))


def test_a_span_is_made_of_its_end() -> None:
    """Start, step, end and time between saves decide."""
    assert made(Span(2.0, 0.5, 0), (4.0, 1.0)) == Span(2.0, 0.5, 4, 2)


def test_the_stop_in_equations_is_what_the_file_says() -> None:
    """XMILE 1.0, 2.3: STOPTIME is the stop of the specification, whole steps or none."""
    model = _model(_auxiliary("x", "STOPTIME + 0 * TIME"), stop="10", step="3")
    system = flatten(model)
    run = simulate(system)

    assert (system.span.steps, system.span.end, system.span.stop) == (3, 9.0, 10.0)
    assert set(run.values[slot_of(system, "x")][:, 0].tolist()) == {10.0}
    assert run.times[-1] == 9.0
    shorter = set_values(system, {"time step": 2.5})
    assert (shorter.span.steps, shorter.span.stop) == (4, 10.0)


@pytest.mark.parametrize(
    ("step", "save", "words"),
    [
        ("3", "", ["ends at 9, not at 10"]),
        ("0.125", "0.3", ["every 0.25, not every 0.3"]),
        ("0.1", "0.25", ["every 0.3, not every 0.25", "is 9.9; the run goes on to 10"]),
        ("0.1", "0.5", []),
        ("0.1", "", []),
    ],
)
def test_what_is_rounded_is_said(step: str, save: str, words: list[str]) -> None:
    """An end or a save that is no whole number of steps is not taken for another unsaid."""
    found = rounded(flatten(_model(step=step, save=save)).span)
    assert len(found) == len(words)
    assert all(word in said for word, said in zip(words, found, strict=True))


def test_a_step_longer_than_the_run_is_refused() -> None:
    """Nothing would be run."""
    with pytest.raises(ModelError, match="longer than the run") as wrong:
        flatten(_model(stop="10", step="11"))
    assert "a step of 10 at the most" in str(wrong.value)


@pytest.mark.parametrize(
    ("stop", "step", "said"),
    [("3", "fast", "a name is not known"), ("-3", "1", "must not end before it starts")],
)
def test_times_that_cannot_be_are_told_with_their_line(stop: str, step: str, said: str) -> None:
    """The line of `time`, not that of the model."""
    text = f"model: m\ntitle: t\ntime: {{start: 0, stop: {stop}, step: {step}}}\n"

    with pytest.raises(ModelError, match=rf"m\.yaml:3: .*{said}"):
        flatten(read_model(text, "m.yaml"))
