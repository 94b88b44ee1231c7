"""Plans and reports that somebody made to break us: refused with a code, and nothing executed."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wholeprint.errors import ImportRefusedError, WholeprintError
from wholeprint.tracking.importers import reading
from wholeprint.tracking.importers.registry import NAMES, REPORTS, USAGES
from wholeprint.tracking.importers.terraform import estate_of, read
from wholeprint.tracking.importers.terraform_worked import plan, resource

READERS: dict[str, Callable[[Path], object]] = {**REPORTS, **USAGES, "terraform": read}
DEEP = "[" * 200_000 + "]" * 200_000
MACHINE = resource("aws_instance.a", instance_type="m5.large")

HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "blank": b"  \n\n",
    "zero bytes": b"\x00" * 4096,
    "utf-32": '{"planned_values": {}}'.encode("utf-32-le"),
    "latin-1": b'{"planned_values": "\xe9"}',
    "deep lists": DEEP.encode(),
    "deep objects": b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "cut off": b'{"planned_values": {"root_module": {"resources": [',
    "nan": b'[{"latestMonthEmissions": NaN, "date": "2024-01-01"}]',
    "infinity": b'{"planned_values": {"x": -Infinity}}',
    "very long number": b'{"planned_values": ' + b"9" * 100_000 + b"}",
    "a billion laughs": b'{"planned_values": {"$ref": "#"}, "a": [' + b'"lol",' * 1000 + b'"lol"]',
    "binary": bytes(range(256)) * 64,
    "pickle": b"cos\nsystem\n(S'touch owned'\ntR.",
    "yaml": b"!!python/object/apply:os.system ['touch owned']\n",
    "formulas": b"=cmd|' /C calc'!A0,=1+1\n=cmd(),@SUM(1)\n",
    "one quote": b'a,b\n"' + b"x" * 100_000,
    "a thousand columns twice": (",".join(["a"] * 1000) + "\n").encode(),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str, name: str
) -> None:
    """Every reader refuses each of them with its code; nothing is made where it ran."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "file"
    path.write_bytes(HOSTILE[name])

    with pytest.raises(ImportRefusedError, match="wp-import"):
        READERS[reader](path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file"]


@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    """It is not read to its end, and the message says how large one may be."""
    monkeypatch.setattr(reading, "MOST_BYTES", 1024**2)
    path = tmp_path / "file"
    path.write_bytes(b"[" + b" " * 1024**2 + b"]")

    with pytest.raises(ImportRefusedError, match="more than 1 MiB"):
        READERS[reader](path)


PLANS: dict[str, dict[str, Any]] = {
    "a negative count": plan(
        resource("azurerm_linux_virtual_machine_scale_set.s", sku="Standard_B2s", instances=-3)
    ),
    "a text for a number": plan(
        resource("azurerm_linux_virtual_machine_scale_set.s", sku="Standard_B2s", instances="3")
    ),
    "a truth for a number": plan(
        resource("azurerm_linux_virtual_machine_scale_set.s", sku="Standard_B2s", instances=True)
    ),
    "a number for a text": plan(resource("aws_instance.a", instance_type=5)),
    "a list for a block": plan(
        resource("aws_instance.a", instance_type="m5.large", root_block_device=["x"])
    ),
    "a disk of more than all disks": plan(resource("aws_ebs_volume.a", size=1e300)),
    "a negative disk": plan(resource("aws_ebs_volume.a", size=-1)),
    "an address twice": plan(MACHINE, MACHINE),
    "a resource without an address": plan({"type": "aws_instance", "values": {}}),
    "resources that are none": plan(3),  # pyright: ignore[reportArgumentType] - what is tried
    "modules that are none": plan(modules=["x"]),  # pyright: ignore[reportArgumentType] - likewise
    "changes that are none": plan(MACHINE, changes=["x"]),  # pyright: ignore[reportArgumentType] - likewise
}


@pytest.mark.parametrize("name", PLANS)
def test_plans_that_cannot_be(name: str) -> None:
    """The message names the resource and the value; no half of the plan counts for all of it."""
    with pytest.raises(ImportRefusedError, match="wp-import"):
        estate_of(PLANS[name], "plan.json")


def test_modules_a_thousand_deep() -> None:
    """Deeper than any plan, shallower than JSON may be."""
    module: dict[str, Any] = {"address": "module.x"}
    for _ in range(200):
        module = {"address": "module.x", "child_modules": [module]}

    with pytest.raises(ImportRefusedError, match="modules in modules"):
        estate_of(plan(modules=[module]), "plan.json")


def test_modules_and_variables_that_call_themselves() -> None:
    """References in a circle end; the place is then not known."""
    circle: dict[str, Any] = {"expressions": {"region": {"references": ["var.region"]}}}
    configuration: dict[str, Any] = {
        "provider_config": {
            "aws": {
                "expressions": {"region": {"references": ["var.region"]}},
                "module_address": "module.a",
            }
        },
        "root_module": {"module_calls": {"a": circle}, "variables": {"region": {"default": {}}}},
    }
    document = plan(MACHINE, configuration=configuration)

    with pytest.raises(ImportRefusedError, match="region of its provider"):
        estate_of(document, "plan.json")


def test_formulas_stay_what_is_written(tmp_path: Path) -> None:
    """The name of a service is a text, whatever it begins with; a number is never worked out."""
    header = "usage_month,service.description,carbon_footprint_total_kgCO2e.location_based\n"
    path = tmp_path / "report.csv"
    path.write_text(f"{header}2026-01-01,=cmd(),1.5\n", encoding="utf-8")

    report = REPORTS["gcp-carbon-footprint"](path)
    assert report.rows[0].service == "=cmd()"
    path.write_text(f"{header}2026-01-01,x,=1+1\n", encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=r"=1\+1"):
        REPORTS["gcp-carbon-footprint"](path)


def test_escape_codes_do_not_reach_the_terminal(tmp_path: Path, environ: dict[str, str]) -> None:
    """An address or a service may hold the codes of a terminal: a page shows none of them."""
    path = tmp_path / "plan.json"
    address = "aws_instance.\u001b[2Jowned"
    path.write_text(json.dumps(plan(resource(address, instance_type="m5.large"))), encoding="utf-8")
    command = [sys.executable, "-m", "wholeprint", "estimate", "--terraform", str(path)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout


def test_every_refusal_is_one_of_ours() -> None:
    """What is not foreseen would be a traceback: nothing of the kind is in the list."""
    assert issubclass(ImportRefusedError, WholeprintError)
    assert set(NAMES) < set(READERS)
