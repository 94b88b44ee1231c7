"""Machines of clouds on a page."""

from typing import Any

import pytest

from wholeprint.report.cloud import cloud_document
from wholeprint.report.text.cloud import cloud_page
from wholeprint.report.text.page import Page
from wholeprint.tracking.importers.estate import Disk, Estate, Resource
from wholeprint.tracking.plan_cost import cost


def _page(estate: Estate, width: int = 100, **asked: object) -> str:
    document: Any = cloud_document(
        cost(estate, 730.0, draws=8), {"of": "terraform", "name": "plan.json", **asked}, None
    )
    page = Page(width)
    cloud_page(page, document)
    return page.text()


def test_a_plan_of_nothing() -> None:
    """It says that nothing in it has numbers."""
    assert "Nothing in it has numbers." in _page(Estate((), {"aws_vpc": 3}))


def test_only_the_heaviest_are_told_one_by_one() -> None:
    """Thirty machines: twenty lines, and how many there are."""
    machines = tuple(
        Resource(f"aws_instance.a[{place}]", "aws_instance", "aws", "eu-west-1", "m5.large", place)
        for place in range(30)
    )
    text = _page(Estate(machines))

    assert "the heaviest 20 of 30" in text
    assert "aws_instance.a[29]" in text
    assert "aws_instance.a[3] " not in text


def test_disks_remarks_and_unknown_machines() -> None:
    """A disk is told by its size, a remark under the table, what is unknown with near names."""
    text = _page(
        Estate(
            (
                Resource("d", "aws_ebs_volume", "aws", "eu-west-1", disks=(Disk("ssd", 100.0),)),
                Resource(
                    "m", "aws_instance", "aws", "eu-west-1", "m5.large", remarks=("a remark",)
                ),
                Resource("x", "aws_instance", "aws", "eu-west-1", "m5.larg"),
                Resource("y", "aws_instance", "aws", unknown="nobody says"),
            )
        )
    )

    for words in ("100 GB", "m: a remark", "near it: aws:m5.large", "nobody says", "No data"):
        assert words in text


@pytest.mark.parametrize("width", [80, 100, 120])
def test_how_many_machines_is_never_cut(width: int) -> None:
    """On the narrowest page too: the count, the size and the end of the address are whole."""
    group = Resource(
        "module.cluster.aws_autoscaling_group.workers_of_the_front",
        "aws_autoscaling_group",
        "aws",
        "eu-west-1",
        "c5.2xlarge",
        6.0,
    )
    text = _page(Estate((group,)), width)

    assert "6 \u00d7 c5.2xlarge" in text
    assert "the_front" in text
    assert max(map(len, text.splitlines())) <= width


def test_a_strict_page_says_why_it_failed() -> None:
    """Which part of how many has no data; without anything unknown nothing is said."""
    known = Resource("a", "aws_instance", "aws", "eu-west-1", "m5.large")
    unknown = Resource("x", "aws_instance", "aws", "eu-west-1", "m5.larg")

    assert "Failed: 1 of 2 resources without data" in _page(Estate((known, unknown)), strict=True)
    assert "Failed" not in _page(Estate((known,)), strict=True)
    assert "Failed" not in _page(Estate((known, unknown)), strict=False)


def test_usage_is_told_by_its_months_and_hours() -> None:
    """A bill has hours of machines in its own months, and no count over a month of 730 h."""
    used = Resource("a", "BoxUsage", "aws", "eu-west-1", "m5.large", 744.0 / 730.0)
    text = _page(Estate((used,), form="usage"), of="usage", months=["2026-01"])

    assert "usage of 2026-01" in text
    assert "744 h of m5.large" in text
    assert "730" not in text
    assert "1 resource \u00b7" in text
