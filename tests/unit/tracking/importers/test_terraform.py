"""A plan as a whole: what is counted, what is not, and nothing twice."""

import json
from pathlib import Path

import pytest

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.terraform import MAKERS, PARTS, estate_of, read
from wholeprint.tracking.importers.terraform_worked import plan, resource


def test_what_is_not_counted_is_listed_by_type() -> None:
    """Never silently nought: types with their numbers; parts of other resources are not listed."""
    found = estate_of(
        plan(
            resource("aws_vpc.a"),
            resource("aws_subnet.a[0]"),
            resource("aws_subnet.a[1]"),
            resource("aws_launch_template.t", instance_type="m5.large"),
        ),
        "plan.json",
    )

    assert found.resources == ()
    assert found.others == {"aws_subnet": 2, "aws_vpc": 1}


def test_what_will_be_deleted_is_not_in_the_plan() -> None:
    """Planned values are what will exist; a change that deletes adds nothing to them."""
    found = estate_of(
        plan(
            resource("aws_instance.kept", instance_type="m5.large"),
            changes=[
                {"address": "aws_instance.kept", "change": {"actions": ["no-op"]}},
                {
                    "address": "aws_instance.gone",
                    "change": {"actions": ["delete"], "before": {"instance_type": "p5.48xlarge"}},
                },
            ],
        ),
        "plan.json",
    )

    assert [each.address for each in found.resources] == ["aws_instance.kept"]


def test_a_state_is_read_like_a_plan(tmp_path: Path) -> None:
    """``terraform show -json`` without a plan prints the state, under another key."""
    document = {
        "format_version": "1.0",
        "values": {
            "root_module": {"resources": [resource("aws_instance.a", instance_type="m5.large")]}
        },
    }
    path = tmp_path / "state.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    found = read(path)
    assert (found.form, len(found.resources)) == ("state", 1)


def test_a_value_that_is_known_later_is_said() -> None:
    """A size that only apply decides makes the resource unknown, with that reason."""
    changes = [{"address": "aws_instance.a", "change": {"after_unknown": {"instance_type": True}}}]
    (found,) = estate_of(plan(resource("aws_instance.a"), changes=changes), "p").resources

    assert found.unknown == "instance_type is known only after the plan is applied"


def test_several_clouds_in_one_plan() -> None:
    """Each resource has its own cloud and place."""
    found = estate_of(
        plan(
            resource("aws_instance.a", instance_type="m5.large", availability_zone="us-east-1b"),
            resource("google_compute_instance.b", machine_type="e2-small", zone="europe-west9-a"),
            resource(
                "azurerm_linux_virtual_machine.c", size="Standard_B2s", location="West Europe"
            ),
        ),
        "plan.json",
    )

    assert [(each.cloud, each.region) for each in found.resources] == [
        ("aws", "us-east-1"),
        ("gcp", "europe-west9"),
        ("azure", "westeurope"),
    ]


def test_types_are_counted_or_parts_and_never_both() -> None:
    """A template that were counted itself would count its machines twice."""
    assert not set(MAKERS) & PARTS


@pytest.mark.parametrize("document", [[], 3, None, "plan", {"planned_values": []}, {"values": 3}])
def test_what_is_no_plan_is_refused(document: object) -> None:
    """Anything else that JSON can be."""
    with pytest.raises(ImportRefusedError):
        estate_of(document, "file")


def test_a_plan_in_its_own_form_says_what_to_type(tmp_path: Path) -> None:
    """What `terraform plan -out` writes is an archive: the command that turns it into JSON."""
    path = tmp_path / "plan.bin"
    path.write_bytes(b"PK\x03\x04\x14\x00\xfb\xff")

    with pytest.raises(ImportRefusedError, match="own form") as refused:
        read(path)
    assert "terraform show -json plan.bin" in str(refused.value)
