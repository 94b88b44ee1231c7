"""Amounts, ratios and declarations as they are typed."""

import argparse

import pytest

from wholeprint.cli.estimate_options import amount, declaration, development


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("70e9", 70e9),
        ("70B", 70e9),
        ("70 G", 70e9),
        ("15T", 15e12),
        ("1_082_990", 1_082_990.0),
        ("0.5", 0.5),
        ("3.8e25", 3.8e25),
        ("2k", 2000.0),
        ("1M", 1e6),
    ],
)
def test_amounts_may_have_a_letter(text: str, value: float) -> None:
    """A letter behind a number multiplies it; B and G are both a billion."""
    assert amount(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["", "lots", "-5", "70Q", "nan", "inf", "1e999", "1e9B9", "=1+1"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    """Words, signs, formulas and what is not finite are refused."""
    with pytest.raises(argparse.ArgumentTypeError, match="is not"):
        amount(text)


def test_development_is_a_number_or_published() -> None:
    """Anything else is refused."""
    assert development("published") == "published"
    assert development("2.68") == 2.68
    with pytest.raises(argparse.ArgumentTypeError):
        development("much")


def test_declarations_have_a_name_and_a_number() -> None:
    """NAME=VALUE, and nothing less."""
    assert declaration("power.host_overhead=1") == ("power.host_overhead", 1.0)
    for text in ("power", "=1", "power=", "power=x", "power=nan"):
        with pytest.raises(argparse.ArgumentTypeError):
            declaration(text)
