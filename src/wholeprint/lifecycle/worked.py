"""A worked example in round numbers, whose footprint can be checked by hand.

Every assumption is declared and fixed. A test, a notebook or a page of the documentation starts
from it and replaces the one thing that it is about.
"""

from collections.abc import Sequence

import numpy as np

from wholeprint.quantities.activity import Activity, Channel
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Intensity, Signal
from wholeprint.quantities.profile import AcceleratorProfile, CpuProfile, Part, Profile
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

START = 1_700_000_000.0
"""When the run begins [s since 1970 UTC]."""


def profile(*, overhead_share: float = 1.25, pue: float = 1.2, wue: float = 1.8) -> Profile:
    """Return one server: 2 x 100 W with 20 threads, 100 GB at 0.5 W/GB, and one accelerator.

    Args:
        overhead_share: All of the server over its chips and boards [1].
        pue: Power usage effectiveness [1].
        wue: Water usage effectiveness [L/kWh of IT energy].
    """
    cpu = CpuProfile(
        declared("cpu.example.tdp", 100.0, "W"),
        sockets=2,
        threads=20.0,
        idle_share=declared("power.cpu.idle_share", 0.2, "1"),
        half_share=declared("power.cpu.curve_half", 0.7, "1"),
        full_share=declared("power.cpu.full_share", 1.0, "1"),
    )
    server = Part(
        "server",
        declared("lifetime.server", 6.0, "year"),
        declared("utilisation.server", 0.85, "1"),
        declared("embodied.server", 2500.0, "kgCO2e"),
        declared("mass.server", 25.0, "kg"),
    )
    board = Part(
        "gpu:0",
        declared("lifetime.accelerator", 6.0, "year"),
        declared("utilisation.accelerator", 0.85, "1"),
        declared("embodied.accelerator.example", 150.0, "kgCO2e"),
    )
    return Profile(
        "example server",
        cpu,
        memory_gb=100.0,
        dram_watts_per_gb=declared("power.dram_per_gb", 0.5, "W/GB"),
        host_overhead=declared("power.host_overhead", overhead_share, "1"),
        pue=declared("pue.datacentre", pue, "1"),
        parts=(server,),
        accelerators=(
            AcceleratorProfile(
                0, "example board", declared("accelerator.example.tdp", 400.0, "W"), board
            ),
        ),
        wue=declared("water.onsite.datacentre", wue, "L/kWh"),
    )


def book() -> FactorBook:
    """Return the assumptions that the example looks up by name."""
    return FactorBook(
        [
            declared("water.offsite.FR", 4.0, "L/kWh"),
            declared("recycled.world", 0.2, "1"),
            declared("power.cpu.workload", 1.0, "1"),
        ]
    )


def intensity(zone: str = "FR", grams_per_kwh_factor: float = 50.0) -> Intensity:
    """Return the same intensity for all times.

    Args:
        zone: Grid zone.
        grams_per_kwh_factor: The intensity [gCO2e/kWh].
    """
    factor = declared(f"grid.{zone}.lifecycle.yearly", grams_per_kwh_factor, GRAMS_PER_KWH)
    return Intensity(Signal(zone), factor=factor)


def hourly(values: Sequence[float], zone: str = "FR") -> Intensity:
    """Return one intensity per hour from the beginning of the run.

    Args:
        values: The intensities [gCO2e/kWh]; NaN is a gap.
        zone: Grid zone.
    """
    edges = np.arange(len(values) + 1, dtype=np.float64) * 3600.0 + START
    return Intensity(
        Signal(zone), series=StepSeries(edges, np.array(values), Unit.parse(GRAMS_PER_KWH))
    )


def run(
    hours: int = 1, *channels: Channel, cpu_share: float = 0.5, busy_share: float | None = None
) -> Activity:
    """Return a run of whole hours, one interval each, on the 20 threads of the example.

    Args:
        hours: How long it runs [h].
        channels: Its energy counters, each with one number per hour.
        cpu_share: Share of the threads that its own processes keep busy [1].
        busy_share: Share of the threads that everything keeps busy [1], None where unknown.
    """
    room_seconds = 20 * 3600.0
    busy = np.nan if busy_share is None else busy_share * room_seconds
    return Activity(
        "example",
        np.arange(hours + 1, dtype=np.float64) * 3600.0 + START,
        np.full(hours, cpu_share * room_seconds),
        np.full(hours, busy),
        channels,
        zone="FR",
    )


def channel(
    name: str,
    domain: str,
    joules: Sequence[float],
    *,
    within: str | None = None,
    basis: Basis = Basis.CHIP,
) -> Channel:
    """Return an energy counter without any error.

    Args:
        name: Its name.
        domain: What it feeds.
        joules: Energy per interval [J]; NaN is a gap.
        within: Name of the counter that contains it.
        basis: Where it takes the energy.
    """
    values: FloatArray = np.array(joules, dtype=np.float64)
    return Channel(name, domain, "example", values, basis=basis, within=within)
