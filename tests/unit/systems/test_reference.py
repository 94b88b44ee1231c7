"""Runs of flat systems in NumPy."""

import math

import numpy as np
import pytest

from wholeprint.errors import ModelError, SimulationError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.reference import require_success, simulate
from wholeprint.systems.text.read import read_model

_MIXED = """
model: mixed
time: {start: 0, stop: 12, step: 0.25, save: 0.5, method: METHOD}
parameters: {rate: 0.2, limit: 90, noise: 0.05, lag: 3, bend: 2}
lookups:
  room: {points: [[0, 1], [50, 0.7], [100, 0]]}
stocks:
  x: {initial: limit / 20, in: [growth], out: [loss]}
flows:
  growth: rate * x * room(x) + ABS(NORMAL(0, noise))
  loss: IF TIME > 4 THEN SMTH3(x, lag) * 0.1 ^ 2 ELSE 0.1 * x ^ bend / (1 + x)
auxiliaries:
  late: DELAY(x, lag, 0)
  before: PREVIOUS(x, 1) + SIN(TIME) * EXP(-x / limit) + LN(1 + x) + x ^ 0.3
"""


def _system(method: str = "euler") -> System:
    return flatten(read_model(_MIXED.replace("METHOD", method), "mixed.yaml"))


def _of(text: str) -> System:
    return flatten(read_model(text, "model.yaml"))


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_a_member_is_the_same_alone_to_the_last_bit(method: str) -> None:
    """Lookups, delays, powers, branches, noise and pipes; members of an odd number, strided."""
    system = _system(method)
    rng = np.random.default_rng(3)
    count = 531
    inputs = {
        system.names["rate"]: rng.uniform(0.1, 0.5, 2 * count)[::2],
        system.names["lag"]: rng.uniform(1, 9, count),
        system.names["bend"]: np.where(np.arange(count) % 3 == 0, 2.0, rng.uniform(1, 2, count)),
    }
    together = simulate(system, inputs, seed=5, first_member=40)

    assert together.failures == ()
    for member in (0, 3, 7, 8, 255, 256, 257, 529, 530):
        alone = simulate(
            system,
            {slot: values[member : member + 1] for slot, values in inputs.items()},
            seed=5,
            first_member=40 + member,
        )
        for slot, values in together.values.items():
            assert np.array_equal(values[:, member], alone.values[slot][:, 0]), (member, slot)


def test_what_is_kept_does_not_change_what_is_computed() -> None:
    """A run that keeps one slot gives the bits of a run that keeps all."""
    system = _system()
    x = system.names["x"]

    some, all_of_it = simulate(system, keep=[x]), simulate(system)

    assert set(some.values) == {x}
    assert set(all_of_it.values) == set(range(len(system.slots)))
    assert np.array_equal(some.values[x], all_of_it.values[x])


def test_a_parameter_given_as_an_input_is_one_that_is_set() -> None:
    """Setting a parameter in the model and giving it to the run are the same to the last bit."""
    text = _MIXED.replace("METHOD", "euler")
    other = flatten(read_model(text.replace("rate: 0.2", "rate: 0.31"), "mixed.yaml"))
    system = _system()
    x = system.names["x"]

    given = simulate(system, {system.names["rate"]: np.array([0.31])})

    assert np.array_equal(given.values[x], simulate(other).values[x])


def test_seeds_and_members_draw_numbers_of_their_own() -> None:
    """Another seed or another member is another course; the same ones are the same."""
    system = _system()
    x = system.names["x"]

    def final(seed: int, first_member: int = 0) -> float:
        run = simulate(system, keep=[x], seed=seed, first_member=first_member)
        return float(run.values[x][-1, 0])

    assert final(1) == final(1)
    assert len({final(1), final(2), final(1, first_member=1)}) == 3


def test_what_a_stock_begins_with_can_be_given() -> None:
    """The first value of a stock is an input like a parameter."""
    system = _of("""
model: tank
time: {start: 0, stop: 2, step: 1}
stocks: {water: {initial: 5, out: [leak]}}
flows: {leak: water / 2}
""")
    water = system.names["water"]

    run = simulate(system, {water: np.array([8.0, 4.0])})

    assert run.values[water].tolist() == [[8.0, 4.0], [4.0, 2.0], [2.0, 1.0]]


