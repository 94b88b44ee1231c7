"""The tests beside a model."""

import pytest

from wholeprint.systems.check.promises import promise_findings, softened
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.printed import printed
from wholeprint.systems.text.read import read_model


def _said(test: str) -> list[str]:
    text = f"""
model: decay
time: {{start: 0, stop: 4, step: 1, unit: day}}
parameters: {{span: 2}}
stocks: {{x: {{initial: 8, out: [loss]}}}}
flows: {{loss: x / span}}
tests: [{test}]
"""
    return [each.what for each in promise_findings(read_model(text, "decay.yaml"))]


@pytest.mark.parametrize(
    "test",
    [
        "{name: t, given: {}, expect: x > 0, when: always}",
        "{name: t, given: {}, expect: x = 0.5, when: end}",
        "{name: t, given: {}, expect: x = 8, when: start}",
        "{name: t, given: {x.initial: 0}, expect: loss = 0, when: always}",
        "{name: t, given: {span: 3}, expect: x * 3 = 3 * x AND x > 0, when: always}",
        "{name: t, given: {span: 1}, expect: x < 8.1, when: always}",
    ],
)
def test_what_holds_is_not_told(test: str) -> None:
    """At all instants, at the end or at the start, under what is given."""
    assert _said(test) == []


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("{name: t, given: {}, expect: x > 1, when: always}", "t: x > 1 does not hold at 3 day"),
        ("{name: t, given: {}, expect: x > 9, when: start}", "t: x > 9 does not hold at 0 day"),
        (
            "{name: t, given: {span: 0}, expect: x > 0, when: end}",
            "t: the run goes wrong at 0 day in loss: division by zero",
        ),
        ("{name: t, given: {}, expect: y > 0}", "t: it cannot be run"),
    ],
)
def test_what_does_not_hold_is_told_with_its_first_instant(test: str, said: str) -> None:
    """By the name of the test; a test that cannot be run does not hold."""
    (found,) = _said(test)

    assert found.startswith(said)


def test_equality_has_room_for_rounding() -> None:
    """At the top and within AND; not inside of functions."""
    assert "<=" in printed(softened(parse("a = b")))
    assert printed(softened(parse("a < b"))) == "a < b"
    assert softened(parse("x")) == parse("x")
