"""How much a plain ``pip install`` brings: packages and megabytes beyond an empty environment."""

import json
import subprocess
from typing import Any

import peers

TITLE = "Plain install, beyond an empty environment"
UNITS = {"installed": "MB", "of it NumPy": "MB", "packages": ""}
RATIO = "installed"
NOTES = ("The tool itself is among its packages; compiled files are counted.",)

SIZES = """
import importlib.metadata, json, os
found = {}
for d in importlib.metadata.distributions():
    files = {os.path.realpath(d.locate_file(f)) for f in d.files or ()}
    found[d.metadata["Name"].lower()] = sum(os.path.getsize(f) for f in files if os.path.isfile(f))
print(json.dumps(found))
"""
EMPTY = {"pip", "setuptools"}
NUMPY = {"numpy"}


def _sizes(tool: peers.Tool) -> dict[str, int]:
    """Bytes of each installed package, its compiled files included."""
    # -I: a folder we stand in must not take part.
    shown = subprocess.run(
        [str(tool.python), "-I", "-c", SIZES], check=True, capture_output=True, text=True
    )
    return json.loads(shown.stdout)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Megabytes in all and of NumPy [MB], and packages, the tool itself included."""
    found: dict[str, dict[str, Any]] = {}
    for tool in tools:
        sizes = {n: size for n, size in _sizes(tool).items() if n not in EMPTY or n == tool.name}
        found[tool.name] = {
            "installed": sum(sizes.values()) / 1e6,
            "of it NumPy": sum(size for n, size in sizes.items() if n in NUMPY) / 1e6,
            "packages": len(sizes),
        }
    return found
