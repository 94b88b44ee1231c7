"""The roofline of serving, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.lifecycle.workload import Busy
from wholeprint.lifecycle.workload_inference import (
    Serving,
    accelerators_for,
    at_least,
    between,
    reading_hours,
    step_seconds_at_least,
    writing_hours,
)
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit


def _fixed(value: float, unit: str) -> Uncertain:
    return Uncertain.fixed(value, unit)


DENSE = Serving(
    parameters=_fixed(1e9, "parameter"),
    active_share=1.0,
    each_bytes=2.0,
    batch=_fixed(1.0, "1"),
    peak=_fixed(100.0, "TFLOP/s"),
    bandwidth=_fixed(1.0, "TB/s"),
    mfu=_fixed(0.5, "1"),
    mbu=_fixed(0.5, "1"),
    forward=_fixed(2.0, "FLOP/parameter/token"),
)


def _seconds(hours: Uncertain) -> float:
    return hours.to("s").central


def test_reading_is_arithmetic() -> None:
    """2 x 1e9 x 1000 operations at half of 100 TFLOP/s take 40 ms. Rounding of floats."""
    assert _seconds(reading_hours(DENSE, _fixed(1000.0, "token"))) == pytest.approx(0.04)


def test_writing_reads_the_weights_once_a_step() -> None:
    """2 GB at half of 1 TB/s take 4 ms a token; 100 tokens 0.4 s. Rounding of floats."""
    found = writing_hours(DENSE, _fixed(100.0, "token"), _fixed(0.0, "token"))

    assert _seconds(found) == pytest.approx(0.4)


def test_a_batch_shares_the_weights() -> None:
    """Ten requests together take a tenth each, as long as memory is the limit."""
    ten = replace(DENSE, batch=_fixed(10.0, "1"))
    found = writing_hours(ten, _fixed(100.0, "token"), _fixed(0.0, "token"))

    assert _seconds(found) == pytest.approx(0.04)


def test_a_large_batch_is_bound_by_arithmetic() -> None:
    """At 1,000 together a token takes 2e9 operations at 50 TFLOP/s, 40 us, and no less."""
    many = replace(DENSE, batch=_fixed(1000.0, "1"))
    found = writing_hours(many, _fixed(1.0, "token"), _fixed(0.0, "token"))

    assert _seconds(found) == pytest.approx(4e-5)


def test_what_is_kept_of_a_request_is_read_too() -> None:
    """1 MB a token, 1,000 tokens kept: 1 GB more each step, 2 ms at half of 1 TB/s."""
    kept = replace(DENSE, cache=_fixed(1e6, "B/token"))
    found = writing_hours(kept, _fixed(1.0, "token"), _fixed(1000.0, "token"))

    assert _seconds(found) == pytest.approx(0.006)


def test_experts_are_touched_by_the_batch() -> None:
    """Of a tenth active, one request reads a tenth of the weights, and a large batch all.

    Two read 1 - 0.9^2 = 0.19 between them. Rounding of floats.
    """
    sparse = replace(DENSE, active_share=0.1)

    def per_step(batch: float) -> float:
        serving = replace(sparse, batch=_fixed(batch, "1"))
        return batch * _seconds(writing_hours(serving, _fixed(1.0, "token"), _fixed(0.0, "token")))

    assert per_step(1.0) == pytest.approx(0.1 * 0.004)
    assert per_step(2.0) == pytest.approx(0.19 * 0.004)
    assert per_step(200.0) == pytest.approx(0.004, rel=1e-6)


@pytest.mark.parametrize(
    ("gigabytes", "count"), [(1.0, 1), (66.0, 1), (67.0, 2), (140.0, 4), (1342.0, 32)]
)
def test_accelerators_come_in_powers_of_two(gigabytes: float, count: int) -> None:
    """A fifth more than the weights, in boards of 80 GB, rounded up to a power of two."""
    assert accelerators_for(gigabytes * 1e9, 80e9) == count


PLACE = Uncertain(0.5, np.array([0.0, 0.5, 1.0]), Unit.parse("1"))
WATT = _fixed(1.0, "W")


def _busy(hours: float, share: float, server_wh: float) -> Busy:
    return Busy(_fixed(hours, "h"), _fixed(hours * share, "h"), _fixed(server_wh, "Wh").to("J"))


def test_between_two_ways_is_in_proportion() -> None:
    """0 is the first, 1 the second, and half way their geometric mean: of hours, and of energy.

    1 h with 1 Wh of boards and 3 of servers; 4 h with 4 Wh of boards and 12. A quarter is the
    boards' either way.
    """
    found = between(_busy(1, 1.0, 3), _busy(4, 1.0, 12), PLACE, limit=WATT, idle=_fixed(0.1, "1"))
    server = found.server
    assert server is not None

    assert found.hours.to("h").central == pytest.approx(2.0)
    assert found.hours.to("h").draws.tolist() == pytest.approx([1.0, 2.0, 4.0])
    assert found.at_limit.to("h").draws.tolist() == pytest.approx([1.0, 2.0, 4.0])
    assert server.to("Wh").draws.tolist() == pytest.approx([3.0, 6.0, 12.0])


def test_energy_between_two_ways_is_between_theirs_however_they_share_it() -> None:
    """All boards here and nearly all servers there: never less than the lesser of the two.

    Mixed by itself, either part would go down to a tenth, and both together to a fifth.
    """
    found = between(
        _busy(1, 1.0, 0.01), _busy(1, 0.01, 1.0), PLACE, limit=WATT, idle=_fixed(0.0, "1")
    )
    assert found.server is not None
    whole = found.at_limit.to("h").draws + found.server.to("Wh").draws

    assert whole.tolist() == pytest.approx([1.01, 1.01, 1.01])


def test_boards_draw_no_less_than_idle() -> None:
    """Where one way gives boards nothing, they draw a tenth all the same, of the same total."""
    found = between(
        _busy(1, 0.5, 0.5), _busy(4, 0.001, 2.0), PLACE, limit=WATT, idle=_fixed(0.1, "1")
    )
    assert found.server is not None
    share = found.at_limit.to("h").draws / found.hours.to("h").draws

    assert share.min() == pytest.approx(0.1)
    assert share[0] == pytest.approx(0.5)
    whole = found.at_limit.to("h").draws[-1] + found.server.to("Wh").draws[-1]
    assert whole == pytest.approx(2.004)


def test_a_share_is_at_least_that_of_doing_nothing() -> None:
    """What waits for memory draws what it draws idle; what draws more is left as it is."""
    share = Uncertain(0.3, np.array([0.02, 0.3]), Unit.parse("1"))

    assert at_least(share, _fixed(0.1, "1")).draws.tolist() == pytest.approx([0.1, 0.3])


def test_a_step_takes_as_long_as_reading_takes() -> None:
    """140 GB on four boards of 3.5 TB/s: 10 ms. Rounding of floats."""
    assert step_seconds_at_least(140e9, 4.0, 3.5) == pytest.approx(0.01)
