"""A named assumption."""

import pytest

from wholeprint.errors import UnknownFactorError
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor, FactorBook, FactorSource, declared
from wholeprint.quantities.source import Known, Source


def test_its_document_has_the_sources_in_full() -> None:
    """Who says so can be read from the document alone."""
    source = Source("key2024", "A title", 2024, "https://example.org")
    document = Factor("pue.x", "1", Uniform(1.0, 2.0), (source,), note="careful").as_json()
    assert document["id"] == "pue.x"
    assert document["central"] == 1.5
    assert document["sources"] == [
        {
            "key": "key2024",
            "title": "A title",
            "year": 2024,
            "url": "https://example.org",
            "licence": "",
            "read": "primary",
        }
    ]


def test_a_declared_one_is_not_doubted() -> None:
    """What a user declares is fixed and known as declared."""
    factor = declared("pue.mine", 1.1, "1")
    assert factor.central == 1.1
    assert factor.known is Known.DECLARED


def test_a_book_finds_by_name_and_never_guesses() -> None:
    """A name that is not in the book is refused, however near."""
    book: FactorSource = FactorBook([declared("pue.mine", 1.1, "1")])
    assert book.factor("pue.mine").central == 1.1
    with pytest.raises(UnknownFactorError, match=r"pue\.min"):
        book.factor("pue.min")
