"""Components of a bill, reckoned: from an amount of a component to the products of its models."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.quantities.distribution import Fixed, Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.making import Die, Line, Model, Product, choice
from wholeprint.quantities.source import Known
from wholeprint.quantities.wafer import YIELD_NAMES, refuse_unless_die, wafer_cm2

NODES_NM = (28, 20, 14, 10, 8, 7, 5, 3)
"""Processes whose fabs somebody has data on (Gupta et al. 2022) [nm]."""

_MM2_OF_MEMORY_PER_GB = 15.5
"""Area of memory dies, by ADEME's parametric model of graphics cards [mm2/GB]."""
_MOST_GB, _MOST_KG, _MOST_CM2 = 1e6, 1e4, 1e5

_LIMITS = {"GB": _MOST_GB, "kg": _MOST_KG, "cm2": _MOST_CM2}


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of a component something has.

    Attributes:
        line: What the bill calls it: "logic die", "memory".
        component: What it is: "gpu_die", "hbm", "psu".
        count: How many pieces [1].
        size_amount: Size of one piece [unit].
        unit: Unit of the size: mm2 for a die, GB, kg, cm2; empty where pieces are counted.
        node_nm: Process of a die [nm].
        dies: Memory dies that the gigabytes of one piece are spread over.
        distance_km: How far it is carried [km].
        note: What a reader should know.
        source: Key of the source of the amount, empty for what was declared.
    """

    line: str
    component: str
    count: float = 1.0
    size_amount: float | None = None
    unit: str = ""
    node_nm: float | None = None
    dies: int | None = None
    distance_km: float | None = None
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.count) and self.count >= 0.0):
            raise _refused(self, "a count is 0 or more", self.count)
        if self.size_amount is not None:
            _refuse_size(self, self.size_amount)
        if self.distance_km is not None and not 0.0 <= self.distance_km <= 50_000.0:  # noqa: PLR2004 - more than around the Earth
            raise _refused(self, "nothing is carried that far", self.distance_km)

    def said(self) -> str:
        """Return the amount in words: "814 mm2", "2 x 8 GB"."""
        size = "" if self.size_amount is None else f"{self.size_amount:g} {self.unit}"
        far = "" if self.distance_km is None else f" x {self.distance_km:g} km"
        node = "" if self.node_nm is None else f", {self.node_nm:g} nm"
        count = "" if self.count == 1.0 and size else f"{self.count:g}"
        return f"{count}{' x ' if count and size else ''}{size}{far}{node}"


def line(amount: Amount, quantity: str, factors: Factors) -> Line | None:
    """Return a component of a bill with every model there is of it.

    Args:
        amount: How much of it.
        quantity: What is asked: "embodied", "adpe", "primary_energy", "embodied_water".
        factors: Where the tables stand.

    Returns:
        The line; None where no model of the component says anything of the quantity.

    Raises:
        ValueRefusedError: If there is no such component, or nobody has data on the process of
            a die.
    """
    rows = factors.table("components").where("component", amount.component)
    if not rows:
        raise ValueRefusedError(
            "no such component",
            seen=amount.component,
            fix=f"The components are {', '.join(component_names(factors))}",
        )
    models: dict[str, list[Product]] = {}
    notes = [amount.note] if amount.note else []
    for row in rows:
        if row.text("quantity") == quantity:
            models.setdefault(row.text("model"), []).append(_product(row, amount, factors))
    if not models:
        return None
    if amount.component == "gpu_die":
        notes += _nodes_said(amount)
    found = tuple(Model(name, tuple(products)) for name, products in models.items())
    several = len(found) > 1
    names = tuple(models)
    which = choice(f"{quantity}.model.{amount.component}", names) if several else None
    return Line(amount.line, found, which, amount.said(), "; ".join(notes))


def component_names(factors: Factors) -> tuple[str, ...]:
    """Return every component that has a model.

    Args:
        factors: Where the tables stand.
    """
    return tuple(dict.fromkeys(factors.table("components").raw("component")))


def nodes_used(node_nm: float) -> tuple[int, ...]:
    """Return the processes whose data stand for one.

    Args:
        node_nm: The process [nm].

    Returns:
        Itself where somebody has data on it, else the two beside it.

    Raises:
        ValueRefusedError: If it lies outside of all that anybody has data on.
    """
    if node_nm in NODES_NM:
        return (int(node_nm),)
    coarser = [node for node in NODES_NM if node > node_nm]
    finer = [node for node in NODES_NM if node < node_nm]
    if not coarser or not finer:
        raise ValueRefusedError(
            "nobody has data on fabs of that process",
            seen=f"{node_nm:g} nm",
            fix=f"There are data from {NODES_NM[-1]} to {NODES_NM[0]} nm",
        )
    return min(coarser), max(finer)


def _nodes_said(amount: Amount) -> Iterator[str]:
    used = nodes_used(amount.node_nm or 0.0)
    if len(used) > 1:
        yield f"between the data of {used[0]} and {used[1]} nm"


def _product(row: Row, amount: Amount, factors: Factors) -> Product:
    number, unit, die = _counted(row.text("per"), amount, factors)
    return Product(
        number,
        unit,
        tuple(_factor(name, amount, factors) for name in row.text("factors").split("|")),
        tuple(_factor(name, amount, factors) for name in row.text("over").split("|") if name),
        die,
    )


def _counted(per: str, amount: Amount, factors: Factors) -> tuple[float, str, Die | None]:
    count = amount.count
    if per in {"piece", "share"}:
        return count, "1", None
    size = amount.size_amount
    if size is None:
        raise _refused(amount, "a size is needed", "none")
    match per:
        case "good_area":
            return count * size / 100.0, "cm2", _die(size / 100.0, factors)
        case "wafer":
            return count * wafer_cm2(size), "cm2", None
        case "vram":
            dies = amount.dies or 1
            each = size * _MM2_OF_MEMORY_PER_GB / dies if size else 0.0
            return count * dies * (wafer_cm2(each) if each else 0.0), "cm2", None
        case "kg_km":
            return count * size * (amount.distance_km or 0.0), "kg·km", None
        case _:
            return count * size, {"gb": "GB"}.get(per, per), None


def _die(area_cm2: float, factors: Factors) -> Die:
    formula = choice("embodied.fab.yield", YIELD_NAMES)
    return Die(area_cm2, factors.factor("embodied.fab.defects"), formula)


def _factor(name: str, amount: Amount, factors: Factors) -> Factor:
    if "{node}" not in name:
        return factors.factor(name)
    used = nodes_used(amount.node_nm or 0.0)
    found = [factors.factor(name.format(node=f"{node}nm")) for node in used]
    if len(found) == 1:
        return found[0]
    low, high = sorted(factor.central for factor in found)
    return Factor(
        name.format(node=f"{amount.node_nm:g}nm"),
        found[0].unit,
        Uniform(low, high) if low < high else Fixed(low),
        found[0].sources,
        Known.MODELLED,
        found[0].valid_for,
        f"anything between the data of {used[0]} and {used[1]} nm",
    )


def _refuse_size(amount: Amount, size: float) -> None:
    if amount.unit == "mm2":
        refuse_unless_die(size)
    elif not 0.0 <= size <= _LIMITS.get(amount.unit, math.inf):
        raise _refused(amount, "that size is none", f"{size:g} {amount.unit}")


def _refused(amount: Amount, what: str, seen: object) -> ValueRefusedError:
    return ValueRefusedError(
        f"{amount.line}: {what}", seen=seen, fix="Give a size from 0 to what one piece can have"
    )
