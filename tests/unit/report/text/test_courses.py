"""What variables did over time, in characters."""

import math

import pytest

from wholeprint.report.text.courses import Course, area, instant, number, plots
from wholeprint.report.text.page import Page


def test_a_plot_is_filled_up_to_its_values() -> None:
    """The least value has one eighth of a line, the greatest fills all of them."""
    lines = area([0.0, 1.0], 2, height=2)

    assert lines == [" \u2588", "\u2581\u2588"]


def test_few_instants_are_drawn_as_wide_as_there_is_room() -> None:
    """Three instants on nine columns: three columns each."""
    (line,) = area([0.0, 1.0, 0.0], 9, height=1)

    assert line == "\u2581\u2581\u2581\u2588\u2588\u2588\u2581\u2581\u2581"


def test_many_instants_are_drawn_by_their_means() -> None:
    """A thousand values on forty columns."""
    lines = area([math.sin(each / 100.0) for each in range(1000)], 40)

    assert len(lines) == 4
    assert {len(line) for line in lines} == {40}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (1234567.0, "1,234,567"),
        (12345678.0, "12,345,678"),
        (12345678901.0, "1.235e+10"),
        (12.3456789, "12.346"),
        (0.05, "0.05"),
        (-3.5, "\u22123.5"),
        (1e12, "1e+12"),
        (2.5e-7, "2.5e\u221207"),
        (99999.96, "100,000"),
    ],
)
def test_numbers_have_five_digits_that_count(value: float, said: str) -> None:
    """Groups of three; powers of ten only where nothing else is short."""
    assert number(value) == said


@pytest.mark.parametrize(("width", "beside"), [(100, True), (80, False)])
def test_two_plots_stand_side_by_side_where_there_is_room(width: int, *, beside: bool) -> None:
    """Names, both ends of the values, both ends of time."""
    page = Page(width)
    courses = [Course("first", "L", [1.0, 3.0, 2.0]), Course("x" * 90, "", [5.0, 5.0, 5.0])]

    plots(page, courses, [0.0, 1.0, 2.0], "day")

    text = page.text()
    assert "first [L]" in text
    assert "2 day" in text
    assert any("first" in line and "xxx" in line for line in text.splitlines()) is beside
    assert max(map(len, text.splitlines())) <= width


def test_years_are_not_parted_in_thousands() -> None:
    """2035, not 2,035."""
    assert (instant(2035.0), instant(1900.5), instant(-3.0)) == ("2035", "1900.5", "\u22123")
