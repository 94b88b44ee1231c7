"""An inventory by scope in sentences."""

from wholeprint.lifecycle.ghg_scopes import Holder, Line, Method
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.uncertain import Quantity
from wholeprint.report.ghg import STANDARD, Sorted
from wholeprint.report.statement_sci import amount

_WHOSE = {
    Holder.OWN: "whoever owns hardware and building",
    Holder.COLOCATION: "whoever owns the hardware in a rented building",
    Holder.CLOUD: "the customer of a cloud",
}


def ghg_statement(found: Sorted, version: str) -> str:
    """Return sentences that disclose an inventory.

    Args:
        found: The runs by scope.
        version: The version of this program.
    """
    lines = found.inventory.lines
    known = [_said(line) for line in lines if not isinstance(line.amount, NoData)]
    silent = [_named(line) for line in lines if isinstance(line.amount, NoData)]
    whole = _or_unknown(found.whole)
    made_by = f"wholeprint {version}, factor set {found.runs[0].factors_version}"
    sentences = [
        f"Greenhouse gases as seen by {_WHOSE[found.inventory.holder]}: {'; '.join(known)}.",
        f"The total is {_or_unknown(found.inventory.total)}, scope 2 by location.",
        f"Without data: {', '.join(dict.fromkeys(silent))}." if silent else "",
        f"Capital goods are the share of the hardware's life that was used, of {whole} bought.",
        "Values are medians with 5th to 95th percentiles over the uncertainty of the assumptions.",
        f"After the {STANDARD}, with {made_by}.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _said(line: Line) -> str:
    return f"{_named(line)} {_or_unknown(line.amount)} ({line.what})"


def _named(line: Line) -> str:
    where = f"scope {line.scope}"
    if line.category is not None:
        where += f" category {line.category} ({line.name})"
    return f"{where} {line.method.value}" if line.method is not Method.NONE else where


def _or_unknown(quantity: Quantity) -> str:
    return f"unknown ({quantity.reason})" if isinstance(quantity, NoData) else amount(quantity)
