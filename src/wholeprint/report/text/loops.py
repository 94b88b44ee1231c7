"""The feedback loops of a model on a page: a list, a stacked plot over time, what is missing."""

from itertools import pairwise

import numpy as np

from wholeprint.report.loops_shapes import (
    LEAST_SHARE,
    LinkDocument,
    LoopDocument,
    LoopsDocument,
    SpellDocument,
)
from wholeprint.report.text.page import NUMBER, WORDS, Cell, Column, Page
from wholeprint.report.text.plots import Scale, shades
from wholeprint.report.text.stack import MARKS, Layer, stacked

_KINDS = {
    "R": "reinforcing",
    "B": "balancing",
    "Rux": "mostly reinforcing",
    "Bux": "mostly balancing",
    "U": "either way",
}
_PLOTTED = 8
_MOST_PLOTS = 3
_WIDE = 96
"""On a narrower page the paths have lines of their own."""
_SPELLS = 2
_SLIGHT = 0.005
_NEARLY_ALL = 0.9995
_LIMIT = ".kept from below nought"
_DECIDING = 5
"""Assumptions that are told of each loop."""
_SLIGHT_SHARE = 0.01


def loops_page(page: Page, document: LoopsDocument) -> None:
    """Lay out the feedback loops of a model.

    Args:
        page: The page.
        document: The loops.
    """
    model = document["model"]
    page.title(model["title"] or model["name"], _counted(document))
    if not document["loops"]:
        page.line("No loop was active in the run, or none explains as much as was asked for.")
        _remarks(page, document)
        return
    _table(page, document)
    _plots(page, document)
    _worlds(page, document)
    _decided(page, document)
    _links(page, document)
    _remarks(page, document)


def _counted(document: LoopsDocument) -> str:
    search = document["search"]
    seen, listed = search["seen"], search["listed"]
    if seen == listed:
        return f"{seen} feedback {'loop' if seen == 1 else 'loops'}"
    return f"{listed} of {seen:,} feedback loops, those that explain most"


def _table(page: Page, document: LoopsDocument) -> None:
    unit = document["model"]["time_unit"]
    plotted = _plotted(document)
    # Those that are alone in their part come last; the others part by part, as they are plotted.
    told = sorted(
        (each for each in document["loops"] if each["mean_share"] >= LEAST_SHARE),
        key=lambda each: plotted.index(each["part"]) if each["part"] in plotted else len(plotted),
    )
    several = len(plotted) > 1
    beside = page.width >= _WIDE
    columns = [
        WORDS,
        Column("part" if several else "", right=True),
        Column("loop", wraps=True, least=6),
        Column("kind"),
        Column("explains", right=True),
        Column("dominates", wraps=True, least=16),
        Column("path", wraps=True, least=24),
    ]
    rows = [
        (
            Cell(_mark(document, each), "dim"),
            Cell(_part(plotted, each) if several else "", "dim"),
            Cell(each["name"], "bold"),
            _KINDS[each["kind"]],
            _share(document, each),
            _when(each["dominates"], unit),
            _path(each, told),
        )
        for each in told
    ]
    shown = len(columns) if beside else len(columns) - 1
    page.table(columns[:shown], [row[:shown] for row in rows], indent=0)
    slight = len(document["loops"]) - len(rows)
    if slight:
        page.line(
            f"{slight} more {'explains' if slight == 1 else 'explain'} less than 0.05 % each.",
            "dim",
        )
    if not beside:
        # Beside all else there would be no room for a name in one piece.
        page.heading("Their paths")
        for each in told:
            page.line(each["name"], "bold", indent=2)
            page.line(_path(each, told), indent=4)


def _plotted(document: LoopsDocument) -> list[int]:
    """Return the parts with more than one loop, in the order in which they are told."""
    return [
        part
        for part in dict.fromkeys(each["part"] for each in document["loops"])
        if document["parts"][part]["loops"] > 1
    ]


def _part(plotted: list[int], loop: LoopDocument) -> str:
    return str(plotted.index(loop["part"]) + 1) if loop["part"] in plotted else ""


def _share(document: LoopsDocument, loop: LoopDocument) -> str:
    # A loop that is alone explains all of what happens there: that is no finding.
    alone = document["parts"][loop["part"]]["loops"] == 1
    return "alone" if alone else f"{100.0 * loop['mean_share']:.1f} %"


def _mark(document: LoopsDocument, loop: LoopDocument) -> str:
    mine = [each for each in document["loops"] if each["part"] == loop["part"]]
    at = mine.index(loop)
    return MARKS[at] if at < _PLOTTED and len(mine) > 1 else ""


