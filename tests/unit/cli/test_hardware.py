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
