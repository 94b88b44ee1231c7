"""``wholeprint grid now``: its arguments. What it does is tested with the verb as a whole."""

import argparse
import json
from typing import Any

import pytest

from wholeprint.cli import grid_now


def test_its_examples_are_understood() -> None:
    """Every example in its help is one that its parser takes."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    grid_now.configure(parser)

    for example in grid_now.EXAMPLES:
        words = example.split()
        assert words[:3] == ["wholeprint", "grid", grid_now.NAME]
        parser.parse_args(words[3:])


def test_several_zones_are_one_document_in_order(call: Any) -> None:
    """Several zones give one document, the cleanest first; one under two names counts once."""
    answer = call("grid", "now", "GB", "DK1", "DK-DK1", "FR", "--json")
    document = answer.document("grid-now-many")
    amounts = [zone["value"]["value"] for zone in document["zones"]]

    assert {zone["zone"] for zone in document["zones"]} == {"GB", "DK-DK1", "FR"}
    assert amounts == sorted(amounts)
    page = call("grid", "now", "GB", "FR").out
    assert "the cleanest first" in page


def test_one_zone_keeps_its_document(call: Any) -> None:
    """One zone is no list of one."""
    assert call("grid", "now", "GB", "--json").document("grid-now")["zone"] == "GB"


def test_the_zone_of_the_settings_stands_in(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a zone it is the one that the settings name, and where they name none an error."""
    refused = call("grid", "now", "--json")
    assert refused.status != 0
    assert "WHOLEPRINT_ZONE" in json.loads(refused.out)["error"]["fix"]

    monkeypatch.setenv("WHOLEPRINT_ZONE", "FR")
    assert call("grid", "now", "--json").document("grid-now")["zone"] == "FR"
