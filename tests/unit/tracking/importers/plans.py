"""Small Terraform documents, made by hand after the format that Terraform documents."""

from typing import Any


def resource(address: str, module: str = "", **values: object) -> dict[str, Any]:
    """One resource of planned values."""
    local = address.removeprefix(f"{module}.") if module else address
    return {
        "address": address,
        "mode": "managed",
        "type": local.partition(".")[0],
        "name": local.partition(".")[2].partition("[")[0],
        "values": values,
    }


def plan(
    *resources: dict[str, Any],
    modules: list[dict[str, Any]] | None = None,
    configuration: dict[str, Any] | None = None,
    changes: list[dict[str, Any]] | None = None,
    variables: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A plan with these resources in its root module."""
    root: dict[str, Any] = {"resources": list(resources)}
    if modules:
        root["child_modules"] = modules
    document: dict[str, Any] = {"format_version": "1.2", "planned_values": {"root_module": root}}
    document["resource_changes"] = changes or []
    document["configuration"] = configuration or {}
    document["variables"] = variables or {}
    return document


def provider(**regions: str) -> dict[str, Any]:
    """A configuration whose providers have regions."""
    return {
        "provider_config": {
            name: {"name": name, "expressions": {"region": {"constant_value": region}}}
            for name, region in regions.items()
        }
    }
