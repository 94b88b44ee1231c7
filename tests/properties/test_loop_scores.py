"""What holds for scores of loops in whatever model."""

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.shapes import Dominance
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

RATES = st.floats(-0.2, 0.2).map(lambda each: round(each, 3))
STARTS = st.floats(0.5, 20).map(lambda each: round(each, 2))


@dataclass(frozen=True)
class Net:
    """Stocks whose net flows are sums of terms of stocks."""

    starts: list[float]
    rates: list[list[float]]
    bends: list[float]


@st.composite
def nets(draw: st.DrawFn) -> Net:
    """Draw one of one to three stocks, bent so that their shares move."""
    size = draw(st.integers(1, 3))
    return Net(
        [draw(STARTS) for _ in range(size)],
        [[draw(RATES) for _ in range(size)] for _ in range(size)],
        [draw(st.sampled_from([0.0, 0.001, 0.01])) for _ in range(size)],
    )


def _terms(net: Net, at: int) -> list[str]:
    """The terms of a stock's net flow."""
    linear = [f"({rate}) * s{other}" for other, rate in enumerate(net.rates[at])]
    return [*linear, f"(-{net.bends[at]}) * s{at} * s{at}"]


def _run(net: Net, flows: list[dict[str, str]], step: float, rest: dict[str, str]) -> Dominance:
    """Run a net whose stocks have these inflows, and score it."""
    lines = ["model: net", f"time: {{start: 0, stop: {20 * step}, step: {step}}}", "stocks:"]
    for at, start in enumerate(net.starts):
        lines.append(f"  s{at}: {{initial: {start}, in: [{', '.join(flows[at])}]}}")
    lines += ["flows:", *(f'  {n}: "{e}"' for each in flows for n, e in each.items())]
    lines += ["auxiliaries:", *(f'  {n}: "{e}"' for n, e in rest.items())] if rest else []
    system = flatten(read_model("\n".join(lines), "net"))
    return analyse(system, simulate(system))


def _merged(net: Net, step: float = 0.25) -> Dominance:
    size = range(len(net.starts))
    return _run(net, [{f"f{at}": " + ".join(_terms(net, at))} for at in size], step, {})


def _by_stocks(found: Dominance) -> dict[tuple[str, ...], FloatArray]:
    """Sums of relative scores of loops that run through the same stocks in the same order."""
    sums: dict[tuple[str, ...], FloatArray] = {}
    for loop, relative in zip(found.loops.loops, found.relative, strict=True):
        key = tuple(name for name in loop.shown if name.startswith("s"))
        sums[key] = sums.get(key, np.zeros_like(relative)) + relative
    return sums


def _alike(one: Dominance, other: Dominance) -> None:
    """Hold two ways of writing one model against each other."""
    here, there = _by_stocks(one), _by_stocks(other)
    for key in here.keys() | there.keys():
        nothing = np.zeros_like(one.relative[0]) if len(one.relative) else np.zeros((21, 1))
        gap = np.abs(here.get(key, nothing) - there.get(key, nothing))
        # Where changes are nearly lost in rounding, so are their ratios: some steps may differ.
        assert np.quantile(gap, 0.8) < 1e-6


@given(nets())
@settings(max_examples=40, deadline=None)
def test_shares_sum_to_one_or_nought(net: Net) -> None:
    """At each instant the magnitudes of a part's shares sum to 1, or to 0 where it rests."""
    found = _merged(net)
    for part in range(len(found.loops.parts)):
        rows = [at for at, each in enumerate(found.loops.loops) if each.part == part]
        sums = np.abs(found.relative[rows]).sum(axis=0)
        assert (np.isclose(sums, 1, atol=1e-9) | (sums == 0)).all()


@given(RATES.filter(lambda each: abs(each) > 0.01), STARTS, st.sampled_from([0.0625, 0.5, 1, 2]))
@settings(max_examples=40, deadline=None)
def test_an_isolated_loop_is_all_there_is(rate: float, start: float, step: float) -> None:
    """A loop alone has a score of 1 or -1 by its sign, whatever the step."""
    found = _merged(Net([start], [[rate]], [0.0]), step)

    assert np.allclose(found.loop_scores[0, 1:], np.sign(rate), rtol=1e-9)
    assert np.array_equal(found.relative[0, 1:], np.full((20, 1), np.sign(rate)))


