"""Delays, smooths, trends and values of before, against their equations and closed forms."""

import math

import pytest

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _system(equation: str, rest: str = "", step: float = 0.5, stop: float = 4) -> System:
    text = (
        f"model: m\ntime: {{start: 0, stop: {stop}, step: {step}}}\n"
        f"parameters: {{span: 2, order: 3}}\nauxiliaries:\n  x: '{equation}'\n  in: TIME\n{rest}"
    )
    return flatten(read_model(text, "m.yaml"))


def _series(equation: str, rest: str = "", step: float = 0.5, stop: float = 4) -> list[float]:
    system = _system(equation, rest, step, stop)
    return simulate(system).values[slot_of(system, "x")][:, 0].tolist()


def _erlang(order: int, rate: float, at: float) -> float:
    terms = ((rate * at) ** each / math.factorial(each) for each in range(order))
    return 1.0 - math.exp(-rate * at) * sum(terms)


@pytest.mark.parametrize(
    ("equation", "order"),
    [
        ("SMTH1(STEP(1, 0), 2, 0)", 1),
        ("SMTH3(STEP(1, 0), 2, 0)", 3),
        ("SMTHN(STEP(1, 0), 2, 5, 0)", 5),
        ("SMOOTH_N(STEP(1, 0), 2, 0, 5)", 5),
        ("DELAY1(STEP(1, 0), 2, 0)", 1),
        ("DELAY3(STEP(1, 0), 2, 0)", 3),
        ("DELAYN(STEP(1, 0), 2, order + 2, 0)", 5),
        ("DELAY_N(STEP(1, 0), 2, 0, 5)", 5),
    ],
)
def test_the_answer_to_a_step_is_that_of_an_erlang_distribution(equation: str, order: int) -> None:
    """A chain of n equal stages passes a step on as the Erlang distribution of order n.

    Closed form: 1 - exp(-rt) * sum of (rt)^k / k! for k below n, with r = n / span. Euler's error
    is of the order of the step, 1/512: 1e-2 is five steps.
    """
    found = _series(equation, step=1 / 512)
    expected = [_erlang(order, order / 2, each / 512) for each in range(len(found))]
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) < 1e-2


def test_a_delay_of_order_one_follows_its_equations() -> None:
    """Stock 6 at first (3 for a span of 2), out = stock / 2, in = TIME: by hand."""
    assert _series("DELAY1(in, span, 3)", stop=1) == [3.0, 2.25, 1.8125]


def test_a_smooth_of_order_one_follows_its_equations() -> None:
    """It begins with its input unless told, and moves by (input - itself) / 2 per unit of time."""
    assert _series("SMTH1(in + 4, span)", stop=1) == [4.0, 4.0, 4.125]
    assert _series("SMTH1(in + 4, span, 0)", stop=1) == [0.0, 1.0, 1.875]


def test_a_material_delay_keeps_what_is_in_it_when_its_span_changes() -> None:
    """The stock of a material delay of 10 in, at a span that jumps, loses what comes out only."""
    system = _system("DELAY1(10, 2 + STEP(2, 1))")
    run = simulate(system)
    stock = run.values[slot_of(system, "delay1(in x).1")][:, 0]
    out = run.values[slot_of(system, "x")][:, 0]
    assert stock[1:] == pytest.approx(stock[:-1] + 0.5 * (10 - out[:-1]), rel=1e-15)
    assert out[2] == 5.0


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("DELAY(in, 1)", [0, 0, 0, 0.5, 1, 1.5, 2, 2.5, 3]),
        ("DELAY(in, 1, 7)", [7, 7, 0, 0.5, 1, 1.5, 2, 2.5, 3]),
        ("DELAY_FIXED(in, 0, 7)", [7, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]),
        ("PREVIOUS(in, 7)", [7, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]),
        ("INIT(in + 5)", [5] * 9),
        ("SAMPLE_IF_TRUE(in = 1 OR in = 3, in, 9)", [9, 9, 1, 1, 1, 1, 3, 3, 3]),
        ("PREVIOUS(SELF, 1) * 2", [2, 4, 8, 16, 32, 64, 128, 256, 512]),
    ],
)
def test_what_is_remembered_comes_out_later(equation: str, expected: list[float]) -> None:
    """The input is the time itself, so that the numbers tell when it went in."""
    assert _series(equation) == expected


