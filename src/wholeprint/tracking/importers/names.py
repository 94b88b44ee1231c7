"""Machines of clouds as people write them: ``aws:p5.48xlarge:2,gcp:a2-highgpu-8g``."""

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.instances import CLOUDS, Instances
from wholeprint.tracking.importers.estate import Estate, Resource

_EXAMPLE = "Write for instance aws:p5.48xlarge:2"


def estate_of(text: str, factors: Factors, region: str | None = None) -> Estate:
    """Return the machines that a text names.

    Args:
        text: Names parted by commas, each with a count behind a colon if there are several.
        factors: Where the tables stand.
        region: Where they stand, ``aws:us-east-1`` or without the cloud; None where nobody says.

    Returns:
        The machines, in the order of the text.

    Raises:
        UnknownHardwareError: If there is no machine of a name; near names are offered.
        ValueRefusedError: If nothing is named, or a count is no positive number.
    """
    instances = Instances(factors)
    found: list[Resource] = []
    for item in (part.strip() for part in text.split(",")):
        if not item:
            continue
        name, count = _counted(item)
        machine = instances.get(name)
        found.append(
            Resource(
                machine.full_name,
                "instance",
                machine.cloud,
                region,
                machine.name,
                float(count),
            )
        )
    if not found:
        raise ValueRefusedError("no machine is named", seen=text, fix=_EXAMPLE)
    return Estate(tuple(found), form="names")


def _counted(item: str) -> tuple[str, int]:
    name, mark, last = item.rpartition(":")
    if not mark or name.casefold() in CLOUDS:
        return item, 1
    owner = item.partition(":")[0]
    if owner.isalpha() and owner.casefold() not in CLOUDS:
        raise ValueRefusedError(
            f"machines of {owner} are in no table",
            seen=item,
            fix=f"Clouds are {', '.join(CLOUDS)}: write aws:p5.48xlarge:2",
        )
    if not last.isdecimal() or not 0 < int(last[:12]) <= 1_000_000:  # noqa: PLR2004 - a million machines
        raise ValueRefusedError(
            "the count of a machine is not a number above 0", seen=item, fix=_EXAMPLE
        )
    return name, int(last)
