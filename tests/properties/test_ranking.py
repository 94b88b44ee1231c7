"""What must hold for every ranking of runs."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.factors.sets import Factors
from wholeprint.hardware.catalogue import resolve
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import Case, assess_many
from wholeprint.lifecycle.compare import rank
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.world import World

FACTORS = Factors()
PROFILE = resolve(
    Machine(cpu_model="Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz", sockets=2, threads=160),
    FACTORS,
)
GRID = worked.intensity()
names = st.text("0123456789abcdef", min_size=1, max_size=8)


@given(
    st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]),
    st.one_of(st.floats(0.0, 1.0), st.just(float("nan"))),
    st.integers(1, 50),
    st.integers(0, 9),
)
def test_modelled_runs_of_the_same_work_are_never_told_apart(
    pair: tuple[str, str], cpu_share: float, hours: int, seed: int
) -> None:
    """Two modelled runs with the same processor time and duration tie in every category.

    Their difference is drawn from two independent workloads of one distribution, so that its
    5-95 % interval has zero in it whatever the names, the load and the world.
    """
    plain = worked.run(1, cpu_share=cpu_share)
    # As long as it takes on the 160 threads of this machine.
    longer = replace(plain, edges=worked.START + np.array([0.0, 450.0 * hours]))
    cases = [Case(replace(longer, run_id=name), PROFILE, GRID) for name in pair]
    found = assess_many(cases, FACTORS, AssessOptions(), World(n=128, seed=seed))
    for category in Category:
        places = rank(dict(zip(pair, found, strict=True)), category)
        assert {place.rank for place in places} == {1}