@given(RATES.filter(lambda each: abs(each) > 0.01), STARTS, st.sampled_from([0.25, 1, 2]))
@settings(max_examples=20, deadline=None)
def test_an_isolated_loop_is_all_there_is_under_runge_kutta(
    rate: float, start: float, step: float
) -> None:
    """The net flow is that of the instants: a loop alone has its score of 1 at any order."""
    text = f"""
model: one
time: {{start: 0, stop: {20 * step}, step: {step}, method: rk4}}
stocks: {{s: {{initial: {start}, in: [moving]}}}}
flows: {{moving: ({rate}) * s}}
"""
    system = flatten(read_model(text, "one"))
    found = analyse(system, simulate(system))

    assert np.allclose(found.loop_scores[0, 1:], np.sign(rate), rtol=1e-9)


@given(nets())
@settings(max_examples=30, deadline=None)
def test_splitting_an_equation_into_auxiliaries_changes_nothing(net: Net) -> None:
    """Named intermediate variables leave the sums of scores through the same stocks as they are."""
    size = range(len(net.starts))
    # One term for each stock: a stock that is read twice has two links then, whose scores may
    # have both signs, and a sum of magnitudes is not the magnitude of a sum.
    straight = Net(net.starts, net.rates, [0.0 for _ in size])
    terms = [_terms(straight, at)[:-1] for at in size]
    rest = {f"part{at}x{n}": text for at in size for n, text in enumerate(terms[at])}
    flows = [{f"f{at}": " + ".join(f"part{at}x{n}" for n in range(len(terms[at])))} for at in size]

    _alike(_merged(straight), _run(straight, flows, 0.25, rest))


@given(nets())
@settings(max_examples=30, deadline=None)
def test_splitting_a_flow_changes_nothing(net: Net) -> None:
    """One net flow or one flow for each of its terms: the shares are the same."""
    size = range(len(net.starts))
    straight = Net(net.starts, net.rates, [0.0 for _ in size])
    flows = [{f"f{at}x{n}": t for n, t in enumerate(_terms(straight, at)[:-1])} for at in size]

    _alike(_merged(straight), _run(straight, flows, 0.25, {}))


@given(STARTS, st.floats(0.01, 0.2))
@settings(max_examples=20, deadline=None)
def test_at_equilibrium_nothing_dominates(start: float, rate: float) -> None:
    """A stock that begins where it would end up has scores of nought throughout."""
    text = f"""
model: still
time: {{start: 0, stop: 20, step: 0.5}}
stocks: {{s: {{initial: {start}, in: [filling]}}}}
flows: {{filling: ({start} - s) * {rate}}}
"""
    system = flatten(read_model(text, "still"))
    found = analyse(system, simulate(system))

    assert not found.loop_scores.any()
    assert not found.relative.any()


@given(STARTS, st.floats(0.02, 0.2), st.floats(0.01, 0.2))
@settings(max_examples=30, deadline=None)
def test_one_stock_shares_are_the_shares_of_gains(start: float, up: float, down: float) -> None:
    """With one stock and linear flows, the share of a loop is its gain over the sum of gains."""
    text = f"""
model: one
time: {{start: 0, stop: 5, step: 0.25}}
stocks: {{s: {{initial: {start}, in: [more], out: [less]}}}}
flows: {{more: {up} * s, less: {down} * s}}
"""
    system = flatten(read_model(text, "one"))
    found = analyse(system, simulate(system))
    shares = {each.shown[1]: found.relative[at, 1:, 0] for at, each in enumerate(found.loops.loops)}

    # Where both gains are alike nothing moves, and what is left is rounding.
    if abs(up - down) > 1e-3:
        assert np.allclose(shares["more"], up / (up + down), atol=1e-9)
        assert np.allclose(shares["less"], -down / (up + down), atol=1e-9)
