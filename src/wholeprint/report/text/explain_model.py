"""Which assumptions decide between two scenarios of a model, on a page."""

from wholeprint.report.explain_model import AssumptionDocument, DecisionDocument, ScenarioDocument
from wholeprint.report.text.page import NUMBER, WORDS, Cell, Column, Page

_BAR = 12
_WIDE = 100
"""From so many columns on there is room for what each assumption does alone."""

_ROOM = 90
"""From so many on there is room for the course over time."""

_TICKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
_POINTS = 24


def decision_page(page: Page, document: DecisionDocument) -> None:
    """Lay out which assumptions decide.

    Args:
        page: The page.
        document: The decision.
    """
    unit = "" if document["unit"] in {"", "1"} else f" {document['unit']}"
    when = f"{document['time'][-1]:g} {document['time_unit']}".strip()
    page.title(document["title"] or document["model"], f"{document['outcome']} at {when}")
    page.table(
        (WORDS, Column(wraps=True), NUMBER, WORDS),
        [
            (
                Cell(letter, "bold"),
                side["name"],
                Cell(f"{side['outcome_value']:.4g}{unit}", "bold"),
                _line(side) if page.width >= _ROOM else "",
            )
            for letter, side in (("A", document["first"]), ("B", document["second"]))
        ],
        indent=0,
    )
    page.blank()
    if not document["assumptions"]:
        page.line("The two have the same assumptions.")
        return
    page.line("What decides between A and B, the most first:")
    page.blank()
    _table(page, document)
    _remarks(page, document)


def _table(page: Page, document: DecisionDocument) -> None:
    wide = page.width >= _WIDE
    columns = [Column("assumption", wraps=True, least=12), _right("A"), _right("B")]
    columns += [_right("share"), WORDS]
    columns += [_right("A with it"), _right("B without it")] if wide else []
    page.table(columns, [_row(each, wide=wide) for each in document["assumptions"]], indent=0)


def _row(each: AssumptionDocument, *, wide: bool) -> list[Cell | str]:
    unit = "" if each["unit"] in {"", "1"} else f" {each['unit']}"
    cells: list[Cell | str] = [
        Cell(each["name"], "bold"),
        f"{each['first_value']:.4g}{unit}",
        f"{each['second_value']:.4g}{unit}",
        f"{100.0 * each['share']:.1f} %".replace("-", "\u2212"),
        _bar(each["share"]),
    ]
    return (
        [*cells, f"{each['alone_amount']:.4g}", f"{each['all_but_it_amount']:.4g}"]
        if wide
        else cells
    )


def _remarks(page: Page, document: DecisionDocument) -> None:
    what = "the logarithm of the ratio" if document["shares_of_logarithm"] else "the difference"
    page.blank()
    page.line(
        f"Shares are of {what} and add up to 100 %: the mean, over all orders, of what changing "
        "one assumption after another changes (Shapley). Every set of them was run.",
        "dim",
    )
    if page.width >= _WIDE:
        page.line(
            'Under "A with it" A has that one assumption of B; under "B without it" B has all but '
            "that one.",
            "dim",
        )


def _line(side: ScenarioDocument) -> str:
    """Return a line of small bars: the course over time, from nought to its largest value."""
    series = side["series"]
    step = max(len(series) // _POINTS, 1)
    shown = [max(each, 0.0) for each in series[::step]]
    top = max(shown, default=0.0)
    if top <= 0.0:
        return ""
    last = len(_TICKS) - 1
    return "".join(_TICKS[min(round(each / top * last), last)] for each in shown)


def _bar(share: float) -> Cell:
    length = min(round(abs(share) * _BAR), _BAR)
    mark, style = ("\u2588", "warning") if share >= 0.0 else ("\u2592", "good")
    return Cell(mark * length, style)


def _right(title: str) -> Column:
    return Column(title, right=True)
