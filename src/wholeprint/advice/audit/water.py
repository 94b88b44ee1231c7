"""Whether water is counted as what it is: on and off site, consumed or withdrawn."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, in_unit, plain
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.advice.statement.book import Book
from wholeprint.advice.statement.formula import Joined, Node
from wholeprint.advice.statement.shape import Figure
from wholeprint.quantities.units import Unit

NAME = "water"
QUESTION = "Is water on and off site, consumed and withdrawn, kept apart and complete?"

_WATERS = frozenset({"water", "water_onsite", "water_offsite", "water_embodied"})
_CLOSE = 0.005
"""How near a sum must come to be an explanation [1]: our choice."""

_HIGH_WUE = 10.0
"""Water on site for a kWh of IT energy that is hard to believe [L/kWh]: our choice, several times
what cooling by evaporation takes."""


def check(case: Case) -> Iterator[Told]:
    """Look at every figure of water.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        for figure in case.book.figures(scope).values():
            if figure.equals is not None:
                yield from _added(case, scope, figure)
        if case.states(scope, "water"):
            yield from _complete(case, scope)
        if case.states(scope, "water", "water_withdrawal"):
            yield from _withdrawn(case, scope)
        if case.states(scope, "wue"):
            yield from _on_site(case, scope)
        if case.states(scope, "ewif"):
            yield from _of_plants(case, scope)


def sums_of(node: Node, book: Book, scope: str | None) -> set[str]:
    """Return the words of the figures that a formula adds to one another.

    Args:
        node: The formula.
        book: The figures.
        scope: The scope of the formula.
    """
    found: set[str] = set()
    if isinstance(node, Joined):
        if node.sign in "+-":
            for _, name in node.names():
                known = book.find(name, scope)
                found.add(known[0].term or known[0].name if known is not None else name)
        else:
            found |= sums_of(node.left, book, scope) | sums_of(node.right, book, scope)
    return found


def _added(case: Case, scope: str | None, figure: Figure) -> Iterator[Told]:
    if figure.equals is None:
        return
    names = sums_of(figure.equals, case.book, scope)
    if "water_withdrawal" not in names or not names & _WATERS:
        return
    place = case.book.place(figure.name, scope)
    yield Done(NAME, place, f"= {figure.formula}")
    yield Finding(
        "withdrawal-added",
        Severity.CONTRADICTION,
        place,
        f"{figure.name} = {figure.formula} adds water withdrawn to water consumed: what is "
        "consumed has been withdrawn, and would count twice.",
        figure.text,
        resolve="State the two apart",
    )


def _complete(case: Case, scope: str | None) -> Iterator[Told]:
    place = case.place("water", scope)
    water = case.number("water", scope, "L")
    onsite = case.number("water_onsite", scope, "L")
    if water is None:
        return
    yield Done(NAME, place, "against its parts")
    if case.amount("water_offsite", scope) is None:
        alone = onsite is not None and abs(onsite - water) <= 0.02 * water
        yield Finding(
            "on-site-only",
            Severity.CAUTION if alone else Severity.REMARK,
            place,
            "The water is that of the site alone; what power plants consume for the electricity "
            "is not in it, and is mostly more."
            if alone
            else "Nothing says whether the water of power plants is in it.",
            resolve="State water_onsite and water_offsite apart",
        )
    elif onsite is not None and onsite > water * 1.02:
        yield Finding(
            "part-over-whole",
            Severity.CONTRADICTION,
            place,
            f"Water on site is {plain(onsite, 6)} L, and all of it is {plain(water, 6)} L.",
            resolve="Correct one of them",
        )


def _withdrawn(case: Case, scope: str | None) -> Iterator[Told]:
    drawn, used = (
        case.number("water_withdrawal", scope, "L"),
        case.number("water", scope, "L"),
    )
    if drawn is None or used is None:
        return
    place = case.place("water_withdrawal", scope)
    yield Done(NAME, place, "against the water consumed")
    if drawn < used * 0.99:
        yield Finding(
            "withdrawal-under-consumption",
            Severity.CONTRADICTION,
            place,
            f"{plain(drawn, 6)} L are withdrawn and {plain(used, 6)} L consumed: what is consumed "
            "has to be withdrawn first.",
            f"{plain(drawn, 6)} L",
            f"at least {plain(used, 6)} L",
            {"withdrawn": drawn, "consumed": used},
            (_why_more(case, scope, drawn, used),),
            "Check which is which",
        )


def _why_more(case: Case, scope: str | None, drawn: float, used: float) -> str:
    for each in case.rebuilt_at.get(case.place("water", scope), ()):
        if each.computed is not None and each.computed.unit.fits(Unit.parse("L")):
            consumed = in_unit(each.computed, "L")
            if abs(consumed + drawn - used) <= _CLOSE * used:
                return "the water withdrawn was added to the water consumed"
    return "the two words changed places"


def _on_site(case: Case, scope: str | None) -> Iterator[Told]:
    value = case.number("wue", scope, "L/kWh")
    if value is None:
        return
    place = case.place("wue", scope)
    yield Done(NAME, place, f"up to {_HIGH_WUE:g} L/kWh is believed")
    if value > _HIGH_WUE:
        yield Finding(
            "wue-high",
            Severity.CAUTION,
            place,
            f"{value:.3g} L are consumed on site for a kWh of IT energy, which is hard to believe.",
            f"{value:.3g} L/kWh",
            f"0 to {_HIGH_WUE:g} L/kWh",
            why=("it is water of power plants (ewif)", "it is withdrawn and not consumed"),
            resolve="Say where the water was taken, and whether it was consumed",
        )


def _of_plants(case: Case, scope: str | None) -> Iterator[Told]:
    value = case.number("ewif", scope, "L/kWh")
    about = case.about(scope)
    place = case.place("ewif", scope)
    if value is None:
        return
    found = case.references.plant_water(about.place) if about.place else None
    if found is None:
        missing = f"water of power plants in {about.place}" if about.place else "where it ran"
        yield Lacking(NAME, place, missing)
        return
    yield Done(NAME, place, f"against {found.name}")
    low, high = found.low / found.factor, found.high * found.factor
    if not low <= value <= high:
        yield Finding(
            "ewif",
            Severity.CAUTION,
            place,
            f"Power plants are said to consume {value:.3g} L/kWh, and "
            f"{found.middle_amount:.3g} L/kWh is published of {found.name} ({found.source}).",
            f"{value:.3g} L/kWh",
            f"{low:.2g} to {high:.3g} L/kWh",
            {"seen": value, "published": found.middle_amount},
            ("it is withdrawal and not consumption",) if value > high else (),
            "Say whose figure it is, and whether it is consumption",
        )
