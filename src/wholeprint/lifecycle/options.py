"""How to assess: what a user may declare over what the tables and the run say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wholeprint.lifecycle.zone import HydroWater
from wholeprint.quantities.activity import Attribution
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.factor import Factor


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessOptions:
    """How to assess. Whatever is None or empty stays as the run and the tables have it.

    Attributes:
        boundary: What to count.
        zone: Where to place the run; an intensity for another zone is refused.
        pue: Power usage effectiveness to declare [1].
        wue: Water usage effectiveness to declare, as consumption [L/kWh of IT energy].
        withdrawn_wue: Water withdrawn on site, to declare [L/kWh of IT energy].
        hydro_water: What becomes of the water that evaporates from reservoirs of hydropower.
        water_scarcity_factor: How scarce water is where the run stands, to declare [Leq/L].
        attribution: The whole machine, or the share of the run's own processes.
        start_at_unix_seconds: When to place the run [s since 1970 UTC].
        lifetime_years: Service life to declare for the machine [year].
        utilisation_share: Utilisation over that life to declare [1].
        accelerator_lifetime_years: Service life to declare for accelerators [year].
        accelerator_utilisation_share: Utilisation over that life to declare [1].
        market: Intensity of the electricity bought by contract [gCO2e/kWh].
        phase: The phase of the model's life, for the contributions.
        overrides: Any other assumption to declare, by name, each in the unit of its factor.
    """

    boundary: Boundary = field(default_factory=Boundary)
    zone: str | None = None
    pue: float | None = None
    wue: float | None = None
    withdrawn_wue: float | None = None
    hydro_water: HydroWater = HydroWater.ALLOCATED
    water_scarcity_factor: float | None = None
    attribution: Attribution | None = None
    start_at_unix_seconds: float | None = None
    lifetime_years: float | None = None
    utilisation_share: float | None = None
    accelerator_lifetime_years: float | None = None
    accelerator_utilisation_share: float | None = None
    market: Factor | None = None
    phase: str = ""
    overrides: Mapping[str, float] = field(default_factory=dict[str, float])
