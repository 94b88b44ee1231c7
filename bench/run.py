"""Measure wholeprint side by side with its peers, and print one table a row.

Usage: ``python bench/run.py [--rows import_time,accuracy] [--tools wholeprint,zeus]``.
``BENCH_QUICK=1`` repeats less. Every row takes the tools in turn, or all at once, so that they
share whatever else the machine is doing. Results are kept in ``bench/results/<date>.json``.
``WHOLEPRINT_SERIES`` names a folder of recorded series for the rows of the grid; without it they
make one up, where that is of use. ``WHOLEPRINT_MODELS`` names a folder with ``wrld3-03.mdl``, which
is no part of the project either; without it the rows of models leave World3 out.
"""

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any, cast

import peers

ROWS = (
    "import_time",
    "first_block",
    "overhead",
    "install_size",
    "accuracy",
    "concurrency",
    "assessment",
    "grid_now",
    "estimate",
    "cloud_plan",
    "start_times",
    "many_jobs",
    "choose_start",
    "foresight",
    "systems_one",
    "systems_first",
    "systems_many",
    "systems_ensemble",
)
RESULTS = Path(__file__).parent / "results"


def _number(value: float) -> str:
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _cell(value: object, unit: str) -> str:
    if isinstance(value, dict):
        of = cast("dict[str, float]", value)
        spread = f" [{_number(of['min'])}..{_number(of['max'])}]" if of["n"] > 1 else ""
        return f"{_number(of['median'])}{spread} {unit}".strip()
    if isinstance(value, int | float):
        return f"{_number(value)} {unit}".strip()
    return "-" if value is None else str(value)


def _middle(value: object) -> float | None:
    if isinstance(value, dict):
        return cast("dict[str, float]", value)["median"]
    return float(value) if isinstance(value, int | float) else None


def _ratio(found: dict[str, dict[str, Any]], tool: str, metric: str | None) -> str:
    """How many times ours a peer's figure is."""
    ours = _middle(found.get(peers.OURS, {}).get(metric)) if metric else None
    theirs = _middle(found[tool].get(metric)) if metric else None
    if not ours or theirs is None or tool == peers.OURS:
        return ""
    return f"{theirs / ours:.3g}x"


def _print(
    title: str, found: dict[str, dict[str, Any]], units: dict[str, str], by: str | None
) -> None:
    metrics = [m for m in units if any(m in row for row in found.values())]
    head = ["", *metrics, *([f"{by}, ratio"] if by else [])]
    rows = [
        [
            tool,
            *(_cell(row.get(metric), units[metric]) for metric in metrics),
            *([_ratio(found, tool, by)] if by else []),
        ]
        for tool, row in found.items()
    ]
    widths = [max(len(line[i]) for line in [head, *rows]) for i in range(len(head))]
    print(f"\n{title}")
    for line in [head, *rows]:
        print("  " + "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip())


def _load() -> float:
    return os.getloadavg()[0]


def main() -> int:
    """Run the rows that were asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", default=",".join(ROWS), help="which rows, separated by commas")
    parser.add_argument("--tools", default=",".join(peers.REQUIREMENTS), help="which tools")
    chosen = parser.parse_args()

    tools = peers.installed(chosen.tools.split(","))
    if not tools:
        print("No tool could be installed: nothing to measure.")
        return 1
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}; medians [least..most]"
    )
    print("  ".join(f"{tool.name} {tool.version}" for tool in tools), flush=True)
    if os.environ.get("BENCH_QUICK"):
        print("Quick: few repetitions, so the figures are rough.", flush=True)

    results: dict[str, Any] = {
        "tools": {tool.name: tool.version for tool in tools},
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "quick": bool(os.environ.get("BENCH_QUICK")),
        "rows": {},
    }
    for name in chosen.rows.split(","):
        row = importlib.import_module(name)
        kinds = (peers.OURS, *getattr(row, "TOOLS", peers.TRACKERS))
        load = _load()
        found = row.measure([tool for tool in tools if tool.name in kinds])
        _print(row.TITLE, found, row.UNITS, row.RATIO)
        for note in (*getattr(row, "NOTES", ()), f"Load {load:.1f} before, {_load():.1f} after."):
            print(f"  {note}")
        sys.stdout.flush()
        results["rows"][name] = {
            "title": row.TITLE,
            "units": row.UNITS,
            "found": found,
            "load": [load, _load()],
        }

    RESULTS.mkdir(exist_ok=True)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    path = RESULTS / f"{stamp}.json"
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"\nKept in {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
