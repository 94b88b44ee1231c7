"""What it costs to find out which machine this is.

Prints milliseconds: the first call in a fresh process, the median and the 95th percentile of
many, for this machine and for recorded ones (whose files are quicker to read than the kernel's).

Usage: python bench/detect_cost.py
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from wholeprint.hardware.detect import detect

MACHINES = Path(__file__).parents[1] / "tests" / "data" / "machines"
REPEATS = 300

FIRST = """
import time
from wholeprint.hardware.detect import detect
began = time.perf_counter()
detect()
print((time.perf_counter() - began) * 1e3)
"""


def measure(root: Path) -> tuple[float, float]:
    """Return the median and the 95th percentile of one detection [ms]."""
    times: list[float] = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        detect(root)
        times.append((time.perf_counter() - began) * 1e3)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Print the table."""
    first = [
        float(subprocess.run([sys.executable, "-c", FIRST], capture_output=True, check=True).stdout)
        for _ in range(9)
    ]
    print(f"{'machine':24} {'median ms':>10} {'p95 ms':>10}")
    print(f"{'this one, first call':24} {statistics.median(first):10.3f} {max(first):10.3f}")
    for name, root in [
        ("this one", Path("/")),
        ("256 threads (recorded)", MACHINES / "container-nested"),
        ("two sockets (recorded)", MACHINES / "xeon-two-sockets"),
    ]:
        median, late = measure(root)
        print(f"{name:24} {median:10.3f} {late:10.3f}")


if __name__ == "__main__":
    main()
