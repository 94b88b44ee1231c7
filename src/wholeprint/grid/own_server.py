"""A Prometheus server of the user's, as the settings name it."""

from collections.abc import Mapping

from wholeprint.errors import SettingError
from wholeprint.factors.sets import Factors
from wholeprint.grid.live import LiveProvider
from wholeprint.grid.providers.prometheus import Declared, prometheus
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal
from wholeprint.settings import Settings


def own_server(
    settings: Settings, factors: Factors, keys: Mapping[str, str]
) -> Mapping[str, LiveProvider]:
    """Return the server that the settings name, under its name as a provider.

    Args:
        settings: Address, query and zone, and which number the query gives.
        factors: The set of coefficients, for the names of zones.
        keys: Keys by their names.

    Returns:
        One provider; none where the settings name no server.

    Raises:
        SettingError: If only a part of what is needed is given.
        UnknownZoneError: If there is no zone of that name.
    """
    url, query, zone = settings.prometheus_url, settings.prometheus_query, settings.prometheus_zone
    if url is None and query is None and zone is None:
        return {}
    if url is None or query is None or zone is None:
        given = {"prometheus_url": url, "prometheus_query": query, "prometheus_zone": zone}
        raise SettingError(
            "a Prometheus server needs its address, a query and a zone",
            seen=", ".join(name for name, value in given.items() if value is not None),
            fix=f"Give {', '.join(name for name, value in given.items() if value is None)} too",
        )
    signal = Signal(
        Zones(factors).resolve(zone).code,
        Response(settings.prometheus_response),
        Scope(settings.prometheus_scope),
        Flow(settings.prometheus_flow),
    )
    server = prometheus(keys, url, (Declared(query, signal),))
    return {server.name: server}
