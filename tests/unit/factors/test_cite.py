"""References are written once each, as text and as BibTeX."""

from wholeprint.factors.cite import bibtex, distinct, text
from wholeprint.quantities.source import Read, Source

EMBER = Source("ember", "Yearly Data", 2025, "https://example.org/a_b", "CC BY 4.0", Read.PRIMARY)
AGAIN = Source("ember", "Yearly Data", 2025, "https://example.org/a_b", "CC BY 4.0", Read.COMPUTED)
UNDATED = Source("memo", "Profit & Loss 5 %", None, "", "", Read.SECOND_HAND)


def test_a_source_is_cited_once() -> None:
    """Two readings of one source give one reference, and the surer reading stays."""
    assert distinct([AGAIN, UNDATED, EMBER]) == (EMBER, UNDATED)


def test_text_names_year_place_and_terms() -> None:
    """A line holds key, title, year, address and licence, and says so where it was second-hand."""
    assert text([UNDATED, EMBER]).splitlines() == [
        "[ember] Yearly Data (2025). https://example.org/a_b Licence: CC BY 4.0.",
        "[memo] Profit & Loss 5 % (undated). (read second-hand)",
    ]


def test_bibtex_escapes_what_latex_would_read() -> None:
    """An ampersand and a percent sign in a title reach the page."""
    assert bibtex([UNDATED]).splitlines() == [
        "@misc{memo,",
        r"  title = {{Profit \& Loss 5 \%}},",
        "  note = {(read second-hand)}",
        "}",
    ]
    assert r"howpublished = {\url{https://example.org/a_b}}" in bibtex([EMBER])


def test_nothing_is_cited_for_nothing() -> None:
    """No source gives no text."""
    assert (text([]), bibtex([])) == ("", "")
