"""The epidemic of ``models/sir.mdl`` by hand, for many members at a time, in C and in numba."""

import ctypes
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

STEPS, STEP = 3200, 0.03125
WIDTH = 64
Numbers = npt.NDArray[np.float64]
Task = Callable[[], tuple[Numbers, Numbers]]


def in_c(rates: Numbers, durations: Numbers, threads: int) -> Task:
    """A task that runs all members in hand-written C."""
    folder = Path(tempfile.mkdtemp(prefix="wholeprint-bench-"))
    target = folder / "hand.so"
    source = Path(__file__).with_name("systems_hand.c")
    flags = ["-O3", "-march=native", "-ffast-math", "-fPIC", "-shared"]
    subprocess.run(["cc", *flags, "-o", str(target), str(source)], check=True)
    function = ctypes.CDLL(str(target)).hand
    pointer, whole = ctypes.c_void_p, ctypes.c_long
    function.argtypes = [pointer, pointer, whole, whole, whole, ctypes.c_double, pointer, pointer]
    function.restype = None
    pool = ThreadPoolExecutor(threads)
    members = len(rates)
    peak, last = np.empty(members), np.empty(members)
    pieces = threads * 4
    edges = [members // WIDTH * each // pieces * WIDTH for each in range(pieces)] + [members]

    def part(first: int, behind: int) -> None:
        told = (first, behind, STEPS, STEP, peak.ctypes.data, last.ctypes.data)
        function(rates.ctypes.data, durations.ctypes.data, *told)

    def run() -> tuple[Numbers, Numbers]:
        waiting = [pool.submit(part, a, b) for a, b in pairwise(edges)]
        for each in waiting:
            each.result()
        return peak, last

    return run


def in_numba(rates: Numbers, durations: Numbers, threads: int) -> Task:
    """A task that runs all members in hand-written numba."""
    import numba

    numba.set_num_threads(threads)

    def epidemic(rates: Numbers, durations: Numbers, peak: Numbers, last: Numbers) -> None:
        members = rates.size
        for block in numba.prange((members + WIDTH - 1) // WIDTH):
            place = block * WIDTH
            count = min(WIDTH, members - place)
            s, i, most = np.full(WIDTH, 1000.0), np.full(WIDTH, 5.0), np.full(WIDTH, 5.0)
            b, d = np.zeros(WIDTH), np.zeros(WIDTH)
            for j in range(count):
                b[j], d[j] = rates[place + j], 1.0 / durations[place + j]
            for _ in range(STEPS):
                for j in range(WIDTH):
                    infection = s[j] * i[j] / 1000.0 * b[j]
                    recovery = i[j] * d[j]
                    s[j] -= STEP * infection
                    i[j] += STEP * (infection - recovery)
                    most[j] = max(most[j], i[j])
            for j in range(count):
                peak[place + j], last[place + j] = most[j], i[j]

    compiled = numba.njit(parallel=True, fastmath=True)(epidemic)
    peak, last = np.empty(rates.size), np.empty(rates.size)

    def run() -> tuple[Numbers, Numbers]:
        compiled(rates, durations, peak, last)
        return peak, last

    return run