def _path(loop: LoopDocument, told: list[LoopDocument]) -> str:
    names = [each.replace("_", " ") for each in loop["path"]]
    if not names:
        return ""
    alike = sum(each["path"] == loop["path"] for each in told) > 1
    steps = [
        f"{name} \u2192 [{way.replace('_', ' ')}]" if way and (alike or _LIMIT in way) else name
        for name, way in zip(names, loop["through"], strict=True)
    ]
    return " \u2192 ".join([*steps, names[0]])


def _when(spells: list[SpellDocument], unit: str) -> str:
    if not spells:
        return ""
    longest = sorted(spells, key=lambda each: each["span"][0] - each["span"][1])[:_SPELLS]
    shown = [
        f"{each['span'][0]:.5g}\u2013{each['span'][1]:.5g}"
        for each in sorted(longest, key=lambda each: each["span"][0])
    ]
    more = len(spells) - len(shown)
    words = f" and {more} shorter {'time' if more == 1 else 'times'}" if more else ""
    return f"{', '.join(shown)} {unit}".rstrip() + words


def _plots(page: Page, document: LoopsDocument) -> None:
    parts = _plotted(document)
    for part in parts[:_MOST_PLOTS]:
        mine = [
            each
            for each in document["loops"]
            if each["part"] == part and each["mean_share"] >= LEAST_SHARE
        ]
        if mine:
            aside = "" if len(parts) == 1 else f"part {parts.index(part) + 1} of {len(parts)}"
            page.heading("What drives the behaviour, over time", aside)
            _plot(page, document, mine)
    if len(parts) > _MOST_PLOTS:
        page.line(f"{len(parts) - _MOST_PLOTS} more parts are not plotted.", "dim", indent=2)


def _plot(page: Page, document: LoopsDocument, mine: list[LoopDocument]) -> None:
    layers = [
        Layer(MARKS[at], np.array(each["relative"][1:])) for at, each in enumerate(mine[:_PLOTTED])
    ]
    # Nothing has moved at the first instant: the plot begins with the second.
    rest = mine[_PLOTTED:]
    if rest:
        left = np.array([each["relative"][1:] for each in rest])
        layers.append(Layer(".", np.maximum(left, 0.0).sum(axis=0)))
        layers.append(Layer(".", np.minimum(left, 0.0).sum(axis=0)))
    unit = document["model"]["time_unit"]
    for line in stacked(layers, document["times"][1:], unit, page.width - 1):
        page.line(line.replace(" ", "\u00a0"))
    words = [
        f"{layer.mark} {each['name']}".replace(" ", "\u00a0")
        for layer, each in zip(layers, mine[:_PLOTTED], strict=False)
    ]
    page.line(f"{'   '.join(words)}{'   . others' if rest else ''}", "dim", indent=2)


def _worlds(page: Page, document: LoopsDocument) -> None:
    worlds = document["worlds"]
    if worlds is None:
        return
    page.heading(
        "In how many worlds each loop dominates",
        f"{worlds['members']:,} worlds; darker: in more of them; over time from left to right",
    )
    width = max(page.width - 64, 20)
    rows = [
        (
            Cell(each["name"], "bold"),
            shades(_thinned(each["dominates"], width), Scale(0.0, 1.0)),
            f"{100.0 * each['ever_share']:.0f} %",
            "\u2013".join(f"{100.0 * share:.0f}" for share in each["share_of_time"][::2]) + " %",
        )
        for each in worlds["loops"]
    ]
    page.table(
        (
            Column("loop", wraps=True, least=6),
            Column("over time"),
            Column("ever", right=True),
            Column("of the time", right=True),
        ),
        rows,
        indent=0,
    )
    page.line(
        "A loop dominates where it alone explains half of the change or more. "
        "Of the time: 5th to 95th percentile over worlds.",
        "dim",
    )
    if worlds["failed"]:
        page.line(f"{worlds['failed']:,} runs failed and are left out from there on.", "warning")
    outside = worlds["outside_share"]
    if outside is not None and worlds["checked"] and outside > _SLIGHT:
        page.line(
            f"In {worlds['checked']} worlds searched by themselves, other loops explained up to "
            f"{100.0 * outside:.0f} % at some instant.",
            "warning",
        )