def test_a_trend_is_the_relative_rate_of_growth() -> None:
    """The trend of what grows at a rate r is r, if the mean begins where it belongs.

    With mean = input / (1 + rT) the trend (input - mean) / (T |mean|) is r exactly; it begins there
    if it is told so. EXP(0.1 TIME): r = 0.1 but for the error of Euler's method (1 % at 1/8).
    """
    found = _series("TREND(EXP(0.1 * TIME), 2, 0.1)", step=0.125)
    assert found[0] == pytest.approx(0.1, rel=1e-12)
    assert found == pytest.approx([0.1] * len(found), rel=1e-2)


def test_a_forecast_goes_on_with_the_trend() -> None:
    """Input 4 with a mean of 4 has no trend: it is forecast to stay."""
    assert _series("FORCST(4, 2, 10)") == [4.0] * 9
    assert _series("FORCST(4, 2, 10, 0.1)", stop=0.5)[0] == pytest.approx(8.0, rel=1e-12)


def test_slots_of_one_use_share_its_name() -> None:
    """A smooth of order 3 has three stocks and three flows of its own; two uses are two macros."""
    system = _system("SMTH3(in, 2) + SMTH3(in, 3)")
    macros = {each.macro for each in system.slots if each.macro}
    assert macros == {"smth3(in)", "smth3(in) #2"}
    mine = [each for each in system.slots if each.macro == "smth3(in)"]
    assert [each.role for each in mine].count(Role.STOCK) == 3
    assert all(each.is_internal for each in mine)
    assert system.names["smth3(in).2"] > 3


def test_an_order_is_a_whole_number_known_before_the_start() -> None:
    """It decides how many stocks there are; the parameter behind it shapes the system."""
    system = _system("DELAYN(in, 2, order)")
    assert system.shaping == {slot_of(system, "order")}
    with pytest.raises(ModelError, match="the order of a delay"):
        _system("DELAYN(in, 2, 0)")
    with pytest.raises(ModelError, match="known before the start"):
        _system("DELAYN(in, 2, UNIFORM(1, 3))")


def test_what_is_paid_later_is_worth_less() -> None:
    """1 a unit of time, discounted by 10 % a unit, in steps of a half.

    The numbers are those of pysimlin 0.8.5 for NPV(1, 0.1), to all digits it gives.
    """
    expected = [0.5, 0.9761904761904762, 1.4297052154195011, 1.8616240146852392]
    assert _series("NPV(1, 0.1)", stop=1.5) == pytest.approx(expected, rel=1e-15)
    assert _series("NPV(1, 0.1, 2, 10)", stop=0)[0] == pytest.approx(25.0, rel=1e-15)


def test_a_material_pipe_takes_a_span_that_stays() -> None:
    """Vensim's DELAY MATERIAL and DELAY INFORMATION; a span that moves is refused by name."""
    expected = [7, 7, 7, 7, 0, 0.5, 1, 1.5, 2]
    assert _series("DELAY_MATERIAL(in, span, 7, 0)") == expected
    assert _series("DELAY_INFORMATION(in, span, 7)") == expected
    with pytest.raises(UnsupportedError, match="DELAY_MATERIAL is given a span that changes"):
        _series("DELAY_MATERIAL(in, in + 1, 7, 0)")


def test_a_delay_of_vensim_has_no_more_stages_than_fit_into_its_span() -> None:
    """A span of 1 in steps of 0.5 is two stages, not six; the span may then not be set later."""
    system = _system("DELAY_N(in, span / 2, 0, 6)")
    assert system.shaping == {slot_of(system, "span")}
    assert sum(1 for each in system.slots if each.macro and each.role is Role.STOCK) == 2


def test_a_delay_of_vensim_goes_by_the_span_of_one_step_ago() -> None:
    """The span doubles at 1: what comes out halves one step later than for DELAY1."""
    now = _series("DELAY1(10, 2 + STEP(2, 1), 10)")
    before = _series("DELAY_N(10, 2 + STEP(2, 1), 10, 1)")
    assert now[:4] == [10, 10, 5, 5.625]
    assert before[:4] == [10, 10, 10, 5]


def test_what_is_sampled_may_ask_what_it_holds() -> None:
    """The highest value so far, as models write it: by hand, of 0, 3, 2, 5, 1 at whole times."""
    rest = "  up: '5 * PULSE(1, 3, 100) + 3 * PULSE(1, 1, 100) + 2 * PULSE(1, 2, 100)'\n"
    found = _series("SAMPLE_IF_TRUE(up > x, up, up)", rest, step=1)
    assert found == [0.0, 3.0, 3.0, 5.0, 5.0]
