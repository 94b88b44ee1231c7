"""Flat systems are written as text and come back the same."""

import json
import math
from dataclasses import replace

import pytest

from wholeprint.engine.compiled.system_text import read_system, system_text
from wholeprint.errors import CompileError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role, Slot, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref
from wholeprint.systems.model import Place, Reading, Table
from wholeprint.systems.text.read import read_model


def test_a_system_comes_back_the_same(epidemic: System) -> None:
    """With all fields of a slot, with lookups, draws, and numbers to the last bit."""
    term = Apply("if", (Ref(4), Look(0, Constant(0.1)), Apply("neg", (Constant(-1e-300),))))
    slots = (
        Slot(
            "x",
            Role.PIPE,
            term,
            Ref(5),
            Constant(1.0 / 3.0),
            unit="u",
            variable="v",
            is_internal=True,
            macro="m",
        ),
        Slot("y", Role.RANDOM, Apply("normal", (Constant(0.0), Ref(4))), place=Place("f", 7)),
    )
    tables = (Table((0.0, 0.1), (1.0, math.pi), Reading.DISCRETE),)
    system = replace(epidemic, slots=(*epidemic.slots, *slots), tables=tables)

    assert read_system(system_text(system)) == system


def test_depth_makes_no_difference(epidemic: System) -> None:
    """A term of twenty thousand levels is a list as any other."""
    term = Ref(4)
    for _ in range(20_000):
        term = Apply("neg", (term,))
    system = replace(epidemic, slots=(*epidemic.slots, Slot("deep", Role.AUXILIARY, term)))
    text = system_text(system)

    assert system_text(read_system(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"form": 99}',
        "null",
        json.dumps({"form": 1, "name": "x", "span": [0, 1, "2", 1, "", "euler"]}),
    ],
)
def test_what_is_no_system_is_an_error(text: str) -> None:
    """Nothing is made of a file that is not one of ours."""
    with pytest.raises(CompileError, match="cannot be read"):
        read_system(text)


def test_an_unknown_operation_is_an_error(epidemic: System) -> None:
    """A file cannot bring in what the language does not have."""
    text = system_text(epidemic).replace('"mul"', '"system"')

    with pytest.raises(CompileError, match="system"):
        read_system(text)


def test_what_decided_the_shape_is_kept() -> None:
    """The order of a delay: whoever reads the text must know that it cannot be varied."""
    text = (
        "model: m\ntime: {start: 0, stop: 1, step: 1}\nparameters:\n  n: 3\n"
        "auxiliaries:\n  y: SMTHN(TIME, 2, n)\n"
    )
    system = flatten(read_model(text, "m.yaml"))

    assert system.shaping == {system.names["n"]}
    assert read_system(system_text(system)) == system
