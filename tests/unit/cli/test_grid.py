"""``wholeprint grid``, called as a user does, against a provider on this machine."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question
from wholeprint.grid.loopback import Loopback
from wholeprint.grid.replay import Recording
from wholeprint.quantities.intensity import Flow, Scope, Signal, Tense

HERE = Path(__file__).parent
HOUR = 3600.0


def told(start: float, values: list[float | None]) -> str:
    return json.dumps({"start": start, "step": HOUR, "values": values})


@pytest.fixture
def present() -> float:
    """The hour in which this test runs: the only clock that the command line has."""
    return time.time() // HOUR * HOUR


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, present: float, tmp_path: Path) -> Iterator[Loopback]:
    """A provider that saw the last day and foresees the next two."""
    monkeypatch.setattr(sys, "path", [str(HERE), *sys.path])
    monkeypatch.setenv("WHOLEPRINT_GRID_CACHE", str(tmp_path / "grid.sqlite"))
    answers = [
        Recording("/x/actual", told(present - 24 * HOUR, [float(100 + i) for i in range(25)])),
        Recording("/x/forecast", told(present, [float(200 + i) for i in range(48)])),
    ]
    with Loopback(answers) as server:
        monkeypatch.setenv("WHOLEPRINT_KEY_PLUGIN", f"{server.base}/x")
        yield server


ASK = ("--provider", "grid_plugin:factory")


@pytest.mark.usefixtures("served")
def test_now_is_fetched_once_and_then_kept(call: Any, present: float) -> None:
    """The value of an hour ago comes over the network, and a second time from the cache."""
    moment = datetime.fromtimestamp(present - HOUR + 10.0, UTC).isoformat()
    first = call("grid", "now", "GB", "--at", moment, "--fetch", *ASK, "--json")
    first = first.document("grid-now")
    again = call("grid", "now", "GB", "--at", moment, *ASK, "--json").document("grid-now")

    assert first["value"]["value"] == 123.0
    assert first["step"]["start_unix_seconds"] == present - HOUR
    assert (again["value"], again["step"]) == (first["value"], first["step"])


@pytest.mark.usefixtures("call")
def test_nothing_is_fetched_unless_asked_for(call: Any, served: Loopback) -> None:
    """Without ``--fetch`` no request leaves this machine; the tables answer."""
    document = call("grid", "now", "GB", *ASK, "--json").document("grid-now")

    assert served.heard == ()
    assert document["vintages"] == []
    assert document["value"]["low"] < document["value"]["high"]


@pytest.mark.usefixtures("served")
def test_the_network_may_be_allowed_for_good(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """``WHOLEPRINT_NETWORK=1`` is ``--fetch`` on every call."""
    monkeypatch.setenv("WHOLEPRINT_NETWORK", "1")

    assert call("grid", "now", "GB", *ASK, "--json").document("grid-now")["vintages"]


def test_fetch_keeps_the_past(call: Any, served: Loopback) -> None:
    """What was fetched is there for history, without another request."""
    fetched = call("grid", "fetch", "GB", "--to", "0h", *ASK, "--json").document("grid-fetch")
    requests = len(served.heard)
    past = call("grid", "history", "GB", "--from", "12h", *ASK, "--json").document("grid-series")

    assert [each["signal"]["tense"] for each in fetched["fetched"]] == ["actual"]
    assert past["covered_share"] == pytest.approx(1.0, abs=1e-3)
    assert past["vintages"][0]["provider"] == "plugin"
    assert 112.0 <= past["box"]["mean"] <= 119.0
    assert len(served.heard) == requests


@pytest.mark.usefixtures("served")
def test_a_forecast_is_the_providers(call: Any) -> None:
    """Where a provider foresees all of the time, its forecast is told, with its vintage."""
    ahead = call("grid", "forecast", "GB", "--hours", "24", "--fetch", *ASK, "--json")
    document = ahead.document("grid-series")

    assert document["signal"]["tense"] == "forecast"
    assert [each["provider"] for each in document["vintages"]] == ["plugin"]
    assert document["box"]["minimum"] >= 200.0


def test_a_refusal_is_a_note(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that refuses leaves a note, nothing kept, and the status of a no."""
    monkeypatch.setattr(sys, "path", [str(HERE), *sys.path])
    with Loopback([Recording("/x/actual", "no", status=403)]) as server:
        monkeypatch.setenv("WHOLEPRINT_KEY_PLUGIN", f"{server.base}/x")
        answer = call("grid", "fetch", "GB", "--to", "0h", *ASK, "--json")

    assert answer.status == 1
    notes = answer.document("grid-fetch")["notes"]
    assert [note["code"] for note in notes] == ["provider-failed"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("now", "Pariss"), "Near it"),
        (("now", "GB", "--at", "1700-01-01"), "outside the years"),
        (("now", "GB", "--at", "2090-01-01"), "outside the years"),
        (("history", "GB", "--from", "1980-01-01", "--to", "1981-01-01"), "outside the years"),
        (("stats", "London", "--from", "2019-01-01", "--to", "2020-01-01"), "no series is known"),
        (("history", "GB", "--from", "2026-01-02", "--to", "2026-01-01"), "before it begins"),
        (("history", "GB", "--from", "1900-01-01"), "longer than any series"),
        (("forecast", "GB", "--hours", "0"), "number of hours"),
        (("forecast", "GB", "--hours", "1e9"), "at most 336"),
        (("stats",), "no series is named"),
        (("stats", "FR"), "no series is known"),
        (("stats", "GB", "--figure", "a.doc"), "kind"),
        (("zones", "--cloud", "mist"), "aws"),
        (("now", "GB", "--provider", "nobody"), "nobody"),
    ],
)
def test_wrong_use_says_what_to_do(call: Any, arguments: tuple[str, ...], words: str) -> None:
    """Each refusal names what was wrong, and ends with the status of wrong use."""
    answer = call("grid", *arguments)

    assert answer.status == 2
    assert words in answer.err


