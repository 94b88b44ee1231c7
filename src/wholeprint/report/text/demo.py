"""The demo on a page."""

from wholeprint.report import scale
from wholeprint.report.shapes import DemoDocument, ReversalDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, WORDS, Column, Page

_MODELLED = {"modelled", "assumed"}


def demo_page(page: Page, document: DemoDocument) -> None:
    """Lay out the demo.

    Args:
        page: The page.
        document: What it found.
    """
    ways = len(document["models"])
    page.title("What training cost", f"1,797 handwritten digits, {ways} ways to learn them")
    page.blank()
    _energy(page, document)
    _impacts(page, document)
    _order(page, document)
    _places(page, document)
    _reversals(page, document)
    parts.note_section(page, document["notes"])
    page.blank()
    first = document["models"][0]["run"]
    page.line(f"Nothing was run twice. More on each: wholeprint show {first}", "dim")


def _energy(page: Page, document: DemoDocument) -> None:
    page.table(
        (
            WORDS,
            Column("accuracy", right=True),
            Column("CPU time", right=True),
            Column("energy", right=True),
            Column("90 % interval", right=True),
            Column(""),
        ),
        [
            (
                model["name"],
                scale.percent(model["accuracy"]),
                scale.duration(model["cpu_seconds"]),
                parts.number(model["footprint"]["energy"]),
                parts.said(model["footprint"]["energy"]).interval,
                model["footprint"]["energy"]["known"],
            )
            for model in document["models"]
        ],
        indent=0,
    )
    if any(model["footprint"]["energy"]["known"] in _MODELLED for model in document["models"]):
        page.blank()
        page.line(
            "No energy sensor can be read here, so energy is modelled from the CPU time. The "
            "intervals are wide, but most of what they do not know is the same for all of these "
            "runs, so that pairs of them compare more sharply.",
            "warning",
        )


def _impacts(page: Page, document: DemoDocument) -> None:
    zone = document["models"][0]["zone"]
    where = f"in {zone}" if zone else "zone unknown: anywhere in the world"
    page.heading("What it caused", where)
    rows = {
        "ghg_operational": "carbon of power",
        "ghg_embodied": "carbon of hardware",
        "water_onsite": "water on site",
        "water_offsite": "water off site",
        "ewaste": "e-waste",
    }
    models = document["models"]
    page.table(
        (WORDS, *(Column(_short(model["name"]), right=True) for model in models)),
        [
            (title, *(parts.number(model["footprint"][name]) for model in models))
            for name, title in rows.items()
        ],
        indent=0,
    )


def _order(page: Page, document: DemoDocument) -> None:
    page.heading("Which took least energy", "a rank only where the intervals of the pair separate")
    page.table(
        (NUMBER, WORDS, Column("", wraps=True)),
        [
            (
                f"{each['rank']}.",
                each["name"],
                f"cannot be told apart from {', '.join(each['ties'])}" if each["ties"] else "",
            )
            for each in document["order"]
        ],
        indent=0,
    )


def _places(page: Page, document: DemoDocument) -> None:
    page.heading("The same runs, placed elsewhere", "carbon of their power")
    names = [model["name"] for model in document["models"]]
    page.table(
        (WORDS, *(Column(_short(name), right=True) for name in names)),
        [
            (place, *(parts.number(found[name]) for name in names))
            for place, found in document["elsewhere"].items()
        ],
        indent=0,
    )


def _reversals(page: Page, document: DemoDocument) -> None:
    page.heading("Less energy is not less carbon")
    if not document["reversals"]:
        page.line("In these places no order is surely turned round.")
    for each in document["reversals"]:
        page.line(_in_words(each))


def _in_words(each: ReversalDocument) -> str:
    ratio = parts.said(each["energy_ratio"])
    sure = scale.percent(each["probability"])
    return (
        f"{_short(each['more'])} takes {ratio.value} times the energy of {_short(each['less'])}. "
        f"Placed in {each['more_at']} it emits less than {_short(each['less'])} in "
        f"{each['less_at']}: {parts.number(each['more_carbon'])} against "
        f"{parts.number(each['less_carbon'])}, in {sure} of all draws."
    )


def _short(name: str) -> str:
    return name.partition(",")[0]
