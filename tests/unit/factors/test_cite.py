"""References are written once each, as text and as BibTeX."""

from wholeprint.factors.cite import bibtex, distinct, escaped, latex, text
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
    assert (text([]), bibtex([]), latex([])) == ("", "", "")


def test_a_latex_bibliography_needs_no_other_file() -> None:
    """One item for each source, within its environment, with title, year and address."""
    assert latex([UNDATED, EMBER]).splitlines() == [
        r"\begin{thebibliography}{2}",
        r"\bibitem{ember} Yearly Data (2025). \url{https://example.org/a_b}.",
        r"\bibitem{memo} Profit \& Loss 5 \% (undated). (read second-hand)",
        r"\end{thebibliography}",
    ]


def test_every_special_character_is_shown() -> None:
    """What TeX would take for a command is written as what it looks like, and stays on one line."""
    assert escaped("a\\b{c}~^<>|\n\x1b") == (
        r"a\textbackslash{}b\{c\}\textasciitilde{}\textasciicircum{}"
        r"\textless{}\textgreater{}\textbar{}"
    )
