"""Machines of clouds on a page."""

from typing import Any

from wholeprint.report.cloud import cloud_document
from wholeprint.report.text.cloud import cloud_page
from wholeprint.report.text.page import Page
from wholeprint.tracking.importers.estate import Disk, Estate, Resource
from wholeprint.tracking.plan_cost import cost


def _page(estate: Estate) -> str:
    document: Any = cloud_document(
        cost(estate, 730.0, draws=8), {"of": "terraform", "name": "plan.json"}, None
    )
    page = Page(100)
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
