"""What the cache keeps, on a page: what went from it, and how good its forecasts were."""

from wholeprint.report import scale
from wholeprint.report.grid_shapes import (
    LeadDocument,
    PruneDocument,
    ScoredDocument,
    ScoreDocument,
)
from wholeprint.report.text import parts
from wholeprint.report.text.grid import clock
from wholeprint.report.text.page import WORDS, Cell, Column, Page


def prune_page(page: Page, document: PruneDocument) -> None:
    """Lay out what went.

    Args:
        page: The page.
        document: What went.
    """
    answers = document["answers"]
    page.title(
        f"{answers} {'answer' if answers == 1 else 'answers'} removed",
        f"{scale.binary_size(document['freed_bytes'])} freed",
    )
    page.line(f"not seen since {clock(document['older_than_unix_seconds'])} UTC", "dim")
    page.line(document["path"], "dim")
    parts.note_section(page, document["notes"])


def score_page(page: Page, document: ScoreDocument) -> None:
    """Lay out how forecasts did.

    Args:
        page: The page.
        document: How they did.
    """
    scored = document["scored"]
    page.title(document["zone"], "forecasts as issued" if scored else "nothing to score yet")
    for each in scored:
        _scored(page, each)
    if scored:
        page.blank()
        page.line(
            "error: mean of the absolute differences. persistence: all stays as it is.", "dim"
        )
        page.line(
            "day, week: the same time a day, or a week, before. *: nothing was nearer.", "dim"
        )
    parts.note_section(page, document["notes"])


def _scored(page: Page, each: ScoredDocument) -> None:
    signal, count = each["signal"], each["forecasts"]
    models = f" ({', '.join(each['models'])})" if each["models"] else ""
    page.heading(f"{each['provider']}{models}", f"{signal['unit']}, against {each['against']}")
    begin, end = clock(each["first_issued_unix_seconds"]), clock(each["last_issued_unix_seconds"])
    when = f"issued {begin} UTC" if count == 1 else f"issued {begin} to {end} UTC"
    kind = ", ".join(signal[name] for name in ("response", "scope", "flow"))
    page.line(
        f"{count} {'forecast' if count == 1 else 'forecasts'}, {when}; {kind}", "dim", indent=2
    )
    page.table(
        (
            WORDS,
            Column("steps", right=True),
            Column("error", right=True),
            Column("", right=False),
            Column("too high by", right=True),
            Column("persistence", right=True),
            Column("day", right=True),
            Column("week", right=True),
            Column("in range", right=True),
        ),
        [_row(lead) for lead in each["leads"]],
    )


def _row(lead: LeadDocument) -> tuple[str | Cell, ...]:
    others = (
        lead["persistence_amount"],
        lead["day_amount"],
        lead["week_amount"],
    )
    covered = lead["covered_share"]
    return (
        f"{lead['from_hours']:g}\u2013{lead['to_hours']:g}\u00a0h",
        str(lead["steps"]),
        f"{lead['error_amount']:.1f}",
        "*" if lead["error_amount"] < min(others) else "",
        f"{lead['bias_amount']:+.1f}",
        *(f"{other:.1f}" for other in others),
        "" if covered is None else scale.percent(covered),
    )
