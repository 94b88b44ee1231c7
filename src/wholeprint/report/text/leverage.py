"""Where a small move does much, on a page."""

from wholeprint.report.leverage import LeverageDocument, LeverDocument, SpreadDocument
from wholeprint.report.scale import percent, rounded
from wholeprint.report.text.page import Cell, Column, Page, Style

_BAR = 6
_NAME = 18
_LEVER, _MOVE, _SIZE, _LATE = "lever", "move", "size", "if late"
_COLUMNS = (_LEVER, _MOVE, "effect", _SIZE, "5-95 %", "elasticity", "backfires", _LATE)
_LEFT_OUT = ((), (_SIZE,), (_SIZE, "elasticity"), (_SIZE, "elasticity", "5-95 %"))
"""What is left out, step by step, where a page is too narrow."""

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
        lag = _lag(telling)
        titles = _table(page, telling, has_lag=lag is not None)
        page.line(_legend(document, lag if _LATE in titles else None), "dim")
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
    worlds = document["worlds"]
    return f"{worlds:,} {'world' if worlds == 1 else 'worlds'}, {document['runs']:,} runs"


def _is_slight(lever: LeverDocument) -> bool:
    strength = lever["strength_share"]
    return strength is not None and strength <= _SLIGHT


def _table(page: Page, levers: list[LeverDocument], *, has_lag: bool) -> tuple[str, ...]:
    # As many columns as there is room for; what they are called is returned.
    greatest = max(min(each["strength_share"] or 0.0, _FAR) for each in levers)
    rows = [_row(each, greatest) for each in levers]
    for left_out in _LEFT_OUT:
        titles = [each for each in _COLUMNS if each not in left_out and (has_lag or each != _LATE)]
        cells = [[row[title] for title in titles] for row in rows]
        if _needed(titles, cells) <= page.width or left_out == _LEFT_OUT[-1]:
            columns = [_column(title) for title in titles]
            page.table(columns, cells, indent=0)
            return tuple(titles)
    return ()


def _needed(titles: list[str], cells: list[list[Cell | str]]) -> int:
    wide = 0
    for at, title in enumerate(titles):
        texts = [_text(row[at]) for row in cells]
        longest = max(len(title), *(len(text) for text in texts))
        wide += 2 + (min(longest, _NAME) if title in {_LEVER, _MOVE} else longest)
    return wide


def _text(cell: Cell | str) -> str:
    return cell.text if isinstance(cell, Cell) else cell


def _column(title: str) -> Column:
    shown = "" if title == _SIZE else title
    if title in {_LEVER, _MOVE}:
        return Column(shown, wraps=True, least=_NAME if title == _LEVER else 6)
    return Column(shown, right=title != _SIZE)


def _lag(levers: list[LeverDocument]) -> float | None:
    """Return the longest wait that was tried."""
    return max((lag["lag_amount"] for each in levers for lag in each["delays"]), default=None)


def _row(lever: LeverDocument, greatest: float) -> dict[str, Cell | str]:
    relative = lever["relative"]
    elasticity = lever["elasticity"]
    known = None if elasticity is None else elasticity["value"]
    delays = lever["delays"]
    return {
        _LEVER: Cell(lever["name"], "bold"),
        _MOVE: lever["move"],
        "effect": _share(relative["value"]),
        _SIZE: _bar(lever["strength_share"], greatest),
        "5-95 %": _range(relative),
        "elasticity": "" if known is None else f"{known:+.2f}",
        "backfires": _backfires(lever["backfire_probability"]),
        _LATE: _plain_share(delays[-1]["lost_share"]["value"]) if delays else "",
    }


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
    return f"{100 * share:+.3g} %" if abs(share) < _FAR else f"x {float(f'{1.0 + share:.2g}'):,.6g}"


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
    return "\u2588" * round(_BAR * min(strength, _FAR) / greatest)
