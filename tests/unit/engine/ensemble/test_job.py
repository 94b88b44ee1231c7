"""Tests of a chunk as a job."""

import pickle
from collections.abc import Callable
from pathlib import Path

from wholeprint.engine.ensemble.digest import digest
from wholeprint.engine.ensemble.files import load
from wholeprint.engine.ensemble.job import Job
from wholeprint.engine.ensemble.plan import Plan

Make = Callable[..., Plan]


def test_a_job_can_go_anywhere(sir_plan: Make) -> None:
    """What comes out of a pickled job is what comes out of it here."""
    job = Job(sir_plan(200), "numpy")

    again = pickle.loads(pickle.dumps(job))  # noqa: S301 - our own bytes

    assert digest(again(1)) == digest(job(1))


def test_a_model_is_compiled_once(sir_plan: Make) -> None:
    """Two jobs of the same plan share a kernel; another plan has its own."""
    assert Job(sir_plan(200), "numpy").kernel() is Job(sir_plan(200), "numpy").kernel()
    assert Job(sir_plan(201), "numpy").kernel() is not Job(sir_plan(200), "numpy").kernel()


def test_a_result_is_written_where_it_is_to_be(sir_plan: Make, tmp_path: Path) -> None:
    """With a folder, whoever runs the chunk writes it."""
    plan = sir_plan(200)

    part = Job(plan, "numpy", tmp_path)(0)

    found = load(tmp_path, plan.digest, 0)
    assert found is not None
    assert digest(found) == digest(part)
