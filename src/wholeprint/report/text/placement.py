"""Many jobs on a page: when each runs, what that gains, how sure that is, what it rests on."""

import itertools
import math
from collections.abc import Iterable, Sequence
from datetime import datetime

from wholeprint.report import scale
from wholeprint.report.placement import PlacedDocument, PlacementDocument
from wholeprint.report.schedule import ForeseenDocument
from wholeprint.report.text import parts
from wholeprint.report.text.moments import clock
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page
from wholeprint.report.text.plots import Scale, bars
from wholeprint.report.text.schedule import signals_basis

_BROAD = 100
"""Columns of a page from which each job has one line of a table."""

_LEAST_PLOT = 30
_NEXT_TO_NOTHING = 1e-6

_Run = tuple[str, float, float, float]
"""Where something runs, from when until when [s since 1970 UTC], and what it draws [W]."""


def placement_page(page: Page, document: PlacementDocument) -> None:
    """Lay out many jobs placed.

    Args:
        page: The page.
        document: The placement.
    """
    jobs = sorted(document["jobs"], key=lambda job: job["start_unix_seconds"])
    page.title(_title(document), _proof(document))
    _table(page, jobs)
    planned, naive = _runs(jobs), _naive_runs(jobs)
    for zone in dict.fromkeys(run[0] for run in (*planned, *naive)):
        _plot(page, zone, document, (planned, naive))
    page.heading("What it gains")
    _gain(page, document)
    page.heading("What it rests on")
    _basis(page, document)
    parts.note_section(page, document["notes"])


def _title(document: PlacementDocument) -> str:
    watts, machines = document["cap"]["watts"], document["cap"]["machines"]
    limits = [
        *([] if watts is None else [_power(watts)]),
        *([] if machines is None else [_many(machines, "machine")]),
    ]
    under = f" under a cap of {' and '.join(limits)}" if limits else ", without a cap"
    return f"{_many(len(document['jobs']), 'job')}{under}"


def _many(count: int, what: str) -> str:
    return f"{count:,}\u00a0{what}{'' if count == 1 else 's'}"


def _power(watts: float) -> str:
    return scale.shown(watts, None, None, "W").number


def _proof(document: PlacementDocument) -> str:
    return {
        "exact": "proven to be the best on this forecast",
        "time-limit": "the best that was found in the time allowed",
        "greedy": "placed one after another",
    }[document["method"]]


def _table(page: Page, jobs: Sequence[PlacedDocument]) -> None:
    offset = _offset(
        moment
        for job in jobs
        for moment in (job["start_unix_seconds"], job["deadline_unix_seconds"])
    )
    if page.width < _BROAD or offset is None:
        _stacked(page, jobs)
        return
    several = any(job["machines"] > 1 for job in jobs)
    page.table(
        (
            Column("job", least=8, shrinks=True),
            Column(f"begin (UTC{offset})"),
            Column("end"),
            Column("for", right=True),
            Column("power", right=True),
            Column("machines", right=True),
            Column("zone"),
            Column("deadline"),
        ),
        [
            (
                Cell(job["name"], "bold"),
                _short(job["start_unix_seconds"]),
                _end(job),
                _lasting(job),
                _power(job["watts"]),
                str(job["machines"]) if several else "",
                job["zone"],
                _short(job["deadline_unix_seconds"]),
            )
            for job in jobs
        ],
        indent=0,
    )


def _stacked(page: Page, jobs: Sequence[PlacedDocument]) -> None:
    for job in jobs:
        machines = f" on {job['machines']}\u00a0machines" if job["machines"] > 1 else ""
        page.title(
            job["name"], f"{_lasting(job)} at {_power(job['watts'])}{machines}, {job['zone']}"
        )
        page.line(f"{clock(job['start_unix_seconds'])} to {_end(job)}", indent=2)
        page.line(f"deadline {clock(job['deadline_unix_seconds'])}", "dim", indent=2)


def _offset(moments: Iterable[float]) -> str | None:
    """Return the offset from UTC that all of them have, None where the clocks change between."""
    found = {clock(moment).rpartition(" ")[2] for moment in moments}
    return found.pop() if len(found) == 1 else None


def _short(unix_seconds: float) -> str:
    return clock(unix_seconds).rpartition(" ")[0].replace(" ", "\u00a0")


def _end(job: PlacedDocument) -> str:
    start, end = (
        datetime.fromtimestamp(job[name]).astimezone()
        for name in ("start_unix_seconds", "end_unix_seconds")
    )
    return end.strftime("%H:%M" if start.date() == end.date() else "%a\u00a0%m-%d\u00a0%H:%M")


def _lasting(job: PlacedDocument) -> str:
    return scale.duration(job["end_unix_seconds"] - job["start_unix_seconds"])


def _runs(jobs: Sequence[PlacedDocument]) -> list[_Run]:
    return [
        (job["zone"], job["start_unix_seconds"], job["end_unix_seconds"], job["watts"])
        for job in jobs
    ]


def _naive_runs(jobs: Sequence[PlacedDocument]) -> list[_Run]:
    found: list[_Run] = []
    for job in jobs:
        zone, start = job["naive_zone"], job["naive_start_unix_seconds"]
        end = job["naive_end_unix_seconds"]
        if zone is not None and start is not None and end is not None:
            found.append((zone, start, end, job["watts"]))
    return found


