"""What Amazon Web Services says of its emissions: three forms, all in metric tons.

The table CARBON_EMISSIONS of Data Exports
(https://docs.aws.amazon.com/cur/latest/userguide/carbon-emissions-columns.html), the answer of the
Sustainability API's GetEstimatedCarbonEmissions (botocore 1.44.5), and the older Customer Carbon
Footprint Tool as its sample script prints it (aws-samples, experimental programmatic access).
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, cast

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.reading import Json, mapping, read_text, records, sequence
from wholeprint.tracking.importers.reported import (
    Parts,
    Report,
    Row,
    amount,
    flat,
    month,
    report_of,
    split,
    text,
)

NAME: Final = "aws-carbon"
_CLOUD = "aws"
_KILOGRAMS = {"MTCO2E": 1000.0, "MTCO2EQ": 1000.0, "KGCO2E": 1.0}
_PARTS: Final[Parts] = (
    ("total_scope_1", "1", "either"),
    ("total_scope_2_lbm", "2", "LBM"),
    ("total_scope_2_mbm", "2", "MBM"),
    ("total_scope_3_lbm", "3", "LBM"),
    ("total_scope_3_mbm", "3", "MBM"),
)
_FIELDS: Final = (*(name for name, *_ in _PARTS), "total_lbm", "total_mbm")


def read(path: Path | None) -> Report:
    """Return the report of a file: CSV or JSON of any of the three forms.

    Args:
        path: The file; None is standard input.

    Raises:
        ImportRefusedError: If it is no such report.
    """
    name = "standard input" if path is None else path.name
    return report_of(NAME, _rows(records(read_text(path), name)))


def _rows(found: Iterable[tuple[str, Json]]) -> Iterator[Row]:
    for where, record in found:
        if "Results" in record:
            yield from _answer(record, where)
        elif "emissions" in record and isinstance(record["emissions"], dict):
            yield from _tool(record, where)
        else:
            yield from _exported(flat(record), where)


def _exported(fields: Mapping[str, object], where: str) -> Iterator[Row]:
    if not any(f"{name}_emissions_value" in fields for name in _FIELDS):
        raise ImportRefusedError(
            f"{where} is no row of {NAME}",
            seen=", ".join(list(fields)[:6]),
            fix="Export the table CARBON_EMISSIONS, or its API's answer",
        )
    values = {
        name: _kilograms(
            fields.get(f"{name}_emissions_value"), fields.get(f"{name}_emissions_unit"), where
        )
        for name in _FIELDS
    }
    yield from split(
        values,
        Row(
            _CLOUD,
            text(fields, "usage_account_id", "payer_account_id"),
            text(fields, "product_code"),
            text(fields, "region_code", "location"),
            month(fields, where, "usage_period_start"),
            "all",
            "either",
            0.0,
            text(fields, "model_version"),
        ),
        _PARTS,
    )


def _answer(record: Json, where: str) -> Iterator[Row]:
    for place, each in enumerate(sequence(record["Results"], f"{where}: Results"), start=1):
        spot = f"{where}: result {place}"
        result = mapping(each, spot)
        held = mapping(result.get("EmissionsValues"), f"{spot}: EmissionsValues")
        values: dict[str, float | None] = {}
        for kind, told in held.items():
            emissions = mapping(told, f"{spot}: {kind}")
            name = kind.lower().removesuffix("_carbon_emissions")
            values[name] = _kilograms(emissions.get("Value"), emissions.get("Unit"), spot)
        at = flat(mapping(result.get("DimensionsValues", {}), f"{spot}: DimensionsValues"))
        period = flat(mapping(result.get("TimePeriod"), f"{spot}: TimePeriod"))
        yield from split(
            values,
            Row(
                _CLOUD,
                text(at, "usage_account_id"),
                text(at, "service"),
                text(at, "region"),
                month(period, spot, "start"),
                "all",
                "either",
                0.0,
                text(flat(result), "modelversion"),
            ),
            _PARTS,
        )


def _tool(record: Json, where: str) -> Iterator[Row]:
    emissions = cast("Json", record["emissions"])
    account = text(flat(record), "accountid")
    entries = sequence(emissions.get("carbonEmissionEntries"), f"{where}: carbonEmissionEntries")
    for place, each in enumerate(entries, start=1):
        spot = f"{where}: entry {place}"
        entry = flat(mapping(each, spot))
        tons = amount(entry.get("mbmcarbon"), f"{spot}: mbmCarbon")
        if tons is not None:
            yield Row(
                _CLOUD,
                account,
                text(entry, "paceproductcode"),
                text(entry, "regioncode"),
                month(entry, spot, "startdate"),
                "all",
                "MBM",
                tons * 1000.0,
            )


def _kilograms(value: object, unit: object, where: str) -> float | None:
    found = amount(value, where)
    if found is None:
        return None
    name = str(unit or "MTCO2e").strip().upper()
    if name not in _KILOGRAMS:
        raise ImportRefusedError(f"{where} has a unit that is not known", seen=str(unit)[:40])
    return found * _KILOGRAMS[name]
