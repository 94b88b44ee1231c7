"""Models in their text form."""

from pathlib import Path

import pytest

from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import Empirical, Fixed, Lognormal, Triangular, Uniform
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.model import (
    Dimension,
    Equation,
    Kind,
    Lever,
    Method,
    Model,
    Module,
    Place,
    Reading,
    Table,
    Variable,
)
from wholeprint.systems.text.read import read_model

WHOLE = (Path(__file__).parent / "whole.yaml").read_text(encoding="utf-8")
"""A model with everything in it that the form has."""


def model_of(text: str = WHOLE) -> Model:
    """A model from its text."""
    return read_model(text, "sir.yaml")


def variable(model: Model, name: str) -> Variable:
    """One of its variables."""
    (found,) = [each for each in model.variables if each.name == name]
    return found


def test_the_frame_of_a_model_is_read() -> None:
    """Name, clock, arrays, modules, macros, tests, loops, scenarios, each as its shape has it."""
    model = model_of()

    assert (model.name, model.title, model.outcome) == ("sir", "An epidemic", "infectious")
    assert model.clock.method is Method.RK4
    assert model.clock.save_step == Number(1)
    assert model.dimensions[0] == Dimension("age", ("young", "old"))
    assert model.dimensions[1] == Dimension("aged", ("old",), "age", {"age": (("old",),)})
    assert model.modules[0].inputs == {"price": "duration"}
    assert isinstance(model.modules[0], Module)
    assert model.submodels["market"].clock == model.clock
    assert model.macros[0].parameters == ("x",)
    assert model.conserved == (("susceptible", "infectious", "recovered"),)
    assert model.tests[0].given == {"infectious.initial": 0.0}
    assert (model.tests[0].when, model.tests[0].expect) == ("end", parse("infectious = 0"))
    assert model.loops == {"contagion": ("infection", "infectious")}
    assert model.scenarios[0].values == {
        "contact rate": Fixed(0.2),
        "duration": Triangular(3, 4, 5),
    }
    assert model.place == Place("sir.yaml", 1)


def test_parameters_are_read() -> None:
    """Short and long forms, beliefs of five shapes, sources, levers, switches, arrays."""
    model = model_of()
    source = Source("kermack-1927", "A contribution", 1927, "https://x.org", read=Read.QUOTED)

    rate = variable(model, "contact rate")
    assert rate.belief == Triangular(0.1, 0.3, 0.5)
    assert (rate.sources, rate.known, rate.note) == ((source,), Known.PUBLISHED, "hm")
    assert rate.place == Place("sir.yaml", 13)
    assert variable(model, "duration").equations == (Equation(Number(5)),)
    assert variable(model, "duration").unit == "day"
    assert variable(model, "duration").known is Known.ASSUMED
    assert variable(model, "pue").factor == "pue.datacentre"
    assert variable(model, "runs a month").measured == "runs_per_month"
    assert variable(model, "cap on").is_switch
    assert variable(model, "cap on").lever == Lever(5, "system", "a rule")
    assert variable(model, "share").equations == (
        Equation(Number(0.5), ("young",)),
        Equation(Number(-0.5), ("old",)),
    )
    assert variable(model, "spread").belief == Uniform(1, 3)
    assert variable(model, "spread").equations == (Equation(Number(2)),)
    assert variable(model, "wide").belief == Lognormal.from_interval(1, 9)
    assert variable(model, "seen").belief == Empirical((1, 2, 4), (1, 1, 2))
    assert variable(model, "twice").equations == (Equation(parse("2 * 3")),)


