"""Decisions: the gain with its doubt, what speaks against it, and what it was made on."""

import numpy as np
import pytest

from wholeprint.advice.agreement import Agreement
from wholeprint.advice.cover import covering, known_until, unknown_stretches
from wholeprint.advice.decide import Case, decide
from wholeprint.advice.doubt import MEMORY, believed, fixed_error, window
from wholeprint.advice.gain import FLAT_SHARE
from wholeprint.advice.pareto import front, options
from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.regret import regret_of
from wholeprint.advice.rules import Fixed, Pauses, Rules
from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor, declared
from wholeprint.quantities.intensity import Intensity, Response, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World

HOUR = 3600.0
DAY = 24 * HOUR
TASK = Task(4 * HOUR, 0.0, DAY, 1000.0)
SPAN = (0.0, DAY)


def series(values: list[float], unit: str = "gCO2e/kWh") -> StepSeries:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.array(values), Unit.parse(unit))


VALLEY = [300.0] * 12 + [100.0] * 6 + [300.0] * 6
FLAT = [200.0 + 0.1 * hour for hour in range(24)]


def foreseen(values: list[float], width: float | None = None, zone: str = "A") -> Intensity:
    band = None
    if width is not None:
        band = (series([v - width for v in values]), series([v + width for v in values]))
    return Intensity(Signal(zone, tense=Tense.FORECAST), series=series(values), band=band)


def case(intensity: Intensity, **more: object) -> Case:
    told: dict[str, object] = {"task": TASK, "intensities": {"A": intensity}, **more}
    return Case(**told)  # pyright: ignore[reportArgumentType] - a short way to write cases


def codes(found: object) -> set[str]:
    return {note.code for note in found.notes}  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - a decision


def test_a_sure_valley_is_waited_for_and_its_gain_is_sure() -> None:
    """4 kWh at 100 in place of 300 g/kWh save 800 g; a band of 20 g leaves no doubt."""
    found = decide(case(foreseen(VALLEY, 20.0)), 0.0)

    assert found.decision.plan.start_seconds == 12 * HOUR
    assert found.gain.gain.central == pytest.approx(800.0)
    assert found.gain.share == pytest.approx(2 / 3)
    assert found.gain.is_sure
    assert 700.0 < found.gain.gain.low < 800.0 < found.gain.gain.high < 900.0
    assert found.more_grams == pytest.approx(0.0)


def test_a_gain_that_the_band_swallows_is_called_unclear() -> None:
    """A dip of 5 g under a band of 100 g either way: the interval holds nought."""
    found = decide(case(foreseen([200.0] * 12 + [180.0] * 12, 100.0)), 0.0)

    assert not found.gain.is_sure
    assert "gain-unclear" in codes(found)


def test_a_flat_grid_and_a_yearly_value_are_said() -> None:
    """Neither a swing below the limit nor one value for the year makes one hour better."""
    flat = decide(case(foreseen(FLAT, 1.0)), 0.0)
    yearly = decide(case(Intensity(Signal("A"), factor=declared("grid", 250.0, "gCO2e/kWh"))), 0.0)

    assert np.ptp(FLAT) / np.mean(FLAT) < FLAT_SHARE
    assert "grid-flat" in codes(flat)
    assert {"no-time-signal", "gain-none"} <= codes(yearly)
    assert yearly.decision.plan == yearly.decision.naive
    assert yearly.gain.gain.central == 0.0


def test_no_slack_and_waiting_hardware_are_said() -> None:
    """A deadline right at the end leaves nothing to decide; hardware that waits is named."""
    tight = decide(case(foreseen(VALLEY), task=Task(DAY, 0.0, DAY, 1000.0)), 0.0)
    waits = decide(case(foreseen(VALLEY), task=Task(4 * HOUR, 0.0, DAY, 1000.0, 0.0, 5.0)), 0.0)

    assert "no-slack" in codes(tight)
    assert "waiting-counted" in codes(waits)
    # Twelve hours at 5 g/h are taken off the 800 g.
    assert waits.gain.gain.central == pytest.approx(740.0)


def test_waiting_that_costs_more_than_it_saves_is_not_done() -> None:
    """At 100 g/h twelve hours of waiting would cost 1200 g to save 800."""
    found = decide(case(foreseen(VALLEY), task=Task(4 * HOUR, 0.0, DAY, 1000.0, 0.0, 100.0)), 0.0)

    assert found.decision.plan == found.decision.naive


