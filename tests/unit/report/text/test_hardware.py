"""Hardware on a page."""

import pytest

from wholeprint.hardware.declared import Card
from wholeprint.report.hardware import Asked, hardware_document, hardware_list_document
from wholeprint.report.text.hardware import hardware_list_page, hardware_page
from wholeprint.report.text.page import Page


def shown(name: str, width: int = 100, hours: float | None = None) -> str:
    page = Page(width)
    hardware_page(page, hardware_document(Asked(name, hours)))
    text = page.text().replace("\u00a0", " ")
    assert max(map(len, text.splitlines())) <= width
    return text


def test_every_figure_stands_beside_the_others() -> None:
    """The page names each source, the range, the bill by line and what an hour takes."""
    text = shown("h100-sxm5-80gb", hours=1000)

    for said in (
        "published with nothing else in it: 164 to 575 kgCO2e",
        "published with nothing else in it: 5.80 to 8.95 gSb",
        "it serves 4.0 years",
        "The figure of nvidia-hgx-h100-pcf is a share",
        "nvidia-hgx-h100-pcf",
        "bill of materials:",
        "logic die",
        "an eighth of its host",
        "1000 hours of its use",
    ):
        assert said in text


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_fits(width: int) -> None:
    """No line is longer than the page, however wide."""
    shown("a100-sxm4-40gb", width)


def test_what_stands_in_for_what_is_not_known_is_said() -> None:
    """A processor's die has no table, and a process between two with data is between them."""
    page = Page(100)
    hardware_page(page, hardware_document(Asked("", card=Card(600.0, 6.0, 24.0, "gddr"))))

    assert "the area of its dies is not in the tables" in " ".join(shown("epyc-7742").split())
    assert "between the data of 7 and 5 nm" in " ".join(page.text().split())


def test_no_data_says_why() -> None:
    """A rack has no number and its reason."""
    assert "no source that may be read" in shown("rack")


def test_a_long_list_is_cut_and_says_so() -> None:
    """Two thousand names do not fit on a page; the rest is a call away."""
    page = Page(100)
    hardware_list_page(page, hardware_list_document())

    assert "more: wholeprint hardware --list" in page.text()
