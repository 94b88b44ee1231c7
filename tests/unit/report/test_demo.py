"""What the demo finds in a small ledger."""

from array import array
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.errors import UnknownFactorError
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.report.demo import Learned, demo_document, extremes
from wholeprint.report.form import schema

GOLDEN = Path(__file__).parents[2] / "golden"

TIMES = {"little, 1": 1.0, "more, 2": 2.0, "most, 3": 4.0}
"""How often each model does the work of the recorded run."""


def longer(record: RunRecord, name: str, times: float) -> RunRecord:
    """The recorded run, as if the same work had been done so many times over."""
    return replace(
        record,
        id=f"20261121-12000{int(times)}-5e6f70",
        label=name,
        status=Status.DONE,
        exit_code=0,
        settings={**record.settings, "zone": "DE"},
        edges=array("d", (edge * times for edge in record.edges)),
        cpu_seconds=array("d", (each * times for each in record.cpu_seconds)),
        busy_seconds=array("d", (each * times for each in record.busy_seconds)),
        ended_unix_ns=record.started_unix_ns + int(record.edges[-1] * times * 1e9),
        notes=(),
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Learned]]:
    """Three runs of 10, 20 and 40 minutes without a counter: their energy is modelled.

    Real work of a second would put the noise of the machine that tests into the numbers.
    """
    recorded = read_json((GOLDEN / "runs.json").read_bytes())[-1]
    runs = [longer(recorded, name, times) for name, times in TIMES.items()]
    ledger = tmp_path_factory.mktemp("demo") / "book.sqlite"
    with SqliteStore(ledger) as store:
        for run in runs:
            store.add(run)
    return ledger, [Learned(name, run.id, 0.9) for name, run in zip(TIMES, runs, strict=True)]


@pytest.fixture(scope="module")
def document(book: tuple[Path, list[Learned]]) -> Any:
    ledger, learned = book
    return demo_document(learned, ledger=ledger, elsewhere=("FR", "PL"), hourly_zone="GB")


def test_document_keeps_its_schema(document: Any) -> None:
    """The document is what the schema says, and names each model and place once."""
    validator: Any = Draft202012Validator(schema("demo"))
    validator.validate(document)

    assert [model["name"] for model in document["models"]] == list(TIMES)
    assert {model["zone"] for model in document["models"]} == {"DE"}
    assert [place.partition(",")[0] for place in document["elsewhere"]] == ["FR", "PL", "GB", "GB"]
    assert all(set(found) == set(TIMES) for found in document["elsewhere"].values())


def test_order_is_that_of_the_work(document: Any) -> None:
    """On one machine more work is more energy: the order is that of the work, draw by draw."""
    assert [each["name"] for each in document["order"]] == list(TIMES)
    assert [each["rank"] for each in document["order"]] == [1, 2, 3]


def test_reversals_are_sure(document: Any) -> None:
    """Each reversal has more energy, less carbon, other places, and 95 % of all draws.

    Poland's grid carries some ten times what France's does, and the dirtiest hour of Great
    Britain's several times its cleanest, so that one is found in each.
    """
    assert len(document["reversals"]) == 2
    for each in document["reversals"]:
        assert each["probability"] >= 0.95
        assert each["energy_ratio"]["value"] > 1.0
        assert each["more_carbon"]["value"] < each["less_carbon"]["value"]
        assert each["more_at"] != each["less_at"]
        work = TIMES[each["more"]] / TIMES[each["less"]]
        assert work > 1.0


def test_equal_runs_give_no_reversal(book: tuple[Path, list[Learned]]) -> None:
    """One run under two names is no reversal anywhere: no energy is surely the greater."""
    ledger, learned = book
    twice = [Learned("a", learned[0].run_id, 0.9), Learned("b", learned[0].run_id, 0.9)]
    document: Any = demo_document(twice, ledger=ledger, elsewhere=("FR", "PL"), hourly_zone="GB")

    assert document["reversals"] == []
    assert [(each["rank"], len(each["ties"])) for each in document["order"]] == [(1, 1), (1, 1)]


def test_one_place_gives_no_reversal(book: tuple[Path, list[Learned]]) -> None:
    """In one place less energy is less carbon; only the hours can then turn the order round."""
    ledger, learned = book
    document: Any = demo_document(learned, ledger=ledger, elsewhere=("FR",), hourly_zone="GB")

    assert all(each["more_at"].startswith("GB") for each in document["reversals"])


def test_extremes_of_a_zone() -> None:
    """The cleanest and the dirtiest hour are moments of the zone's series; no series is refused."""
    clean, dirty = extremes("GB")

    assert clean.words.startswith("GB, 2")
    assert clean.words != dirty.words
    assert clean.arguments.get("hourly") is True
    with pytest.raises(UnknownFactorError):
        extremes("BR")
