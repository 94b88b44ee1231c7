"""What measured series say about a model's parameters, on a page."""

from wholeprint.report.fit import FitDocument, HeldOutDocument, ParameterDocument
from wholeprint.report.scale import percent, rounded
from wholeprint.report.text.page import Cell, Column, Page

_ROOMY = 100


def fit_page(page: Page, document: FitDocument) -> None:
    """Lay out what a fit found.

    Args:
        page: The page.
        document: The fit.
    """
    page.title(f"{document['model']} fitted to {document['data']}")
    page.blank()
    _parameters(page, document)
    page.heading("How well it agrees")
    page.table(
        (
            Column("series"),
            Column("values", right=True),
            Column("error", right=True),
            Column("explained", right=True),
        ),
        [
            (
                Cell(each["name"], "bold"),
                f"{each['points']:,}",
                _with_unit(each["error_amount"], each["unit"]),
                "" if each["explained_share"] is None else percent(each["explained_share"]),
            )
            for each in document["series"]
        ],
    )
    if document["held_out"]:
        _held_out(page, document["held_out"])
    _warnings(page, document)


def _parameters(page: Page, document: FitDocument) -> None:
    columns = [
        Column("parameter", wraps=True, least=14),
        Column("best", right=True),
        Column("95 % by the data", right=True),
        Column("plausible (5-95 %)", right=True),
    ]
    if page.width >= _ROOMY:
        columns.append(Column("believed before", right=True))
    rows: list[list[Cell | str]] = []
    for each in document["parameters"]:
        sample, before = each["posterior"], each["before"]
        row: list[Cell | str] = [
            Cell(each["name"], "bold"),
            _with_unit(each["value"], each["unit"]),
            _interval(each),
            f"{_number(sample['low'])} to {_number(sample['high'])}",
        ]
        if page.width >= _ROOMY:
            row.append(f"{_number(before['low'])} to {_number(before['high'])}")
        rows.append(row)
    page.table(columns, rows, indent=0)


def _interval(parameter: ParameterDocument) -> Cell | str:
    low, high = parameter["low"], parameter["high"]
    if low is None and high is None:
        return Cell("not bounded", "warning")
    if low is None:
        return Cell(f"below {_number(high)}", "warning")
    if high is None:
        return Cell(f"above {_number(low)}", "warning")
    return f"{_number(low)} to {_number(high)}"


def _held_out(page: Page, held_out: list[HeldOutDocument]) -> None:
    page.heading("How well it foresees what it has not seen")
    columns = (
        Column("series"),
        Column("values", right=True),
        Column("error", right=True),
        Column('of "as it was last"', right=True),
        Column("inside its 90 %", right=True),
    )
    page.table(
        columns,
        [
            (
                Cell(each["name"], "bold"),
                f"{each['points']:,}",
                _number(each["error_amount"]),
                _number(each["naive_error_amount"]),
                percent(each["inside_share"]),
            )
            for each in held_out
        ],
    )


def _warnings(page: Page, document: FitDocument) -> None:
    if document["warnings"]:
        page.heading("What the data do not settle")
        for each in document["warnings"]:
            page.line(f"{each['text']}. [{each['code']}]", "warning", indent=2)
    else:
        page.blank()
        page.line("Every parameter is held by the data on both sides.", "good")
    walk = document["walk"]
    page.blank()
    page.line(
        f"Plausible values: {walk['draws']:,} draws of the posterior; "
        f"{percent(walk['accepted_share'])} of the moves were taken.",
        "dim",
    )
    for note in document["notes"]:
        page.line(note, "dim")


def _number(amount: float | None) -> str:
    return "unknown" if amount is None else rounded(amount, 4)


def _with_unit(amount: float | None, unit: str) -> str:
    shown = _number(amount)
    return shown if unit in {"", "1"} or amount is None else f"{shown} {unit}"
