"""Many runs of a model, on a page."""

from collections.abc import Callable, Mapping

from wholeprint.report.ensemble_shapes import (
    DiscoveryDocument,
    EffectDocument,
    EnsembleDocument,
    FanDocument,
    GroundedDocument,
    IndexDocument,
    IndicesDocument,
)
from wholeprint.report.text.courses import Course, instant, number, plots
from wholeprint.report.text.page import Cell, Column, Page
from wholeprint.report.text.plots import Scale, bars

_CLOCK = frozenset({"initial time", "final time"})
_LINES = 24
_FANS = 3
_BAR = 10
_SLIGHT = 0.005
_KINDS: Mapping[str, str] = {
    "world": "draws of the shared world",
    "lhs": "a Latin hypercube",
    "sobol": "a scrambled Sobol' sequence",
    "factorial": "a full factorial",
    "indices": "a design for Sobol' indices",
}


def ensemble_page(page: Page, document: EnsembleDocument) -> None:
    """Lay out an ensemble: how outcomes spread, over time, and why.

    Args:
        page: The page.
        document: The ensemble.
    """
    model, design = document["model"], document["design"]
    page.title(
        model["title"] or model["name"],
        f"{document['runs']:,} runs: {_KINDS.get(design['kind'], design['kind'])}, "
        f"{len(document['inputs'])} uncertain",
    )
    _told(page, document)
    _outcomes(page, document)
    for fan in document["series"][:_FANS]:
        _fan(page, fan, document)
    _all_indices(page, document["indices"])
    _over_time(page, document)
    if document["discovery"] is not None:
        _discovery(page, document["discovery"])
    if document["grounded"] is not None:
        _grounded(page, document["grounded"])
    _failures(page, document)
    if document["rank_error_share"] > 0.0:
        page.line(
            "Quantiles are those of a sketch: a rank is off by at most "
            f"{100.0 * document['rank_error_share']:.2g} % of the runs.",
            "dim",
        )


def _told(page: Page, document: EnsembleDocument) -> None:
    model = document["model"]
    if model["scenario"] is not None:
        page.line(f"Scenario: {model['scenario']}.")
    by_hand = {k: v for k, v in model["settings"].items() if k not in model["by_scenario"]}
    if by_hand:
        said = ", ".join(f"{name} = {_set(name, v)}" for name, v in by_hand.items())
        page.line(f"Set: {said}.")
    for note in model["notes"]:
        page.line(note, "warning")
    if not document["inputs"]:
        alike = all(one["minimum"] == one["maximum"] for one in document["outcomes"])
        how = "all runs are alike" if alike else "runs differ in their random numbers alone"
        page.line(f"Nothing in it is uncertain: {how}.", "warning")


def _set(name: str, value: float) -> str:
    return instant(value) if name in _CLOCK else number(value)


def _outcomes(page: Page, document: EnsembleDocument) -> None:
    page.heading("How outcomes spread")
    titles = ("5 %", "median", "95 %", "mean", "least", "most")
    rows = [
        [
            Cell(each["name"], "bold"),
            Cell(each["unit"], "dim"),
            said(each["quantiles"]["p05"]),
            Cell(said(each["quantiles"]["p50"]), "bold"),
            said(each["quantiles"]["p95"]),
            said(each["mean"]),
            Cell(said(each["minimum"]), "dim"),
            Cell(said(each["maximum"]), "dim"),
        ]
        for each in document["outcomes"][:_LINES]
        for said in [_form(each["word"])]
    ]
    columns = [Column("outcome", shrinks=True, least=12), Column("unit", shrinks=True, least=4)]
    page.table([*columns, *(Column(title, right=True) for title in titles)], rows, indent=0)


def _form(word: str) -> Callable[[float], str]:
    """Return how an outcome is written: an instant may be a year."""
    return instant if word.endswith("_time") else number


