"""Hardware on a page: every figure of its making beside the others, and what an hour takes."""

from collections.abc import Iterator

from wholeprint.report import scale
from wholeprint.report.hardware_shapes import (
    FigureDocument,
    HardwareDocument,
    HardwareListDocument,
    LineDocument,
    MakingDocument,
)
from wholeprint.report.shapes import FactorDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, PROSE, WORDS, Cell, Page

_CATEGORIES = {
    "ghg_embodied": "Greenhouse gases of making it",
    "adpe": "Minerals (ADPe)",
    "primary_energy": "Primary energy",
    "water_embodied": "Water",
}
_SHORT = {
    "ghg_embodied": "embodied carbon",
    "adpe": "minerals (ADPe)",
    "primary_energy": "primary energy",
    "water_embodied": "embodied water",
}
_MOST_LISTED = 60


def hardware_page(page: Page, document: HardwareDocument) -> None:
    """Lay out what is known of a piece of hardware.

    Args:
        page: The page.
        document: What is known.
    """
    page.title(document["name"], document["key"])
    facts = [("power", document["power"]), ("mass", document["mass"])]
    page.table(
        (WORDS, NUMBER, PROSE),
        [(name, _central(each), _sources(each)) for name, each in facts if each is not None],
    )
    for name, making in document["making"].items():
        _making(page, _CATEGORIES[name], making)
    _life(page, document)
    if document["remarks"]:
        page.heading("Notes")
        for remark in document["remarks"]:
            page.line(remark, indent=2)


def hardware_list_page(page: Page, document: HardwareListDocument) -> None:
    """Lay out the names that hardware can be asked by.

    Args:
        page: The page.
        document: The names.
    """
    listed = document["hardware"]
    page.title(f"{len(listed)} names of hardware")
    rows = [(Cell(each["key"], "bold"), each["part"], each["name"]) for each in listed]
    page.table((WORDS, WORDS, PROSE), rows[:_MOST_LISTED])
    if len(rows) > _MOST_LISTED:
        page.line(
            f"and {len(rows) - _MOST_LISTED} more: wholeprint hardware --list TEXT, or --json",
            "dim",
            indent=2,
        )


def hardware_family_page(page: Page, document: HardwareListDocument) -> None:
    """Lay out the boards of a family.

    Args:
        page: The page.
        document: The boards.
    """
    listed = document["hardware"]
    page.title(f"{document['asked']}: {len(listed)} of one family")
    rows: list[tuple[str | Cell, ...]] = [("", "design power", "making it", "")]
    for each in listed:
        making = each.get("ghg_embodied")
        said = None if making is None else parts.said(making)
        rows.append(
            (
                Cell(each["key"], "bold"),
                _central(each.get("power")) or "unknown",
                "unknown" if said is None else f"{said.number} {said.interval}".strip(),
                each["name"],
            )
        )
    page.table((WORDS, NUMBER, NUMBER, PROSE), rows)
    page.line("Each has its page: wholeprint hardware NAME", "dim")


def _making(page: Page, heading: str, making: MakingDocument) -> None:
    total = making["total"]
    shown = parts.said(total)
    page.heading(heading, f"{shown.number} {shown.interval}".strip())
    reason = total.get("reason")
    if reason:
        page.line(reason, "dim", indent=2)
    if len(set(making["published_range"])) > 1:
        low, high = making["published_range"]
        written = scale.alike((low, high), total["unit"])
        ends = f"{written.text(low)} to {written.text(high)}\u00a0{written.unit}"
        page.line(f"published with nothing else in it: {ends}", indent=2)
    if making["figures"]:
        page.table((NUMBER, WORDS, WORDS, PROSE), [_figure(each) for each in making["figures"]])
    if making["lines"] and making["bill"] is not None:
        bill = parts.said(making["bill"])
        part = "" if not making["silent"] else ", without " + ", ".join(making["silent"])
        page.line(f"bill of materials: {bill.number} {bill.interval}{part}", indent=2)
        page.table(
            (WORDS, WORDS, NUMBER, PROSE), [_line(each) for each in making["lines"]], indent=4
        )
    for why in making["why"]:
        page.line(f"{parts.sentence(why)}", "dim", indent=2)
    if len(making["ways"]) > 1:
        page.line(f"a draw takes one of: {', '.join(making['ways'])}", "dim", indent=2)


def _figure(each: FigureDocument) -> tuple[str | Cell, ...]:
    year = "" if each["year"] is None else f"{each['year']}, "
    drawn = "" if each["drawn"] else "not drawn; "
    note = f"; {each['note']}" if each["note"] else ""
    return (
        scale.shown(each["value"], None, None, each["unit"]).number,
        Cell(each["boundary"] or "whole", "" if each["drawn"] else "dim"),
        each["source"],
        f"{drawn}{year}read {each['read']}{note}",
    )


def _line(line: LineDocument) -> tuple[str, ...]:
    total = parts.said(line["total"])
    several = len(line["models"]) > 1
    ways = [f"{name} {parts.said(each).number}" for name, each in line["models"].items()]
    told = "; ".join(ways) if several else next(iter(line["models"]), "")
    remark = "; ".join(each for each in (told, line["note"]) if each)
    return line["name"], line["amount"], f"{total.number} {total.interval}".strip(), remark


def _life(page: Page, document: HardwareDocument) -> None:
    life = document["life"]
    if not life["per_hour"]:
        return
    serves, busy = parts.said(life["lifetime"]), parts.said(life["utilisation"])
    years = serves.number if serves.value == "1" else f"{serves.number}s"
    page.heading("An hour of its use", f"it serves {years}, in use {busy.number} of that")
    rows = [parts.Row(_SHORT[name], each) for name, each in life["per_hour"].items()]
    if life["host_share_per_hour"] is not None:
        rows.append(parts.Row("an eighth of its host", life["host_share_per_hour"]))
    groups = [parts.Group("", rows)]
    if life["hours"] is not None:
        hours = document["asked"]["hours"]
        used = [parts.Row(_SHORT[name], each) for name, each in life["hours"].items()]
        groups.append(parts.Group(f"{hours:g} hours of its use", used))
    parts.quantity_groups(page, groups)


def _central(factor: FactorDocument | None) -> str:
    if factor is None:
        return ""
    return scale.shown(factor["central"], None, None, factor["unit"]).number


def _sources(factor: FactorDocument | None) -> str:
    return "" if factor is None else ", ".join(_keys(factor))


def _keys(factor: FactorDocument) -> Iterator[str]:
    for source in factor["sources"]:
        yield f"{source['key']} ({source['read']})"
