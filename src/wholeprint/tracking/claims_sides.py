"""Two runs or statements, and the figures of them that may be compared: like with like."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wholeprint.advice.audit.case import Case, in_unit
from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.book import TOTALS
from wholeprint.advice.statement.shape import Statement
from wholeprint.errors import StatementError, ValueRefusedError, WholeprintError
from wholeprint.quantities.uncertain import NoData
from wholeprint.quantities.units import Unit
from wholeprint.tracking.assessment import assess
from wholeprint.tracking.statement_files import read_file

_TERMS: Mapping[str, tuple[str, ...]] = {
    "energy": ("energy", "it_energy", "energy_per_request"),
    "carbon": ("ghg", "ghg_total", "ghg_market", "ghg_per_request"),
    "water": ("water", "water_onsite", "water_offsite"),
    "time": ("duration", "accelerator_hours"),
    "power": ("power", "system_power", "chip_power"),
}
_CATEGORIES = {"energy": "energy", "carbon": "ghg_operational", "water": "water_offsite"}
_HELD = frozenset({"idle", "network", "failed_runs", "development", "deployment", "host"})
"""What a figure of energy or carbon holds where it is counted, and nobody can take out."""

_OF_BUILDING = frozenset({"energy", "ghg", "ghg_market", "ghg_total"})
_KNOWN = ("measured", "modelled", "declared")
_GIVE = "Give --value and --baseline-value of the same boundary"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, from a run or a statement.

    Attributes:
        name: What it is called.
        amounts: Its figures, by word of statements.
        pue: Energy of the building over that of the IT equipment [1]; None where not said.
        measured: How it is known; empty where not said.
        boundary: What is counted; None where not said.
        hardware: What it ran on; empty where not said.
        accounting: location or market; empty where not said.
    """

    name: str
    amounts: Mapping[str, Amount]
    pue: float | None = None
    measured: str = ""
    boundary: frozenset[str] | None = None
    hardware: str = ""
    accounting: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two figures of the same thing.

    Attributes:
        ours: The one.
        theirs: The other.
        term: What both are, as a word of statements.
        boundary: What both count; empty where not both say.
        aligned: What was done so that they are alike; empty where nothing was.
    """

    ours: Amount
    theirs: Amount
    term: str
    boundary: tuple[str, ...]
    aligned: str


def side(name: str, quantity: str, ledger: Path | None) -> Side:
    """Return one side of a comparison.

    Args:
        name: A file with a statement, or a run.
        quantity: What the claim is of: energy, carbon, water, time, power.
        ledger: Where runs are; None is the ledger of the settings.

    Raises:
        ValueRefusedError: If no run records such a quantity.
    """
    path = Path(name)
    if path.suffix or path.exists():
        return _of_statement(read_file(path).statements[0], quantity, name)
    if quantity not in _CATEGORIES and quantity != "time":
        raise ValueRefusedError(
            f"no run records {quantity}", seen=name, fix="Give --value and --baseline-value"
        )
    return _of_run(name, quantity, ledger)


def alike(one: Side, two: Side, quantity: str) -> Alike:
    """Return figures of two sides that are of the same thing, within the same boundary.

    Args:
        one: The one side.
        two: The other.
        quantity: What the claim is of: energy, carbon, water, time, power.

    Raises:
        StatementError: If they state nothing alike, or count what cannot be taken apart.
    """
    if quantity == "carbon" and {one.accounting, two.accounting} == {"location", "market"}:
        raise StatementError(
            "one side is location-based and the other market-based: they are no two sides of one "
            "thing",
            seen=f"{one.name}: {one.accounting}, {two.name}: {two.accounting}",
            fix="State both of the grid where it ran",
        )
    term = _shared_term(one, two, quantity)
    apart = (one.boundary or frozenset[str]()) ^ (two.boundary or frozenset[str]())
    if one.boundary is None or two.boundary is None:
        return Alike(one.amounts[term], two.amounts[term], term, (), _said(one, two, term))
    held = sorted(apart & _HELD)
    if held and quantity in {"energy", "carbon"}:
        raise StatementError(
            f"one side counts {', '.join(held)}, the other does not, and nobody can take it out",
            seen=f"{one.name} and {two.name}",
            fix=_GIVE,
        )
    inside = tuple(sorted(one.boundary & two.boundary))
    if "facility" in apart and term in _OF_BUILDING:
        ours, theirs, words = _without_building(one, two, term)
        return Alike(ours, theirs, term, inside, words)
    if term == "ghg_total" and "embodied" in apart:
        raise StatementError(
            "one side's total holds the making of hardware, and the other's does not",
            seen=f"{one.name} and {two.name}",
            fix="State ghg and ghg_embodied of both",
        )
    return Alike(one.amounts[term], two.amounts[term], term, inside, _said(one, two, term))


def _shared_term(one: Side, two: Side, quantity: str) -> str:
    both = [
        term for term in _TERMS.get(quantity, ()) if term in one.amounts and term in two.amounts
    ]
    if not both:
        raise StatementError(
            f"the two sides state no {quantity} that is of the same kind",
            seen=f"{one.name}: {_listed(one)}; {two.name}: {_listed(two)}",
            fix="State the same word for both, or a PUE so that one follows from the other",
        )
    counted = one.boundary is not None and two.boundary is not None
    is_apart = counted and "facility" in (one.boundary or set()) ^ (two.boundary or set())
    if quantity == "energy" and is_apart and "it_energy" in both:
        return "it_energy"
    return both[0]


def _said(one: Side, two: Side, term: str) -> str:
    if term != "it_energy" or not {"energy"} <= one.amounts.keys() | two.amounts.keys():
        return ""
    return "it_energy of both is compared: the building's own energy is left out of both"


def _without_building(one: Side, two: Side, term: str) -> tuple[Amount, Amount, str]:
    fuller = one if "facility" in (one.boundary or ()) else two
    if fuller.pue is None or term == "ghg_total":
        raise StatementError(
            f"{term} of {fuller.name} holds the building's own energy, and the other's does not",
            seen="no PUE to take it out" if fuller.pue is None else "a total with other parts",
            fix="State its pue, or the figure at the IT equipment",
        )
    words = f"{term} of {fuller.name} is divided by its PUE of {fuller.pue:g}: without the building"
    ours, theirs = one.amounts[term], two.amounts[term]
    if fuller is one:
        return Amount(ours.value / fuller.pue, ours.unit), theirs, words
    return ours, Amount(theirs.value / fuller.pue, theirs.unit), words


def _listed(one: Side) -> str:
    return ", ".join(one.amounts) or "none"


def _of_run(name: str, quantity: str, ledger: Path | None) -> Side:
    found = assess(name, ledger=ledger)
    inside = frozenset(key for key, holds in found.footprint.boundary.as_json().items() if holds)
    named = found.record.model or found.record.id
    if quantity == "time":
        edges = found.record.edges
        seconds = edges[-1] - edges[0] if edges else 0.0
        amount = Amount(seconds, Unit.parse("s"))
        return Side(named, {"duration": amount}, None, "measured", inside)
    amount = found.footprint[_CATEGORIES[quantity]]
    if isinstance(amount, NoData):
        raise ValueRefusedError(f"the run has no {quantity}", seen=name)
    known = amount.known.value
    words = {"energy": "energy", "carbon": "ghg", "water": "water_offsite"}
    term = words[quantity]
    if term == "energy" and "facility" not in inside:
        term = "it_energy"
    figure = Amount(amount.median, Unit.parse(str(amount.unit)))
    return Side(named, {term: figure}, None, known if known in _KNOWN else "modelled", inside)


def _of_statement(statement: Statement, quantity: str, name: str) -> Side:
    case = Case(statement)
    scopes = (TOTALS, None) if statement.totals else (None,)
    amounts: dict[str, Amount] = {}
    for term in _TERMS.get(quantity, ()):
        for scope in scopes:
            found = _amount(case, term, scope)
            if found is not None and found.value > 0.0:
                amounts.setdefault(term, found)
    if not amounts:
        raise StatementError(
            f"{name} states no {quantity} for all of it",
            seen=", ".join(statement.figures) or "rows alone",
            fix="Give --value and --baseline-value",
        )
    about = statement.about
    pue = _amount(case, "pue", None)
    return Side(
        statement.title or name,
        amounts,
        None if pue is None else in_unit(pue, "1"),
        "",
        None if about.counts is None else frozenset(about.counts),
        about.hardware,
        about.accounting if quantity == "carbon" else "",
    )


def _amount(case: Case, term: str, scope: str | None) -> Amount | None:
    try:
        return case.amount(term, scope)
    except WholeprintError:
        return None
