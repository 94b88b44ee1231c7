"""The vocabulary of statements: what a figure can be, its unit, and how figures hang together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wholeprint.advice.statement.formula import Node, parse
from wholeprint.quantities.units import Unit


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the vocabulary.

    Attributes:
        name: The word.
        unit: A unit of what it measures.
        meaning: What it is, in one line.
        also: Other words for it.
    """

    name: str
    unit: str
    meaning: str
    also: tuple[str, ...] = ()

    @property
    def is_of_gas(self) -> bool:
        """Whether a bare mass in it is a mass of greenhouse gas."""
        return "CO2e" in self.unit


TERMS: tuple[Term, ...] = (
    Term("accelerators", "1", "accelerators at work at the same time", ("chips", "gpus", "tpus")),
    Term("duration", "h", "time on the clock", ("time", "hours", "days")),
    Term(
        "power_limit",
        "W",
        "power limit of one accelerator, where it is not its maker's",
        ("boost", "boost_power", "power_cap"),
    ),
    Term(
        "accelerator_hours",
        "h",
        "accelerators times hours",
        ("gpu_hours", "tpu_hours", "chip_hours"),
    ),
    Term("power", "W", "mean power of all the IT equipment", ("total_power",)),
    Term("chip_power", "W", "mean power of one accelerator by itself", ("gpu_power", "tdp")),
    Term(
        "system_power",
        "W",
        "mean power for each accelerator with its share of the host",
        ("power_per_accelerator",),
    ),
    Term("it_energy", "kWh", "energy at the IT equipment", ("energy_it",)),
    Term("pue", "1", "energy of the building over energy of its IT equipment"),
    Term("energy", "kWh", "energy at the building's meter", ("facility_energy", "electricity")),
    Term(
        "intensity",
        "gCO2e/kWh",
        "location-based intensity of the grid",
        ("carbon_intensity", "grid_intensity"),
    ),
    Term("market_intensity", "gCO2e/kWh", "intensity of the electricity bought by contract"),
    Term(
        "ghg",
        "gCO2e",
        "greenhouse gases of the electricity, location-based",
        ("co2e", "co2", "emissions", "carbon", "ghg_operational"),
    ),
    Term("ghg_market", "gCO2e", "greenhouse gases of the electricity, market-based"),
    Term("ghg_embodied", "gCO2e", "greenhouse gases of making the hardware", ("embodied",)),
    Term("ghg_total", "gCO2e", "operational and embodied together"),
    Term("embodied_rate", "gCO2e/h", "embodied gases for each hour of an accelerator"),
    Term("wue", "L/kWh", "water consumed on site for a kWh of IT energy"),
    Term("ewif", "L/kWh", "water consumed by power plants for a kWh delivered"),
    Term("water_onsite", "L", "water consumed on site"),
    Term("water_offsite", "L", "water consumed by power plants"),
    Term("water_embodied", "L", "water consumed in making the hardware"),
    Term("water", "L", "water consumed on and off site", ("water_consumption",)),
    Term("water_withdrawal", "L", "water withdrawn; never added to consumption"),
    Term("requests", "1", "requests answered", ("queries", "inferences")),
    Term("energy_per_request", "kWh", "energy for one request"),
    Term("ghg_per_request", "gCO2e", "greenhouse gases for one request"),
    Term("energy_ratio", "1", "energy over the baseline's"),
    Term("energy_saving", "1", "share of the baseline's energy that is saved"),
    Term("time_ratio", "1", "time over the baseline's"),
    Term("speedup", "1", "the baseline's time over the time", ("times_faster", "speed_up")),
    Term("power_ratio", "1", "mean power over the baseline's"),
    Term("ghg_ratio", "1", "greenhouse gases over the baseline's"),
    Term("lifetime", "year", "years that the hardware stays in use", ("life_time", "lifespan")),
    Term("utilisation", "1", "share of the lifetime at work", ("utilization",)),
    Term("embodied_each", "gCO2e", "gases of making one accelerator with its share of the host"),
    Term("embodied_card", "gCO2e", "gases of making one accelerator by itself"),
    Term("embodied_host", "gCO2e", "gases of making the host's share of one accelerator"),
    Term("offsets", "gCO2e", "offsets or credits bought; never subtracted", ("offset",)),
    Term("ghg_net", "gCO2e", "greenhouse gases after offsets", ("net_emissions",)),
)
"""Every word. A figure whose name is none of them is free: it has the meaning its formula gives."""

IDENTITIES: tuple[tuple[str, str], ...] = (
    ("accelerator_hours", "accelerators * duration"),
    ("power", "accelerators * system_power"),
    ("it_energy", "power * duration"),
    ("it_energy", "accelerator_hours * system_power"),
    ("it_energy", "accelerator_hours * chip_power"),
    ("it_energy", "energy / pue"),
    ("energy", "it_energy * pue"),
    ("ghg", "energy * intensity"),
    ("ghg_market", "energy * market_intensity"),
    ("ghg_embodied", "accelerator_hours * embodied_rate"),
    ("ghg_total", "ghg + ghg_embodied"),
    ("water_onsite", "it_energy * wue"),
    ("water_offsite", "energy * ewif"),
    ("water", "water_onsite + water_offsite"),
    ("energy", "requests * energy_per_request"),
    ("ghg", "requests * ghg_per_request"),
    ("energy_ratio", "1 - energy_saving"),
    ("energy_ratio", "power_ratio * time_ratio"),
    ("power_ratio", "energy_ratio / time_ratio"),
    ("time_ratio", "1 / speedup"),
)
"""What always holds between them, left from right; PUE is applied once, and WUE is of IT energy."""

ADDED_UP = frozenset(
    {
        *("accelerator_hours", "it_energy", "energy", "ghg", "ghg_market", "ghg_embodied"),
        *("ghg_total", "water_onsite", "water_offsite", "water_embodied", "water"),
        *("water_withdrawal", "requests"),
    }
)
"""Words that a total has as the sum over its rows."""


@cache
def by_word() -> Mapping[str, Term]:
    """Return every term by its name and by each other word for it."""
    return {word: term for term in TERMS for word in (term.name, *term.also)}


@cache
def identities() -> tuple[tuple[str, Node], ...]:
    """Return what always holds between terms, ready to be given figures."""
    return tuple((target, parse(text)) for target, text in IDENTITIES)


@cache
def unit_of_term(name: str) -> Unit:
    """Return a unit of what a term measures.

    Args:
        name: The name of a term.

    Returns:
        Its unit.
    """
    return Unit.parse(by_word()[name].unit)
