"""Whole machines by their makers' sheets: one of them, or the spread of a kind."""

from dataclasses import dataclass
from typing import Final, Literal

from wholeprint.factors.accounts import published
from wholeprint.factors.assemble import source_of
from wholeprint.factors.match import match, near_names
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.hardware.making import BETWEEN
from wholeprint.quantities.distribution import Distribution, Empirical, Fixed, Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.making import Account, Accounts, Made, choice
from wholeprint.quantities.source import Known, Source

KINDS: Final = ("laptop", "desktop", "workstation", "thin-client", "server")
"""Kinds of machine of which makers' sheets were read."""

What = Literal["making", "mass"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a maker's sheet says of one machine.

    Attributes:
        key: Its name in ids.
        name: The maker's name for it.
        kind: What it is, one of `KINDS`.
        total_kg: Greenhouse gases of its whole life [kgCO2e].
        making: What making it took [kgCO2e].
        mass_kg: Its mass [kg], None where the sheet does not say.
        year: Year of the sheet.
        configuration: What was in it, in words.
        source: Who says so.
    """

    key: str
    name: str
    kind: str
    total_kg: float
    making: Factor
    mass_kg: float | None
    year: int | None
    configuration: str
    source: Source


def sheet(name: str, factors: Factors) -> Sheet | None:
    """Return the sheet of the one machine of that name, or None; a near name is never taken.

    Args:
        name: A key or a name, with or without the maker's.
        factors: Where the tables stand.
    """
    table = factors.table("machines")
    texts = zip(table.raw("key"), table.raw("name"), table.raw("aliases"), strict=True)
    known = {key: (shown, alias) for key, shown, alias in texts}
    found = match(name, known).key
    return None if found is None else _sheet(table.where("key", found)[0], factors)


def sheet_names(factors: Factors) -> tuple[tuple[str, str], ...]:
    """Return the key and the kind of every machine, in the order of the table.

    Args:
        factors: Where the tables stand.
    """
    table = factors.table("machines")
    return tuple(zip(table.raw("key"), table.raw("kind"), strict=True))


def near_sheets(name: str, factors: Factors) -> tuple[str, ...]:
    """Return keys of machines that look like a name, for a message.

    Args:
        name: The name that was not found.
        factors: Where the tables stand.
    """
    wanted = name.lower().replace(" ", "-")
    keys = factors.table("machines").raw("key")
    inside = tuple(key for key in keys if wanted in key)
    return inside[:3] or near_names(wanted, keys, count=2)


def kind_making(kind: str, factors: Factors) -> Made | None:
    """Return what making a machine of a kind took: the spread of sheets, and generic figures.

    Args:
        kind: What it is.
        factors: Where the tables stand.

    Returns:
        The accounts; None where no sheet was read and no generic figure is known.
    """
    spread = kind_spread(kind, "making", factors)
    name = f"embodied.device.{kind}"
    told = [] if spread is None else [Account("makers", "device", spread)]
    told += [Account(each.source, each.boundary, each.factor) for each in published(name, factors)]
    if len(told) > 1:
        which = choice(f"embodied.method.{kind}", tuple(account.name for account in told))
        return Accounts(f"embodied.{kind}", "kgCO2e", tuple(told), which)
    if spread is not None:
        return spread
    return factors.factor(name) if told else None


def kind_spread(
    kind: str, what: What, factors: Factors, *, only: str | None = None
) -> Factor | None:
    """Return the spread of what the makers' sheets of a kind say.

    Args:
        kind: What the machine is.
        what: "making" [kgCO2e] or "mass" [kg].
        factors: Where the tables stand.
        only: Key of the one machine to ask; None for all of the kind.

    Returns:
        The spread over the sheets; None where none was read.
    """
    rows = factors.table("machines").where("kind", kind)
    asked = [row for row in rows if only is None or row.text("key") == only]
    values = tuple(value for value in (_value(row, what) for row in asked) if value is not None)
    if not values:
        return None
    head, unit = ("embodied", "kgCO2e") if what == "making" else ("mass", "kg")
    return Factor(
        id=f"{head}.{kind}.makers" if only is None else f"{head}.machine.{only}",
        unit=unit,
        distribution=_spread(values),
        sources=(source_of(rows[0], factors.sources),),
        known=Known.MODELLED,
        valid_for=f"a {kind} of which no more is known" if only is None else only,
        note=f"{len(values)} sheets of makers" if only is None else "its maker's sheet",
    )


def _sigma(factors: Factors) -> float:
    # A sheet is one account: it is doubted as far as accounts of one thing differ elsewhere.
    between = factors.factor(BETWEEN).distribution
    return between.sigma if isinstance(between, Lognormal) else 0.0


def _spread(values: tuple[float, ...]) -> Distribution:
    return Fixed(values[0]) if len(set(values)) == 1 else Empirical(tuple(sorted(values)))


def _value(row: Row, what: What) -> float | None:
    if what == "mass":
        return row.number("mass_kg")
    return row.required_number("total_kg") * row.required_number("making_share")


def _sheet(row: Row, factors: Factors) -> Sheet:
    source = source_of(row, factors.sources)
    key = row.text("key")
    year = row.number("year")
    making = _value(row, "making") or 0.0
    return Sheet(
        key=key,
        name=row.text("name"),
        kind=row.text("kind"),
        total_kg=row.required_number("total_kg"),
        making=Factor(
            id=f"embodied.machine.{key}",
            unit="kgCO2e",
            distribution=Lognormal(making, _sigma(factors)),
            sources=(source,),
            known=Known.PUBLISHED,
            valid_for="the machine as the sheet has it configured",
            note=f"{row.required_number('total_kg'):g} kg over its whole life, "
            f"{100 * row.required_number('making_share'):g} % of it in making; doubted as far as "
            "accounts of one card differ",
        ),
        mass_kg=row.number("mass_kg"),
        year=None if year is None else int(year),
        configuration=row.text("configuration"),
        source=source,
    )
