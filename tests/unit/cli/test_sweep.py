"""``wholeprint sweep``."""

import argparse
import csv
from pathlib import Path
from typing import Any

import pytest

from wholeprint.cli.sweep import length_seconds, probabilities


@pytest.fixture
def table(ledger: Path) -> Path:
    """Two models: 1 kW for an hour, and 100 W for an hour and a half."""
    path = ledger.parent / "models.csv"
    path.write_text("name,hours,watts\nlarge,1,1000\nsmall,1.5,100\n", encoding="utf-8")
    return path


@pytest.fixture
def series(ledger: Path) -> Path:
    """Six hours around the turn of a year."""
    path = ledger.parent / "DE.csv"
    hours = ["2020-12-31T22Z", "2020-12-31T23Z", *(f"2021-01-01T0{h}Z" for h in range(4))]
    values = [300, 200, 100, 400, 250, 350]
    rows = [f"{hour},{value}" for hour, value in zip(hours, values, strict=True)]
    path.write_text("\n".join(["start,value", *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def words(table: Path, series: Path) -> tuple[str, ...]:
    """What is typed."""
    columns = ("--hours", "hours", "--watts", "watts", "--keep", "name")
    return ("sweep", str(table), *columns, "--series", str(series))


def test_every_start_is_swept(call: Any, words: tuple[str, ...]) -> None:
    """By hand: 1 kW for the hour of 100 g/kWh is 100 g; 0.1 kW for it and half the next, 30 g.

    Both from midnight: 130 g in all. The mean of the series is 1600/6 g/kWh, and both use 1.15 kWh.
    """
    document = call(*words, "--json").document("sweep")

    total = document["whole"]["total"]
    assert total["available_starts"] == 5  # at the sixth hour the longer run would not end
    assert total["minimum_grams"] == pytest.approx(130.0, rel=1e-12)
    assert total["best_start_unix_seconds"] == 1609459200.0  # 2021-01-01T00:00Z
    assert total["by_average_grams"] == pytest.approx(1.15 * 1600 / 6, rel=1e-12)
    assert [year["period"]["name"] for year in document["years"]] == ["2020", "2021"]
    assert document["signal"]["scope"] == "direct"
    assert document["fleet"]["energy_kwh"] == pytest.approx(1.15, rel=1e-12)


def test_finer_starts_find_no_worse(call: Any, words: tuple[str, ...]) -> None:
    """Starts every ten minutes within an hourly series include those on the hour."""
    hourly = call(*words, "--json").document("sweep")
    fine = call(*words, "--step", "10m", "--json").document("sweep")

    assert fine["starts"]["amount"] == 36
    for year in range(2):
        least = [found["years"][year]["total"]["minimum_grams"] for found in (fine, hourly)]
        assert least[0] <= least[1]


def test_the_models_are_written(call: Any, words: tuple[str, ...], tmp_path: Path) -> None:
    """Each model has its row, with the columns that were to be kept, and nothing rounded.

    The small one does best from 23:00: 0.1 kWh at 200 g/kWh and 0.05 kWh at 100 are 25 g.
    """
    path = tmp_path / "swept.csv"
    said = call(*words, "--output", str(path))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert "Each model is in" in said.out
    assert [row["name"] for row in rows] == ["large", "small"]
    assert [float(row["minimum_grams"]) for row in rows] == pytest.approx([100.0, 25.0], rel=1e-12)
    assert [int(row["available_starts"]) for row in rows] == [6, 5]
    assert "is there already" in call(*words, "--output", str(path)).err
    assert call(*words, "--output", str(path), "--overwrite").status == 0


def test_the_models_are_written_as_parquet(
    call: Any, words: tuple[str, ...], tmp_path: Path
) -> None:
    """A name that ends with .parquet asks for Parquet."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")
    path = tmp_path / "swept.parquet"
    assert call(*words, "--output", str(path)).status == 0

    assert parquet.read_table(path).column("available_starts").to_pylist() == [6, 5]


def test_the_page_says_it_in_short(call: Any, words: tuple[str, ...]) -> None:
    """The page has the best start of all together, and what is not counted."""
    text = call(*words).out

    assert text.startswith("2 models at 6 starts  every 1 h from 2020-12-31 22:00 UTC\n")
    assert "2021-01-01 00:00" in text
    assert "5 of 6 at which all is known" in text
    assert "no doubt about the signal" in text.replace("\n", " ")


def test_what_cannot_be_believed_makes_starts_unavailable(
    call: Any, words: tuple[str, ...]
) -> None:
    """With 350 g/kWh as the highest, the hour of 400 is a gap: 22, 23 and 2 h are left."""
    document = call(*words, "--highest", "350", "--json").document("sweep")

    assert document["whole"]["total"]["available_starts"] == 3
    assert "intensity-out-of-range" in [note["code"] for note in document["notes"]]


def test_a_fleet_that_never_fits_says_so(call: Any, words: tuple[str, ...], table: Path) -> None:
    """A run longer than the series has no start, and so has the whole; the other still has."""
    table.write_text("name,hours,watts\nlarge,1,1000\nendless,99,100\n", encoding="utf-8")
    document = call(*words, "--json").document("sweep")

    assert document["whole"]["total"]["minimum_grams"] is None
    assert document["whole"]["models"]["without_a_start"] == 1
    assert "no start at which every model is known" in call(*words).out


def test_a_table_of_which_no_model_fits_is_refused(
    call: Any, words: tuple[str, ...], table: Path, tmp_path: Path
) -> None:
    """Every run is longer than the series: nothing is written, and nothing looks like a result."""
    table.write_text("name,hours,watts\nendless,99,100\n", encoding="utf-8")
    answer = call(*words, "--output", str(tmp_path / "swept.csv"))

    assert answer.status == 2
    assert "no model of the table fits" in answer.err
    assert "99 h" in answer.err
    assert not (tmp_path / "swept.csv").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--zone", "DE"), "both --series and --zone"),
        (("--column", "price"), "no single column price"),
        (("--watts", "power"), "no single column power"),
        (("--from", "2022-01-01"), "that many starts"),
        (("--highest", "50"), "--highest says what is believed at most (now 50)"),
        (("--step", "soon"), "no length of time"),
        (("--quantiles", "0.5,2"), "beyond 0 to 1"),
        (("--output", "swept.xlsx"), "CSV or Parquet"),
    ],
)
def test_what_cannot_be_swept_is_refused(
    call: Any, words: tuple[str, ...], more: tuple[str, ...], said: str
) -> None:
    """Wrong columns, times and names are refused with what was seen."""
    answer = call(*words, *more)

    assert answer.status == 2
    assert said in answer.err


def test_one_series_is_needed(call: Any, table: Path) -> None:
    """Without a file and without a zone there is nothing to sweep over."""
    answer = call("sweep", str(table), "--hours", "hours", "--watts", "watts")

    assert "neither --series nor --zone" in answer.err


def test_a_zone_without_hours_is_refused(call: Any, table: Path) -> None:
    """Where only a yearly value is known, start times change nothing, and it says so."""
    answer = call(
        *("sweep", str(table), "--hours", "hours", "--watts", "watts", "--zone", "NA"),
        *("--signal", "lifecycle", "--from", "2023-01-01", "--to", "2023-01-03"),
    )

    assert answer.status == 2
    assert "says nothing about start times" in answer.err


def test_lengths_are_read() -> None:
    """Seconds, minutes, hours and days; nothing without a unit."""
    assert [length_seconds(text) for text in ("300s", "5m", "5min", "1.5h", "1d")] == [
        300.0,
        300.0,
        300.0,
        5400.0,
        86400.0,
    ]
    for text in ("300", "-1h", "0s", "h"):
        with pytest.raises(argparse.ArgumentTypeError):
            length_seconds(text)


def test_probabilities_rise() -> None:
    """Each is named once, the least first."""
    assert probabilities("0.9,0.1,0.9") == (0.1, 0.9)