def test_stocks_flows_and_lookups_are_read() -> None:
    """Flows of stocks by name, units behind formulas, tables, equations of single elements."""
    model = model_of()

    ill = variable(model, "infectious")
    assert (ill.kind, ill.inflows, ill.outflows) == (Kind.STOCK, ("infection",), ("recovery",))
    assert ill.is_non_negative
    assert variable(model, "population").inflows == ("births",)
    infection = variable(model, "infection")
    assert infection.unit == "person/day"
    assert infection.equations[0].value == parse("contact rate * susceptible * infectious / total")
    assert variable(model, "births").equations[0].value == parse("population[age] * share[age]")
    price = variable(model, "effect of price")
    assert price.equations[0].table == Table((0, 2), (1, 0.4), Reading.EXTRAPOLATE)
    assert price.equations[0].value is None
    assert variable(model, "graph").equations[0].table == Table((0, 1), (1, 2), Reading.DISCRETE)
    assert variable(model, "mixed").equations == (
        Equation(parse("total"), ("age",), excepted=(("old",),)),
        Equation(Number(2), ("old",), initial=Number(1)),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("model: sir\n", "", 1, ("no name", "model:")),
        ("time: {start: 0, stop: 100, step: 0.125,", "time: {start: 0,", 6, ("no stop",)),
        ("title:", "titel:", 2, ("titel", "Did you mean title")),
        ("unit: 1/day, low", "units: 1/day, low", 13, ("units", "Did you mean unit")),
        ("value: 0.3", "value: fast [", 13, ("no YAML",)),
        ("value: 0.3", "value: [1]", 13, ("value of contact rate",)),
        ("low: 0.1, ", "", 13, ("half a belief",)),
        ("low: 0.1", "low: 0.9", 13, ("rising order",)),
        ("low: 0.1", "low: few", 13, ("must be a number", "few")),
        ("uniform: [1, 3]", "uniform: [1, 3], low: 1, high: 2", 20, ("more than one belief",)),
        ("uniform: [1, 3]", "uniform: [1, 3], value: 9", 20, ("does not hold the value",)),
        ("sources: [kermack-1927]", "sources: [kermac-1927]", 13, ("Did you mean kermack-1927",)),
        ("known: published", "known: surely", 14, ("not one of its words", "published")),
        ("switch: true", "switch: on", 18, ("true or false",)),
        ("place: 5", "place: 13", 18, ("1 to 12",)),
        ("level: system", "level: world", 18, ("life cycle",)),
        ("  duration: 5 [day]", "  contact_rate: 5 [day]", 15, ("name of another", "sir.yaml:13")),
        ("  duration: 5 [day]", "  contact rate: 5 [day]", 15, ("twice",)),
        ("points: [[0, 1], [2, 0.4]]", "points: [[2, 1], [0, 0.4]]", 25, ("rise",)),
        ("points: [[0, 1], [2, 0.4]]", "points: [[2, 1], [0]]", 25, ("2 numbers",)),
        ("out: infection,", "out: infektion,", 28, ("infektion", "Did you mean infection")),
        ("in: [recovery], unit", "in: [recovery, Recovery], unit", 30, ("a flow twice",)),
        ("{initial: 1000, ", "{", 28, ("no initial",)),
        ("initial: 1000", "initial: 10 +", 28, ("equation of susceptible", "its end")),
        ("recovered: {initial: 0", "recovered: 0 #", 30, ("is a stock",)),
        ("infectious / duration", "MAX(1, 2)", 36, ("quotes",)),
        ("total: susceptible + inf", "total: susceptible + * inf", 39, ("* inf", "total")),
        ("model: market,", "model: markt,", 46, ("Did you mean market",)),
        (
            "[[susceptible, infectious,",
            "[[susceptible, infection,",
            49,
            ("is no stock, but a flow",),
        ),
        ("given: {infectious.initial: 0}", "given: {total: 0}", 51, ("is no parameter",)),
        ("when: end", "when: later", 51, ("always, end, start",)),
        ("[infection, infectious]}", "[infection, illness]}", 52, ("names no variable",)),
        ("{contact rate: 0.2", "{contact rat: 0.2", 54, ("Did you mean contact rate",)),
        ("outcome: infectious", "outcome: ill", 5, ("names no variable",)),
        ("title: An epidemic", "title: &a An epidemic\nx: *a", 3, ("alias",)),
        ("title: An epidemic", "title: !!python/name:os.system x", 2, ("tag",)),
    ],
)
def test_errors_name_the_line_and_what_was_expected(
    old: str, new: str, line: int, words: tuple[str, ...]
) -> None:
    """File and line stand in front; then what is wrong, what was seen, and what to do."""
    assert WHOLE.count(old) >= 1

    with pytest.raises(ModelError) as wrong:
        model_of(WHOLE.replace(old, new, 1))

    said = str(wrong.value)
    assert said.startswith(f"sir.yaml:{line}: ")
    for word in words:
        assert word in said


def test_names_of_loops_may_deny() -> None:
    """What a loop does not run through must be a variable too."""
    text = (
        "model: m\ntime: {start: 0, stop: 1, step: 1}\n"
        "stocks: {a: {initial: 1, out: [b]}}\nflows: {b: a}\n"
        "loops: {leaving: [b, not NAME]}\n"
    )

    assert read_model(text.replace("NAME", "a"), "m").loops["leaving"] == ("b", "not a")
    with pytest.raises(ModelError, match="names no variable"):
        read_model(text.replace("NAME", "c"), "m")
