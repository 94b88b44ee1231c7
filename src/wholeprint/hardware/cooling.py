"""A way of cooling that a user names: what PUE and water it has in a climate."""

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.place import Room
from wholeprint.quantities.note import Note

ANY_CLIMATE = "any"
_HEAD = "cooling"
_PARTS = 4


def cooled_room(name: str | None, climate: str | None, factors: Factors) -> Room | None:
    """Return what a way of cooling puts around a machine.

    Args:
        name: The way of cooling, such as "tower"; None where none is named.
        climate: Climate zone, such as "5A"; None for any of those that are known.
        factors: Where the tables stand.

    Returns:
        PUE and water consumed on site, as simulated; None where no cooling is named.

    Raises:
        ValueRefusedError: If nobody knows a cooling or climate of that name, or a climate is given
            without a cooling.
    """
    if name is None:
        if climate is not None:
            raise ValueRefusedError(
                "a climate has no effect without a way of cooling",
                seen=climate,
                fix="Add cooling (--cooling NAME)",
            )
        return None
    known = {tuple(each.split(".")) for each in factors.table("cooling").names}
    names = sorted({each[1] for each in known})
    climates = sorted({each[3] for each in known if len(each) == _PARTS})
    if name not in names:
        raise ValueRefusedError(
            "no such way of cooling is known", seen=name, fix=f"Use one of {', '.join(names)}"
        )
    where = climate or ANY_CLIMATE
    if where not in climates:
        raise ValueRefusedError(
            "no such climate zone is known", seen=where, fix=f"Use one of {', '.join(climates)}"
        )
    pue = factors.factor(f"{_HEAD}.{name}.pue.{where}")
    wue = factors.factor(f"{_HEAD}.{name}.wue.{where}")
    note = Note(
        "cooling-chosen",
        f"Where they are not declared, PUE {pue.central:g} and WUE {wue.central:g} L/kWh are those "
        f"of {wue.valid_for.partition('; ')[2]}, as simulated (Lei et al. 2025)",
    )
    return Room(pue, wue, (note,))
