"""Generation by fuel times factors by fuel, against sums by hand, and every case left open."""

import math

import numpy as np
import pytest

from wholeprint.errors import ProviderAnswerError
from wholeprint.factors.sets import Factors
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import GREATEST_COUNT, Mix, Output, reading_of
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.slots import Slot
from wholeprint.grid.zone import Zone
from wholeprint.quantities.distribution import Empirical
from wholeprint.quantities.intensity import Flow, Scope, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

FACTORS = Factors()
HOUR = 3600.0
HERE = Zone("FR", "France", "country")
NAN = math.nan


def _output(fuel: Fuel, *powers: float, step: float = HOUR, label: str = "") -> Output:
    edges = np.arange(len(powers) + 1, dtype=np.float64) * np.float64(step)
    return Output(label or fuel.value, fuel, StepSeries(edges, np.array(powers), Unit.parse("MW")))


def _found(*outputs: Output, scope: Scope = Scope.DIRECT) -> Reading:
    (reading,) = reading_of(outputs, Want(HERE, 0.0, HOUR, scope=scope), FACTORS, version="7")
    return reading


def _gathered(slots: list[Slot]) -> list[Output]:
    mix = Mix("somebody")
    mix.add("gas", Fuel.GAS, slots)
    return mix.outputs()


def _codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def _ends(reading: Reading) -> tuple[float, ...]:
    assert reading.spread is not None
    distribution = reading.spread.distribution
    assert isinstance(distribution, Empirical)
    return distribution.values


def test_it_is_the_mean_of_the_factors_weighted_by_power() -> None:
    """Of 100 MW coal, 200 gas and 700 wind: 937, 394 and 0 g/kWh make 172.5."""
    found = _found(_output(Fuel.COAL, 100.0), _output(Fuel.GAS, 200.0), _output(Fuel.WIND, 700.0))

    assert found.series.values.tolist() == pytest.approx([172.5])
    assert found.signal == Signal(
        "FR", scope=Scope.DIRECT, flow=Flow.PRODUCTION, tense=Tense.ACTUAL
    )
    assert (found.version, found.notes) == ("7", ())


def test_the_life_cycle_counts_more_than_the_stack() -> None:
    """Half wind and half nuclear carry 11 and 12 g/kWh, of which none leaves a stack."""
    outputs = _output(Fuel.WIND, 50.0), _output(Fuel.NUCLEAR, 50.0)

    assert _found(*outputs).series.values.tolist() == [0.0]
    assert _found(*outputs, scope=Scope.LIFECYCLE).series.values.tolist() == [11.5]


def test_steps_of_different_length_are_cut_where_either_ends() -> None:
    """Hourly coal beside quarters of an hour of wind makes quarters of an hour, exactly."""
    found = _found(
        _output(Fuel.COAL, 100.0), _output(Fuel.WIND, 0.0, 100.0, 300.0, 900.0, step=900.0)
    )

    assert found.series.edges_seconds.tolist() == [0.0, 900.0, 1800.0, 2700.0, 3600.0]
    assert found.series.values.tolist() == pytest.approx([937.0, 468.5, 234.25, 93.7])


def test_storage_and_trade_are_left_out_of_both_sums() -> None:
    """Neither discharge nor filling, neither import nor export changes the result; it is said."""
    alone = _output(Fuel.COAL, 100.0, 100.0), _output(Fuel.WIND, 100.0, 300.0)
    apart = (
        _output(Fuel.STORAGE, 500.0, -500.0, label="batteries"),
        _output(Fuel.TRADE, -900.0, 900.0, label="cables"),
    )
    found = _found(*alone, *apart)

    assert found.series.values.tolist() == _found(*alone).series.values.tolist()
    assert _codes(found) == ["generation-apart"]
    assert "batteries, cables" in found.notes[0].message


def test_power_below_zero_counts_as_none() -> None:
    """A plant that draws 5 MW takes nothing away from what the others carry."""
    found = _found(_output(Fuel.GAS, -5.0, 100.0), _output(Fuel.HYDRO, 100.0, 100.0))

    assert found.series.values.tolist() == [0.0, 197.0]
    assert _codes(found) == ["generation-negative"]


def test_an_unknown_fuel_counts_by_convention_and_widens_the_doubt() -> None:
    """A tenth counts at NESO's 300 g for "Other", and the ends reach to none and the worst of it.

    Central: 0.9 * 937 + 0.1 * 300 = 873.3. Low: coal at 760 over nine tenths. High: coal at
    1050.19, and a tenth at 1108.85, the worst of all fuels.
    """
    without = _found(_output(Fuel.COAL, 90.0))
    found = _found(_output(Fuel.COAL, 90.0), _output(Fuel.UNKNOWN, 10.0, label="other"))

    assert without.series.values.tolist() == [937.0]
    assert found.series.values.tolist() == pytest.approx([873.3])
    assert _ends(without) == pytest.approx((760.0 / 937.0, 1.0, 1050.19 / 937.0))
    assert _ends(found) == pytest.approx(
        (760.0 * 0.9 / 873.3, 1.0, (1050.19 * 0.9 + 1108.85 * 0.1) / 873.3)
    )
    assert _codes(found) == ["generation-unknown"]
    assert "10.0% of the generation (other)" in found.notes[0].message
    assert "300 gCO2e/kWh, as NESO counts it" in found.notes[0].message


