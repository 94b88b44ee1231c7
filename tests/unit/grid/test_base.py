"""The providers that ship fit through the door."""

from wholeprint.factors.sets import Factors
from wholeprint.grid.base import Provider
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.grid.providers.table import YearlyTable


def test_shipped_providers_have_a_name() -> None:
    """Each provider says who it is, and no two say the same."""
    factors = Factors()
    providers: list[Provider] = [YearlyTable(factors), HourlySeries(factors)]

    assert [provider.name for provider in providers] == ["table", "series"]
