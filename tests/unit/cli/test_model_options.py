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
