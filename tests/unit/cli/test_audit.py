"""``wholeprint audit``."""

from pathlib import Path
from typing import Any

import pytest

CARD = """# Llama 2
| |Time (GPU hours)|Power Consumption (W)|Carbon Emitted(tCO<sub>2</sub>eq)|
|---|---|---|---|
|7B|184320|400|31.22|
|13B|368640|400|62.44|
|70B|1720320|400|291.42|
|Total|2273280||385.08|
"""


def _written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_total_that_is_no_sum_is_an_answer_of_no(call: Any, tmp_path: Path) -> None:
    """Exit status 1 and the reason, with what would explain it; 0 where the total is the sum."""
    right = _written(tmp_path, "right.md", CARD)
    wrong = _written(tmp_path, "wrong.md", CARD.replace("385.08", "539.00"))

    assert call("audit", right).status == 0
    answer = call("audit", wrong)
    text = " ".join(answer.out.split())

    assert answer.status == 1

    assert "gives 385.08 tCO2e, and 539.00 tCO2eq is printed" in text
    assert "a row of 153.92 tCO2e that is in the total is not in the table" in text


def test_the_document_keeps_to_its_schema(call: Any, tmp_path: Path) -> None:
    """``--json`` says the same, with the numbers behind each finding."""
    wrong = _written(tmp_path, "wrong.md", CARD.replace("385.08", "539.00"))

    document = call("audit", wrong, "--json").document("audit")

    assert not document["consistent"]
    (found,) = [
        each for each in document["statements"][0]["findings"] if each["place"] == "totals.ghg"
    ]
    assert found["numbers"]["computed"] == pytest.approx(385.08)


def test_what_cannot_be_read_is_wrong_use(call: Any, tmp_path: Path) -> None:
    """A missing file, and none at all, are errors with status 2."""
    missing, nothing = call("audit", str(tmp_path / "none.yaml")), call("audit")

    assert (missing.status, nothing.status) == (2, 2)
    assert "cannot be read" in missing.err
    assert "nothing to audit" in nothing.err