def test_the_same_world_gives_the_same_interval() -> None:
    """Draws are named by zone and time, so that a decision can be made again."""
    first, second = (decide(case(foreseen(VALLEY)), 0.0).gain.gain for _ in range(2))

    assert np.array_equal(first.draws, second.draws)


def test_courses_have_the_band_they_were_given() -> None:
    """5 % of the draws lie below the lower end, and 5 % above the upper, at every hour.

    Tolerance: 2 points, for 1,024 draws that are mixed from hour to hour.
    """
    belief = believed(foreseen(VALLEY, 30.0), SPAN, World())

    low, high = np.array(VALLEY) - 30.0, np.array(VALLEY) + 30.0
    assert np.mean(belief.draws < low, axis=0) == pytest.approx(0.05, abs=0.02)
    assert np.mean(belief.draws > high, axis=0) == pytest.approx(0.05, abs=0.02)


def test_errors_last_and_fade() -> None:
    """Neighbouring hours err alike, hours far apart less: as the memory that is assumed says."""
    belief = believed(foreseen([200.0] * 24, 30.0), SPAN, World())

    near = np.corrcoef(belief.draws[:, 0], belief.draws[:, 1])[0, 1]
    far = np.corrcoef(belief.draws[:, 0], belief.draws[:, 23])[0, 1]
    assert MEMORY.id in belief.factors
    assert near > 0.7
    assert far < near - 0.3


def test_a_declared_error_is_taken_in_place_of_the_assumed_one() -> None:
    """No error at all leaves a gain without an interval."""
    found = decide(case(foreseen(VALLEY), error=fixed_error(0.0)), 0.0)

    assert found.gain.gain.low == pytest.approx(found.gain.gain.high)


def test_a_fixed_world_is_the_forecast_itself() -> None:
    """In the world where every assumption is at its centre the draw is the forecast."""
    belief = believed(foreseen(VALLEY, 30.0), SPAN, World.fixed())

    assert np.array_equal(belief.draws[0], np.array(VALLEY))


def test_a_spread_of_the_level_scales_all_draws() -> None:
    """What is doubted of the level multiplies the whole course."""
    spread = Factor("spread", "1", Lognormal(1.0, 0.3))
    given = Intensity(
        Signal("A"), series=series(VALLEY), spread=spread, band=(series(VALLEY), series(VALLEY))
    )

    belief = believed(given, SPAN, World())

    assert np.corrcoef(belief.draws[:, 0], belief.draws[:, 20])[0, 1] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("hours", "factor", "duration", "codes_said"),
    [
        (24, None, 4.0, set[str]()),
        (12, None, 4.0, {"forecast-short"}),
        (12, None, 20.0, {"forecast-short"}),
        (12, 250.0, 20.0, {"forecast-extended"}),
    ],
)
def test_where_the_forecast_ends_early_it_is_said(
    hours: int, factor: float | None, duration: float, codes_said: set[str]
) -> None:
    """Nothing is planned past a forecast that is long enough; else the year stands in, noted."""
    given = Intensity(
        Signal("A"),
        series=series(VALLEY[:hours]),
        factor=None if factor is None else declared("grid", factor, "gCO2e/kWh"),
        band=(series(VALLEY[:hours]), series(VALLEY[:hours])),
    )

    found, notes = covering(given, SPAN, duration * HOUR)

    assert {note.code for note in notes} == codes_said
    until = known_until(found.series, 0.0)
    assert until == (DAY if factor or hours == 24 else hours * HOUR)


def test_a_gap_is_said_where_it_is_and_not_as_an_end() -> None:
    """Known to 6 and again from 12 on: a plan may lie behind the gap, and the note agrees."""
    values = [300.0] * 6 + [np.nan] * 6 + [100.0] * 12
    found = decide(case(foreseen(values)), 0.0)

    (note,) = (note for note in found.notes if note.code == "forecast-short")
    assert found.decision.plan.start_seconds == 12 * HOUR
    assert "18 of 24 hours" in note.message
    assert "1970-01-01T06:00:00Z to 1970-01-01T12:00:00Z" in note.message
    assert "until" not in note.message
    assert unknown_stretches(series(values), 7 * HOUR, 14 * HOUR) == ((7 * HOUR, 12 * HOUR),)


def test_a_start_that_is_not_known_cannot_be_held_against_anything() -> None:
    """Known from 6 on: without what running at once carries there is no gain to tell."""
    with pytest.raises(ScheduleError, match="held against running at once") as refused:
        decide(case(foreseen([np.nan] * 6 + [100.0] * 18)), 0.0)

    assert "1970-01-01T00:00:00Z to 1970-01-01T04:00:00Z" in str(refused.value)
    assert "earliest" in str(refused.value)


