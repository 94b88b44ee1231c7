"""Tests of ensembles on a Dask cluster: the same numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from wholeprint.engine.ensemble.dask import DaskWorkers
from wholeprint.engine.ensemble.ensemble import run_ensemble
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.errors import SimulationError

Make = Callable[..., Plan]
pytestmark = pytest.mark.filterwarnings("ignore")  # of the cluster's own threads and sockets


def test_a_cluster_gives_the_same_bits(sir_plan: Make) -> None:
    """Two workers of a cluster in this process: every number is the one of a run without it."""
    distributed: Any = pytest.importorskip("distributed", reason="the extra 'dask' is not there")
    plan = sir_plan(600)
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        found = run_ensemble(plan, backend="numpy", workers=DaskWorkers(client))

    alone = run_ensemble(plan, backend="numpy")
    np.testing.assert_array_equal(found.scalars, alone.scalars)
    shares = np.array([0.05, 0.5, 0.95])
    np.testing.assert_array_equal(found.fan(shares), alone.fan(shares))


def test_a_cluster_that_is_not_there_is_an_error(sir_plan: Make) -> None:
    """An address that is none is told at once."""
    pytest.importorskip("distributed", reason="the extra 'dask' is not there")

    with pytest.raises(SimulationError, match="cannot be reached"):
        run_ensemble(sir_plan(10), backend="numpy", workers=DaskWorkers("no-such-protocol://x"))
