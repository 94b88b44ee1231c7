"""``wholeprint doctor``."""

from pathlib import Path
from typing import Any

import pytest


def test_everything_is_looked_at(call: Any) -> None:
    """Sensors, machine, zone, ledger, settings and versions are in the document."""
    document = call("doctor", "--json").document("doctor")

    assert {sensor["driver"] for sensor in document["sensors"]} == {"rapl", "nvml"}
    assert all(sensor["found"] or sensor["reason"] for sensor in document["sensors"])
    assert document["zone"] == {"zone": None, "name": None, "error": None}
    assert document["ledger"]["runs"] == 4
    assert document["versions"]["numpy"]


def test_the_page_says_what_to_do(call: Any) -> None:
    """What is missing comes with what would make it work."""
    text = call("doctor").out

    for part in ("This machine", "Sensors", "rapl", "export WHOLEPRINT_ZONE=FR", "4 runs"):
        assert part in text


def test_settings_that_were_refused(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that cannot be used, and a zone that nobody knows, are told and not guessed."""
    monkeypatch.setenv("WHOLEPRINT_PUE", "0.3")
    monkeypatch.setenv("WHOLEPRINT_ZONE", "Frnace")

    text = call("doctor").out
    document = call("doctor", "--json").document("doctor")

    assert document["refused"][0]["seen"] == "0.3"
    assert document["zone"]["zone"] is None
    assert document["zone"]["error"]["code"] == "wp-zone"
    assert "Settings that were refused" in text
    assert "Frnace" in text


def test_a_zone_that_is_known_has_its_name(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zone is shown by code and name."""
    monkeypatch.setenv("WHOLEPRINT_ZONE", "fr")
    monkeypatch.setenv("WHOLEPRINT_PUE", "1.3")

    text = call("doctor").out

    assert "FR (France)" in text
    assert "1.3" in text


def test_a_damaged_ledger_is_told(call: Any, tmp_path: Path) -> None:
    """A ledger that cannot be read does not end the examination."""
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"this is no database" * 100)

    answer = call("doctor", "--ledger", str(broken))

    assert answer.status == 0
    assert "wp-ledger" in answer.out
