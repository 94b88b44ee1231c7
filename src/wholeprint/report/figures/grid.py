"""Figures of the grid: box plots by zone, calendars, and the year behind its average."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wholeprint.report.figures.canvas import (
    BLUE,
    ORANGE,
    QUIET,
    check_path,
    new_figure,
    quiet,
    save,
)
from wholeprint.report.grid_shapes import SpanDocument, StatsDocument, ZoneStatsDocument

_AXIS = "gCO2e/kWh"


def draw_stats(document: StatsDocument, kind: str, path: Path) -> None:
    """Draw series in few numbers.

    Args:
        document: The series.
        kind: One of `KINDS`.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    save(KINDS[kind](document["zones"]), path)


def draw_span(document: SpanDocument, path: Path) -> None:
    """Draw a stretch of time: steps, and the band between 5th and 95th percentile.

    Args:
        document: The stretch of time.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    figure: Any = new_figure((8.0, 3.0))
    axes: Any = figure.add_subplot()
    edges = [_moment(edge) for edge in document["edges_unix_seconds"]]
    if edges:
        _draw_steps(axes, document, edges)
        low, high = document["low"], document["high"]
        if low is not None and high is not None:
            axes.fill_between(
                edges,
                [*_drawn(low), _drawn(low)[-1]],
                [*_drawn(high), _drawn(high)[-1]],
                step="post",
                color=BLUE,
                alpha=0.2,
                linewidth=0.0,
            )
    axes.set_ylim(bottom=0.0)
    axes.set_ylabel(document["signal"]["unit"])
    axes.set_title(_title(document["zone"], document["signal"]), loc="left", fontsize=9)
    _dates(axes)
    save(figure, path)


def _draw_steps(axes: Any, document: SpanDocument, edges: Sequence[datetime]) -> None:  # noqa: ANN401 - Matplotlib's types are loaded with it
    kinds = ((False, "-", "known"), (True, "--", "typical hours stand in"))
    for typical, line, label in kinds:
        mine = [
            value if stands_in is typical else None
            for value, stands_in in zip(document["values"], document["stands_in"], strict=True)
        ]
        if any(value is not None for value in mine):
            axes.stairs(
                _drawn(mine),
                edges,
                color=BLUE,
                baseline=None,
                linewidth=1.2,
                linestyle=line,
                label=label,
            )
    if any(document["stands_in"]):
        axes.legend(frameon=False, fontsize=8)


def _boxes(zones: Sequence[ZoneStatsDocument]) -> Any:  # noqa: ANN401 - Matplotlib's types are loaded with it
    figure: Any = new_figure((1.6 + 1.6 * len(zones), 4.2))
    axes: Any = figure.add_subplot()
    axes.bxp(
        [
            {
                "label": f"{zone['name']}\n{_period(zone)}",
                "med": zone["box"]["median"],
                "q1": zone["box"]["first_quartile"],
                "q3": zone["box"]["third_quartile"],
                "whislo": zone["box"]["low_whisker"],
                "whishi": zone["box"]["high_whisker"],
                "mean": zone["box"]["mean"],
                "fliers": [],
            }
            for zone in zones
        ],
        showmeans=True,
        meanprops={"marker": "D", "markerfacecolor": ORANGE, "markeredgecolor": ORANGE},
        medianprops={"color": BLUE, "linewidth": 1.6},
        showfliers=False,
    )
    for place, zone in enumerate(zones, start=1):
        # What lies beyond the whiskers is shown as far as it reaches, and how much of the time.
        box = zone["box"]
        ends = [(box["high_whisker"], box["maximum"]), (box["minimum"], box["low_whisker"])]
        for low, high in ends:
            axes.plot([place, place], [low, high], color=QUIET, linewidth=0.8, linestyle=":")
        axes.annotate(
            f"{box['outlier_share']:.1%} beyond",
            (place, box["maximum"]),
            textcoords="offset points",
            xytext=(0, 4),
            ha="center",
            fontsize=7,
            color=QUIET,
        )
    axes.tick_params(axis="x", labelsize=7)
    axes.set_ylim(bottom=min(0.0, *(zone["box"]["minimum"] for zone in zones)))
    axes.set_ylabel(_AXIS)
    axes.set_title("What a kilowatt-hour carried", loc="left", fontsize=9)
    axes.set_xlabel("quartiles, median,\nmean (diamond)", fontsize=7, color=QUIET)
    quiet(axes)
    return figure


def _calendar(zones: Sequence[ZoneStatsDocument]) -> Any:  # noqa: ANN401 - as above
    figure: Any = new_figure((8.0, 0.6 + 2.7 * len(zones)))
    reach = [
        value
        for zone in zones
        for row in zone["month_by_hour"]["values"]
        for value in row
        if value is not None
    ]
    image: Any = None
    every: Any = figure.subplots(len(zones), 1, squeeze=False)
    for axes, zone in zip(every[:, 0], zones, strict=True):
        cells = zone["month_by_hour"]
        image = axes.imshow(
            [_drawn(row) for row in cells["values"]],
            aspect="auto",
            cmap="cividis",
            vmin=min(reach),
            vmax=max(reach),
            interpolation="nearest",
        )
        axes.set_yticks(range(len(cells["rows"])), cells["rows"], fontsize=7)
        axes.set_xticks(range(0, 24, 3), cells["columns"][::3])
        axes.set_title(
            f"{_title(zone['name'], zone['signal'])}; {_period(zone, ' to ')}",
            loc="left",
            fontsize=9,
        )
        axes.set_xlabel("hour, UTC")
    figure.colorbar(image, ax=every[:, 0].tolist(), label=_AXIS)
    return figure


def _months(zones: Sequence[ZoneStatsDocument]) -> Any:  # noqa: ANN401 - as above
    figure: Any = new_figure((9.0, 0.4 + 2.8 * len(zones)))
    for axes, zone in zip(figure.subplots(len(zones), 1, squeeze=False)[:, 0], zones, strict=True):
        month = zone["rolling_month"]
        edges = [_moment(edge) for edge in month["edges_unix_seconds"]]
        axes.stairs(
            _drawn(month["values"]),
            edges,
            baseline=None,
            color=BLUE,
            linewidth=1.8,
            label="mean over 30 days",
        )
        for year in zone["years"]:
            axes.hlines(
                year["mean"],
                max(datetime(year["year"], 1, 1, tzinfo=UTC), edges[0]),
                min(datetime(year["year"] + 1, 1, 1, tzinfo=UTC), edges[-1]),
                color=ORANGE,
                linewidth=1.2,
                label="mean of the year" if year is zone["years"][0] else None,
            )
        axes.set_ylim(bottom=0.0)
        axes.set_ylabel(_AXIS)
        axes.set_title(
            f"{_title(zone['name'], zone['signal'])}; {_period(zone, ' to ')}",
            loc="left",
            fontsize=9,
        )
        axes.legend(frameon=False, fontsize=8)
        _dates(axes)
    return figure


KINDS: Mapping[str, Callable[[Sequence[ZoneStatsDocument]], Any]] = {
    "boxes": _boxes,
    "calendar": _calendar,
    "months": _months,
}
"""Each figure of series in few numbers, by name."""


def _title(name: str, signal: Mapping[str, str]) -> str:
    return f"{name}: {signal['response']}, {signal['scope']}, {signal['flow']}, {signal['tense']}"


def _period(zone: ZoneStatsDocument, to: str = " to\n") -> str:
    begin, end = (
        _moment(zone[edge]).strftime("%Y-%m-%d")
        for edge in ("start_unix_seconds", "end_unix_seconds")
    )
    return f"{begin}{to}{end}, {zone['covered_share']:.0%} recorded"


def _dates(axes: Any) -> None:  # noqa: ANN401 - as above
    axes.xaxis.set_major_formatter(_concise(axes))
    quiet(axes)


def _concise(axes: Any) -> Any:  # noqa: ANN401 - as above
    from matplotlib.dates import ConciseDateFormatter  # noqa: PLC0415 - loaded for a figure only

    return ConciseDateFormatter(axes.xaxis.get_major_locator(), tz=UTC)


def _moment(unix_seconds: float) -> datetime:
    return datetime.fromtimestamp(unix_seconds, UTC)


def _drawn(values: Sequence[float | None]) -> list[float]:
    return [float("nan") if value is None else value for value in values]
