"""What every provider of grid intensity keeps to, whoever wrote it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import BoundaryError, UnknownFactorError, WholeprintError
from wholeprint.factors.sets import Factors
from wholeprint.grid.base import Provider
from wholeprint.grid.providers.user_file import SeriesFile
from wholeprint.grid.registry import PROVIDERS, offline
from wholeprint.quantities.intensity import (
    Flow,
    Response,
    Scope,
    Signal,
    check_same_signal,
)
from wholeprint.quantities.units import Unit

FACTORS = Factors()
WANTED = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)


def _file(folder: Path) -> Provider:
    path = folder / "own.csv"
    path.write_text(
        "start,value\n2026-01-01T00:00:00Z,100\n2026-01-01T01:00:00Z,110\n", encoding="utf-8"
    )
    return SeriesFile(path, WANTED)


MAKERS: dict[str, Callable[[Path], Provider]] = {
    **{name: lambda _folder, make=make: make(FACTORS) for name, make in PROVIDERS.items()},
    "offline": lambda _folder: offline(FACTORS),
    "file": _file,
}


@pytest.fixture(params=sorted(MAKERS))
def provider(request: pytest.FixtureRequest, tmp_path: Path) -> Provider:
    """Each provider in turn."""
    return MAKERS[request.param](tmp_path)


def test_it_says_what_it_is_and_who_says_so(provider: Provider) -> None:
    """An answer has a number, a zone, sources, and the kind that was asked for."""
    found = provider.intensity("GB", WANTED)

    assert provider.name
    assert found.signal.zone == "GB"
    assert found.factor is not None or found.series is not None
    assert found.sources
    check_same_signal(found.signal, WANTED)


def test_its_numbers_are_such_as_grids_have(provider: Provider) -> None:
    """Intensities are in the unit of the signal and lie between nothing and the worst plant."""
    found = provider.intensity("GB", WANTED)
    if found.factor is not None:
        assert Unit.parse(found.factor.unit).fits(Unit.parse(WANTED.unit))
        assert 0.0 <= found.factor.central <= 2000.0
    if found.series is not None:
        known = found.series.values[np.isfinite(found.series.values)]
        assert bool(np.all((known >= 0.0) & (known <= 2000.0)))


def test_an_unknown_zone_is_refused(provider: Provider) -> None:
    """No provider answers for a place that does not exist."""
    with pytest.raises(WholeprintError):
        provider.intensity("Atlantis", WANTED)


def test_another_kind_of_number_is_refused(provider: Provider) -> None:
    """No provider passes an average off as a marginal intensity."""
    marginal = Signal("GB", Response.MARGINAL, Scope.DIRECT, Flow.CONSUMPTION)

    with pytest.raises((UnknownFactorError, BoundaryError)):
        provider.intensity("GB", marginal)
