"""What can be measured here, on a page."""

from wholeprint.report import scale
from wholeprint.report.shapes import (
    DoctorDocument,
    ErrorDocument,
    LedgerDocument,
    SensorDocument,
    ZoneDocument,
)
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page

_LABEL = Column(least=10)


def doctor_page(page: Page, document: DoctorDocument) -> None:
    """Lay out what can be measured here.

    Args:
        page: The page.
        document: What was found.
    """
    page.title("This machine")
    page.line(document["described"], indent=2)
    page.heading("What a run would be measured with")
    page.table(
        (_LABEL, WORDS, WORDS, PROSE),
        [
            (
                each["domain"],
                Cell(each["known"], "good" if each["known"] == "measured" else "warning"),
                "" if each["method"] == "model" else each["method"],
                Cell(each["accuracy"], "dim"),
            )
            for each in document["domains"]
        ],
    )
    page.heading("Sensors")
    for sensor in document["sensors"]:
        _sensor(page, sensor)
    page.heading("Place")
    _zone(page, document["zone"])
    _site(page, document)
    page.heading("Ledger")
    _ledger(page, document["ledger"])
    if document["refused"]:
        page.heading("Settings that were refused")
        for error in document["refused"]:
            _problem(page, error)
    parts.note_section(page, document["notes"])
    page.heading("Versions")
    tool = document["tool"]
    page.line(f"wholeprint {tool['version']}, factors {document['factors_version']}", indent=2)
    page.line(
        ", ".join(
            f"{name}\u00a0{version}" if version else f"no\u00a0{name}"
            for name, version in document["versions"].items()
        ),
        "dim",
        indent=2,
    )


def _sensor(page: Page, sensor: SensorDocument) -> None:
    found = Cell("found", "good") if sensor["found"] else Cell("not found", "warning")
    names = ", ".join(str(channel["name"]) for channel in sensor["channels"])
    rows: list[tuple[str | Cell, str | Cell, str | Cell]] = [
        (sensor["driver"], found, names or parts.sentence(sensor["reason"]))
    ]
    if names and sensor["reason"]:
        rows.append(("", "", parts.sentence(sensor["reason"])))
    if sensor["accuracy"]:
        rows.append(("", "accuracy", Cell(parts.sentence(sensor["accuracy"]), "dim")))
    if sensor["fix"]:
        rows.append(("", Cell("to do", "bold"), sensor["fix"]))
    page.table((_LABEL, Column(least=9), PROSE), rows)


def _zone(page: Page, zone: ZoneDocument) -> None:
    if zone["error"] is not None:
        _problem(page, zone["error"])
    elif zone["zone"] is None:
        page.table(
            (_LABEL, WORDS, PROSE),
            [
                (
                    "zone",
                    Cell("unknown", "warning"),
                    "It is never guessed: until it is set, the whole world's spread is used",
                ),
                ("", "to do", 'export WHOLEPRINT_ZONE=FR, or zone = "FR" in wholeprint.toml'),
            ],
        )
    else:
        page.table((_LABEL, WORDS), [("zone", f"{zone['zone']} ({zone['name']})")])


def _site(page: Page, document: DoctorDocument) -> None:
    for name, unit in (("pue", ""), ("wue", "\u00a0L/kWh")):
        value = document["settings"].get(name)
        said = "not declared: the spread of published sites is used" if value is None else ""
        page.table((_LABEL, PROSE), [(name.upper(), said or f"{value}{unit}")])


def _ledger(page: Page, ledger: LedgerDocument) -> None:
    rows: list[tuple[str | Cell, str | Cell]] = [("file", ledger["path"])]
    if ledger["exists"]:
        size = scale.binary_size(ledger["size_bytes"] or 0)
        runs = "unreadable" if ledger["runs"] is None else f"{ledger['runs']} runs"
        rows.append(("holds", f"{runs}, {size}"))
    else:
        rows.append(("holds", "nothing yet: the first run makes it"))
    if ledger["waiting"]:
        rows.append(("journals", f"{ledger['waiting']} of runs that are on or wait to be folded"))
    if not ledger["writable"]:
        rows.append(("", Cell("it cannot be written: runs go to the temporary directory", "bad")))
    page.table((_LABEL, PROSE), rows)
    if ledger["error"] is not None:
        _problem(page, ledger["error"])


def _problem(page: Page, error: ErrorDocument) -> None:
    page.line(error["message"], "bad", indent=2)
