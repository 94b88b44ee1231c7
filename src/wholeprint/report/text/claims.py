"""A claim, what it leaves open, and the honest sentence, on a page."""

from wholeprint.report.audit_shapes import ClaimsDocument
from wholeprint.report.text.page import Page, Style

_STYLES: dict[str, Style] = {"contradiction": "bad", "caution": "warning", "remark": "dim"}


def claims_page(page: Page, document: ClaimsDocument) -> None:
    """Lay out a claim: the honest sentence, what its words hide, what is missing.

    Args:
        page: The page.
        document: The claim.
    """
    page.title("The claim", document["claim"])
    readings = document["understood"]["readings"]
    for number, reading in enumerate(readings, 1):
        mark = f"{number}: " if len(readings) > 1 else ""
        page.line(f"{mark}{reading['words']}", "dim", indent=2)
    if document["remarks"]:
        page.heading("What its words say, and do not")
    for remark in document["remarks"]:
        style = _STYLES[remark["severity"]]
        page.line(f"{remark['severity']}: {remark['message']}", style, indent=2)
    if document["questions"]:
        page.heading("What is missing")
    for question in document["questions"]:
        option = question["field"].replace("_", "-")
        page.line(f"{question['ask']}  (--{option})", indent=2)
        choices = f" One of {', '.join(question['choices'])}." if question["choices"] else ""
        page.line(f"{question['because']}.{choices}", "dim", indent=4)
    page.heading("What can be said")
    page.line(document["sentence"], "good" if document["stands"] else "", indent=2)
