"""What the grid carries, on a page: one moment, a stretch of time, and series in few numbers."""

import math
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise

from wholeprint.report import scale
from wholeprint.report.grid_shapes import (
    AboutDocument,
    BoxDocument,
    CellsDocument,
    FetchDocument,
    MomentDocument,
    SpanDocument,
    StatsDocument,
    VintageDocument,
    ZoneStatsDocument,
)
from wholeprint.report.shapes import QuantityDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page
from wholeprint.report.text.plots import Scale, bars, box_line, heat_map, strip

_LEAST_BOX, _MOST_BOX = 14, 56
_NOTHING = 1e-9


def moment_page(page: Page, document: MomentDocument) -> None:
    """Lay out what a kilowatt-hour carries at one moment.

    Args:
        page: The page.
        document: The moment.
    """
    value = document["value"]
    if value is None:
        page.title(document["zone"], "no number for this moment")
    else:
        page.title(f"{document['zone']}  {amount(value)}", _held_for(document))
    _about(page, document)
    parts.note_section(page, document["notes"])


def span_page(page: Page, document: SpanDocument) -> None:
    """Lay out what a kilowatt-hour carries over a stretch of time.

    Args:
        page: The page.
        document: The stretch of time.
    """
    begin, end = document["start_unix_seconds"], document["end_unix_seconds"]
    page.title(document["zone"], f"{clock(begin)} to {clock(end)} UTC")
    _about(page, document)
    if document["box"] is not None:
        page.blank()
        _line_plot(page, document)
        page.blank()
        _span_facts(page, document, document["box"])
    else:
        page.blank()
        page.line("Nothing is known by the hour for that time.", "warning")
    rest = 1.0 - document["covered_share"] - document["typical_share"]
    if rest > _NOTHING and document["elsewhere"] is not None:
        share = scale.percent(rest)
        page.line(
            f"For {share} of the time only one number for the year is known: "
            f"{amount(document['elsewhere'])}.",
            "warning",
        )
    parts.note_section(page, document["notes"])


def _line_plot(page: Page, document: SpanDocument) -> None:
    values = _floats(document["values"])
    edges = document["edges_unix_seconds"]
    room = max(page.width - 20, 30)
    shown = strip(_even(edges, values), room)
    reach = Scale.over(shown)
    high = f"{reach.high:.0f}\u00a0"
    page.table(
        (Column(right=True), Column()),
        [
            (high if reach.high > reach.low else "", bars(shown, reach)),
            (f"{reach.low:.0f}\u00a0", Cell(_axis(edges[0], edges[-1], len(shown)), "dim")),
        ],
    )


def _even(edges: Sequence[float], values: Sequence[float]) -> list[float]:
    """Return a value for each step of the shortest length, so that time runs evenly."""
    widths = [after - before for before, after in pairwise(edges)]
    shortest = min(widths)
    found: list[float] = []
    for width, value in zip(widths, values, strict=True):
        found += [value] * max(1, round(width / shortest))
    return found


def _axis(begin_seconds: float, end_seconds: float, width: int) -> str:
    left, right = clock(begin_seconds), clock(end_seconds)
    return f"{left}{right:>{max(width - len(left), len(right) + 1)}}"


def _span_facts(page: Page, document: SpanDocument, box: BoxDocument) -> None:
    unit = document["signal"]["unit"]
    is_typical = document["covered_share"] <= _NOTHING
    page.line(
        f"{'typical hours: ' if is_typical else ''}mean {_round(box['mean'])}, "
        f"least {_round(box['minimum'])}, most {_round(box['maximum'])} {unit}"
    )
    best = "" if is_typical else _extreme_hours(document)
    if best:
        page.line(best)
    if document["typical_share"] > _NOTHING and not is_typical:
        share = scale.percent(document["typical_share"])
        page.line(f"For {share} of the time typical hours stand in: drawn, and not counted here.")
    if document["low"] is not None and document["high"] is not None:
        low, high = _mean_band(document["low"], document["high"])
        page.line(
            f"Its range (5th to 95th percentile) reaches on average from {_round(low)} to "
            f"{_round(high)} {unit}."
        )


