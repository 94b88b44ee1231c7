"""A limit is a mass of greenhouse gases in a time, and nothing else."""

import pytest

from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.tracking.importers.estate import Estate
from wholeprint.tracking.plan_figures import CARBON, Figure
from wholeprint.tracking.plan_limit import At, held_against, parse_limit
from wholeprint.tracking.plan_result import Costed


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("2tCO2e/month", 2e6),
        ("2 tCO2eq/mo", 2e6),
        ("24tCO2e/year", 2e6),
        ("100 kgCO2e/day", 100e3 * 730 / 24),
        ("5gCO2e/h", 5.0 * 730),
        ("1.5e3 kgCO2e", 1.5e6),
    ],
)
def test_a_limit_in_a_month(text: str, grams: float) -> None:
    """A month is a twelfth of a year of 365 days: 730 hours."""
    assert parse_limit(text).grams_in(730.0) == pytest.approx(grams)


@pytest.mark.parametrize("text", ["", "2t", "x", "2 kWh/month", "2kg/month", "2 USD/month"])
def test_another_mass_is_none(text: str) -> None:
    """A tonne is not a tonne of CO2e, and energy is not either."""
    with pytest.raises((UnitError, ValueRefusedError)):
        parse_limit(text)


@pytest.mark.parametrize(
    "text", ["-2tCO2e/month", "2tCO2e/fortnight", "1.2.3tCO2e/day", "tCO2e/day"]
)
def test_what_is_no_limit(text: str) -> None:
    """Less than nothing, and times that nobody measures by."""
    with pytest.raises(ValueRefusedError):
        parse_limit(text)


def _costed(figure: Figure | None) -> Costed:
    total = None if figure is None else {CARBON: figure}
    return Costed(Estate(()), 730.0, None, (), {}, {}, total, None, None, "v")


@pytest.mark.parametrize(("at", "kept"), [("low", True), ("median", True), ("high", False)])
def test_what_is_held_against_it_is_stated(at: At, kept: bool) -> None:  # noqa: FBT001 - the answer
    """The median unless another end of the interval is asked for; equal is kept."""
    figure = Figure("gCO2e", 2e6, 1e6, 3e6)

    assert held_against(_costed(figure), parse_limit("2tCO2e/month"), at, 730.0).is_kept is kept


def test_no_number_is_no_answer() -> None:
    """And a plan of nothing keeps every limit."""
    limit = parse_limit("1gCO2e/month")

    assert (
        held_against(_costed(Figure("gCO2e", reason="x")), limit, "median", 730.0).is_kept is None
    )
    assert held_against(_costed(None), limit, "median", 730.0).is_kept is True
