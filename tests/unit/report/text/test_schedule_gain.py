"""What a decision gains on a page: all of its numbers by one way of reckoning."""

import re
from typing import Any

import numpy as np
import pytest

from wholeprint.advice.decide import Case, decide
from wholeprint.advice.plan import Task
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.schedule import schedule_document
from wholeprint.report.text.page import Page
from wholeprint.report.text.schedule_gain import beside_section, front_section, gain_section

HOUR = 3600.0
VALLEY = [300.0] * 12 + [100.0] * 12
SIZES = {"g": 1.0, "kg": 1e3, "mg": 1e-3}


def hours(values: list[float]) -> StepSeries:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh"))


def page_of(values: list[float], watts: float = 1000.0, **more: Any) -> str:
    given = Intensity(Signal("A", tense=Tense.FORECAST), series=hours(values))
    told: dict[str, Any] = {"intensities": {"A": given}, **more}
    case = Case(Task(4 * HOUR, 0.0, 24 * HOUR, watts), **told)
    page = Page(100)
    document = schedule_document(decide(case, 0.0), case, ())
    for section in (gain_section, front_section, beside_section):
        section(page, document)
    return page.text().replace("\u00a0", " ")


def number(text: str, label: str) -> tuple[float, str]:
    found = re.search(rf"^ *{label} +(\S+) (k?m?g)CO2e", text, re.MULTILINE)
    assert found is not None
    return float(found[1].replace("\u2212", "-")), found[2]


@pytest.mark.parametrize("watts", [0.3, 130.0, 1000.0, 51_234.0])
@pytest.mark.parametrize(
    "values",
    [
        VALLEY,
        [137.4, 133.1, 121.7, 110.2, 101.9, 97.3, 93.2, 91.1, 95.5, 104.6, 123.1, 131.3] * 2,
        [743.4] * 12 + [738.1] * 12,
        [300.0] * 24,
    ],
)
def test_all_numbers_on_the_page_agree(values: list[float], watts: float) -> None:
    """At once less planned is the gain, and the gain over at once is the share that is printed.

    Tolerances: none but that of binary fractions for the difference; for the share half a step of
    its own decimal, and what one step of the last decimal printed makes of it.
    """
    text = page_of(values, watts)

    (planned, unit), (naive, other), (gain, third) = (
        number(text, label) for label in ("planned", "at once", "gain")
    )
    decimals = re.search(r"at once +\d+\.?(\d*)", text)
    share = re.search(r"(\S+) %$", text.split("Amounts")[0].rstrip())
    assert decimals is not None
    assert share is not None
    step = 10.0 ** -len(decimals[1])
    assert unit == other == third
    assert naive - planned == pytest.approx(gain, abs=1e-6 * step)
    assert gain / naive * 100 == pytest.approx(float(share[1]), abs=0.051 + 100 * step / naive)
    amounts = [
        float(line.split()[5]) for line in text.splitlines() if re.match(r" *Thu 1970", line)
    ]
    if amounts:
        assert amounts[0] == naive
        assert planned in amounts


def test_what_no_plan_could_gain_is_of_this_forecast_and_of_the_hours_known() -> None:
    """A forecast says nothing of what comes, and nothing of the hours that it leaves out."""
    whole, part = page_of(VALLEY), page_of([300.0] * 5)

    assert "On this forecast no plan could gain more." in whole
    assert "in the hours that are known" not in whole
    assert "in the hours that are known" in part


def test_what_is_no_forecast_is_not_called_one() -> None:
    """Typical hours have no tense of a forecast."""
    typical = Intensity(Signal("A", tense=Tense.ESTIMATED), series=hours(VALLEY))

    text = page_of(VALLEY, intensities={"A": typical})

    assert "On what is known here no plan could gain more." in text
    assert "forecast" not in text


def test_the_most_that_is_left_is_said_however_little_it_is() -> None:
    """A plan within half a per cent of the best leaves what it leaves."""
    text = page_of([200.0] * 4 + [100.1] * 4 + [100.0] * 16)

    assert "no plan could gain more than 400 mgCO2e beyond" in text


@pytest.mark.parametrize(("came", "where"), [(VALLEY, "inside"), ([200.0] * 24, "outside")])
def test_what_came_is_held_against_the_interval(came: list[float], where: str) -> None:
    """It is said whether what was gained lies in what was foreseen."""
    text = page_of(VALLEY, actual={"A": hours(came)})

    assert f"That gain lies {where} the interval above" in text
