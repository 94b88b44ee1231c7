"""Terms, initial values and flows of slots."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Binary, Expression, Name, Number, Unary
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Role, Slot, System
from wholeprint.systems.flat.term import Apply, Constant, Ref
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Clock, Equation, Kind, Model, Table, Variable
from wholeprint.systems.reference import simulate

_CLOCK = Clock(parse("0"), parse("2"), parse("1"))


def _flat(*variables: Variable) -> System:
    return flatten(Model("m", _CLOCK, variables))


def _aux(name: str, equation: str | Expression) -> Variable:
    value = parse(equation) if isinstance(equation, str) else equation
    return Variable(name, Kind.AUXILIARY, (Equation(value),))


def _stock(name: str, net: str, initial: str = "1") -> Variable:
    return Variable(name, Kind.STOCK, (Equation(parse(initial), net=parse(net)),))


def _slot(system: System, name: str) -> Slot:
    return system.slots[slot_of(system, name)]


def test_a_number_is_a_parameter() -> None:
    """What the file gives as a number, or as one that is computed of numbers alone, may be set."""
    system = _flat(_aux("a", "3"), _aux("b", "-2"), _aux("c", "12 * 30"), _aux("d", "a * 2"))
    assert [_slot(system, each).role for each in "abcd"] == [Role.PARAMETER] * 3 + [Role.AUXILIARY]
    assert _slot(system, "c").term == Constant(360.0)
    assert _slot(system, "d").term == Apply("mul", (Ref(slot_of(system, "a")), Constant(2.0)))


def test_a_first_value_that_is_a_number_may_be_set() -> None:
    """It is a parameter of its own; one that follows from others is not."""
    system = _flat(_stock("s", "0"), _stock("t", "0", "s * 2"))
    assert _slot(system, "s.initial").role is Role.PARAMETER
    assert "t.initial" not in system.names


def test_a_net_flow_that_is_a_sum_of_names_is_as_many_flows() -> None:
    """Births and deaths are flows; a formula, a parameter, a stock get a flow of their own."""
    system = _flat(
        _stock("s", "births - deaths + moving"),
        _aux("births", "s * 2"),
        _aux("deaths", "s * 3"),
        _aux("moving", "s"),
        _stock("t", "births * 2 - deaths"),
        _stock("u", "s"),
        _stock("v", "k"),
        _aux("k", "3"),
    )
    births, deaths, moving = (slot_of(system, each) for each in ("births", "deaths", "moving"))
    assert _slot(system, "s").inflows == (births, moving)
    assert _slot(system, "s").outflows == (deaths,)
    assert system.slots[births].role is Role.FLOW
    for name in "tuv":
        (flow,) = _slot(system, name).inflows
        assert system.slots[flow].role is Role.FLOW
        assert system.slots[flow].is_internal
    assert _slot(system, "k").role is Role.PARAMETER
    assert simulate(system).values[slot_of(system, "v")][:, 0].tolist() == [1.0, 4.0, 7.0]


def test_the_same_flow_twice_counts_twice() -> None:
    """A net flow of births + births is one flow of twice as much."""
    system = _flat(_stock("s", "births + births"), _aux("births", "3 + 0 * TIME"))
    assert simulate(system).values[slot_of(system, "s")][:, 0].tolist() == [1.0, 7.0, 13.0]


def test_a_table_of_an_equation_is_read_at_its_value() -> None:
    """XMILE: its name is the table read at the equation; its name called is the table."""
    table = Table((0.0, 1.0, 2.0), (0.0, 10.0, 40.0))
    both = Variable("x", Kind.AUXILIARY, (Equation(parse("TIME"), table=table),))
    system = _flat(both, _aux("y", "x(1.5) + x"))
    assert simulate(system).values[slot_of(system, "x")][:, 0].tolist() == [0.0, 10.0, 40.0]
    assert simulate(system).values[slot_of(system, "y")][:, 0].tolist() == [25.0, 35.0, 65.0]


def test_an_initial_value_of_its_own_is_for_others_at_the_start() -> None:
    """ACTIVE INITIAL(time + 5, 45): the stock begins with 45, the variable with 5."""
    call = _aux("x", "ACTIVE_INITIAL(TIME + 5, 45)")
    system = _flat(call, _stock("s", "1", "x"))
    run = simulate(system)
    assert run.values[slot_of(system, "s")][0, 0] == 45.0
    assert run.values[slot_of(system, "x")][0, 0] == 5.0


def test_deep_nesting_is_refused_and_long_sums_are_not() -> None:
    """Levels are counted, not terms: 5,000 terms of a sum are fine."""
    deep: Expression = Name("TIME")
    for _ in range(100_000):
        deep = Unary("-", deep)
    with pytest.raises(ModelError, match="in the equation of x, there are over 220 levels"):
        _flat(_aux("x", deep))
    long: Expression = Number(0.0)
    for index in range(5_000):
        long = Binary("-" if index % 2 else "+", long, Number(float(index)))
    assert simulate(_flat(_aux("x", Binary("+", long, Name("TIME"))))).failures == ()
