"""The tree of a Terraform plan: its resources, and what their configuration refers to.

``planned_values`` is what will exist once the plan is applied: ``count`` and ``for_each`` are
expanded there, and what will be deleted is not in it. References between resources are only in
``configuration``, because the names that they lead to are not known before.
Source: Terraform's JSON output format 1.x, https://developer.hashicorp.com/terraform/internals/json-format
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.reading import (
    Json,
    mapping,
    number_of,
    sequence,
    shown,
    text_of,
)

MOST_DEEP: Final = 64
"""Modules in modules; Terraform's own files have a handful."""

_MOST_HOPS = 16
_INDEX = re.compile(r"\[[^\]]*\]")
_EMPTY: Json = {}


@dataclass(frozen=True, slots=True)
class Item:
    """One resource of a plan.

    Attributes:
        address: Its full name.
        type: What kind of resource it is.
        module: Full name of the module that holds it, empty for the root.
        base: Its name in its module, without an index: ``aws_instance.web``.
        values: What it will be.
        later: Which of its values are only known after the plan is applied.
    """

    address: str
    type: str
    module: str
    base: str
    values: Json
    later: Json = field(default_factory=dict[str, object])

    def text(self, name: str) -> str | None:
        """Return a text among its values, None where there is none.

        Args:
            name: Name of the value.
        """
        return text_of(self.values.get(name), f"{self.address}: {name}")

    def number(self, name: str) -> float | None:
        """Return a number among its values, None where there is none.

        Args:
            name: Name of the value.
        """
        return number_of(self.values.get(name), f"{self.address}: {name}")

    def texts(self, name: str, inside: Json | None = None) -> list[str]:
        """Return the texts of a list among its values.

        Args:
            name: Name of the list.
            inside: The block that holds it; None is the resource itself.
        """
        where = f"{self.address}: {name}"
        held = sequence((self.values if inside is None else inside).get(name), where)
        return [found for each in held if (found := text_of(each, where)) is not None]

    def blocks(self, name: str, inside: Json | None = None) -> list[Json]:
        """Return the blocks of a name.

        Args:
            name: Name of the blocks.
            inside: The block that holds them; None is the resource itself.
        """
        held = (self.values if inside is None else inside).get(name)
        where = f"{self.address}: {name}"
        if isinstance(held, dict):
            return [cast("Json", held)]
        return [mapping(each, where) for each in sequence(held, where) if each is not None]

    def block(self, name: str, inside: Json | None = None) -> Json:
        """Return the first block of a name, an empty one where there is none.

        Args:
            name: Name of the block.
            inside: The block that holds it; None is the resource itself.
        """
        return next(iter(self.blocks(name, inside)), _EMPTY)

    def text_in(self, block: Json, name: str) -> str | None:
        """Return a text in one of its blocks, None where there is none.

        Args:
            block: The block.
            name: Name of the value.
        """
        return text_of(block.get(name), f"{self.address}: {name}")

    def number_in(self, block: Json, name: str) -> float | None:
        """Return a number in one of its blocks, None where there is none.

        Args:
            block: The block.
            name: Name of the value.
        """
        return number_of(block.get(name), f"{self.address}: {name}")

    def is_later(self, name: str) -> bool:
        """Return whether a value is only known after the plan is applied.

        Args:
            name: Name of the value.
        """
        return bool(self.later.get(name))


