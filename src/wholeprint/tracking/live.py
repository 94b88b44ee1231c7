"""A quick central estimate of a run that is still on, for one line on a screen.

Only central values: the result with its intervals is worked out when the run has ended.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wholeprint.hardware.detect import look
from wholeprint.meters.base import ChannelSpec
from wholeprint.meters.observer import Latest
from wholeprint.meters.proc import machine_busy_seconds
from wholeprint.quantities.basis import Basis
from wholeprint.settings import Settings
from wholeprint.tracking.session import Session

if TYPE_CHECKING:
    from wholeprint.quantities.profile import CpuProfile

_JOULES_PER_KWH = 3.6e6
_PROCESSORS = frozenset({"cpu", "machine"})
_MEMORY = frozenset({"dram", "machine"})


@dataclass(frozen=True, slots=True)
class _Scales:
    """Central values that turn a reading into what is shown.

    Attributes:
        cpu: The processors, None where nothing is known of them.
        dram_watts: Power of the memory [W].
        host_overhead: All of the server over its chips [1].
        pue: The building over the server [1].
        grams_per_kwh: What a kilowatt-hour carries [gCO2e/kWh].
    """

    cpu: "CpuProfile | None"
    dram_watts: float
    host_overhead: float
    pue: float
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
        self._unshared_joules = 0.0
        self._share = 1.0
        self._shared_at_seconds = 0.0
        self._watts = math.nan
        self._is_modelled = False
        self._busy_seconds = machine_busy_seconds()

    def phrase(self, session: Session) -> str:
        """Return one line on a run that is on.

        Args:
            session: The run.

        Returns:
            Time, power, energy and carbon; modelled energy is marked with a tilde.
        """
        if session.sampler is None or session.run_id is None:
            return ": ".join(("not measured", *(note.message for note in session.notes[-1:])))
        self._take(session.sampler.channels, session.sampler.latest())
        begin, end = f"{_clock(session.elapsed_seconds)}  ", f"  [{session.run_id}]"
        if math.isnan(self._watts):
            return f"{begin}no reading yet{end}"
        about = "~" if self._is_modelled else ""
        joules = self._joules + self._unshared_joules * self._share
        grams = joules / _JOULES_PER_KWH * self._scales.grams_per_kwh
        used = f"{about}{self._watts:.0f} W  {about}{_energy(joules)}  ~{_mass(grams)}"
        return f"{begin}{used}{end}"

    def _take(self, channels: tuple[ChannelSpec, ...], latest: Latest) -> None:
        length = latest.elapsed_seconds - self._seconds
        if length <= 0.0:
            return  # nothing was read since the last time
        heard = [each for each in channels if not math.isnan(latest.watts.get(each.name, math.nan))]
        domains = {each.domain for each in heard}
        modelled = sum(self._modelled(domains, latest))
        own = modelled * self._scales.host_overhead * self._scales.pue
        own += sum(self._read(heard, latest, of_boards=True))
        machine = sum(self._read(heard, latest, of_boards=False))
        self._is_modelled = self._is_modelled or domains.isdisjoint(_PROCESSORS)
        self._seconds = latest.elapsed_seconds
        self._joules += own * length
        self._unshared_joules += machine * length
        self._share_out(latest)
        self._watts = own + machine * self._share

    def _share_out(self, latest: Latest) -> None:
        # The machine's counters are the run's whole, or by its part of the work; how much work
        # there was is read less often than the counters, and until then the last part holds.
        if self._settings.attribution == "process":
            if math.isnan(latest.cpu_cores):
                return
            before, self._busy_seconds = self._busy_seconds, machine_busy_seconds()
            busy = self._busy_seconds - before
            worked = latest.cpu_cores * (latest.elapsed_seconds - self._shared_at_seconds)
            self._shared_at_seconds = latest.elapsed_seconds
            self._share = min(1.0, worked / busy) if busy > 0.0 else self._share
        self._joules += self._unshared_joules * self._share
        self._unshared_joules = 0.0

    def _read(
        self, heard: list[ChannelSpec], latest: Latest, *, of_boards: bool
    ) -> Iterator[float]:
        names = {each.name for each in heard}
        has_platform = any(each.domain == "machine" for each in heard)
        for each in heard:
            inside = has_platform and each.domain in {"cpu", "dram"}
            is_board = each.domain.startswith("gpu:")
            if each.within not in names and not inside and is_board == of_boards:
                yield latest.watts[each.name] * self._outwards(each)

    def _outwards(self, spec: ChannelSpec) -> float:
        if spec.basis is Basis.FACILITY:
            return 1.0
        if spec.domain == "machine" or spec.basis is Basis.IT:
            return self._scales.pue
        return self._scales.host_overhead * self._scales.pue

    def _modelled(self, domains: set[str], latest: Latest) -> Iterator[float]:
        cpu = self._scales.cpu
        if domains.isdisjoint(_PROCESSORS) and cpu is not None:
            yield _processor_watts(cpu, latest.cpu_cores)
        if domains.isdisjoint(_MEMORY):
            yield self._scales.dram_watts

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
        intensity = Assessor(factors, {}).intensity(nothing_yet(self._settings.zone))
        pue = profile.pue.central if self._settings.pue is None else self._settings.pue
        return _Scales(
            profile.cpu,
            profile.memory_gb * profile.dram_watts_per_gb.central,
            profile.host_overhead.central,
            pue,
            math.nan if intensity.factor is None else intensity.factor.central,
        )


def _processor_watts(cpu: "CpuProfile", busy_cores: float) -> float:
    from wholeprint.hardware.power_curve import power  # noqa: PLC0415 - NumPy: as said above

    host = 1.0 if cpu.power_share is None else cpu.power_share.central
    load = 0.0 if math.isnan(busy_cores) else busy_cores / cpu.threads
    return float(
        power(
            load,
            cpu.sockets * cpu.tdp.central * host,
            cpu.idle_share.central,
            cpu.half_share.central,
            cpu.full_share.central,
        )
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
