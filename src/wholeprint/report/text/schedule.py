"""A decision on a page: when and where, what that gains, how sure that is, what it rests on."""

import itertools
import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from wholeprint.report import scale
from wholeprint.report.schedule import (
    ForeseenDocument,
    PieceDocument,
    PlanDocument,
    ScheduleDocument,
)
from wholeprint.report.text import parts
from wholeprint.report.text.moments import clock
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page
from wholeprint.report.text.plots import Scale, bars
from wholeprint.report.text.schedule_gain import beside_section, front_section, gain_section

_RUNS, _REST = "\u2588", "\u00b7"
_LEAST_PLOT = 30
_LITTLE_SHARE = 1e-6


def schedule_page(page: Page, document: ScheduleDocument) -> None:
    """Lay out a decision.

    Args:
        page: The page.
        document: The decision.
    """
    decision = document["decision"]
    plan, naive = decision["plan"], decision["naive"]
    page.title(_headline(document), f"objective {decision['objective']}")
    page.table(
        (WORDS, WORDS, WORDS, WORDS),
        [
            *_lines("plan", plan),
            *_lines("at once", naive),
            ("deadline", clock(decision["task"]["deadline_unix_seconds"]), "", ""),
        ],
    )
    for zone in dict.fromkeys(piece["zone"] for piece in (*plan["pieces"], *naive["pieces"])):
        _plot(page, zone, document)
    gain_section(page, document)
    front_section(page, document)
    beside_section(page, document)
    page.heading("What it rests on")
    _basis(page, document)
    parts.note_section(page, document["notes"])
    _job(page, document)


def _headline(document: ScheduleDocument) -> str:
    decision = document["decision"]
    plan, naive = decision["plan"], decision["naive"]
    if plan["pieces"] == naive["pieces"]:
        return "Run it now"
    zones = list(dict.fromkeys(piece["zone"] for piece in plan["pieces"]))
    moved = zones != [naive["pieces"][0]["zone"]]
    later = plan["start_unix_seconds"] - naive["start_unix_seconds"]
    when = "Run it now" if later < 1.0 else f"Wait {scale.span(later)}"
    pauses = len(plan["pieces"]) - 1
    paused = f", with {pauses} pause{'s' if pauses > 1 else ''}" if pauses else ""
    return f"{when}{f', in {chr(44).join(zones)}' if moved else ''}{paused}"


def _lines(name: str, plan: PlanDocument) -> list[tuple[str | Cell, ...]]:
    return [
        (
            name if not number else "",
            Cell(f"{clock(piece['start_unix_seconds'])} to {_end(piece)}", "bold"),
            scale.span(piece["end_unix_seconds"] - piece["start_unix_seconds"]),
            piece["zone"],
        )
        for number, piece in enumerate(plan["pieces"])
    ]


def _end(piece: PieceDocument) -> str:
    start, end = (
        datetime.fromtimestamp(piece[name]).astimezone()
        for name in ("start_unix_seconds", "end_unix_seconds")
    )
    return end.strftime("%H:%M" if start.date() == end.date() else "%a %H:%M")


def _plot(page: Page, zone: str, document: ScheduleDocument) -> None:
    foreseen, decision = document["zones"][zone], document["decision"]
    task = decision["task"]
    begin, end = task["earliest_unix_seconds"], task["deadline_unix_seconds"]
    width = max(page.width - 24, _LEAST_PLOT)
    edges = [begin + (end - begin) * place / width for place in range(width + 1)]
    values = _means(foreseen, edges)
    if foreseen["level"] or all(math.isnan(value) for value in values):
        return
    reach = Scale.over(values)
    page.blank()
    page.table(
        (Column(right=True, least=9), Column()),
        [
            (f"{reach.high:.0f}", Cell(f"{zone} gCO2e/kWh", "dim")),
            (f"{reach.low:.0f}", bars(values, reach)),
            ("plan", Cell(_marks(decision["plan"], zone, edges), "good")),
            ("at once", Cell(_marks(decision["naive"], zone, edges), "warning")),
        ],
    )


def _means(foreseen: ForeseenDocument, edges: Sequence[float]) -> list[float]:
    found: list[float] = []
    known = foreseen["edges_unix_seconds"]
    for begin, end in itertools.pairwise(edges):
        total = covered = 0.0
        for place, value in enumerate(foreseen["values"]):
            spent = min(end, known[place + 1]) - max(begin, known[place])
            if value is not None and spent > 0.0:
                total, covered = total + value * spent, covered + spent
        found.append(total / covered if covered else math.nan)
    return found


def _marks(plan: PlanDocument, zone: str, edges: Sequence[float]) -> str:
    mine = [piece for piece in plan["pieces"] if piece["zone"] == zone]
    return "".join(
        _RUNS
        if any(
            min(end, piece["end_unix_seconds"]) - max(begin, piece["start_unix_seconds"])
            > (end - begin) / 2.0
            for piece in mine
        )
        else _REST
        for begin, end in itertools.pairwise(edges)
    )


def _basis(page: Page, document: ScheduleDocument) -> None:
    task = document["decision"]["task"]
    work = task["duration_seconds"] * task["watts"] / 3.6e6
    beside = document["energy_kwh"] - work
    more = (
        f"; {beside:.4g} kWh more for moving, resuming and waiting"
        if beside > _LITTLE_SHARE * work
        else ""
    )
    page.line(
        f"{scale.span(task['duration_seconds'])} at {task['watts']:.4g} W: {work:.4g} kWh{more}",
        indent=2,
    )
    signals_basis(page, document["zones"])
    _doubt(page, document)


def _doubt(page: Page, document: ScheduleDocument) -> None:
    for factor in document["assumptions"]:
        if factor["id"] != "advice.forecast_error":
            continue
        says = ", ".join(source["title"] for source in factor["sources"])
        page.line(
            "Where a forecast comes without a band, it is taken to be off by about "
            f"{scale.percent(factor['central'])} (one standard deviation): "
            + (f"assumed, after {says}." if says else "as you stated."),
            indent=2,
        )


def signals_basis(page: Page, zones: Mapping[str, ForeseenDocument]) -> None:
    """Say which signal of each zone was planned with, and from whom.

    Args:
        page: The page.
        zones: What is foreseen, by zone.
    """
    for zone, foreseen in zones.items():
        kind = foreseen["signal"]
        page.table(
            (Column(least=8), PROSE),
            [
                (
                    Cell(zone, "bold"),
                    ", ".join(kind[name] for name in ("response", "scope", "flow", "tense"))
                    + f"; {_issued(foreseen)}",
                )
            ],
        )


def _issued(foreseen: ForeseenDocument) -> str:
    names = "; ".join(source["title"] for source in foreseen["sources"]) or "source not stated"
    if foreseen["level"]:
        return f"one value for the year ({names})"
    issued = [
        moment
        for vintage in foreseen["vintages"]
        if isinstance(moment := vintage["issued_unix_seconds"], float | int)
    ]
    if issued:
        return f"{names}; issued {clock(max(issued))}"
    # What nobody issued, such as typical hours, is no forecast.
    is_forecast = foreseen["signal"]["tense"] == "forecast"
    return f"{names}; {'nobody says when it was issued' if is_forecast else 'not a forecast'}"


def _job(page: Page, document: ScheduleDocument) -> None:
    job = document["job"]
    if job is None:
        return
    page.heading("Handed over", f"{job['method']}, {job['id']}")
    for sentence in job["says"]:
        page.line(sentence, indent=2)
    page.line(f"Afterwards: wholeprint jobs gained {job['id']}", indent=2)