def test_over_the_life_cycle_an_unknown_fuel_is_like_the_rest() -> None:
    """No source says anything of it: the value stays that of the rest, with the doubt of all."""
    rest = _output(Fuel.COAL, 50.0), _output(Fuel.WIND, 40.0)
    without = _found(*rest, scope=Scope.LIFECYCLE)
    found = _found(*rest, _output(Fuel.UNKNOWN, 10.0), scope=Scope.LIFECYCLE)

    assert found.series.values.tolist() == pytest.approx(without.series.values.tolist())
    assert _ends(found)[0] < _ends(without)[0]
    assert _ends(found)[2] > _ends(without)[2]
    assert "like the rest" in found.notes[0].message


def test_where_most_is_unknown_there_is_a_gap() -> None:
    """A sum over the smaller part would be of something else."""
    found = _found(_output(Fuel.COAL, 90.0, 10.0, 90.0), _output(Fuel.UNKNOWN, 10.0, 90.0, 10.0))

    assert np.isnan(found.series.values).tolist() == [False, True, False]
    assert "generation-silent" in _codes(found)


def test_where_a_fuel_is_silent_there_is_a_gap() -> None:
    """Coal that is not told for an hour is not taken to be zero."""
    found = _found(_output(Fuel.COAL, 100.0, NAN, 100.0), _output(Fuel.WIND, 100.0, 100.0, 100.0))

    assert np.isnan(found.series.values).tolist() == [False, True, False]
    assert _codes(found) == ["generation-silent"]
    assert "For 1 h" in found.notes[0].message
    assert "coal" in found.notes[0].message


def test_a_silent_fuel_that_hardly_counts_leaves_no_gap() -> None:
    """Below a hundredth of the whole, silence is taken for zero."""
    found = _found(_output(Fuel.OIL, 1.0, NAN), _output(Fuel.WIND, 500.0, 500.0))

    assert found.series.values.tolist() == pytest.approx([935.0 / 501.0, 0.0])


def test_a_fuel_that_is_never_told_is_no_reason_for_a_gap() -> None:
    """A column without one value, as of a technology that has ceased, changes nothing."""
    found = _found(_output(Fuel.NUCLEAR, NAN, NAN), _output(Fuel.GAS, 5.0, 5.0))

    assert found.series.values.tolist() == [394.0, 394.0]
    assert found.notes == ()


def test_the_series_begins_and_ends_with_what_is_known() -> None:
    """Moments at either end that cannot be worked out are not there, and no note is made."""
    found = _found(_output(Fuel.GAS, NAN, 5.0, NAN), _output(Fuel.WIND, 5.0, 5.0, 5.0))

    assert found.series.edges_seconds.tolist() == [HOUR, 2 * HOUR]
    assert found.notes == ()


@pytest.mark.parametrize(
    "outputs",
    [
        (),
        (_output(Fuel.STORAGE, 5.0),),
        (_output(Fuel.COAL, 0.0),),
        (_output(Fuel.COAL, -1.0),),
        (_output(Fuel.UNKNOWN, 5.0),),
        (_output(Fuel.COAL, NAN),),
    ],
)
def test_where_nothing_is_made_nothing_is_said(outputs: tuple[Output, ...]) -> None:
    """Nothing over nothing is no intensity."""
    assert reading_of(outputs, Want(HERE, 0.0, HOUR), FACTORS) == ()


def test_the_doubt_is_one_assumption_for_all_zones() -> None:
    """Who draws the factors high draws them high everywhere: the name is the scope's alone."""
    found = _found(_output(Fuel.COAL, 1.0))

    assert found.spread is not None
    assert found.spread.id == "grid.fuel_factors.direct"
    assert found.spread.unit == "1"
    assert found.spread.central == 1.0
    assert [source.key for source in found.spread.sources] == [
        "neso-method",
        "ipcc-ar5-annex-iii",
        "eia-faq-74",
    ]


def test_without_doubt_there_is_no_spread() -> None:
    """All sources say that nothing leaves the stack of a wind park: there is nothing to widen."""
    assert _found(_output(Fuel.WIND, 1.0)).spread is None


def test_a_mix_joins_what_was_told_in_parts() -> None:
    """Slots of one label become one output; a label without a value is no output."""
    mix = Mix("somebody")
    mix.add("gas", Fuel.GAS, [Slot(HOUR, 2 * HOUR, 2.0)])
    mix.add("gas", Fuel.GAS, [Slot(0.0, HOUR, 1.0)])
    mix.add("coal", Fuel.COAL, [])

    (output,) = mix.outputs()

    assert (output.label, output.fuel) == ("gas", Fuel.GAS)
    assert output.series.values.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "slots",
    [
        [Slot(0.0, HOUR, 1e9)],
        [Slot(0.0, HOUR, -math.inf)],
        [Slot(0.0, HOUR, 1.0), Slot(0.0, HOUR, 2.0)],
        [Slot(0.0, HOUR, 1.0), Slot(1800.0, HOUR, 2.0)],
    ],
)
def test_a_mix_refuses_what_no_zone_has(slots: list[Slot]) -> None:
    """A power of a thousand terawatts, or two for one time, is a fault of the provider."""
    with pytest.raises(ProviderAnswerError, match="somebody"):
        _gathered(slots)


def test_a_mix_ends_where_no_answer_does() -> None:
    """A few bytes that stand for years by the minute do not fill the memory."""
    mix = Mix("somebody")
    slot = Slot(0.0, HOUR, 1.0)

    with pytest.raises(ProviderAnswerError, match="too many"):
        mix.add("gas", Fuel.GAS, (slot for _ in range(GREATEST_COUNT + 1)))
