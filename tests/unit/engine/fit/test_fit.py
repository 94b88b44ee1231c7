"""Calibration from data to warnings."""

from collections.abc import Sequence

import numpy as np
import pytest
from tests.unit.engine.fit.decay import SPAN, Decay, frees, measured

from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.fit import fit
from wholeprint.engine.fit.problem import Problem
from wholeprint.errors import ValueRefusedError


def _pose(*names: str):  # noqa: ANN202 - the type is the one that `fit` asks for
    def pose(series: Sequence[Measured]) -> Problem:
        return Problem(Decay(names), SPAN, frees(*names), series)

    return pose


def test_a_fit_finds_the_truth_and_foresees_what_it_has_not_seen() -> None:
    """The profiles hold a = 2 and k = 0.3; the forecast beats "as it was last"."""
    found = fit(_pose("a", "k"), [measured(0.02)], held_out_share=0.3, steps=1500)
    a, k = found.profiles
    (judged,) = found.held_out

    assert a.low is not None
    assert a.high is not None
    assert a.low < 2.0 < a.high
    assert k.is_identified
    assert found.agreements[0].explained_share > 0.99
    assert judged.points == 6
    assert judged.error_amount < judged.naive_error_amount
    assert judged.inside_share >= 0.5
    assert found.warnings == ()


def test_what_the_data_cannot_tell_apart_is_said() -> None:
    """The product is known, a and b are not: each is open, and their logarithms are tied."""
    found = fit(_pose("a", "b", "k"), [measured(0.02)], steps=600)
    codes = {(each.code, each.names) for each in found.warnings}

    assert ("fit-not-identified", ("a",)) in codes
    assert ("fit-not-identified", ("b",)) in codes
    assert ("fit-tied", ("a", "b")) in codes
    assert not any(each.names == ("k",) for each in found.warnings)


def test_more_parameters_than_values_are_refused() -> None:
    """Three values cannot settle four things."""
    few = Measured("y", np.array([0.0, 1.0]), np.array([1.0, 0.5]))

    with pytest.raises(ValueRefusedError, match="more free parameters"):
        fit(_pose("a", "b", "k"), [few])
