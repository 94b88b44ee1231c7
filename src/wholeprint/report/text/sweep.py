"""What the time of a start changes, on a page."""

import time
from collections.abc import Sequence
from itertools import accumulate

from wholeprint.report import scale
from wholeprint.report.sweep import ModelsDocument, PartDocument, RangeDocument, SweepDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Column, Page

_INDENT, _BETWEEN = 2, 2


def sweep_page(page: Page, document: SweepDocument) -> None:
    """Lay out a sweep.

    Args:
        page: The page.
        document: The sweep.
    """
    fleet, starts = document["fleet"], document["starts"]
    models = fleet["models"]
    page.title(
        f"{models:,} model{'' if models == 1 else 's'} at {starts['amount']:,} starts",
        f"every {scale.duration(starts['step_seconds'])} from "
        f"{_clock(starts['first_unix_seconds'])} UTC",
    )
    _facts(page, document)
    page.heading("all models together", "each period against its own average")
    _stacked(
        page,
        (
            (WORDS,),
            (_titled("average"),),
            (_titled("says"),),
            (_titled("least"), _titled("")),
            (_titled("mean"),),
            (_titled("most"), _titled("")),
            (Column("best start"),),
        ),
        [_total_row(part) for part in _all_parts(document)],
    )
    page.heading("each model", "against the average: least, median and most over the models")
    _stacked(
        page,
        (
            (WORDS,),
            *((_titled(name),) for name in ("at its best start", "at its worst", "typical error")),
            (_titled("no start"),),
        ),
        [_model_row(part) for part in _all_parts(document)],
    )
    if any(quantile["total_grams"] is not None for quantile in document["quantiles"]):
        said = ", ".join(
            f"{scale.percent(quantile['probability'])}: {_grams(quantile['total_grams'])}"
            for quantile in document["quantiles"]
        )
        page.line(f"Quantiles of all together over the starts: {said}.", "dim")
    page.line(f"Counted: {document['counted']}.", "dim")
    if "output" in document:
        page.line(f"Each model is in {document['output']}.")
    parts.note_section(page, document["notes"])


def _stacked(
    page: Page, groups: Sequence[tuple[Column, ...]], rows: Sequence[tuple[str, ...]]
) -> None:
    """Lay out a table; groups of columns that are too many for the page follow below.

    Args:
        page: The page.
        groups: Columns that stay beside each other; those of the first begin every table.
        rows: A cell for every column of every group.
    """
    columns = [column for group in groups for column in group]
    widths = [
        max(len(column.title), *(len(row[place]) for row in rows)) + _BETWEEN
        for place, column in enumerate(columns)
    ]
    ends = accumulate(len(group) for group in groups)
    parted = [range(end - len(group), end) for end, group in zip(ends, groups, strict=True)]
    first = parted[0]
    tables = _filled(parted, widths, page.width - _INDENT)
    # As many tables as are needed, about as broad as each other.
    for room in range(page.width - _INDENT, 0, -1):
        narrower = _filled(parted, widths, room)
        if len(narrower) > len(tables):
            break
        tables = narrower
    for places in tables:
        shown = [place for place in places if any(row[place] for row in rows)]
        if len(shown) > len(first):
            page.table(
                [columns[place] for place in shown],
                [tuple(row[place] for place in shown) for row in rows],
                indent=_INDENT,
            )


def _filled(parted: Sequence[Sequence[int]], widths: Sequence[int], room: int) -> list[list[int]]:
    first, *others = parted
    tables = [list(first)]
    for places in others:
        # Behind the last column nothing is left free.
        taken = sum(widths[place] for place in (*tables[-1], *places)) - _BETWEEN
        if taken > room and len(tables[-1]) > len(first):
            tables.append(list(first))
        tables[-1].extend(places)
    return tables


def _facts(page: Page, document: SweepDocument) -> None:
    fleet, signal = document["fleet"], document["signal"]
    length = fleet["duration_seconds"]
    available = document["whole"]["total"]["available_starts"]
    lengths = [length["low"], length["median"], length["high"]]
    said = " / ".join(scale.duration(value) for value in lengths if value is not None)
    page.table(
        (WORDS, PROSE),
        [
            ("signal", f"{signal['zone']}, {signal['response']} {signal['scope']}"),
            ("energy", scale.shown(fleet["energy_kwh"], None, None, "kWh").number),
            ("starts", f"{available:,} of {document['starts']['amount']:,} at which all is known"),
            ("duration", f"{said} (least / median / greatest)"),
        ],
    )


def _all_parts(document: SweepDocument) -> list[PartDocument]:
    return [document["whole"], *document["years"]]


def _total_row(part: PartDocument) -> tuple[str, ...]:
    period, total = part["period"], part["total"]
    mean = period["mean_grams_per_kwh"]
    if mean is None or total["minimum_grams"] is None:
        return (period["name"], *("",) * 7, "no start at which every model is known")
    best = total["best_start_unix_seconds"]
    return (
        period["name"],
        f"{mean:.0f}\u00a0g/kWh",
        _grams(total["by_average_grams"]),
        _grams(total["minimum_grams"]),
        _share(total["least_excess_share"]),
        _grams(total["mean_grams"]),
        _grams(total["maximum_grams"]),
        _share(total["most_excess_share"]),
        "" if best is None else _clock(best),
    )


def _model_row(part: PartDocument) -> tuple[str, ...]:
    models: ModelsDocument = part["models"]
    without = models["without_a_start"]
    return (
        part["period"]["name"],
        _three(models["least_excess_share"]),
        _three(models["most_excess_share"]),
        _three(models["typical_error_share"]),
        f"{without:,}" if without else "",
    )


def _three(values: RangeDocument) -> str:
    if values["median"] is None:
        return "none"
    return " / ".join(_share(value) for value in (values["low"], values["median"], values["high"]))


def _titled(title: str) -> Column:
    return Column(title, right=True)


def _grams(value: float | None) -> str:
    return "" if value is None else scale.shown(value, None, None, "gCO2e").number


def _share(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value * 100.0:+.0f}\u00a0%".replace("-", "\u2212")


def _clock(unix_seconds: float) -> str:
    return time.strftime("%Y-%m-%d\u00a0%H:%M", time.gmtime(unix_seconds))
