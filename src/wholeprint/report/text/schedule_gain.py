"""What a decision gains, on a page: every number on it by one way of reckoning.

Amounts are those of the forecast as it stands; what the draws say of their doubt stands beside them
as intervals. So the gain is what running at once carries less what the plan carries, the share is
the gain over the former, and the table of other plans holds the same numbers again.
"""

from collections.abc import Sequence

from wholeprint.report import scale
from wholeprint.report.schedule import MOST_OPTIONS, OptionDocument, ScheduleDocument
from wholeprint.report.text.moments import clock
from wholeprint.report.text.page import WORDS, Cell, Column, Page

_NEXT_TO_NOTHING = 1e-6


def gain_section(page: Page, document: ScheduleDocument) -> None:
    """Lay out what a plan gains, and how sure that is.

    Args:
        page: The page.
        document: The decision.
    """
    gain = document["gain"]
    how = _alike(document)
    page.heading("What it gains")
    planned, naive = (gain[name]["central"] or 0.0 for name in ("planned", "naive"))
    page.table(
        (WORDS, Column(right=True), WORDS, WORDS, WORDS),
        [
            (
                label,
                Cell(f"{text}\u00a0{how.unit}", "bold"),
                how.interval(quantity["low"] or 0.0, quantity["high"] or 0.0),
                quantity["known"],
                Cell(remark, "dim"),
            )
            for label, text, quantity, remark in (
                ("planned", how.text(planned), gain["planned"], ""),
                ("at once", how.text(naive), gain["naive"], ""),
                # As a reader finds it who reckons it from the two above.
                ("gain", how.difference(naive, planned), gain["gain"], _share(gain["share"])),
            )
        ],
    )
    page.line(
        f"Amounts are those of {_foreseen(document)}; in brackets lie nine of ten draws of what "
        "may come, for the gain of the paired difference. "
        f"{scale.percent(gain['probability'])} of the draws gain.",
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
    page.line(_most(document), "dim", indent=2)


def _alike(document: ScheduleDocument) -> scale.Alike:
    gain = document["gain"]
    naive, more = gain["naive"]["central"] or 0.0, gain["gain"]["central"] or 0.0
    # What only rounding tells from nought asks for no decimals.
    sizes = [naive, more if abs(more) > _NEXT_TO_NOTHING * abs(naive) else 0.0]
    return scale.alike(sizes, gain["naive"]["unit"])


def _most(document: ScheduleDocument) -> str:
    more, naive = document["more_grams"], document["gain"]["naive"]["central"] or 0.0
    where = ", in the hours that are known" if _has_unknown(document) else ""
    if more <= _NEXT_TO_NOTHING * naive:
        return f"On {_foreseen(document)} no plan could gain more{where}."
    text = scale.shown(more, None, None, "gCO2e").number
    return f"On {_foreseen(document)} no plan could gain more than {text} beyond this one{where}."


def _foreseen(document: ScheduleDocument) -> str:
    # Typical hours and yearly values are no forecast, and are not called one.
    tenses = {foreseen["signal"]["tense"] for foreseen in document["zones"].values()}
    return "this forecast" if tenses == {"forecast"} else "what is known here"


def _has_unknown(document: ScheduleDocument) -> bool:
    task = document["decision"]["task"]
    begin, end = task["earliest_unix_seconds"], task["deadline_unix_seconds"]
    for foreseen in document["zones"].values():
        edges, values = foreseen["edges_unix_seconds"], foreseen["values"]
        if edges[0] > begin or edges[-1] < end or None in values:
            return True
    return False


def _share(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}\u00a0%"


def front_section(page: Page, document: ScheduleDocument) -> None:
    """Lay out the plans in one go that no other one beats in everything.

    Args:
        page: The page.
        document: The decision.
    """
    names = [name for name in document["units"] if name != "finish"]
    options = _thinned(document["pareto"])
    if len(options) < 2:  # noqa: PLR2004 - one alone is the plan
        return
    how = _alike(document)
    units = {**document["units"], "carbon": how.unit}
    page.heading("Against each other", "plans in one go that no other one beats in everything")
    page.table(
        (
            Column("begin"),
            Column("zone"),
            *(Column(f"{name} [{units[name]}]", right=True) for name in names),
            Column("done after", right=True),
        ),
        [
            (
                clock(each["plan"]["start_unix_seconds"]),
                each["plan"]["pieces"][0]["zone"],
                *(
                    how.text(each["amounts"][name])
                    if name == "carbon"
                    else f"{each['amounts'][name]:.4g}"
                    for name in names
                ),
                scale.span(
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


def beside_section(page: Page, document: ScheduleDocument) -> None:
    """Lay out what another kind of signal says of the plan, and what really came.

    Args:
        page: The page.
        document: The decision.
    """
    agreement, regret = document["agreement"], document["regret"]
    how = _alike(document)
    if agreement is not None:
        page.heading("By the other kind of signal")
        page.line(
            f"The plan saves {_grams(how, agreement['ours_grams'])} by the signal that it was made "
            f"with, and {_grams(how, agreement['other_grams'])} by the other.",
            indent=2,
        )
    if regret is not None:
        page.heading("On what really came")
        text = (
            f"It gained {_grams(how, regret['gain_grams'])} against running at once; knowing what "
            f"came would have gained {_grams(how, regret['regret_grams'])} more."
        )
        page.line(text, indent=2)
        page.line(_against_interval(document, regret["gain_grams"]), indent=2)


def _against_interval(document: ScheduleDocument, grams: float) -> str:
    gain = document["gain"]["gain"]
    low, high = gain["low"] or 0.0, gain["high"] or 0.0
    where = "inside" if low <= grams <= high else "outside"
    return f"That gain lies {where} the interval above, {_alike(document).interval(low, high)}."


def _grams(how: scale.Alike, grams: float) -> str:
    return f"{how.text(grams)}\u00a0{how.unit}"
