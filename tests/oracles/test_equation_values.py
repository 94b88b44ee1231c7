"""What equations are worth, beside another reader of the XMILE language."""

import pytest

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

BESIDE: tuple[tuple[str, float], ...] = (
    ("-2^2", -4.0),
    ("2^3^2", 512.0),
    ("NOT 1 = 0", 1.0),
    ("NOT 0 = 0", 0.0),
    ("7 MOD 4 * 2", 6.0),
    ("2 * 7 MOD 4", 2.0),
    ("1 = 1 = 0", 0.0),
    ("1 < 2 = 1", 1.0),
    ("2^-1", 0.5),
    ("-7 MOD 4", 1.0),
    ("1 OR 0 AND 0", 1.0),
    ("3 > 2 > 1", 0.0),
    ("- 2 * 3 ^ 2", -18.0),
)
"""Values that pysimlin 0.8.5 gave on 2026-11-21 for an XMILE file with these equations."""


@pytest.mark.parametrize(("text", "value"), BESIDE)
def test_equations_are_worth_what_another_reader_says(text: str, value: float) -> None:
    """Small whole numbers: equal to the last bit."""
    model = read_model(
        f"model: m\ntime: {{start: 0, stop: 1, step: 1}}\nauxiliaries:\n  x: '{text}'\n", "m.yaml"
    )
    system = flatten(model)

    assert simulate(system).values[system.names["x"]][0, 0] == value