def _fan(page: Page, fan: FanDocument, document: EnsembleDocument) -> None:
    time = document["time"]
    if len(time) < 2:  # noqa: PLR2004 - nothing to draw over time
        return
    middle = fan["quantiles"]["p50"]
    plots(
        page,
        [Course(f"{fan['name']}, median", fan["unit"], middle)],
        time,
        document["time_unit"],
    )
    places = [round(place * (len(time) - 1) / (_COLUMNS - 1)) for place in range(_COLUMNS)]
    rows = [
        [Cell(label, "dim"), *(number(fan["quantiles"][name][place]) for place in places)]
        for name, label in (("p95", "95 %"), ("p75", "75 %"), ("p25", "25 %"), ("p05", "5 %"))
    ]
    titles = [instant(time[place]) for place in places]
    page.table(
        [Column(""), *(Column(title, right=True) for title in titles)],
        rows,
        indent=0,
    )


_COLUMNS = 6


def _all_indices(page: Page, found: list[IndicesDocument]) -> None:
    told: list[IndicesDocument] = []
    for each in found:
        if each["variance_amount"] <= 0.0:
            page.blank()
            page.line(f"{each['outcome']} is the same in every run.", "dim")
            continue
        twin = next((one for one in told if one["effects"] == each["effects"]), None)
        if twin is not None:
            page.blank()
            page.line(f"{each['outcome']} owes the same to all as {twin['outcome']}.", "dim")
            continue
        told.append(each)
        _indices(page, each)


def _indices(page: Page, each: IndicesDocument) -> None:
    page.heading(f"What {each['outcome']} owes to what", "shares of its variance")
    effects = sorted(each["effects"], key=lambda one: -one["total"]["value"])
    shown = [one for one in effects if one["total"]["value"] >= _SLIGHT][:_LINES]
    rows = [_effect(one) for one in shown]
    columns = (
        Column("input", shrinks=True, least=12),
        Column("alone", right=True),
        Column("95 %"),
        Column("with all others", right=True),
        Column("95 %"),
        Column(),
    )
    page.table(columns, rows, indent=0)
    if len(shown) < len(effects):
        page.line(f"{len(effects) - len(shown)} more with next to no share.", "dim")
    pairs = sorted(each["pairs"], key=lambda one: -one["second"]["value"])
    told = [one for one in pairs if one["second"]["low"] > 0.0][:5]
    for one in told:
        page.line(f"{' and '.join(one['names'])} together: {_percent(one['second'])}", indent=2)
    _settled(page, each)


def _settled(page: Page, each: IndicesDocument) -> None:
    dropped = f"; {each['dropped']:,} left out, as a run failed" if each["dropped"] else ""
    moved = f"doubling the base points moved none by more than {each['moved_share']:.2g}"
    said = f"widest interval {each['widest_share']:.2g}, {moved}; {each['points']:,} base points"
    if each["settled"]:
        page.line(f"Settled: {said}{dropped}.", "dim")
    else:
        page.line(f"Not settled yet: {said}{dropped}. Give more --runs.", "warning")


def _effect(one: EffectDocument) -> list[Cell | str]:
    share = min(max(one["total"]["value"], 0.0), 1.0)
    return [
        Cell(one["name"], "bold"),
        f"{_hundredths(one['first']['value'])} %",
        Cell(_between(one["first"]), "dim"),
        f"{_hundredths(one['total']['value'])} %",
        Cell(_between(one["total"]), "dim"),
        "\u2588" * round(share * _BAR),
    ]


def _percent(index: IndexDocument) -> str:
    return f"{_hundredths(index['value'])} % [{_between(index)}]"


def _between(index: IndexDocument) -> str:
    return f"{_hundredths(index['low'])} to {_hundredths(index['high'])}"


def _hundredths(share: float) -> str:
    text = f"{100.0 * share:.1f}"
    return "0.0" if text == "-0.0" else text.replace("-", "\u2212")


