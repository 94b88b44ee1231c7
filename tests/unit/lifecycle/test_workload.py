"""Operations, hours and hours at the limit, by hand."""

import numpy as np
import pytest

from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.lifecycle.workload import Busy, hours_for, operations
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit

RULE = "FLOP/parameter/token"


def _drawn(values: list[float], unit: str) -> Uncertain:
    return Uncertain(values[0], np.array(values), Unit.parse(unit))


def test_six_operations_per_parameter_and_token() -> None:
    """6 x 175e9 x 300e9 are 3.15e23, as Patterson et al. (2021) print 3.14e23 of GPT-3.

    Rounding of floats; the difference to the print is that of its inputs.
    """
    found = operations(
        Uncertain.fixed(175e9, "parameter"),
        Uncertain.fixed(300e9, "token"),
        Uncertain.fixed(6.0, RULE),
    )

    assert found.unit == Unit.parse("FLOP")
    assert found.central == pytest.approx(3.15e23, rel=1e-12)


def test_hours_are_operations_over_the_rate_that_is_reached() -> None:
    """1 TFLOP/s at a quarter does 9e14 operations an hour. Rounding of floats."""
    hours = hours_for(
        Uncertain.fixed(1.8e15, "FLOP"), Uncertain.fixed(1.0, "TFLOP/s"), Uncertain.fixed(0.25, "1")
    )

    assert hours.to("h").central == pytest.approx(2.0, rel=1e-12)


def test_units_are_held_to() -> None:
    """Tokens in the place of parameters are refused, and no number comes out."""
    with pytest.raises(UnitError):
        operations(
            Uncertain.fixed(1.0, "token"),
            Uncertain.fixed(1.0, "token"),
            Uncertain.fixed(6.0, RULE),
        )


def test_doubt_goes_through() -> None:
    """Half the utilisation is twice the hours, draw by draw."""
    hours = hours_for(
        Uncertain.fixed(3.6e15, "FLOP"),
        Uncertain.fixed(1.0, "TFLOP/s"),
        _drawn([0.5, 0.25, 1.0], "1"),
    )

    assert hours.to("h").draws.tolist() == pytest.approx([2.0, 4.0, 1.0])  # rounding of floats


def test_busy_times_add_and_scale() -> None:
    """Hours and hours at the limit are both sums, and both multiples."""
    hour = Busy.at(Uncertain.fixed(1.0, "h"), Uncertain.fixed(0.5, "1"))
    found = (hour + hour) * 3.0

    assert found.hours.to("h").central == 6.0
    assert found.at_limit.to("h").central == 3.0


def test_servers_counted_by_themselves_add_and_scale() -> None:
    """1 Wh and 2 Wh, three times: 9 Wh. With one side's not counted so, there is no sum."""
    hour = Uncertain.fixed(1.0, "h")
    one, two = (Busy(hour, hour, Uncertain.fixed(wh, "Wh")) for wh in (1.0, 2.0))
    found = ((one + two) * 3.0).server

    assert found is not None
    assert found.to("Wh").central == pytest.approx(9.0)
    with pytest.raises(ValueRefusedError, match="counted by themselves"):
        _ = one + Busy(hour, hour)
