"""What the demo finds in a small ledger."""

import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import wholeprint
from wholeprint.errors import UnknownFactorError
from wholeprint.report.demo import Learned, demo_document, extremes
from wholeprint.report.form import schema

WORK_SECONDS = {"little, 1": 0.05, "more, 2": 0.25, "most, 3": 1.0}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Learned]]:
    """Three runs of about 0.05, 0.25 and 1 s of work."""
    ledger = tmp_path_factory.mktemp("demo") / "book.sqlite"
    learned: list[Learned] = []
    for name, seconds in WORK_SECONDS.items():
        with wholeprint.track(name, ledger=ledger, zone="DE", interval=0.05) as run:
            begin = time.process_time()
            while time.process_time() - begin < seconds:
                sum(range(1000))
        assert run.id is not None
        learned.append(Learned(name, run.id, 0.9))
    return ledger, learned


@pytest.fixture(scope="module")
def document(book: tuple[Path, list[Learned]]) -> Any:
    ledger, learned = book
    return demo_document(learned, ledger=ledger, elsewhere=("FR", "PL"), hourly_zone="GB")


def test_document_keeps_its_schema(document: Any) -> None:
    """The document is what the schema says, and names each model and place once."""
    validator: Any = Draft202012Validator(schema("demo"))
    validator.validate(document)

    assert [model["name"] for model in document["models"]] == list(WORK_SECONDS)
    assert {model["zone"] for model in document["models"]} == {"DE"}
    assert [place.partition(",")[0] for place in document["elsewhere"]] == ["FR", "PL", "GB", "GB"]
    assert all(set(found) == set(WORK_SECONDS) for found in document["elsewhere"].values())


def test_order_is_that_of_the_work(document: Any) -> None:
    """On one machine more work is more energy: the order is that of the work, draw by draw."""
    assert [each["name"] for each in document["order"]] == list(WORK_SECONDS)
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
        work = WORK_SECONDS[each["more"]] / WORK_SECONDS[each["less"]]
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
