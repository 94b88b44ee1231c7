"""``wholeprint claims``."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

FULL = (
    *("--of", "energy", "--per", "request", "--baseline", "the model of last year"),
    *("--measured", "measured", "--boundary", "operational", "--level", "compute"),
    *("--value", "0.24 Wh", "--baseline-value", "0.96 Wh", "--quality", "the same answers"),
    *("--hardware", "8 H100", "--baseline-hardware", "8 H100"),
)


def test_a_bare_claim_is_asked_for_what_is_missing(call: Any) -> None:
    """It names no quantity, no baseline and no unit: a list of questions, and an answer of no."""
    answer = call("claims", "our model is 4x more efficient", "--json")
    document = answer.document("claims")

    assert answer.status == 1
    asked = [each["field"] for each in document["questions"]]
    assert asked[:4] == ["of", "baseline", "per", "measured"]
    assert document["understood"]["readings"][0]["ratio"] == 0.25
    assert "of what is not said" in document["sentence"]


def test_a_full_claim_gives_the_honest_sentence(call: Any) -> None:
    """With everything said there is nothing to ask, and the sentence names what is left out."""
    answer = call("claims", "our model is 4x more efficient", *FULL)
    said = " ".join(answer.out.split())

    assert answer.status == 0
    assert (
        "Our model uses 75 % less energy per request than the model of last year "
        "(0.24 Wh against 0.96 Wh), measured on 8 H100, the same answers. "
        "Counted: operational only. Level: compute." in said
    )
    assert "It says nothing of carbon, water, the making of hardware" in said


def test_figures_that_say_something_else(call: Any) -> None:
    """0.5 Wh against 0.96 Wh is no factor of 4: a contradiction, and an answer of no."""
    words = ["0.5 Wh" if word == "0.24 Wh" else word for word in FULL]

    answer = call("claims", "our model is 4x more efficient", *words, "--json")

    assert answer.status == 1
    assert "figures-unlike" in {each["code"] for each in answer.document("claims")["remarks"]}


def test_a_claim_from_two_runs(call: Any) -> None:
    """Two recorded runs give the two figures, how they are known and what is counted."""
    document = call("claims", "ours", "--of", "energy", "--from", "last", "last-1", "--json")

    understood = document.document("claims")["understood"]
    assert understood["value"].endswith("kWh")
    assert understood["boundary"]
    assert understood["ratio"] > 0.0


def test_a_claim_from_two_statements(call: Any, tmp_path: Path) -> None:
    """The energies of two files give the ratio: 75 over 300."""
    for name, energy in (("ours", "75 MWh"), ("theirs", "300 MWh")):
        (tmp_path / f"{name}.yaml").write_text(f"title: {name}\nfigures: {{energy: {energy}}}\n")

    document = call(
        *("claims", "it uses 4x less energy", "--json", "--from"),
        *(str(tmp_path / "ours.yaml"), str(tmp_path / "theirs.yaml")),
    ).document("claims")

    assert document["understood"]["ratio"] == 0.25
    assert document["understood"]["value"] == "75 MWh"


def test_a_claim_from_a_file(call: Any, tmp_path: Path) -> None:
    """A file holds the claim and its fields; a field that no claim has is refused by name."""
    path = tmp_path / "claim.yaml"
    path.write_text("claim: uses half the energy\nper: request\nboundary: [operational, idle]\n")

    document = call("claims", "--file", str(path), "--json").document("claims")
    path.write_text("claim: x\nboundry: operational\n")
    refused = call("claims", "--file", str(path))

    assert document["understood"]["boundary"] == ["operational", "idle"]
    assert document["understood"]["ratio"] == 0.5
    assert refused.status == 2
    assert "boundry" in refused.err


def test_wrong_use(call: Any) -> None:
    """No claim, an unknown quantity, and questions where nobody can answer, are refused."""
    assert call("claims").status == 2
    assert call("claims", "4x better", "--of", "beauty").status == 2
    assert call("claims", "4x better", "--level", "cosmic").status == 2
    assert "no terminal" in call("claims", "4x better", "--ask").err


class Terminal(io.StringIO):
    """Somebody at a terminal, with answers ready."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_what_is_missing_is_asked_one_by_one(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal each question is put, a wrong word is refused, an empty line leaves it open."""
    answers = ["beauty", "last year's", "request", "measured", "", "compute", "", "", "", ""]
    monkeypatch.setattr(sys, "stdin", Terminal("\n".join(answers) + "\n"))

    answer = call("claims", "our model is 4x more efficient", "--ask", "--json")
    understood = answer.document("claims")["understood"]

    assert "no quantity that a claim can be of" in answer.err
    assert (understood["baseline"], understood["per"]) == ("last year's", "request")
    assert understood["measured"] == "measured"
    assert answer.status == 1
