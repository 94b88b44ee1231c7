"""Audits and claims as documents and as pages."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.advice.claims import claim_of
from wholeprint.report.audit import audit_document
from wholeprint.report.claims import claims_document
from wholeprint.report.form import dumps, schema
from wholeprint.report.text.audit import audit_page
from wholeprint.report.text.claims import claims_page
from wholeprint.report.text.page import Page
from wholeprint.tracking.audit import audit_files

TABLE = "model,energy_kWh,CO2 (t),mood\na,10,0.004,good\nb,20,0.008,bad\ntotal,40,0.012,\n"


def _valid(name: str, made: dict[str, object]) -> Any:
    """The document as a reader gets it, held against its schema."""
    read = json.loads(dumps(made))
    validator: Any = Draft202012Validator(schema(name))
    validator.validate(read)
    return read


@pytest.fixture
def document(tmp_path: Path) -> Any:
    """The audit of a table whose total is wrong."""
    path = tmp_path / "table.csv"
    path.write_text(TABLE, "utf-8")
    return _valid("audit", audit_document(*audit_files([path])))


def test_an_audit_as_a_document(document: Any) -> None:
    """It counts what was found, says what was read, left out, looked at, and lacked."""
    (statement,) = document["statements"]

    assert (document["consistent"], document["contradictions"]) == (False, 1)
    assert "mood" in document["files"][0]["left_out"][0]
    assert statement["findings"][0]["code"] == "total"
    assert statement["rows"] == 2
    grid = next(each for each in statement["checks"] if each["name"] == "grid")
    assert grid["places"] == 3
    assert grid["lacking"] == ["where it ran (rows.a.ghg, rows.b.ghg, totals.ghg)"]


def test_an_audit_on_a_page(document: Any) -> None:
    """The page says the finding, what would explain it, and what could not be checked."""
    page = Page(100)
    audit_page(page, document)
    text = " ".join(page.text().split())

    assert "energy = sum(energy) gives 30 kWh, and 40 kWh is printed" in text
    assert "what would explain it: a row of 10 kWh" in text
    assert "could not be checked: power: which accelerators ran" in text
    assert text.endswith(
        "This cannot be true as it stands. 1 contradiction, 0 cautions, 0 remarks."
    )


def test_a_long_list_is_cut_on_the_page_alone(tmp_path: Path) -> None:
    """Of a hundred findings the page shows some and says how many are left."""
    path = tmp_path / "table.csv"
    rows = "".join(f"m{i},10,5\n" for i in range(100))
    path.write_text(f"model,energy_kWh,CO2 (t)\n{rows}", "utf-8")
    document: Any = _valid("audit", audit_document(*audit_files([path])))
    page = Page(100)
    audit_page(page, document)

    assert len(document["statements"][0]["findings"]) == 100
    assert "and 60 more" in page.text()


def test_a_claim_as_a_document_and_on_a_page() -> None:
    """The questions with their options, the remarks, the readings, and the sentence."""
    document = _valid("claims", claims_document(claim_of("up to 75 % more efficient")))
    page = Page(100)
    claims_page(page, document)
    text = " ".join(page.text().split())

    assert document["questions"][0]["field"] == "of"
    assert len(document["understood"]["readings"]) == 2
    assert "(--of)" in text
    assert "caution: 'Up to' names the best case" in text
    assert "What can be said" in text
