"""Providers by name, and two of them together."""

import pytest

from wholeprint.errors import SettingError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.base import Provider
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.grid.registry import Layered, offline, provider
from wholeprint.quantities.intensity import Flow, Scope, Signal

FACTORS = Factors()
DIRECT = Signal("", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)


@pytest.mark.parametrize("name", ["table", "series"])
def test_shipped_providers_are_found(name: str) -> None:
    """A provider is found by the name it gives itself."""
    assert provider(name, FACTORS).name == name


def test_a_provider_of_ones_own_is_found() -> None:
    """A module and a factory in it lead to a provider."""
    own = provider("wholeprint.grid.providers.table:YearlyTable", FACTORS)

    assert isinstance(own, YearlyTable)


@pytest.mark.parametrize("name", ["tables", "", "no.such.module:thing", "wholeprint.errors:none"])
def test_an_unknown_provider_is_refused(name: str) -> None:
    """A name that leads nowhere is a wrong setting, and says what there is."""
    with pytest.raises(SettingError):
        provider(name, FACTORS)


def test_hours_come_first_and_the_year_fills_in() -> None:
    """Great Britain: the hours of 2023, and for other times the yearly mean of the same kind."""
    found = offline(FACTORS).intensity("GB", DIRECT)

    assert found.series is not None
    assert found.factor is not None
    assert found.factor.id == "grid.GB.direct.any_hour"
    assert found.spread is None
    assert {"neso-national", "google-region-carbon"} <= {source.key for source in found.sources}


@pytest.mark.parametrize(
    ("zone", "signal"),
    [("FR", DIRECT), ("GB", Signal("")), (None, DIRECT)],
    ids=["no series", "another kind", "no zone"],
)
def test_the_year_serves_where_no_hours_fit(zone: str | None, signal: Signal) -> None:
    """Without a series of that kind the yearly table answers alone."""
    found = offline(FACTORS, Window.DAY).intensity(zone, signal)

    assert found.series is None
    assert found.factor is not None
    assert found.factor.id.endswith(".any_day")


def test_a_factor_of_the_first_is_kept() -> None:
    """A first provider that has a factor needs no second."""
    table: Provider = YearlyTable(FACTORS)
    both = Layered(table, provider("series", FACTORS))

    assert both.name == "table, then series"
    assert both.intensity("FR", DIRECT).factor is table.intensity("FR", DIRECT).factor


def test_numbers_of_two_kinds_are_not_joined() -> None:
    """Where only a number of another kind could fill the gaps, the gaps stay open."""
    series = provider("series", FACTORS)
    found = Layered(series, series).intensity("GB", DIRECT)

    assert found.factor is None
