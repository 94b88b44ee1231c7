"""The documentation says what the code says: errors, notes, verbs, version."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import wholeprint
from wholeprint import errors
from wholeprint.settings import setting_names

NOTE_CODE = re.compile(r"^[a-z]+(-[a-z]+)*$")


def _anchors(page: Path) -> list[str]:
    """The third-level headings of a page, each a code: every renderer makes one anchor of them."""
    return re.findall(r"^### (\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def _error_codes() -> set[str]:
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type))
    return {kind.code for kind in kinds if issubclass(kind, errors.WholeprintError)}


def test_every_error_code_leads_to_a_paragraph(reference: Path) -> None:
    """The link an error prints leads somewhere, and no paragraph outlives its error."""
    assert sorted(_anchors(reference / "errors.md")) == sorted(_error_codes())


def test_error_codes_are_drawn_in_the_tree() -> None:
    """Each class of error stands in the tree on top of ``errors.py``."""
    tree = errors.__doc__ or ""
    kinds = [name for name in vars(errors) if name.endswith("Error")]

    assert not [name for name in kinds if name not in tree]


def _nodes(source: Path) -> Iterator[ast.AST]:
    for path in sorted(source.rglob("*.py")):
        if path.name != "errors.py":
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _given_codes(node: ast.AST) -> list[ast.expr]:
    """What a call gives, or a function takes by default, as the code of a note."""
    if isinstance(node, ast.FunctionDef):
        names = [*node.args.posonlyargs, *node.args.args]
        pairs = [*zip(reversed(names), reversed(node.args.defaults), strict=False)]
        pairs += [
            (n, d) for n, d in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if d
        ]
        return [default for name, default in pairs if name.arg == "code"]
    if not isinstance(node, ast.Call):
        return []
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    first = node.args[:1] if name.lower().strip("_").endswith(("note", "say", "warned")) else []
    if name == "Fault":
        first = node.args[1:2]
    return [*first, *(keyword.value for keyword in node.keywords if keyword.arg == "code")]


def _note_codes(source: Path) -> set[str]:
    """Every code given to a ``Note``, or to a function that writes one."""
    return {
        given.value
        for node in _nodes(source)
        for given in _given_codes(node)
        if isinstance(given, ast.Constant)
        and isinstance(given.value, str)
        and NOTE_CODE.match(given.value)
    }


def test_every_note_code_is_documented(source: Path, reference: Path) -> None:
    """Each code that a result may carry as a note has a paragraph that says what it means."""
    codes = _note_codes(source)
    assert codes, "no note was found in the source: the test looks in the wrong place"

    assert not sorted(codes - set(_anchors(reference / "notes.md")))


def test_no_note_is_documented_that_nothing_writes(source: Path, reference: Path) -> None:
    """Each documented note's code stands somewhere in the source."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(source.rglob("*.py")))

    assert not [code for code in _anchors(reference / "notes.md") if f'"{code}"' not in text]


def test_the_changelog_names_this_version(repository: Path) -> None:
    """The version that the package says it has is described in the changelog."""
    changelog = (repository / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## [{wholeprint.__version__}]" in changelog


def test_every_setting_is_documented(reference: Path) -> None:
    """Each setting has its row, under the name that its variable of the environment has."""
    text = (reference / "settings.md").read_text(encoding="utf-8")

    assert not [name for name in setting_names() if f"| `{name}` |" not in text]


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


@pytest.mark.parametrize("page", PAGES)
def test_links_from_the_front_pages_lead_somewhere(page: str, repository: Path) -> None:
    """Each relative link of the pages outside ``docs`` (where mkdocs looks) names a file."""
    text = (repository / page).read_text(encoding="utf-8")

    assert not [link for link in LINK.findall(text) if not (repository / link).exists()]


DECISION_PARTS = ("Status", "Context", "Decision", "Consequences", "Green impact")


def test_every_decision_has_its_five_parts(repository: Path) -> None:
    """A decision record says its status, why, what, what follows, and what it costs the planet."""
    records = sorted((repository / "docs" / "decisions").glob("[0-9]*.md"))
    assert records

    for record in records:
        headings = re.findall(r"^## (.+)$", record.read_text(encoding="utf-8"), re.MULTILINE)

        assert tuple(headings) == DECISION_PARTS, record.name


def test_decisions_are_numbered_without_gaps(repository: Path) -> None:
    """Decision records count up from one, each number once."""
    records = sorted((repository / "docs" / "decisions").glob("[0-9]*.md"))

    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))


def test_every_page_is_in_the_navigation(repository: Path) -> None:
    """Each page of the documentation can be reached from its menu."""
    menu = (repository / "mkdocs.yml").read_text(encoding="utf-8")
    docs = repository / "docs"

    pages = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*.md"))]

    assert not [page for page in pages if page not in menu]
