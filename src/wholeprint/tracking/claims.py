"""Claims from files, and the figures of claims from runs and statements."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from wholeprint.advice.audit.case import Case, said
from wholeprint.advice.claims import QUANTITIES, Claim, claim_of, completed
from wholeprint.advice.statement.amount import Amount, unit_of
from wholeprint.advice.statement.book import TOTALS
from wholeprint.advice.statement.shape import Statement
from wholeprint.errors import StatementError, ValueRefusedError, WholeprintError
from wholeprint.factors.documents import read_json, read_yaml
from wholeprint.quantities.printed import printed
from wholeprint.quantities.uncertain import NoData
from wholeprint.quantities.units import Unit
from wholeprint.tracking.assessment import assess
from wholeprint.tracking.statement_files import read_file, text_of

FIELDS = (
    *("of", "measured", "boundary", "per", "level", "baseline", "value", "baseline_value"),
    *("hardware", "baseline_hardware", "accounting", "quality", "reading", "subject"),
)
"""What can be given with a claim."""

_WORDS = {
    "measured": ("measured", "modelled", "declared"),
    "level": ("compute", "life cycle", "platform", "system"),
    "accounting": ("location", "market"),
}
_SYNONYMS = {"co2": "carbon", "ghg": "carbon", "emissions": "carbon", "flops": "FLOP"}
_TERMS: Mapping[str, tuple[str, ...]] = {
    "energy": ("energy", "it_energy"),
    "carbon": ("ghg", "ghg_total", "ghg_market"),
    "water": ("water", "water_onsite"),
    "time": ("duration", "accelerator_hours"),
    "power": ("power", "system_power", "chip_power"),
}
_CATEGORIES = {"energy": "energy", "carbon": "ghg_operational", "water": "water_offsite"}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, from a run or a statement.

    Attributes:
        name: What it is called.
        amount: The figure.
        measured: How it is known; empty where not said.
        boundary: What is counted.
        hardware: What it ran on; empty where not said.
    """

    name: str
    amount: Amount
    measured: str = ""
    boundary: tuple[str, ...] = ()
    hardware: str = ""


def read_claim(path: Path) -> tuple[str, dict[str, str]]:
    """Read a claim from a YAML or JSON file.

    Args:
        path: The file: ``claim`` and what is given with it.

    Returns:
        The claim, and what is given with it.

    Raises:
        StatementError: If it cannot be read, or has a field that no claim has.
    """
    text = text_of(path)
    is_json = path.suffix.lower() == ".json"
    plain = read_json(text, str(path)) if is_json else (read_yaml(text, str(path)) or [None])[0]
    if not isinstance(plain, Mapping):
        raise StatementError(
            f"{path} holds no claim", seen=type(plain).__name__, fix='Write claim: "..."'
        )
    fields = {str(k): v for k, v in cast("Mapping[object, object]", plain).items()}
    given: dict[str, str] = {}
    for name, value in fields.items():
        if name not in {"claim", *FIELDS}:
            raise StatementError(
                f"{path}: a claim has no field of that name",
                seen=name,
                fix=f"The fields are claim, {', '.join(FIELDS)}",
            )
        listed = cast("list[object]", value) if isinstance(value, list) else [value]
        given[name] = ",".join(str(each) for each in listed if each is not None)
    if not given.get("claim", "").strip():
        raise StatementError(f"{path} holds no claim", seen="nothing", fix='Write claim: "..."')
    return given.pop("claim"), given


def claim_with(text: str, given: Mapping[str, str]) -> Claim:
    """Return a claim with what is given beside it.

    Args:
        text: The claim.
        given: By name of `FIELDS`.

    Returns:
        The claim, with the ratio of its values where both are given.

    Raises:
        ValueRefusedError: If it is empty, or a field holds none of its words.
    """
    if not text.strip():
        raise ValueRefusedError("no claim is made", fix='Say it: wholeprint claims "4x faster"')
    fields = {key: value for key, value in given.items() if value}
    if "of" in fields:
        fields["quantity"] = _quantity(fields.pop("of"))
    for name, words in _WORDS.items():
        if name in fields and fields[name] not in words:
            raise ValueRefusedError(
                f"{name} is none of the words allowed",
                seen=fields[name],
                fix=f"Use one of {', '.join(words)}",
            )
    claim = completed(claim_of(text), fields)
    if claim.value and claim.baseline_value:
        claim = _with_ratio(claim, _amount(claim.value), _amount(claim.baseline_value))
    return claim


