"""Remarks that stay with a result."""

from wholeprint.quantities.note import Note


def test_it_comes_back_from_its_document() -> None:
    """What as_json writes, from_json reads as the same note."""
    note = Note("gap", "A sensor was silent.", 1.5, "warning")
    assert Note.from_json(note.as_json()) == note


def test_documents_of_other_versions_are_read() -> None:
    """Unknown keys are passed over, and an unknown severity is the mild one."""
    found = Note.from_json({"code": "gap", "message": "m", "severity": "loud", "colour": 1})
    assert found == Note("gap", "m")