def test_stats_of_a_shipped_year_and_of_a_file(call: Any, tmp_path: Path) -> None:
    """A shipped series and a file of one's own stand beside each other."""
    rows = [f"2026-01-01T{hour:02d}:00:00Z,{100 + hour}" for hour in range(24)]
    (tmp_path / "own.csv").write_text("start,value\n" + "\n".join(rows), encoding="utf-8")

    document = call("grid", "stats", "GB", "--series", "mine=own.csv", "--json").document(
        "grid-stats"
    )

    assert [zone["name"] for zone in document["zones"]] == ["GB", "mine"]
    assert document["zones"][1]["box"]["mean"] == pytest.approx(111.5)


def test_a_figure_is_written_beside_the_page(call: Any, tmp_path: Path) -> None:
    """``--figure`` draws what the page says."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    period = ("--from", "2023-06-01", "--to", "2023-06-03")

    drawn = call("grid", "history", "GB", *period, "--figure", "a.svg")
    assert (drawn.status, drawn.err) == (0, "written: a.svg\n")
    again = call("grid", "history", "GB", *period, "--figure", "a.svg")
    assert again.status != 0
    assert "--overwrite" in again.err
    assert call("grid", "history", "GB", *period, "--figure", "a.svg", "--overwrite").status == 0
    drawn = call("grid", "stats", "GB", *period, "--figure", "b.svg", "--json")
    assert (drawn.status, drawn.err) == (0, "written: b.svg\n")
    assert drawn.document("grid-stats")["zones"]
    assert call("grid", "stats", "GB", *period, "--figure", "b.svg").status != 0
    assert (tmp_path / "a.svg").exists()
    assert (tmp_path / "b.svg").exists()


def test_zones_without_a_match_say_no(call: Any) -> None:
    """No match is an answer, and its status is 1."""
    assert call("grid", "zones", "xyzzy").status == 1
    assert "DK-DK1" in call("grid", "zones", "denmark").out


def test_all_zones_are_a_summary_and_their_document_is_whole(call: Any) -> None:
    """Asked for nothing, the page counts; the document holds every zone all the same."""
    page = call("grid", "zones").out

    assert "Find one" in page
    assert len(page.splitlines()) < 40
    assert len(call("grid", "zones", "--json").document("grid-zones")["zones"]) > 600


def test_grid_alone_asks_for_a_verb(call: Any) -> None:
    """The verb alone is wrong use, and its help names the inner ones."""
    assert call("grid").status == 2
    assert "forecast" in call("grid", "--help").out


def test_what_was_foreseen_is_scored_once_it_came(
    call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A forecast that was kept two days ago is held against what the provider has seen since."""
    path = tmp_path / "grid.sqlite"
    monkeypatch.setenv("WHOLEPRINT_GRID_CACHE", str(path))
    issued = time.time() // HOUR * HOUR - 48 * HOUR
    signal = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    ahead = [issued + HOUR * place for place in range(25)]
    past = [issued - 8 * 24 * HOUR + HOUR * place for place in range(10 * 24 + 1)]
    question = Question("neso", "GB", "average", "direct", "", "actual", past[0], past[-1])
    foreseen = replace(signal, tense=Tense.FORECAST)
    values = [100.0 + place % 7 for place in range(10 * 24)]
    said = Kept("neso", foreseen.as_json(), ahead, [v + 2.0 for v in values[192:216]], issued)
    seen = Kept("neso", signal.as_json(), past, values, past[-1])
    Cache(path).keep(question, past[-1], [said, seen])

    answer = call("grid", "score", "GB", "--json")
    document = answer.document("grid-score")

    assert answer.status == 0
    (one,) = document["scored"]
    assert (one["provider"], one["against"], one["forecasts"]) == ("neso", "neso", 1)
    assert {lead["error_amount"] for lead in one["leads"]} == {2.0}
    assert sum(lead["steps"] for lead in one["leads"]) == 24
    assert "neso" in call("grid", "score", "London").out