def test_nothing_beats_it_only_in_the_hours_that_are_known() -> None:
    """Five of 24 hours: running at once is the best of those, and a warning counts them."""
    found = decide(case(foreseen([300.0] * 5)), 0.0)

    said = {note.code: note for note in found.notes}
    assert "in the hours that are known" in said["gain-none"].message
    assert "5 of 24 hours" in said["forecast-short"].message
    assert said["forecast-short"].severity == "warning"


def test_what_came_outside_of_the_interval_is_said() -> None:
    """800 g were foreseen to within a tenth, and nothing was gained."""
    missed = decide(case(foreseen(VALLEY, 20.0), actual={"A": series([200.0] * 24)}), 0.0)
    right = decide(case(foreseen(VALLEY, 20.0), actual={"A": series(VALLEY)}), 0.0)

    assert "came-outside" in codes(missed)
    assert "came-outside" not in codes(right)


def test_a_home_that_is_left_out_moves_the_baseline_and_is_said() -> None:
    """The job is in B, which may not be used: A at once is what the plan is held against."""
    found = decide(case(foreseen(VALLEY), rules=Rules(home="B")), 0.0)

    (note,) = (note for note in found.notes if note.code == "home-left-out")
    assert found.decision.naive.zones == ("A",)
    assert "in B, which is left out" in note.message
    assert "in A" in note.message


def test_nothing_known_at_all_is_refused() -> None:
    """A forecast of another day is no forecast."""
    with pytest.raises(ScheduleError, match="nothing is known"):
        decide(case(foreseen(VALLEY), task=Task(HOUR, 40 * DAY, 41 * DAY, 1.0)), 0.0)


def test_a_window_keeps_the_steps_that_touch_it() -> None:
    """A window within one step keeps that step; one outside is all gap."""
    assert window(series(VALLEY), 0.25 * HOUR, 0.5 * HOUR).values.tolist() == [300.0]
    assert np.isnan(window(series(VALLEY), 90 * DAY, 91 * DAY).values).all()


def marginal(values: list[float]) -> dict[str, Intensity]:
    return {"A": Intensity(Signal("A", Response.MARGINAL), series=series(values))}


def test_a_marginal_signal_of_the_other_sign_is_a_warning() -> None:
    """Where the average falls and the marginal rises, the plan saves by one alone."""
    rising = [500.0] * 12 + [700.0] * 6 + [500.0] * 6

    found = decide(case(foreseen(VALLEY), marginal=marginal(rising)), 0.0)

    assert found.agreement is not None
    assert not found.agreement.same_sign
    assert "signals-disagree" in codes(found)


def test_another_order_is_a_warning_and_the_same_order_none() -> None:
    """Both may save and still prefer other hours."""
    other = [500.0] * 12 + [450.0] * 6 + [300.0] * 6

    differs = decide(case(foreseen(VALLEY), marginal=marginal(other)), 0.0)
    agrees = decide(case(foreseen(VALLEY), marginal=marginal([2 * v for v in VALLEY])), 0.0)

    assert "signals-order" in codes(differs)
    assert not codes(agrees) & {"signals-order", "signals-disagree"}


def test_a_marginal_signal_that_ends_early_is_not_compared() -> None:
    """Half of a day cannot be held against the whole."""
    found = decide(case(foreseen(VALLEY), marginal=marginal([500.0] * 6)), 0.0)

    assert found.agreement is None
    assert "signals-unmatched" in codes(found)


def test_agreement_in_plain_values() -> None:
    """What both say can be written down."""
    assert Agreement(1.0, -1.0, 0.5, 2.0).as_json()["same_sign"] is False


def test_regret_is_what_perfect_knowledge_would_have_gained() -> None:
    """Planned for 12 h at 100 g that came out at 250: 200 g gained, and 600 more were to be had."""
    actual = [300.0] * 6 + [100.0] * 6 + [250.0] * 12
    plans = tuple(Plan((Piece(at * HOUR, (at + 4) * HOUR, "A"),)) for at in (12, 0))

    found = regret_of((plans[0], plans[1]), TASK, {"A": series(actual)}, Rules(), Fixed())

    assert found.gain_amount == pytest.approx(200.0)
    assert found.regret_amount == pytest.approx(600.0)
    assert found.hindsight.start_seconds == 6 * HOUR


