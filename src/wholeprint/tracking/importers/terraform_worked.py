"""Small documents of Terraform's form, to try a reader on.

A test, a notebook or a page of the documentation starts from them and adds the one thing that it
is about.
"""

from collections.abc import Mapping, Sequence


def resource(address: str, module: str = "", **values: object) -> dict[str, object]:
    """Return one resource of planned values.

    Args:
        address: Its full name.
        module: Full name of the module that holds it, empty for the root.
        values: What it will be.
    """
    local = address.removeprefix(f"{module}.") if module else address
    kind, _, name = local.partition(".")
    return {
        "address": address,
        "mode": "managed",
        "type": kind,
        "name": name.partition("[")[0],
        "values": values,
    }


def plan(
    *resources: Mapping[str, object],
    modules: Sequence[Mapping[str, object]] = (),
    configuration: Mapping[str, object] | None = None,
    changes: Sequence[Mapping[str, object]] = (),
    variables: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return a plan with some resources in its root module.

    Args:
        resources: The resources.
        modules: Modules below the root, as planned values have them.
        configuration: What the plan says of providers and references.
        changes: What the plan says of every change.
        variables: Values of the root module's variables.
    """
    root: dict[str, object] = {"resources": list(resources), "child_modules": list(modules)}
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": root},
        "resource_changes": list(changes),
        "configuration": dict(configuration or {}),
        "variables": dict(variables or {}),
    }


def provider(**regions: str) -> dict[str, object]:
    """Return a configuration whose providers have regions.

    Args:
        regions: The region of each provider, by its name.
    """
    return {
        "provider_config": {
            name: {"name": name, "expressions": {"region": {"constant_value": region}}}
            for name, region in regions.items()
        }
    }
