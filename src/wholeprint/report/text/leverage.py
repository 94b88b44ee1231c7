"""Where a small move does much, on a page."""

from wholeprint.report.leverage import LeverageDocument, LeverDocument, SpreadDocument
from wholeprint.report.scale import percent, rounded
from wholeprint.report.text.page import NUMBER, Cell, Column, Page, Style

_BAR = 10
_ROOMY = 100
_OFTEN = 0.1
"""From this share of worlds on a lever that backfires is marked."""

_SLIGHT = 5e-7
"""Levers that move the outcome by less are named, and not given a line [1]."""


def leverage_page(page: Page, document: LeverageDocument) -> None:
    """Lay out the levers of a model, the strongest first.

    Args:
        page: The page.
        document: The levers.
    """
    outcome = document["outcome"]
    page.title(f"Levers of {document['model']}", _aside(document))
    base = outcome["base"]
    page.line(
        f"{outcome['name']} ({outcome['measure'].replace('_', ' ')}) with nothing moved: "
        f"{_amount(base)}{_unit(outcome['unit'])}; {outcome['goal']} is better."
    )
    telling = [each for each in document["levers"] if not _is_slight(each)]
    if telling:
        page.blank()
        _table(page, document, telling)
        page.line(
            "effect: change of the outcome for the move shown; backfires: share of worlds in which "
            "that move makes it worse though it helps in the central one, or the other way round.",
            "dim",
        )
        _tags(page, telling)
    slight = [each["name"] for each in document["levers"] if _is_slight(each)]
    if slight:
        page.blank()
        page.line(f"Without effect on it: {', '.join(slight)}.", "dim")
    page.blank()
    for note in document["notes"]:
        page.line(note, "dim")


def _aside(document: LeverageDocument) -> str:
    return f"{document['worlds']:,} worlds, {document['runs']:,} runs"


def _is_slight(lever: LeverDocument) -> bool:
    strength = lever["strength_share"]
    return strength is not None and strength <= _SLIGHT


def _table(page: Page, document: LeverageDocument, levers: list[LeverDocument]) -> None:
    lags = levers[0]["delays"] if levers else []
    unit = document["outcome"]["time_unit"]
    greatest = max((each["strength_share"] or 0.0 for each in levers), default=0.0)
    roomy = page.width >= _ROOMY
    columns = [
        Column("lever", wraps=True, least=16),
        Column("move", wraps=True, least=6),
        Column("effect", right=True),
        *([Column()] if roomy else []),
        Column("5-95 %", right=True),
        Column("elasticity", right=True),
        Column("backfires", right=True),
        *(
            Column(_lag_title(lag["lag_amount"], unit), right=True)
            for lag in lags[: 2 if roomy else 1]
        ),
    ]
    rows = [_row(each, greatest, len(columns), roomy=roomy) for each in levers]
    page.table(columns, rows, indent=0)


def _lag_title(lag: float, unit: str) -> str:
    return f"lost, {lag:g} {unit}".rstrip() + " late"


def _row(lever: LeverDocument, greatest: float, width: int, *, roomy: bool) -> list[Cell | str]:
    relative = lever["relative"]
    elasticity = lever["elasticity"]
    cells: list[Cell | str] = [
        Cell(lever["name"], "bold"),
        lever["move"],
        _share(relative["value"]),
        *([_bar(lever["strength_share"], greatest)] if roomy else []),
        _range(relative),
        "" if elasticity is None or elasticity["value"] is None else f"{elasticity['value']:+.2f}",
        _backfires(lever["backfire_probability"]),
    ]
    late = [_plain_share(delay["lost_share"]["value"]) for delay in lever["delays"]]
    return [*cells, *late[: width - len(cells)], *[""] * (width - len(cells) - len(late))]


def _tags(page: Page, levers: list[LeverDocument]) -> None:
    tagged = [each for each in levers if each["meadows_place"] or each["level"]]
    loops = [each for each in levers if each["kind"] == "loop"]
    if tagged:
        page.heading("What kind of levers they are")
        columns = (Column(wraps=True, least=16), Column("place (of 12)"), Column("level"), NUMBER)
        columns = (*columns[:3], Column("agency", right=True), Column("note", wraps=True))
        page.table(columns, [_tag_row(each) for each in tagged])
        page.line(
            "place: Meadows' twelve places to intervene, 12 the weakest; level and agency (4 most, "
            "1 least, of one person): Efficiency is Not Enough, Figure 6.",
            "dim",
        )
    if loops:
        page.heading("Loops that were cut")
        page.table(
            (Column(), Column(wraps=True)),
            [(Cell(each["name"], "bold"), each["note"]) for each in loops],
        )


def _tag_row(lever: LeverDocument) -> list[Cell | str]:
    place = lever["meadows"]
    agency = lever["agency"]
    return [
        Cell(lever["name"], "bold"),
        "" if place is None else f"{place} {lever['meadows_place']}",
        lever["level"] or "",
        "" if agency is None else str(agency),
        lever["note"],
    ]


def _amount(spread: SpreadDocument) -> str:
    value, low, high = spread["value"], spread["low"], spread["high"]
    if value is None:
        return "unknown"
    if low is None or high is None or low == high:
        return rounded(value, 4)
    return f"{rounded(value, 3)} ({rounded(low, 3)} to {rounded(high, 3)})"


def _unit(unit: str) -> str:
    return f" {unit}" if unit not in {"", "1"} else ""


def _share(share: float | None) -> str:
    return "" if share is None else f"{100 * share:+.3g} %"


def _plain_share(share: float | None) -> str:
    return "" if share is None else percent(share)


def _range(spread: SpreadDocument) -> str:
    low, high = spread["low"], spread["high"]
    if low is None or high is None or low == high:
        return ""
    return f"{100 * low:+.3g} to {100 * high:+.3g} %"


def _backfires(probability: float | None) -> Cell | str:
    if probability is None:
        return ""
    style: Style = "bad" if probability >= _OFTEN else ""
    return Cell(percent(probability), style)


def _bar(strength: float | None, greatest: float) -> str:
    if strength is None or greatest <= 0.0:
        return ""
    return "\u2588" * max(1, round(_BAR * strength / greatest))
