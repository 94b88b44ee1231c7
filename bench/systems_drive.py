"""One tool at one task about models of stocks and flows; a line on standard input runs it once.

    python systems_drive.py TOOL TASK MODELS

Prints "ready <first result>" when all is loaded, then after each line the seconds that a run took.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wholeprint.systems.flat.system import System

BENCH = Path(__file__).parent
SIR = BENCH / "models" / "sir.mdl"
THREADS = 2
MEMBERS = 10_000
Task = Callable[[], Any]


def drawn(members: int) -> tuple[Any, Any]:
    """Contact rates and durations of members."""
    import numpy as np

    draw = np.random.default_rng(7)
    return draw.uniform(0.1, 0.5, members), draw.uniform(2.0, 10.0, members)


def wholeprint(task: str, models: Path) -> Task:
    """Ours."""
    import numpy as np

    from wholeprint.engine.compiled.choose import compile_system
    from wholeprint.engine.flat_files import flat_system
    from wholeprint.engine.kernel import Measure, Output

    if task.startswith("sir"):
        system = flat_system(str(SIR))
        of = system.names["infectious"]
    else:
        system = flat_system(str(models / "wrld3-03.mdl"))
        of = system.names["population"]
    if task.endswith("one"):
        kernel = compile_system(system, [], [Output(of, Measure.SERIES)])
        nothing = np.empty((0, 1))
        return lambda: kernel.run(nothing).series[0, :, 0]
    if task == "sir_many":
        inputs = np.stack(drawn(MEMBERS))
        slots = [system.names["contact_rate"], system.names["duration"]]
        outputs = [Output(of, Measure.PEAK), Output(of, Measure.FINAL)]
        kernel = compile_system(system, slots, outputs)
        return lambda: kernel.run(inputs, threads=THREADS).scalars
    slots = _free(system)
    base = np.array([system.slots[slot].term.value for slot in slots])
    inputs = base[:, None] * np.random.default_rng(7).uniform(0.9, 1.1, (len(slots), MEMBERS))
    kernel = compile_system(system, slots, [Output(of, Measure.SERIES)])
    return lambda: kernel.run(inputs, threads=THREADS).series


def _free(system: "System") -> list[int]:
    """Six parameters of World3 that its behaviour depends on."""
    names = (
        "industrial_capital_output_ratio_1",
        "average_life_of_industrial_capital_1",
        "desired_completed_family_size_normal",
        "land_yield_factor_1",
        "persistent_pollution_generation_factor_1",
        "initial_nonrenewable_resources",
    )
    found = [system.names[name] for name in names if name in system.names]
    parameters = [n for n, slot in enumerate(system.slots) if slot.role == "parameter"]
    return (found + [each for each in parameters if each not in found])[:6]


def by_hand(kind: str) -> Task:
    """The epidemic by hand."""
    import systems_hand

    rates, durations = drawn(MEMBERS)
    make = systems_hand.in_c if kind == "c" else systems_hand.in_numba
    return make(rates, durations, THREADS)


def pysimlin(task: str, models: Path) -> Task:
    """The peer in Rust."""
    import simlin

    path = SIR if task.startswith("sir") else models / "wrld3-03.mdl"
    of = "infectious" if task.startswith("sir") else "population"
    model = simlin.load(str(path))
    if task == "sir_many":
        from concurrent.futures import ThreadPoolExecutor

        rates, durations = drawn(MEMBERS)
        sims = [model.simulate() for _ in range(THREADS)]
        pool = ThreadPoolExecutor(THREADS)

        def part(number: int) -> list[tuple[float, float]]:
            sim, found = sims[number], []
            for member in range(number, MEMBERS, THREADS):
                sim.reset()
                sim.set_value("contact_rate", float(rates[member]))
                sim.set_value("duration", float(durations[member]))
                sim.run_to_end()
                series = sim.get_series(of)
                found.append((float(series.max()), float(series[-1])))
            return found

        return lambda: [*pool.map(part, range(THREADS))]
    sim = model.simulate()
    count = 200 if task.endswith("many") else 1

    def run() -> object:
        series = None
        for _ in range(count):
            sim.reset()
            sim.run_to_end()
            series = sim.get_series(of)
        return series

    return run


def pysd(task: str, models: Path) -> Task:
    """The peer in Python."""
    import pysd as peer

    path = SIR if task.startswith("sir") else models / "wrld3-03.mdl"
    # It writes a program beside the model that it reads.
    copy = Path(tempfile.mkdtemp(prefix="wholeprint-bench-")) / path.name
    shutil.copy(path, copy)
    model = peer.read_vensim(str(copy))
    of = "infectious" if task.startswith("sir") else "population"
    if task == "sir_many":
        rates, durations = drawn(10)

        def few() -> None:
            for rate, duration in zip(rates, durations, strict=True):
                told = {"contact rate": rate, "duration": duration}
                model.run(params=told, return_columns=[of])

        return few
    return lambda: model.run(return_columns=[of])


def ema_workbench(_task: str, _models: Path) -> Task:
    """The peer for ensembles, over a hand-written kernel of one run in numba."""
    import numba
    import numpy as np
    from ema_workbench import Model, RealParameter, ScalarOutcome, perform_experiments

    def one(rate: float, duration: float) -> tuple[float, float]:
        s, i, most = 1000.0, 5.0, 5.0
        for _ in range(3200):
            new = s * i / 1000.0 * rate
            out = i / duration
            s -= 0.03125 * new
            i += 0.03125 * (new - out)
            most = max(most, i)
        return most, i

    kernel = numba.njit(one)

    def function(rate: float, duration: float) -> dict[str, float]:
        most, last = kernel(rate, duration)
        return {"most": most, "last": last}

    model = Model("epidemic", function=function)
    model.uncertainties = [RealParameter("rate", 0.1, 0.5), RealParameter("duration", 2, 10)]
    model.outcomes = [ScalarOutcome("most"), ScalarOutcome("last")]
    assert np.isfinite(kernel(0.3, 5.0)[0])
    return lambda: perform_experiments(model, MEMBERS)


def main() -> None:
    """Make a task ready, then run it whenever a line comes."""
    began = time.perf_counter()
    tool, name, models = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    is_hand = tool.startswith("hand")
    task = by_hand(tool.split("-")[1]) if is_hand else globals()[tool](name, models)
    task()
    print("ready", time.perf_counter() - began, flush=True)
    for _ in sys.stdin:
        if name.endswith("one"):
            task()  # the others had the processor's caches in between
        began = time.perf_counter()
        task()
        print(json.dumps(time.perf_counter() - began), flush=True)


if __name__ == "__main__":
    main()
