"""Loop dominance beside pysimlin: the same scores, and how long they take.

Every model of `MODELS`, and any Vensim or XMILE file named, is scored by both; XMILE as we write it
is what pysimlin reads. Told are the largest difference of any link's and of any loop's score (over
the greater of 1 and its magnitude), and the median time of either, taken in turn. Then 10,000
members of library models, and of a large file the loops that were ever active.

    .venv/bin/python bench/systems_loops.py [--peer PYTHON] [--rounds N] [--members N] [FILE ...]

PYTHON is the interpreter of an environment with pysimlin. A score stands at the instant at which
its step ends, in both. pysimlin 0.8.5 lets flows fall below nought that a model says may not: where
one of them would, as in mixed_precision, the runs themselves differ.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from wholeprint.engine.dominance import Asked, dominance_of_members
from wholeprint.engine.files import library, load
from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.shapes import Dominance
from wholeprint.systems.dominance.values import states_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.model import Model
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import simulate
from wholeprint.systems.sensitivity.design import WorldDesign
from wholeprint.systems.sensitivity.inputs import inputs_of, slots_of_inputs
from wholeprint.systems.text.read import read_model
from wholeprint.systems.xmile.write import write_xmile

MODELS = {
    "Bass": """
model: bass
time: {start: 0, stop: 15, step: 0.0625}
parameters: {total: 1000000, contact rate: 100, adoption fraction: 0.015}
stocks:
  potentials: {initial: 999999, out: [adopting]}
  adopters: {initial: 1, in: [adopting]}
flows: {adopting: adopter contacts * adoption fraction}
auxiliaries:
  potentials contacts: potentials * contact rate
  concentration: adopters / total
  adopter contacts: potentials contacts * concentration
""",
    "yeast": """
model: yeast
time: {start: 0, stop: 100, step: 0.5}
parameters: {b1: 15, d1: 30, p: 0.01}
stocks:
  cells: {initial: 1, in: [births], out: [deaths]}
  alcohol: {initial: 0, in: [production]}
flows:
  births: cells * (1.1 - 0.1 * alcohol) / b1
  deaths: cells * EXP(alcohol - 11) / d1
  production: p * cells
""",
    "shop": """
model: shop
time: {start: 0, stop: 30, step: 0.25}
parameters: {lag: 4, adjust: 3}
stocks:
  stock: {initial: 20, in: [making], out: [selling]}
  backlog: {initial: 80, in: [orders], out: [filling]}
flows:
  making: MAX(0, (wish - stock) / adjust + seen)
  selling: shipping
  orders: 10 + STEP(5, 4)
  filling: shipping
auxiliaries:
  shipping: MIN(backlog / 4, stock / 2)
  wish: 3 * seen
  seen: SMTH3(shipping, lag)
""",
}

PEER = """
import json, sys, time
import simlin
found = simlin.load(sys.argv[1])
model = found.get_model() if hasattr(found, "get_model") else found
times = []
for _ in range(int(sys.argv[3])):
    begun = time.perf_counter()
    with model.simulate(enable_ltm=True) as sim:
        sim.run_to_end()
        links = sim.get_links()
        loops = sim.get_loops_runtime() if sys.argv[4] == "all" else []
        scores = [(each.variables, sim.get_loop_score(each.id)) for each in loops]
    times.append(time.perf_counter() - begun)
active = None
if sys.argv[4] != "all":
    begun = time.perf_counter()
    told = model.analyze()
    active = [told.universe_loops, told.retained_loops, time.perf_counter() - begun]
