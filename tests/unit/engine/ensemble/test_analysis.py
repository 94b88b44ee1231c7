"""Tests of what an ensemble is asked about."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from wholeprint.engine.ensemble.analysis import discovered, grounded, table
from wholeprint.engine.ensemble.ensemble import run_ensemble
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.errors import ValueRefusedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.sensitivity.design import IndicesDesign

Make = Callable[..., Plan]


def test_regions_are_found_among_good_runs(brittle_plan: Callable[[int], Plan]) -> None:
    """Runs that failed count neither as cases nor as others."""
    found = run_ensemble(brittle_plan(400), backend="numpy")

    box = discovered(found, parse("final(level) > 2"))

    assert box.runs == 400 - found.failed
    assert box.limits[0].low == pytest.approx(np.exp(0.25), abs=0.1)  # 1 + 4 ln(rate) > 2


def test_of_a_design_for_indices_the_points_alone_count(sir_plan: Make) -> None:
    """The runs between A and B share inputs with them."""
    found = run_ensemble(sir_plan(0, IndicesDesign(2, 64, 1)), backend="numpy")

    assert discovered(found, parse("peak(infectious) > 100")).runs == 128


def test_a_table_has_a_row_for_each_run(sir_plan: Make) -> None:
    """Inputs and outcomes by name, in order."""
    found = run_ensemble(sir_plan(50), backend="numpy")

    columns = table(found)

    assert list(columns)[:4] == ["run", "contact rate", "duration", "peak(infectious)"]
    assert {len(column) for column in columns.values()} == {50}


def test_what_is_not_kept_cannot_be_asked(sir_plan: Make) -> None:
    """Of too many runs the summary alone is there."""
    found = replace(run_ensemble(sir_plan(50), backend="numpy"), scalars=None)

    for asked in (lambda: table(found), lambda: grounded(found)):
        with pytest.raises(ValueRefusedError, match="not kept one by one"):
            asked()
