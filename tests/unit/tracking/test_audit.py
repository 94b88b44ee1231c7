"""Files in, audits out."""

from pathlib import Path

import wholeprint
from wholeprint.tracking.audit import audit_files


def test_statements_are_audited_together(tmp_path: Path) -> None:
    """Two files of one id are compared, and each has its own audit."""
    for name, energy in (("paper", "100.0 MWh"), ("card", "132.0 MWh")):
        text = f"id: run\ntitle: {name}\nfigures: {{energy: {energy}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    paths = [tmp_path / "paper.yaml", tmp_path / "card.yaml"]

    found = wholeprint.audit(*paths)

    assert [each.is_consistent for each in found] == [False, False]
    assert wholeprint.audit(paths[0])[0].is_consistent


def test_the_public_record_can_be_audited() -> None:
    """A published footprint by its id, beside files."""
    files, audits = audit_files([], ["meta-llama-2-card"])

    assert files[0].form == "yaml"
    assert not audits[0][1].is_consistent
