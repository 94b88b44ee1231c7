"""A decision drawn: what is foreseen in each zone, and when the job runs."""

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
from wholeprint.report.schedule import ForeseenDocument, ScheduleDocument

_WIDE, _HIGH, _HEAD = 8.0, 2.4, 0.6


def draw_schedule(document: ScheduleDocument, path: Path) -> None:
    """Draw a decision: a row for each zone, with the plan and running at once as shaded time.

    Args:
        document: The decision.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    zones = document["zones"]
    figure: Any = new_figure((_WIDE, _HEAD + _HIGH * len(zones)))
    rows: Any = figure.subplots(len(zones), 1, squeeze=False, sharex=True, sharey=True)
    task = document["decision"]["task"]
    for axes, (zone, foreseen) in zip(rows[:, 0], zones.items(), strict=True):
        _course(axes, foreseen)
        _runs(axes, zone, document)
        axes.set_xlim(
            _moment(task["earliest_unix_seconds"]), _moment(task["deadline_unix_seconds"])
        )
        axes.set_ylim(bottom=0.0)
        axes.set_ylabel("gCO2e/kWh")
        axes.set_title(f"{zone}: {_said(foreseen)}", loc="left", fontsize=9)
        axes.xaxis.set_major_formatter(_concise(axes))
        quiet(axes)
    rows[-1, 0].set_xlabel("UTC")
    handles = {
        label: handle
        for axes in rows[:, 0]
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)
    }
    figure.legend(
        handles.values(),
        handles.keys(),
        loc="outside upper right",
        ncols=3,
        frameon=False,
        fontsize=8,
    )
    save(figure, path)


def _course(axes: Any, foreseen: ForeseenDocument) -> None:  # noqa: ANN401 - Matplotlib's types are loaded with it
    edges = [_moment(edge) for edge in foreseen["edges_unix_seconds"]]
    low, high = _drawn(foreseen["low"]), _drawn(foreseen["high"])
    axes.stairs(_drawn(foreseen["values"]), edges, color=QUIET, baseline=None, linewidth=1.2)
    axes.fill_between(
        edges,
        [*low, low[-1]],
        [*high, high[-1]],
        step="post",
        color=QUIET,
        alpha=0.25,
        linewidth=0.0,
        label="nine of ten draws",
    )


def _runs(axes: Any, zone: str, document: ScheduleDocument) -> None:  # noqa: ANN401 - as above
    decision = document["decision"]
    for label, plan, colour in (
        ("at once", decision["naive"], ORANGE),
        ("plan", decision["plan"], BLUE),
    ):
        for piece in plan["pieces"]:
            if piece["zone"] == zone:
                begin, end = piece["start_unix_seconds"], piece["end_unix_seconds"]
                axes.axvspan(
                    _moment(begin),
                    _moment(end),
                    color=colour,
                    alpha=0.3,
                    linewidth=0.0,
                    label=label,
                )


def _said(foreseen: ForeseenDocument) -> str:
    signal = foreseen["signal"]
    return ", ".join(signal[name] for name in ("response", "scope", "flow", "tense"))


def _moment(unix_seconds: float) -> datetime:
    return datetime.fromtimestamp(unix_seconds, UTC)


def _drawn(values: list[float | None]) -> list[float]:
    return [float("nan") if value is None else value for value in values]


def _concise(axes: Any) -> Any:  # noqa: ANN401 - as above
    from matplotlib.dates import ConciseDateFormatter  # noqa: PLC0415 - loaded for a figure only

    return ConciseDateFormatter(axes.xaxis.get_major_locator(), tz=UTC)
