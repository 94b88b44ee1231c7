"""Every live provider says what it serves without being asked, and stands in the reference."""

from pathlib import Path

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.live import Want
from wholeprint.grid.registry import LIVE, live
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

ZONES = tuple(Zones(Factors()))
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "providers.md"
START = 1_750_000_000.0


@pytest.mark.parametrize("name", sorted(LIVE))
def test_it_says_at_once_what_it_serves_and_never_all(name: str) -> None:
    """For every zone and kind of number, without a key; nobody has every kind of one zone."""
    (provider,) = live((name,), {})
    kinds = [
        (tense, response, scope, flow)
        for tense in Tense
        for response in Response
        for scope in Scope
        for flow in (None, *Flow)
    ]
    for zone in ZONES:
        served = [provider.serves(Want(zone, START, START + 3600.0, *kind)) for kind in kinds]
        assert sum(served) < len(served)


@pytest.mark.parametrize("name", sorted(LIVE))
def test_the_reference_has_a_section_about_it(name: str) -> None:
    """Each is described, with its name, where everybody looks."""
    assert f"| name | `{name}` |" in REFERENCE.read_text(encoding="utf-8")
