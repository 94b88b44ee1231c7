"""``wholeprint assess``."""

from pathlib import Path
from typing import Any

import pytest

from wholeprint.quantities.boundary import Boundary
from wholeprint.tracking.assessment import assess

FIRST, SECOND, INNER = "20261121-101530-7f3a9c", "20261121-113000-1b2c3d", "20261121-113001-aaaaaa"


def test_a_run_as_if_elsewhere(call: Any, ledger: Path) -> None:
    """What is given on the command line is what the Python interface is told."""
    words = ("--zone", "SE", "--pue", "1.1", "--wue", "0.2", "--lifetime", "5", "--seed", "3")

    document = call("assess", FIRST, "--json", *words).document("assessment")

    expected = assess(
        FIRST, ledger=ledger, zone="SE", pue=1.1, wue=0.2, lifetime_years=5.0, seed=3
    ).as_json()
    assert {name: document[name] for name in expected} == expected
    assert document["signal"]["zone"] == "SE"


@pytest.mark.parametrize(
    "words",
    [
        ("--attribution", "process"),
        ("--boundary", "operational,facility"),
        ("--boundary", "operational, end-of-life"),
        ("--signal", "direct"),
        ("--utilisation", "0.5"),
        ("--draws", "64"),
    ],
)
def test_every_assumption_changes_the_result(call: Any, words: tuple[str, ...]) -> None:
    """Each option reaches the assessment: the footprint is another than without it."""
    plain = call("assess", FIRST, "--json").document("assessment")
    other = call("assess", FIRST, "--json", *words).document("assessment")

    assert other["footprint"] != plain["footprint"]


def test_what_is_outside_the_boundary_has_no_number(call: Any) -> None:
    """A boundary counts exactly what is named, and is told with the result."""
    words = ("assess", FIRST, "--boundary", "operational,idle")

    document = call(*words, "--json").document("assessment")

    counted = [name for name, inside in document["boundary"].items() if inside]
    assert counted == ["operational", "idle"]
    assert set(document["boundary"]) == set(Boundary().as_json())
    assert document["footprint"]["ghg_embodied"]["value"] is None
    assert "outside the boundary" in call(*words).out


def test_a_series_of_ones_own(call: Any, tmp_path: Path) -> None:
    """A file that cannot be read as a series is refused, and names what is wrong."""
    file = tmp_path / "grid.csv"
    file.write_text("nonsense\n1\n", encoding="utf-8")

    answer = call("assess", FIRST, "--intensity", str(file))

    assert answer.status == 2
    assert "grid.csv" in answer.err


def test_several_runs_are_added_up(call: Any) -> None:
    """The footprint of several runs is their sum; naming one twice changes nothing."""
    document = call("assess", FIRST, SECOND, FIRST, "--json").document("assessment")

    assert [part["run"]["id"] for part in document["runs"]] == [FIRST, SECOND]
    centrals = [part["footprint"]["energy"]["central"] for part in document["runs"]]
    # The sum is of floats in another order: equal but for rounding.
    assert document["footprint"]["energy"]["central"] == pytest.approx(sum(centrals), rel=1e-12)


def test_a_run_inside_another_is_listed_and_not_added(call: Any) -> None:
    """Energy that another run holds is not counted twice."""
    with_inner = call("assess", SECOND, INNER, "--json").document("assessment")
    alone = call("assess", SECOND, "--json").document("assessment")
    text = call("assess", SECOND, INNER).out

    assert with_inner["footprint"]["energy"] == alone["footprint"]["energy"]
    assert "1 not added" in text
    assert "Sum of 1 run" in text


def test_a_sum_of_nothing_is_refused(call: Any) -> None:
    """Where all named runs lie inside others there is no sum to give, but each has its own."""
    answer = call("assess", INNER, "--json")
    assert answer.document("assessment")["run"]["counted"] is False


def test_hours_without_a_network(call: Any) -> None:
    """By the hour a run in Britain has typical hours, says so, and touches no network."""
    document = call("assess", FIRST, "--zone", "GB", "--hourly", "--json").document("assessment")

    codes = {note["code"] for note in document["notes"]}
    assert {"hours-used", "typical-profile"} <= codes
    assert document["signal"]["scope"] == "direct"
    assert document["vintages"] == []


def test_hours_that_are_at_hand_are_named(call: Any) -> None:
    """Placed in a shipped hour the hours serve; where they are not used, a remark says so."""
    words = ("assess", FIRST, "--zone", "GB", "--hourly", "--at", "2023-07-04T12:00", "--json")
    document = call(*words).document("assessment")

    assert "hours-at-hand" not in {note["code"] for note in document["notes"]}
    (used,) = [note for note in document["notes"] if note["code"] == "hours-used"]
    assert "ship with wholeprint" in used["message"]


def test_a_region_of_a_cloud_is_a_place(call: Any) -> None:
    """A disputed region is assessed with its warning, in text and in the document."""
    words = ("assess", FIRST, "--zone", "aws:us-west-2")
    document = call(*words, "--json").document("assessment")

    assert document["signal"]["zone"] == "AWS-us-west-2"
    assert "zone-disputed" in {note["code"] for note in document["notes"]}
    assert "US-NW-PACW" in call(*words).out
