"""The reports of other tools that can be read: one file and one line each."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from wholeprint.tracking.importers import aws_carbon, aws_cur, azure_carbon, gcp_carbon_footprint
from wholeprint.tracking.importers.reported import Report

REPORTS: Final[Mapping[str, Callable[[Path | None], Report]]] = MappingProxyType(
    {
        gcp_carbon_footprint.NAME: gcp_carbon_footprint.read,
        aws_carbon.NAME: aws_carbon.read,
        azure_carbon.NAME: azure_carbon.read,
    }
)
"""Reports of emissions, by name."""

USAGES: Final[Mapping[str, Callable[[Path | None], aws_cur.Usage]]] = MappingProxyType(
    {aws_cur.NAME: aws_cur.read}
)
"""Reports of usage without emissions, by name."""

NAMES: Final = (*REPORTS, *USAGES)
"""Every report that can be read."""
