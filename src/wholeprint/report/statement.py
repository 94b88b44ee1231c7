"""Sentences about a run that a paper can print as they are."""

from wholeprint.report import scale
from wholeprint.report.shapes import FootprintDocument, QuantityDocument, RunResultDocument

_CARBON = {"ghg_operational": "operational", "ghg_embodied": "embodied"}


def statement(document: RunResultDocument) -> str:
    """Return sentences that state what a run cost, under which boundary, and by what.

    Args:
        document: The run and its footprint.

    Returns:
        Energy, carbon, water and where they were not known; zone, boundary, versions.
    """
    run, footprint = document["run"], document["footprint"]
    signal = document["signal"]
    where = "in a grid zone that was not declared"
    if signal is not None and signal["zone"] != "world":
        where = f"in grid zone {signal['zone']}"
    energy = footprint["energy"]
    ran = (
        f"The run {run['id']} took {scale.duration(run['seconds'])} {where} and used "
        f"{_amount(energy)} of energy"
    )
    if energy.get("basis"):
        ran += f" at the {_BASES.get(energy.get('basis', ''), energy.get('basis', ''))}"
    counted = [name for name, inside in document["boundary"].items() if inside]
    versions = f"wholeprint {document['tool']['version']}, factor set {document['factors_version']}"
    sentences = [
        f"{ran} ({energy['known']}).",
        f"This corresponds to {_listed(footprint)}.",
        "Values are medians with 5th to 95th percentiles over the uncertainty of the assumptions.",
        f"Counted: {', '.join(counted).replace('_', ' ')}.",
        f"Computed with {versions}.",
    ]
    return " ".join(sentences)


_BASES = {"it": "plug of the IT equipment", "facility": "meter of the building"}


def _listed(footprint: FootprintDocument) -> str:
    carbon = [f"{_amount(footprint[name])} of {kind} emissions" for name, kind in _CARBON.items()]
    water = f"{_amount(footprint['water_offsite'])} of water consumed for its electricity"
    return f"{', '.join(carbon)} and {water}"


def _amount(quantity: QuantityDocument) -> str:
    if quantity["value"] is None:
        return f"an unknown amount ({quantity.get('reason', 'no data')})"
    text = scale.shown(quantity["value"], quantity["low"], quantity["high"], quantity["unit"])
    return f"{text.number} {text.interval}".strip()
