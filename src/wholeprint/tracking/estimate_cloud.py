"""``wholeprint.estimate_plan`` and ``estimate_instances``: what machines of clouds would cost."""

from collections.abc import Mapping
from pathlib import Path
from typing import Unpack

from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.importers import names, terraform
from wholeprint.tracking.plan_cost import cost
from wholeprint.tracking.plan_result import Costed

HOURS_OF_A_MONTH = 730.0
"""A twelfth of a year of 365 days [h]."""


def estimate_plan(
    path: str | Path,
    hours: float = HOURS_OF_A_MONTH,
    *,
    load_share: float | None = None,
    regions: Mapping[str, str] | None = None,
    **arguments: Unpack[AssessArguments],
) -> Costed:
    """Work out what a Terraform plan or state would cost.

    Args:
        path: What ``terraform show -json`` printed.
        hours: How long its machines and disks are held [h]: a month unless told otherwise.
        load_share: How hard the machines work [1]; None where nobody says, and then anything from
            none to all is assumed for all of them together.
        regions: Where the resources of a cloud stand that do not say so: ``{"aws": "eu-west-1"}``.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        Each resource with its figures, the sums by kind and by place, and the footprint of all.

    Raises:
        ImportRefusedError: If the file cannot be read.
        ValueRefusedError: If the hours or the load are out of range.
    """
    estate = terraform.read(Path(path))
    return cost(estate, hours, declared_share=load_share, regions=regions, **arguments)


def estimate_instances(
    instances: str,
    hours: float,
    *,
    load_share: float | None = None,
    regions: Mapping[str, str] | None = None,
    **arguments: Unpack[AssessArguments],
) -> Costed:
    """Work out what machines of clouds would cost if they were held for some hours.

    Args:
        instances: Names with counts, parted by commas: ``p5.48xlarge:2,gcp:a2-highgpu-8g``.
        hours: How long they are held [h].
        load_share: How hard they work [1]; None where nobody says.
        regions: Where the machines of a cloud stand: ``{"aws": "eu-west-1"}``.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        Each machine with its figures, and the footprint of all.

    Raises:
        UnknownHardwareError: If there is no machine of a name; near names are offered.
        ValueRefusedError: If the hours or the load are out of range.
    """
    estate = names.estate_of(instances, default_factors())
    return cost(estate, hours, declared_share=load_share, regions=regions, **arguments)