def _extreme_hours(document: SpanDocument) -> str:
    edges, values = document["edges_unix_seconds"], _floats(document["values"])
    known = [
        (value, place)
        for place, (value, typical) in enumerate(zip(values, document["stands_in"], strict=True))
        if not math.isnan(value) and not typical
    ]
    if not known:
        return ""
    (least, first), (most, last) = min(known), max(known)
    return (
        f"cleanest {clock(edges[first])} ({_round(least)}), "
        f"dirtiest {clock(edges[last])} ({_round(most)})"
    )


def _mean_band(low: Sequence[float | None], high: Sequence[float | None]) -> tuple[float, float]:
    ends = [
        (bottom, top)
        for bottom, top in zip(low, high, strict=True)
        if bottom is not None and top is not None
    ]
    if not ends:
        return math.nan, math.nan
    return (
        math.fsum(bottom for bottom, _ in ends) / len(ends),
        math.fsum(top for _, top in ends) / len(ends),
    )


def stats_page(page: Page, document: StatsDocument) -> None:
    """Lay out series in few numbers: boxes beside each other, then each by month and hour.

    Args:
        page: The page.
        document: The series.
    """
    zones = document["zones"]
    page.title("What a kilowatt-hour carried", zones[0]["signal"]["unit"])
    _boxes(page, zones)
    for zone in zones:
        is_told = all(note["code"] != "kind-not-stated" for note in zone["notes"])
        kind = _signal_words(zone["signal"]) if is_told else "as you gave it; see the note"
        page.heading(zone["name"], kind)
        page.line(period_words(zone), indent=2)
        _by_year(page, zone)
        page.blank()
        _calendar(page, zone)
        page.blank()
        _month_line(page, zone)
        parts.note_section(page, zone["notes"])
    if document["notes"]:
        page.heading("Left out")
        parts.note_section(page, document["notes"])


def period_words(zone: ZoneStatsDocument) -> str:
    """Return of which time a series is described, and how much of it is recorded.

    Args:
        zone: The series in few numbers.
    """
    begin, end = (
        time.strftime("%Y-%m-%d", time.gmtime(zone[edge]))
        for edge in ("start_unix_seconds", "end_unix_seconds")
    )
    return f"{begin} to {end}, {scale.percent(zone['covered_share'])} recorded"


def _boxes(page: Page, zones: Sequence[ZoneStatsDocument]) -> None:
    ends = [end for zone in zones for end in (zone["box"]["minimum"], zone["box"]["maximum"])]
    reach = Scale.over(ends)
    longest = max(len(zone["name"]) for zone in zones)
    width = min(max(page.width - longest - 56, _LEAST_BOX), _MOST_BOX)
    rows: list[tuple[str | Cell, ...]] = []
    for zone in zones:
        box = zone["box"]
        line = box_line(
            {
                "low_whisker": box["low_whisker"],
                "first_quartile": box["first_quartile"],
                "median": box["median"],
                "third_quartile": box["third_quartile"],
                "high_whisker": box["high_whisker"],
            },
            reach,
            width,
        )
        rows.append(
            (
                zone["name"],
                line,
                Cell(_round(box["mean"]), "bold"),
                _round(box["minimum"]),
                _round(box["maximum"]),
                scale.percent(box["outlier_share"]),
                scale.percent(zone["covered_share"]),
            )
        )
    page.table(
        (
            Column(),
            Column(f"{_round(reach.low)}{_round(reach.high):>{width - len(_round(reach.low))}}"),
            Column("mean", right=True),
            Column("least", right=True),
            Column("most", right=True),
            Column("beyond whiskers", right=True),
            Column("recorded", right=True),
        ),
        rows,
    )
    page.line(
        "Box: quartiles and median over time; whiskers: 1.5 interquartile ranges.", "dim", indent=2
    )


def _by_year(page: Page, zone: ZoneStatsDocument) -> None:
    page.table(
        (WORDS, Column("mean", right=True), Column("known", right=True)),
        [
            (
                str(year["year"]),
                _round(year["mean"]),
                scale.percent(year["covered_seconds"] / year["whole_seconds"]),
            )
            for year in zone["years"]
        ],
    )


