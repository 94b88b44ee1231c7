"""Files of one's own that a plan is made on."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from wholeprint.cli.schedule_files import by_zone, of_zeros, own_intensity, own_series
from wholeprint.cli.schedule_words import Named
from wholeprint.errors import ValueRefusedError
from wholeprint.grid.zone import Zone, Zones
from wholeprint.quantities.intensity import Response, Signal, Tense
from wholeprint.tracking.assessor import default_factors

START = datetime(2026, 11, 21, tzinfo=UTC).timestamp()
SPAN = (START, START + 3 * 3600.0)


def zones(*names: str) -> dict[str, Zone]:
    known = Zones(default_factors())
    return {zone.code: zone for zone in map(known.resolve, names)}


def written(path: Path, *values: float) -> Path:
    rows = [f"2026-11-21T{hour:02d}:00Z,{value}" for hour, value in enumerate(values)]
    path.write_text("\n".join(["start,value", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_file_must_say_its_zone_where_there_are_several() -> None:
    """Nobody guesses which of two zones a file is about."""
    both = zones("GB", "DK1")

    assert by_zone([Named("dk1", Path("a.csv"))], both) == {"DK-DK1": Path("a.csv")}
    with pytest.raises(ValueRefusedError, match="which zone"):
        by_zone([Named(None, Path("a.csv"))], both)


@pytest.mark.parametrize("second", [None, "GB", "gb"])
def test_two_files_for_one_zone_are_refused(second: str | None) -> None:
    """The last one does not win in silence; the message names both."""
    with pytest.raises(ValueRefusedError, match=r"two files for GB.*a\.csv and b\.csv"):
        by_zone([Named(None, Path("a.csv")), Named(second, Path("b.csv"))], zones("GB"))


def test_a_file_for_a_zone_that_nobody_named_is_refused() -> None:
    """It would not be looked at; one of a zone that may not be used is passed over."""
    only = zones("GB")
    files = [Named("FR", Path("a.csv"))]

    with pytest.raises(ValueRefusedError, match=r"where the job does not run.*a\.csv"):
        by_zone(files, only)
    assert by_zone(files, only, {"GB", "FR"}) == {}


def test_a_file_of_another_time_says_which_time_it_covers(tmp_path: Path) -> None:
    """A series that ended before the job may begin is no forecast for it."""
    file = written(tmp_path / "past.csv", 1.0, 2.0)
    later = (START + 86400.0, START + 90000.0)
    signal = Signal("GB", tense=Tense.FORECAST)

    for read in (
        lambda: own_series(file, "gCO2e/kWh", later),
        lambda: own_intensity(file, signal, later),
    ):
        with pytest.raises(
            ValueRefusedError, match=r"past\.csv.*2026-11-21 00:00 UTC to 2026-11-21"
        ):
            read()


def test_values_of_nought_are_counted_and_kept(tmp_path: Path) -> None:
    """Two of three steps, the first at one o'clock; the plan sees them as they are.

    A marginal signal may well come to nought.
    """
    file = written(tmp_path / "zeros.csv", 100.0, 0.0, 0.0)

    average = own_intensity(file, Signal("GB", tense=Tense.FORECAST), SPAN)
    marginal = own_intensity(file, Signal("GB", Response.MARGINAL), SPAN)

    (note,) = (note for note in average.notes if note.code == "series-zero")
    assert "2 of 3 steps" in note.message
    assert "2026-11-21 01:00 UTC" in note.message
    assert average.series is not None
    assert average.series.values.tolist() == [100.0, 0.0, 0.0]
    assert "series-zero" not in {note.code for note in marginal.notes}
    assert of_zeros(file, average.series, (START, START + 3600.0)) == ()
