"""What has no part in a model."""

from wholeprint.systems.check.structure import unused_findings
from wholeprint.systems.text.read import read_model

_TEXT = """
model: idle
time: {start: 0, stop: 4, step: 1}
parameters: {used: 1, idle: 2}
lookups: {read: {points: [[0, 1], [1, 2]]}, unread: {points: [[0, 1], [1, 2]]}}
stocks: {x: {initial: 0, in: [taken]}, still: {initial: 3}}
flows: {taken: used * read(x), lost: used}
auxiliaries: {result: x + still}
"""


def test_what_nothing_reads_is_named() -> None:
    """A parameter, a lookup and a flow; an auxiliary that nothing reads is a result."""
    found = unused_findings(read_model(_TEXT, "idle.yaml"))

    assert [each.variable for each in found] == ["idle", "unread", "still", "lost"]
    assert all(each.place.line for each in found)


def test_inputs_of_modules_are_read() -> None:
    """What goes into a model inside another is in use, on both sides."""
    text = """
model: two
time: {start: 0, stop: 1, step: 1}
parameters: {my price: 3}
models:
  market:
    model: market
    time: {start: 0, stop: 1, step: 1}
    parameters: {price: 1}
    auxiliaries: {twice: price * 2}
modules: {market: {model: market, inputs: {price: my price}}}
"""
    assert unused_findings(read_model(text, "two.yaml")) == ()
