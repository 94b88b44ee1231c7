"""One run of a model, on a page."""

from wholeprint.report.simulation import (
    AssumptionDocument,
    CourseDocument,
    FindingDocument,
    SimulationDocument,
)
from wholeprint.report.text.courses import Course, instant, number, plots
from wholeprint.report.text.page import Cell, Column, Page, Style

_PLOTS, _LINES = 6, 24
_WIDE, _LONG = 118, 22
_RANK = {"stock": 0, "flow": 1, "auxiliary": 2}
_STYLES: dict[str, Style] = {"error": "bad", "warning": "warning", "note": "dim"}


def simulation_page(page: Page, document: SimulationDocument) -> None:
    """Lay out a run: plots, a table of what each variable did, and what it rests on.

    Args:
        page: The page.
        document: The run.
    """
    model, span = document["model"], document["span"]
    page.title(model["title"] or model["name"], _when(document))
    if model["note"]:
        page.line(" ".join(model["note"].split("\n\n")[0].split()), "dim")
    _told(page, document)
    courses = sorted(document["courses"], key=lambda each: _RANK.get(each["kind"], 0))
    moving = [each for each in courses if each["peak_amount"] != each["trough_amount"]]
    drawn = [
        Course(each["name"], each["unit"], document["series"][each["name"]])
        for each in moving[:_PLOTS]
    ]
    plots(page, drawn, document["time"], span["unit"])
    _table(page, courses, span["unit"])
    _assumptions(page, document["assumptions"])
    _findings(page, document["findings"])


def _when(document: SimulationDocument) -> str:
    span = document["span"]
    unit = f" {span['unit']}" if span["unit"] else ""
    ends = f"{instant(span['start_amount'])} to {instant(span['stop_amount'])}{unit}"
    return (
        f"{document['model']['name']}: {ends}, "
        f"step {span['step_amount']:g}, {'Runge-Kutta' if span['method'] == 'rk4' else 'Euler'}"
    )


def _told(page: Page, document: SimulationDocument) -> None:
    if document["scenario"] is not None:
        page.line(f"Scenario: {document['scenario']}.")
    if document["settings"]:
        said = ", ".join(f"{name} = {number(v)}" for name, v in document["settings"].items())
        page.line(f"Set: {said}.")


def _table(page: Page, courses: list[CourseDocument], time_unit: str) -> None:
    if not courses:
        return
    page.heading("What each variable did")
    shown = courses[:_LINES]
    # Long names need the room that the least values would take.
    is_tight = page.width < _WIDE and max(len(each["name"]) for each in shown) > _LONG
    titles = ("start", "end", "peak", "at", *(() if is_tight else ("least", "at")))
    rows = [
        [
            Cell(each["name"], "bold" if each["kind"] == "stock" else ""),
            Cell(_cut(each["unit"]), "dim"),
            number(each["start_amount"]),
            number(each["end_amount"]),
            number(each["peak_amount"]),
            Cell(_at(each["peak_time_amount"], each), "dim"),
            *(
                ()
                if is_tight
                else (
                    number(each["trough_amount"]),
                    Cell(_at(each["trough_time_amount"], each), "dim"),
                )
            ),
        ]
        for each in shown
    ]
    columns = [
        Column("name", shrinks=True, least=_LONG),
        Column("unit"),
        *(Column(title, right=True) for title in titles),
    ]
    page.table(columns, rows, indent=0)
    left = len(courses) - _LINES
    if left > 0:
        page.line(f"{left} more: name them with --keep, or take all with --csv or --json.", "dim")
    if time_unit:
        page.line(f"Stocks are in bold; instants in {time_unit}.", "dim")


def _cut(unit: str) -> str:
    return unit if len(unit) <= _LONG else f"{unit[: _LONG - 1]}\u2026"


def _at(when: float, course: CourseDocument) -> str:
    return "" if course["peak_amount"] == course["trough_amount"] else instant(when)


def _assumptions(page: Page, assumptions: list[AssumptionDocument]) -> None:
    if not assumptions:
        return
    page.heading("What it rests on")
    # What was set for this run first, then as the file has them.
    ordered = sorted(assumptions, key=lambda each: not each["is_set"])
    rows = [
        [
            Cell(each["name"], "bold" if each["is_set"] else ""),
            number(each["value"]),
            Cell(_cut(each["unit"]), "dim"),
            _believed(each),
            Cell("set here" if each["is_set"] else each["known"], "dim"),
            Cell(_source(each), "dim"),
        ]
        for each in ordered[:_LINES]
    ]
    columns = (
        Column("parameter", shrinks=True, least=_LONG),
        Column("value", right=True),
        Column("unit"),
        Column("believed"),
        Column("known"),
        Column("source", wraps=True, least=8),
    )
    page.table(columns, rows, indent=0)
    left = len(ordered) - _LINES
    if left > 0:
        page.line(f"{left} more in --json.", "dim")


def _believed(assumption: AssumptionDocument) -> str:
    belief = assumption["belief"] or {}
    low, high = belief.get("low"), belief.get("high")
    if isinstance(low, float | int) and isinstance(high, float | int):
        return f"{number(low)} \u2013 {number(high)}"
    median, sigma = belief.get("median"), belief.get("sigma")
    if isinstance(median, float | int) and isinstance(sigma, float | int):
        return f"{number(median)}, sigma {sigma:.2g}"
    return ""


def _source(assumption: AssumptionDocument) -> str:
    keys = [str(each["key"]) for each in assumption["sources"]]
    return ", ".join([*keys, *([assumption["factor"]] if assumption["factor"] else [])])


def _findings(page: Page, findings: list[FindingDocument] | None) -> None:
    if findings is None:
        return
    page.heading("Checks")
    if not findings:
        page.line("Nothing was found.", "good")
    for each in findings:
        where = f"{each['file']}:{each['line']}: " if each["line"] else ""
        fix = f". {each['fix']}" if each["fix"] else ""
        said = f"{each['severity']}: {where}{each['what']}{fix}."
        page.line(said, _STYLES.get(each["severity"], ""), indent=2)
