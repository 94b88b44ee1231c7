"""The document of a piece of hardware."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.hardware.declared import Card
from wholeprint.report.form import dumps, schema
from wholeprint.report.hardware import Asked, hardware_document, hardware_list_document


def document(name: str, **more: Any) -> Any:
    found = json.loads(dumps(hardware_document(Asked(name, **more))))
    validator: Any = Draft202012Validator(schema("hardware"))
    validator.validate(found)
    return found


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("h100-sxm5-80gb", 164.0, 575.1),
        ("a100-sxm4-40gb", 127.6, 321.6),
        ("b200-sxm-180gb", 284.25, 1415.0),
    ],
)
def test_the_published_range_is_shown(name: str, low: float, high: float) -> None:
    """Least and greatest figure with nothing else in it: exact, as the sources print them."""
    made = document(name)["making"]["ghg_embodied"]

    assert made["published_range"] == [low, high]
    assert low <= made["total"]["value"] <= high


def test_figures_with_a_host_in_them_are_shown_and_not_drawn() -> None:
    """462.5 kg (Morrison) is an eighth of a node; the page says why it is left out."""
    made = document("h100-sxm5-80gb")["making"]["ghg_embodied"]

    hosted = [each for each in made["figures"] if "host" in each["boundary"]]
    assert [each["value"] for each in hosted] == [462.5]
    assert not any(each["drawn"] for each in hosted)
    assert any("counted by itself" in why for why in made["why"])


def test_what_the_accounts_differ_by_is_named() -> None:
    """Of an H100 it is the memory first, 68 to 431 kg, and then the die."""
    made = document("h100-sxm5-80gb")["making"]["ghg_embodied"]

    assert any(why.startswith("memory") and "68.2" in why and "431" in why for why in made["why"])
    assert made["drivers"][0]["factor_id"] == "embodied.method.h100"
    assert made["ways"][-1] == "bill"


def test_lines_of_the_bill_add_up() -> None:
    """Each line takes one of its models; the central values add up to the bill's (to 1e-9)."""
    made = document("a100-sxm4-40gb")["making"]["ghg_embodied"]

    total = sum(line["total"]["central"] for line in made["lines"])
    assert total == pytest.approx(made["bill"]["central"], rel=1e-9)
    assert all(line["models"] for line in made["lines"])


def test_hours_are_shared_out_over_a_declared_life() -> None:
    """An hour of a life of 5 years, half in use, is a 21,900th of what was made (to 1e-9)."""
    found = document("a100-sxm4-40gb", hours=10.0, lifetime_years=5.0, utilisation_share=0.5)

    made = found["making"]["ghg_embodied"]["total"]["central"]
    each = found["life"]["per_hour"]["ghg_embodied"]
    assert each["central"] == pytest.approx(1000.0 * made / (5 * 8760 * 0.5), rel=1e-9)
    ten = found["life"]["hours"]["ghg_embodied"]
    assert ten["central"] == pytest.approx(each["central"] / 100.0, rel=1e-9)


def test_a_share_of_the_host_is_told_apart() -> None:
    """A module comes with an eighth of its host; a card does not."""
    assert document("a100-sxm4-40gb")["life"]["host_share_per_hour"]["value"] > 0
    assert document("a100-pcie-40gb")["life"]["host_share_per_hour"] is None


@pytest.mark.parametrize("name", ["rack", "router"])
def test_what_nobody_states_has_no_number(name: str) -> None:
    """No category has a total, and the reason is told."""
    found = document(name)

    assert found["making"] == {}
    assert "No data" in found["remarks"][0]


@pytest.mark.parametrize(
    "name", ["server", "server.accelerated", "laptop", "workstation", "PowerEdge R740", "tpu-v4i"]
)
def test_every_kind_of_thing_has_a_document(name: str) -> None:
    """Machines, kinds and cards without a bill keep to the schema; carbon has a number."""
    assert document(name)["making"]["ghg_embodied"]["total"]["value"] > 0


def test_more_hours_than_one_serves_are_several() -> None:
    """In use all of 4 years is 35,064 h: 70,128 h wear out two, and that is said."""
    long = Asked("a100-sxm4-40gb", 70_128.0, lifetime_years=4.0, utilisation_share=1.0)
    short = Asked("a100-sxm4-40gb", 35_000.0, lifetime_years=4.0, utilisation_share=1.0)

    assert any("wear out 2.0 of them" in each for each in hardware_document(long)["remarks"])
    assert not any("wear out" in each for each in hardware_document(short)["remarks"])


@pytest.mark.parametrize(("die_mm2", "said"), [(6000.0, True), (0.01, True), (600.0, False)])
def test_a_die_of_no_known_size_is_remarked(die_mm2: float, said: bool) -> None:  # noqa: FBT001 - a case
    """A die that no accelerator has is taken as declared, and the page says so."""
    remarks = hardware_document(Asked("", card=Card(die_mm2, 7.0)))["remarks"]

    assert any("so large or so small" in each for each in remarks) is said


def test_an_unknown_name_offers_near_ones() -> None:
    """Nothing near is taken for it."""
    with pytest.raises(UnknownHardwareError, match="h100-sxm5-80gb"):
        document("h1000")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": 0.0},
        {"hours": 1e9},
        {"lifetime_years": -1.0},
        {"utilisation_share": 1.5},
        {"utilisation_share": 1e-320},
        {"lifetime_years": 1e-300},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    """Hours, lives and shares have their ends."""
    with pytest.raises(ValueRefusedError, match="out of range"):
        Asked("h100-sxm5-80gb", **wrong)


def test_names_are_listed_by_part_of_them() -> None:
    """Cards, kinds, machines and processors are in one list that keeps to its schema."""
    found = json.loads(dumps(hardware_list_document("r740")))
    validator: Any = Draft202012Validator(schema("hardware-list"))
    validator.validate(found)

    keys = [each["key"] for each in found["hardware"]]
    assert keys == ["dell-poweredge-r740", "dell-poweredge-r740xd"]
    kinds = {each["part"] for each in hardware_list_document("accelerator")["hardware"]}
    assert "accelerator" in kinds
    everything = hardware_list_document()["hardware"]
    assert len(everything) == len({(each["key"], each["part"]) for each in everything}) > 1900
