"""Which variables a diagram is of."""

from typing import Any

from wholeprint.systems.diagram.cast import cast_of, readings
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role
from wholeprint.systems.text.read import read_model

ARRAY = """\
model: cohorts
time: {start: 0, stop: 4, step: 1, unit: year}
arrays: {age: [young, old]}
parameters:
  rate: 0.1 [1/year]
stocks:
  people[age]:
    initial: 10
    unit: person
    out: ["leaving[age]"]
flows:
  leaving[age]: rate * people[age] [person/year]
auxiliaries:
  all: SUM(people[*]) [person]
"""


def test_an_array_is_one_variable() -> None:
    """Elements are drawn once, under the name of their array."""
    cast = cast_of(flatten(read_model(ARRAY, "cohorts.yaml")))

    assert set(cast.names) >= {"people", "leaving", "all", "rate"}
    assert cast.roles[cast.names.index("people")] is Role.STOCK


def test_what_is_inside_a_delay_belongs_to_its_user(epidemic: Any) -> None:
    """The stocks of a DELAY3 have no name; the link through it is delayed."""
    system = epidemic[0]
    cast = cast_of(system)

    links = {
        (cast.names[one], cast.names[two]): late
        for (one, two), late in readings(system, cast).items()
    }

    assert not [name for name in cast.names if "delay3" in name]
    assert links["recovery", "loss of immunity"]
    assert not links["infectious", "recovery"]
    assert ("TIME", "total") not in links
