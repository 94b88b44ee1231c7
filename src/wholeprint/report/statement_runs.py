"""What runs cost, figure by figure and in sentences: what was measured, modelled and assumed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wholeprint.errors import ConformanceError
from wholeprint.factors.cite import distinct
from wholeprint.hardware.describe import describe
from wholeprint.ledger.entry import Status
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.source import Source
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.report import scale
from wholeprint.report.ghg import summed
from wholeprint.tracking.assessor import Assessment

_BASES = {Basis.IT: "the plug of the IT equipment", Basis.FACILITY: "the meter of the building"}
_LABELS = {
    "energy": "energy",
    "intensity": "carbon intensity of the grid",
    "ghg": "greenhouse gases of electricity, location-based",
    "ghg_market": "greenhouse gases of electricity, market-based",
    "ghg_embodied": "greenhouse gases of making the hardware",
    "ghg_total": "greenhouse gases, both",
    "water_onsite": "water consumed on site",
    "water_offsite": "water consumed for the electricity",
    "water_embodied": "water consumed for the hardware",
    "water_withdrawal": "water withdrawn, back or not",
    "primary_energy": "primary energy",
    "adpe": "minerals (ADPe)",
    "ewaste": "e-waste",
}
"""Each figure by the word that statements use for it, in the order in which they are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure of a report.

    Attributes:
        term: The word that statements use for it.
        label: What it is.
        amount: How much.
    """

    term: str
    label: str
    amount: Quantity


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Runs as a report tells of them.

    Attributes:
        runs: Those that are counted.
        footprint: Their sum.
        figures: The figures, in the order in which they are told.
        sentences: The same in sentences.
    """

    runs: tuple[Assessment, ...]
    footprint: Footprint
    figures: tuple[Figure, ...]
    sentences: tuple[str, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Everybody behind the figures, each once, by key."""
        factors = self.footprint.assumptions
        return distinct(source for factor in factors for source in factor.sources)

    @property
    def name(self) -> str:
        """The runs in words: "the run big", "these 3 runs"."""
        first, *others = self.runs
        if others:
            return f"these {len(self.runs)} runs"
        return f"the run {first.record.label or first.record.id}"

    @property
    def hours(self) -> float:
        """How long the runs took together [h]."""
        return sum(_seconds(run) for run in self.runs) / 3600.0

    @property
    def hardware(self) -> str:
        """The machines in words."""
        machines = [describe(Machine.from_json(run.record.machine)) for run in self.runs]
        return "; ".join(dict.fromkeys(machines))

    @property
    def zones(self) -> tuple[str, ...]:
        """The grid zones that are known, each once."""
        zones = [run.signal.zone for run in self.runs if run.signal is not None]
        return tuple(dict.fromkeys(zone for zone in zones if zone != "world"))


def unplaced(told: Told) -> int:
    """Return how many of the runs took place nobody knows where.

    Args:
        told: The runs.
    """
    return sum(run.signal is None or run.signal.zone == "world" for run in told.runs)


def told_of_runs(assessments: Sequence[Assessment], version: str) -> Told:
    """Return runs as a report tells of them.

    Args:
        assessments: The runs.
        version: The version of this program.

    Raises:
        ConformanceError: If no run is counted.
    """
    several = len(assessments) > 1
    runs = tuple(each for each in assessments if each.record.counted or not several)
    if not runs:
        raise ConformanceError(
            "none of these runs is counted in a sum: another run holds their energy",
            fix="Report the runs that they lie inside",
        )
    footprint = summed(runs)
    figures = tuple(_figures(footprint))
    bare = Told(runs, footprint, figures, ())
    return Told(runs, footprint, figures, tuple(_sentences(bare, version)))


def said(quantity: Quantity) -> str:
    """Return a quantity with its interval, or why there is none.

    Args:
        quantity: The quantity.
    """
    if isinstance(quantity, NoData):
        return f"unknown ({quantity.reason})"
    unit = str(quantity.unit)
    text = scale.shown(quantity.median, quantity.low, quantity.high, unit)
    return f"{text.number} {text.interval}".strip().replace("\u00a0", " ")


def _figures(footprint: Footprint) -> Iterator[Figure]:
    energy, carbon = footprint["energy"], footprint["ghg_operational"]
    embodied = footprint["ghg_embodied"]
    intensity: Quantity = NoData.of("gCO2e/kWh", "the grid zone is not known")
    if isinstance(energy, Uncertain) and isinstance(carbon, Uncertain) and energy.draws.all():
        intensity = (carbon / energy).to("gCO2e/kWh")
    absent = isinstance(carbon, NoData) or isinstance(embodied, NoData)
    total = NoData.of("gCO2e", "a part of it is not known") if absent else carbon + embodied
    amounts = {
        "energy": energy,
        "intensity": intensity,
        "ghg": carbon,
        "ghg_market": footprint["ghg_operational_market"],
        "ghg_embodied": embodied,
        "ghg_total": total,
    }
    for term, label in _LABELS.items():
        yield Figure(term, label, amounts[term] if term in amounts else footprint[term])


def _sentences(told: Told, version: str) -> Iterator[str]:
    by_term = {figure.term: figure.amount for figure in told.figures}
    energy = told.footprint.impact("energy")
    at = "" if energy.basis is None else f" at {_BASES.get(energy.basis, energy.basis.value)}"
    yield (
        f"{told.name[0].upper()}{told.name[1:]} took {_time(told)} {_where(told)} "
        f"on {told.hardware} and used {said(by_term['energy'])} of energy{at}."
    )
    unfinished = sum(run.record.status is not Status.DONE for run in told.runs)
    if unfinished:
        yield f"Of these runs {unfinished} did not come to its end; what it took is in the figures."
    yield (
        f"This corresponds to {said(by_term['ghg'])} of operational and "
        f"{said(by_term['ghg_embodied'])} of embodied greenhouse gases, and "
        f"{said(by_term['water_offsite'])} of water consumed for the electricity."
    )
    yield from _how_known(told.footprint)
    inside = [name for name, is_in in told.footprint.boundary.as_json().items() if is_in]
    outside = [name for name, is_in in told.footprint.boundary.as_json().items() if not is_in]
    yield f"Counted: {_words(inside)}; not counted: {_words(outside)}."
    missing = [
        figure.label
        for figure in told.figures
        if isinstance(figure.amount, NoData) and figure.term != "ghg_market"
    ]
    if missing:
        yield f"Without data, which is not nought: {', '.join(missing)}."
    left_out = dict.fromkeys(
        reason
        for figure in told.figures
        if isinstance(figure.amount, Uncertain)
        for reason in figure.amount.missing
    )
    if left_out:
        yield f"Not in the figures: {'; '.join(left_out)}."
    yield (
        "These figures are of the compute and of the hardware under it; they say nothing of "
        "other phases of the model's life, nor of what people do with it."
    )
    yield "Values are medians with 5th to 95th percentiles over the uncertainty of the assumptions."
    made_by = f"wholeprint {version}, factor set {told.runs[0].factors_version}"
    yield f"Computed with {made_by}."


def _time(told: Told) -> str:
    return scale.duration(told.hours * 3600.0).replace("\u00a0", " ")


def _where(told: Told) -> str:
    if not told.zones:
        return "in a grid zone that was not declared"
    where = f"in grid zone{'s' if len(told.zones) > 1 else ''} {', '.join(told.zones)}"
    return f"{where}, and where nobody declared," if unplaced(told) else where


def _how_known(footprint: Footprint) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for part in footprint.impact("energy").contributions:
        found.setdefault(part.amount.known.value, []).append(part.source)
    if found:
        parts = [f"{known}: {', '.join(names)}" for known, names in sorted(found.items())]
        yield f"How the energy is known: {'; '.join(parts)}."
    embodied = footprint["ghg_embodied"]
    if isinstance(embodied, Uncertain):
        yield f"Embodied greenhouse gases are {embodied.known.value}."


def _words(names: Sequence[str]) -> str:
    return ", ".join(names).replace("_", " ") or "nothing"


def _seconds(found: Assessment) -> float:
    edges = found.record.edges
    return float(edges[-1] - edges[0]) if edges else 0.0
