"""Machines of clouds in Python."""

import json
from pathlib import Path

import pytest

import wholeprint
from wholeprint.errors import ImportRefusedError, UnknownHardwareError
from wholeprint.tracking.importers.terraform_worked import plan, resource


def test_a_plan_and_its_machines_by_name_agree(tmp_path: Path) -> None:
    """The same machine for the same hours in the same place, asked in two ways."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan(resource("aws_instance.a", instance_type="m5.large"))))
    where = {"aws": "eu-west-1"}

    planned = wholeprint.estimate_plan(path, load_share=0.5, regions=where, draws=16)
    named = wholeprint.estimate_instances(
        "m5.large", 730.0, load_share=0.5, regions=where, draws=16
    )

    assert planned.total == named.total
    assert planned.hours == 730.0


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A file that is none, a name that no cloud has."""
    with pytest.raises(ImportRefusedError):
        wholeprint.estimate_plan(tmp_path / "none.json")
    with pytest.raises(UnknownHardwareError):
        wholeprint.estimate_instances("m5.larg", 1.0)