def test_the_decision_replays_what_really_came() -> None:
    """A plan of which the forecast was right has no regret."""
    found = decide(case(foreseen(VALLEY), actual={"A": series(VALLEY)}), 0.0)

    assert found.regret is not None
    assert found.regret.regret_amount == pytest.approx(0.0)


PRICES = series([0.4] * 12 + [0.5] * 6 + [0.1] * 6, "EUR/kWh")


def test_the_cheapest_is_another_hour_than_the_cleanest() -> None:
    """By price the last hours win; the document says what that is in carbon too."""
    found = decide(case(foreseen(VALLEY), objective="price", others={"price": {"A": PRICES}}), 0.0)

    assert found.decision.plan.start_seconds == 18 * HOUR
    assert found.decision.expected["price"]["planned_amount"] == pytest.approx(0.4)
    assert found.gain.gain.central == pytest.approx(0.0)


def test_no_option_of_the_front_is_beaten() -> None:
    """Of two options on the front each is better in something, and all others are beaten."""
    objectives = {"carbon": ({"A": series(VALLEY)}, Fixed()), "price": ({"A": PRICES}, Fixed())}
    every = options(TASK, objectives, Rules())
    kept = front(every)

    def beats(one: dict[str, float], other: dict[str, float]) -> bool:
        return all(one[k] <= other[k] + 1e-9 for k in one) and any(
            one[k] < other[k] - 1e-9 for k in one
        )

    amounts = [dict(option.amounts) for option in kept]
    assert not [a for a in amounts for b in amounts if beats(a, b)]
    for option in every:
        if option not in kept:
            lost = dict(option.amounts)
            assert any(beats(a, lost) or a == pytest.approx(lost) for a in amounts)


@pytest.mark.parametrize("objective", ["price", "water"])
def test_an_objective_without_numbers_is_refused(objective: str) -> None:
    """Nobody guesses a tariff."""
    with pytest.raises(ScheduleError, match=objective):
        decide(case(foreseen(VALLEY), objective=objective), 0.0)


def test_the_earliest_finish_is_at_once() -> None:
    """Where time is what counts, the job runs now."""
    found = decide(case(foreseen(VALLEY), objective="finish"), 0.0)

    assert found.decision.plan == found.decision.naive


@pytest.mark.parametrize(
    ("pauses", "code"),
    [
        (Pauses(), "pausing-free"),
        (Pauses(resume_seconds=301.0), "plan-coarse"),
    ],
)
def test_what_was_taken_for_granted_of_pauses_is_said(pauses: Pauses, code: str) -> None:
    """Pauses that cost nothing, and a plan on a coarse grid, are notes."""
    long = Task(40 * HOUR + 7.0, 0.0, 200 * HOUR, 1000.0)
    found = decide(case(foreseen([300.0, 100.0] * 100), task=long, rules=Rules(pauses=pauses)), 0.0)

    assert code in codes(found)


def test_pausing_that_gains_little_is_said() -> None:
    """Pausing over a dear hour saves a hundredth: it is done, and called hardly worth it."""
    values = [100.0, 100.0, 104.0, 100.0, 100.0, *[300.0] * 19]
    rules = Rules(pauses=Pauses(resume_seconds=60.0))

    found = decide(case(foreseen(values), rules=rules), 0.0)

    assert found.decision.plan.pauses_count == 1
    assert "pausing-little" in codes(found)


def test_one_zone_by_the_year_among_others_by_the_hour_is_said() -> None:
    """A level zone may win for being level."""
    yearly = Intensity(Signal("B"), factor=declared("grid", 250.0, "gCO2e/kWh"))

    found = decide(Case(TASK, {"A": foreseen(VALLEY), "B": yearly}, rules=Rules(home="A")), 0.0)

    assert "zone-level" in codes(found)
    assert found.decision.plan.zones == ("A",)


def test_a_window_of_years_is_refused() -> None:
    """Nobody foresees the grid for years; the message says how far is looked."""
    with pytest.raises(ScheduleError, match="that far"):
        decide(case(foreseen(VALLEY), task=Task(HOUR, 0.0, 400 * DAY, 1.0)), 0.0)


def test_a_long_window_takes_fewer_draws_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays bounded: the draws shrink as the steps grow, never below 64."""
    monkeypatch.setattr("wholeprint.advice.decide.MOST_CELLS", 24 * 100)

    found = decide(case(foreseen(VALLEY)), 0.0)

    assert found.gain.gain.draws.size == 100
    assert "draws-fewer" in codes(found)
