"""What can be measured here."""

import sys
from pathlib import Path

import pytest

from wholeprint.meters.base import ChannelSpec, Finding
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.machine import Accelerator, Machine
from wholeprint.quantities.source import Known
from wholeprint.report import checkup
from wholeprint.settings import Settings


def _spec(name: str, domain: str, within: str | None = None) -> ChannelSpec:
    return ChannelSpec(name, domain, "rapl", Known.MEASURED, Basis.CHIP, within)


def test_the_best_sensor_of_each_part_is_named() -> None:
    """The first driver that covers a part is used, and a part that none covers is modelled."""
    machine = Machine(accelerators=(Accelerator(0, "A"), Accelerator(1, "B")))
    found = (
        Finding("first", found=True, accuracy="good", channels=(_spec("p", "cpu"),)),
        Finding(
            "second",
            found=True,
            channels=(
                *(_spec("q", "cpu"), _spec("c", "core", "q")),
                *(_spec("g", "gpu:1"), _spec("psys", "machine")),
            ),
        ),
        Finding("third", found=False, channels=(_spec("d", "dram"),)),
    )

    domains = checkup.domains(found, machine)

    assert [(each["domain"], each["known"]) for each in domains] == [
        ("cpu", "measured"),
        ("gpu:1", "measured"),
        ("dram", "modelled"),
        ("gpu:0", "modelled"),
        ("machine", "measured"),
    ]
    assert domains[0]["accuracy"] == "good"
    assert "power limit" in domains[3]["accuracy"]


def test_a_library_that_is_not_there_has_no_version() -> None:
    """What is missing is None; Python is always there."""
    found = checkup.versions(["numpy", "no-such-library-of-ours"])

    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert found["numpy"]
    assert found["no-such-library-of-ours"] is None


def test_a_zone_is_resolved_or_explained() -> None:
    """A name becomes a code; a name that nobody knows becomes an error with near names."""
    assert checkup.zone_state("France")["zone"] == "FR"
    assert checkup.zone_state(None) == {"zone": None, "name": None, "error": None}
    error = checkup.zone_state("Frnace")["error"]
    assert error is not None
    assert "France" in error["fix"] or "france" in error["fix"]


def test_the_ledger_is_examined_and_not_made(ledger: Path, tmp_path: Path) -> None:
    """A ledger that is there is counted, one that is not stays away."""
    there = checkup.ledger_state(ledger)
    away = checkup.ledger_state(tmp_path / "deep" / "none.sqlite")

    assert (there["runs"], there["exists"], there["error"]) == (4, True, None)
    assert (away["runs"], away["exists"], away["writable"]) == (0, False, True)
    assert not (tmp_path / "deep").exists()


def test_a_ledger_that_cannot_be_read_is_an_error_in_the_document(tmp_path: Path) -> None:
    """Damage is told in place of the number of runs."""
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database" * 1000)

    state = checkup.ledger_state(broken)

    assert state["runs"] is None
    assert state["error"] is not None


@pytest.mark.parametrize("name", ["meters", "root", "ledger", "pue"])
def test_settings_are_plain_values(name: str) -> None:
    """Every setting is in the document as JSON can hold it."""
    told = checkup.told(Settings(Path("/l"), meters=("rapl",), pue=1.5))

    expected = {"meters": ["rapl"], "root": "/", "ledger": "/l", "pue": 1.5}
    assert told[name] == expected[name]
