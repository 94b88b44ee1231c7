"""Tests of what is uncertain in a model."""

import numpy as np
import pytest

from wholeprint.errors import ModelError, UnknownFactorError
from wholeprint.quantities.distribution import (
    Distribution,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
)
from wholeprint.quantities.factor import Factor, FactorBook
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.flat.system import Role, Slot, Span, System
from wholeprint.systems.flat.term import Constant
from wholeprint.systems.model import Clock, Equation, Kind, Model, Module, Scenario, Variable
from wholeprint.systems.sensitivity.inputs import (
    Input,
    Switch,
    beyond,
    chosen_inputs,
    inputs_of,
    reach,
    slots_of_inputs,
)

CLOCK = Clock(Number(0.0), Number(1.0), Number(1.0))
LIKELY = Triangular(1.0, 2.0, 3.0)
BOOK = FactorBook(
    [Factor("pue.world", "1", Uniform(1.1, 1.6)), Factor("grid", "gCO2e/kWh", LIKELY)]
)


def _parameter(
    name: str,
    belief: Distribution | None = None,
    *,
    factor: str = "",
    unit: str = "1",
    is_switch: bool = False,
) -> Variable:
    value = (Equation(Number(1.0)),)
    return Variable(
        name, Kind.PARAMETER, value, unit=unit, belief=belief, factor=factor, is_switch=is_switch
    )


def _model(*variables: Variable) -> Model:
    return Model("m", CLOCK, variables)


def test_parameters_with_a_belief_are_inputs_in_order() -> None:
    """Those that are fixed or have no belief are none; each has a name of its own in the world."""
    model = _model(
        _parameter("B rate", LIKELY), _parameter("sure"), _parameter("told", Fixed(2.0)),
        _parameter("a", Uniform(0.0, 1.0)),
    )  # fmt: skip

    found = inputs_of(model)

    assert [(one.name, one.factor) for one in found] == [
        ("B rate", "model.m.b_rate"),
        ("a", "model.m.a"),
    ]


def test_two_parameters_of_one_assumption_are_one_input() -> None:
    """They move together, each in its own unit."""
    model = _model(
        _parameter("dirt", factor="grid", unit="gCO2e/kWh"),
        _parameter("pue", factor="pue.world"),
        _parameter("dirt in kg", factor="grid", unit="kgCO2e/kWh"),
    )

    found = inputs_of(model, BOOK)

    assert [one.parameters for one in found] == [("dirt", "dirt in kg"), ("pue",)]
    assert found[0].scales == pytest.approx((1.0, 1e-3))
    assert found[0].belief == LIKELY


def test_without_a_world_a_parameter_keeps_its_own_belief() -> None:
    """One that names an assumption and has no belief of its own is then not doubted."""
    model = _model(_parameter("pue", factor="pue.world"), _parameter("x", LIKELY, factor="grid"))

    assert [one.name for one in inputs_of(model)] == ["x"]


def test_an_unknown_assumption_is_an_error() -> None:
    """A name that is in no table is never left out in silence."""
    with pytest.raises(UnknownFactorError):
        inputs_of(_model(_parameter("x", factor="no.such")), BOOK)


def test_a_unit_that_does_not_fit_is_an_error() -> None:
    """An assumption in g/kWh cannot be a pure number."""
    with pytest.raises(ModelError, match="gCO2e/kWh"):
        inputs_of(_model(_parameter("x", factor="grid", unit="kg")), BOOK)


def test_two_beliefs_about_one_assumption_are_an_error() -> None:
    """Without a world, two parameters of one name must agree."""
    model = _model(
        _parameter("x", LIKELY, factor="grid"), _parameter("y", Uniform(0.0, 1.0), factor="grid")
    )

    with pytest.raises(ModelError, match="different things are believed"):
        inputs_of(model)


def test_a_scenario_goes_before_the_model() -> None:
    """It may doubt what the model does not, and settle what it does."""
    model = _model(_parameter("x", LIKELY), _parameter("y"))
    scenario = Scenario("s", "", {"X": Fixed(1.0), "y": LIKELY})

    assert [one.name for one in inputs_of(model, scenario=scenario)] == ["y"]


