"""Puts a result on standard output: as a document, or as a page."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from wholeprint.errors import WholeprintError
from wholeprint.report.form import dumps, error_document, stamped

if TYPE_CHECKING:
    from wholeprint.report.text.page import Page

Document = TypeVar("Document")


def emit(
    document: Mapping[str, object],
    lay_out: "Callable[[Page, Document], None]",
    *,
    as_json: bool,
) -> None:
    """Print a result as a document or as a page; both say the same numbers.

    Args:
        document: The document.
        lay_out: Puts the document on a page.
        as_json: Whether the document itself is wanted.
    """
    if as_json:
        print(dumps(document))
        return
    from wholeprint.report.text.page import page_for, write  # noqa: PLC0415 - loads Rich

    page = page_for(sys.stdout)
    lay_out(page, cast("Document", document))
    write(page, sys.stdout)


def print_error(error: WholeprintError) -> None:
    """Print an error as a document.

    Args:
        error: The error.
    """
    print(dumps(stamped("error", {"error": error_document(error)})))
