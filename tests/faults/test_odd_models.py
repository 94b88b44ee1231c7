"""Models too large, too deep, or that go round in circles: an error or an answer, never a crash."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Binary, Call, Expression, Name, Number, Unary
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import TIME
from wholeprint.systems.flat.term import Apply, Ref
from wholeprint.systems.model import (
    Clock,
    Dimension,
    Equation,
    Kind,
    Macro,
    Model,
    Module,
    Place,
    Variable,
)

_CLOCK = Clock(parse("0"), parse("1"), parse("1"))
_MANY = 20_000


def _aux(name: str, value: Expression) -> Variable:
    return Variable(name, Kind.AUXILIARY, (Equation(value),))


def _chain(count: int, first: Expression) -> Model:
    steps = [
        _aux(f"x{each}", Binary("+", Name(f"x{each - 1}"), Number(1.0))) for each in range(1, count)
    ]
    return Model("chain", _CLOCK, (*reversed(steps), _aux("x0", first)))


def test_a_long_chain_of_variables_is_put_in_order() -> None:
    """20,000 variables, each of which needs the next one in the file."""
    system = flatten(_chain(_MANY, Name("TIME")))
    assert system.step_order[0] == system.names["x0"]
    assert system.step_order[-1] == system.names[f"x{_MANY - 1}"]


def test_a_circle_of_ten_thousand_is_told() -> None:
    """The loop is found, and as much of it shown as a reader can use."""
    with pytest.raises(ModelError, match=r"x0 → x1 → x2 → .*characters") as caught:
        flatten(_chain(10_000, Name("x9999")))
    assert len(str(caught.value)) < 1_000


def test_initial_values_in_a_circle_are_told() -> None:
    """1,000 stocks, each of which begins with what the next one begins with."""
    stocks = tuple(
        Variable(f"s{each}", Kind.STOCK, (Equation(Name(f"s{(each + 1) % 1000}")),))
        for each in range(1000)
    )
    with pytest.raises(ModelError, match="to begin with"):
        flatten(Model("m", _CLOCK, stocks))


@pytest.mark.parametrize("depth", [1_000, 200_000])
def test_a_deep_expression_is_refused(depth: int) -> None:
    """A tree that no text holds, made by a program: signs, brackets, calls."""
    deep: Expression = Name("TIME")
    for _ in range(depth):
        deep = Unary("-", deep)
    with pytest.raises(ModelError, match="over 220 levels"):
        flatten(Model("m", _CLOCK, (_aux("x", deep),)))


def test_a_deep_expression_to_the_right_is_refused() -> None:
    """1 - (1 - (1 - ...)) is as deep as its brackets; (1 - 1) - 1 ... is not."""
    right: Expression = Name("TIME")
    for _ in range(1_000):
        right = Binary("-", Number(1.0), right)
    with pytest.raises(ModelError, match="over 220 levels"):
        flatten(Model("m", _CLOCK, (_aux("x", right),)))


def test_a_long_product_is_one_operation_and_a_long_mixture_is_refused() -> None:
    """Neither becomes a term of 10,000 levels."""
    product: Expression = Name("TIME")
    mixture: Expression = Name("TIME")
    for index in range(10_000):
        product = Binary("*", product, Name("TIME"))
        mixture = Binary("*" if index % 2 else "/", mixture, Name("TIME"))
    term = flatten(Model("m", _CLOCK, (_aux("x", product),))).slots[4].term
    assert term == Apply("product", (Ref(TIME),) * 10_001)
    with pytest.raises(ModelError, match="one behind the other"):
        flatten(Model("m", _CLOCK, (_aux("x", mixture),)))


@pytest.mark.parametrize(
    ("one", "other"), [("Rate", "rate"), ("a b", "a_b"), ("a  b", '"A B"'), ("x", "x")]
)
def test_names_that_differ_in_nothing_that_counts_are_refused(one: str, other: str) -> None:
    """Which of them an equation means could not be told."""
    with pytest.raises(ModelError, match="two variables have the same name"):
        flatten(Model("m", _CLOCK, (_aux(one, Number(1.0)), _aux(other, Number(2.0)))))


def test_a_variable_that_has_the_name_of_a_first_value_is_refused() -> None:
    """`stock.initial` is what sets the first value of a stock."""
    stock = Variable("stock", Kind.STOCK, (Equation(Number(1.0)),))
    with pytest.raises(ModelError, match="the same name"):
        flatten(Model("m", _CLOCK, (stock, _aux("stock.initial", Number(1.0)))))


def test_macros_that_multiply_are_refused_before_they_fill_the_memory() -> None:
    """Each uses the one below twice: 2 to the power of 30 slots are wanted."""
    macros = [Macro("M0", ("x",), (_aux("M0", Name("x")),))]
    for level in range(1, 31):
        below = Call(f"m{level - 1}", (Binary("+", Name("x"), Number(1.0)),))
        macros.append(Macro(f"M{level}", ("x",), (_aux(f"M{level}", Binary("+", below, below)),)))
    model = Model("m", _CLOCK, (_aux("y", Call("m30", (Name("TIME"),))),), macros=tuple(macros))
    with pytest.raises(ModelError, match="slots"):
        flatten(model)


def test_modules_that_multiply_are_refused() -> None:
    """Each model holds the one below twice."""
    submodels = {"m0": Model("m0", _CLOCK, (_aux("x", Number(1.0)),))}
    for level in range(1, 31):
        used = tuple(Module(name, f"m{level - 1}", {}) for name in ("a", "b"))
        submodels[f"m{level}"] = Model(f"m{level}", _CLOCK, (), modules=used)
    whole = Model("m", _CLOCK, (), modules=(Module("top", "m30", {}),), submodels=submodels)
    with pytest.raises(ModelError, match="slots"):
        flatten(whole)


def test_an_array_of_many_dimensions_is_refused_before_it_fills_the_memory() -> None:
    """100 to the power of 6 elements."""
    dimension = Dimension("d", tuple(f"e{each}" for each in range(100)))
    huge = Variable(
        "x", Kind.AUXILIARY, (Equation(Number(1.0)),), ("d",) * 6, place=Place("m.yaml", 3)
    )
    with pytest.raises(ModelError, match=r"m\.yaml:3: .*elements"):
        flatten(Model("m", _CLOCK, (huge,), dimensions=(dimension,)))
