"""Generation by fuel times factors by fuel: what a kilowatt-hour made in a zone carries.

The sum over fuels of power times factor, over the sum of power. What that leaves open, and what is
done about it:

- Storage is left out of both sums, filling and emptying: it moves energy and makes none. So is what
  crosses the border: the result is production, not consumption.
- Power below zero, a plant that draws more than it makes, counts as zero.
- A fuel that nobody names counts as NESO's "Other" does, direct; over the life cycle no source says
  anything of it, and it is left out of both sums, which takes it to be like the rest. Either way
  the doubt spans from nothing to the worst fuel. Where it is the greater part, a gap.
- Where a fuel is silent that speaks at other times, the sum would be of something else: a gap,
  unless that fuel is less than a hundredth of the whole.
- Sources differ about a fuel's factor: from all at their least to all at their greatest, as a
  spread over the result.

Each of these is said in a note when it happened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from wholeprint.errors import ProviderAnswerError, SeriesError
from wholeprint.factors.assemble import unique
from wholeprint.factors.sets import Factors
from wholeprint.grid.fuels import Fuel, FuelFactor, fuel_factors
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.slots import TOUCH_SECONDS, Slot, series_of
from wholeprint.quantities.distribution import Empirical, FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Known
from wholeprint.quantities.units import Unit

MEGAWATT = "MW"

NEGLIGIBLE_SHARE = 0.01
"""A silent fuel below this share of the generation is taken to be zero [1]."""

GREATEST_UNKNOWN_SHARE = 0.5
"""Above this share of fuels that nobody names, the moment is a gap [1]."""

GREATEST_POWER = 1e7
"""No zone feeds in more [MW]: all power plants on Earth together are below this."""

GREATEST_COUNT = 1_000_000
"""No answer has more values: a month of twenty kinds of plant by the minute has fewer."""

LEAST_POWER = 1e-6
"""Where the whole zone makes less than a watt, it makes nothing [MW]."""

_ROUNDING = 1e-9
_APART = frozenset({Fuel.STORAGE, Fuel.TRADE})


class Output(NamedTuple):
    """What one kind of plant feeds in over time.

    Attributes:
        label: The provider's own name for it.
        fuel: What it runs on.
        series: Power [MW]; gaps are NaN.
    """

    label: str
    fuel: Fuel
    series: StepSeries


@dataclass(slots=True)
class Mix:
    """Generation by kind of plant, gathered value by value as an answer is read.

    Attributes:
        provider: Who says so, for errors.
    """

    provider: str
    _slots: dict[str, list[Slot]] = field(default_factory=dict[str, list[Slot]])
    _fuels: dict[str, Fuel] = field(default_factory=dict[str, Fuel])
    _count: int = 0

    def add(self, label: str, fuel: Fuel, slots: Iterable[Slot]) -> None:
        """Take in values of one kind of plant.

        Args:
            label: The provider's own name for it.
            fuel: What it runs on.
            slots: Power over time [MW].

        Raises:
            ProviderAnswerError: If a value is no power that any zone can have, or if there are more
                of them than any answer has.
        """
        taken = self._slots.setdefault(label, [])
        self._fuels[label] = fuel
        for slot in slots:
            if abs(slot.value) > GREATEST_POWER:  # NaN, a gap, is never greater
                raise ProviderAnswerError(
                    f"{self.provider} gives {label} a power that no zone has", seen=slot.value
                )
            self._count += 1
            if self._count > GREATEST_COUNT:
                raise ProviderAnswerError(f"{self.provider} gives too many values", seen=label)
            taken.append(slot)

    def outputs(self) -> list[Output]:
        """Return what was gathered.

        Raises:
            ProviderAnswerError: If two values of one kind of plant hold for the same time.
        """
        try:
            return [
                Output(label, self._fuels[label], series_of(slots, MEGAWATT))
                for label, slots in sorted(self._slots.items())
                if slots
            ]
        except SeriesError as wrong:
            raise ProviderAnswerError(
                f"{self.provider} gives values that cannot be one series", seen=str(wrong)
            ) from wrong


def is_of_generation(want: Want) -> bool:
    """Say whether generation answers what is wanted: the average of what was produced, as it was.

    Args:
        want: What is wanted.

    Returns:
        True where it does; the zone is not looked at.
    """
    return (
        want.tense is Tense.ACTUAL
        and want.response is Response.AVERAGE
        and want.flow in {None, Flow.PRODUCTION}
    )


def reading_of(
    outputs: Sequence[Output], want: Want, factors: Factors, *, version: str | None = None
) -> tuple[Reading, ...]:
    """Return what a kilowatt-hour made in a zone carries, from what makes it.

    Args:
        outputs: Power by kind of plant, each kind once.
        want: What was asked for: its zone, scope and tense are the result's.
        factors: The set of coefficients to read.
        version: The provider's own name for the state of its data.

    Returns:
        One reading; none if no moment can be worked out.
    """
    table = fuel_factors(factors, want.scope)
    kinds = [output for output in outputs if output.fuel not in _APART]
    if not kinds:
        return ()
    sums = _sums(kinds, table)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = sums.central / (sums.known + sums.unknown)
    values[sums.is_gap] = np.nan
    held = np.flatnonzero(np.isfinite(values))
    if held.size == 0:
        return ()
    inside = slice(int(held[0]), int(held[-1]) + 1)
    edges = sums.edges[inside.start : inside.stop + 1]
    return (
        Reading(
            signal=Signal(want.zone.code, scope=want.scope, flow=Flow.PRODUCTION, tense=want.tense),
            series=StepSeries(edges, values[inside], Unit.parse(GRAMS_PER_KWH)),
            version=version,
            notes=_notes(outputs, sums, inside, table.get(Fuel.UNKNOWN)),
            spread=_spread(kinds, sums, want.scope, table),
        ),
    )


@dataclass(slots=True)
class _Sums:
    edges: FloatArray
    known: FloatArray
    """Power of the fuels that are named [MW]."""
    unknown: FloatArray
    """Power of those that are not [MW]."""
    central: FloatArray
    """Power times factor of all, what stands for the unknown included."""
    low: FloatArray
    high: FloatArray
    is_gap: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    silent: list[str]
    negative: list[str]


def _sums(kinds: Sequence[Output], table: Mapping[Fuel, FuelFactor]) -> _Sums:
    edges = _edges(kinds)
    widths = np.diff(edges)
    middles = edges[:-1] + widths / 2
    raw = np.vstack([_at(output.series, middles) for output in kinds])
    missing = ~np.isfinite(raw)
    power = np.where(missing, 0.0, np.maximum(raw, 0.0))
    whole = float(np.sum(power @ widths))
    heard = np.sum(np.where(missing, 0.0, widths), axis=1)
    # Mean power while a kind speaks, over the mean power of all: what its silence leaves out.
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.where(heard > 0.0, (power @ widths) / heard, 0.0)
    shares = means / max(float(np.sum(means)), LEAST_POWER)
    left_out = shares @ missing
    named = {fuel: factor for fuel, factor in table.items() if fuel is not Fuel.UNKNOWN}
    is_known = np.array([output.fuel in named for output in kinds])
    spans = [named.get(output.fuel) for output in kinds]
    worst = max(factor.high for factor in named.values())
    known = is_known @ power
    unknown = ~is_known @ power
    low, central, high = (
        np.array([0.0 if span is None else getattr(span, end) for span in spans]) @ power
        for end in ("low", "central", "high")
    )
    is_gap = (
        (left_out > NEGLIGIBLE_SHARE)
        | (known < LEAST_POWER)
        | (unknown > GREATEST_UNKNOWN_SHARE * (known + unknown))
    )
    return _Sums(
        edges=edges,
        known=known,
        unknown=unknown,
        central=central + unknown * _stand_in(central, known, table),
        low=low,
        high=high + worst * unknown,
        is_gap=is_gap,
        silent=_labels(kinds, np.any(missing, axis=1) & (shares > 0.0) & (whole > 0.0)),
        negative=_labels(kinds, np.any(raw < 0.0, axis=1)),
    )


def _stand_in(
    central: FloatArray, known: FloatArray, table: Mapping[Fuel, FuelFactor]
) -> FloatArray:
    """Return what is counted for a kilowatt-hour of unknown fuel: a convention, or the rest."""
    if Fuel.UNKNOWN in table:
        return np.full(known.shape, table[Fuel.UNKNOWN].central)
    return central / np.maximum(known, LEAST_POWER)


def _edges(kinds: Sequence[Output]) -> FloatArray:
    every = np.unique(np.concatenate([output.series.edges_seconds for output in kinds]))
    keep = np.concatenate(([True], np.diff(every) > TOUCH_SECONDS))
    return every[keep]


def _at(series: StepSeries, moments_seconds: FloatArray) -> FloatArray:
    places = np.searchsorted(series.edges_seconds, moments_seconds, side="right") - 1
    inside = (places >= 0) & (places < series.values.size)
    return np.where(inside, series.values[np.clip(places, 0, series.values.size - 1)], np.nan)


def _labels(
    kinds: Sequence[Output], where: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> list[str]:
    return [kind.label for kind, is_so in zip(kinds, where.tolist(), strict=True) if is_so]


def _spread(
    kinds: Sequence[Output], sums: _Sums, scope: Scope, table: Mapping[Fuel, FuelFactor]
) -> Factor | None:
    """Return how far the result may be off because sources differ about factors.

    All fuels at their least, and all at their greatest, are the ends: what no source says is not
    believed. All together, since a source that is low for one fuel tends to be low for others.
    """
    used = ~sums.is_gap
    energy = np.diff(sums.edges)[used]
    # What stands for the unknown part is in the stated value, and so in the ratio.
    middle = float(sums.central[used] @ energy)
    if middle <= 0.0:
        return None
    low = min(float(sums.low[used] @ energy) / middle, 1.0)
    high = max(float(sums.high[used] @ energy) / middle, 1.0)
    if high - low <= _ROUNDING:
        return None
    fuels = dict.fromkeys(kind.fuel for kind in kinds if kind.fuel in table)
    return Factor(
        id=f"grid.fuel_factors.{scope.value}",
        unit="1",
        distribution=Empirical((low, 1.0, high)),
        sources=unique([source for fuel in fuels for source in table[fuel].sources]),
        known=Known.PUBLISHED,
        valid_for=f"{scope.value} intensity worked out from generation by fuel",
        note="from all fuels at the least that any source states to all at the greatest",
    )


def _notes(
    outputs: Sequence[Output], sums: _Sums, inside: slice, stand_in: FuelFactor | None
) -> tuple[Note, ...]:
    widths = np.diff(sums.edges)
    total = float((sums.known + sums.unknown) @ widths)
    unknown = float(sums.unknown @ widths) / total if total > 0.0 else 0.0
    gaps = float(np.sum(widths[inside][sums.is_gap[inside]])) / 3600.0
    apart = [output.label for output in outputs if output.fuel in _APART]
    strange = [output.label for output in outputs if output.fuel is Fuel.UNKNOWN]
    notes: list[Note] = []
    if apart:
        notes.append(
            Note(
                "generation-apart",
                f"{_list(apart)} left out: storage makes no energy, and what crosses the border "
                "is not made here.",
            )
        )
    if unknown > 0.0:
        notes.append(
            Note(
                "generation-unknown",
                f"{unknown:.1%} of the generation ({_list(strange)}) is of fuels nobody names: "
                f"{_counted(stand_in)}, which may be wrong by as much as that part.",
                severity="warning" if unknown > NEGLIGIBLE_SHARE else "info",
            )
        )
    if sums.negative:
        notes.append(
            Note(
                "generation-negative",
                f"{_list(sums.negative)} below zero at times, a plant that draws more than it "
                "makes: counted as zero.",
            )
        )
    if gaps > 0.0:
        notes.append(
            Note(
                "generation-silent",
                f"For {gaps:g} h too much of the generation is unknown"
                f"{f' ({_list(sums.silent)})' if sums.silent else ''}: nothing is put in its "
                "place.",
                severity="warning",
            )
        )
    return tuple(notes)


def _counted(stand_in: FuelFactor | None) -> str:
    if stand_in is None:
        return "taken to be like the rest"
    who = stand_in.sources[0].title.partition(",")[0]
    return f"counted at {stand_in.central:g} gCO2e/kWh, as {who} counts it"


def _list(labels: Sequence[str]) -> str:
    return ", ".join(sorted(set(labels)))
