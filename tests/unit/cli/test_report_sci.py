"""Arguments of a score, as they are read."""

import argparse
from pathlib import Path

import pytest

from wholeprint.cli import report_ai, report_file, report_sci, report_score
from wholeprint.errors import ConformanceError, UnitError, UnknownNameError, ValueRefusedError
from wholeprint.lifecycle.sci_ai import Basis, Persona, Stage
from wholeprint.lifecycle.sci_units import FunctionalUnit


def _given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    report_score.configure(parser)
    report_ai.configure(parser)
    report_file.configure(parser)
    return parser.parse_args(words)


def test_what_was_done_and_what_a_score_is_per() -> None:
    """So many things, and the unit; a conversion to something else makes that the unit."""
    asked = report_sci.asked(_given("--per", "1k tokens=5_000"))
    assert (asked.unit, asked.counted, asked.done_count) == (
        FunctionalUnit("token", 1000.0),
        "token",
        5e6,
    )

    made = report_sci.asked(
        _given("--per", "images=8", "--convert", "image=request:0.25:four each")
    )
    assert (made.unit, made.counted) == (FunctionalUnit("request"), "image")


def test_one_thing_needs_no_number() -> None:
    """``--per run`` is one run."""
    assert report_sci.asked(_given("--per", "run")).done_count == 1.0


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("1k tokens=5000", 5e6),
        ("1M tokens=5", 5e6),
        ("million tokens=5", 5e6),
        ("10 runs=1", 10.0),
        ("token=5M", 5e6),
        ("request=12k", 1.2e4),
        ("1k tokens", 1e3),
    ],
)
def test_so_many_of_what_is_named(text: str, done: float) -> None:
    """``WHAT=N`` is N times WHAT, as it reads; N takes the letters that WHAT takes."""
    assert report_sci.asked(_given("--per", text)).done_count == done


def test_a_baseline_counts_in_the_same_unit() -> None:
    """``--baseline-count`` is of what ``--per`` names: 2k of 1k tokens are two million."""
    given = _given("--per", "1k tokens=5000", "--baseline", "x", "--baseline-count", "2k")
    assert report_sci.baseline_count(given) == 2e6


def test_nothing_to_count_is_refused() -> None:
    """Without ``--per`` the error names R and shows how to give it."""
    with pytest.raises(ConformanceError, match="R is missing"):
        report_sci.asked(_given())


@pytest.mark.parametrize(
    ("text", "value"), [("1,000.5", 1000.5), ("120,000", 1.2e5), ("1_000", 1e3), ("1.5", 1.5)]
)
def test_a_comma_parts_thousands(text: str, value: float) -> None:
    """Groups of three digits may be parted."""
    assert report_sci.number(text, text) == value


@pytest.mark.parametrize("text", ["1,5", "12,00", "1,0000", ",5", "1.5,000"])
def test_a_comma_parts_nothing_else(text: str) -> None:
    """A decimal comma is refused: 1,5 read as 15 would be wrong by ten."""
    with pytest.raises(ValueRefusedError, match="point"):
        report_sci.number(text, text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1200kgCO2e", "gCO2e", 1.2e6),
        ("1.2 tCO2e", "gCO2e", 1.2e6),
        ("45 gCO2e/kWh", "gCO2e/kWh", 45.0),
        ("4year", "year", 4.0),
        ("-3e-1 kWh", "kWh", -0.3),
    ],
)
def test_a_quantity_has_a_unit(text: str, unit: str, value: float) -> None:
    """A number with its unit, in the unit that is wanted."""
    assert report_sci.quantity(text, unit).central == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", ["45", "kg", "", "1e999 kWh", "1 2 kWh", "NaN kWh"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    """No number, no unit, or neither."""
    with pytest.raises((ValueRefusedError, UnitError)):
        report_sci.quantity(text, "kWh")


def test_what_is_said_beside_a_score_for_ai() -> None:
    """Persona, stage, basis, strategies, and statements by stage and by kind of work."""
    given = _given(
        *("--ai", "provider", "--stage", "deployment", "--basis", "effective"),
        *("--strategy", "early stopping", "--stage-of", "retirement=not material"),
        *("--work", "evaluation=in the same runs", "--rationale", "why"),
    )

    said = report_ai.disclosure(given)

    assert report_ai.persona(given) is Persona.PROVIDER
    assert report_ai.stage(given) is Stage.DEPLOYMENT
    assert (said.basis, said.rationale, said.strategies) == (
        Basis.EFFECTIVE,
        "why",
        ("early stopping",),
    )
    assert said.stages == {Stage.RETIREMENT: "not material"}
    assert said.design == {"evaluation": "in the same runs"}


@pytest.mark.parametrize("word", ["--stage-of", "--work"])
def test_a_name_that_is_none_is_refused(word: str) -> None:
    """A stage or kind of work that the draft does not know is named with those that it does."""
    with pytest.raises(UnknownNameError, match="moon"):
        report_ai.disclosure(_given(word, "moon=x"))


def test_the_ending_says_what_a_file_is(tmp_path: Path) -> None:
    """YAML is a reporting file; what cannot be written is said."""
    assert report_file.is_yaml(Path("x.YML"))
    assert not report_file.is_yaml(Path("x.json"))
    assert not report_file.is_yaml(None)
    report_file.write(tmp_path / "x", "text\n")
    assert (tmp_path / "x").read_text(encoding="utf-8") == "text\n"
    with pytest.raises(ValueRefusedError, match="no such file"):
        report_file.write(tmp_path / "none" / "x", "text\n")
