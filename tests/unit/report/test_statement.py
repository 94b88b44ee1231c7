"""Sentences for a paper."""

from wholeprint.report.shapes import RunResultDocument
from wholeprint.report.statement import statement


def test_a_statement_says_all_that_a_reader_needs(shown: RunResultDocument) -> None:
    """Energy and carbon with intervals, zone, boundary, and the versions that computed them."""
    text = statement(shown).replace("\u00a0", " ")

    for part in (
        "took 10 min in grid zone FR",
        "170 Wh [130 \u2013 230] of energy at the meter of the building",
        "7.6 gCO2e [3.0 \u2013 17.8] of operational emissions",
        "6.3 gCO2e [3.4 \u2013 11.5] of embodied emissions",
        "end of life",
        f"wholeprint {shown['tool']['version']}",
        shown["factors_version"],
    ):
        assert part in text


def test_what_is_not_known_is_said_to_be_unknown(shown: RunResultDocument) -> None:
    """A category without data is stated as unknown, with its reason, and never as nought."""
    shown["footprint"]["ghg_embodied"] = shown["footprint"]["water_embodied"]
    shown["signal"] = None

    text = statement(shown)

    assert "an unknown amount (no source states" in text
    assert "a grid zone that was not declared" in text
