"""Claims from files, and the figures of claims from runs and statements."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from wholeprint.advice.audit.case import said
from wholeprint.advice.claims import QUANTITIES, Claim, claim_of, completed
from wholeprint.advice.statement.amount import Amount, unit_of
from wholeprint.errors import StatementError, ValueRefusedError
from wholeprint.factors.documents import read_json, read_yaml
from wholeprint.quantities.printed import printed
from wholeprint.tracking.claims_sides import alike, side
from wholeprint.tracking.statement_files import text_of

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
    return replace(_computed(claim), others=tuple(_computed(each) for each in claim.others))


def _computed(claim: Claim) -> Claim:
    if not (claim.value and claim.baseline_value):
        return claim
    return _with_ratio(claim, _amount(claim.value), _amount(claim.baseline_value))


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
        StatementError: If a statement has no such figure, or the two are not alike.
        UnknownRunError: If no run goes by that name.
    """
    quantity = claim.quantity or "energy"
    one, two = side(ours, quantity, ledger), side(theirs, quantity, ledger)
    both = alike(one, two, quantity)
    found = completed(
        claim,
        {
            "quantity": quantity,
            "subject": claim.subject or one.name,
            "baseline": claim.baseline or two.name,
            "value": said(both.ours),
            "baseline_value": said(both.theirs),
            "measured": claim.measured or (one.measured if one.measured == two.measured else ""),
            "boundary": ",".join(claim.boundary or both.boundary),
            "hardware": claim.hardware or one.hardware,
            "baseline_hardware": claim.baseline_hardware or two.hardware,
            "accounting": claim.accounting or ("market" if both.term == "ghg_market" else ""),
            "per": claim.per or ("request" if both.term.endswith("_per_request") else ""),
            "aligned": both.aligned,
        },
    )
    return _with_ratio(found, both.ours, both.theirs)


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
