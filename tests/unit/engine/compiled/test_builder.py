"""Values are written down once, and what is known is worked out."""

import math

import pytest

from wholeprint.engine.compiled.builder import Builder
from wholeprint.engine.compiled.program import Phase


def test_the_same_value_is_written_once() -> None:
    """A sum that is asked for twice has one number."""
    builder = Builder()
    a, b = (builder.leaf("input", each, Phase.BEGIN) for each in range(2))

    assert builder.make("add", (a, b)) == builder.make("add", (a, b))
    assert builder.make("add", (a, b)) != builder.make("add", (b, a))


@pytest.mark.parametrize(
    ("operation", "numbers", "result"),
    [
        ("add", (0.1, 0.2), 0.1 + 0.2),
        ("div", (1.0, 3.0), 1.0 / 3.0),
        ("lt", (1.0, 2.0), 1.0),
        ("if", (0.0, 1.0, 2.0), 2.0),
        ("neg", (0.0,), -0.0),
        ("and", (2.0, 0.0), 0.0),
    ],
)
def test_constants_are_worked_out(
    operation: str, numbers: tuple[float, ...], result: float
) -> None:
    """With the bits that a run would give, the sign of nought included."""
    builder = Builder()
    made = builder.values[builder.make(operation, tuple(map(builder.constant, numbers)))]

    assert made.operation == "constant"
    assert made.value == result
    assert math.copysign(1.0, made.value) == math.copysign(1.0, result)


def test_what_goes_wrong_is_left_to_the_run() -> None:
    """A constant division by nought stays, so that the run says where and when."""
    builder = Builder()
    made = builder.make("div", (builder.constant(1.0), builder.constant(0.0)))

    assert builder.values[made].operation == "div"


def test_a_value_belongs_to_the_latest_phase_of_its_parts() -> None:
    """What is made of an input and of an instant is a matter of each step."""
    builder = Builder()
    own = builder.leaf("input", 0, Phase.BEGIN)
    time = builder.leaf("time", 0, Phase.INSTANT)

    assert builder.values[builder.make("add", (own, time))].phase is Phase.STEP
    assert builder.values[builder.make("add", (own, own))].phase is Phase.BEGIN


def test_a_divisor_known_before_gets_a_reciprocal() -> None:
    """Powers of two become products; nought as a constant stays a division."""
    builder = Builder()
    state = builder.leaf("state", 0, Phase.STEP)
    own = builder.leaf("input", 0, Phase.BEGIN)

    operations = [
        builder.values[builder.make("div", (state, divisor))].operation
        for divisor in (own, builder.constant(4.0), builder.constant(0.0), state)
    ]

    assert operations == ["div_known", "mul", "div", "div"]
