"""What sampling costs: CPU time per sample and share of a core at one sample a second.

Usage: ``.venv/bin/python bench/sampler_cost.py [--seconds 20] [--interval 1.0]``

Each case runs in a fresh interpreter that sleeps while it is sampled, so that everything the
process uses in that time is the sampler's: wake-up of the thread, meters, process tree, intervals
and blocks. The same sleep without a sampler is subtracted. The written powercap tree is moved by
another process. The machine's other work matters: with its caches full of other things the same
sample costs several times more than on a quiet machine.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASES = ("nothing", "no meters", "rapl", "rapl and 50 children", "rapl and 500 children")


def _measure(case: str, root: Path, seconds: float, interval: float) -> dict[str, float]:
    from wholeprint.meters.process_tree import self_tree
    from wholeprint.meters.registry import open_meters
    from wholeprint.meters.sampler import Sampler

    count = int(case.split()[2]) if "children" in case else 0
    children = [subprocess.Popen(["sleep", "600"]) for _ in range(count)]
    lengths: list[int] = []
    names = ["rapl"]
    open_meters(root, names)  # the drivers' modules are loaded by now, as after import
    begin = time.perf_counter()
    meters, _, _ = open_meters(root, names) if "rapl" in case else ([], [], [])
    opened = time.perf_counter()
    sampler = Sampler(
        meters, self_tree(), interval, 5.0, lambda block: lengths.append(block.length)
    )
    if case != "nothing":
        sampler.start()
    started = time.perf_counter()
    time.sleep(0.2)  # the watching of the counters, once a run, is not in the cost per sample
    settle_cpu = time.process_time()
    time.sleep(seconds)
    cpu = time.process_time() - settle_cpu
    stop_begin = time.perf_counter()
    sampler.stop()
    stopped = time.perf_counter()
    for child in children:
        child.terminate()
    for child in children:
        child.wait()
    return {
        "cpu_ms": cpu * 1e3,
        "open_ms": (opened - begin) * 1e3,
        "start_ms": (started - opened) * 1e3,
        "stop_ms": (stopped - stop_begin) * 1e3,
    }


def _in_fresh_process(case: str, root: Path, seconds: float, interval: float) -> dict[str, float]:
    command = [sys.executable, __file__, "--case", case, "--root", str(root)]
    command += ["--seconds", str(seconds), "--interval", str(interval)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(ran.stdout)


def _table(root: Path, seconds: float, interval: float) -> None:
    samples = seconds / interval
    idle_ms = _in_fresh_process("nothing", root, seconds, interval)["cpu_ms"]
    head = ("case", "ms CPU/sample", "% of a core", "open ms", "start ms", "stop ms")
    print("{:<24}{:>15}{:>13}{:>9}{:>10}{:>9}".format(*head))
    for case in CASES[1:]:
        cost = _in_fresh_process(case, root, seconds, interval)
        cpu_ms = cost["cpu_ms"] - idle_ms
        print(
            f"{case:<24}{cpu_ms / samples:>15.3f}{cpu_ms / seconds / 10:>13.4f}"
            f"{cost['open_ms']:>9.2f}{cost['start_ms']:>10.2f}{cost['stop_ms']:>9.2f}"
        )


def main() -> None:
    """Run all cases and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--interval", type=float, default=1.0)
    parser.add_argument("--case", choices=CASES)
    parser.add_argument("--root", type=Path)
    given = parser.parse_args()
    if given.case:
        print(json.dumps(_measure(given.case, given.root, given.seconds, given.interval)))
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "wholeprint.meters.powercap_twin", folder]
        command += ["--scenario", "two-sockets", "--period", "0.01", "--seconds", "3600"]
        with subprocess.Popen(command) as twin:
            time.sleep(1)
            _table(Path(folder), given.seconds, given.interval)
            twin.terminate()


if __name__ == "__main__":
    main()
