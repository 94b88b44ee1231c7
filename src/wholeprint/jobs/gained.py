"""What a plan really gained: the run as it was, beside the same run at the time it would have had.

The forecast by which the plan was made is not asked again. Both sides take the power that was
measured and the intensity that the grid really had, over the same draws of the world, so that what
they share cancels in their difference.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from wholeprint.advice.plan import Decision
from wholeprint.errors import JobError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.catalogue import resolve
from wholeprint.jobs.afterwards import failure, lateness, other_work
from wholeprint.jobs.entry import Entry, Pause, State
from wholeprint.ledger.entry import RunRecord
from wholeprint.lifecycle.assess import Case, assess_many
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.activity import Activity, Channel
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.intensity import Intensity, Signal, Tense, check_same_signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, total
from wholeprint.quantities.world import World
from wholeprint.tracking.activity import activity_of

_SAME_SECONDS = 60.0
_OVER = frozenset({State.HANDED, State.FAILED, State.INTERRUPTED})

Actual = Callable[[Signal, float, float], Intensity]
"""Says what the grid really carried: for a signal, from when until when [s since 1970 UTC]."""


class Verdict(StrEnum):
    """What can be said of a plan after its run."""

    GAINED = "gained"
    """It emitted less than it would have, beyond doubt."""
    LOST = "lost"
    """It emitted more, beyond doubt."""
    UNDECIDED = "undecided"
    """The interval of the difference holds nought."""
    NOTHING = "nothing"
    """It ran when and where it would have run anyway."""
    NOT_YET = "not yet"
    """What the grid really carried is not known for all of the time."""
    FAILED = "failed"
    """Its run failed: whatever it emitted, its work is not done."""
    NOT_RUN = "not run"
    """It has no run that has ended."""


@dataclass(frozen=True, slots=True, eq=False)
class Gained:
    """What a plan really gained.

    Attributes:
        job_id: The job.
        verdict: What can be said.
        says: The same as a sentence.
        runs: Ids of its runs.
        signal: On which number it was decided, and is judged; None where it has not run.
        as_run: What its runs emitted [gCO2e].
        naive: What they would have emitted at the time and place without a plan [gCO2e].
        gain: The second less the first [gCO2e]: above nought is less emitted.
        forecast: The gain that the plan promised, as its decision wrote it; None where it wrote
            none.
        notes: What a reader should know.
    """

    job_id: str
    verdict: Verdict
    says: str
    runs: tuple[str, ...] = ()
    signal: Signal | None = None
    as_run: Quantity | None = None
    naive: Quantity | None = None
    gain: Quantity | None = None
    forecast: Mapping[str, object] | None = None
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""

        def plain(quantity: Quantity | None) -> dict[str, object] | None:
            return None if quantity is None else quantity.as_json()

        return {
            "job": self.job_id,
            "verdict": self.verdict.value,
            "says": self.says,
            "runs": list(self.runs),
            "signal": None if self.signal is None else self.signal.as_json(),
            "as_run": plain(self.as_run),
            "naive": plain(self.naive),
            "gain": plain(self.gain),
            "forecast": None if self.forecast is None else dict(self.forecast),
            "notes": [note.as_json() for note in self.notes],
        }


def decision_of(entry: Entry) -> Decision:
    """Return the decision behind a job.

    Args:
        entry: The job.

    Raises:
        JobError: If its plan does not hold one.
    """
    plan = entry.job.plan
    found = plan.get("decision", plan)
    try:
        return Decision.from_json(cast("Mapping[str, object]", found))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JobError(
            "the plan of this job does not say what would have been without it",
            seen=f"{type(error).__name__}: {error}",
            fix="Plan it with wholeprint schedule",
        ) from error


def gained(
    entry: Entry,
    records: Sequence[RunRecord],
    actual: Actual,
    factors: Factors,
    world: World,
) -> Gained:
    """Return what a plan really gained.

    Args:
        entry: The job.
        records: Its runs, the oldest first.
        actual: Says what the grid really carried.
        factors: The coefficients.
        world: The world to draw in.

    Returns:
        The verdict with its numbers; what the grid carried is known days later at some providers,
        and the question can be asked again then.

    Raises:
        JobError: If the plan does not say what would have been without it.
    """
    decision = decision_of(entry)
    forecast = _promised(decision)
    done = [record for record in records if record.ended_unix_ns is not None and record.edges]
    if not done:
        said = "It has not run yet, or its run has not ended: there is nothing to compare."
        return Gained(entry.job.id, Verdict.NOT_RUN, said, forecast=forecast)
    found = _compared(entry, decision, done, actual, _In(factors, world))
    # One that saved its state and is to go on may have ended with any status.
    failed = failure(done) if entry.state in _OVER else ""
    if not failed:
        return found
    said = f"Its run {failed}: whatever it emitted, its work is not done, and nothing was gained."
    return replace(found, verdict=Verdict.FAILED, says=said)


class _In(NamedTuple):
    """In which terms something is assessed."""

    factors: Factors
    world: World


def _compared(
    entry: Entry, decision: Decision, done: Sequence[RunRecord], actual: Actual, terms: _In
) -> Gained:
    as_run = [activity_of(record) for record in done]
    start = decision.naive.start_seconds
    moved = placed(as_run, entry.pauses, start, decision.naive.pieces[0].zone)
    here, there = entry.job.zone, decision.naive.pieces[0].zone
    sides = [
        _looked_up(as_run, _signal(decision, here), actual),
        _looked_up(moved, _signal(decision, there), actual),
    ]
    check_same_signal(sides[0].signal, sides[1].signal)
    base = Gained(
        entry.job.id,
        Verdict.NOT_YET,
        "",
        tuple(record.id for record in done),
        sides[0].signal,
        forecast=_promised(decision),
        notes=tuple(dict.fromkeys((*lateness(decision, done), *sides[0].notes, *sides[1].notes))),
    )
    is_in_one_go = len(as_run) == 1 and not entry.pauses
    if here == there and abs(as_run[0].edges[0] - start) < _SAME_SECONDS and is_in_one_go:
        said = "Nothing was gained or lost: it ran when and where it would have run anyway."
        return replace(base, verdict=Verdict.NOTHING, says=said)
    missing = _missing(_signal(decision, here), (as_run, sides[0]), (moved, sides[1]))
    if missing:
        return replace(base, says=missing)
    emitted, energy = _assessed((as_run, sides[0]), terms)
    differs = other_work(decision, done, entry.pauses, energy)
    base = replace(base, notes=(*differs, *base.notes))
    return _judged(base, emitted, _assessed((moved, sides[1]), terms)[0])


_Side = tuple[Sequence[Activity], Intensity]


def _judged(base: Gained, emitted: Quantity, instead: Quantity) -> Gained:
    if isinstance(emitted, NoData) or isinstance(instead, NoData):
        reason = emitted.reason if isinstance(emitted, NoData) else "no data"
        said = f"Nothing can be said: {reason}."
        return replace(base, says=said, as_run=emitted, naive=instead)
    gain = instead - emitted
    if gain.low > 0.0:
        verdict, said = Verdict.GAINED, "It emitted less than it would have without the plan."
    elif gain.high < 0.0:
        verdict, said = Verdict.LOST, "Nothing was gained: it emitted more than without the plan."
    else:
        verdict = Verdict.UNDECIDED
        said = "It cannot be told whether anything was gained: the interval holds nought."
    return replace(base, verdict=verdict, says=said, as_run=emitted, naive=instead, gain=gain)


def _assessed(side: _Side, terms: _In) -> tuple[Quantity, Quantity]:
    """Return what runs emitted [gCO2e] and used [kWh]."""
    activities, intensity = side
    cases = [Case(each, resolve(each.machine, terms.factors), intensity) for each in activities]
    found = assess_many(cases, terms.factors, AssessOptions(), terms.world)
    emitted = [found[i][Category.GHG_OPERATIONAL] for i in range(len(cases))]
    used = [found[i][Category.ENERGY] for i in range(len(cases))]
    return total(emitted, "gCO2e"), total(used, "kWh")


def _promised(decision: Decision) -> Mapping[str, object] | None:
    gain = decision.expected.get("carbon", {}).get("gain")
    return cast("Mapping[str, object]", gain) if isinstance(gain, Mapping) else None


def _signal(decision: Decision, zone: str) -> Signal:
    found = decision.signals.get(zone)
    if found is None:
        found = next(iter(decision.signals.values()), Signal(zone))
    return replace(found, zone=zone, tense=Tense.ACTUAL)


def _looked_up(activities: Sequence[Activity], signal: Signal, actual: Actual) -> Intensity:
    return actual(signal, float(activities[0].edges[0]), float(activities[-1].edges[-1]))


def _missing(wanted: Signal, *sides: _Side) -> str:
    for (activities, intensity), what in zip(
        sides, ("of its run", "without the plan"), strict=True
    ):
        start, end = activities[0].edges[:1], activities[-1].edges[-1:]
        lacking = float((end - start)[0])
        if intensity.series is not None and intensity.signal.tense is Tense.ACTUAL:
            found = intensity.series.known_integral(start, end)
            lacking = 0.0 if found.is_whole else lacking - float(found.covered_seconds[0])
        if lacking > 0.0:
            return (
                f"It cannot be said yet: what the grid of {intensity.signal.zone} really carried "
                f"({_kind(wanted)}) is not known for {_span(lacking)} of the "
                f"time {what}. Ask again in some days, over the network (--fetch), or give it "
                "(--intensity FILE)."
            )
    return ""


def _kind(signal: Signal) -> str:
    return f"{signal.response.value}, {signal.scope.value}, of {signal.flow.value}"


def placed(
    activities: Sequence[Activity], pauses: Sequence[Pause], start_seconds: float, zone: str
) -> list[Activity]:
    """Return runs as they would have been in one go, from another moment on.

    Args:
        activities: The runs, the oldest first.
        pauses: When they were stopped; what they drew then is left out, because they would not
            have waited.
        start_seconds: When the first begins instead [s since 1970 UTC].
        zone: Where instead.

    Returns:
        The runs one behind the other, each with its power over time as it was.
    """
    moved: list[Activity] = []
    for activity in activities:
        share = _working_share(activity.edges, pauses)
        kept = share > 0.0
        seconds = (np.diff(activity.edges) * share)[kept]
        edges = start_seconds + np.concatenate(([0.0], np.cumsum(seconds)))
        start_seconds = float(edges[-1])
        moved.append(
            replace(
                activity,
                edges=edges,
                cpu_seconds=(activity.cpu_seconds * share)[kept],
                busy_seconds=(activity.busy_seconds * share)[kept],
                channels=tuple(_thinned(each, share, kept) for each in activity.channels),
                zone=zone,
            )
        )
    return moved


def _working_share(edges: FloatArray, pauses: Sequence[Pause]) -> FloatArray:
    starts, ends = edges[:-1], edges[1:]
    stopped = np.zeros(starts.size)
    for pause in pauses:
        until = edges[-1] if pause.end_seconds is None else pause.end_seconds
        stopped += np.clip(
            np.minimum(ends, until) - np.maximum(starts, pause.start_seconds), 0, None
        )
    lasting = ends - starts
    return 1.0 - np.divide(stopped, lasting, out=np.zeros(starts.size), where=lasting > 0.0)


def _thinned(channel: Channel, share: FloatArray, kept: NDArray[np.bool_]) -> Channel:
    return replace(channel, joules=(channel.joules * share)[kept])


def _span(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds < 600.0 else f"{seconds / 3600.0:.3g} h"  # noqa: PLR2004 - ten minutes