def test_where_nothing_can_be_scored_it_says_what_to_do(call: Any) -> None:
    """An empty cache is no error: the note names the call that keeps forecasts, the status a no."""
    answer = call("grid", "score", "DK1")

    assert answer.status == 1
    assert "nothing to score yet" in answer.out
    assert "grid forecast DK-DK1 --fetch" in " ".join(answer.out.split())


def test_a_server_of_the_settings_file_is_asked_first(
    call: Any, present: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named in wholeprint.toml, it is asked with the query, and its token is told nowhere."""
    monkeypatch.setenv("WHOLEPRINT_GRID_CACHE", str(tmp_path / "grid.sqlite"))
    monkeypatch.setenv("WHOLEPRINT_KEY_PROMETHEUS", "t0ken")
    points = [[present - HOUR + 300.0 * place, f"{70 + place % 5}"] for place in range(25)]
    matrix: dict[str, object] = {
        "resultType": "matrix",
        "result": [{"metric": {}, "values": points}],
    }
    body = json.dumps({"status": "success", "data": matrix})
    with Loopback([Recording("/api/v1/query_range", body)]) as server:
        (tmp_path / "wholeprint.toml").write_text(
            f'prometheus_url = "{server.base}/"\n'
            'prometheus_query = "our_grid_g_per_kwh"\n'
            'prometheus_zone = "IS"\n'
        )
        moment = datetime.fromtimestamp(present - 590.0, UTC).isoformat()
        ask = ("grid", "now", "Iceland", "--at", moment, "--json")
        document = call(*ask, "--fetch").document("grid-now")
        heard = server.heard

    assert document["value"]["value"] == 70 + 10 % 5
    assert document["step"]["start_unix_seconds"] == present - 600.0
    assert [each["provider"] for each in document["vintages"]] == ["prometheus"]
    assert document["signal"]["flow"] == "consumption"
    assert heard[0].params["query"] == "our_grid_g_per_kwh"
    assert heard[0].headers["authorization"] == "Bearer t0ken"
    kept = call(*ask)
    assert kept.document("grid-now")["value"] == document["value"]
    assert "t0ken" not in kept.out + json.dumps(document)


def test_a_server_that_is_named_in_part_is_refused(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address without a query is an error that says what is missing."""
    monkeypatch.setenv("WHOLEPRINT_PROMETHEUS_URL", "http://127.0.0.1:9")

    answer = call("grid", "now", "GB", "--fetch")

    assert answer.status != 0
    assert "prometheus_query, prometheus_zone" in " ".join(answer.err.split())


@pytest.mark.usefixtures("served")
def test_a_zone_without_hours_is_left_out_of_several(call: Any) -> None:
    """Great Britain has recorded hours, France and London have none: a warning for each."""
    document = call("grid", "stats", "GB", "FR", "London", "--json").document("grid-stats")

    assert [zone["name"] for zone in document["zones"]] == ["GB"]
    assert [note["code"] for note in document["notes"]] == ["zone-left-out"] * 2
