"""Accelerators that a cloud attaches to machines of any size, by its own names for them."""

from dataclasses import replace

from wholeprint.factors.sets import Factors
from wholeprint.hardware.instances import Instance


def attach(instance: Instance, name: str, count: float, factors: Factors) -> Instance:
    """Return a machine with accelerators attached.

    Args:
        instance: The machine.
        name: The cloud's own name for the accelerators.
        count: How many.
        factors: Where the tables stand.

    Returns:
        The machine with them. A size that has accelerators already keeps its own: a plan names
        them again. A name that is in no table stays a name, and its power that of its class.
    """
    if instance.accelerators_count:
        return instance
    rows = factors.table("cloud_boards").where("name", name)
    row = next((each for each in rows if each.text("cloud") == instance.cloud), None)
    return replace(
        instance,
        accelerator="" if row is None else row.text("accelerator"),
        accelerator_name=name if row is None else row.text("accelerator_name"),
        accelerators_count=count,
    )
