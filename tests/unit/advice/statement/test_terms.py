"""The vocabulary: every word has a unit, and every identity fits in its units."""

import pytest

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.formula import Node
from wholeprint.advice.statement.terms import (
    ADDED_UP,
    IDENTITIES,
    TERMS,
    by_word,
    identities,
    unit_of_term,
)


class _Units:
    """Each word, as one of its unit."""

    def figure(self, name: str, row: str | None) -> Amount:
        """One of the unit."""
        assert row is None
        return Amount(1.0, unit_of_term(name))

    def printed(self, name: str, row: str | None) -> Amount:
        """The same."""
        return self.figure(name, row)

    def over_rows(self, name: str) -> tuple[Amount, ...]:
        """No rows."""
        raise AssertionError(name)


def test_words_are_told_apart() -> None:
    """No word stands for two terms."""
    words = [word for term in TERMS for word in (term.name, *term.also)]

    assert len(words) == len(set(words))
    assert by_word()["co2e"].name == "ghg"


def test_every_term_has_a_unit() -> None:
    """Each unit can be read, and those of gas are known as such."""
    for term in TERMS:
        unit_of_term(term.name)
    assert by_word()["ghg"].is_of_gas
    assert not by_word()["energy"].is_of_gas


@pytest.mark.parametrize(("target", "node"), identities(), ids=[text for _, text in IDENTITIES])
def test_identities_fit_in_their_units(target: str, node: Node) -> None:
    """Left and right of every identity measure the same kind of thing."""
    assert node.value(_Units()).unit.fits(unit_of_term(target))


def test_what_is_added_up_is_a_word() -> None:
    """Only words of the vocabulary are added up over rows."""
    assert {term.name for term in TERMS} >= ADDED_UP
