"""All categories of a footprint on a page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wholeprint.report.shapes import ContributionDocument, FootprintDocument, ResultDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Cell, Page


def footprint_sections(
    page: Page, document: ResultDocument, methods: Mapping[str, str] | None = None
) -> None:
    """Lay out all categories of a footprint.

    Args:
        page: The page.
        document: The result.
        methods: How each energy domain was read: "cpu" to "rapl".
    """
    footprint = document["footprint"]
    signal = document["signal"]
    is_own = any(note["code"] == "kind-not-stated" for note in document["notes"])
    carbon = own_signal_in_words(signal) if signal and is_own else signal_in_words(signal)
    asides = {"Carbon": carbon, "Water": "consumed, but for what is withdrawn"}
    groups = [_energy(footprint, methods or {})]
    groups += [
        parts.Group(heading, _rows(footprint, labels), asides.get(heading, ""))
        for heading, labels in _SECTIONS.items()
    ]
    parts.quantity_groups(page, groups)
    silent = [name for name in _SILENT if footprint[name]["value"] is None]
    if silent:
        page.heading("Damage")
        page.table(
            (WORDS, WORDS, PROSE),
            [
                (
                    parts.NAMES[name],
                    Cell(parts.NO_DATA, "warning"),
                    Cell(footprint[name].get("reason", ""), "dim"),
                )
                for name in silent
            ],
        )


def _rows(footprint: FootprintDocument, labels: Mapping[str, str]) -> list[parts.Row]:
    rows: list[parts.Row] = []
    for name, label in labels.items():
        impact = footprint[name]
        rows.append(parts.Row(label, impact))
        shown = impact["contributions"] if name in _TOLD_BY_PART else impact.get("of_which", [])
        if name in _TOLD_BY_PART or name in _TOLD_OF_WHICH:
            rows += [parts.Row(f"  {part['source']}", part) for part in shown]
    return rows


_SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Carbon": {
        "ghg_operational": "operational",
        "ghg_operational_market": "  market-based",
        "ghg_embodied": "embodied",
    },
    "Water": {
        "water_onsite": "on site",
        "water_offsite": "off site",
        "water_embodied": "embodied",
        "water_scarcity": "weighted by scarcity",
        "water_withdrawal": "withdrawn, back or not",
    },
    "Materials": {
        "ewaste": "e-waste",
        "critical_minerals": "critical minerals",
        "adpe": "minerals (ADPe)",
        "primary_energy": "primary energy",
    },
}

# Litres withdrawn and consumed are of different places and methods, so that a total alone misleads.
_TOLD_BY_PART = frozenset({"water_withdrawal"})
_TOLD_OF_WHICH = frozenset({"water_offsite", "ewaste"})

_SILENT = ("land", "toxicity", "biodiversity", "health")


def _energy(footprint: FootprintDocument, methods: Mapping[str, str]) -> parts.Group:
    energy = footprint["energy"]
    basis = energy.get("basis", "")
    rows = [parts.Row("total", energy)]
    rows += _contributions(energy["contributions"], methods)
    rows += [parts.Row(f"  of which {part['source']}", part) for part in energy.get("of_which", [])]
    return parts.Group("Energy", rows, f"at the {_BASES.get(basis, basis)}" if basis else "")


def _contributions(
    found: Sequence[ContributionDocument], methods: Mapping[str, str]
) -> list[parts.Row]:
    rows: list[parts.Row] = []
    alike: dict[tuple[object, ...], list[str]] = {}
    for part in sorted(found, key=_place):
        text = parts.said(part)
        # Eight accelerators that used the same are told once.
        is_device = part["source"].startswith("gpu:")
        key = (text, part["known"], is_device) if is_device else (part["source"],)
        alike.setdefault(key, []).append(part["source"])
        if len(alike[key]) == 1:
            remark = read_by(methods.get(part["source"], ""))
            rows.append(parts.Row(f"  {part['source']}", part, remark))
    names = {f"  {same[0]}": f"  {same[0]} to {same[-1]}, each" for same in alike.values()}
    several = {f"  {same[0]}" for same in alike.values() if len(same) > 1}
    return [replace(row, label=names[row.label]) if row.label in several else row for row in rows]


def read_by(method: str) -> str:
    """Return how something was read, in words.

    Args:
        method: Names of the methods; empty where nothing read it.
    """
    return f"read by {method}" if method else ""


_LAST = ("other", "machine", "idle", "host overhead", "facility overhead")


def _place(part: ContributionDocument) -> tuple[int, str, int]:
    # From the chips outwards, whatever the order in which they were worked out.
    source = part["source"]
    if source.startswith(("cpu", "dram", "gpu")):
        # Devices by their number: gpu:10 comes after gpu:9.
        name, _, number = source.partition(":")
        return 0, name, int(number) if number.isdecimal() else 0
    return (_LAST.index(source) + 1 if source in _LAST else 1), source, 0


_BASES = {
    "chip": "chips",
    "device": "devices",
    "it": "IT equipment's plug",
    "facility": "building's meter",
    "grid": "power plant",
}


def signal_in_words(signal: Mapping[str, str] | None) -> str:
    """Return which "g/kWh" operational emissions come from.

    Args:
        signal: The signal; None where there are several.
    """
    if signal is None:
        return ""
    kinds = [signal["response"], signal["scope"], f"{signal['accounting']}-based"]
    kinds += [signal["tense"]] if signal["tense"] != "actual" else []
    where = "the world" if signal["zone"] == "world" else signal["zone"]
    return f"grid of {where}: {', '.join(kinds)} emissions of {signal['flow']}"


def own_signal_in_words(signal: Mapping[str, str]) -> str:
    """Return what is said of a series of the user's own, whose kind only its owner knows.

    Args:
        signal: The signal.
    """
    return f"a grid series as you gave it, taken as {signal['scope']} emissions"
