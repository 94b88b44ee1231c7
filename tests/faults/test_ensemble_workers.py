"""A worker of a cluster is killed while an ensemble runs: nothing is lost, no number changes."""

import os
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wholeprint.engine.ensemble.dask import DaskWorkers
from wholeprint.engine.ensemble.ensemble import run_ensemble
from wholeprint.engine.ensemble.plan import Plan, plan_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.sensitivity.design import LatinHypercube
from wholeprint.systems.sensitivity.inputs import inputs_of
from wholeprint.systems.sensitivity.outcomes import Outcome
from wholeprint.systems.text.read import read_model

MODEL = """
model: decay
time: {start: 0, stop: 50, step: 0.05}
parameters:
  rate: {value: 0.1, uniform: [0.01, 0.5]}
stocks:
  level: {initial: 1, out: [loss]}
flows:
  loss: level * rate [1]
"""


def _plan() -> Plan:
    model = read_model(MODEL, "decay.yaml")
    inputs = inputs_of(model)
    design = LatinHypercube((inputs[0].factor,), 4096, 1)
    return plan_of(flatten(model), inputs, design, outcomes=[Outcome("final", "level")])


@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_changes_no_number(tmp_path: Path) -> None:
    """One of two worker processes gets SIGKILL after the first chunk: its chunks are run again."""
    distributed: Any = pytest.importorskip("distributed", reason="the extra 'dask' is not there")
    plan = _plan()
    killed: list[int] = []
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50,
        local_directory=str(tmp_path),
    )  # fmt: skip
    with cluster, distributed.Client(cluster) as client:
        pids = list(client.run(os.getpid).values())

        def kill(_done: int, _of: int) -> None:
            if not killed:
                os.kill(pids[0], signal.SIGKILL)
                killed.append(pids[0])

        found = run_ensemble(plan, backend="numpy", workers=DaskWorkers(client), progress=kill)

    assert killed
    alone = run_ensemble(plan, backend="numpy")
    np.testing.assert_array_equal(found.scalars, alone.scalars)
    assert found.outcomes.means[0] == alone.outcomes.means[0]
