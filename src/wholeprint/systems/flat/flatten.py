"""Makes a model flat: scalars, tables, and orders in which everything can be computed."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from wholeprint.systems.flat.aggregates import AGGREGATES
from wholeprint.systems.flat.chance import RANDOM
from wholeprint.systems.flat.clock import CLOCK_NAMES, clock_entries, clock_slots, span_of
from wholeprint.systems.flat.declare import Given, connect, declare_model, scope_of
from wholeprint.systems.flat.limits import hold_back
from wholeprint.systems.flat.lower import Handler, Lowerer
from wholeprint.systems.flat.macros import expand
from wholeprint.systems.flat.memory import MEMORY
from wholeprint.systems.flat.order import initial_order, step_order
from wholeprint.systems.flat.plain import PLAIN
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.size import refuse_large
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.timing import TIMING
from wholeprint.systems.flat.values import refuse_unknown
from wholeprint.systems.flat.vectors import VECTORS
from wholeprint.systems.flat.workshop import Workshop, key_of
from wholeprint.systems.model import Model, Place
from wholeprint.systems.names import canonical

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {**PLAIN, **TIMING, **MEMORY, **RANDOM, **AGGREGATES, **VECTORS}
)
"""What makes each function into terms."""

_WORDS = frozenset({"dt", "starttime", "stoptime"})
_SAYING = frozenset(CLOCK_NAMES) - _WORDS
"""Variables by which other programs say when a model runs. A variable that has one of XMILE's own
words for the clock as its name is one like any other: to Vensim they are no words."""

_NOTHING: Mapping[str, float] = MappingProxyType({})


def _place_of_clock(model: Model) -> Place:
    return model.clock.place if model.clock.place.line else model.place


def flatten(model: Model, settings: Mapping[str, float] = _NOTHING) -> System:
    """Make a model flat.

    Args:
        model: The model.
        settings: Numbers that replace those of parameters, auxiliaries or flows, initial values
            of stocks (``NAME.initial``) or the clock (``final time``), by name; the name of an
            array sets all its elements. Here also what decides the shape of the system can be
            set, such as the order of a delay.

    Returns:
        The flat system.

    Raises:
        ModelError: If the model breaks its own rules: names that are not known or are there
            twice, dimensions that do not fit, variables that need each other at one instant.
        UnsupportedError: If it asks for what is not done here.
    """
    refuse_large(model)
    shop = Workshop()
    shop.drafts += clock_slots(model.clock.unit)
    given = Given(settings)
    scope = scope_of(model)
    said = tuple(each for each in model.variables if canonical(each.name) not in _SAYING)
    inputs = declare_model(replace(model, variables=said), scope, shop, given)
    for key, entry in clock_entries().items():
        scope.entries.setdefault(key, entry)
    connect(inputs)
    lowerer = Lowerer(shop, HANDLERS, expand, model.clock.method)
    site = Site(scope, "the times of the run", place=_place_of_clock(model))
    kept = tuple(each for each in model.variables if canonical(each.name) not in _WORDS)
    span = span_of(replace(model, variables=kept), lowerer, site, given)
    while shop.tasks:
        for slot in tuple(shop.tasks):
            lowerer.settle(slot)
    hold_back(shop, scope)
    unused = given.unused()
    if unused:
        refuse_unknown(unused[0], [draft.name for draft in shop.drafts])
    for slot, draft in enumerate(shop.drafts[:4]):
        shop.names.setdefault(key_of(draft.name), slot)
    return System(
        model.name,
        span,
        tuple(draft.slot() for draft in shop.drafts),
        tuple(shop.tables),
        initial_order(shop.drafts),
        step_order(shop.drafts),
        shop.names,
        frozenset(shop.shaping),
    )
