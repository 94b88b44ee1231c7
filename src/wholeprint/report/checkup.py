"""What can be measured on this machine, and whether everything that is needed is there."""

import os
import platform
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import cast

from wholeprint.errors import UnknownZoneError, WholeprintError
from wholeprint.factors.sets import Factors
from wholeprint.grid.zone import Zones
from wholeprint.hardware.describe import describe
from wholeprint.hardware.detect import look
from wholeprint.ledger.book import Ledger
from wholeprint.ledger.places import journal_directory, sessions
from wholeprint.ledger.store import ALL_RUNS
from wholeprint.meters.base import Finding
from wholeprint.meters.registry import findings
from wholeprint.quantities.machine import Machine
from wholeprint.report.form import error_document, stamped, tool
from wholeprint.report.shapes import (
    DomainDocument,
    LedgerDocument,
    SensorDocument,
    ZoneDocument,
)
from wholeprint.settings import Loaded, Settings, setting_names

_LIBRARIES = ("numpy", "psutil", "nvidia-ml-py", "rich", "shtab", "pyarrow", "scikit-learn")


def doctor_document(loaded: Loaded) -> dict[str, object]:
    """Return the document of what can be measured here.

    Args:
        loaded: The settings, and those that could not be used.

    Raises:
        SettingError: If a driver that the settings name does not exist.
    """
    settings = loaded.settings
    seen = look(settings.root)
    found = findings(settings.root, settings.meters)
    return stamped(
        "doctor",
        {
            "tool": tool(),
            "sensors": [_sensor(finding) for finding in found],
            "domains": domains(found, seen.machine),
            "machine": seen.machine.as_json(),
            "described": describe(seen.machine),
            "zone": zone_state(settings.zone),
            "ledger": ledger_state(settings.ledger),
            "settings": told(settings),
            "refused": [error_document(error) for error in loaded.refused],
            "factors_version": Factors().version,
            "versions": versions(),
            "notes": [note.as_json() for note in seen.notes],
        },
    )


def _sensor(finding: Finding) -> SensorDocument:
    return {
        "driver": finding.driver,
        "found": finding.found,
        "reason": finding.reason,
        "fix": finding.fix,
        "accuracy": finding.accuracy,
        "channels": [
            {
                "name": spec.name,
                "domain": spec.domain,
                "method": spec.method,
                "known": spec.known.value,
                "basis": spec.basis.value,
                "within": spec.within,
                "relative_error": spec.relative_error,
            }
            for spec in finding.channels
        ],
    }


def domains(found: Sequence[Finding], machine: Machine) -> list[DomainDocument]:
    """Return how each part of the machine would be measured, the best sensor first come.

    Args:
        found: What the drivers found, best driver first.
        machine: The machine.

    Returns:
        Processors, memory, each accelerator and whatever else a sensor covers; a part that no
        sensor covers is modelled.
    """
    chosen: dict[str, DomainDocument] = {}
    for finding in found:
        for spec in finding.channels if finding.found else ():
            if spec.domain not in chosen and spec.within is None:
                chosen[spec.domain] = {
                    "domain": spec.domain,
                    "known": spec.known.value,
                    "method": spec.method,
                    "accuracy": finding.accuracy,
                }
    parts = ("cpu", "dram", *(f"gpu:{device.index}" for device in machine.accelerators))
    modelled = [_modelled(part) for part in parts if part not in chosen]
    ordered = [chosen[part] for part in parts if part in chosen] + modelled
    return ordered + [each for name, each in chosen.items() if name not in parts]


def _modelled(part: str) -> DomainDocument:
    models = {
        "cpu": "its load and its thermal design power",
        "dram": "its size",
    }
    how = models.get(part, "the time it is held and its power limit")
    return {
        "domain": part,
        "known": "modelled",
        "method": "model",
        "accuracy": f"no sensor: worked out from {how}, with a wide interval",
    }


def zone_state(zone: str | None) -> ZoneDocument:
    """Return whether it is known where this machine takes its electricity.

    Args:
        zone: What the settings say.
    """
    if zone is None:
        return {"zone": None, "name": None, "error": None}
    try:
        found = Zones(Factors()).resolve(zone)
    except UnknownZoneError as error:
        return {"zone": None, "name": None, "error": error_document(error)}
    return {"zone": found.code, "name": found.name, "error": None}


def ledger_state(path: Path) -> LedgerDocument:
    """Return the state of a ledger.

    Args:
        path: The ledger.
    """
    exists = path.exists()
    state: LedgerDocument = {
        "path": str(path),
        "exists": exists,
        "size_bytes": path.stat().st_size if exists else None,
        "runs": None,
        "waiting": 0,
        "writable": os.access(_nearest(path), os.W_OK),
        "error": None,
    }
    try:
        state["runs"] = len(Ledger(path).runs(ALL_RUNS))
        state["waiting"] = len(sessions(journal_directory(path)))
    except WholeprintError as error:
        state["error"] = error_document(error)
    return state


def _nearest(path: Path) -> Path:
    return next(place for place in (path, *path.absolute().parents) if place.exists())


def told(settings: Settings) -> dict[str, object]:
    """Return settings as plain values.

    Args:
        settings: The settings.
    """
    return {name: _plain(getattr(settings, name)) for name in setting_names()}


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    return list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value


def versions(libraries: Iterable[str] = _LIBRARIES) -> dict[str, str | None]:
    """Return the versions of what wholeprint runs on.

    Args:
        libraries: Names of distributions.

    Returns:
        Python's, and each library's, None where it is not installed.
    """
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in libraries:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found
