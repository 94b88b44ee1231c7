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


MACRO = """\
model: queue
time: {start: 0, stop: 4, step: 1}
lookups:
  effect of load: {points: [[0, 1], [50, 0.9], [100, 0.5]]}
macros:
  PART:
    arguments: [amount, share]
    outputs: []
    auxiliaries: {PART: "amount * share"}
  SLOWLY:
    arguments: [amount]
    outputs: []
    stocks: {kept: {initial: amount, in: [coming]}}
    flows: {coming: amount - kept}
    auxiliaries: {SLOWLY: "PART(kept, 0.5)"}
stocks:
  queue: {initial: 20, out: [finish]}
flows:
  finish: PART(queue, 0.2) * effect of load(queue)
auxiliaries:
  seen: SLOWLY(queue)
"""


def test_a_macro_belongs_to_the_variable_that_uses_it() -> None:
    """Without a stock inside it takes no time; with one, also behind another macro, it does."""
    system = flatten(read_model(MACRO, "queue.yaml"))
    cast = cast_of(system)

    links = {
        (cast.names[one], cast.names[two]): late
        for (one, two), late in readings(system, cast).items()
    }

    assert set(cast.names) == {"TIME", "queue", "queue.initial", "finish", "seen"} & set(cast.names)
    assert not links["queue", "finish"]
    assert links["queue", "seen"]
