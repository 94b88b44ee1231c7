"""The models that come with wholeprint, against closed forms and what papers say in words."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from wholeprint.engine.files import library, load
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.source import Known
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.periods import weights
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.loops.find import find_loops
from wholeprint.systems.loops.links import known_ranges
from wholeprint.systems.loops.shapes import Polarity
from wholeprint.systems.model import Equation, Kind, Model, Test, Variable
from wholeprint.systems.reference import simulate

SCENARIOS = [
    (name, scenario)
    for name in library()
    for scenario in ("", *(each.name for each in load(name).scenarios))
]
TESTS = [(name, test) for name in library() for test in load(name).tests]


def _given(model: Model, scenario: str) -> dict[str, float]:
    found = {each.name: each for each in model.scenarios}
    if not scenario:
        return {}
    return {name: belief.central for name, belief in found[scenario].values.items()}


def _run(
    name: str, wanted: str, scenario: str = "", **more: float | FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The times and one variable; keyword arguments with underscores are parameters."""
    model = load(name)
    given: dict[str, float | FloatArray] = {**_given(model, scenario), **more}
    system = flatten(model)
    inputs = {slot_of(system, key): np.atleast_1d(value) for key, value in given.items()}
    count = max((each.size for each in inputs.values()), default=1)
    inputs = {slot: np.broadcast_to(each, (count,)).copy() for slot, each in inputs.items()}
    slot = slot_of(system, wanted)
    ran = simulate(system, inputs or None, keep=[slot])
    assert ran.failures == ()
    return ran.times, ran.values[slot]


@pytest.mark.parametrize(("name", "scenario"), SCENARIOS)
def test_every_scenario_runs_through(name: str, scenario: str) -> None:
    """No division by nought, no overflow, nothing that is no number, in any variable."""
    model = load(name)
    ran = simulate(flatten(model, _given(model, scenario)))

    assert ran.failures == ()
    assert all(bool(np.all(np.isfinite(values))) for values in ran.values.values())


@pytest.mark.parametrize(("name", "test"), TESTS, ids=lambda each: getattr(each, "name", each))
def test_tests_beside_the_models_hold(name: str, test: Test) -> None:
    """What the files say must hold under extreme conditions."""
    model = load(name)
    claim = Variable("the claim", Kind.AUXILIARY, (Equation(test.expect),))
    system = flatten(replace(model, variables=(*model.variables, claim)), test.given)
    slot = slot_of(system, "the claim")

    values = simulate(system, keep=[slot]).values[slot][:, 0]

    assert values.size > 1
    assert bool(np.all(values != 0.0) if test.when == "always" else values[-1] != 0.0)


@pytest.mark.parametrize("name", library())
def test_every_number_is_sourced_or_said_to_be_assumed(name: str) -> None:
    """What is published names a source; what is assumed says why; all have a unit."""
    parameters = [each for each in load(name).variables if each.kind is Kind.PARAMETER]

    for each in parameters:
        if each.known is not Known.ASSUMED:
            assert each.sources or each.factor or each.belief is None, each.name
        assert each.note or each.sources, each.name
        assert each.unit, each.name


@pytest.mark.parametrize("name", library())
def test_named_loops_are_there(name: str) -> None:
    """Each name that a file gives to a loop matches exactly one."""
    model = load(name)
    system = flatten(model)
    found = find_loops(system, names=model.loops, ranges=known_ranges(system, simulate(system)))

    assert found.unmatched == ()
    assert {each.name for each in found.loops if each.is_named} == set(model.loops)
    assert not found.several
    assert not found.unmatched


def test_learning_by_doing_is_the_loop_through_cost() -> None:
    """What experience makes cheaper is asked for more: the loop that pushes on beside habits.

    The loop through the cap alone does nothing where there is no cap. Source: the equations.
    """
    model = load("rebound")
    system = flatten(model)

    found = analyse(system, simulate(system), names=model.loops)

    means = dict(
        zip([each.name for each in found.loops.loops], weights(found).loop_mean, strict=True)
    )
    paths = {each.name: each.shown for each in found.loops.loops}
    assert "cost" in paths["learning by doing"]
    assert 0.3 < means["learning by doing"] < 0.5
    assert means["learning under a cap"] == 0.0


