"""Arguments of verbs about models."""

import argparse
from pathlib import Path
from typing import Any

import pytest

from wholeprint.cli.model_options import setting, share

_PLAIN = "model: plain\ntime: {start: 0, stop: 1, step: 1}\nparameters: {a: 1}\n"


def test_settings_have_a_name_and_a_number() -> None:
    """Names may hold blanks, and equals signs in quotes."""
    assert setting("contact rate=0.4") == ("contact rate", 0.4)
    assert setting('"a=b" = 1e3') == ('"a=b"', 1000.0)


@pytest.mark.parametrize("text", ["rate", "=1", "rate=", "rate=nan", "rate=x"])
def test_what_is_no_setting_is_refused(text: str) -> None:
    """Without a name or a number it is refused."""
    with pytest.raises(argparse.ArgumentTypeError):
        setting(text)


def test_shares_are_numbers_or_percentages() -> None:
    """Five hundredths either way; nothing beyond one."""
    assert share("5%") == share("0.05") == 0.05
    for text in ("1.5", "-1 %", "much"):
        with pytest.raises(argparse.ArgumentTypeError):
            share(text)


def _assumption(document: Any, name: str) -> Any:
    (found,) = [each for each in document["assumptions"] if each["name"] == name]
    return found


def test_a_model_is_fed_from_a_project(call: Any) -> None:
    """Each value that is used stands among the assumptions with its source and how it is known."""
    words = ("simulate", "rebound", "--from-project", "digits", "--json")

    document = call(*words).document("simulation")
    plain = call("simulate", "rebound", "--json").document("simulation")

    energy = _assumption(document, "energy at first")
    assert energy["value"] != _assumption(plain, "energy at first")["value"]
    assert energy["sources"][0]["key"] == "project digits"
    assert "Declared: 10 kWh/experiment" in energy["note"]
    assert _assumption(document, "saving") == _assumption(plain, "saving")


def test_what_is_set_goes_before_the_project(call: Any) -> None:
    """--set, and a scenario, hold against what the runs say."""
    words = ("simulate", "rebound", "--from-project", "digits", "--set", "energy at first=7")

    document = call(*words, "--json").document("simulation")

    assert _assumption(document, "energy at first")["value"] == 7.0


@pytest.mark.parametrize("verb", [("loops",), ("leverage", "--outcome", "rebound", "--runs", "8")])
def test_other_verbs_take_a_project_too(call: Any, verb: tuple[str, ...]) -> None:
    """The same arguments, the same model."""
    assert call(verb[0], "rebound", *verb[1:], "--from-project", "digits").status == 0


def test_a_project_that_is_not_there_or_not_asked_for_is_refused(call: Any, tmp_path: Path) -> None:
    """A project without runs; a model that takes nothing of a ledger."""
    path = tmp_path / "plain.yaml"
    path.write_text(_PLAIN, encoding="utf-8")

    strange = call("simulate", "rebound", "--from-project", "nobody's")
    plain = call("simulate", str(path), "--from-project", "digits")

    assert (strange.status, plain.status) != (0, 0)
    assert "no run of this project" in strange.err
    assert "measured: energy_per_run" in plain.err


def test_what_the_project_does_not_give_is_said_on_the_page(call: Any) -> None:
    """Runs within less than a week give no rate of a month: the page says what is kept."""
    text = " ".join(call("simulate", "rebound", "--from-project", "digits").out.split())

    assert "experiments at first keeps the 100 experiment/month that the model declares" in text
    assert "two runs or more, 7 days apart at least" in text


def test_what_a_project_gives_is_doubted_and_drawn(call: Any) -> None:
    """An assumed intensity from the ledger has its ends, and is varied among many runs."""
    words = ("simulate", "rebound", "--from-project", "digits")

    single = call(*words, "--json").document("simulation")
    many = call(*words, "--runs", "8", "--json").document("ensemble")

    found = _assumption(single, "carbon intensity")
    assert found["believed_low_amount"] < found["value"] < found["believed_high_amount"]
    assert "carbon intensity" in {each["name"] for each in many["inputs"]}


def test_what_is_set_by_hand_has_no_source_of_the_project(call: Any) -> None:
    """12 by hand is nobody's measurement."""
    words = ("simulate", "rebound", "--from-project", "digits", "--set", "energy at first=12")

    found = _assumption(call(*words, "--json").document("simulation"), "energy at first")

    assert (found["value"], found["set_by"], found["sources"]) == (12.0, "hand", [])


def test_a_setting_outside_of_what_is_believed_is_said(call: Any) -> None:
    """1.5 of a saving of 0.1 to 0.75; within it nothing is said."""
    far = call("simulate", "rebound", "--set", "elasticity=1.7", "--json").document("simulation")
    near = call("simulate", "rebound", "--set", "elasticity=1.2", "--json").document("simulation")

    (note,) = far["notes"]
    assert "elasticity = 1.7 lies outside of what is believed, 0 to 1.5" in note
    assert near["notes"] == []


def test_a_shared_assumption_is_shown_with_what_is_believed(call: Any, tmp_path: Path) -> None:
    """A parameter that names a factor and no ends of its own."""
    path = tmp_path / "site.yaml"
    path.write_text(
        "model: site\ntime: {start: 0, stop: 1, step: 1}\n"
        "parameters:\n  pue: {factor: pue.datacentre, value: 1.2, unit: '1'}\n",
        encoding="utf-8",
    )

    found = _assumption(call("simulate", str(path), "--json").document("simulation"), "pue")

    assert found["believed_low_amount"] >= 1.0
    assert found["believed_high_amount"] > found["believed_low_amount"]


def test_a_scenario_and_a_setting_are_told_apart(call: Any, tmp_path: Path) -> None:
    """In one run and in many: what is set by hand is not the scenario's, also where both say."""
    path = tmp_path / "two.yaml"
    path.write_text(
        "model: two\ntime: {start: 0, stop: 1, step: 1}\nparameters: {a: 1, b: 2}\n"
        "scenarios: {x: {note: N., values: {a: 5, B: 6}}}\nauxiliaries: {c: a + b}\n",
        encoding="utf-8",
    )
    words = ("simulate", str(path), "--scenario", "x", "--set", "b=7")

    single = call(*words, "--json").document("simulation")

    assert [_assumption(single, each)["set_by"] for each in ("a", "b")] == ["scenario", "hand"]
    assert single["settings"] == {"a": 5.0, "b": 7.0}
    assert "Set: b = 7." in call(*words, "--runs", "2", "--keep", "c").out


def test_an_end_between_two_steps_is_said(call: Any) -> None:
    """On the page of one run, and of many."""
    words = ("simulate", "rebound", "--step", "7", "--stop", "20")
    text = " ".join(call(*words, "--set", "elasticity=0").out.split())

    assert "The run ends at 14, not at 20 month" in text
