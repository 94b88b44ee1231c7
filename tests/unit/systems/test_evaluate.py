"""The value of a term, under the name by which runs and loop scores know it."""

from wholeprint.systems import evaluate
from wholeprint.systems.flat import worth


def test_there_is_one_meaning() -> None:
    """What runs use is what flattening uses."""
    assert evaluate.evaluate is worth.evaluate