@pytest.mark.parametrize("elasticity", [0.0, 0.1, 0.5, 0.9, 1.0, 1.1, 1.5])
def test_a_small_saving_rebounds_by_its_elasticity(elasticity: float) -> None:
    """In the limit the rebound is the elasticity (constant elasticity of demand to its cost).

    The saving is 1e-6, so the second-order term, e (1 - e) / 2 of it, is under 4e-7; after 120
    months at 3 and 6 months what is not yet adapted is exp(-20) of the whole.
    """
    _, rebound = _run("rebound", "rebound", "limit", saving=1e-6, elasticity=elasticity)

    assert rebound[-1, 0] == pytest.approx(elasticity, abs=1e-6)


def test_a_large_saving_rebounds_by_the_closed_form() -> None:
    """With q the energy of an experiment over that before: 1 - (1 - q^(1 - e)) / (1 - q).

    Experiments are q^(-e) of those before, energy q^(1 - e). Habits of one month leave nothing to
    adapt after 120 of them: agreement to rounding.
    """
    savings, elasticities = np.meshgrid([0.1, 0.5, 0.75], [0.0, 0.3, 0.62, 0.99, 1.01, 1.4])
    saving, elasticity = savings.ravel(), elasticities.ravel()
    q = 1.0 - saving
    closed = 1.0 - (1.0 - q ** (1.0 - elasticity)) / (1.0 - q)

    quick = {"months to adopt": 1.0, "months to change habits": 1.0}
    _, rebound = _run("rebound", "rebound", "limit", saving=saving, elasticity=elasticity, **quick)

    np.testing.assert_allclose(rebound[-1], closed, atol=1e-9)


def test_it_backfires_exactly_where_the_elasticity_is_over_one() -> None:
    """Just below one energy falls, just above it rises, at every saving; the sign is exact."""
    elasticity = np.array([0.0, 0.5, 0.999, 1.001, 1.5, 0.999, 1.001])
    saving = np.array([0.5, 0.5, 0.5, 0.5, 0.5, 0.01, 0.01])

    _, backfire = _run("rebound", "backfire", "limit", saving=saving, elasticity=elasticity)

    assert backfire[-1].tolist() == (elasticity > 1.0).astype(float).tolist()


def test_other_costs_damp_the_rebound_as_they_should() -> None:
    """Cost is a q + b: experiments are ((a q + b) / (a + b))^(-e), by hand; rounding apart."""
    price, energy, other, e, saving = 5.0, 10.0, 30.0, 0.8, 0.4
    q = 1.0 - saving
    ratio = (price * energy * q + other) / (price * energy + other)
    closed = 1.0 - (1.0 - ratio**-e * q) / (1.0 - q)

    given = {"other cost": other, "months to adopt": 1.0, "months to change habits": 1.0}
    _, rebound = _run("rebound", "rebound", "limit", saving=saving, elasticity=e, **given)

    assert rebound[-1, 0] == pytest.approx(closed, abs=1e-9)


SIGNS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    # "reducing the bit precision of an ML system interacts with, for example, its speed"
    "fewer bits are faster": (("bits", "speed", "-"),),
    # "this should reduce the energy consumption of an ML system and thus operational carbon"
    "fewer bits draw less, energy is carbon": (
        ("bits", "power", "+"),
        ("power", "energy of experiments", "+"),
        ("power", "energy of serving", "+"),
        ("energy", "operational", "+"),
        ("speed", "experiment hours", "-"),
        ("speed", "serving hours", "-"),
    ),
    # "which can in turn influence how much experimentation one chooses to perform"
    "speed brings experiments": (
        ("speed", "felt speed", "+"),
        ("felt speed", "experiments wanted", "+"),
        ("experiments wanted", "changing habits", "+"),
    ),
    # "in order to find the best ML system"
    "experiments bring accuracy": (
        ("experimenting", "experience", "+"),
        ("experience", "error", "-"),
        ("error", "accuracy", "-"),
    ),
    # "changes in ML system accuracy": footnote 5, "little or no reduction in performance"
    "fewer bits may cost accuracy": (("bits", "accuracy", "+"),),
    # "which, combined with speed, can influence how popular that system becomes"
    "accuracy and speed bring users": (
        ("accuracy", "users wanted", "+"),
        ("felt speed", "users wanted", "+"),
    ),
    # "thus affecting operational emissions over time"
    "users bring emissions": (
        ("users", "requests", "+"),
        ("cloud requests", "serving hours", "+"),
        ("serving hours", "energy of serving", "+"),
    ),
    # "the amount of hardware infrastructure required to support the downstream use"
    "use takes hardware": (
        ("serving hours", "accelerators wanted", "+"),
        ("experiment hours", "accelerators wanted", "+"),
        ("accelerators wanted", "buying", "+"),
        ("buying", "embodied", "+"),
    ),
    # "the type of hardware (e.g. edge devices vs. cloud data centers) enabled by the algorithmic
    # efficiency"
    "speed brings edge devices": (
        ("speed", "edge ratio", "+"),
        ("edge ratio", "cloud requests", "-"),
        ("edge requests", "edge devices wanted", "+"),
        ("edge devices wanted", "buying devices", "+"),
        ("buying devices", "embodied", "+"),
    ),
}
"""Sentences of Wright et al. 2023, "Beyond Efficiency: Systems Thinking", as signs of links."""


