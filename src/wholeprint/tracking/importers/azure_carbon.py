"""What Azure's Carbon Optimization answers: the reports of its REST API, in kilograms.

Source of the fields: the models of azure-mgmt-carbonoptimization 1.0.0, API 2025-04-01. No field
says whether a number is location- or market-based, so none is taken for either.
``carbonIntensity`` is per unit of normalised usage and not per kWh, and is not read.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, cast

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.reading import Json, mapping, read_text, records, sequence
from wholeprint.tracking.importers.reported import (
    Report,
    Row,
    Scope,
    amount,
    flat,
    month,
    report_of,
    text,
)

NAME: Final = "azure-carbon"
_CLOUD = "azure"
_SCOPES: Final[Mapping[str, Scope]] = {"Scope1": "1", "Scope2": "2", "Scope3": "3"}


def read(path: Path | None) -> Report:
    """Return the report of a file: the API's answer, a list of its items, or a table of them.

    Args:
        path: The file; None is standard input.

    Raises:
        ImportRefusedError: If it is no such report.
    """
    name = "standard input" if path is None else path.name
    return report_of(NAME, _rows(records(read_text(path), name)))


def _rows(found: Iterable[tuple[str, Json]]) -> Iterator[Row]:
    for where, record in found:
        asked = record.get("request")
        outer = {} if asked is None else flat(mapping(asked, f"{where}: request"))
        if "value" in record:
            for place, each in enumerate(sequence(record["value"], f"{where}: value"), start=1):
                spot = f"{where}: item {place}"
                yield from _item(outer | flat(mapping(each, spot)), spot)
        else:
            yield from _item(flat(record), where)


def _item(fields: Mapping[str, object], where: str) -> Iterator[Row]:
    if "latestmonthemissions" not in fields:
        raise ImportRefusedError(
            f"{where} is no item of {NAME}",
            seen=", ".join(list(fields)[:6]),
            fix="Give the answer of carbonEmissionReports, API 2025-04-01",
        )
    kilograms = amount(fields["latestmonthemissions"], f"{where}: latestMonthEmissions")
    if kilograms is None:
        return
    category = text(fields, "categorytype").casefold()
    named = text(fields, "itemname")
    yield Row(
        _CLOUD,
        text(fields, "subscriptionid") or (named if category == "subscription" else ""),
        text(fields, "resourcetype") or (named if category == "resourcetype" else ""),
        _region(text(fields, "location") or (named if category == "location" else "")),
        month(fields, where, "date", "daterange_end", "daterange_start"),
        _scope(fields),
        "unstated",
        kilograms,
        resource=text(fields, "resourceid") or (named if category == "resource" else ""),
    )


def _region(name: str) -> str:
    return name.replace(" ", "").lower()


def _scope(fields: Mapping[str, object]) -> Scope:
    asked = fields.get("carbonscopelist")
    if isinstance(asked, list):
        scopes = cast("list[object]", asked)
        return _SCOPES.get(str(scopes[0]), "all") if len(scopes) == 1 else "all"
    return _SCOPES.get(text(fields, "carbonscope", "scope"), "all")
