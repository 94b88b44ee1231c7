"""The reference as a kernel."""

import numpy as np

from wholeprint.engine.compiled.numpy_backend import NumpyBackend
from wholeprint.engine.kernel import Measure, Output
from wholeprint.systems.flat.system import System


def test_an_ensemble_is_its_single_runs_to_the_last_bit(epidemic: System) -> None:
    """Any cut into parts gives the same numbers."""
    infectious = epidemic.names["infectious"]
    outputs = [Output(infectious, each) for each in (Measure.SERIES, Measure.MEAN)]
    kernel = NumpyBackend().compile(epidemic, [4], outputs)
    inputs = np.linspace(0.1, 0.6, 13)[None, :]

    whole = kernel.run(inputs)

    for member in range(13):
        alone = kernel.run(inputs[:, member : member + 1], first_member=member)
        np.testing.assert_array_equal(alone.series[:, :, 0], whole.series[:, :, member])
        np.testing.assert_array_equal(alone.scalars[:, 0], whole.scalars[:, member])