def test_instants_are_counted_from_the_start() -> None:
    """Ten thousand steps of 0.1 end at 1,000 exactly: nothing is added up."""
    system = _of("""
model: clock
time: {start: 0, stop: 1000, step: 0.1, save: 100}
auxiliaries: {now: TIME}
""")

    run = simulate(system)

    assert run.times.tolist() == [100.0 * k for k in range(11)]
    assert run.values[system.names["now"]][:, 0].tolist() == run.times.tolist()


def test_a_computed_slot_cannot_be_set() -> None:
    """An auxiliary has an equation; to set it would be to leave that out."""
    system = _system()

    with pytest.raises(ModelError, match="growth cannot be set"):
        simulate(system, {system.names["growth"]: np.array([1.0])})


def test_inputs_are_of_one_length() -> None:
    """Two members of one parameter and three of another are a mistake."""
    system = _system()

    with pytest.raises(ModelError, match="different numbers of members"):
        simulate(system, {system.names["rate"]: np.ones(2), system.names["limit"]: np.ones(3)})


_FAULTS = {
    "1 / (3 - TIME)": (3.0, "faulty", "division by zero"),
    "LN(2 - TIME)": (2.0, "faulty", "the logarithm of 0"),
    "LN(1.5 - TIME)": (2.0, "faulty", "the logarithm of -0.5"),
    "SQRT(3.5 - TIME)": (4.0, "faulty", "the square root of -0.5"),
    "(2 - TIME) ^ 0.5": (3.0, "faulty", "-1 to the power of 0.5"),
    "ARCSIN(TIME / 4)": (5.0, "faulty", "the arc sine of 1.25"),
    "EXP(TIME * 200)": (4.0, "faulty", "overflow"),
    "TIME MOD (TIME - 1)": (1.0, "faulty", "division by zero"),
}


@pytest.mark.parametrize("equation", _FAULTS)
def test_a_run_says_what_went_wrong_where_and_when(equation: str) -> None:
    """The variable that fails is named, not those that only read it; the instant is the first."""
    system = _of(f"""
model: faults
time: {{start: 0, stop: 9, step: 1}}
stocks: {{x: {{initial: 1, in: [change]}}}}
flows: {{change: (faulty + x) * 0}}
auxiliaries:
  faulty: {equation}
  reader: faulty * 2
""")

    run = simulate(system)

    (failure,) = run.failures
    assert (failure.instant, failure.name, failure.what) == _FAULTS[equation]
    x = run.values[system.names["x"]][:, 0]
    assert np.isfinite(x[: failure.step]).all()
    assert np.isnan(x[failure.step :]).all()


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_others_go_on_where_a_member_fails(method: str) -> None:
    """Of five members the one whose duration is nought fails; the others are as without it."""
    system = _of(f"""
model: tank
time: {{start: 0, stop: 4, step: 1, method: {method}}}
parameters: {{duration: 2}}
stocks: {{water: {{initial: 5, out: [leak]}}}}
flows: {{leak: water / duration}}
""")
    water, duration = system.names["water"], system.names["duration"]
    spans = np.array([2.0, 3.0, 0.0, 4.0, 5.0])

    run = simulate(system, {duration: spans}, keep=[water])
    sound = simulate(system, {duration: np.delete(spans, 2)}, keep=[water])

    (failure,) = run.failures
    assert (failure.member, failure.name, failure.what) == (2, "leak", "division by zero")
    assert (failure.instant, failure.shown) == (0.0, 1)
    assert run.values[water][0, 2] == 5.0  # what it begins with is right
    assert np.isnan(run.values[water][1:, 2]).all()
    assert np.array_equal(np.delete(run.values[water], 2, axis=1), sound.values[water])


