"""The providers of grid intensity, by name, and how two of them serve together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import cast

from wholeprint.errors import BoundaryError, SettingError, UnknownFactorError, WholeprintError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.base import Provider
from wholeprint.grid.live import LiveProvider
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.quantities.intensity import Intensity, Signal, check_same_signal

PROVIDERS: Mapping[str, Callable[[Factors], Provider]] = {
    HourlySeries.name: HourlySeries,
    YearlyTable.name: YearlyTable,
}
"""Every provider that needs nothing but the tables."""

LIVE: Mapping[str, str] = {
    "neso": "wholeprint.grid.providers.neso:neso",
    "energidataservice": "wholeprint.grid.providers.energidataservice:energidataservice",
    "odre": "wholeprint.grid.providers.odre:odre",
    "energy_charts": "wholeprint.grid.providers.energy_charts:energy_charts",
    "elexon": "wholeprint.grid.providers.elexon:elexon",
    "smard": "wholeprint.grid.providers.smard:smard",
    "entsoe": "wholeprint.grid.providers.entsoe:entsoe",
    "caiso": "wholeprint.grid.providers.caiso:caiso",
    "eia930": "wholeprint.grid.providers.eia930:eia930",
    "openelectricity": "wholeprint.grid.providers.openelectricity:openelectricity",
    "aemo": "wholeprint.grid.providers.aemo:aemo",
    "electricitymaps": "wholeprint.grid.providers.electricitymaps:electricitymaps",
    "watttime": "wholeprint.grid.providers.watttime:watttime",
    "prometheus": "wholeprint.grid.providers.prometheus:prometheus",
}
"""Every provider that is asked over the network, in the order in which they are asked: where its
factory is. It is loaded when it is wanted, and is given the keys, by their names."""


def provider(name: str, factors: Factors) -> Provider:
    """Return the provider of that name.

    Args:
        name: ``table``, ``series``, or ``package.module:factory`` for one of your own; the
            factory takes a set of factors.
        factors: The set of coefficients to read.

    Returns:
        The provider.

    Raises:
        SettingError: If there is none of that name.
    """
    if name in PROVIDERS:
        return PROVIDERS[name](factors)
    module_name, _, factory_name = name.partition(":")
    if factory_name:
        try:
            factory = getattr(import_module(module_name), factory_name)
        except (ImportError, AttributeError) as error:
            raise SettingError(
                "that provider of grid intensity cannot be imported",
                seen=name,
                fix=f"{type(error).__name__}: {error}",
            ) from error
        return cast("Callable[[Factors], Provider]", factory)(factors)
    raise SettingError(
        "no provider of grid intensity of that name",
        seen=name,
        fix=f"Use {', '.join(sorted(PROVIDERS))}, or package.module:factory",
    )


def live(names: Sequence[str] | None, keys: Mapping[str, str]) -> tuple[LiveProvider, ...]:
    """Return providers that are asked over the network.

    Args:
        names: Their names in the order in which they are asked, or ``package.module:factory`` for
            one of your own; the factory takes the keys. None is every one that ships.
        keys: Keys by their names.

    Returns:
        The providers.

    Raises:
        SettingError: If there is none of a name, or it cannot be imported.
    """
    return tuple(_live(name, keys) for name in (LIVE if names is None else names))


def _live(name: str, keys: Mapping[str, str]) -> LiveProvider:
    place = LIVE.get(name, name)
    module_name, _, factory_name = place.partition(":")
    if not factory_name:
        raise SettingError(
            "no provider of live grid data of that name",
            seen=name,
            fix=f"Use {', '.join(LIVE)}, or package.module:factory",
        )
    try:
        factory = getattr(import_module(module_name), factory_name)
    except (ImportError, AttributeError) as error:
        raise SettingError(
            "that provider of live grid data cannot be imported",
            seen=name,
            fix=f"{type(error).__name__}: {error}",
        ) from error
    try:
        return cast("Callable[[Mapping[str, str]], LiveProvider]", factory)(keys)
    except Exception as error:  # a plug-in may raise anything
        raise SettingError(
            "that provider of live grid data cannot be made",
            seen=name,
            fix=f"{type(error).__name__}: {error}"
            if isinstance(error, WholeprintError)
            else f"Its factory raised {type(error).__name__}; does it need a key?",
        ) from error


def offline(factors: Factors, window: Window = Window.HOUR) -> Provider:
    """Return what answers for every zone without a network: shipped hours, then yearly means.

    Args:
        factors: The set of coefficients to read.
        window: How long the stretch of time is that an intensity is wanted for.

    Returns:
        The provider.
    """
    return Layered(HourlySeries(factors), YearlyTable(factors, window))


class Layered:
    """Two providers: where the first knows nothing, the second serves.

    Args:
        first: The one that is asked first.
        then: The one that serves whatever the first does not know.
    """

    def __init__(self, first: Provider, then: Provider) -> None:
        self._first = first
        self._then = then

    @property
    def name(self) -> str:
        """The names of both."""
        return f"{self._first.name}, then {self._then.name}"

    def intensity(self, zone: str | None, signal: Signal) -> Intensity:
        """Return what the first knows, with the second's factor for the times it does not cover.

        Args:
            zone: Name, code or alias of a zone; None where nobody knows where.
            signal: Which number is wanted.

        Returns:
            The intensity. Numbers of different kinds are never joined.
        """
        try:
            found = self._first.intensity(zone, signal)
        except (UnknownFactorError, BoundaryError):
            # The first has nothing of that kind for the zone: that is what the second is for.
            return self._then.intensity(zone, signal)
        if found.factor is not None:
            return found
        try:
            rest = self._then.intensity(zone, signal)
            check_same_signal(found.signal, rest.signal)
        except (UnknownFactorError, BoundaryError):
            # Another kind of number would be a silent substitution: the gap stays open.
            return found
        return replace(
            found,
            factor=rest.factor,
            sources=tuple(dict.fromkeys((*found.sources, *rest.sources))),
            notes=(*found.notes, *rest.notes),
        )
