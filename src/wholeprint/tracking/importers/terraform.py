"""Reads a plan or a state of Terraform: which machines and disks will exist, and where."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers import terraform_aws, terraform_azure, terraform_gcp
from wholeprint.tracking.importers.estate import Estate, Resource
from wholeprint.tracking.importers.reading import decoded, mapping, parse_json, read_bytes
from wholeprint.tracking.importers.terraform_maker import Maker
from wholeprint.tracking.importers.terraform_tree import Tree

MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {**terraform_aws.MAKERS, **terraform_gcp.MAKERS, **terraform_azure.MAKERS}
)
"""What makes machines and disks, by type of resource."""

_ZIP = b"PK\x03\x04"
"""How the file begins that ``terraform plan -out`` writes."""

PARTS: Final = frozenset({*terraform_aws.PARTS, *terraform_gcp.PARTS, *terraform_azure.PARTS})
"""Types that only say how others are made: they are read where those refer to them."""


def read(path: Path | None) -> Estate:
    """Return what a file that ``terraform show -json`` wrote asks for.

    Args:
        path: The file; None is standard input.

    Raises:
        ImportRefusedError: If it cannot be read.
    """
    name = "standard input" if path is None else path.name
    raw = read_bytes(path)
    if raw.startswith(_ZIP):
        raise ImportRefusedError(
            f"{name} is a plan in Terraform's own form",
            seen="an archive",
            fix=f"Give what `terraform show -json {name if path else 'PLAN'}` prints",
        )
    return estate_of(parse_json(decoded(raw, path), name), name)


def estate_of(document: object, name: str) -> Estate:
    """Return what a plan or a state asks for.

    Args:
        document: What ``terraform show -json`` printed.
        name: Where it stands, for messages.

    Raises:
        ImportRefusedError: If it is no such document.
    """
    tree = Tree(mapping(document, name), name)
    resources: list[Resource] = []
    others: Counter[str] = Counter()
    for item in tree.items.values():
        maker = MAKERS.get(item.type)
        if maker is not None:
            resources += maker(item, tree)
        elif item.type not in PARTS:
            others[item.type] += 1
    return Estate(tuple(resources), dict(sorted(others.items())), tree.form)
