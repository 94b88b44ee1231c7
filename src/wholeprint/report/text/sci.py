"""A software carbon intensity on a page."""

from wholeprint.lifecycle.sci_units import SIZED_REASON, plural
from wholeprint.report import scale
from wholeprint.report.sci_shapes import SciComponentDocument, SciDocument
from wholeprint.report.shapes import QuantityDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, PROSE, WORDS, Cell, Page

_YEAR_HOURS = 8760.0


def sci_page(page: Page, document: SciDocument) -> None:
    """Lay out a score: the number, its letters, its boundary, its method.

    Args:
        page: The page.
        document: The score.
    """
    unit = document["functional_unit"]
    standard = document["standard"]
    page.title(
        f"{said(document['score'])} per {unit['per']}",
        f"{standard['name']} {standard['version']} ({standard['iso']})",
    )
    count = document["components"][0]["R_count"]
    done = done_in_words(unit["counted"], unit["done_count"], unit["per"], count)
    page.line(f"((E x I) + M) per R \u00b7 {done} done \u00b7 {document['score']['known']}")
    if unit["rationale"]:
        page.line(f"why this R: {unit['rationale']}", "dim")
    _ai(page, document)
    for component in document["components"]:
        _component(page, component)
    _baseline(page, document)
    page.heading("Boundary")
    page.table(
        (WORDS, WORDS, PROSE),
        [
            (
                item["system"],
                Cell(item["state"], "warning" if item["state"] == "not stated" else ""),
                Cell(item["reason"], "dim"),
            )
            for item in document["boundary"]
        ],
    )
    for each in document["conversions"]:
        if each["reason"] == SIZED_REASON:
            continue  # the first line has it
        page.line(
            f"converted: 1 {each['counted']} = {each['factor']:g} {each['wanted']} "
            f"({each['reason']})"
        )
    for measure in document["kept_apart"]:
        page.line(f"kept apart, and not in the score: {measure}")
    parts.note_section(page, document["notes"])
    page.blank()
    page.line(f"assumptions {document['assumed']['digest']}", "dim")


def said(quantity: QuantityDocument) -> str:
    """Return a quantity with its interval; the unit without what it is per.

    Args:
        quantity: The quantity.
    """
    if quantity["value"] is None:
        return parts.NO_DATA
    unit = quantity["unit"].partition("/")[0] if quantity["unit"].startswith("gCO2e/") else ""
    unit = quantity["unit"] if quantity["unit"] == "gCO2e/kWh" else unit or quantity["unit"]
    text = scale.shown(quantity["value"], quantity["low"], quantity["high"], unit)
    return f"{text.number} {text.interval}".strip()


def done_in_words(counted: str, done_count: float, per: str, r_count: float) -> str:
    """Return how many of something were done, and how many R that is where it is not as many.

    Args:
        counted: What was counted, in the singular.
        done_count: How many of it.
        per: R.
        r_count: How many R were done.
    """
    done = f"{_plain(done_count)} {counted if done_count == 1.0 else plural(counted)}"
    return done if per == counted else f"{done} ({_plain(r_count)} times {per})"


def _plain(count: float) -> str:
    whole = count == round(count) and count <= _PLAIN_TO
    return f"{count:,.0f}".replace(",", _NARROW) if whole else f"{count:g}"


_PLAIN_TO = 1e12
_NARROW = "\u00a0"


def _component(page: Page, component: SciComponentDocument) -> None:
    page.heading(component["name"], f"by {component['method']}")
    intensity = component["intensity"]
    kind = f"{intensity['kind']}, {intensity['region']}, by the {intensity['resolution']}"
    kind += f", {intensity['emissions']} emissions"
    reserved = "all that was reserved" if component["reserved"] else "only what was used"
    rows = [
        ("E", said(component["E"]), f"{reserved}; {component['building']}"),
        ("I", said(component["I"]), f"{kind}; {intensity['source']}"),
        ("O = E x I", said(component["O"]), ""),
        ("M", said(component["M"]), "TE x (TiR/EL) x (RR/ToR), summed over the hardware"),
        ("rate", said(component["rate"]), f"(O + M) / {component['R_count']:g}"),
    ]
    page.table((WORDS, NUMBER, PROSE), rows)
    page.blank()
    page.table(
        (WORDS, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER),
        [
            ("", "TE", "TiR", "EL", "RR", "ToR", "M"),
            *(
                (
                    each["name"],
                    _middle(each["TE"]),
                    _middle(each["TiR"]),
                    _middle(each["EL"]),
                    _middle(each["RR"]),
                    _middle(each["ToR"]),
                    _middle(each["M"]),
                )
                for each in component["hardware"]
            ),
        ],
    )
    page.line("each at its central value, so that a row multiplies out", "dim", indent=2)
    for each in component["hardware"]:
        page.line(f"{each['name']}: {each['evidence']}", "dim", indent=2)


def _middle(quantity: QuantityDocument) -> str:
    # Medians of a product are not the product of medians; central values are.
    value = quantity["central"] or 0.0
    if quantity["unit"] == "1":
        return f"{value:.4g}"
    if quantity["unit"] == "h":
        return f"{value:.3g}\u00a0h" if value < _YEAR_HOURS else f"{value / _YEAR_HOURS:.3g}\u00a0y"
    return scale.shown(value, None, None, quantity["unit"]).number


def _ai(page: Page, document: SciDocument) -> None:
    found = document["ai"]
    if found is None:
        return
    page.line(f"{found['standard']}: the score of a {found['persona']}")
    rows = [(stage, said_of_it) for stage, said_of_it in found["stages"].items()]
    if found["basis"]:
        rows.append(("R", found["basis"]))
    rows += [("strategy", each) for each in found["strategies"]]
    page.table((WORDS, PROSE), rows)


def _baseline(page: Page, document: SciDocument) -> None:
    baseline = document["baseline"]
    if baseline is None:
        return
    page.heading("Baseline", f"assumptions {baseline['digest']}, the same in both")
    ratio, difference = baseline["ratio"]["value"] or 0.0, baseline["difference"]["value"] or 0.0
    way = "as much" if difference == 0.0 else "less" if difference < 0.0 else "more"
    page.table(
        (WORDS, PROSE),
        [
            ("without the action", said(baseline["score"])),
            ("with it", said(document["score"])),
            ("with minus without", f"{said(baseline['difference'])}, {way} with the action"),
            ("with over without", f"{ratio:.3g}"),
        ],
    )
