"""The energy of the named parts of a run."""

from dataclasses import dataclass

import numpy as np

from wholeprint.ledger.entry import RunRecord
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.uncertain import NoData


@dataclass(frozen=True, slots=True)
class SpanEnergy:
    """One named part of a run.

    Attributes:
        name: What it is called.
        start_seconds: When it began, since the run's start [s].
        seconds: How long it took [s].
        cpu_seconds: CPU time of the process tree in it [s].
        energy_share: Its share of the run's energy [1]; None where nothing is known of it.
        energy_kwh: Its energy at the same point as the run's [kWh]; None likewise.
    """

    name: str
    start_seconds: float
    seconds: float
    cpu_seconds: float
    energy_share: float | None
    energy_kwh: float | None

    def as_json(self) -> dict[str, object]:
        """Return the part as plain values.

        Returns:
            One entry per attribute.
        """
        return {
            "name": self.name,
            "start_seconds": self.start_seconds,
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
            "energy_share": self.energy_share,
            "energy_kwh": self.energy_kwh,
        }


def spans_of(record: RunRecord, activity: Activity, footprint: Footprint) -> tuple[SpanEnergy, ...]:
    """Return the energy of each named part of a run, in the order in which the parts began.

    Parts may lie inside each other: they do not add up to the run. A reading is taken at both edges
    of a part, so that its energy is read and not smeared. A run with counters is shared out by what
    they counted, one without by its CPU time.

    Args:
        record: The run.
        activity: What it did.
        footprint: What it cost.

    Returns:
        The parts.
    """
    if not record.spans or len(activity.edges) < 2:  # noqa: PLR2004 - two edges make an interval
        return ()
    offsets = np.asarray(record.edges, dtype=np.float64)
    cpu = np.nan_to_num(activity.cpu_seconds)
    weights = _weights(activity, cpu)
    total = footprint["energy"]
    kwh = None if isinstance(total, NoData) else total.central
    found: list[SpanEnergy] = []
    for span in sorted(record.spans, key=lambda each: each.start_seconds):
        inside = _overlap(offsets, span.start_seconds, span.end_seconds)
        share = float(weights @ inside / weights.sum()) if weights.sum() > 0 else None
        found.append(
            SpanEnergy(
                span.name,
                span.start_seconds,
                span.end_seconds - span.start_seconds,
                float(cpu @ inside),
                share,
                None if share is None or kwh is None else share * kwh,
            )
        )
    return tuple(found)


def _weights(activity: Activity, cpu: FloatArray) -> FloatArray:
    outer = [np.nan_to_num(each.joules) for each in activity.channels if each.within is None]
    return np.sum(outer, axis=0) if outer else cpu


def _overlap(edges: FloatArray, begin: float, end: float) -> FloatArray:
    lengths = np.diff(edges)
    shared = np.minimum(edges[1:], end) - np.maximum(edges[:-1], begin)
    return np.clip(shared, 0.0, None) / np.where(lengths > 0.0, lengths, 1.0)
