"""Plots in characters."""

import io
import math

import pytest

from wholeprint.report.text.page import Page, write
from wholeprint.report.text.plots import Scale, bars, box_line, heat_map, level, shades, strip


def test_a_scale_passes_over_gaps() -> None:
    """A scale reaches from the least to the greatest known value; one value lies in the middle."""
    assert Scale.over([3.0, math.nan, 1.0]) == Scale(1.0, 3.0)
    assert Scale(2.0, 2.0).share(2.0) == 0.5
    assert Scale(0.0, 1.0).share(7.0) == 1.0


def test_bars_rise_with_the_value_and_leave_gaps_blank() -> None:
    """The least value is the lowest bar, the greatest the highest; a gap is no bar at all."""
    assert bars([0.0, math.nan, 100.0], Scale(0.0, 100.0)) == "\u2581 \u2588"
    assert shades([0.0, math.nan, 100.0], Scale(0.0, 100.0)) == "\u00b7 \u2588"


def test_levels_go_from_good_to_bad() -> None:
    """The least is green and the most is red."""
    assert level(0.0, Scale(0.0, 1.0)) == "good"
    assert level(1.0, Scale(0.0, 1.0)) == "bad"


def test_a_strip_is_made_of_means() -> None:
    """A long list is shortened to means of equal shares, gaps left out."""
    assert strip([1.0, 3.0, math.nan, 5.0], 2) == [2.0, 5.0]
    assert strip([1.0, 2.0], 5) == [1.0, 2.0]
    assert math.isnan(strip([math.nan, math.nan], 1)[0])


def test_a_box_stands_where_its_numbers_are() -> None:
    """Whiskers, quartiles and median stand at their places on the scale."""
    line = box_line(
        {
            "low_whisker": 0.0,
            "first_quartile": 2.0,
            "median": 4.0,
            "third_quartile": 6.0,
            "high_whisker": 10.0,
        },
        Scale(0.0, 10.0),
        11,
    )

    assert line == "\u251c\u2500\u2588\u2588\u2502\u2588\u2588\u2500\u2500\u2500\u2524"


def test_a_heat_map_has_a_key() -> None:
    """Each cell takes two characters, and a line below says what the shades mean."""
    page = Page(80)

    heat_map(page, ["Jan", "Feb"], ["00", "01", "02"], [[0.0, 50.0, 100.0], [math.nan, 0.0, 0.0]])

    text = page.text()
    assert "Jan  \u00b7\u00b7\u2592\u2592\u2588\u2588" in text
    assert "\u2588\u2588 80\u2013100" in text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_plot_can_be_written_in_a_poor_character_set(encoding: str) -> None:
    """Where the stream has no block characters, plain ones of the same order stand in."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    page = Page(80)
    page.line(bars([0.0, 50.0, 100.0], Scale(0.0, 100.0)))

    write(page, stream)
    stream.seek(0)

    assert stream.read().strip() == "_~#"
