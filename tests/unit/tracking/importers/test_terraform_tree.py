"""The tree of a plan: addresses, modules, references and providers."""

from typing import Any

import pytest

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.terraform_tree import Item, Tree
from wholeprint.tracking.importers.terraform_worked import plan, provider, resource


def _tree(*resources: dict[str, Any], **more: Any) -> Tree:
    return Tree(plan(*resources, **more), "plan.json")


def test_modules_in_modules_and_indexes() -> None:
    """Every resource has its module's full name and its own without an index."""
    inner = {
        "address": "module.a[0].module.b",
        "resources": [resource("module.a[0].module.b.aws_instance.x[1]", "module.a[0].module.b")],
    }
    tree = _tree(modules=[{"address": "module.a[0]", "child_modules": [inner]}])

    (item,) = tree.items.values()
    assert (item.module, item.base) == ("module.a[0].module.b", "aws_instance.x")


def test_data_sources_are_no_resources() -> None:
    """What is only looked up is not made."""
    looked_up = resource("data.aws_instance.x") | {"mode": "data", "type": "aws_instance"}

    assert _tree(looked_up).items == {}


def test_an_address_twice_is_refused() -> None:
    """Terraform never writes one; counting it twice would be wrong, and once a guess."""
    with pytest.raises(ImportRefusedError, match="twice"):
        _tree(resource("aws_instance.x"), resource("aws_instance.x"))


def test_another_document_is_refused() -> None:
    """A JSON file that Terraform did not write is told by its keys."""
    with pytest.raises(ImportRefusedError, match="neither a plan nor a state"):
        Tree({"resources": []}, "x.json")


def test_an_empty_state_is_one() -> None:
    """A state of nothing has a version and no values."""
    assert Tree({"format_version": "1.0"}, "x").items == {}


def test_references_lead_to_resources() -> None:
    """Within a module, with the same index first where one block made several."""
    configuration = {
        "root_module": {
            "resources": [
                {
                    "address": "aws_autoscaling_group.g",
                    "expressions": {
                        "launch_template": [
                            {
                                "id": {
                                    "references": [
                                        "aws_launch_template.t.id",
                                        "aws_launch_template.t",
                                    ]
                                }
                            }
                        ]
                    },
                }
            ]
        }
    }
    tree = _tree(
        resource("aws_launch_template.t[0]"),
        resource("aws_launch_template.t[1]"),
        resource("aws_autoscaling_group.g[1]"),
        configuration=configuration,
    )

    group = tree.items["aws_autoscaling_group.g[1]"]
    found = tree.refers_to(group, "launch_template", "aws_launch_template")
    assert [each.address for each in found] == [
        "aws_launch_template.t[1]",
        "aws_launch_template.t[0]",
    ]


def test_references_pass_through_modules() -> None:
    """Through a variable of a module to what its caller gave, and through an output of another."""
    configuration = {
        "root_module": {
            "module_calls": {
                "app": {
                    "expressions": {"template": {"references": ["module.lt.id", "module.lt"]}},
                    "module": {
                        "resources": [
                            {
                                "address": "aws_autoscaling_group.g",
                                "expressions": {
                                    "launch_template": [{"id": {"references": ["var.template"]}}]
                                },
                            }
                        ]
                    },
                },
                "lt": {
                    "module": {
                        "outputs": {
                            "id": {
                                "expression": {
                                    "references": [
                                        "aws_launch_template.t.id",
                                        "aws_launch_template.t",
                                    ]
                                }
                            }
                        }
                    }
                },
            }
        }
    }
    tree = _tree(
        modules=[
            {
                "address": "module.app",
                "resources": [resource("module.app.aws_autoscaling_group.g", "module.app")],
            },
            {
                "address": "module.lt",
                "resources": [resource("module.lt.aws_launch_template.t", "module.lt")],
            },
        ],
        configuration=configuration,
    )

    group = tree.items["module.app.aws_autoscaling_group.g"]
    (found,) = tree.refers_to(group, "launch_template", "aws_launch_template")
    assert found.address == "module.lt.aws_launch_template.t"


def test_references_in_a_circle_end() -> None:
    """An output that leads to itself leads nowhere."""
    configuration = {
        "root_module": {
            "resources": [
                {"address": "aws_x.a", "expressions": {"t": {"references": ["module.m.o"]}}}
            ],
            "module_calls": {
                "m": {
                    "module": {"outputs": {"o": {"expression": {"references": ["var.v"]}}}},
                    "expressions": {"v": {"references": ["module.m.o"]}},
                }
            },
        }
    }
    tree = _tree(
        resource("aws_x.a"),
        modules=[{"address": "module.m", "resources": [resource("module.m.aws_y.b", "module.m")]}],
        configuration=configuration,
    )

    assert tree.refers_to(tree.items["aws_x.a"], "t", "aws_y") == []


def test_each_provider_has_its_own_settings() -> None:
    """A resource names the provider that makes it; variables are looked up."""
    configuration: dict[str, Any] = provider(aws="eu-west-1")
    configuration["provider_config"]["aws.far"] = {
        "name": "aws",
        "alias": "far",
        "expressions": {"region": {"references": ["var.far"]}},
    }
    configuration["root_module"] = {
        "resources": [
            {"address": "aws_instance.a", "provider_config_key": "aws"},
            {"address": "aws_instance.b", "provider_config_key": "aws.far"},
        ]
    }
    tree = _tree(
        resource("aws_instance.a"),
        resource("aws_instance.b"),
        resource("aws_instance.c"),
        configuration=configuration,
        variables={"far": {"value": "ap-southeast-2"}},
    )

    found = [tree.provider(item).get("region") for item in tree.items.values()]
    assert found == ["eu-west-1", "ap-southeast-2", "eu-west-1"]


def test_a_region_passes_through_modules() -> None:
    """An output of a module in a module, whose variable has a default."""
    inner = {
        "outputs": {"region": {"expression": {"references": ["var.region"]}}},
        "variables": {"region": {"default": "eu-west-1"}},
    }
    outer = {
        "outputs": {"place": {"expression": {"references": ["module.inner.region"]}}},
        "module_calls": {"inner": {"module": inner}},
    }
    configuration = {
        "provider_config": {
            "aws": {"expressions": {"region": {"references": ["module.outer.place"]}}}
        },
        "root_module": {"module_calls": {"outer": {"module": outer}}},
    }
    tree = _tree(resource("aws_instance.a"), configuration=configuration)

    assert tree.provider(tree.items["aws_instance.a"]) == {"region": "eu-west-1"}


def test_values_of_an_item_are_checked() -> None:
    """A number is a number, a block an object, and the message says where."""
    item = Item(
        "aws_x.a", "aws_x", "", "aws_x.a", {"n": "3", "b": [1], "t": 5, "l": ["x"], "o": {"k": 1}}
    )

    for call in (lambda: item.number("n"), lambda: item.blocks("b"), lambda: item.text("t")):
        with pytest.raises(ImportRefusedError, match=r"aws_x\.a: "):
            call()
    assert item.texts("l") == ["x"]
    assert item.number_in(item.block("o"), "k") == 1.0
    assert item.block("none") == {}
    assert item.text_in({"a": "b"}, "a") == "b"
    assert not item.is_later("n")


def test_types_are_found() -> None:
    """Several at once, in the order of the plan."""
    tree = _tree(resource("aws_a.x"), resource("aws_b.y"), resource("aws_c.z"))

    assert [item.type for item in tree.of_types("aws_c", "aws_a")] == ["aws_a", "aws_c"]
    assert tree.expressions(tree.items["aws_a.x"]) == {}
