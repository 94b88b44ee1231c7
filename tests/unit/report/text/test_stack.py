"""A stacked plot in characters."""

import numpy as np

from wholeprint.report.text.stack import Layer, stacked


def test_layers_lie_on_each_other_above_and_below_the_line() -> None:
    """Half and a quarter above, a quarter below: four, two and two of eight lines."""
    layers = [
        Layer("1", np.full(20, 0.5)),
        Layer("2", np.full(20, -0.25)),
        Layer("3", np.full(20, 0.25)),
    ]

    lines = stacked(layers, [float(each) for each in range(20)], "day", 29)

    column = [line[9:10] or " " for line in lines[:17]]
    assert "".join(column) == "  331111-22      "
    assert lines[-1].split() == ["0", "10", "19", "day"]


def test_a_long_series_is_drawn_by_its_means() -> None:
    """A thousand instants in twenty columns: the first half 1, the second 2."""
    values = np.concatenate((np.ones(500), np.zeros(500)))

    lines = stacked([Layer("1", values), Layer("2", 1.0 - values)], [0.0, 999.0], "", 29)

    assert lines[0].endswith("|11111111112222222222")


def test_a_short_series_is_drawn_out() -> None:
    """Two instants fill the width."""
    lines = stacked([Layer("1", np.array([1.0, 0.0]))], [0.0, 1.0], "h", 29)

    assert lines[0].endswith("|" + "1" * 10)
