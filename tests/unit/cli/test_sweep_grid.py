"""What a sweep goes over."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wholeprint.cli.sweep_grid import without_typical
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.intensity import Intensity, Signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0


def intensity(*stretches: tuple[float, float]) -> Intensity:
    series = StepSeries(
        HOUR * np.arange(5.0), np.array([1.0, 2.0, 3.0, 4.0]), Unit.parse("gCO2e/kWh")
    )
    notes = (
        Note("typical-profile", "The hours are typical ones."),
        Note("source-stands-in", "A does not know 1 h; there: B."),
        Note("source-stands-in", "A does not know 1 h; there: typical hours of B."),
    )
    return Intensity(Signal("A"), series=series, notes=notes, stands_in=stretches)


def test_typical_hours_become_gaps() -> None:
    """The second and third of four hours are typical ones: 1 and 4 are left; a note says 2 h."""
    found = without_typical(intensity((HOUR, 3 * HOUR)))

    assert found.series is not None
    np.testing.assert_array_equal(found.series.values, [1.0, np.nan, np.nan, 4.0])
    assert [note.code for note in found.notes] == ["typical-left-out", "source-stands-in"]
    assert "2 h" in found.notes[0].message
    assert found.stands_in == ()


def test_where_nothing_is_typical_nothing_changes() -> None:
    """Hours that are known stay, and so does what was said of them."""
    found = intensity()

    assert without_typical(found) is found


def test_typical_hours_alone_are_refused() -> None:
    """A sweep over means of many days would say far too little."""
    with pytest.raises(ValueRefusedError, match="far too little"):
        without_typical(intensity((0.0, 4 * HOUR)))


def test_a_zone_of_typical_hours_is_refused_and_a_known_one_swept(call: Any, ledger: Path) -> None:
    """Great Britain ships with the hours of 2023, and with none of 2026."""
    table = ledger.parent / "models.csv"
    table.write_text("duration_seconds,energy_kwh\n3600,1\n", encoding="utf-8")
    words = ("sweep", str(table), "--zone", "GB")

    typical = call(*words, "--from", "2026-01-01", "--to", "2026-02-01")
    known = call(*words, "--from", "2023-06-01", "--to", "2023-06-15", "--json")

    assert typical.status == 2
    assert "--fetch" in typical.err
    document = known.document("sweep")
    assert document["whole"]["total"]["available_starts"] > 0
    assert not any("typical" in title for title in document["sources"])
    assert call(*words, "--highest", "100").status == 2
