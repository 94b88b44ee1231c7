"""Scores of links in World3-03, through its delays and smooths, against another program."""

from pathlib import Path

import pytest

from wholeprint.engine.vensim import read_vensim
from wholeprint.systems.dominance.scores import score_links
from wholeprint.systems.dominance.values import states_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.loops.links import links_of
from wholeprint.systems.loops.macros import collapse
from wholeprint.systems.loops.parts import parts_of
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import simulate

WORLD3 = Path(__file__).parents[2] / ".." / "shared" / "sdx" / "wrld3-03.mdl"

SCORES = {
    ("births", "population 0 to 14"): (4.424031290320232, 0.5487093905641923, 600.9062717778439),
    ("industrial capital depreciation", "industrial capital"): (
        *(-1.9162730017358025, -5.565936619807726, -2.8184281888225686),
    ),
    ("food", "food per capita"): (2.1903919905209572, 6.762331292476912, 2.5124635155142734),
    ("population", "food per capita"): (
        *(-1.1812566653142176, -7.717608630822041, -1.5296279489782056),
    ),
    ("food ratio", "perceived food ratio"): (
        *(22.83695732189216, 7.861242914475691, 25.11994738456348),
    ),
    ("life expectancy", "perceived life expectancy"): (
        *(44.67260929376514, 11667.039683913503, 79935.71140686401),
    ),
    ("persistent pollution generation rate", "persistent pollution appearance rate"): (
        *(64.03340456826622, 148.6992965936098, 60.2204391778243),
    ),
    ("labor utilization fraction", "delayed labor utilization fraction"): (
        *(31.246783863827805, 7.132210454603588, 11.789899626352971),
    ),
}
"""Scores of the steps that end in 1920, 2000 and 2060, from pysimlin 0.8.5 on the same file."""

INSTANTS = (40, 200, 320)


def test_links_of_world3_agree_with_pysimlin() -> None:
    """Flows, inputs of equations and whole delays have its scores to 1e-9, in one part."""
    if not WORLD3.exists():
        pytest.skip("the model is not here")
    pytest.importorskip("pysd")
    system = flatten(read_vensim(WORLD3))
    links = collapse(system, links_of(system))
    ends = [
        (canonical(system.slots[each.source].name), canonical(system.slots[each.target].name))
        for each in links
    ]
    chosen = [ends.index((canonical(a), canonical(b))) for a, b in SCORES]

    run = simulate(system, keep=states_of(system))
    scores = score_links(system, [links[each] for each in chosen], run)

    (part,) = parts_of(system, links)
    assert len(part.stocks) == 15
    for row, expected in zip(scores, SCORES.values(), strict=True):
        assert row[INSTANTS, 0] == pytest.approx(expected, rel=1e-9)
