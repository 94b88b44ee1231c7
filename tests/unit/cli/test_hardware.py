"""``wholeprint hardware``."""

from typing import Any

import pytest


def test_page_and_document_say_the_same(call: Any) -> None:
    """The document keeps to its schema, and the page names the device."""
    document = call("hardware", "h100-sxm5-80gb", "--hours", "1000", "--json").document("hardware")

    assert document["key"] == "h100-sxm5-80gb"
    assert document["asked"]["hours"] == 1000.0
    assert call("hardware", "h100-sxm5-80gb").out.startswith(document["name"])


def test_names_are_listed(call: Any) -> None:
    """``--list`` needs no name, and narrows by one."""
    everything = call("hardware", "--list", "--json").document("hardware-list")
    some = call("hardware", "r740", "--list", "--json").document("hardware-list")

    assert len(everything["hardware"]) > len(some["hardware"]) == 2


def test_a_family_shows_its_boards(call: Any) -> None:
    """A name of several boards lists them with their figures; hours of "several" are refused."""
    boards = call("hardware", "H100", "--json").document("hardware-list")["hardware"]
    page = call("hardware", "h100").out

    assert [each["key"] for each in boards] == [
        *("h100-nvl-94gb", "h100-pcie-80gb", "h100-sxm5-80gb")
    ]
    assert [each["power"]["central"] for each in boards] == [400.0, 350.0, 700.0]
    assert all(each["ghg_embodied"]["value"] > 0.0 for each in boards)
    assert all(each["key"] in page for each in boards)
    refused = call("hardware", "h100", "--hours", "10")
    assert refused.status == 2
    assert "wholeprint hardware --list" in refused.err


@pytest.mark.parametrize(
    "words", [(), ("abacus",), ("h100-sxm5-80gb", "--hours", "-1"), ("h100", "--lifetime", "x")]
)
def test_wrong_use_is_refused(call: Any, words: tuple[str, ...]) -> None:
    """No name, an unknown one, and numbers that cannot be: status 2 and a way on."""
    answer = call("hardware", *words)

    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith("wholeprint")


def test_a_card_can_be_declared(call: Any) -> None:
    """Die, process and memory are enough for a bill."""
    document = call("hardware", "--die", "600", "--node", "7", "--hbm", "48", "--json").document(
        "hardware"
    )

    assert document["key"] == "declared"
    assert document["making"]["ghg_embodied"]["lines"][0]["amount"] == "600 mm2, 7 nm"


@pytest.mark.parametrize(
    "words",
    [
        ("--die", "600"),
        ("--node", "7"),
        ("--die", "-600", "--node", "7"),
        ("--die", "600", "--node", "1"),
        ("--die", "600", "--node", "7", "--gddr", "-4"),
        ("h100-sxm5-80gb", "--die", "600", "--node", "7"),
    ],
)
def test_what_no_card_can_be_is_refused(call: Any, words: tuple[str, ...]) -> None:
    """Half a card, absurd sizes, and a card beside a name."""
    answer = call("hardware", *words)

    assert answer.status == 2
    assert answer.out == ""