def _calendar(page: Page, zone: ZoneStatsDocument) -> None:
    cells: CellsDocument = zone["day_by_hour"] or zone["month_by_hour"]
    rows = [
        (name, _floats(row))
        for name, row in zip(cells["rows"], cells["values"], strict=True)
        if any(value is not None for value in row)
    ]
    page.line(f"By {'day' if zone['day_by_hour'] else 'month'} and hour (UTC)", "dim", indent=2)
    heat_map(page, [name for name, _ in rows], cells["columns"], [row for _, row in rows])


def _month_line(page: Page, zone: ZoneStatsDocument) -> None:
    month = zone["rolling_month"]
    values = strip(_floats(month["values"]), max(page.width - 20, 30))
    if all(math.isnan(value) for value in values):
        return
    reach = Scale.over(values)
    edges = month["edges_unix_seconds"]
    page.line("Rolling mean over 30 days", "dim", indent=2)
    page.table(
        (Column(right=True), Column()),
        [
            (_round(reach.high), bars(values, reach)),
            (_round(reach.low), Cell(_axis(edges[0], edges[-1], len(values)), "dim")),
        ],
    )


def fetch_page(page: Page, document: FetchDocument) -> None:
    """Lay out what was fetched.

    Args:
        page: The page.
        document: What came.
    """
    page.title(document["zone"], "kept in the cache" if document["fetched"] else "nothing came")
    page.table(
        (Column("from"), Column("what"), Column("from"), Column("to"), Column("known", right=True)),
        [
            (
                ", ".join(dict.fromkeys(each["provider"] for each in found["vintages"])),
                _signal_words(found["signal"]),
                clock(found["start_unix_seconds"]),
                clock(found["end_unix_seconds"]),
                scale.duration(found["covered_seconds"]),
            )
            for found in document["fetched"]
        ],
    )
    parts.note_section(page, document["notes"])


def amount(quantity: QuantityDocument) -> str:
    """Return an intensity and its interval: "134 gCO2e/kWh [110 to 170]".

    Args:
        quantity: The intensity.
    """
    value, low, high = quantity["value"], quantity["low"], quantity["high"]
    if value is None:
        return parts.NO_DATA
    text = f"{_round(value)}\u00a0{quantity['unit']}"
    if low is None or high is None or low == high:
        return text
    return f"{text} [{_round(low)}\u00a0\u2013\u00a0{_round(high)}]"


def clock(unix_seconds: float) -> str:
    """Write a moment, to the minute.

    Args:
        unix_seconds: The moment [s since 1970 UTC].

    Returns:
        Such as "2026-11-21 10:15".
    """
    return time.strftime("%Y-%m-%d\u00a0%H:%M", time.gmtime(unix_seconds))


def _held_for(document: MomentDocument) -> str:
    step = document["step"]
    if step is None:
        return "one number for all times"
    begin, end = (
        time.strftime("%H:%M", time.gmtime(step[edge]))
        for edge in ("start_unix_seconds", "end_unix_seconds")
    )
    day = time.strftime("%Y-%m-%d", time.gmtime(step["start_unix_seconds"]))
    return f"{day} {begin}\u2013{end} UTC"


def _about(page: Page, document: AboutDocument) -> None:
    rows: list[tuple[str | Cell, ...]] = [
        (Cell("signal", "dim"), _signal_words(document["signal"])),
        (Cell("from", "dim"), ", ".join(document["sources"])),
    ]
    rows += [(Cell("state", "dim"), _vintage_words(each)) for each in document["vintages"][-3:]]
    page.table((WORDS, PROSE), rows)


def _signal_words(signal: Mapping[str, str]) -> str:
    order = ("response", "scope", "flow", "tense", "accounting")
    return ", ".join(signal[name] for name in order) + f", zone\u00a0{signal['zone']}"


def _vintage_words(vintage: VintageDocument) -> str:
    issued = vintage["issued_unix_seconds"]
    words = [f"{vintage['provider']}, fetched {clock(vintage['fetched_unix_seconds'])} UTC"]
    if issued is not None:
        words.append(f"issued {clock(issued)} UTC")
    words += filter(None, (vintage["version"], vintage["licence"]))
    return ", ".join(words)


def _floats(values: Sequence[float | None]) -> list[float]:
    return [math.nan if value is None else value for value in values]


def _round(value: float) -> str:
    return "-" if math.isnan(value) else scale.rounded(value, 3)
