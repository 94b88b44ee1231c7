"""What became of a whole statement."""

from typing import Any

import pytest

from wholeprint.advice.statement.outcome import Outcome, outcome, rests_on_memory
from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.rebuild import rebuild


def _rebuilt(**figures: Any) -> Any:
    return rebuild(statement_of({"figures": figures}))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"a": {"is": "2", "equals": "1 + 1"}}, Outcome.REPRODUCES),
        ({"a": {"is": "2", "equals": "1 + 1"}, "b": {"equals": "a"}}, Outcome.REPRODUCES),
        ({"a": {"is": "2", "equals": "1 * 2.7"}}, Outcome.NEARLY),
        ({"a": {"is": "2", "equals": "zz"}, "b": {"is": "2", "equals": "2"}}, Outcome.UNKNOWN),
        ({"a": {"is": "2", "equals": "3"}, "b": {"is": "2", "equals": "zz"}}, Outcome.CONTRADICTS),
        ({"a": {"is": "2 kWh", "equals": "[2 L]"}}, Outcome.CONTRADICTS),
        ({"a": "2", "b": {"equals": "a"}}, Outcome.FOLLOWS),
        ({"a": "2"}, Outcome.FOLLOWS),
    ],
)
def test_as_good_as_the_worst(figures: dict[str, Any], expected: Outcome) -> None:
    """One figure that is off outweighs all that come out."""
    assert outcome(_rebuilt(**figures)) is expected


def test_memory() -> None:
    """One figure from memory is enough."""
    recalled = _rebuilt(a={"is": "2", "read": "recalled"}, b={"is": "2", "equals": "a"})

    assert rests_on_memory(recalled)
    assert not rests_on_memory(_rebuilt(a="2", b={"is": "2", "equals": "a"}))
