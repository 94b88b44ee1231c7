"""Many jobs from the command line."""

from pathlib import Path
from typing import Any

import pytest

JOBS = "name,duration,power\na,4h,5kW\nb,3h,6kW\nc,2h,4kW\n"


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """Three jobs."""
    path = tmp_path / "jobs.csv"
    path.write_text(JOBS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (("--transfer", "1kWh"), "--transfer"),
        (("--tariff", "prices.csv"), "--tariff"),
        (("--hardware", "a100-sxm4-80gb"), "--hardware"),
        (("--if-missed", "skip"), "--if-missed"),
        (("--require-gain",), "--require-gain"),
        (("--duration", "2h", "--power", "1kW"), "--duration, --power"),
        (("--actual", "came.csv"), "--actual"),
        (("--max-pauses", "2"), "--max-pauses"),
    ],
)
def test_what_many_jobs_cannot_have_is_refused(
    call: Any, jobs: Path, words: tuple[str, ...], seen: str
) -> None:
    """Nothing that was asked for is passed over in silence."""
    answer = call(
        *("schedule", "--jobs", str(jobs), "--zone", "GB", "--deadline", "48h", *words),
    )

    assert answer.status == 2
    assert seen in answer.err
    assert "many jobs" in answer.err


def test_a_zone_of_a_row_alone_is_looked_up(call: Any, tmp_path: Path) -> None:
    """A row names a zone that the command line does not: its job runs there."""
    jobs = tmp_path / "jobs.csv"
    jobs.write_text("name,duration,power,zones\na,2h,1kW,DK1\n", encoding="utf-8")
    words = ("schedule", "--jobs", str(jobs), "--zone", "GB", "--deadline", "48h", "--json")

    document = call(*words).document("placement")

    assert document["jobs"][0]["zone"] == "DK-DK1"
    assert set(document["zones"]) == {"DK-DK1"}


def test_the_gain_has_an_interval_and_its_doubt_is_said(call: Any, jobs: Path) -> None:
    """On typical hours nobody can be sure, and the page says so with what it rests on."""
    words = ("schedule", "--jobs", str(jobs), "--zone", "GB", "--deadline", "48h")

    document = call(*words, "--json").document("placement")
    page = call(*words).out

    gain = document["gain"]["gain"]
    assert gain["low"] < gain["central"] < gain["high"]
    assert gain["central"] == pytest.approx(document["gain_grams"], rel=1e-9)
    assert document["gain_is_sure"] is (gain["low"] > 0.0)
    assert "What it rests on" in page
    assert "without a cap" in page
    assert "of the cap" not in page
    assert "deadline" in page
