"""``wholeprint schedule``."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

HALF_HOUR = 1800.0


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A forecast from now on: two dear days with a cheap night from the 20th to the 30th slot."""
    return write(tmp_path / "gb.csv", [300.0] * 20 + [100.0] * 10 + [300.0] * 70)


def write(path: Path, values: list[float]) -> Path:
    begin = time.time() // HALF_HOUR * HALF_HOUR
    lines = ["start,end,value"]
    for place, value in enumerate(values):
        start, end = (
            datetime.fromtimestamp(begin + HALF_HOUR * step, UTC).isoformat()
            for step in (place, place + 1)
        )
        lines.append(f"{start},{end},{value}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


BASE = ("schedule", "--zone", "GB", "--power", "500W", "--duration", "4h", "--deadline", "36h")


def test_the_document_holds_the_plan_and_its_gain(call: Any, series: Path) -> None:
    """2 kWh at 100 in place of 300 g/kWh save 400 g, within an interval, on a forecast of GB."""
    document = call(*BASE, "--series", str(series), "--json").document("schedule")

    assert document["gain"]["gain"]["central"] == pytest.approx(400.0)
    assert document["gain"]["gain"]["low"] < 400.0 < document["gain"]["gain"]["high"]
    assert document["gain_is_sure"] is True
    (piece,) = document["decision"]["plan"]["pieces"]
    assert piece["end_unix_seconds"] - piece["start_unix_seconds"] == 4 * 3600.0
    assert piece["start_unix_seconds"] % 60 == 0
    assert document["zones"]["GB"]["signal"]["tense"] == "forecast"
    assert document["job"] is None


@pytest.mark.parametrize("columns", ["80", "100", "120"])
def test_the_page_fits_and_says_what_it_rests_on(
    call: Any, series: Path, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plan, interval, signal, source and whether anybody says when it was issued."""
    monkeypatch.setenv("COLUMNS", columns)

    answer = call(*BASE, "--series", str(series))

    lines = answer.out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert lines[0].startswith("Wait ")
    for words in ("at once", "gain", "66.7", "average, direct", "gb.csv", "+"):
        assert words in answer.out


def test_a_figure_is_written_said_and_not_replaced(call: Any, series: Path, tmp_path: Path) -> None:
    """The page stays as it is; where the figure lies is said beside it."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    file = tmp_path / "plan.svg"

    drawn = call(*BASE, "--series", str(series), "--figure", str(file))
    again = call(*BASE, "--series", str(series), "--figure", str(file))

    assert drawn.status == 0
    assert "plan.svg" in drawn.err
    assert "GB: average" in file.read_text(encoding="utf-8")
    assert (again.status, "already" in again.err) == (2, True)


def test_an_impossible_deadline_names_the_earliest_end(call: Any, series: Path) -> None:
    """Four hours by a deadline in three are refused, with when they could be done."""
    answer = call(
        "schedule", "--zone", "GB", "--duration", "4h", "--deadline", "3h", "--series", str(series)
    )

    assert answer.status == 2
    assert "at the earliest" in answer.err
    assert "[wp-schedule]" in answer.err


def test_only_where_a_sure_gain_is_required_is_its_absence_a_no(call: Any, tmp_path: Path) -> None:
    """A flat grid gains nothing: the answer is 0, and 1 with --require-gain."""
    flat = str(write(tmp_path / "flat.csv", [200.0] * 100))

    assert call(*BASE, "--series", flat).status == 0
    refused = call(*BASE, "--series", flat, "--require-gain", "--", "echo")
    assert refused.status == 1
    assert "The command was not handed over: the gain is not beyond doubt" in " ".join(
        refused.out.split()
    )
    assert "Handed over" not in refused.out


def test_without_a_power_grams_are_for_a_kilowatt(call: Any, series: Path) -> None:
    """The contract's shortest call answers, and says what its grams are of."""
    words = ("schedule", "--zone", "GB", "--duration", "4h", "--deadline", "36h")

    document = call(*words, "--series", str(series), "--json").document("schedule")

    assert document["decision"]["task"]["watts"] == 1000.0
    assert "power-not-told" in {note["code"] for note in document["notes"]}


def test_hardware_and_pue_make_the_power(call: Any, series: Path) -> None:
    """Eight A100 draw more than their chips alone; a PUE multiplies it once."""
    words = ("schedule", "--zone", "GB", "--duration", "4h", "--deadline", "36h", "--json")
    words += ("--hardware", "a100-sxm4-80gb:8", "--series", str(series))

    plain, housed = (
        call(*words, *pue).document("schedule")["decision"]["task"]["watts"]
        for pue in ((), ("--pue", "1.5"))
    )

    assert plain > 8 * 300.0
    assert housed == pytest.approx(1.5 * plain)


def test_a_job_like_a_recorded_run(call: Any, series: Path) -> None:
    """Its length and mean power are those of the run."""
    document = call(
        *("schedule", "--zone", "GB", "--like", "last", "--deadline", "36h", "--json"),
        *("--series", str(series)),
    ).document("schedule")

    task = document["decision"]["task"]
    assert task["watts"] > 0.0
    assert task["duration_seconds"] > 0.0


def test_zones_moves_residency_pauses_and_a_tariff(call: Any, series: Path, tmp_path: Path) -> None:
    """All of it at once: the plan keeps to the zone that is allowed and to the rules of pauses."""
    other = write(tmp_path / "dk.csv", ([250.0] * 4 + [50.0] * 4) * 13)
    tariff = tmp_path / "tariff.csv"
    tariff.write_text("from,to,EUR/kWh\n00:00,24:00,0.3\n", encoding="utf-8")
    document = call(
        *(*BASE, "--zones", "DK1,PL", "--series", f"GB={series}", "--series", f"DK1={other}"),
        *("--residency", "EU,!PL", "--transfer", "50GB@0.001,20m", "--pause"),
        *("--resume-overhead", "5m", "--min-piece", "30m", "--max-pauses", "2"),
        *("--tariff", f"DK1={tariff}", "--marginal-series", f"DK1={other}", "--json"),
    ).document("schedule")

    pieces = document["decision"]["plan"]["pieces"]
    assert {piece["zone"] for piece in pieces} == {"DK-DK1"}
    assert len(pieces) <= 3
    assert document["decision"]["plan"]["work_seconds"] == pytest.approx(4 * 3600.0)
    assert document["agreement"]["same_sign"] is True
    assert {"carbon", "price"} <= set(document["decision"]["expected"])
    assert document["pareto"]


def test_what_really_came_is_held_against_it(call: Any, series: Path) -> None:
    """A forecast that was right leaves no regret."""
    answer = call(*BASE, "--series", str(series), "--actual", str(series), "--json")

    assert answer.document("schedule")["regret"]["regret_grams"] == pytest.approx(0.0, abs=1e-6)


def test_nought_in_a_file_of_what_came_is_pointed_out(
    call: Any, series: Path, tmp_path: Path
) -> None:
    """Perfect knowledge would run there: the reader must know that it may be no reading."""
    came = write(tmp_path / "came.csv", [300.0] * 20 + [100.0] * 10 + [0.0] * 8 + [300.0] * 62)

    found = call(*BASE, "--series", str(series), "--actual", str(came), "--json").document(
        "schedule"
    )

    (note,) = (note for note in found["notes"] if note["code"] == "series-zero")
    assert "came.csv holds 0 gCO2e/kWh in 8 of" in note["message"]
    assert found["regret"]["hindsight_grams"] == pytest.approx(0.0)


def test_a_home_that_residency_leaves_out_is_said(call: Any, series: Path, tmp_path: Path) -> None:
    """The page names what was left out and what the plan is held against."""
    other = write(tmp_path / "dk.csv", [250.0] * 100)

    answer = call(
        *(*BASE, "--zones", "DK1", "--residency", "EU", "--transfer", "2kWh"),
        *("--series", f"GB={series}", "--series", f"DK1={other}"),
    )

    text = " ".join(answer.out.replace("\u00a0", " ").split())
    assert "Left out, since the job may not be there (--residency): GB." in text
    assert "The job is in GB, which is left out: the plan is held against" in text
    assert "2 kWh; 2 kWh more for moving" in text


def test_offline_a_zone_without_hours_is_told_so(call: Any) -> None:
    """Nothing is fetched unasked: where only the year is known, no hour is better."""
    document = call(
        *("schedule", "--zone", "IS", "--duration", "4h", "--deadline", "24h"),
        *("--signal", "lifecycle", "--json"),
    ).document("schedule")

    assert document["gain_is_sure"] is False
    assert {"gain-none"} <= {note["code"] for note in document["notes"]}


def test_a_command_is_handed_over_with_its_decision(call: Any, series: Path) -> None:
    """The built-in waiter gets the command, and the job can be asked for afterwards."""
    document = call(*BASE, "--series", str(series), "--json", "--", "echo", "hello").document(
        "schedule"
    )

    assert document["job"]["method"] == "wait"
    listed = call("jobs", "list", "--json").out
    assert document["job"]["id"] in listed


def test_a_plan_elsewhere_is_not_handed_over_here(call: Any, series: Path, tmp_path: Path) -> None:
    """A command cannot be run in another zone from here: it is refused, and nothing is kept."""
    other = write(tmp_path / "dk.csv", [10.0] * 100)

    answer = call(
        *(*BASE, "--zones", "DK1", "--series", f"GB={series}", "--series", f"DK1={other}"),
        *("--", "echo", "hello"),
    )

    assert answer.status == 2
    assert "another zone" in answer.err


JOBS = "name,duration,power,machines\na,4h,5kW,1\nb,3h,6kW,1\nc,2h,4kW,1\nd,6h,3kW,1\n"


def test_many_jobs_keep_to_the_cap(call: Any, series: Path, tmp_path: Path) -> None:
    """Four jobs under 10 kW are placed with a proof, and carry less than a queue would."""
    jobs = tmp_path / "jobs.csv"
    jobs.write_text(JOBS, encoding="utf-8")
    words = ("schedule", "--zone", "GB", "--jobs", str(jobs), "--cap", "10kW", "--machines", "2")
    words += ("--deadline", "36h", "--series", str(series))

    document = call(*words, "--json").document("placement")
    greedy = call(*words, "--search", "0s", "--json").document("placement")
    page = call(*words).out

    assert document["method"] == "exact"
    assert greedy["method"] == "greedy"
    assert document["most_used_share"] <= 1.0 + 1e-6
    assert document["grams"] <= document["naive_grams"] + 1e-6
    assert document["bound_grams"] <= document["grams"] <= greedy["grams"] + 1e-6
    assert "proven to be the best" in page


@pytest.mark.parametrize(
    ("text", "words", "match"),
    [
        ("name,duration\na,4h\n", (), "table of jobs"),
        ("name,duration,power\na,4x,5kW\n", (), "line 2"),
        ("name,duration,power\na,4h,50kW\n", (), "below what one job takes"),
        (JOBS, ("--pause",), "one go"),
        (JOBS, ("--", "echo"), "none is handed over"),
    ],
)
def test_jobs_that_cannot_be_placed_are_refused(
    call: Any, series: Path, tmp_path: Path, text: str, words: tuple[str, ...], match: str
) -> None:
    """Each fault is named."""
    jobs = tmp_path / "jobs.csv"
    jobs.write_text(text, encoding="utf-8")

    answer = call(
        *("schedule", "--zone", "GB", "--jobs", str(jobs), "--cap", "10kW", "--deadline", "36h"),
        *("--series", str(series), *words),
    )

    assert answer.status == 2
    assert match in answer.err


@pytest.mark.parametrize(
    ("words", "match"),
    [
        (("--deadline", "24h", "--zone", "GB"), "how long"),
        (("--duration", "4h", "--zone", "GB"), "by when"),
        (("--duration", "4h", "--deadline", "24h"), "where the job is"),
        (("--duration", "4h", "--deadline", "24h", "--zone", "Atlantis"), "no grid zone"),
        (("--duration", "4h", "--deadline", "24h", "--zone", "GB", "--pue", "0.5"), "PUE"),
        (("--duration", "4h", "--deadline", "24h", "--zone", "GB", "--min-piece", "1h"), "--pause"),
        (("--duration", "4h", "--deadline", "24h", "--zone", "GB", "--launch", "at"), "nothing to"),
        (("--duration", "4h", "--deadline", "24h", "--zone", "GB", "--label", "x"), "--label"),
        (
            ("--duration", "4h", "--deadline", "24h", "--zone", "GB", "--objective", "price"),
            "costs in price",
        ),
        (
            ("--duration", "4h", "--deadline", "24h", "--zone", "GB", "--residency", "US"),
            "none of the zones",
        ),
    ],
)
def test_what_cannot_be_planned_says_what_is_missing(
    call: Any, words: tuple[str, ...], match: str
) -> None:
    """Wrong use ends with 2 and a sentence."""
    answer = call("schedule", *words)

    assert answer.status == 2
    assert match in answer.err


@pytest.mark.parametrize("draws", ["0", "1000000000"])
def test_draws_are_limited_as_for_any_assessment(call: Any, series: Path, draws: str) -> None:
    """None is not taken for the usual number, and no more are drawn than the memory holds."""
    said = call(*BASE, "--series", str(series), "--draws", draws)

    assert (said.status, "number of draws" in said.err) == (2, True)
