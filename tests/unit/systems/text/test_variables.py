"""Variables as a file writes them."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.build import plain_item
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.model import Kind
from wholeprint.systems.text.read import read_model
from wholeprint.systems.text.variables import heading

HEAD = "model: m\ntime: {start: 0, stop: 1, step: 1}\n"


def test_short_and_long_forms_mean_the_same() -> None:
    """A trailing [unit] is the unit; the rest is the equation."""
    short = read_model(f"{HEAD}auxiliaries:\n  y: 2 * TIME [kWh/year]\n", "a.yaml")
    whole = read_model(
        f"{HEAD}auxiliaries:\n  y: {{equation: 2 * TIME, unit: kWh/year}}\n", "a.yaml"
    )

    assert short.variables == whole.variables
    (y,) = short.variables
    assert (y.kind, y.unit) == (Kind.AUXILIARY, "kWh/year")
    assert y.equations[0].value == parse("2 * TIME")


def test_sections_come_in_one_order_whatever_the_files() -> None:
    """Parameters, lookups, stocks, flows, auxiliaries."""
    text = f"{HEAD}flows:\n  f: p\nstocks:\n  s: {{initial: 0, in: f}}\nparameters:\n  p: 1\n"

    kinds = [each.kind for each in read_model(text, "a.yaml").variables]
    assert kinds == [Kind.PARAMETER, Kind.STOCK, Kind.FLOW]


def test_a_heading_names_a_variable_and_its_dimensions() -> None:
    """Names may hold blanks."""
    item = plain_item("1", "it")

    assert heading(item, "energy use [ age , place ]") == ("energy use", ("age", "place"))
    assert heading(item, "energy use") == ("energy use", ())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("parameters:\n  s: 5\n  S: 6\n", "a.yaml:5"),
        ("stocks:\n  s: 5\n", "needs a mapping"),
        ("auxiliaries:\n  y: {equation: 1, uint: kWh}\n", "uint"),
        ("auxiliaries:\n  y: 2 +\n", "a.yaml:4"),
        ("parameters:\n  n: {value: {a: 1, b: 2}}\n", r"n\[DIMENSION\]"),
        ("parameters:\n  on: {value: 2, switch: true}\n", "a switch, which is 0 or 1: saw 2"),
        ("auxiliaries: {y: FORECAST(TIME, 5, 3), z: 2}\n", "with a comma in quotes"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(lines: str, said: str) -> None:
    """Wrong values, names twice, unknown keys, broken equations."""
    with pytest.raises(ModelError, match=said):
        read_model(HEAD + lines, "a.yaml")
