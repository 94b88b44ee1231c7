"""Jobs from a file."""

from argparse import Namespace
from pathlib import Path

import pytest

from wholeprint.cli.schedule_fleet import read_jobs
from wholeprint.errors import TableError, ValueRefusedError
from wholeprint.grid.zone import Zone

NOW = 1_795_000_000.0 - 1_795_000_000.0 % 60
ZONES = {"GB": Zone("GB", "United Kingdom", "country")}


def arguments(deadline: float | None = NOW + 86400.0) -> Namespace:
    return Namespace(earliest=None, deadline=deadline, pue=1.5, idle_power=10.0, waiting_carbon=2.0)


def written(folder: Path, text: str) -> Path:
    path = folder / "jobs.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_job_has_its_own_window_or_that_of_all(tmp_path: Path) -> None:
    """Cells that are left empty take what was said on the command line."""
    path = written(
        tmp_path,
        "name,duration,power,earliest,deadline,machines,zones\n"
        "a,2h,400W,1h,12h,2,DK1 FR\nb,30m,1kW,,,,\n",
    )

    first, second = read_jobs(path, arguments(), ZONES, NOW)

    assert (first.task.earliest_seconds, first.task.deadline_seconds) == (
        NOW + 3600.0,
        NOW + 12 * 3600.0,
    )
    assert (first.machines_count, first.zones) == (2, ("DK-DK1", "FR"))
    assert (second.task.earliest_seconds, second.task.deadline_seconds) == (NOW, NOW + 86400.0)
    assert (second.machines_count, second.zones) == (1, ("GB",))
    assert second.task.watts == pytest.approx(1500.0)
    assert second.task.idle_watts == pytest.approx(15.0)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "no table of jobs"),
        ("name,duration,power,colour\na,2h,1W,red\n", "no table of jobs"),
        ("name,duration,power\na,2h,1\n", "line 2"),
        ("name,duration,power,machines\na,2h,1W,some\n", "line 2"),
        ("name,duration,power,zones\na,2h,1W,Atlantis\n", "Atlantis"),
    ],
)
def test_rows_that_are_no_jobs_are_refused(tmp_path: Path, text: str, match: str) -> None:
    """The message names the file and the line."""
    with pytest.raises((TableError, LookupError), match=match):
        read_jobs(written(tmp_path, text), arguments(), ZONES, NOW)


def test_a_job_without_any_deadline_is_refused(tmp_path: Path) -> None:
    """Neither the row nor the command line says by when."""
    path = written(tmp_path, "name,duration,power\na,2h,1W\n")

    with pytest.raises((TableError, ValueRefusedError), match="without a deadline"):
        read_jobs(path, arguments(None), ZONES, NOW)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """No file is an error with its name."""
    with pytest.raises(TableError, match="cannot be read"):
        read_jobs(tmp_path / "none.csv", arguments(), ZONES, NOW)
