"""Why two footprints differ, on a page."""

from wholeprint.report import scale
from wholeprint.report.explain import (
    ExplanationDocument,
    PartDocument,
    SpreadDocument,
    is_slight,
    named,
)
from wholeprint.report.text.page import NUMBER, WORDS, Cell, Column, Page, Style

_BAR = 12
_TIGHT, _TIGHT_WITH_SPREAD = 100, 112
"""Below so many columns ratios and bars are left out."""


def explanation_page(page: Page, document: ExplanationDocument) -> None:
    """Lay out why two footprints differ.

    Args:
        page: The page.
        document: The explanation.
    """
    unit = document["unit"]
    page.title("Why the two differ", named(document["target"]))
    page.table(
        (WORDS, Column(wraps=True), NUMBER, Column(wraps=True)),
        [
            (
                Cell(letter, "bold"),
                side["name"],
                Cell(_amount(side["stated"], unit), "bold"),
                ", ".join(side["labels"].values()),
            )
            for letter, side in (("A", document["first"]), ("B", document["second"]))
        ],
        indent=0,
    )
    _alignment(page, document)
    page.blank()
    page.line(_gap(document))
    if not document["parts"]:
        page.blank()
        page.line("Nothing that both sides state differs between them.")
        return
    page.blank()
    _table(page, document)
    _remarks(page, document)
    _central(page, document)


def _alignment(page: Page, document: ExplanationDocument) -> None:
    if not document["steps"]:
        return
    page.heading("One boundary for both")
    unit = document["unit"]
    apart: list[str] = []
    for step in document["steps"]:
        amount, what = step["amount"], step["what"].replace("_", " ")
        if amount is not None and amount["central"] == 0.0:
            apart.append(f"{what} ({step['side']})")
            continue
        taken = "" if amount is None else f": {_amount(amount, unit)} less"
        style: Style = "warning" if amount is None else ""
        page.line(f"Only {step['side']} counts {what}{taken}: {step['why']}.", style, indent=2)
    if apart:
        page.line(
            f"Counted by one side only, and no part of what is explained: {', '.join(apart)}.",
            "dim",
            indent=2,
        )


def _gap(document: ExplanationDocument) -> str:
    unit, gap, ratio = document["unit"], document["difference"], document["ratio"]
    if gap["central"] == 0.0:
        return "Both are the same."
    more, less = ("A", "B") if gap["central"] > 0.0 else ("B", "A")
    size: SpreadDocument = gap if gap["central"] > 0.0 else _minus(gap)
    times = ""
    if ratio is not None and ratio > 0.0:
        times = f", {max(ratio, 1.0 / ratio):.4g} times as much"
    return f"{more} is {_amount(size, unit)} more than {less}{times}. What makes the difference:"


def _minus(spread: SpreadDocument) -> SpreadDocument:
    low, high = spread["low"], spread["high"]
    return {
        "value": -spread["value"],
        "central": -spread["central"],
        "low": None if high is None else -high,
        "high": None if low is None else -low,
    }


def _table(page: Page, document: ExplanationDocument) -> None:
    parts = document["parts"]
    spread = any(part["share"]["low"] is not None for part in parts)
    wide = page.width >= (_TIGHT_WITH_SPREAD if spread else _TIGHT)
    each = [part[way]["central"] for part in parts for way in ("lmdi", "shapley")]
    way = scale.alike(each, document["unit"])
    columns = [Column("factor", wraps=True, least=12), _right("A"), _right("B")]
    columns += [_right("A / B"), _right("share"), WORDS] if wide else [_right("share")]
    columns += [_right(f"A more by, {way.unit}"), _right("by Shapley")]
    shown = [part for part in parts if not is_slight(part)]
    page.table(columns, [_row(part, way, wide=wide) for part in shown], indent=0)


def _row(part: PartDocument, way: scale.Alike, *, wide: bool) -> list[Cell | str]:
    ratio = part["ratio"]
    cells: list[Cell | str] = [
        Cell(named(part["name"]), "bold"),
        _amount(part["first"], part["unit"], spread_shown=False),
        _amount(part["second"], part["unit"], spread_shown=False),
    ]
    share = _share(part["share"])
    if wide:
        cells += ["" if ratio is None else f"{ratio:.4g}", share, _bar(part["share"]["central"])]
    else:
        cells.append(share)
    return [*cells, _signed(part["lmdi"]["central"], way), _signed(part["shapley"]["central"], way)]


def _signed(amount: float, way: scale.Alike) -> str:
    text = f"{amount * way.ratio:+,.{way.decimals_count}f}"
    return text.replace("-", "\u2212")


def _remarks(page: Page, document: ExplanationDocument) -> None:
    page.blank()
    slight = [named(part["name"]) for part in document["parts"] if is_slight(part)]
    if slight:
        page.line(f"Under 0.05 % of the gap: {', '.join(slight)}.", "dim")
    if document["same"]:
        page.line(f"The same on both sides: {', '.join(map(named, document['same']))}.", "dim")
    for letter, side in (("A", document["first"]), ("B", document["second"])):
        left, whole = side["unexplained_amount"], side["stated"]["central"]
        if abs(left) > 5e-4 * abs(whole):
            shown = scale.shown(abs(left), None, None, document["unit"])
            page.line(
                f"{letter} states {shown.number} "
                f"{'more' if left > 0 else 'less'} than its own factors give; "
                "that is left out above.",
                "warning",
            )
    if not document["methods_agree"]:
        page.line(
            "LMDI and Shapley give a factor different signs: it works in both directions "
            "in different parts of the sum, so that its share hangs on the method.",
            "warning",
        )
    page.line(
        "Shares are of the logarithm of the ratio. What each factor makes A larger by is split by "
        "LMDI, and by Shapley beside it: both add up to the difference exactly and hang on no "
        "order of the factors.",
        "dim",
    )


def _central(page: Page, document: ExplanationDocument) -> None:
    spread = any(document[side]["aligned"]["low"] is not None for side in ("first", "second"))
    if not spread:
        return
    one, two = (
        scale.shown(document[side]["aligned"]["central"], None, None, document["unit"]).number
        for side in ("first", "second")
    )
    page.line(
        f"The lines above are for the central value of every assumption, where A is {one} and B "
        f"{two}; totals on top are medians over all states of the world.",
        "dim",
    )


def _share(share: SpreadDocument) -> str:
    low, high = share["low"], share["high"]
    text = f"{100.0 * share['central']:.1f} %"
    if low is None or high is None or abs(high - low) < 0.005:  # noqa: PLR2004 - half a percent
        return text
    return f"{text} [{100.0 * low:.0f} \u2013 {100.0 * high:.0f}]"


def _bar(share: float) -> Cell:
    length = min(round(abs(share) * _BAR), _BAR)
    mark, style = ("\u2588", "warning") if share >= 0.0 else ("\u2592", "good")
    return Cell(mark * length, style)


def _right(title: str) -> Column:
    return Column(title, right=True)


def _amount(spread: SpreadDocument, unit: str, *, spread_shown: bool = True) -> str:
    if unit == "h" and spread["central"] < 1.0:
        return scale.duration(3600.0 * spread["central"])
    low, high = (spread["low"], spread["high"]) if spread_shown else (None, None)
    if low is not None and low == high:
        low = high = None
    shown = scale.shown(spread["value"] if low is not None else spread["central"], low, high, unit)
    between = f" {shown.interval}" if shown.interval else ""
    return shown.number + between
