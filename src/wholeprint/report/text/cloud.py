"""Machines of clouds on a page: what they would cost, and whether a limit is kept."""

from collections.abc import Mapping

from wholeprint.report import scale
from wholeprint.report.cloud_shapes import (
    AskedDocument,
    CloudDocument,
    FigureDocument,
    LimitDocument,
    ResourceDocument,
)
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page

_MOST_LINES = 20
"""More resources than this are not told one by one."""
_MOST_NAMES = 8
_COLUMNS: Mapping[str, str] = {
    "carbon": "carbon",
    "operational": "ghg_operational",
    "embodied": "ghg_embodied",
    "energy": "energy",
    "water": "water_offsite",
}
_NARROW = ("operational", "embodied")
"""Columns that single resources go without where the page has no room: sums have them."""
_ROOMY = 100
"""Columns of a page that has room for all numbers of a resource."""


def cloud_page(page: Page, document: CloudDocument) -> None:
    """Lay out machines and disks of clouds.

    Args:
        page: The page.
        document: What they would cost.
    """
    _head(page, document)
    _verdict(page, document)
    known = [each for each in document["resources"] if each["figures"] is not None]
    _resources(page, known, document)
    _sums(page, "By kind", document["by_type"])
    _sums(page, "By place", document["by_region"])
    _unknown(page, document)
    _not_counted(page, document["not_counted"])
    if known:
        parts.driver_section(page, document)
    parts.note_section(page, document["notes"])
    if known:
        parts.boundary_line(page, document)


def _head(page: Page, document: CloudDocument) -> None:
    asked = document["estimate"]
    use = asked["utilisation"]
    how = "unknown" if use is None else f"{use:g}"
    months = asked.get("months")
    span = (
        f"for {asked['hours']:g}\u00a0hours"
        if not months
        else f"usage of {months[0]}" + f" to {months[-1]}" * (len(months) > 1)
    )
    page.title(f"{asked['name']}", f"{span}, estimated, nothing was measured")
    page.line(f"{_resources_of(document)} \u00b7 utilisation\u00a0{how}")
    parts.told_line(page, document)
    total = document["total"]
    if total is None:
        page.line("Nothing in it has numbers.", "warning")
        return
    page.blank()
    rows = [_row("total" + " of what is known" * document["partial"], total)]
    page.table(_columns(), rows)
    carbon = _said(total["carbon"])
    if carbon.interval:
        page.line(f"carbon {carbon.interval}, operational and embodied", "dim", indent=2)


def _verdict(page: Page, document: CloudDocument) -> None:
    limit = document["limit"]
    if limit is not None:
        _limit(page, limit, document)
    unknown = sum(each["figures"] is None for each in document["resources"])
    if document["estimate"].get("strict") and unknown:
        page.line(
            f"Failed: {unknown} of {_resources_of(document)} without data, and --strict fails "
            "what leaves out any.",
            "bad",
        )


def _resources_of(document: CloudDocument) -> str:
    count = len(document["resources"])
    return f"{count} resource" + "s" * (count != 1)


def _limit(page: Page, limit: LimitDocument, document: CloudDocument) -> None:
    allowed = scale.shown(limit["allowed_grams"], None, None, "gCO2e").number
    if limit["found_grams"] is None:
        page.line(f"The limit of {limit['text']} cannot be checked: no number.", "bad")
        return
    found = scale.shown(limit["found_grams"], None, None, "gCO2e").number
    at = {"low": "5th percentile", "median": "median", "high": "95th percentile"}[limit["at"]]
    page.blank()
    page.line(
        f"The limit of {limit['text']} is {'kept' if limit['kept'] else 'exceeded'}: "
        f"the {at} is {found}, and {allowed} may be emitted in that time.",
        "good" if limit["kept"] else "bad",
    )
    if limit["partial"]:
        strict = "" if document["estimate"].get("strict") else " With --strict they fail it."
        page.line(
            "Resources without data are not in it: the plan may emit more than that." + strict,
            "warning",
        )


def _columns() -> tuple[Column, ...]:
    return (
        Column(least=24, shrinks=True, keeps_end=True),
        *(Column(name, right=True) for name in _COLUMNS),
    )


def _row(name: str, figures: Mapping[str, FigureDocument]) -> tuple[str | Cell, ...]:
    return (name, *(_said(figures[key]).number for key in _COLUMNS.values()))


def _said(figure: FigureDocument) -> scale.Shown:
    value = figure["value"]
    if value is None:
        return scale.Shown(parts.NO_DATA, "", "", "")
    return scale.shown(value, figure["low"], figure["high"], figure["unit"])


def _resources(page: Page, known: list[ResourceDocument], document: CloudDocument) -> None:
    if not known:
        return
    heaviest = sorted(known, key=_weight, reverse=True)[:_MOST_LINES]
    left = len(known) - len(heaviest)
    page.heading("Resources", f"the heaviest {len(heaviest)} of {len(known)}" if left else "")
    wanted = [name for name in _COLUMNS if page.width >= _ROOMY or name not in _NARROW]
    rows: list[tuple[str | Cell, ...]] = []
    for each in heaviest:
        figures = each["figures"] or {}
        numbers = (_said(figures[_COLUMNS[name]]).number for name in wanted)
        rows.append((each["address"], _machines(each, document["estimate"]), *numbers))
    # How many machines there are is what is checked first: it is never cut.
    page.table(
        (
            Column(least=12, shrinks=True, keeps_end=True),
            Column("machines"),
            *(Column(name, right=True) for name in wanted),
        ),
        rows,
    )
    remarks = dict.fromkeys(
        (each["address"], text) for each in heaviest for text in each["remarks"]
    )
    for address, text in list(remarks)[:_MOST_NAMES]:
        page.line(f"{address}: {text}", "dim", indent=2)


def _machines(resource: ResourceDocument, asked: AskedDocument) -> str:
    size, count = resource["instance"], resource["count"]
    if size is None:
        return f"{resource['disk_gb']:.0f}\u00a0GB" if resource["disk_gb"] else "none"
    if asked["of"] == "usage":
        return f"{count * asked['hours']:.4g}\u00a0h of {size}"
    return size if count == 1.0 else f"{count:g} \u00d7 {size}"


def _weight(resource: ResourceDocument) -> float:
    figures = resource["figures"]
    return 0.0 if figures is None else figures["carbon"]["value"] or 0.0


def _sums(page: Page, heading: str, sums: Mapping[str, Mapping[str, FigureDocument]]) -> None:
    if len(sums) > 1:
        page.heading(heading)
        page.table(_columns(), [_row(name, figures) for name, figures in sums.items()])


def _unknown(page: Page, document: CloudDocument) -> None:
    unknown = [each for each in document["resources"] if each["figures"] is None]
    if not unknown:
        return
    page.heading("No data", f"{len(unknown)} in no sum")
    rows: list[tuple[str | Cell, ...]] = []
    for each in unknown[:_MOST_LINES]:
        near = f" (near it: {', '.join(each['near'])})" if each["near"] else ""
        rows.append((each["address"], Cell(f"{each['unknown']}{near}", "warning")))
    page.table((WORDS, PROSE), rows)
    if len(unknown) > _MOST_LINES:
        page.line(f"and {len(unknown) - _MOST_LINES} more: see --json", "dim", indent=2)


def _not_counted(page: Page, others: Mapping[str, int]) -> None:
    if not others:
        return
    page.heading("Not counted", "no machine or disk is read from these types")
    page.line(", ".join(f"{name} ({count})" for name, count in others.items()), indent=2)
