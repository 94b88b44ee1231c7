"""The document of hardware: every account of its making, and what an hour of it takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.accounts import Published
from wholeprint.factors.sets import Factors
from wholeprint.hardware.declared import Card, declared_card
from wholeprint.hardware.sheets import sheet_names
from wholeprint.hardware.thing import KINDS, UNSOURCED, Making, Thing, thing
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.making import bill_total, line_total, made, model_total
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.drivers import Driver, drivers
from wholeprint.quantities.factor import Factor, FactorBook
from wholeprint.quantities.making import Account, Accounts, Bill, Made
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.quantities.world import World
from wholeprint.report.form import stamped, tool
from wholeprint.report.hardware_shapes import (
    FigureDocument,
    HardwareDocument,
    HardwareListDocument,
    LineDocument,
    MakingDocument,
)
from wholeprint.report.scale import rounded
from wholeprint.report.shapes import FactorDocument, QuantityDocument

_NAMES = {
    "embodied": "ghg_embodied",
    "adpe": "adpe",
    "primary_energy": "primary_energy",
    "embodied_water": "water_embodied",
}
_WHAT = {
    "embodied": "the greenhouse gases",
    "adpe": "the use of minerals",
    "primary_energy": "the use of primary energy",
    "embodied_water": "the use of water",
}
_HOSTED = 8
"""Modules that a host of the published figures has."""
_LONGEST_YEARS = 100.0
_LEAST = 1e-6
"""What is divided by less than this is no use of hardware, and could be no number."""
_WIDE = 1.25
"""Models of a component that lie closer together than this are not what accounts differ by."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked about a piece of hardware.

    Attributes:
        name: Its name; empty for a declared card.
        hours: How long it is used [h], None where that was not asked.
        lifetime_years: Service life to declare [year].
        utilisation_share: Share of its life in which it works for somebody, to declare [1].
        card: A card that stands in no table, in place of a name.
    """

    name: str
    hours: float | None = None
    lifetime_years: float | None = None
    utilisation_share: float | None = None
    card: Card | None = None

    def __post_init__(self) -> None:
        for what, value, most in (
            ("hours are", self.hours, _LONGEST_YEARS * 8784.0),
            ("lifetime is", self.lifetime_years, _LONGEST_YEARS),
            ("utilisation is", self.utilisation_share, 1.0),
        ):
            if value is not None and not _LEAST <= value <= most:
                raise ValueRefusedError(
                    f"the {what} out of range",
                    seen=value,
                    fix=f"Give more than 0 and at most {most:g}"
                    if not value > 0.0 or value > most
                    else f"Give {_LEAST:g} or more",
                )


def hardware_document(asked: Asked) -> HardwareDocument:
    """Return everything that is known of a piece of hardware.

    Args:
        asked: What was asked.

    Raises:
        UnknownHardwareError: If there is nothing of that name; near names are offered.
    """
    factors = Factors()
    found = thing(asked.name, factors) if asked.card is None else declared_card(asked.card, factors)
    overrides = {
        factor.id: value
        for factor, value in (
            (found.lifetime, asked.lifetime_years),
            (found.utilisation, asked.utilisation_share),
        )
        if value is not None
    }
    assume = Assumptions(World(), FactorBook(), overrides)
    busy = assume.draw(found.lifetime) * assume.draw(found.utilisation)
    return cast(
        "HardwareDocument",
        stamped(
            "hardware",
            {
                "tool": tool(),
                "asked": {
                    "name": asked.name or found.name,
                    "hours": asked.hours,
                    "lifetime_years": asked.lifetime_years,
                    "utilisation": asked.utilisation_share,
                },
                "key": found.key,
                "name": found.name,
                "part": found.part,
                "power": _stated(found.power),
                "mass": _stated(found.mass),
                "making": {
                    _NAMES[each.quantity]: _making(each, found, assume) for each in found.makings
                },
                "life": _life(found, busy, asked, assume),
                "remarks": [*_remarks(found), *_beyond(asked, busy, factors)],
                "factors_version": factors.version,
            },
        ),
    )


def hardware_list_document(text: str = "") -> HardwareListDocument:
    """Return every name that a piece of hardware can be asked by.

    Args:
        text: Only names that hold this; empty for all.
    """
    factors = Factors()
    rows = [(key, "accelerator", name) for key, name in _rows(factors, "accelerators")]
    rows += [(key, "kind", words) for key, words in KINDS.items()]
    rows += [(key, "no data", reason) for key, reason in UNSOURCED.items()]
    machines = dict(_rows(factors, "machines"))
    rows += [(key, f"machine: {kind}", machines[key]) for key, kind in sheet_names(factors)]
    rows += [(key, "processor", name) for key, name in _rows(factors, "cpus")]
    wanted = text.casefold()
    listed = [
        {"key": key, "part": part, "name": name}
        for key, part, name in rows
        if any(wanted in each.casefold() for each in (key, part, name))
    ]
    return cast(
        "HardwareListDocument",
        stamped("hardware-list", {"tool": tool(), "asked": text or None, "hardware": listed}),
    )


def _rows(factors: Factors, table: str) -> Iterator[tuple[str, str]]:
    read = factors.table(table)
    return zip(read.raw("key"), read.raw("name"), strict=True)


def _making(making: Making, found: Thing, assume: Assumptions) -> MakingDocument:
    total: Quantity
    if making.told is None:
        reason = found.absent or f"no source states {_WHAT[making.quantity]} of making it"
        total = NoData.of(making.unit, reason)
    else:
        total = made(making.told, assume)
    figures = [_figure(each, making.told, assume) for each in _stated_figures(making)]
    known = [each["value"] for each in figures if each["boundary"] in _own(making.told)]
    return {
        "total": cast("QuantityDocument", total.as_json()),
        "published_range": [min(known), max(known)] if known else [],
        "figures": figures,
        "bill": None if making.bill is None else _bill_total(making.bill, making.unit, assume),
        "lines": [] if making.bill is None else _lines(making.bill, making.unit, assume),
        "silent": [] if making.told is None else list(making.silent),
        "ways": _ways(making.told),
        "why": list(_why(making, assume)),
        "drivers": [
            {"factor_id": each.factor_id, "share": each.share} for each in _drivers(total, assume)
        ],
    }


def _stated_figures(making: Making) -> Iterator[Published]:
    """Yield the published figures, and what is drawn without being one of them: spreads."""
    yield from making.figures
    listed = {each.factor.id for each in making.figures}
    if isinstance(making.told, Factor):
        drawn = (Account("", "", making.told),)
    else:
        drawn = () if making.told is None else making.told.accounts
    for account in drawn:
        told = account.told
        shown = isinstance(told, Factor) and (
            told.id in listed or any(each.startswith(f"{told.id}.") for each in listed)
        )
        if isinstance(told, Factor) and not shown:
            yield _spread_of(told, account.boundary)


def _spread_of(told: Factor, boundary: str) -> Published:
    source = told.sources[0]
    others = len({each.key for each in told.sources}) - 1
    return Published(
        told,
        f"{source.key} and {others} others" if others else source.key,
        None if others else source.year,
        source.read,
        boundary,
        drawn=True,
    )


def _drivers(total: Quantity, assume: Assumptions) -> Sequence[Driver]:
    if isinstance(total, NoData):
        return ()
    return drivers(total, assume.world, total.factors.values())[:5]


def _figure(each: Published, told: Made | None, assume: Assumptions) -> FigureDocument:
    source = each.factor.sources[0]
    amount = assume.draw(each.factor)
    drawn = each.drawn and told is not None
    return {
        "source": each.source,
        "title": source.title,
        "url": source.url,
        "year": each.year,
        "read": each.read.value,
        "boundary": each.boundary,
        "value": each.factor.central,
        "low": amount.low,
        "high": amount.high,
        "unit": each.factor.unit,
        "drawn": drawn,
        "note": each.factor.note or each.factor.valid_for,
    }


def _own(told: Made | None) -> frozenset[str]:
    if isinstance(told, Accounts):
        inside = {account.boundary for account in told.accounts}
        return frozenset(inside | {"board share"} if "card" in inside else inside)
    return frozenset({"card", "board share", "server", "host", "device"})


def _ways(told: Made | None) -> list[str]:
    return [account.name for account in told.accounts] if isinstance(told, Accounts) else []


def _bill_total(bill: Bill, unit: str, assume: Assumptions) -> QuantityDocument:
    return cast("QuantityDocument", bill_total(bill, unit, assume).as_json())


def _lines(bill: Bill, unit: str, assume: Assumptions) -> list[LineDocument]:
    return [
        {
            "name": line.name,
            "amount": line.amount,
            "total": cast("QuantityDocument", line_total(line, unit, assume).as_json()),
            "models": {
                model.name: cast("QuantityDocument", model_total(model, unit, assume).as_json())
                for model in line.models
            },
            "note": line.note,
        }
        for line in bill.lines
    ]


def _why(making: Making, assume: Assumptions) -> Iterator[str]:
    for each in making.figures:
        if each.boundary == "board share":
            yield (
                f"the figure of {each.source} is a share of a whole board, with its heat sinks and "
                "switches"
            )
        elif "host" in each.boundary and each.boundary != "host":
            yield (
                f"the figure of {each.source} holds more than the card ({each.boundary}): it is "
                "shown and not drawn, because the host is counted by itself"
            )
    for line in () if making.bill is None else making.bill.lines:
        amounts = {each.name: model_total(each, making.unit, assume) for each in line.models}
        least = min(amounts, key=lambda name: amounts[name].median)
        most = max(amounts, key=lambda name: amounts[name].median)
        low, high = amounts[least].median, amounts[most].median
        if high > _WIDE * low:
            yield (
                f"{line.name} ({line.amount}): {rounded(low, 3)} {making.unit} by {least}, "
                f"{rounded(high, 3)} by {most}"
            )
    if isinstance(making.told, Accounts) and any(
        factor_id == "embodied.fab.yield" for factor_id in made(making.told, assume).factors
    ):
        yield "how many dies of a wafer are good: by formula from 0.875 of all to a root's law"


def _life(found: Thing, busy: Uncertain, asked: Asked, assume: Assumptions) -> Mapping[str, object]:
    per_hour = {
        _NAMES[each.quantity]: _per_hour(each.told, busy, each.unit, assume)
        for each in found.makings
        if each.told is not None
    }
    document: dict[str, object] = {
        "lifetime": assume.draw(found.lifetime).as_json(),
        "utilisation": assume.draw(found.utilisation).as_json(),
        "per_hour": {name: each.as_json() for name, each in per_hour.items()},
        "host_share_per_hour": None,
        "hours": None,
    }
    if found.hosted is not None:
        hosted = _per_hour(found.hosted, busy, "kgCO2e", assume) * (1.0 / _HOSTED)
        document["host_share_per_hour"] = hosted.as_json()
    if asked.hours is not None:
        document["hours"] = {
            name: (each * Uncertain.fixed(asked.hours, "h")).to(_unit_of(name)).as_json()
            for name, each in per_hour.items()
        }
    return document


def _unit_of(name: str) -> str:
    return {"ghg_embodied": "kgCO2e", "adpe": "kgSb", "primary_energy": "MJ"}.get(name, "L")


def _per_hour(told: Made, busy: Uncertain, unit: str, assume: Assumptions) -> Uncertain:
    small = {"kgCO2e": "gCO2e/h", "kgSb": "mgSb/h", "MJ": "MJ/h", "L": "L/h"}
    return (made(told, assume) / busy).to(small[unit])


def _stated(factor: Factor | None) -> FactorDocument | None:
    return None if factor is None else cast("FactorDocument", factor.as_json())


def _beyond(asked: Asked, busy: Uncertain, factors: Factors) -> Iterator[str]:
    """Yield what was asked for that no single device could do or be."""
    serves = busy.to("h").median
    if asked.hours is not None and asked.hours > serves:
        yield (
            f"{asked.hours:g} hours are more than one serves ({rounded(serves, 2)} hours in use): "
            f"they wear out {rounded(asked.hours / serves, 2)} of them, and so many are counted."
        )
    if asked.card is not None:
        areas = [float(each) for each in factors.table("accelerators").raw("die_area_mm2") if each]
        if not min(areas) <= asked.card.die_mm2 <= max(areas):
            yield (
                f"No accelerator in the tables has so large or so small a die: theirs have "
                f"{min(areas):g} to {max(areas):g} mm2, some of them in several pieces."
            )


def _remarks(found: Thing) -> Iterator[str]:
    if found.absent:
        yield f"No data: {found.absent}"
    yield from found.remarks
    if found.hosted is not None:
        yield (
            "It is built into a host of eight: an eighth of the host comes with it and is counted "
            "by itself, never in these figures."
        )
