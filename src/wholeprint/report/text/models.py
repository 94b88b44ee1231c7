"""The models that come with wholeprint, on a page."""

from wholeprint.report.models import ModelsDocument
from wholeprint.report.text.page import NUMBER, Cell, Column, Page


def models_page(page: Page, document: ModelsDocument) -> None:
    """Lay out the models of the library.

    Args:
        page: The page.
        document: The models.
    """
    page.title("Models", "each is a file: its equations, sources and tests can be read")
    page.table(
        (
            Column("name"),
            Column("what it is", wraps=True),
            *(_count(w) for w in ("stocks", "flows")),
        ),
        [
            (
                Cell(each["name"], "bold"),
                _about(each["title"], each["scenarios"]),
                str(each["stocks"]),
                str(each["flows"]),
            )
            for each in document["models"]
        ],
        indent=0,
    )
    page.blank()
    page.line("wholeprint simulate NAME runs one; --scenario, --set NAME=NUMBER change it.", "dim")


def _count(title: str) -> Column:
    return Column(title, right=NUMBER.right)


def _about(title: str, scenarios: list[str]) -> str:
    return f"{title} (scenarios: {', '.join(scenarios)})" if scenarios else title
