"""Figures of the grid."""

import re
from pathlib import Path

import numpy as np
import pytest

from wholeprint.quantities.intensity import GRAMS_PER_KWH, Intensity, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.figures.grid import KINDS, draw_span, draw_stats
from wholeprint.report.grid import span_document, stats_document

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")

HOUR = 3600.0


def series(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> StepSeries:
    edges = HOUR * np.arange(values.size + 1, dtype=np.float64)
    return StepSeries(edges, values, Unit.parse(GRAMS_PER_KWH))


def swinging(mean: float) -> StepSeries:
    hours = np.arange(24 * 90, dtype=np.float64)
    values = mean * (1.0 + 0.5 * np.sin(hours / 24.0 * 2.0 * np.pi))
    values[100:110] = np.nan
    return series(values)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_names_every_series(tmp_path: Path, kind: str) -> None:
    """Each figure is an SVG whose text holds the name of every series and the unit."""
    parts = [
        ("London", Intensity(Signal("GB"), series=swinging(200.0))),
        ("Denmark", Intensity(Signal("DK"), series=swinging(120.0))),
    ]

    draw_stats(stats_document(parts, None, None), kind, tmp_path / "a.svg")

    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert re.search("London", text)
    assert re.search("Denmark", text)
    assert "gCO2e/kWh" in text


def test_boxes_say_what_they_are_and_of_when(tmp_path: Path) -> None:
    """Box plots have a title, and each box the time that it is of and how much is recorded."""
    parts = [("London", Intensity(Signal("GB"), series=swinging(200.0)))]

    draw_stats(stats_document(parts, None, None), "boxes", tmp_path / "a.svg")

    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "What a kilowatt-hour carried" in text
    assert "1970-01-01 to" in text
    assert "100% recorded" in text


@pytest.mark.parametrize("banded", [True, False])
def test_a_stretch_of_time_is_drawn(tmp_path: Path, banded: bool) -> None:  # noqa: FBT001 - both cases of one test
    """A forecast is drawn with its band, a history without one; gaps stay open."""
    middle = swinging(100.0)
    band = (series(middle.values * 0.9), series(middle.values * 1.2)) if banded else None
    found = Intensity(Signal("GB"), series=middle, band=band)

    draw_span(span_document(found, 0.0, 48 * HOUR), tmp_path / "a.svg")

    assert "GB: average" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_what_stands_in_is_drawn_dashed(tmp_path: Path) -> None:
    """Typical hours are told apart from known ones, by their line and in the key."""
    found = Intensity(Signal("GB"), series=swinging(100.0), stands_in=((6 * HOUR, 9 * HOUR),))

    draw_span(span_document(found, 0.0, 48 * HOUR), tmp_path / "a.svg")

    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "typical hours stand in" in text
    assert "stroke-dasharray" in text


def test_nothing_known_is_an_empty_figure(tmp_path: Path) -> None:
    """A stretch of time of which nothing is known is drawn as empty axes."""
    found = Intensity(Signal("GB"), series=swinging(100.0))

    draw_span(span_document(found, -2 * HOUR, -HOUR), tmp_path / "a.svg")

    assert (tmp_path / "a.svg").stat().st_size > 0