def claim_from(claim: Claim, ours: str, theirs: str, ledger: Path | None = None) -> Claim:
    """Return a claim with the figures of two runs or statements.

    Args:
        claim: The claim.
        ours: A file with a statement, or a run.
        theirs: The same for the baseline.
        ledger: Where runs are; None is the ledger of the settings.

    Returns:
        The claim; its quantity is energy unless it says.

    Raises:
        StatementError: If a statement has no such figure.
        UnknownRunError: If no run goes by that name.
    """
    quantity = claim.quantity or "energy"
    one, two = _side(ours, quantity, ledger), _side(theirs, quantity, ledger)
    found = completed(
        claim,
        {
            "quantity": quantity,
            "subject": claim.subject or one.name,
            "baseline": claim.baseline or two.name,
            "value": said(one.amount),
            "baseline_value": said(two.amount),
            "measured": claim.measured or (one.measured if one.measured == two.measured else ""),
            "boundary": ",".join(claim.boundary or _shared(one.boundary, two.boundary)),
            "hardware": claim.hardware or one.hardware,
            "baseline_hardware": claim.baseline_hardware or two.hardware,
        },
    )
    return _with_ratio(found, one.amount, two.amount)


def _shared(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    if set(one) != set(two):
        return ()  # what one counts and the other does not is the first thing to say
    return one


def _quantity(word: str) -> str:
    found = {name.lower(): name for name in QUANTITIES}.get(word.strip().lower())
    found = found or _SYNONYMS.get(word.strip().lower())
    if found is None:
        raise ValueRefusedError(
            "no quantity that a claim can be of",
            seen=word,
            fix=f"Use one of {', '.join(QUANTITIES)}",
        )
    return found


def _amount(text: str) -> Amount:
    shown = printed(text)
    unit, scale = unit_of(shown.unit)
    return Amount(shown.value * scale, unit)


def _with_ratio(claim: Claim, ours: Amount, theirs: Amount) -> Claim:
    ratio = ours.like(theirs.unit).to(theirs.unit)
    if theirs.value <= 0.0 or ratio < 0.0:
        raise ValueRefusedError(
            "a claim compares two amounts that are more than nothing", seen=said(theirs)
        )
    return replace(claim, value_ratio=ratio / theirs.value)


def _side(name: str, quantity: str, ledger: Path | None) -> Side:
    path = Path(name)
    if path.suffix or path.exists():
        return _of_statement(read_file(path).statements[0], quantity, name)
    if quantity not in _CATEGORIES and quantity != "time":
        raise ValueRefusedError(
            f"no run records {quantity}", seen=name, fix="Give --value and --baseline-value"
        )
    found = assess(name, ledger=ledger)
    boundary = tuple(
        sorted(key for key, inside in found.footprint.boundary.as_json().items() if inside)
    )
    named = found.record.model or found.record.id
    if quantity == "time":
        edges = found.record.edges
        seconds = edges[-1] - edges[0] if edges else 0.0
        return Side(named, Amount(seconds, Unit.parse("s")), "measured", boundary)
    amount = found.footprint[_CATEGORIES[quantity]]
    if isinstance(amount, NoData):
        raise ValueRefusedError(f"the run has no {quantity}", seen=name)
    known = amount.known.value
    how = known if known in _WORDS["measured"] else "modelled"
    return Side(named, Amount(amount.median, Unit.parse(str(amount.unit))), how, boundary)


def _of_statement(statement: Statement, quantity: str, name: str) -> Side:
    case = Case(statement)
    scopes = (TOTALS, None) if statement.totals else (None,)
    for term in _TERMS.get(quantity, ()):
        for scope in scopes:
            try:
                found = case.amount(term, scope)
            except WholeprintError:
                found = None
            if found is not None and found.value > 0.0:
                about = statement.about
                return Side(
                    statement.title or name,
                    found,
                    "",
                    tuple(sorted(about.counts or ())),
                    about.hardware,
                )
    raise StatementError(
        f"{name} states no {quantity} for all of it",
        seen=", ".join(statement.figures) or "rows alone",
        fix="Give --value and --baseline-value",
    )
