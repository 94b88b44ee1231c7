"""A plan and what it costs, as it is handed to whoever says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.intensity import Signal
from wholeprint.quantities.note import Note
from wholeprint.tracking.importers.estate import Estate, Resource
from wholeprint.tracking.plan_figures import Figures


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One resource and what it costs.

    Attributes:
        resource: The resource.
        zone: Where it stands, as a zone; None where that is not known.
        figures: What it costs; None where nobody can tell.
        near: Names like that of its size, where that is not known.
        source: Key of who states that size; empty for disks, and where the name itself does.
    """

    resource: Resource
    zone: str | None
    figures: Figures | None = None
    near: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Costed:
    """A plan and what it costs.

    Attributes:
        estate: What the plan asks for.
        hours: For how long [h].
        declared_share: How hard its machines work [1]; None where that is assumed.
        lines: Its resources, in the order of the plan.
        by_type: Sums over resources of a type.
        by_region: Sums over resources in a place.
        total: The sum over all that have numbers; None where none has.
        footprint: The same with its parts, assumptions and notes.
        signal: Which "g/kWh" stands behind, None where there are several.
        factors_version: Version of the set of coefficients.
        told: What was declared, as plain values.
        notes: What a reader should know beside the notes of the footprint.
    """

    estate: Estate
    hours: float
    declared_share: float | None
    lines: tuple[Line, ...]
    by_type: Mapping[str, Figures]
    by_region: Mapping[str, Figures]
    total: Figures | None
    footprint: Footprint | None
    signal: Signal | None
    factors_version: str
    told: Mapping[str, object] = field(default_factory=dict[str, object])
    notes: tuple[Note, ...] = ()

    @property
    def unknown(self) -> tuple[Line, ...]:
        """The resources that have no numbers."""
        return tuple(line for line in self.lines if line.figures is None)

    @property
    def is_partial(self) -> bool:
        """Whether the sums leave out resources that should be in them."""
        return bool(self.unknown)
