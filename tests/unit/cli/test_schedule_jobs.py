"""Files of jobs."""

from argparse import Namespace
from pathlib import Path

import pytest

from wholeprint.cli.schedule_jobs import read_jobs
from wholeprint.errors import TableError
from wholeprint.grid.zone import Zone

NOW = 1_795_000_000.0 - 1_795_000_000.0 % 60
ZONES = {"GB": Zone("GB", "United Kingdom", "country")}


def arguments(deadline: float | None = NOW + 86400.0, residency: object = None) -> Namespace:
    return Namespace(
        earliest=None,
        deadline=deadline,
        pue=1.5,
        idle_power=10.0,
        waiting_carbon=2.0,
        residency=residency,
    )


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

    listed = read_jobs(path, arguments(), ZONES, NOW)
    first, second = listed.jobs

    assert (first.task.earliest_seconds, first.task.deadline_seconds) == (
        NOW + 3600.0,
        NOW + 12 * 3600.0,
    )
    assert (first.machines_count, first.zones) == (2, ("DK-DK1", "FR"))
    assert (second.task.earliest_seconds, second.task.deadline_seconds) == (NOW, NOW + 86400.0)
    assert (second.machines_count, second.zones) == (1, ("GB",))
    assert second.task.watts == pytest.approx(1500.0)
    assert second.task.idle_watts == pytest.approx(15.0)
    assert set(listed.zones) == {"DK-DK1", "FR", "GB"}
    assert [note.code for note in listed.notes] == ["job-own-window"]


@pytest.mark.parametrize("zones", ["GB DK1", "GB;DK1", '"GB,DK1"', "GB; DK1"])
def test_zones_are_separated_in_any_of_the_usual_ways(tmp_path: Path, zones: str) -> None:
    """Blanks, semicolons, and commas in quotes."""
    path = written(tmp_path, f"name,duration,power,zones\na,2h,400W,{zones}\n")

    (job,) = read_jobs(path, arguments(), ZONES, NOW).jobs

    assert job.zones == ("GB", "DK-DK1")


def test_other_columns_are_left_out_and_said(tmp_path: Path) -> None:
    """A table that people keep has more in it than a plan needs."""
    path = written(tmp_path, "name,owner,duration,power\na,Ada,2h,400W\n")

    listed = read_jobs(path, arguments(), ZONES, NOW)

    assert [job.name for job in listed.jobs] == ["a"]
    assert [note.code for note in listed.notes] == ["columns-unused"]
    assert "owner" in listed.notes[0].message


def test_a_zone_that_residency_leaves_out_is_no_jobs_own(tmp_path: Path) -> None:
    """What is forbidden to all is not allowed by a cell."""
    path = written(tmp_path, "name,duration,power,zones\na,2h,400W,FR\n")

    with pytest.raises(TableError, match="line 2: FR is none of the zones"):
        read_jobs(path, arguments(residency="GB"), ZONES, NOW)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "no table of jobs"),
        ("name,duration,power,power\na,2h,1W,1W\n", "no table of jobs"),
        ("name,duration,power\n", "holds no jobs"),
        ("name,duration,power\na,2h,1\n", "line 2"),
        ("name,duration,power\n,2h,1W\n", "line 2: a job without a name"),
        ("name,duration,power\na,2h\n", "line 2"),
        ("name,duration,power\n\na,2h,-1kW\n", "line 3"),
        ("name,duration,power,machines\na,2h,1W,some\n", "line 2: machines is a whole number"),
        ("name,duration,power,machines\na,2h,1W,-5\n", "line 2: machines is a whole number"),
        ("name,duration,power,machines\na,2h,1W,0\n", "line 2: machines is a whole number"),
        ("name,duration,power,zones\na,2h,1W,GB,DK1\n", "line 2: 5 cells where the header has 4"),
        ("name,duration,power,zones\na,2h,1W,Atlantis\n", "line 2: .*Atlantis"),
    ],
)
def test_rows_that_are_no_jobs_are_refused(tmp_path: Path, text: str, match: str) -> None:
    """The message names the file and the line."""
    with pytest.raises(TableError, match=match) as told:
        read_jobs(written(tmp_path, text), arguments(), ZONES, NOW)
    assert "literal" not in str(told.value)


def test_a_job_without_any_deadline_is_refused(tmp_path: Path) -> None:
    """Neither the row nor the command line says by when."""
    path = written(tmp_path, "name,duration,power\na,2h,1W\n")

    with pytest.raises(TableError, match="without a deadline"):
        read_jobs(path, arguments(None), ZONES, NOW)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """No file is an error with its name."""
    with pytest.raises(TableError, match="cannot be read"):
        read_jobs(tmp_path / "none.csv", arguments(), ZONES, NOW)
