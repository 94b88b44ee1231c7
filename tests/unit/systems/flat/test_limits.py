"""Stocks that may not fall below nought."""

from dataclasses import replace

import pytest

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Kind
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_TOP = "model: m\ntime: {start: 0, stop: 4, step: 1}\n"


def _series(lines: str, *names: str, top: str = _TOP) -> list[list[float]]:
    system = flatten(read_model(f"{top}{lines}", "m.yaml"))
    run = simulate(system)
    return [run.values[slot_of(system, each)][:, 0].tolist() for each in names]


def test_outflows_are_served_in_order() -> None:
    """10 for flows of 6 and 5: the first has 6, the second the 4 that are left, then nothing."""
    found = _series(
        "stocks: {s: {initial: 10, out: [first, second], non negative: true}}\n"
        "flows: {first: 6 + 0 * TIME, second: 5 + 0 * TIME}",
        "s",
        "first",
        "second",
    )
    assert found == [[10, 0, 0, 0, 0], [6, 0, 0, 0, 0], [4, 0, 0, 0, 0]]


def test_what_flows_in_within_a_step_may_flow_out_again() -> None:
    """An empty stock with 3 in and a wish for 5 out gives 3."""
    found = _series(
        "stocks: {s: {initial: 1, in: [coming], out: [going], non negative: true}}\n"
        "flows: {coming: 3 + 0 * TIME, going: 5 + 0 * TIME}",
        "s",
        "going",
    )
    assert found == [[1, 0, 0, 0, 0], [4, 3, 3, 3, 3]]


def test_nothing_is_lost_along_a_chain() -> None:
    """What the first stock is held back to give is what the second one gets."""
    lines = (
        "stocks:\n"
        "  b: {initial: 0, in: [ab], out: [bc], non negative: true}\n"
        "  a: {initial: 5, out: [ab], non negative: true}\n"
        "  c: {initial: 0, in: [bc]}\n"
        "flows: {ab: 3 + 0 * TIME, bc: 9 + 0 * TIME}"
    )
    a, b, c, bc = _series(lines, "a", "b", "c", "bc")
    assert a == [5, 2, 0, 0, 0]
    assert bc == [3, 2, 0, 0, 0]
    assert [sum(each) for each in zip(a, b, c, strict=True)] == [5] * 5


def test_stocks_in_a_circle_are_no_loop() -> None:
    """Each of two limited stocks feeds the other; nothing falls below nought or is lost."""
    lines = (
        "stocks:\n"
        "  a: {initial: 5, in: [ba], out: [ab], non negative: true}\n"
        "  b: {initial: 0, in: [ab], out: [ba], non negative: true}\n"
        "flows: {ab: 4 + 0 * TIME, ba: 1 + 0 * TIME}"
    )
    a, b = _series(lines, "a", "b")
    assert [sum(each) for each in zip(a, b, strict=True)] == [5] * 5
    assert min(*a, *b) >= 0.0


def test_a_flow_that_two_stocks_give_keeps_its_value() -> None:
    """As in the suite's `non_negative_stocks`: the flow stays 2, the limited stock stops at 0."""
    lines = (
        "stocks:\n"
        "  free: {initial: 3}\n"
        "  kept: {initial: 3, non negative: true}\n"
        "flows: {going: 2 + 0 * TIME}"
    )
    model = read_model(f"{_TOP}{lines}", "m.yaml")
    both = tuple(
        replace(each, outflows=("going",)) if each.kind is Kind.STOCK else each
        for each in model.variables
    )
    system = flatten(replace(model, variables=both))
    run = simulate(system)
    assert [
        run.values[slot_of(system, each)][:, 0].tolist() for each in ("free", "kept", "going")
    ] == [
        [3, 1, -1, -3, -5],
        [3, 1, 0, 0, 0],
        [2] * 5,
    ]


def test_an_inflow_that_runs_backwards_empties_no_further_than_nought() -> None:
    """-TIME flows "in"; the stock stops at nought and rises again as soon as something comes."""
    lines = (
        "stocks: {s: {initial: 2, in: [coming], non negative: true}}\n"
        "flows: {coming: 'IF TIME < 3 THEN -TIME ELSE 4'}"
    )
    assert _series(lines, "s", "coming") == [[2, 2, 1, 0, 4], [0, -1, -2, 4, 4]]


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_a_flow_that_may_not_be_negative_is_nought_instead(method: str) -> None:
    """A flow of TIME - 2 begins at 2."""
    top = _TOP.replace("step: 1", f"step: 1, method: {method}")
    found = _series(
        "stocks: {s: {initial: 0, in: [f]}}\nflows: {f: {equation: TIME - 2, non negative: true}}",
        "f",
        top=top,
    )
    assert found == [[0, 0, 0, 1, 2]]


def test_a_limited_stock_in_small_steps_does_not_fall_below_nought() -> None:
    """Steps of 0.3 are rounded: what is left is nought but for the last bits of the 1 it was."""
    (found,) = _series(
        "stocks: {s: {initial: 1, out: [f, g], non negative: true}}\n"
        "flows: {f: 0.7 + 0 * TIME, g: s / 0.1}",
        "s",
        top=_TOP.replace("step: 1", "step: 0.3"),
    )
    assert min(found) >= -4e-16
