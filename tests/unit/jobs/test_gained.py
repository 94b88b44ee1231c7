"""What a plan really gained, against sums that can be done by hand."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Decision, Plan, Task
from wholeprint.errors import JobError, SeriesError, UnknownZoneError
from wholeprint.jobs.entry import Entry, Pause, State
from wholeprint.jobs.gained import Verdict, gained, placed
from wholeprint.jobs.planned import PlannedJob
from wholeprint.ledger.entry import ChannelRecord, RunRecord, Status
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World
from wholeprint.tracking.activity import activity_of
from wholeprint.tracking.assessor import default_factors

Make = Callable[..., PlannedJob]
T0, HOUR = 1_800_000_000.0, 3600.0
EARLY = T0 - 10 * HOUR
WORLD = World(64, 0)


def _record(start_seconds: float, joules: Sequence[float], name: str = "r1") -> RunRecord:
    """A run of whole hours, measured at the plug of a building with PUE 1: no overhead on it."""
    return RunRecord(
        id=name,
        started_unix_ns=round(start_seconds * 1e9),
        ended_unix_ns=round((start_seconds + len(joules) * HOUR) * 1e9),
        settings={"zone": "FR", "pue": 1.0},
        edges=array("d", [i * HOUR for i in range(len(joules) + 1)]),
        cpu_seconds=array("d", [1.0] * len(joules)),
        busy_seconds=array("d", [1.0] * len(joules)),
        channels=(ChannelRecord("plug", "machine", "plug", "measured", "it", array("d", joules)),),
    )


def _grid(hours: dict[float, float], **changed: Any) -> Callable[..., Intensity]:
    """What the grid carried: one value per hour from T0 on [gCO2e/kWh]."""

    def actual(signal: Signal, start_seconds: float, end_seconds: float) -> Intensity:
        assert start_seconds < end_seconds
        starts = sorted(hours)
        edges = [T0 + each * HOUR for each in (*starts, starts[-1] + 1)]
        values = [hours[each] for each in starts]
        series = StepSeries(np.array(edges), np.array(values), Unit.parse(GRAMS_PER_KWH))
        tense = changed.get("tense", Tense.ACTUAL)
        return Intensity(Signal(signal.zone, tense=tense), series=series)

    return actual


def _hours(**values: float) -> dict[float, float]:
    steps = {float(hour): 100.0 for hour in range(-10, 11)}
    return steps | {
        float(name.removeprefix("h").replace("m", "-")): v for name, v in values.items()
    }


def _entry(
    job: PlannedJob, *, naive: float = EARLY, pauses: Sequence[Pause] = (), plan: Any = None
) -> Entry:
    decision = Decision(
        Task(HOUR, EARLY, T0 + 10 * HOUR, 1000.0),
        Plan(job.pieces),
        Plan((Piece(naive, naive + HOUR, "FR"),)),
        "carbon",
        EARLY,
        {"FR": Signal("FR", tense=Tense.FORECAST)},
        {"carbon": {"gain": {"value": 42.0, "unit": "gCO2e"}}},
    )
    kept = PlannedJob(
        id=job.id,
        command=job.command,
        directory=job.directory,
        pieces=job.pieces,
        plan=decision.as_json() if plan is None else plan,
    )
    return Entry(
        job=kept,
        method="wait",
        created_seconds=EARLY,
        state=State.DONE,
        pauses=tuple(pauses),
    )


def test_one_kilowatt_hour_in_a_cleaner_hour(job: Make) -> None:
    """1 kWh at 20 g in place of 1 kWh at 100 g is 80 g less; and what was foreseen stands beside.

    By hand: the plug is measured, PUE is declared 1 and the series is not doubted, so nothing
    but rounding (1e-9) may lie between.
    """
    record = _record(T0 + HOUR, [3.6e6])

    found = gained(
        _entry(job()), [record], _grid(_hours(h1=20.0)), default_factors(), WORLD
    ).as_json()

    assert (found["verdict"], found["runs"]) == ("gained", ["r1"])
    values: Any = [found[name] for name in ("as_run", "naive", "gain")]
    assert [each["value"] for each in values] == pytest.approx([20.0, 100.0, 80.0], rel=1e-9)
    assert [each["unit"] for each in values] == ["gCO2e"] * 3
    assert found["forecast"] == {"value": 42.0, "unit": "gCO2e"}


def test_power_over_time_is_moved_as_it_was(job: Make) -> None:
    """2 kWh then 1 kWh: without the plan, in hours of 50 and 200 g, they make 300 g."""
    record = _record(T0 + HOUR, [7.2e6, 3.6e6])
    grid = _grid(_hours(h1=10.0, h2=20.0, hm10=50.0, hm9=200.0))

    found = gained(_entry(job()), [record], grid, default_factors(), WORLD).as_json()

    values: Any = [found[name] for name in ("as_run", "naive", "gain")]
    assert [each["value"] for each in values] == pytest.approx([40.0, 300.0, 260.0], rel=1e-9)


def test_pauses_are_not_in_the_run_that_was_not(job: Make) -> None:
    """A pause of an hour at 0.5 kWh is paid as it ran, and would not have been without the plan."""
    record = _record(T0 + HOUR, [3.6e6, 1.8e6, 3.6e6])
    pause = Pause(T0 + 2 * HOUR, T0 + 3 * HOUR)
    grid = _grid(_hours(h1=10.0, h2=100.0, h3=10.0))

    found = gained(_entry(job(), pauses=[pause]), [record], grid, default_factors(), WORLD)

    values: Any = [found.as_json()[name] for name in ("as_run", "naive", "gain")]
    assert [each["value"] for each in values] == pytest.approx([70.0, 200.0, 130.0], rel=1e-9)


def test_runs_of_one_job_follow_one_another(job: Make) -> None:
    """A job that was started twice is placed in one go: the second run behind the first."""
    records = [_record(T0 + HOUR, [3.6e6]), _record(T0 + 3 * HOUR, [3.6e6], "r2")]
    grid = _grid(_hours(h1=10.0, h3=10.0, hm10=100.0, hm9=300.0))

    found = gained(_entry(job()), records, grid, default_factors(), WORLD)

    assert found.runs == ("r1", "r2")
    naive: Any = found.as_json()["naive"]
    assert naive["value"] == pytest.approx(400.0, rel=1e-9)


def test_a_dirtier_hour_is_a_loss(job: Make) -> None:
    """A forecast that was wrong is said plainly."""
    found = gained(
        _entry(job()),
        [_record(T0 + HOUR, [3.6e6])],
        _grid(_hours(h1=150.0)),
        default_factors(),
        WORLD,
    )

    assert found.verdict is Verdict.LOST
    assert "Nothing was gained" in found.says


def test_equal_hours_decide_nothing(job: Make) -> None:
    """Where both hours carry the same, the interval holds nought."""
    found = gained(
        _entry(job()),
        [_record(T0 + HOUR, [3.6e6])],
        _grid(_hours()),
        default_factors(),
        WORLD,
    )

    assert found.verdict is Verdict.UNDECIDED


def test_a_run_at_its_usual_time_gains_nothing(job: Make) -> None:
    """Whoever runs at once has nothing to compare, and needs no data for it."""
    entry = _entry(job(), naive=T0 + HOUR)

    found = gained(
        entry, [_record(T0 + HOUR, [3.6e6])], _grid({99.0: 1.0}), default_factors(), WORLD
    )

    assert (found.verdict, found.gain) == (Verdict.NOTHING, None)


@pytest.mark.parametrize(
    ("hours", "tense", "says"),
    [
        ({1.0: 20.0}, Tense.ACTUAL, "1 h of the time without the plan"),
        ({-10.0: 20.0}, Tense.ACTUAL, "1 h of the time of its run"),
        ({float(h): 1.0 for h in range(-10, 11)}, Tense.FORECAST, "of its run"),
    ],
)
def test_data_that_are_not_there_yet_are_said(
    job: Make, hours: dict[float, float], tense: Tense, says: str
) -> None:
    """Without the actual hours on either side nothing is computed; a forecast is none."""
    found = gained(
        _entry(job()),
        [_record(T0 + HOUR, [3.6e6])],
        _grid(hours, tense=tense),
        default_factors(),
        WORLD,
    )

    assert (found.verdict, found.gain) == (Verdict.NOT_YET, None)
    assert says in found.says
    assert "Ask again" in found.says


def test_a_job_without_a_run_is_said(job: Make) -> None:
    """Before it has run there is nothing to say, and no data are asked for."""
    found = gained(_entry(job()), [], _grid({}), default_factors(), WORLD)

    assert found.verdict is Verdict.NOT_RUN
    assert found.as_json()["gain"] is None


def test_a_plan_that_compares_nothing_is_refused(job: Make) -> None:
    """A job that was not planned against anything has no gain to be asked for."""
    with pytest.raises(JobError, match="without it"):
        gained(_entry(job(), plan={"a": 1}), [], _grid({}), default_factors(), WORLD)


def test_a_document_may_hold_the_decision(job: Make) -> None:
    """A larger document is read by its ``decision``."""
    inner = _entry(job()).job.plan
    entry = _entry(job(), plan={"schema": "s", "decision": inner})

    assert gained(entry, [], _grid({}), default_factors(), WORLD).forecast is not None


def test_a_failed_run_has_gained_nothing(job: Make) -> None:
    """Whatever a failed run emitted, its work is not done; the exit status is said."""
    record = replace(_record(T0 + HOUR, [3.6e6]), status=Status.FAILED, exit_code=3)
    entry = replace(_entry(job()), state=State.FAILED)

    found = gained(entry, [record], _grid(_hours(h1=20.0)), default_factors(), WORLD)

    assert found.verdict is Verdict.FAILED
    assert "exit status 3" in found.says


def test_other_work_than_planned_is_said(job: Make) -> None:
    """The plan reckoned with 1 kW for an hour; 2 kWh in an hour is twice the energy."""
    found = gained(
        _entry(job()),
        [_record(T0 + HOUR, [7.2e6])],
        _grid(_hours(h1=20.0)),
        default_factors(),
        WORLD,
    )

    assert found.notes[0].code == "work-differs"
    assert "2 times the energy" in found.notes[0].message


def test_half_an_interval_of_pause_takes_half() -> None:
    """A pause over half of an interval takes half of its time and energy out; nothing else."""
    activity = activity_of(_record(T0, [100.0, 60.0]))

    (moved,) = placed([activity], [Pause(T0 + 0.5 * HOUR, T0 + HOUR)], EARLY, "SE")

    assert moved.edges.tolist() == [EARLY, EARLY + 0.5 * HOUR, EARLY + 1.5 * HOUR]
    assert moved.channels[0].joules.tolist() == [50.0, 60.0]
    assert (moved.zone, activity.zone) == ("SE", "FR")


def test_what_the_grid_refuses_is_passed_on(job: Make) -> None:
    """An unknown zone or a broken series is its own error, not ours."""
    for error in (UnknownZoneError("no"), SeriesError("no")):

        def refuse(*_: object, error: Exception = error) -> Intensity:
            raise error

        with pytest.raises(type(error)):
            gained(_entry(job()), [_record(T0 + HOUR, [3.6e6])], refuse, default_factors(), WORLD)


def test_what_both_sides_share_cancels(job: Make) -> None:
    """A doubt about the grid's numbers is one doubt: the gain is surely four fifths of the rest.

    Every draw of the gain is 0.8 of the same draw without the plan, to rounding.
    """
    plain = _grid(_hours(h1=20.0))

    def doubted(signal: Signal, start_seconds: float, end_seconds: float) -> Intensity:
        found = plain(signal, start_seconds, end_seconds)
        spread = Factor("grid.FR.hourly.spread", "1", Lognormal(1.0, 0.3))
        return Intensity(found.signal, series=found.series, spread=spread)

    found = gained(_entry(job()), [_record(T0 + HOUR, [3.6e6])], doubted, default_factors(), WORLD)

    assert isinstance(found.gain, Uncertain)
    assert isinstance(found.naive, Uncertain)
    assert np.std(found.naive.draws) > 10.0
    assert found.gain.draws / found.naive.draws == pytest.approx(0.8, rel=1e-9)
    assert found.verdict is Verdict.GAINED


def test_a_run_in_pieces_from_its_usual_start_is_compared(job: Make) -> None:
    """It began when it would have anyway, was saved, and went on hours later: that is a gain.

    By hand: 1 kWh at 100 g and 1 kWh at 10 g, in place of 100 g and 300 g.
    """
    records = [_record(T0 + HOUR, [3.6e6]), _record(T0 + 5 * HOUR, [3.6e6], "r2")]
    grid = _grid(_hours(h1=100.0, h2=300.0, h5=10.0))

    found = gained(_entry(job(), naive=T0 + HOUR), records, grid, default_factors(), WORLD)

    assert found.verdict is Verdict.GAINED
    gain: Any = found.as_json()["gain"]
    assert gain["value"] == pytest.approx(290.0, rel=1e-9)


def test_what_is_lacking_is_named_with_its_kind(job: Make) -> None:
    """Where nobody publishes that kind of number, asking again is in vain: a file may hold it."""
    found = gained(
        _entry(job()), [_record(T0 + HOUR, [3.6e6])], _grid({99.0: 1.0}), default_factors(), WORLD
    )

    for part in ("grid of FR", "average, lifecycle, of production", "--fetch", "--intensity FILE"):
        assert part in found.says