json.dump({
    "times": times,
    "active": active,
    "links": [[l.from_var, l.to_var, None if l.score is None else l.score.tolist()] for l in links],
    "loops": [[list(names), score.tolist()] for names, score in scores],
}, open(sys.argv[2], "w"))
"""

FEW = 300
"""A model with more slots is a large one: its loops are not compared one by one."""


def _ours(system: System) -> tuple[Dominance, float]:
    begun = time.perf_counter()
    found = analyse(system, simulate(system, keep=states_of(system)))
    return found, time.perf_counter() - begun


def _theirs(peer: str, model: Model | str, rounds: int, how: str) -> dict[str, Any]:
    """Ask pysimlin, for a model as we write it or for the file that we read."""
    with tempfile.TemporaryDirectory() as folder:
        source, answer = Path(folder) / "model.xmile", Path(folder) / "answer.json"
        if isinstance(model, str):
            source = Path(model)
        else:
            source.write_text(write_xmile(model), encoding="utf-8")
        command = [peer, "-c", PEER, str(source), str(answer), str(rounds), how]
        ran = subprocess.run(command, check=False, capture_output=True, text=True)
        if ran.returncode:
            return {"error": ran.stderr.strip().splitlines()[-1]}
        return json.loads(answer.read_text(encoding="utf-8"))


def _gap(ours: np.ndarray, theirs: list[float]) -> float:
    told = np.nan_to_num(np.array(theirs))
    return float((np.abs(ours - told) / np.maximum(1, np.abs(told))).max())


def _compare(
    system: System, ours: Dominance, theirs: dict[str, Any], every: int
) -> tuple[float, int, float]:
    """The largest differences of links and loops at saves, and how many links were compared."""
    links: dict[tuple[str, str], list[np.ndarray]] = {}
    for link, score in zip(ours.loops.links, ours.link_scores, strict=True):
        ends = (system.slots[link.source].name, system.slots[link.target].name)
        links.setdefault((canonical(ends[0]), canonical(ends[1])), []).append(score[::every, 0])
    worst, count = 0.0, 0
    for source, target, score in theirs["links"]:
        known = links.get((canonical(source), canonical(target)), [])
        if score is not None and len(known) == 1 and known[0].any():
            worst, count = max(worst, _gap(known[0], score)), count + 1
    loops: dict[frozenset[str], list[np.ndarray]] = {}
    for loop, score in zip(ours.loops.loops, ours.loop_scores, strict=True):
        key = frozenset(canonical(name) for name in loop.shown)
        loops.setdefault(key, []).append(score[::every, 0])
    worst_loop = 0.0
    for names, score in theirs["loops"]:
        # What it made up for the inside of a delay has a sign of its own before its name.
        key = frozenset(canonical(name) for name in names if not name.startswith("$"))
        told = [_gap(each, score) for each in loops.get(key, [])]
        worst_loop = max(worst_loop, min(told, default=np.inf))
    return worst, count, worst_loop


def _side_by_side(
    name: str, model: Model, peer: str | None, rounds: int, file: str | None = None
) -> None:
    whole = flatten(model)
    every = whole.span.save_every
    system = replace(whole, span=replace(whole.span, save_every=1))
    is_large = len(system.slots) > FEW
    found = [_ours(system) for _ in range(rounds)]
    dominance = found[-1][0]
    search = dominance.loops.search
    print(
        f"{name}: {len(system.slots)} slots, {search.seen} loops ({search.method}, "
        f"{'all' if search.is_complete else 'not all'}), {search.retained} ever worth telling; "
        f"{1e3 * statistics.median(seconds for _, seconds in found):.1f} ms"
    )
    if peer is None:
        return
    theirs = _theirs(peer, file or model, rounds, "active" if is_large else "all")
    if "error" in theirs:
        print(f"  pysimlin: {theirs['error']}")
        return
    worst, count, worst_loop = _compare(system, dominance, theirs, every)
    print(
        f"  pysimlin: {1e3 * statistics.median(theirs['times']):.1f} ms; {count} links differ by "
        f"at most {worst:.1e}, {len(theirs['loops'])} loops by {worst_loop:.1e}"
    )
    if theirs["active"]:
        universe, retained, seconds = theirs["active"]
        print(f"  pysimlin looks at {universe} loops, keeps {retained}, in {1e3 * seconds:.0f} ms")


def _members(name: str, count: int) -> None:
    """Score every loop in every member of an ensemble over a model's own assumptions."""
    model = load(name)
    system = flatten(model)
    for every in sorted({1, system.span.save_every}, reverse=True):
        sampled = replace(system, span=replace(system.span, save_every=every))
        inputs, places = slots_of_inputs(sampled, inputs_of(model))
        design = WorldDesign(tuple(one.factor for one in inputs), count, 0)
        drawn = design.values([one.belief for one in inputs], 0, count)
        members = {slot: drawn[row] * scale for slot, row, scale in places}
        begun, used = time.perf_counter(), time.process_time()
        found = dominance_of_members(sampled, members, Asked(names=model.loops))
        print(
            f"{name}: {count} members, {len(found.loops.loops)} loops, {len(found.times)} instants:"
            f" {time.perf_counter() - begun:.1f} s, {time.process_time() - used:.1f} s of cores"
        )


def main() -> int:
    """Print the comparisons."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="*")
    arguments.add_argument("--peer")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--members", type=int, default=10_000)
    chosen = arguments.parse_args()
    for name, text in MODELS.items():
        _side_by_side(name, read_model(text, name), chosen.peer, chosen.rounds)
    for name in library():
        _side_by_side(name, load(name), chosen.peer, chosen.rounds)
    for file in chosen.files:
        _side_by_side(Path(file).name, load(file), chosen.peer, min(3, chosen.rounds), file)
    for name in library():
        _members(name, chosen.members)
    return 0


if __name__ == "__main__":
    sys.exit(main())
