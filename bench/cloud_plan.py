"""What a Terraform plan of ten thousand machines would emit, under 1,024 draws.

No peer is asked: Carbonifer is a Go program that runs Terraform itself, and gives one number
without a spread.
"""

import json
import subprocess
from typing import Any

import harness
import peers

TITLE = "A Terraform plan of 10,000 machines of three clouds, 1,024 draws each"
UNITS = {"reading": "s", "costing": "s", "resources": ""}
RATIO = None
TOOLS: tuple[str, ...] = ()
RESOURCES = 10_000
KINDS = (("20", ""), ("100", ""), ("400", ""), ("2000", "differ"))
NOTES = (
    "A row is a number of sizes; in eight regions each size is up to four configurations.",
    "With disks that differ no two resources are alike.",
    "No peer is asked: Carbonifer gives one number for each resource, and runs Terraform itself.",
)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """How long reading and costing take [s]."""
    ours = next((tool for tool in tools if tool.name == peers.OURS), None)
    rows: dict[str, dict[str, Any]] = {}
    if ours is None:
        return rows
    for kinds, differ in KINDS:
        words = [str(RESOURCES), kinds, str(harness.rounds(5, 1)), *filter(None, [differ])]
        ran = subprocess.run(
            [str(ours.python), str(harness.BENCH / "cost_plan.py"), *words],
            env=peers.clean_environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        found = json.loads(ran.stdout.split("RESULT ")[1])
        said = f"{peers.OURS}, {kinds} sizes" + ", each disk differs" * bool(differ)
        rows[said] = {
            "reading": harness.summary(found["read"]),
            "costing": harness.summary(found["cost"]),
            "resources": found["resources"],
        }
    return rows
