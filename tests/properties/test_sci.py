"""A carbon intensity moves with what it is made of, and with nothing else."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from wholeprint.lifecycle.sci import CarbonIntensity, Component, Hardware, Kind, Resolution, score
from wholeprint.lifecycle.sci_units import FunctionalUnit, unit_of
from wholeprint.quantities.uncertain import Uncertain

AMOUNT = st.floats(1e-6, 1e6)
LESS = st.floats(0.01, 0.99)


def rate(
    kwh: float, grams: float, te_grams: float, hours: float, share: float, done: float
) -> float:
    """The score of one component, by its six numbers."""

    def fixed(value: float, unit: str) -> Uncertain:
        return Uncertain.fixed(value, unit)

    piece = Hardware(
        name="server",
        embodied=fixed(te_grams, "gCO2e"),
        reserved_time=fixed(hours, "h"),
        lifespan=fixed(4.0, "year"),
        reserved=fixed(share, "1"),
        total=fixed(1.0, "1"),
    )
    intensity = CarbonIntensity(
        amount=fixed(grams, "gCO2e/kWh"),
        kind=Kind.AVERAGE,
        region="FR",
        resolution=Resolution.YEAR,
    )
    whole = Component(
        name="api",
        energy=fixed(kwh, "kWh"),
        intensity=intensity,
        hardware=(piece,),
        counted="request",
        done_count=done,
    )
    return score([whole], FunctionalUnit("request")).rate.central


@given(kwh=AMOUNT, grams=AMOUNT, te=AMOUNT, hours=AMOUNT, share=LESS, done=AMOUNT, less=LESS)
def test_every_improvement_lowers_the_score(
    kwh: float, grams: float, te: float, hours: float, share: float, done: float, less: float
) -> None:
    """Less energy, cleaner energy, less hardware, shorter or smaller use of it: none raises it.

    Each of them alone; where the part that shrinks is lost in the rounding of the other, the score
    stays as it was.
    """
    whole = rate(kwh, grams, te, hours, share, done)

    assert rate(kwh * less, grams, te, hours, share, done) <= whole
    assert rate(kwh, grams * less, te, hours, share, done) <= whole
    assert rate(kwh, grams, te * less, hours, share, done) <= whole
    assert rate(kwh, grams, te, hours * less, share, done) <= whole
    assert rate(kwh, grams, te, hours, share * less, done) <= whole
    both = rate(kwh * less, grams, te * less, hours, share, done)
    assert both == pytest.approx(whole * less, rel=1e-9)
    assert both < whole


@given(kwh=AMOUNT, grams=AMOUNT, te=AMOUNT, done=AMOUNT, times=st.floats(1e-3, 1e3))
def test_r_only_scales(kwh: float, grams: float, te: float, done: float, times: float) -> None:
    """Twice the work at the same cost is half the score."""
    once = rate(kwh, grams, te, 1.0, 1.0, done)

    assert rate(kwh, grams, te, 1.0, 1.0, done * times) == pytest.approx(once / times, rel=1e-9)


@given(
    name=st.sampled_from(["token", "request", "image", "query", "batch", "FLOP"]),
    count=st.floats(1.0, 1e15).map(lambda value: float(f"{value:.3g}")),
)
def test_a_unit_reads_what_it_says(name: str, count: float) -> None:
    """A functional unit, said and read again, is the same."""
    unit = FunctionalUnit(name, count)

    assert unit_of(str(unit)) == unit
