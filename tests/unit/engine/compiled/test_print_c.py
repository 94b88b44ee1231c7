"""A program as C."""

import math

import pytest

from wholeprint.engine.compiled.c_words import number_text
from wholeprint.engine.compiled.lower import lower
from wholeprint.engine.compiled.print_c import print_c
from wholeprint.engine.compiled.program import Phase
from wholeprint.engine.kernel import Measure, Output
from wholeprint.systems.flat.system import System


@pytest.mark.parametrize("number", [0.0, -0.0, 0.1, -1e308, 5e-324, 1.0 / 3.0])
def test_numbers_keep_their_bits(number: float) -> None:
    """C reads the digits that Python writes, to the last one."""
    text = number_text(number).strip("()")

    assert float.fromhex(text) == number
    assert math.copysign(1.0, float.fromhex(text)) == math.copysign(1.0, number)


def test_what_is_no_number_is_named() -> None:
    """C has words for these."""
    assert number_text(math.nan) == "NAN"
    assert number_text(math.inf) == "INFINITY"
    assert number_text(-math.inf) == "(-INFINITY)"


def test_generated_code_has_no_names_of_the_model(epidemic: System) -> None:
    """What the user calls things never reaches a compiler."""
    outputs = [Output(epidemic.names["infectious"], Measure.SERIES)]
    code = print_c(lower(epidemic, [4], outputs))

    assert "infect" not in code.text
    assert "epidemic" not in code.text
    assert code.saves_series == 1
    assert code.layout.pieces[Phase.STEP]