def test_a_parameter_that_was_set_is_not_doubted() -> None:
    """Case and blanks make no difference to its name."""
    model = _model(_parameter("My rate", LIKELY), _parameter("y", LIKELY))

    assert [one.name for one in inputs_of(model, settled=["my_RATE"])] == ["y"]


def test_parameters_inside_modules_are_inputs_unless_they_are_fed() -> None:
    """They have the module's name in front."""
    inner = _model(_parameter("price", LIKELY), _parameter("growth", LIKELY))
    model = Model(
        "m", CLOCK, (), modules=(Module("home", "inner", {"price": "p"}),),
        submodels={"inner": inner},
    )  # fmt: skip

    assert [one.name for one in inputs_of(model)] == ["home.growth"]


def test_inputs_are_chosen_by_name_and_switches_too() -> None:
    """The order is that of the choice; a switch is off or on, each as likely."""
    model = _model(
        _parameter("x", LIKELY), _parameter("y", LIKELY), _parameter("cap on", is_switch=True)
    )
    inputs = inputs_of(model)

    assert chosen_inputs(model, inputs, []) == inputs
    found = chosen_inputs(model, inputs, ["cap on", "x"])
    assert [one.name for one in found] == ["cap on", "x"]
    assert found[0].belief == Switch()
    assert Switch().quantile(np.array([0.1, 0.9])).tolist() == [0.0, 1.0]
    assert Switch().as_dict() == {"kind": "switch", "value": 0.0}
    assert Switch().central == 0.0


def test_a_choice_that_is_not_there_names_its_neighbours() -> None:
    """A slip of the pen is told what it may have meant."""
    model = _model(_parameter("contact rate", LIKELY), _parameter("sure"))
    inputs = inputs_of(model)

    with pytest.raises(ModelError, match="Did you mean contact_rate"):
        chosen_inputs(model, inputs, ["contact rte"])
    with pytest.raises(ModelError, match="low and high"):
        chosen_inputs(model, inputs, ["zzz"])


def test_inputs_set_all_elements_of_an_array() -> None:
    """One belief about an array is one draw for all of its elements."""
    slots = (
        Slot("x[a]", Role.PARAMETER, Constant(1.0), variable="x"),
        Slot("x[b]", Role.PARAMETER, Constant(1.0), variable="x"),
        Slot("y", Role.AUXILIARY, Constant(1.0), variable="y"),
    )
    system = System("m", Span(0.0, 1.0, 1), slots, (), (), (), {"x[a]": 0, "x[b]": 1, "y": 2})
    inputs = inputs_of(_model(_parameter("y", LIKELY), _parameter("X", LIKELY)))

    kept, places = slots_of_inputs(system, inputs)

    assert [one.name for one in kept] == ["X"]
    assert places == ((0, 0, 1.0), (1, 0, 1.0))


def test_beliefs_reach_from_end_to_end_or_between_quantiles() -> None:
    """A lognormal has no ends: 5 and 95 % of it, by its definition."""
    assert reach(Uniform(1.0, 2.0)) == (1.0, 2.0)
    assert reach(Triangular(1.0, 1.5, 2.0)) == (1.0, 2.0)
    assert reach(Lognormal.from_interval(2.0, 8.0)) == pytest.approx((2.0, 8.0))


def test_settings_beyond_a_belief_are_told_in_the_unit_of_the_parameter() -> None:
    """An hour of 1 to 2, in minutes: 60 and 120 are within, 121 is not; nor is an unknown name."""
    one = Input("span", ("span", "other"), (60.0, 1.0), Uniform(1.0, 2.0), "h", "x.span")

    assert beyond((one,), {"Span": 120.0, "other": 1.0, "nobody": 9.0}) == ()
    (said,) = beyond((one,), {"Span": 121.0})
    assert said.startswith("Span = 121 lies outside of what is believed, 60 to 120")
