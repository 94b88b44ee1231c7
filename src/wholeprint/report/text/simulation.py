"""One run of a model, on a page."""

from wholeprint.report.simulation import (
    AssumptionDocument,
    CourseDocument,
    FindingDocument,
    SimulationDocument,
)
from wholeprint.report.text.courses import Course, instant, number, plots
from wholeprint.report.text.page import Cell, Column, Page, Style
from wholeprint.systems.names import canonical

_CLOCK = frozenset({"initial_time", "final_time", "starttime", "stoptime"})
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
    for note in document["notes"]:
        page.line(note, "warning")
    outcomes = set(model["outcomes"])
    # What the model is asked about comes first.
    courses = sorted(
        document["courses"],
        key=lambda each: (each["name"] not in outcomes, _RANK.get(each["kind"], 0)),
    )
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
    scenario = {
        canonical(each["name"]) for each in document["assumptions"] if each["set_by"] == "scenario"
    }
    by_scenario = {k: v for k, v in document["settings"].items() if canonical(k) in scenario}
    by_hand = {k: v for k, v in document["settings"].items() if k not in by_scenario}
    if document["scenario"] is not None:
        page.line(f"Scenario: {document['scenario']}{_set(': ', by_scenario)}.")
    if by_hand:
        page.line(f"Set{_set(': ', by_hand)}.")


def _set(before: str, settings: dict[str, float]) -> str:
    said = ", ".join(
        f"{name} = {instant(value) if canonical(name) in _CLOCK else number(value)}"
        for name, value in settings.items()
    )
    return f"{before}{said}" if said else ""


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
        # A name is wrapped, not cut: --keep and --set take all of it.
        Column("name", wraps=True, least=_least([each["name"] for each in shown])),
        Column("unit"),
        *(Column(title, right=True) for title in titles),
    ]
    page.table(columns, rows, indent=0)
    left = len(courses) - _LINES
    if left > 0:
        page.line(f"{left} more: name them with --keep, or take all with --csv or --json.", "dim")
    has_bold = page.has_colour and any(each["kind"] == "stock" for each in shown)
    said = [
        *(["stocks are in bold"] if has_bold else []),
        *([f"instants in {time_unit}"] if time_unit else []),
    ]
    if said:
        text = "; ".join(said)
        page.line(f"{text[0].upper()}{text[1:]}.", "dim")


def _least(texts: list[str]) -> int:
    """Return the columns that texts need where they are broken between words alone."""
    return max((len(word) for text in texts for word in text.split()), default=1)


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
    shown = ordered[:_LINES]
    rows = [
        [
            Cell(each["name"], "bold" if each["is_set"] else ""),
            Cell(number(each["value"])),
            Cell(_cut(each["unit"]), "dim"),
            Cell(_believed(each)),
            Cell(_SET_BY.get(each["set_by"], each["known"]), "dim"),
            Cell(_source(each), "dim"),
        ]
        for each in shown
    ]
    name, source = (
        _least([title, *(row[place].text for row in rows)])
        for place, title in ((0, "parameter"), (5, "source"))
    )
    columns = [
        Column("parameter", wraps=True, least=name),
        Column("value", right=True),
        Column("unit"),
        Column("believed"),
        Column("known"),
        Column("source", wraps=True, least=source),
    ]
    fixed = (max(map(len, (row[place].text for row in rows))) for place in range(1, 5))
    if name + source + sum(max(each, 8) for each in fixed) + 12 > page.width:
        # A key that is broken within is none: there is no room for it.
        columns, rows = columns[:5], [row[:5] for row in rows]
        page.table(columns, rows, indent=0)
        page.line("Sources are in --json, and on a wider page.", "dim")
    else:
        page.table(columns, rows, indent=0)
    if any(_has_no_ends(each) for each in shown):
        page.line("Believed: from end to end, or from 5 to 95 % where there are no ends.", "dim")
    left = len(ordered) - _LINES
    if left > 0:
        page.line(f"{left} more in --json.", "dim")


_SET_BY = {"hand": "set here", "scenario": "scenario"}


def _has_no_ends(assumption: AssumptionDocument) -> bool:
    belief = assumption["belief"]
    return belief is not None and belief.get("kind") not in {"triangular", "uniform"}


def _believed(assumption: AssumptionDocument) -> str:
    low, high = assumption["believed_low_amount"], assumption["believed_high_amount"]
    return "" if low is None or high is None else f"{number(low)} \u2013 {number(high)}"


def _source(assumption: AssumptionDocument) -> str:
    keys = [str(each["key"]) for each in assumption["sources"]]
    has_factor = assumption["factor"] and not assumption["is_set"]
    return ", ".join([*keys, *([assumption["factor"]] if has_factor else [])])


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
