"""World3-03, compiled: all of its variables beside the reference."""

from pathlib import Path

import numpy as np
import pytest

from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.compiled.compiler import find_compiler
from wholeprint.engine.compiled.keep import Keep
from wholeprint.engine.kernel import Measure, Output
from wholeprint.engine.vensim import read_vensim
from wholeprint.errors import CompileError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate

WORLD3 = Path(__file__).parents[2] / ".." / "shared" / "sdx" / "wrld3-03.mdl"


@pytest.mark.skipif(not WORLD3.exists(), reason="World3-03 is not part of the project")
def test_world3_has_the_numbers_of_the_reference() -> None:
    """All slots at all 401 instants, to 1e-12.

    Only powers, exponentials and logarithms may differ, in the last digit; the rest has the bits.
    """
    pytest.importorskip("pysd")
    try:
        find_compiler()
    except CompileError:
        pytest.skip("there is no C compiler here")
    system = flatten(read_vensim(WORLD3))
    slots = range(len(system.slots))
    reference = simulate(system)
    wanted = np.stack([reference.values[slot][:, 0] for slot in slots])

    outputs = [Output(slot, Measure.SERIES) for slot in slots]
    found = compile_system(system, [], outputs, backend="c", keep=Keep(None)).run(np.empty((0, 1)))

    assert found.failed_at[0] == -1
    np.testing.assert_allclose(found.series[:, :, 0], wanted, rtol=1e-12, atol=0.0)
    assert (found.series[:, :, 0] == wanted).all(axis=1).mean() > 0.95
