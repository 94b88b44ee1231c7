"""What making something took, as several accounts tell it: published figures and bills.

`wholeprint.hardware.making` builds these from the tables, `wholeprint.lifecycle.making` works them
out; nothing here looks anything up or draws anything.
"""

from dataclasses import dataclass
from typing import TypeAlias

from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known

WHICH = "which account is right"
"""How the note of every choice between accounts begins."""


@dataclass(frozen=True, slots=True)
class Die:
    """A die of which not every one is good.

    Attributes:
        area_cm2: Its area [cm2].
        defects: Defects on the wafer [1/cm2].
        formula: Which formula of yield a draw takes, one of `wholeprint.quantities.wafer`'s.
    """

    area_cm2: float
    defects: Factor
    formula: Factor


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a model: an amount times coefficients, and over a yield.

    Attributes:
        amount: How much of the component there is [unit].
        unit: Unit of the amount.
        factors: The coefficients that it is multiplied by.
        over: The coefficients that it is divided by.
        die: The die whose yield it is divided by, None where none is.
    """

    amount: float
    unit: str
    factors: tuple[Factor, ...]
    over: tuple[Factor, ...] = ()
    die: Die | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """One way to reckon what a component took: the sum of its products.

    Attributes:
        name: Whose way it is: "act", "uba", "ademe".
        products: What is added.
    """

    name: str
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One component of a bill of materials.

    Attributes:
        name: What it is called on the bill: "logic die", "memory".
        models: The ways to reckon it; where there are several, a draw takes one.
        choice: Which of them a draw takes, the same for every bill; None for a single one.
        amount: How much of it there is, in words.
        note: What a reader should know.
    """

    name: str
    models: tuple[Model, ...]
    choice: Factor | None
    amount: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill of materials: what making a thing took, component by component.

    Attributes:
        lines: Its components.
        doubt: What the whole is multiplied by, for how far bills lie from published figures [1];
            None where figures beside it say so themselves.
    """

    lines: tuple[Line, ...]
    doubt: Factor | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One account of what making a thing took.

    Attributes:
        name: Who tells it: the key of a source, or "bill".
        boundary: What is in it: "card", "board share", "server".
        told: What it tells.
    """

    name: str
    boundary: str
    told: Factor | Bill


@dataclass(frozen=True, slots=True)
class Accounts:
    """Several accounts of one thing, of which each draw takes one.

    Which account is right is an assumption like any other, so that the spread between the accounts
    is the doubt, and a result can name it as what it hangs on.

    Attributes:
        id: Name of what they tell, such as ``embodied.accelerator.h100``.
        unit: Its unit.
        accounts: The accounts, at least one.
        choice: Which of them a draw takes; None for a single one.
    """

    id: str
    unit: str
    accounts: tuple[Account, ...]
    choice: Factor | None


Made: TypeAlias = Factor | Accounts
"""What making one piece of a thing took, told by one factor or by several accounts."""


def choice(factor_id: str, names: tuple[str, ...]) -> Factor:
    """Return the assumption which of several ways a draw takes, all alike.

    Declaring it with a number takes that way in every draw, counted from 0.

    Args:
        factor_id: Its dotted name.
        names: The ways, in their order.
    """
    listed = ", ".join(f"{place} {name}" for place, name in enumerate(names))
    return Factor(
        factor_id,
        "1",
        Uniform(0.0, float(len(names))),
        known=Known.ASSUMED,
        note=f"{WHICH}, each draw takes one: {listed}",
    )
