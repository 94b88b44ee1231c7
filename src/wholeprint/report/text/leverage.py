"""Where a small move does much, on a page."""

from wholeprint.report.leverage import LeverageDocument, LeverDocument, SpreadDocument
from wholeprint.report.scale import percent, rounded
from wholeprint.report.text.page import Cell, Column, Page, Style

_BAR = 6
_ROOMY = 100
_OFTEN = 0.1
"""From this share of worlds on a lever that backfires is marked."""

_FAR = 10.0
"""Changes from this share on are told as a factor, and a bar is not drawn longer for them [1]."""

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
        _table(page, telling)
        page.line(_legend(document, _lag(telling)), "dim")
        _tags(page, telling)
    slight = [each["name"] for each in document["levers"] if _is_slight(each)]
    if slight:
        page.blank()
        page.line(f"Without effect on it: {', '.join(slight)}.", "dim")
    page.blank()
    for note in document["notes"]:
        page.line(note, "dim")


def _legend(document: LeverageDocument, lag: float | None) -> str:
    said = (
        "effect: change of the outcome for the move shown; backfires: share of worlds in which "
        "that move makes it worse though it helps in the central one, or the other way round"
    )
    if lag is None:
        return f"{said}."
    unit = document["outcome"]["time_unit"]
    return f"{said}; if late: share of the effect that is lost by moving {lag:g} {unit} later."


def _aside(document: LeverageDocument) -> str:
    return f"{document['worlds']:,} worlds, {document['runs']:,} runs"


def _is_slight(lever: LeverDocument) -> bool:
    strength = lever["strength_share"]
    return strength is not None and strength <= _SLIGHT


def _table(page: Page, levers: list[LeverDocument]) -> None:
    lag = _lag(levers)
    greatest = max(min(each["strength_share"] or 0.0, _FAR) for each in levers)
    roomy = page.width >= _ROOMY
    columns = [
        Column("lever", wraps=True, least=18),
        Column("move", wraps=True, least=6),
        Column("effect", right=True),
        Column("" if roomy else "5-95 %", right=not roomy),
        *([Column("5-95 %", right=True), Column("elasticity", right=True)] if roomy else []),
        Column("backfires", right=True),
        *([Column("if late", right=True)] if lag is not None else []),
    ]
    page.table(columns, [_row(each, greatest, lag is not None, roomy) for each in levers], indent=0)


def _lag(levers: list[LeverDocument]) -> float | None:
    """Return the longest wait that was tried."""
    return max((lag["lag_amount"] for each in levers for lag in each["delays"]), default=None)


def _row(lever: LeverDocument, greatest: float, has_lags: bool, roomy: bool) -> list[Cell | str]:  # noqa: FBT001 - two facts of the page, not ways to go
    relative = lever["relative"]
    elasticity = lever["elasticity"]
    known = "" if elasticity is None or elasticity["value"] is None else elasticity["value"]
    cells: list[Cell | str] = [
        Cell(lever["name"], "bold"),
        lever["move"],
        _share(relative["value"]),
        _bar(lever["strength_share"], greatest) if roomy else _range(relative),
    ]
    if roomy:
        cells += [_range(relative), f"{known:+.2f}" if known != "" else ""]
    cells.append(_backfires(lever["backfire_probability"]))
    if has_lags:
        delays = lever["delays"]
        cells.append(_plain_share(delays[-1]["lost_share"]["value"]) if delays else "")
    return cells


def _tags(page: Page, levers: list[LeverDocument]) -> None:
    tagged = [each for each in levers if each["meadows_place"] or each["level"]]
    loops = [each for each in levers if each["kind"] == "loop"]
    if tagged:
        page.heading("What kind of levers they are")
        columns = (
            Column(wraps=True, least=16),
            Column("place (of 12)", wraps=True, least=20),
            Column("level"),
            Column("agency", right=True),
            Column("note", wraps=True, least=12),
        )
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
    if share is None:
        return ""
    return f"{100 * share:+.3g} %" if abs(share) < _FAR else f"x {float(f'{1.0 + share:.2g}'):g}"


def _plain_share(share: float | None) -> str:
    return "" if share is None else percent(share)


def _range(spread: SpreadDocument) -> str:
    low, high = spread["low"], spread["high"]
    if low is None or high is None or low == high:
        return ""
    if max(abs(low), abs(high)) < _FAR:
        return f"{100 * low:+.3g} to {100 * high:+.3g} %"
    return f"{_share(low)} to {_share(high)}"


def _backfires(probability: float | None) -> Cell | str:
    if probability is None:
        return ""
    style: Style = "bad" if probability >= _OFTEN else ""
    return Cell(percent(probability), style)


def _bar(strength: float | None, greatest: float) -> str:
    if strength is None or greatest <= 0.0:
        return ""
    return "\u2588" * max(1, round(_BAR * min(strength, _FAR) / greatest))
