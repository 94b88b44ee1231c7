"""The document of a report that is a text: for a paper, a model card, a page."""

from wholeprint.factors import cite
from wholeprint.report.form import stamped, tool
from wholeprint.report.statement_runs import Told


def report_document(told: Told, form: str, text: str) -> dict[str, object]:
    """Return the document of a report.

    Args:
        told: The runs.
        form: In which form the text is: "text", "json", "card", "latex", "html".
        text: The text.
    """
    return stamped(
        "report",
        {
            "tool": tool(),
            "format": form,
            "runs": [run.record.id for run in told.runs],
            "statement": " ".join(told.sentences),
            "text": text,
            "bibliography": cite.bibtex(told.sources),
            "hours": told.hours,
            "hardware": told.hardware,
            "zones": list(told.zones),
            "figures": [
                {"figure": each.term, "label": each.label, "amount": each.amount.as_json()}
                for each in told.figures
            ],
            "boundary": told.footprint.boundary.as_json(),
            "sources": [source._asdict() | {"read": source.read.value} for source in told.sources],
            "notes": [note.as_json() for note in told.footprint.notes],
            "factors_version": told.runs[0].factors_version,
        },
    )