class Tree:
    """All resources of a plan or a state.

    Args:
        document: What ``terraform show -json`` printed.
        name: The file, for messages.

    Raises:
        ImportRefusedError: If it is no such document.
    """

    def __init__(self, document: Json, name: str) -> None:
        self._name = name
        held = document.get("planned_values", document.get("values"))
        if held is None and "format_version" not in document:
            raise ImportRefusedError(
                f"{name} is neither a plan nor a state of Terraform",
                seen=", ".join(sorted(map(str, document)))[:200] or "an empty object",
                fix="Write it with: terraform show -json PLAN > plan.json",
            )
        self.form = "plan" if "planned_values" in document else "state"
        self._configuration = _object(document, "configuration")
        self._variables = _object(document, "variables")
        later = self._after_unknown(document)
        self.items: dict[str, Item] = {}
        root = _EMPTY
        if held is not None:
            root = _object(mapping(held, f"{name}: values"), "root_module")
        for item in self._walk(root, "", later, 0):
            if item.address in self.items:
                raise ImportRefusedError(f"{name} has an address twice", seen=item.address)
            self.items[item.address] = item
        self._by_base: dict[tuple[str, str], list[Item]] = {}
        for item in self.items.values():
            self._by_base.setdefault((item.module, item.base), []).append(item)

    def _after_unknown(self, document: Json) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for each in sequence(document.get("resource_changes"), f"{self._name}: resource_changes"):
            change = mapping(each, f"{self._name}: resource_changes")
            later = _object(change, "change").get("after_unknown")
            if isinstance(later, dict):
                found[str(change.get("address"))] = cast("Json", later)
        return found

    def _walk(
        self, module: Json, address: str, later: Mapping[str, Json], deep: int
    ) -> Iterator[Item]:
        if deep > MOST_DEEP:
            raise ImportRefusedError(
                f"{self._name} has too many modules in modules", seen=f"over {MOST_DEEP}"
            )
        where = f"{self._name}: {address or 'root_module'}"
        for each in sequence(module.get("resources"), f"{where}: resources"):
            resource = mapping(each, f"{where}: a resource")
            if resource.get("mode", "managed") == "managed":
                yield self._item(resource, address, later)
        for each in sequence(module.get("child_modules"), f"{where}: child_modules"):
            child = mapping(each, f"{where}: a module")
            yield from self._walk(
                child, text_of(child.get("address"), f"{where}: address") or "", later, deep + 1
            )

    def _item(self, resource: Json, module: str, later: Mapping[str, Json]) -> Item:
        address = text_of(resource.get("address"), f"{self._name}: address of a resource")
        kind = text_of(resource.get("type"), f"{address}: type")
        if address is None or kind is None:
            raise ImportRefusedError(
                f"{self._name} has a resource without address or type", seen=shown(address)
            )
        local = address[len(module) + 1 :] if module and address.startswith(module) else address
        values = resource.get("values")
        return Item(
            address,
            kind,
            module,
            _INDEX.sub("", local),
            _EMPTY if values is None else mapping(values, f"{address}: values"),
            later.get(address, _EMPTY),
        )

    def of_types(self, *kinds: str) -> list[Item]:
        """Return the resources of some types.

        Args:
            kinds: The types.
        """
        return [item for item in self.items.values() if item.type in kinds]

    def expressions(self, item: Item) -> Json:
        """Return how the configuration writes a resource; empty where there is none.

        Args:
            item: The resource.
        """
        return _object(self._configured(item), "expressions")

    def refers_to(self, item: Item, name: str, *kinds: str) -> list[Item]:
        """Return the resources that a value of a resource refers to.

        Args:
            item: The resource.
            name: Name of the value.
            kinds: The types that are wanted.

        Returns:
            The resources; of several made by one block those with the resource's own index first.
        """
        found: list[Item] = []
        for text in _references(self.expressions(item).get(name), 0):
            found += self._lead(text, item.module, kinds, 0)
        index = item.address[item.address.rfind("[") :] if item.address.endswith("]") else ""
        same = [each for each in found if index and each.address.endswith(index)]
        return list({each.address: each for each in (*same, *found)}.values())

    def _lead(self, text: str, module: str, kinds: tuple[str, ...], hops: int) -> list[Item]:
        # References may lead in a circle in a file that Terraform did not write.
        if hops > _MOST_HOPS:
            return []
        words = _INDEX.sub("", text).split(".")
        if words[0] == "var" and len(words) > 1 and module:
            outer, _, call = module.rpartition("module.")
            call_of = self._module_call(outer.rstrip("."), _INDEX.sub("", call))
            given = _object(call_of, "expressions").get(words[1])
            return self._all(_references(given, 0), outer.rstrip("."), kinds, hops)
        if words[0] == "module" and len(words) > 2:  # noqa: PLR2004 - module.<name>.<output>
            inner = f"{module}.module.{words[1]}" if module else f"module.{words[1]}"
            outputs = _object(self._module(inner), "outputs")
            given = _object(outputs, words[2]).get("expression")
            return [
                item
                for path in self._paths_of(inner)
                for item in self._all(_references(given, 0), path, kinds, hops)
            ]
        if len(words) > 1 and words[0] in kinds:
            return self._by_base.get((module, ".".join(words[:2])), [])
        return []

    def _all(self, texts: list[str], module: str, kinds: tuple[str, ...], hops: int) -> list[Item]:
        return [item for text in texts for item in self._lead(text, module, kinds, hops + 1)]

    def _paths_of(self, plain: str) -> list[str]:
        paths = dict.fromkeys(item.module for item in self.items.values())
        return [path for path in paths if _INDEX.sub("", path) == plain]

    def _module(self, address: str) -> Json:
        node = _object(self._configuration, "root_module")
        for name in _INDEX.sub("", address).split("."):
            if name and name != "module":
                node = _object(_object(_object(node, "module_calls"), name), "module")
        return node

    def _module_call(self, outer: str, name: str) -> Json:
        return _object(_object(self._module(outer), "module_calls"), name)

    def _configured(self, item: Item) -> Json:
        for each in sequence(self._module(item.module).get("resources"), item.address):
            resource = mapping(each, item.address)
            if resource.get("address") == item.base:
                return resource
        return _EMPTY

    def provider(self, item: Item) -> Json:
        """Return the settings of the provider that makes a resource, as far as they are known.

        Args:
            item: The resource.

        Returns:
            Values by name; a value that is not known before the plan is applied is left out.
        """
        key = str(self._configured(item).get("provider_config_key", item.type.partition("_")[0]))
        every = _object(self._configuration, "provider_config")
        found = every.get(key, every.get(key.rpartition(":")[2]))
        settings = cast("Json", found) if isinstance(found, dict) else _EMPTY
        module = str(settings.get("module_address", ""))
        known: dict[str, object] = {}
        for name, expression in _object(settings, "expressions").items():
            value = self._value(expression, module, 0)
            if value is not None:
                known[name] = value
        return known

    def _value(self, expression: object, module: str, hops: int) -> object:
        if not isinstance(expression, dict) or hops > _MOST_HOPS:
            return None
        written = cast("Json", expression)
        if "constant_value" in written:
            return written["constant_value"]
        for text in _references(written, 0):
            words = text.split(".")
            if words[0] == "var" and len(words) == 2:  # noqa: PLR2004 - var.<name>
                return self._variable(words[1], module, hops)
            if words[0] == "module" and len(words) == 3:  # noqa: PLR2004 - module.<name>.<output>
                inner = f"{module}.module.{words[1]}" if module else f"module.{words[1]}"
                output = _object(_object(self._module(inner), "outputs"), words[2])
                return self._value(output.get("expression"), inner, hops + 1)
        return None

    def _variable(self, name: str, module: str, hops: int) -> object:
        default = _object(_object(self._module(module), "variables"), name).get("default")
        if not module:
            given = _object(self._variables, name).get("value")
        else:
            outer, _, call = module.rpartition("module.")
            call_of = self._module_call(outer.rstrip("."), _INDEX.sub("", call))
            expression = _object(call_of, "expressions").get(name)
            given = self._value(expression, outer.rstrip("."), hops + 1)
        return default if given is None else given


def _references(node: object, deep: int) -> list[str]:
    """Return every reference in an expression, the longest of each first as Terraform lists it."""
    if deep > MOST_DEEP:
        return []
    if isinstance(node, dict):
        held = cast("Json", node)
        own = held.get("references")
        found = (
            [t for t in cast("list[object]", own) if isinstance(t, str)]
            if isinstance(own, list)
            else []
        )
        for name, inner in held.items():
            if name != "references":
                found += _references(inner, deep + 1)
        return found
    if isinstance(node, list):
        return [text for each in cast("list[object]", node) for text in _references(each, deep + 1)]
    return []


def _object(held: Json, name: str) -> Json:
    found = held.get(name)
    return cast("Json", found) if isinstance(found, dict) else _EMPTY