def _over_time(page: Page, document: EnsembleDocument) -> None:
    time = document["time"]
    for each in document["indices_over_time"][:_FANS]:
        known = [
            one
            for one in each["effects"]
            if any(value >= 0.05 for value in one["total"])  # noqa: PLR2004 - seen in a bar
        ]
        if not known or len(time) < 2:  # noqa: PLR2004 - as above
            continue
        page.heading(f"What {each['variable']} owes to what, over time", "with all others")
        width = max(page.width - 36, 20)
        rows: list[list[Cell | str]] = []
        for one in known[:_LINES]:
            places = [place * (len(time) - 1) // (width - 1) for place in range(width)]
            values = [one["total"][place] for place in places]
            drawn = bars([min(max(value, 0.0), 1.0) for value in values], Scale(0.0, 1.0))
            rows.append([Cell(one["name"], "bold"), drawn])
        page.table([Column(shrinks=True, least=12), Column()], rows, indent=0)
        page.line(
            f"From {instant(time[0])} to {instant(time[-1])} {document['time_unit']}".rstrip()
            + ".",
            "dim",
        )


def _discovery(page: Page, found: DiscoveryDocument) -> None:
    page.heading(f"Where {found['condition']}")
    share = 100.0 * found["cases"] / found["runs"]
    page.line(f"It comes about in {found['cases']:,} of {found['runs']:,} runs ({share:.3g} %).")
    if found["cases"] < _FEW:
        page.line("So few cases say little about where: give more --runs.", "warning")
    box = found["box"]
    if not found["limits"]:
        page.line("No region of the inputs has more of them than any other.", "warning")
        return
    page.line(
        f"In the region below it comes about in {100.0 * box['density_share']:.3g} % of the runs; "
        f"{100.0 * box['coverage_share']:.3g} % of all cases lie in it, and "
        f"{100.0 * box['mass_share']:.3g} % of all runs."
    )
    rows = [
        [
            Cell(limit["name"], "bold"),
            "" if limit["low"] is None else f"from {number(limit['low'])}",
            "" if limit["high"] is None else f"to {number(limit['high'])}",
            Cell(_chance(limit["chance_probability"]), "dim"),
        ]
        for limit in found["limits"]
    ]
    page.table((Column(shrinks=True, least=12), Column(), Column(), Column()), rows)


def _chance(probability: float) -> str:
    return "by chance: under 0.1 %" if probability < 0.001 else f"by chance: {probability:.1%}"  # noqa: PLR2004 - what is shown


def _grounded(page: Page, found: GroundedDocument) -> None:
    page.heading("Held against the data", ", ".join(found["variables"]))
    share = 100.0 * found["kept"] / found["runs"]
    page.line(
        f"{found['kept']:,} of {found['runs']:,} runs ({share:.3g} %) could have given them; run "
        f"{found['best_member']} is the likeliest."
    )
    if found["kept"] < _FEW:
        page.line("So few say little: give more --runs, or narrow what is believed.", "warning")
    rows = [
        [
            Cell(name, "bold"),
            number(spread["p05"]),
            number(spread["p50"]),
            number(spread["p95"]),
        ]
        for table in (found["inputs"], found["outcomes"])
        for name, spread in table.items()
    ]
    titles = (Column("of these", shrinks=True, least=12),)
    page.table(
        (*titles, *(Column(title, right=True) for title in ("5 %", "median", "95 %"))),
        rows,
        indent=0,
    )


_FEW = 30


def _failures(page: Page, document: EnsembleDocument) -> None:
    if not document["failed"]:
        return
    page.heading("Runs that failed")
    share = 100.0 * document["failed"] / document["runs"]
    page.line(f"{document['failed']:,} of {document['runs']:,} ({share:.3g} %).", "warning")
    for each in document["failures"]:
        at = instant(each["instant_amount"])
        page.line(f"run {each['member']}, at {at}: {each['what']} in {each['name']}", indent=2)
