"""The page of a sweep."""

from typing import Any, cast

import numpy as np
import pytest

from wholeprint.advice.sweep import starts_of, sweep
from wholeprint.advice.sweep_result import Fleet
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Intensity, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.sweep import SweepDocument, sweep_document
from wholeprint.report.text.page import Page
from wholeprint.report.text.sweep import sweep_page


def _page(values: list[float], width: int = 110) -> str:
    edges = 3600.0 * np.arange(len(values) + 1.0)
    series = StepSeries(edges, np.asarray(values), Unit.parse(GRAMS_PER_KWH))
    fleet = Fleet(np.asarray([3600.0]), np.asarray([1000.0]))
    found = sweep(fleet, series, starts_of(series, 3600.0), (0.5,))
    document: Any = sweep_document(found, Intensity(Signal("DK1"), series=series), "models.csv")
    page = Page(width)
    sweep_page(page, cast("SweepDocument", document))
    return page.text()


def test_a_page_says_how_far_starts_lie_from_the_average() -> None:
    """An hour of 1 kW at 50, 100 or 150 g/kWh: half of what the average says, to half more."""
    text = _page([50.0, 100.0, 150.0])

    assert text.startswith("1 model at 3 starts  every 1 h from 1970-01-01 00:00 UTC\n")
    assert "100 g/kWh  100 gCO2e  50.0 gCO2e  \u221250 %  100 gCO2e  150 gCO2e  +50 %" in text
    assert "\u221250 % / \u221250 % / \u221250 %" in text
    assert "50 %: 100 gCO2e" in text


def test_an_average_of_nought_has_no_shares() -> None:
    """On a grid that carries nothing, no share is made up."""
    text = _page([0.0, 0.0])

    assert "0 g/kWh" in text
    assert "\u2212" not in text
    assert "nan" not in text.replace("known", "")


@pytest.mark.parametrize("width", [50, 60, 80, 100, 120])
def test_a_narrow_page_stacks_its_columns(width: int) -> None:
    """Nothing is cut: what does not fit beside the rest follows below it, with its period."""
    text = _page([50.0, 100.0, 150.0], width)

    assert max(map(len, text.splitlines())) <= width
    assert "\u2026" not in text
    assert "+50 %" in text
    assert "1970-01-01 00:00" in text
    for title in ("average", "says", "least", "mean", "most", "best start", "typical error"):
        assert title in text
