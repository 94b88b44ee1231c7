"""What can be measured here, on a page."""

from pathlib import Path
from typing import Any, cast

from wholeprint.errors import LedgerError, SettingError
from wholeprint.report.checkup import doctor_document
from wholeprint.report.form import error_document
from wholeprint.report.shapes import DoctorDocument
from wholeprint.report.text.doctor import doctor_page
from wholeprint.report.text.page import Page
from wholeprint.settings import Loaded, Settings


def _document(ledger: Path, **settings: Any) -> DoctorDocument:
    refused = (SettingError("a setting that cannot be used", seen="x"),)
    loaded = Loaded(Settings(ledger, **settings), refused)
    return cast("DoctorDocument", doctor_document(loaded))


def _text(document: DoctorDocument) -> str:
    page = Page(100)
    doctor_page(page, document)
    return page.text()


def test_a_machine_without_anything_is_told_what_to_do(tmp_path: Path) -> None:
    """On an empty machine nothing is found, and each lack is explained."""
    text = _text(_document(tmp_path / "none.sqlite", root=tmp_path))

    assert "unknown processor" in text
    assert "not found" in text
    assert "zone        unknown" in text
    assert "nothing yet: the first run makes it" in text
    assert "a setting that cannot be used: saw x" in text


def test_what_is_known_is_told(ledger: Path, tmp_path: Path) -> None:
    """Zone, PUE and a ledger with runs are shown as they are."""
    text = _text(_document(ledger, root=tmp_path, zone="FR", pue=1.2, wue=0.5))

    for part in ("FR (France)", "1.2", "0.5 L/kWh", "4 runs"):
        assert part in text


def test_sensors_and_trouble(ledger: Path, tmp_path: Path) -> None:
    """A sensor that was found names its channels; journals that wait and damage are told."""
    document = _document(ledger, root=tmp_path, zone="Nowhere")
    document["sensors"].append(
        {
            "driver": "plug",
            "found": True,
            "reason": "one of two answers",
            "fix": "mend the other",
            "accuracy": "within 1 %",
            "channels": [{"name": "plug-0"}],
        }
    )
    state: Any = document["ledger"]
    state |= {
        "waiting": 2,
        "writable": False,
        "runs": None,
        "error": error_document(LedgerError("the ledger is damaged")),
    }

    text = _text(document)

    for part in (
        *("plug        found      plug-0", "One of two answers.", "accuracy", "mend the other"),
        *("2 of runs that are on", "cannot be written", "the ledger is damaged", "unreadable"),
        "[wp-zone]",
    ):
        assert part in text
