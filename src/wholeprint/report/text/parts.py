"""What several pages share: quantities, notes, drivers, the boundary."""

import re
import time
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import cast

import wholeprint
from wholeprint.quantities.making import WHICH
from wholeprint.report import scale
from wholeprint.report.shapes import (
    DriverDocument,
    FactorDocument,
    NoteDocument,
    QuantityDocument,
    ResultDocument,
    RunDocument,
)
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page, Style

NO_DATA = "no data"

NAMES: Mapping[str, str] = {
    "energy": "energy",
    "ghg_operational": "operational carbon",
    "ghg_operational_market": "operational carbon, market-based",
    "ghg_embodied": "embodied carbon",
    "water_onsite": "water on site",
    "water_offsite": "water off site",
    "water_embodied": "embodied water",
    "water_withdrawal": "water withdrawal",
    "water_scarcity": "scarcity-weighted water",
    "adpe": "minerals (ADPe)",
    "primary_energy": "primary energy",
    "ewaste": "e-waste",
    "critical_minerals": "critical minerals",
    "land": "land",
    "toxicity": "toxicity",
    "biodiversity": "biodiversity",
    "health": "health",
}
"""Each category in words, in the order in which they are told."""

_BOUNDARY = {"end_of_life": "end of life", "failed_runs": "failed runs"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of quantities.

    Attributes:
        label: What it is.
        quantity: How much.
        remark: How it was read, or which part of it is missing.
    """

    label: str
    quantity: QuantityDocument
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a table of quantities that belong together.

    Attributes:
        heading: What stands above them; empty for nothing.
        rows: The lines.
        aside: Behind the heading.
    """

    heading: str
    rows: Sequence[Row]
    aside: str = ""


def quantity_groups(page: Page, groups: Sequence[Group]) -> None:
    """Lay out quantities: label, value, interval, how known; all groups in the same columns.

    Args:
        page: The page.
        groups: The groups; a line without data says why in place of its interval.
    """
    every = [row for group in groups for row in group.rows]
    if not every:
        return
    texts = [said(row.quantity) for row in every]
    label = Column(least=max(len(row.label) for row in every))
    value = Column(right=True, least=max(len(text.number) for text in texts))
    interval = Column(least=max(len(text.interval) for text in texts))
    known = Column(least=max(len(row.quantity["known"]) for row in every))
    footnotes: dict[str, int] = {}
    for group in groups:
        if group.heading:
            page.heading(group.heading, group.aside)
        for absent, rows in groupby(group.rows, key=lambda row: row.quantity["value"] is None):
            if absent:
                page.table((label, value, PROSE), [_absent(row) for row in rows])
            else:
                columns = (label, value, interval, known, PROSE)
                page.table(columns, [_present(row, footnotes) for row in rows])
    for reason, number in footnotes.items():
        if number == 1:
            page.blank()
        page.line(f"[{number}] not in it: {reason}", "dim", indent=2)


def brief(reasons: Sequence[str]) -> str:
    """Return reasons in one line; what is said of each accelerator alike is said once.

    Args:
        reasons: The reasons.
    """
    devices = {name for reason in reasons for name in _DEVICE.findall(reason)}
    if len(devices) > 1:
        reasons = [_DEVICE.sub("each accelerator", reason) for reason in reasons]
    return "; ".join(dict.fromkeys(reasons))


_DEVICE = re.compile(r"gpu:\d+")


def _absent(row: Row) -> tuple[str | Cell, ...]:
    reason = brief(row.quantity.get("reason", "").split("; "))
    return (row.label, Cell(NO_DATA, "warning"), Cell(reason, "dim"))


def _present(row: Row, footnotes: dict[str, int]) -> tuple[str | Cell, ...]:
    text = said(row.quantity)
    missing = brief(row.quantity.get("missing", []))
    mark = f"[{footnotes.setdefault(missing, len(footnotes) + 1)}]" if missing else ""
    remark = " ".join(filter(None, (row.remark, mark)))
    return (
        row.label,
        Cell(text.number, "bold"),
        text.interval,
        Cell(row.quantity["known"], _trust(row.quantity["known"])),
        Cell(remark, "dim"),
    )


def _trust(known: str) -> Style:
    return "good" if known in {"measured", "declared"} else "warning" if known == "assumed" else ""


def said(quantity: QuantityDocument) -> scale.Shown:
    """Return a quantity as it is read out.

    Args:
        quantity: The quantity.
    """
    value = quantity["value"]
    if value is None:
        return scale.Shown(NO_DATA, "", "", "")
    return scale.shown(value, quantity["low"], quantity["high"], quantity["unit"])


def number(quantity: QuantityDocument) -> str:
    """Return a quantity's value and unit, "no data" where there is none.

    Args:
        quantity: The quantity.
    """
    return said(quantity).number


def driver_section(page: Page, document: ResultDocument, *, count: int = 3) -> None:
    """Say which assumptions most of the doubt comes from.

    Args:
        page: The page.
        document: The result.
        count: How many to name.
    """
    strongest = strongest_drivers(document["drivers"], count)
    if not strongest:
        return
    factors = {factor["id"]: factor for factor in document["assumptions"]}
    page.heading("Where the doubt comes from")
    rows: list[tuple[str | Cell, ...]] = []
    for category, driver in strongest:
        share = f"{scale.percent(driver['share'])} of {NAMES[category]}"
        factor = factors.get(driver["factor_id"])
        rows.append((share, driver["factor_id"], Cell(assumed(factor), "dim")))
    page.table((WORDS, WORDS, PROSE), rows)


_ASKED = ("ghg_operational", "ghg_embodied", "energy", "water_offsite")


def strongest_drivers(
    drivers: Mapping[str, Sequence[DriverDocument]], count: int
) -> list[tuple[str, DriverDocument]]:
    """Return the assumptions with the largest shares, each with the category it matters most to.

    Args:
        drivers: The drivers of each category.
        count: How many.

    Returns:
        Category and driver, the largest share first; none whose share may be chance.
    """
    best: dict[str, tuple[str, DriverDocument]] = {}
    for category in _ASKED:
        for driver in drivers.get(category, ()):
            known = best.get(driver["factor_id"])
            beyond_chance = driver["share"] > 2 * driver["noise_share"]
            if beyond_chance and (known is None or driver["share"] > known[1]["share"]):
                best[driver["factor_id"]] = (category, driver)
    ranked = sorted(best.values(), key=lambda pair: (-pair[1]["share"], pair[1]["factor_id"]))
    return ranked[:count]


def assumed(factor: FactorDocument | None) -> str:
    """Return an assumption's value and how it is known.

    Args:
        factor: The assumption, None where the result does not carry it.
    """
    if factor is None:
        return ""
    if factor["note"].startswith(WHICH):
        ways = cast("float", factor["distribution"].get("high", 0.0))
        return f"one of {ways:g} accounts, {factor['known']}"
    unit = "" if factor["unit"] == "1" else f"\u00a0{factor['unit']}"
    value = f"{scale.rounded(factor['central'], 3)}{unit}"
    return f"{value}, {factor['known']}"


def note_section(page: Page, notes: Sequence[NoteDocument]) -> None:
    """List the notes, warnings first; the same thing said several times is said once.

    Args:
        page: The page.
        notes: The notes.
    """
    if not notes:
        return
    page.heading("Notes")
    counts: dict[tuple[str, str, str], int] = {}
    for note in sorted(notes, key=lambda note: note["severity"] != "warning"):
        key = (note["severity"], note["message"], note["code"])
        counts[key] = counts.get(key, 0) + 1
    page.table(
        (WORDS, PROSE),
        [
            (
                Cell("!" if severity == "warning" else "-", _mark(severity)),
                f"{sentence(message)}{f' ({times} times)' if times > 1 else ''} [{code}]",
            )
            for (severity, message, code), times in counts.items()
        ],
    )


def _mark(severity: str) -> Style:
    return "warning" if severity == "warning" else "dim"


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital first and a full stop at its end.

    Args:
        text: The clause.
    """
    text = text.strip()
    if not text:
        return text
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.!?' else '.'}"


def boundary_line(page: Page, document: ResultDocument) -> None:
    """Say what was counted and what was not, and with which tables.

    Args:
        page: The page.
        document: The result.
    """
    page.blank()
    page.line(boundary(document["boundary"]), "dim")
    page.line(f"wholeprint {wholeprint.__version__}, factors {document['factors_version']}", "dim")


def boundary(members: Mapping[str, bool]) -> str:
    """Return what a result counts, in words.

    Args:
        members: Each thing that may be counted, and whether it is.
    """
    counted = [_BOUNDARY.get(name, name) for name, inside in members.items() if inside]
    left_out = [_BOUNDARY.get(name, name) for name, inside in members.items() if not inside]
    text = f"Counted: {', '.join(counted) or 'nothing'}."
    return f"{text} Not counted: {', '.join(left_out)}." if left_out else text


def utc(unix_ns: int) -> str:
    """Write a moment.

    Args:
        unix_ns: The moment [ns since 1970 UTC].

    Returns:
        Such as "2026-11-21 10:15 UTC".
    """
    return time.strftime("%Y-%m-%d\u00a0%H:%M\u00a0UTC", time.gmtime(unix_ns / 1e9))


def grid_of(signal: Mapping[str, str] | None) -> str:
    """Return the grid zone that a result was worked out for, in words.

    Args:
        signal: Which "g/kWh" the result comes from.
    """
    if signal is None or signal["zone"] == "world":
        return "zone\u00a0unknown"
    return f"zone\u00a0{signal['zone']}"


def told_line(page: Page, document: ResultDocument, *, besides: Container[str] = ()) -> None:
    """Say what a result was told beside what the run was, where anything was.

    Args:
        page: The page.
        document: The result.
        besides: What the page says already, by the names of the arguments.
    """
    told = document["told"]
    said_of = {name: words(told[name]) for name, words in _TOLD.items() if name in told}
    parts_said = [text for name, text in said_of.items() if text and name not in besides]
    if parts_said:
        page.line(f"as if\u00a0\u00a0{', '.join(parts_said)}", "warning")


_TOLD: Mapping[str, Callable[[object], str]] = {
    "zone": lambda code: f"zone\u00a0{code}",
    "pue": lambda ratio: f"PUE\u00a0{ratio}\u00a0(declared)",
    "wue": lambda litres: f"WUE\u00a0{litres}\u00a0L/kWh\u00a0(declared)",
    "withdrawn_wue": lambda litres: f"{litres}\u00a0L/kWh withdrawn on site\u00a0(declared)",
    "cooling": lambda name: f"cooling {name}",
    "climate": lambda zone: f"climate zone {zone}",
    "water_stress_factor": lambda factor: f"water {factor} times as scarce\u00a0(declared)",
    "hydro_water": lambda what: f"hydro water {what}",
    "attribution": lambda whose: f"attribution by {whose}",
    "hourly": lambda _: "hourly",
    "fetch": lambda _: "hours fetched",
    "intensity_file": lambda path: f"intensity from {path}",
    "signal": lambda scope: f"{scope} emissions of the grid",
    "at": lambda iso: f"started {_moment(iso)}",
    "lifetime_years": lambda years: f"hardware in use for {float(str(years)):g} years",
    "utilisation": lambda share: f"hardware busy for {scale.percent(float(str(share)))} of it",
    "overrides": lambda values: ", ".join(_pairs(values)),
    "draws": lambda number: f"{number} draws",
    "seed": lambda number: f"seed {number}",
}
"""What is said of each argument of an assessment; the boundary has a line of its own."""


def _moment(iso: object) -> str:
    moment = datetime.fromisoformat(str(iso))
    return utc(round(moment.timestamp()) * 1_000_000_000)


def _pairs(values: object) -> list[str]:
    plain = cast("Mapping[str, object]", values)
    return [f"{name} = {value}" for name, value in plain.items()]


def site_of(run: RunDocument) -> list[str]:
    """Return where a run said it was, and what it declared of the place, in words.

    Args:
        run: The run.
    """
    declared = {"PUE": run["settings"].get("pue"), "WUE": run["settings"].get("wue")}
    units = {"PUE": "", "WUE": "\u00a0L/kWh"}
    known = {name: value for name, value in declared.items() if value is not None}
    return [zone_of(run), *(f"{name}\u00a0{known[name]}{units[name]}" for name in known)]


def zone_of(run: RunDocument) -> str:
    """Return where a run said it was, in words.

    Args:
        run: The run.
    """
    zone = run["settings"].get("zone")
    return f"zone\u00a0{zone}" if zone else "zone\u00a0unknown"