def _decided(page: Page, document: LoopsDocument) -> None:
    if document["decided"] is None:
        return
    page.heading(
        "What decides for how long a loop dominates",
        "share of the variance of that time, with all interactions",
    )
    if not document["decided"]:
        page.line("Every loop dominates for as long in all worlds.")
    for loop in document["decided"]:
        doubt = "" if loop["settled"] else "  not settled: take more base points"
        page.line(f"{loop['loop']}{doubt}", "bold", indent=2)
        page.table(
            (Column(), Column(right=True), Column(right=True)),
            [
                (
                    each["name"],
                    f"{100.0 * each['total_share']:.0f} %",
                    f"{100.0 * each['low']:.0f} \u2013 {100.0 * each['high']:.0f}",
                )
                for each in loop["inputs"][:_DECIDING]
                if each["total_share"] >= _SLIGHT_SHARE
            ],
            indent=4,
        )


def _thinned(values: list[float], width: int) -> list[float]:
    found = np.array(values)
    if len(found) <= width:
        return values
    edges = np.linspace(0, len(found), width + 1).round().astype(int)
    return [float(np.nanmean(found[a:b])) for a, b in pairwise(edges)]


def _links(page: Page, document: LoopsDocument) -> None:
    if not document["links"]:
        return
    page.heading("Links", "shares are of what moves the effect; those in no loop have none")
    page.table(
        (
            Column("cause", wraps=True, least=12),
            Column("effect", wraps=True, least=12),
            WORDS,
            WORDS,
            Column(wraps=True),
            NUMBER,
            WORDS,
        ),
        [
            (
                each["source"],
                each["target"],
                Cell(each["polarity"].replace("-", "\u2212"), "bold"),
                "delayed" if each["is_delayed"] else "",
                _way(document, each),
                f"{100.0 * each['mean_share']:.1f} %" if each["mean_share"] else "",
                ", ".join(
                    f"{turn['polarity']} from {turn['time_amount']:g}" for turn in each["turns"][:3]
                ),
            )
            for each in document["links"]
        ],
        indent=0,
    )


def _way(document: LoopsDocument, link: LinkDocument) -> str:
    """Return through what a link leads, where another one has the same ends."""
    ends = link["source"], link["target"]
    alike = [each for each in document["links"] if (each["source"], each["target"]) == ends]
    if len(alike) == 1:
        return ""
    return f"through {link['through'].replace('_', ' ')}" if link["through"] else "directly"


def _remarks(page: Page, document: LoopsDocument) -> None:
    search = document["search"]
    page.blank()
    for note in document["notes"]:
        page.line(note, "warning")
    if not search["is_complete"]:
        page.line(
            "The search ran out of steps: there are more loops than were seen. Those seen first, "
            "and those along the strongest links at each instant, are told.",
            "warning",
        )
    elif search["listed"] < search["seen"]:
        page.line(
            f"All {search['seen']:,} loops that were ever active were seen; "
            f"{search['listed']} are listed.",
            "dim",
        )
    if search["listed"] < search["kept"] and search["listed_share"] < _NEARLY_ALL:
        page.line(
            f"Those listed explain {100.0 * search['listed_share']:.1f} % of the behaviour.", "dim"
        )
    outside = max((each["outside_share"] or 0.0 for each in document["parts"]), default=0.0)
    if outside > _SLIGHT:
        page.line(
            f"Loops that were not kept explain up to {100.0 * outside:.0f} % at some instant.",
            "warning",
        )
    if document["unmatched"]:
        names = ", ".join(document["unmatched"])
        page.line(
            f"Names in the model that fit no loop of this run, or several alike: {names}.",
            "warning",
        )
    if document["several"]:
        names = ", ".join(document["several"])
        page.line(
            f"Names in the model that fit several loops, of which the shortest has it: {names}. "
            "Say what that loop alone runs through, or what it does not ('not NAME').",
            "warning",
        )
    _kept(page, document)
    page.line(
        "Shares are relative loop scores (Loops That Matter): of the change at each instant, in "
        "the part of the model to which a loop belongs. They tell what drove this run, not what "
        "would follow if a loop were cut.",
        "dim",
    )


def _kept(page: Page, document: LoopsDocument) -> None:
    """Say what a stock's limit at nought is, where it is named."""
    names = [
        *(name for each in document["loops"] for name in each["through"]),
        *(each["target"] for each in document["links"]),
    ]
    if any(_LIMIT in name for name in names):
        page.line(
            f"{_LIMIT[1:].capitalize()}: what keeps a stock that may not be negative at nought "
            "where its flows would take more.",
            "dim",
        )
