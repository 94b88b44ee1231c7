"""``wholeprint estimate``, from the start of the process to its end.

No peer has such a verb. The floor stands beside it: what the same interpreter needs to do nothing,
and to load NumPy, which the draws of an estimate are made of.
"""

import subprocess
import time
from typing import Any

import harness
import peers

TITLE = "estimate of a workload, process start to end (to reach: 300 ms)"
UNITS = {"wall": "ms"}
RATIO = "wall"
TOOLS = ()
NOTES = ("python -c pass and python -c 'import numpy' are the floor of the same interpreter.",)

FORMS = {
    peers.OURS: "--parameters 70B --tokens 15T --hardware h100-sxm5-80gb:4096 --zone FR",
    "wholeprint, requests": "--inference --parameters 70B --input-tokens 1000 --output-tokens 500 "
    "--hardware h100-sxm5-80gb --zone FR",
    "wholeprint, a job": "--cores 12 --core-power 15.8 --memory 64 --hours 12 --zone FR",
    "wholeprint, hardware": "--hardware a100-sxm4-80gb:8 --hours 24 --zone FR --pue 1.2",
}


def _milliseconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, env=peers.clean_environment(), stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1e3


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Milliseconds of each form, as text and as JSON, and of the floor [ms]."""
    ours = next((tool for tool in tools if tool.name == peers.OURS), None)
    if ours is None:
        return {}
    program = str(ours.python.with_name("wholeprint"))
    commands = {
        "python -c pass": [str(ours.python), "-c", "pass"],
        "python -c 'import numpy'": [str(ours.python), "-c", "import numpy"],
    }
    for name, words in FORMS.items():
        commands[name] = [program, "estimate", *words.split()]
        commands[f"{name} --json"] = [*commands[name], "--json"]
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(harness.rounds(15, 5)):
        for name, command in commands.items():
            took[name].append(_milliseconds(command))
    return {name: {"wall": harness.summary(values)} for name, values in took.items()}
