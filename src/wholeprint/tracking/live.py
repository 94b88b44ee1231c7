"""A quick central estimate of a run that is still on, for one line on a screen.

Only central values: the result with its intervals is worked out when the run has ended.
"""

import math
from dataclasses import dataclass
from functools import cached_property

from wholeprint.hardware.detect import look
from wholeprint.settings import Settings
from wholeprint.tracking.session import Session

_JOULES_PER_KWH = 3.6e6


@dataclass(frozen=True, slots=True)
class _Scales:
    """Central values that turn a reading into what is shown.

    Attributes:
        idle_watts: Power of processors and memory at no load [W].
        watts_per_core: More of it per busy core [W].
        overhead: Facility energy over chip energy [1].
        grams_per_kwh: What a kilowatt-hour carries [gCO2e/kWh].
    """

    idle_watts: float
    watts_per_core: float
    overhead: float
    grams_per_kwh: float


class Estimate:
    """Says how a run stands: time, power, energy and carbon so far.

    Args:
        settings: What the run was told.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seconds = 0.0
        self._joules = 0.0

    def phrase(self, session: Session) -> str:
        """Return one line on a run that is on.

        Args:
            session: The run.

        Returns:
            Time, power, energy and carbon; modelled energy is marked with a tilde.
        """
        if session.sampler is None or session.run_id is None:
            return "not measured: " + "; ".join(note.message for note in session.notes[-1:])
        latest = session.sampler.latest()
        names = {spec.name for spec in session.sampler.channels if spec.within is None}
        read = [w for name, w in latest.watts.items() if name in names and not math.isnan(w)]
        modelled = not any(spec.domain == "cpu" for spec in session.sampler.channels)
        watts = sum(read)
        if modelled:
            watts += self._scales.idle_watts + self._scales.watts_per_core * latest.cpu_cores
        watts *= self._scales.overhead
        self._joules += watts * max(0.0, latest.elapsed_seconds - self._seconds)
        self._seconds = latest.elapsed_seconds
        grams = self._joules / _JOULES_PER_KWH * self._scales.grams_per_kwh
        about = "~" if modelled else ""
        return (
            f"{_clock(self._seconds)}  {about}{watts:.0f} W  "
            f"{about}{_energy(self._joules)}  ~{_mass(grams)}  [{session.run_id}]"
        )

    @cached_property
    def _scales(self) -> _Scales:
        # Loads NumPy and the tables: in the wrapper, a second after the command has begun.
        from wholeprint.hardware.catalogue import resolve  # noqa: PLC0415 - as said above
        from wholeprint.tracking.activity import nothing_yet  # noqa: PLC0415 - as said above
        from wholeprint.tracking.assessor import (  # noqa: PLC0415 - as said above
            Assessor,
            default_factors,
        )

        factors = default_factors()
        profile = resolve(look().machine, factors)
        idle, per_core = 0.0, 0.0
        if profile.cpu is not None:
            cpu = profile.cpu
            host = 1.0 if cpu.power_share is None else cpu.power_share.central
            top = cpu.sockets * cpu.tdp.central * host
            idle = top * cpu.idle_share.central
            per_core = top * (cpu.full_share.central - cpu.idle_share.central) / cpu.threads
        idle += profile.memory_gb * profile.dram_watts_per_gb.central
        intensity = Assessor(factors, {}).intensity(nothing_yet(self._settings.zone))
        pue = profile.pue.central if self._settings.pue is None else self._settings.pue
        return _Scales(
            idle,
            per_core,
            profile.host_overhead.central * pue,
            math.nan if intensity.factor is None else intensity.factor.central,
        )


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _energy(joules: float) -> str:
    wh = joules / 3600.0
    if wh < 1.0:
        return f"{joules:.0f} J"
    return f"{wh:.3g} Wh" if wh < 1000.0 else f"{wh / 1000.0:.3g} kWh"  # noqa: PLR2004 - kilo


def _mass(grams: float) -> str:
    if math.isnan(grams):
        return "? CO2e"
    if grams < 1.0:
        return f"{grams * 1000.0:.3g} mgCO2e"
    return f"{grams:.3g} gCO2e" if grams < 1000.0 else f"{grams / 1000.0:.3g} kgCO2e"  # noqa: PLR2004 - kilo
