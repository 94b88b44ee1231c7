"""OpenElectricity (once OpenNEM): Australia's generation by technology, every five minutes.

The intensity is worked out here from power and factors by fuel. What one must know: times in the
question are the clock of the network, without an offset and without summer time (+10:00 for the
National Electricity Market, +08:00 for the West), while times in the answer carry it; panels on
roofs are in it; and **the data may not be used commercially** (CC BY-NC 4.0).
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from wholeprint.errors import ProviderRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.grid.answer import Said, said
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import Mix, is_of_generation, reading_of
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.slots import starting

DEFAULT = "https://api.openelectricity.org.au/v4"


class Network(NamedTuple):
    """Where a zone of ours stands in their terms.

    Attributes:
        code: The network.
        region: The region within it.
        offset_seconds: What its clock is ahead of UTC, all year [s].
    """

    code: str
    region: str
    offset_seconds: float


_EAST_SECONDS, _WEST_SECONDS = 10 * 3600.0, 8 * 3600.0
NETWORKS: Mapping[str, Network] = {
    "AU-NSW": Network("NEM", "NSW1", _EAST_SECONDS),
    "AU-QLD": Network("NEM", "QLD1", _EAST_SECONDS),
    "AU-SA": Network("NEM", "SA1", _EAST_SECONDS),
    "AU-TAS": Network("NEM", "TAS1", _EAST_SECONDS),
    "AU-VIC": Network("NEM", "VIC1", _EAST_SECONDS),
    "AU-WA": Network("WEM", "WEM", _WEST_SECONDS),
}
"""Their network and region for each of our zones."""

_FUELS: tuple[tuple[str, Fuel], ...] = (
    ("battery", Fuel.STORAGE),
    ("bioenergy", Fuel.BIOMASS),
    ("coal", Fuel.COAL),
    ("distillate", Fuel.OIL),
    ("exports", Fuel.TRADE),
    ("gas_ocgt", Fuel.GAS_OPEN_CYCLE),
    ("gas", Fuel.GAS),
    ("hydro", Fuel.HYDRO),
    ("imports", Fuel.TRADE),
    ("interconnector", Fuel.TRADE),
    ("nuclear", Fuel.NUCLEAR),
    ("pumps", Fuel.STORAGE),
    ("solar", Fuel.SOLAR),
    ("wind", Fuel.WIND),
)
"""How the name of a technology begins, and what it runs on; the first that fits."""

_STEP_SECONDS = 300.0
_WHO = "OpenElectricity"


class OpenElectricity:
    """Average, as produced, direct or life-cycle: Australia's generation times our factors.

    Args:
        key: Secrets by name; ``openelectricity`` is the key of the API.
        base: The address of the API.
        factors: The set of coefficients; those that ship unless given.
    """

    name = "openelectricity"
    about = About(
        title="OpenElectricity",
        url="https://openelectricity.org.au",
        licence="CC BY-NC 4.0: not for commercial use",
        attribution="Source: OpenElectricity",
        key=("openelectricity",),
        spacing_seconds=1.0,
        keep_seconds=300.0,
        reach_seconds=7 * 86400.0,
        is_computed=True,
    )

    def __init__(
        self, key: Mapping[str, str], base: str = DEFAULT, factors: Factors | None = None
    ) -> None:
        self._key = key
        self._base = base.rstrip("/")
        self._factors = factors

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking.

        Args:
            want: What is wanted.

        Returns:
            True for an Australian state with a network, average, as produced, as it was.
        """
        return want.zone.code in NETWORKS and is_of_generation(want)

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for power by technology, and work out what a kilowatt-hour of it carries.

        Args:
            want: What is wanted.
            door: The way to the network.

        Returns:
            One reading, or none where nothing is known of that time.

        Raises:
            ProviderRefusedError: If there is no key.
        """
        secret = self._key.get("openelectricity")
        if not secret:
            raise ProviderRefusedError(
                f"{_WHO} wants a key",
                fix="Ask for one at openelectricity.org.au and put it into "
                "WHOLEPRINT_KEY_OPENELECTRICITY",
            )
        network = NETWORKS[want.zone.code]
        answer = await door.get(
            f"{self._base}/data/network/{network.code}",
            params={
                "metrics": "power",
                "interval": "5m",
                "date_start": _clock(want.start_seconds // _STEP_SECONDS * _STEP_SECONDS, network),
                "date_end": _clock(
                    math.ceil(want.end_seconds / _STEP_SECONDS) * _STEP_SECONDS, network
                ),
                "primary_grouping": "network_region",
                "secondary_grouping": "fueltech",
            },
            headers={"Authorization": f"Bearer {secret}"},
        )
        found = said(answer, _WHO)
        success = found.find("success")
        if success is not None and not success.flag():
            success.refuse("says that the question was not answered")
        mix = Mix(_WHO)
        for block in found.at("data").each():
            _take(block, network, mix)
        version = found.find("version")
        return reading_of(
            mix.outputs(),
            want,
            self._factors or Factors(),
            version=None if version is None else f"API {version.text()[:20]}",
        )


def openelectricity(key: Mapping[str, str], base: str = DEFAULT) -> OpenElectricity:
    """Return the provider.

    Args:
        key: Secrets by name; ``openelectricity`` is the key of the API.
        base: The address of the API.
    """
    return OpenElectricity(key, base)


def _clock(seconds: float, network: Network) -> str:
    moment = datetime.fromtimestamp(seconds, UTC) + timedelta(seconds=network.offset_seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _take(block: Said, network: Network, mix: Mix) -> None:
    if block.at("network_code").text() != network.code:
        block.at("network_code").refuse(f"is not {network.code}")
    if block.at("metric").text() != "power":
        return
    if block.at("unit").text() != "MW":
        block.at("unit").refuse("is another unit than MW")
    if block.at("interval").text() != "5m":
        block.at("interval").refuse("is not the five minutes that were asked for")
    for result in block.at("results").each():
        columns = result.at("columns")
        region = columns.find("region") or columns.at("network_region")
        if region.text() != network.region:
            continue
        label = columns.at("fueltech").text()
        plain = label.casefold()
        fuel = next((fuel for word, fuel in _FUELS if plain.startswith(word)), Fuel.UNKNOWN)
        times: list[float] = []
        values: list[float] = []
        for pair in result.at("data").each():
            parts = pair.each()
            if len(parts) != 2:  # noqa: PLR2004 - a time and its value
                pair.refuse("is no time with its value")
            times.append(parts[0].moment_seconds())
            values.append(parts[1].amount())
        mix.add(label, fuel, starting(times, values, _STEP_SECONDS))
