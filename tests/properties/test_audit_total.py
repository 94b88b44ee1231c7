"""Whatever a statement says, an audit answers."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.advice.audit.finding import Severity
from wholeprint.advice.audit.registry import audit
from wholeprint.advice.claims import claim_of
from wholeprint.advice.claims_check import questions, remarks
from wholeprint.advice.claims_say import sentence
from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.terms import TERMS
from wholeprint.errors import WholeprintError
from wholeprint.tracking.audit_references import TableReferences

REFERENCES = TableReferences()
NAMES = [term.name for term in TERMS] + ["own", "other_share", "tdp", "ghg_idle"]
NUMBERS = ["0", "1", "-3", "1e-300", "9e299", "1,234,567", "~5", "<2", "0.000", "1.46M", "3 ± 2"]
UNITS = ["", "kWh", "MWh", "W", "g", "kg", "tCO2e", "g/kWh", "kg/kWh", "L", "L/kWh", "h", "%", "x"]
FORMULAS = [
    "energy * intensity",
    "own / own",
    "sum(ghg)",
    "1 / other_share",
    "(own ^ 99) ^ 99",
    "exp(own)",
    "ghg - offsets",
    '"a".energy + "b".energy',
    "printed(own)",
    "max(energy, it_energy)",
]


def _figure(number: str, unit: str) -> str:
    return f"{number} {unit}"


figures: st.SearchStrategy[Any] = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(
        st.builds(_figure, st.sampled_from(NUMBERS), st.sampled_from(UNITS)),
        st.fixed_dictionaries(
            {"equals": st.sampled_from(FORMULAS)},
            optional={
                "is": st.sampled_from(NUMBERS),
                "of": st.lists(st.sampled_from(NAMES), max_size=2),
                "also": st.sampled_from(NUMBERS),
                "read": st.sampled_from(["recalled", "primary"]),
            },
        ),
    ),
    max_size=8,
)
statements: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"figures": figures, "totals": figures},
    optional={
        "rows": st.fixed_dictionaries({"a": figures, "b": figures, "c": figures}),
        "hardware": st.sampled_from(["A100", "8x H100", "nothing known", ""]),
        "place": st.sampled_from(["FR", "US-IA", "nowhere", "eu-west-1"]),
        "year": st.sampled_from(["2019", "2100"]),
        "accounting": st.sampled_from(["location", "market"]),
        "boundary": st.just(["operational"]),
    },
)


@settings(max_examples=200, deadline=None)
@given(statements)
def test_every_statement_has_an_answer(plain: dict[str, object]) -> None:
    """No check fails on another's figures: nought, no unit, huge, circular, or of another kind."""
    try:
        statement = statement_of(plain)
    except WholeprintError:
        return

    found = audit(statement, REFERENCES)

    assert found.is_consistent == (not found.of(Severity.CONTRADICTION))
    assert all(each.message.endswith((".", "%")) or each.message for each in found.findings)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_every_claim_has_a_sentence(text: str) -> None:
    """Any text is a claim of something, or of nothing; it never fails."""
    claim = claim_of(text)

    assert sentence(claim)
    assert questions(claim)
    assert all(each.message for each in remarks(claim))


@pytest.mark.parametrize("seed", range(3))
def test_claims_of_shuffled_words(seed: int) -> None:
    """Words of claims in any order are read without failing."""
    text = "our model uses up to 4x 75 % less more energy faster than per request 0x 0 % half"
    words = text.split()
    draw = random.Random(seed)  # noqa: S311 - an order of words
    for _ in range(300):
        draw.shuffle(words)
        assert sentence(claim_of(" ".join(words)))