def _plot(
    page: Page,
    zone: str,
    document: PlacementDocument,
    runs: tuple[Sequence[_Run], Sequence[_Run]],
) -> None:
    foreseen = document["zones"][zone]
    begin = min(job["earliest_unix_seconds"] for job in document["jobs"])
    end = max(job["deadline_unix_seconds"] for job in document["jobs"])
    width = max(page.width - 24, _LEAST_PLOT)
    edges = [begin + (end - begin) * place / width for place in range(width + 1)]
    values = _means(foreseen, edges)
    if foreseen["level"] or all(math.isnan(value) for value in values):
        return
    reach = Scale.over(values)
    planned, naive = (_watts(some, zone, edges) for some in runs)
    drawn = Scale(0.0, max(*planned, *naive))
    page.blank()
    rows = [
        (f"{reach.high:.0f}", Cell(f"{zone} gCO2e/kWh", "dim")),
        (f"{reach.low:.0f}", bars(values, reach)),
        ("planned", Cell(bars(_seen(planned), drawn), "good")),
        ("queue", Cell(bars(_seen(naive), drawn), "warning")),
    ]
    page.table((Column(right=True, least=9), Column()), rows if runs[1] else rows[:3])
    text = f"{clock(begin)} to {clock(end)}; power up to {_power(drawn.high)}"
    page.line(text, "dim", indent=2)


def _seen(watts: Sequence[float]) -> list[float]:
    # Where nothing runs the line stays empty.
    return [value if value > 0.0 else math.nan for value in watts]


def _means(foreseen: ForeseenDocument, edges: Sequence[float]) -> list[float]:
    known = foreseen["edges_unix_seconds"]
    steps = [
        (begin, end, value)
        for (begin, end), value in zip(itertools.pairwise(known), foreseen["values"], strict=True)
        if value is not None
    ]
    found: list[float] = []
    for begin, end in itertools.pairwise(edges):
        inside = [
            (min(end, last) - max(begin, first), value)
            for first, last, value in steps
            if first < end and last > begin
        ]
        covered = math.fsum(spent for spent, _ in inside)
        total = math.fsum(spent * value for spent, value in inside)
        found.append(total / covered if covered > 0.0 else math.nan)
    return found


def _watts(runs: Sequence[_Run], zone: str, edges: Sequence[float]) -> list[float]:
    return [
        math.fsum(
            watts * max(min(end, last) - max(begin, first), 0.0) / (end - begin)
            for where, first, last, watts in runs
            if where == zone
        )
        for begin, end in itertools.pairwise(edges)
    ]


def _gain(page: Page, document: PlacementDocument) -> None:
    gain = document["gain"]
    rows = [("planned", document["planned"], "")]
    if gain is not None:
        rows += [
            ("queue", gain["naive"], ""),
            ("gain", gain["gain"], _share(gain["share"])),
        ]
    sizes = [abs(quantity["central"] or 0.0) for _, quantity, _ in rows]
    # What only rounding tells from nought asks for no decimals.
    how = scale.alike([size for size in sizes if size > _NEXT_TO_NOTHING * max(sizes)], "gCO2e")
    page.table(
        (WORDS, Column(right=True), WORDS, WORDS, PROSE),
        [
            (
                label,
                Cell(f"{how.text(quantity['central'] or 0.0)}\u00a0{how.unit}", "bold"),
                how.interval(quantity["low"] or 0.0, quantity["high"] or 0.0),
                quantity["known"],
                Cell(remark, "dim"),
            )
            for label, quantity, remark in rows
        ],
    )
    sure = (
        ""
        if gain is None
        else f" {scale.percent(gain['probability'])} of the draws gain. The queue serves first who "
        "comes first."
    )
    page.line(
        "Amounts are those of the forecast as it stands; in brackets lie nine of ten draws of how "
        f"it may come out, for the gain of the paired difference.{sure}",
        "dim",
        indent=2,
    )
    page.line(_most(document), "dim", indent=2)


def _most(document: PlacementDocument) -> str:
    more = document["more_grams"]
    step = scale.duration(document["step_seconds"])
    where = ", in the hours that are known" if _has_unknown(document) else ""
    if more <= _NEXT_TO_NOTHING * abs(document["grams"]):
        said = f"On this forecast no placement with starts every {step} could gain more{where}."
    else:
        said = (
            f"On this forecast no placement with starts every {step} could gain more than "
            f"{scale.shown(more, None, None, 'gCO2e').number} beyond this one{where}."
        )
    if document["cap"]["watts"] is None and document["cap"]["machines"] is None:
        return said
    most = scale.percent(document["most_used_share"])
    return f"{said} The fullest moment takes {most} of the cap."


def _has_unknown(document: PlacementDocument) -> bool:
    begin = min(job["earliest_unix_seconds"] for job in document["jobs"])
    end = max(job["deadline_unix_seconds"] for job in document["jobs"])
    return any(
        foreseen["edges_unix_seconds"][0] > begin
        or foreseen["edges_unix_seconds"][-1] < end
        or None in foreseen["values"]
        for foreseen in document["zones"].values()
    )


def _share(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}\u00a0%"


def _basis(page: Page, document: PlacementDocument) -> None:
    page.line(
        f"{_many(len(document['jobs']), 'job')}: {document['energy_kwh']:.4g} kWh together",
        indent=2,
    )
    signals_basis(page, document["zones"])
    for factor in document["assumptions"]:
        if factor["id"] == "advice.forecast_error":
            says = ", ".join(source["title"] for source in factor["sources"])
            page.line(
                "Where a forecast comes without a band, it is taken to be off by about "
                f"{scale.percent(factor['central'])} (one standard deviation): "
                + (f"assumed, after {says}." if says else "as you stated."),
                "dim",
                indent=2,
            )
