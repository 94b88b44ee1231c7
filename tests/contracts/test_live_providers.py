"""What every provider that is asked over the network keeps to, whatever it serves."""

import asyncio
import math
from functools import cache

import pytest

from wholeprint.errors import ProviderError, SettingError
from wholeprint.factors.sets import Factors
from wholeprint.grid.chain import Chain
from wholeprint.grid.live import LiveProvider, Want
from wholeprint.grid.registry import LIVE, live
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

NOW = 1_700_000_000.0
ZONES = tuple(Zones(Factors()))


def _provider(name: str) -> LiveProvider:
    (found,) = live((name,), {})
    return found


@cache
def _wants(name: str) -> tuple[Want, ...]:
    """Everything that a provider serves, of the day before now."""
    provider = _provider(name)
    kinds = [
        (tense, response, scope, flow)
        for tense in Tense
        for response in Response
        for scope in Scope
        for flow in (None, *Flow)
    ]
    wants = [Want(zone, NOW - 86400, NOW, *kind) for zone in ZONES for kind in kinds]
    return tuple(want for want in wants if provider.serves(want))


@pytest.mark.parametrize("name", LIVE)
def test_a_provider_goes_by_its_name_and_says_what_it_is(name: str) -> None:
    """Its name is the registry's; title, address, licence and what it allows are told."""
    provider = _provider(name)
    about = provider.about

    assert provider.name == name
    assert about.title
    assert about.url.startswith("https://")
    assert about.licence
    assert 0.0 <= about.spacing_seconds < 300.0
    assert about.keep_seconds >= 60.0
    assert 3600.0 <= about.reach_seconds < math.inf
    assert 0.0 <= about.ahead_seconds < math.inf
    # One's own Prometheus serves what it is told to serve; without that it serves nothing.
    assert bool(_wants(name)) is (name != "prometheus")


@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize(
    "body", ["", "<html></html>", "[]", "{}", "null", "7", '{"data": null}', "a,b\n1,2\n", "\x00"]
)
def test_garbage_is_an_error_of_providers_or_nothing(name: str, body: str) -> None:
    """Whatever is answered, what comes out is a reading, nothing, or a provider's own error."""
    provider = _provider(name)
    for want in _wants(name)[:3]:
        door = _Same(body)
        try:
            readings = asyncio.run(provider.fetch(want, door))
        except ProviderError:
            continue
        assert readings == ()


class _Same(ReplayDoor):
    """A door behind which every address has the same answer."""

    def __init__(self, body: str) -> None:
        super().__init__([], at_unix_seconds=NOW)
        self._body = body

    def _next(self, url: str, params: object) -> Recording:
        del params
        return Recording(url, self._body)


@pytest.mark.parametrize("name", LIVE)
def test_an_outage_is_a_note(name: str) -> None:
    """Nothing that a provider's server does becomes an error of whoever asked."""
    provider = _provider(name)
    for want in _wants(name)[:2]:
        chain = Chain(lambda _: ReplayDoor([]))
        found = asyncio.run(chain.ask(provider, want))

        assert {note.code for note in found.notes} <= {"provider-failed"}
        assert found.kept == ()


def test_a_name_that_leads_nowhere_is_refused() -> None:
    """An unknown name, a module that is not there, a factory that is not in it."""
    for name in ("nobody", "no.such.module:x", "wholeprint.errors:nobody"):
        with pytest.raises(SettingError):
            live((name,), {})


def test_every_shipped_provider_is_found_without_a_key() -> None:
    """All of them, in their order, without asking for any key."""
    assert [provider.name for provider in live(None, {})] == list(LIVE)