def test_a_stock_that_grows_beyond_all_numbers_is_an_overflow() -> None:
    """Each step multiplies it by 1e100: at the fourth it is more than a number can hold."""
    system = _of("""
model: blast
time: {start: 0, stop: 9, step: 1}
stocks: {x: {initial: 1, in: [growth]}}
flows: {growth: x * 1e100}
""")

    (failure,) = simulate(system, keep=[system.names["x"]]).failures

    assert failure.name in {"x", "growth"}
    assert failure.what == "overflow"
    assert failure.step in {3, 4}


def test_a_branch_not_taken_may_have_no_value() -> None:
    """1 / x is not asked for where x is nought."""
    system = _of("""
model: guarded
time: {start: 0, stop: 3, step: 1}
auxiliaries: {x: "IF TIME = 0 THEN 0 ELSE 1 / TIME"}
""")

    run = simulate(system)

    assert run.failures == ()
    assert run.values[system.names["x"]][:, 0].tolist() == [0.0, 1.0, 0.5, 1.0 / 3.0]


def test_a_bad_beginning_is_told_at_the_start() -> None:
    """What a stock begins with divides by nought: step 0, and the stock by name."""
    system = _of("""
model: begun
time: {start: 0, stop: 3, step: 1}
parameters: {zero: 0}
stocks: {x: {initial: 1 / zero, in: [f]}}
flows: {f: 1}
""")

    (failure,) = simulate(system).failures

    assert (failure.step, failure.name, failure.what) == (0, "x", "division by zero")


def test_one_run_that_fails_is_an_error() -> None:
    """The error names the variable, the instant and what happened."""
    system = _of("""
model: faults
time: {start: 2000, stop: 2009, step: 1}
auxiliaries: {share: 1 / (2004 - TIME)}
""")

    with pytest.raises(
        SimulationError, match=r"at 2004 year \(step 4\) in share.*division by zero"
    ):
        require_success(simulate(system), unit="year")


def test_one_run_that_succeeds_is_handed_on() -> None:
    """Nothing is changed where nothing failed."""
    run = simulate(_system())

    assert require_success(run) is run


def test_very_deep_equations_run() -> None:
    """A sum of 3,000 terms inside each other's parentheses is no trouble for the plan."""
    from wholeprint.systems.flat.system import Slot, Span
    from wholeprint.systems.flat.term import Apply, Constant, Ref, Term

    term: Term = Ref(0)
    for _ in range(3_000):
        term = Apply("add", (Constant(1.0), Apply("mul", (term, Constant(1.0)))))
    clock = (Slot("Time", Role.TIME), *(Slot(each, Role.CLOCK) for each in ("dt", "a", "b")))
    deep = Slot("deep", Role.AUXILIARY, term)
    system = System("deep", Span(0.0, 1.0, 2), (*clock, deep), (), (), (4,))

    run = simulate(system)

    assert run.values[4][:, 0].tolist() == [3000.0, 3001.0, 3002.0]
    assert math.isfinite(run.values[4][0, 0])


def test_what_is_held_and_not_read_fails_nobody() -> None:
    """1/x is infinite at the start alone, and what is held of it is read from 2 on, where it is 1.

    Where it is asked for by name it is an output like any other.
    """
    system = _of("""
model: masked
time: {start: 0, stop: 4, step: 1}
stocks: {x: {initial: 0, in: [f]}}
flows: {f: 1}
auxiliaries: {used: "IF TIME < 2 THEN 0 ELSE PREVIOUS(1/x, 0)"}
""")
    (held,) = (n for n, each in enumerate(system.slots) if each.role is Role.HELD)

    run = simulate(system)

    assert run.failures == ()
    assert run.values[system.names["used"]][:, 0].tolist() == [0.0, 0.0, 1.0, 0.5, 1 / 3]
    assert [each.shown for each in simulate(system, keep=[held]).failures] == [1]


def test_a_run_that_goes_wrong_names_file_and_line() -> None:
    """Those of the variable, as an error of reading does."""
    run = simulate(_of("model: m\ntime: {start: 0, stop: 3, step: 1}\nauxiliaries: {z: 1 / TIME}"))

    with pytest.raises(SimulationError, match=r":3: the run went wrong at 0 \(step 0\) in z"):
        require_success(run)
