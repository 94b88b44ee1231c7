"""The codes of findings against their documentation."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[4]
CHECKS = ROOT / "src" / "wholeprint" / "advice" / "audit"


def _codes(node: ast.expr) -> set[str]:
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_every_code_is_documented() -> None:
    """Each code that a check gives stands in the reference, and no other stands there."""
    given: set[str] = set()
    for path in CHECKS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in {"Finding", "_of_years"} and node.args:
                given |= _codes(node.args[0])
    page = (ROOT / "docs" / "reference" / "statements.md").read_text("utf-8")
    section = page.partition("## What an audit finds")[2]
    rows = re.findall(r"^\| [\w, ]+ \| (`[^|]+`) \|", section, re.MULTILINE)
    documented = {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}

    assert given == documented


def test_the_vocabulary_is_documented() -> None:
    """Each word, each other word for it, and each identity stand in the reference."""
    from wholeprint.advice.statement.terms import IDENTITIES, TERMS

    page = (ROOT / "docs" / "reference" / "statements.md").read_text("utf-8")

    assert not [term.name for term in TERMS if f"| `{term.name}` |" not in page]
    assert not [also for term in TERMS for also in term.also if f"`{also}`" not in page]
    assert not [text for target, text in IDENTITIES if f"\n{target} = {text}\n" not in page]
