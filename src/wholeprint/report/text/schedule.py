"""A decision on a page: when and where, what that gains, how sure that is, what it rests on."""

import itertools
import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from wholeprint.report import scale
from wholeprint.report.schedule import (
    MOST_OPTIONS,
    ForeseenDocument,
    OptionDocument,
    PieceDocument,
    PlanDocument,
    ScheduleDocument,
)
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page
from wholeprint.report.text.plots import Scale, bars

_RUNS, _REST = "\u2588", "\u00b7"
_LEAST_PLOT = 30


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
        page.blank()
        _plot(page, zone, document)
    page.heading("What it gains")
    _gain(page, document)
    _front(page, document)
    _beside(page, document)
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
    when = "Run it now" if later < 1.0 else f"Wait {scale.duration(later)}"
    pauses = len(plan["pieces"]) - 1
    paused = f", with {pauses} pause{'s' if pauses > 1 else ''}" if pauses else ""
    return f"{when}{f', in {chr(44).join(zones)}' if moved else ''}{paused}"


def _lines(name: str, plan: PlanDocument) -> list[tuple[str | Cell, ...]]:
    return [
        (
            name if not number else "",
            Cell(f"{clock(piece['start_unix_seconds'])} to {_end(piece)}", "bold"),
            scale.duration(piece["end_unix_seconds"] - piece["start_unix_seconds"]),
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


def clock(unix_seconds: float) -> str:
    """Write a moment by the reader's clock, with its offset from UTC.

    Args:
        unix_seconds: The moment [s since 1970 UTC].

    Returns:
        Such as "Sun 2026-11-22 02:30 +01:00".
    """
    moment = datetime.fromtimestamp(unix_seconds).astimezone()
    offset = moment.strftime("%z")
    return f"{moment:%a %Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"


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


def _gain(page: Page, document: ScheduleDocument) -> None:
    gain = document["gain"]
    parts.quantity_groups(
        page,
        [
            parts.Group(
                "",
                [
                    parts.Row("planned", gain["planned"]),
                    parts.Row("at once", gain["naive"]),
                    parts.Row("gain", gain["gain"], _share(gain["share"])),
                ],
            )
        ],
    )
    page.line(
        f"{scale.percent(gain['probability'])} of the draws gain. The interval is of the paired "
        "difference, from the 5th to the 95th percentile.",
        "dim",
        indent=2,
    )
    for name, each in document["decision"]["expected"].items():
        if name != "carbon":
            page.line(
                f"{name}: {each['planned_amount']:.4g} {each['unit']} planned, "
                f"{each['naive_amount']:.4g} {each['unit']} at once",
                indent=2,
            )
    page.line(
        f"No plan at all could gain more than {_grams(document['more_grams'])} beyond this one.",
        "dim",
        indent=2,
    )


def _grams(grams: float) -> str:
    return scale.shown(grams, None, None, "gCO2e").number


def _share(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}\u00a0%"


def _front(page: Page, document: ScheduleDocument) -> None:
    names = [name for name in document["units"] if name != "finish"]
    options = _thinned(document["pareto"])
    if len(options) < 2:  # noqa: PLR2004 - one alone is the plan
        return
    page.heading("Against each other", "plans in one go that no other one beats in everything")
    page.table(
        (
            Column("begin"),
            Column("zone"),
            *(Column(f"{name} [{document['units'][name]}]", right=True) for name in names),
            Column("done after", right=True),
        ),
        [
            (
                clock(each["plan"]["start_unix_seconds"]),
                each["plan"]["pieces"][0]["zone"],
                *(f"{each['amounts'][name]:.4g}" for name in names),
                scale.duration(
                    each["plan"]["end_unix_seconds"]
                    - document["decision"]["task"]["earliest_unix_seconds"]
                ),
            )
            for each in options
        ],
    )
    if len(options) < len(document["pareto"]):
        page.line(f"{len(options)} of {len(document['pareto'])}; --json has all.", "dim", indent=2)


def _thinned(options: Sequence[OptionDocument]) -> list[OptionDocument]:
    if len(options) <= MOST_OPTIONS:
        return list(options)
    last = len(options) - 1
    places = {round(place * last / (MOST_OPTIONS - 1)) for place in range(MOST_OPTIONS)}
    return [options[place] for place in sorted(places)]


def _beside(page: Page, document: ScheduleDocument) -> None:
    agreement, regret = document["agreement"], document["regret"]
    if agreement is not None:
        page.heading("By the other kind of signal")
        page.line(
            f"The plan saves {_grams(agreement['ours_grams'])} by the signal that it was made "
            f"with, and {_grams(agreement['other_grams'])} by the other.",
            indent=2,
        )
    if regret is not None:
        page.heading("On what really came")
        page.line(
            f"It gained {_grams(regret['gain_grams'])} against running at once; perfect "
            f"knowledge would have gained {_grams(regret['regret_grams'])} more.",
            indent=2,
        )


def _basis(page: Page, document: ScheduleDocument) -> None:
    task = document["decision"]["task"]
    page.line(
        f"{scale.duration(task['duration_seconds'])} at {task['watts']:.4g} W: "
        f"{document['energy_kwh']:.4g} kWh",
        indent=2,
    )
    signals_basis(page, document["zones"])


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
    names = ", ".join(source["title"] for source in foreseen["sources"]) or "source not stated"
    if foreseen["level"]:
        return f"one value for the year ({names})"
    issued = [
        moment
        for vintage in foreseen["vintages"]
        if isinstance(moment := vintage["issued_unix_seconds"], float | int)
    ]
    when = f"issued {clock(max(issued))}" if issued else "nobody says when it was issued"
    return f"{names}; {when}"


def _job(page: Page, document: ScheduleDocument) -> None:
    job = document["job"]
    if job is None:
        return
    page.heading("Handed over", f"{job['method']}, {job['id']}")
    for sentence in job["says"]:
        page.line(sentence, indent=2)
    page.line(f"Afterwards: wholeprint jobs gained {job['id']}", indent=2)
