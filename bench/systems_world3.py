"""A large model of Vensim beside pysimlin: every variable both have, at every instant.

    .venv/bin/python bench/systems_world3.py FILE.mdl

pysimlin runs in an environment of its own (``peers``; ``WHOLEPRINT_PEERS`` names made ones).
Printed is the largest difference, relative to the larger of both values, over all variables.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import peers

from wholeprint.engine.vensim import read_vensim
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import simulate

_SCRIPT = """
import json, sys, warnings
warnings.simplefilter("ignore")
import simlin
run = simlin.load(sys.argv[1]).run().results
print(json.dumps({name: run[name].tolist() for name in run.columns}))
"""


def main() -> int:
    """Compare and print; 1 where the two differ by more than 1e-9."""
    file = Path(sys.argv[1])
    (peer,) = peers.installed(["pysimlin"])
    told = subprocess.run(
        [str(peer.python), "-c", _SCRIPT, str(file)],
        env=peers.clean_environment(),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    theirs: dict[str, list[float]] = json.loads(told)
    system = flatten(read_vensim(file))
    run = simulate(system)
    ours = {name: run.values[slot][:, 0] for name, slot in system.names.items()}
    worst, where, met = 0.0, "", 0
    lost: list[str] = []
    for name, values in theirs.items():
        series = ours.get(canonical(name))
        if series is None:
            lost.append(name)
            continue
        met += 1
        wanted = np.asarray(values)
        if not np.isfinite([series, wanted]).all():
            lost.append(f"{name} (not finite)")
            continue
        scale = np.maximum(np.maximum(np.abs(series), np.abs(wanted)), np.finfo(float).tiny)
        apart = np.abs(series - wanted) / scale
        if float(apart.max()) > worst:
            worst, where = float(apart.max()), name
    print(f"{met} variables over {run.times.size} instants, {peer.name} {peer.version}")
    print(f"largest relative difference {worst:.3g} {f'in {where}' if where else ''}")
    print(f"not here under the same name: {', '.join(lost) or 'none'}")
    return int(worst > 1e-9)


if __name__ == "__main__":
    sys.exit(main())