@pytest.mark.parametrize("sentence", SIGNS)
def test_links_of_the_worked_example_have_the_signs_of_the_paper(sentence: str) -> None:
    """Each link that a sentence names is there, with the sign that the sentence gives it."""
    system = flatten(load("mixed_precision"))
    loops = find_loops(system, ranges=known_ranges(system, simulate(system)))
    found = {
        (system.slots[each.source].name, system.slots[each.target].name): each.polarity
        for each in loops.links
    }

    for source, target, sign in SIGNS[sentence]:
        assert found[source, target] is Polarity(sign), (source, target)


def test_the_worked_example_has_twenty_uncertain_parameters() -> None:
    """So many that a study of sensitivity by Sobol indices is one of 20 dimensions."""
    model = load("mixed_precision")

    assert sum(each.belief is not None for each in model.variables) == 20


def test_mixed_precision_saves_less_than_in_isolation() -> None:
    """It saves most "when observed in isolation"; the responses of people take part of it back."""
    final = {
        scenario: float(_run("mixed_precision", "carbon", scenario)[1][-1, 0])
        for scenario in ("", "without", "in isolation")
    }

    assert final["in isolation"] < final[""] < final["without"]


def test_the_energy_of_one_experiment_falls_as_its_speed_and_power_say() -> None:
    """At the end: power ratio over gain of speed, once everybody uses half the bits (exp(-10))."""
    quick = {"months to adopt": 1.0}
    _, hours = _run("mixed_precision", "experiment hours", "in isolation", **quick)
    _, power = _run("mixed_precision", "power", "in isolation", **quick)

    assert hours[-1, 0] / hours[0, 0] == pytest.approx(1.0 / 2.0, rel=1e-9)
    assert power[-1, 0] / power[0, 0] == pytest.approx(0.95, rel=1e-9)


def test_emissions_level_off_and_shrink_under_the_one_set() -> None:
    """Patterson et al. 2022: "will plateau, then shrink", before 2030."""
    times, values = _run("plateau_or_growth", "emissions", "plateau")
    emissions = values[:, 0]
    peak = int(np.argmax(emissions))

    assert 2021 < times[peak] < 2027
    assert emissions[times >= 2030].max() < emissions[0]
    assert bool(np.all(np.diff(emissions[peak:]) < 0.0))


def test_emissions_keep_growing_exponentially_under_the_other() -> None:
    """Luccioni and Hernandez-Garcia 2023, continued: every year more is added than the year before.

    Growth stays over 30 % a year to the end, and the line of the logarithm is nearly straight.
    """
    times, values = _run("plateau_or_growth", "emissions", "growth")
    yearly = values[(times % 1.0) == 0.0, 0]
    rates = np.diff(np.log(yearly))

    assert bool(np.all(np.diff(yearly, 2) > 0.0))
    assert rates.min() > np.log(1.3)
    assert np.corrcoef(times[(times % 1.0) == 0.0], np.log(yearly))[0, 1] > 0.99


def test_demand_alone_follows_the_closed_form_of_gompertz() -> None:
    """With no response to cost: ln D = L (1 - exp(-g t / L)), L the logarithm of its size.

    ln(1 + g h) for g h, with a step h of 1/32 year, is g h / 2 = 1.4 % too little at first, and
    less and less of the whole later, as growth falls.
    """
    growth, powers = 0.9, 2.5
    limit = powers * np.log(10.0)
    times, values = _run("plateau_or_growth", "demand", "plateau")
    closed = limit * (1.0 - np.exp(-growth * (times - 2020.0) / limit))

    np.testing.assert_allclose(np.log(values[1:, 0]), closed[1:], rtol=0.015)
    np.testing.assert_allclose(np.log(values[-1, 0]), closed[-1], rtol=5e-3)
