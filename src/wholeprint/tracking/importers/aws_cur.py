"""Usage in a Cost and Usage Report of Amazon Web Services: hours of machines, gigabytes of disk.

It holds no emissions: what the usage costs is worked out by us. Columns as Cloud Carbon Footprint
reads them (CostAndUsageReports.ts, Apache-2.0), in the spelling of either kind of report.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.estate import Disk, Estate, Resource
from wholeprint.tracking.importers.reading import read_text, records
from wholeprint.tracking.importers.reported import amount, flat, month, text

NAME: Final = "aws-cur"
HOURS_OF_A_MONTH: Final = 730.0
"""How long a gigabyte-month is: a twelfth of a year of 365 days [h]."""

_USED = frozenset({"", "Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"})
_MACHINE = re.compile(
    r"(?:[A-Z0-9]+-)?(?:BoxUsage|SpotUsage|DedicatedUsage|HostBoxUsage|InstanceUsage|"
    r"Multi-AZUsage)(?:[A-Za-z]*)?:(?P<size>[A-Za-z0-9.-]+)"
)
_VOLUME = re.compile(r"(?:[A-Z0-9]+-)?EBS:VolumeUsage(?:\.(?P<kind>[a-z0-9]+))?")
_PLATTERS = frozenset({"", "st1", "sc1", "standard"})


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used in each month.

    Attributes:
        by_month: Machines and disks by month; of machines the count is their hours over those of
            a month.
        others: Services whose usage is not counted, with their rows.
    """

    by_month: Mapping[str, Estate]
    others: Mapping[str, int]

    def all_months(self) -> Estate:
        """Return what was used in all months together."""
        found = tuple(each for estate in self.by_month.values() for each in estate.resources)
        return Estate(found, dict(self.others), "usage")


def read(path: Path | None) -> Usage:
    """Return the usage in a file: CSV, a JSON list, or one JSON object per line.

    Args:
        path: The file; None is standard input.

    Raises:
        ImportRefusedError: If it is no such report.
    """
    name = "standard input" if path is None else path.name
    return usage_of(read_text(path), name)


def usage_of(content: str, name: str) -> Usage:
    """Return the usage in the text of a report.

    Args:
        content: The text.
        name: The file, for messages.

    Raises:
        ImportRefusedError: If it is no such report.
    """
    sums: dict[tuple[str, str, str, str], float] = {}
    others: dict[str, int] = {}
    for when, region, kind, what, used in _used(content, name):
        if kind == "other":
            others[what] = others.get(what, 0) + 1
        else:
            key = (when, region, kind, what)
            sums[key] = sums.get(key, 0.0) + used
    months: dict[str, list[Resource]] = {}
    for (when, region, kind, what), used in sums.items():
        months.setdefault(when, []).append(_resource(when, region, kind, what, used))
    if not months and not others:
        raise ImportRefusedError(f"{name} has no usage in it")
    return Usage(
        {when: Estate(tuple(found), others, "usage") for when, found in sorted(months.items())},
        others,
    )


def _used(content: str, name: str) -> Iterator[tuple[str, str, str, str, float]]:
    for where, record in records(content, name):
        fields = flat(record)
        told = text(fields, "line_item_usage_type", "lineitem_usagetype")
        if not told and "line_item_usage_type" not in fields and "lineitem_usagetype" not in fields:
            raise ImportRefusedError(
                f"{where} is no row of {NAME}",
                seen=", ".join(list(fields)[:6]),
                fix="Give a Cost and Usage Report with line_item_usage_type",
            )
        if text(fields, "line_item_line_item_type", "lineitem_lineitemtype") not in _USED:
            continue
        value = fields.get("line_item_usage_amount", fields.get("lineitem_usageamount"))
        used = amount(value, f"{where}: line_item_usage_amount")
        if used is None:
            continue
        when = month(fields, where, "line_item_usage_start_date", "lineitem_usagestartdate")
        region = text(fields, "product_region_code", "product_regioncode", "product_region")
        yield (when, region, *_kind(told, fields), used)


def _kind(told: str, fields: Mapping[str, object]) -> tuple[str, str]:
    machine = _MACHINE.fullmatch(told)
    if machine is not None:
        size = machine["size"].removeprefix("db.")
        return ("twice" if "Multi-AZUsage" in told else "machine"), size
    volume = _VOLUME.fullmatch(told)
    if volume is not None:
        return "disk", "hdd" if (volume["kind"] or "") in _PLATTERS else "ssd"
    return "other", text(fields, "line_item_product_code", "lineitem_productcode") or told


def _resource(when: str, region: str, kind: str, what: str, used: float) -> Resource:
    address = f"{when} {region or 'no region'} {what}"
    place = region or None
    if kind == "disk":
        disk = Disk("hdd" if what == "hdd" else "ssd", used)
        return Resource(f"{address} disks", "EBS:VolumeUsage", "aws", place, disks=(disk,))
    times = 2.0 if kind == "twice" else 1.0
    return Resource(address, "BoxUsage", "aws", place, what, times * used / HOURS_OF_A_MONTH)
