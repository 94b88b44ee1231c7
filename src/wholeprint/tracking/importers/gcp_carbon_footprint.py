"""Google Cloud's Carbon Footprint, as BigQuery exports it.

Source of the fields: https://cloud.google.com/carbon-footprint/docs/data-schema
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.reading import read_text, records
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

NAME: Final = "gcp-carbon-footprint"
_CLOUD = "gcp"
_PREFIX: Final = "carbon_footprint_"
_FIELDS: Final[Mapping[str, str]] = {
    "scope1": f"{_PREFIX}kgco2e_scope1",
    "scope2_lbm": f"{_PREFIX}kgco2e_scope2_location_based",
    "scope2_mbm": f"{_PREFIX}kgco2e_scope2_market_based",
    "scope3": f"{_PREFIX}kgco2e_scope3",
    "total_lbm": f"{_PREFIX}total_kgco2e_location_based",
    "total_mbm": f"{_PREFIX}total_kgco2e_market_based",
}
_PARTS: Final[Parts] = (
    ("scope1", "1", "either"),
    ("scope2_lbm", "2", "LBM"),
    ("scope2_mbm", "2", "MBM"),
    ("scope3", "3", "either"),
)


def read(path: Path | None) -> Report:
    """Return the report of a file: CSV, a JSON list, or one JSON object per line.

    Args:
        path: The file; None is standard input.

    Raises:
        ImportRefusedError: If it is no such report.
    """
    name = "standard input" if path is None else path.name
    return report_of(NAME, _rows(read_text(path), name))


def _rows(content: str, name: str) -> Iterator[Row]:
    for where, record in records(content, name):
        fields = flat(record)
        if not any(key in fields for key in _FIELDS.values()):
            raise ImportRefusedError(
                f"{where} is no row of {NAME}",
                seen=", ".join(list(fields)[:6]),
                fix="Export the table carbon_footprint with its columns",
            )
        # Offsets are no emissions: they were deprecated, and are not read.
        values = {name: amount(fields.get(key), f"{where}: {key}") for name, key in _FIELDS.items()}
        yield from split(
            values,
            Row(
                _CLOUD,
                text(fields, "project_id", "project_number", "billing_account_id"),
                text(fields, "service_description", "service_id"),
                text(fields, "location_region", "location_location"),
                month(fields, where, "usage_month"),
                "all",
                "either",
                0.0,
                text(fields, "carbon_model_version"),
            ),
            _PARTS,
        )
