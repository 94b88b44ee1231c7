"""What the grid carried in the hours of a run: kept or fetched, shipped, typical, or the year's."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.intensity import Intensity, Scope
from wholeprint.quantities.note import Note
from wholeprint.settings import Settings

if TYPE_CHECKING:
    from wholeprint.grid.service import Grid

_TYPICAL = "typical-profile"
_STANDS_IN = "source-stands-in"
_LEAST_SECONDS = 1.0
_NOTHING = 1e-9


class Stretch(NamedTuple):
    """The time that a run takes.

    Attributes:
        start_seconds: When it begins [s since 1970 UTC].
        end_seconds: When it ends [s since 1970 UTC].
    """

    start_seconds: float
    end_seconds: float

    @property
    def seconds(self) -> float:
        """How long it is [s]."""
        return self.end_seconds - self.start_seconds


def stretch_of(activity: Activity, start_at_unix_seconds: float | None) -> Stretch:
    """Return the time that a run takes, its accelerators included.

    Args:
        activity: The run.
        start_at_unix_seconds: When to place it instead [s since 1970 UTC].
    """
    start = float(activity.edges[0]) if start_at_unix_seconds is None else start_at_unix_seconds
    loads = (load.hours * 3600.0 for load in activity.accelerator_load)
    return Stretch(start, start + max((activity.seconds, _LEAST_SECONDS, *loads)))


class Hours:
    """Looks up the hours of runs; one lookup serves every run of the same zone and time.

    Args:
        grid: Makes what is asked; only when something is.
        scope: Which emissions of a plant count; None is the life cycle where its hours are known
            as well as direct ones, else direct ones, and the life cycle where neither are.
        is_fetching: Whether the network may be touched.
    """

    def __init__(
        self, grid: "Callable[[], Grid]", scope: Scope | None, *, is_fetching: bool
    ) -> None:
        self._make = grid
        self._scope = scope
        self._is_fetching = is_fetching

    @cached_property
    def _grid(self) -> "Grid":
        return self._make()

    def intensity(self, zone: str, when: Stretch, scope: Scope | None = None) -> Intensity:
        """Return what a kilowatt-hour carried in the time of a run.

        Args:
            zone: Name, code or alias of a zone.
            when: The time.
            scope: Which emissions of a plant count here; None is as always.

        Returns:
            The intensity, with a note that says which share of the time is known how. An outage
            of a provider is a note.

        Raises:
            UnknownZoneError: If there is no zone of that name.
            UnknownFactorError: If nobody, the tables included, has such a number for the zone.
        """
        found = self._found(zone, when, scope or self._scope, fetch=self._is_fetching)
        return replace(found, notes=(_shares(found, when), *found.notes))

    def at_hand(self, zone: str, when: Stretch) -> Note | None:
        """Return the remark that hours of a run could be used and are not.

        Args:
            zone: Name, code or alias of a zone.
            when: The time of the run.

        Returns:
            The remark; None where no hour of that time is known without the network.
        """
        found = self._found(zone, when, self._scope, fetch=False)
        if found.series is None or _is_typical_alone(found):
            return None
        return Note(
            "hours-at-hand",
            f"Hours of {found.signal.zone} are at hand for {_said(found, when)}, as "
            f"{found.signal.scope.value} emissions, and were not used: assess with hourly "
            "(--hourly).",
        )

    def _found(self, zone: str, when: Stretch, scope: Scope | None, *, fetch: bool) -> Intensity:
        if scope is not None:
            return self._history(zone, when, scope, fetch=fetch)
        try:
            direct = self._history(zone, when, Scope.DIRECT, fetch=fetch)
        except UnknownFactorError:
            return self._history(zone, when, Scope.LIFECYCLE, fetch=fetch)
        try:
            whole = self._history(zone, when, Scope.LIFECYCLE, fetch=False)
        except UnknownFactorError:
            return direct
        # What was asked for by nobody is not worth less knowledge of the hours.
        return direct if _rank(direct, when) > _rank(whole, when) else whole

    def _history(self, zone: str, when: Stretch, scope: Scope, *, fetch: bool) -> Intensity:
        from wholeprint.grid.service import Wish  # noqa: PLC0415 - slow to load

        start, end = when
        return self._grid.history(zone, start, end, Wish(scope=scope), fetch=fetch)


def direct_by_the_hour(direct: Intensity, whole: Intensity) -> Note:
    """Return the warning that direct emissions were counted where nobody asked for them.

    Args:
        direct: The zone's direct emissions by the year.
        whole: Its life-cycle emissions by the year.
    """
    said = ""
    if direct.factor is not None and whole.factor is not None:
        less, more = direct.factor.central, whole.factor.central
        times = f", {more / less:.2g} times as much" if less > 0.0 else ""
        said = (
            f" By the year it carries {less:.3g} {direct.factor.unit} direct and {more:.3g} "
            f"life-cycle{times}: what is counted here is less by about that."
        )
    return Note(
        "hours-are-direct",
        f"By the hour direct emissions of power plants are what is known of {direct.signal.zone}, "
        "and these are counted here, without making plants and fuel; an assessment by the year "
        f"counts the life cycle.{said} Say which you mean: signal direct or lifecycle (--signal).",
        severity="warning",
    )


def grid_of(settings: Settings, factors: Factors) -> "Grid":
    """Return where hours are looked up, as the settings say.

    Args:
        settings: Where the cache is.
        factors: The set of coefficients.
    """
    from wholeprint.grid.service import Grid  # noqa: PLC0415 - slow to load

    return Grid.of(settings, factors)


def may_be_at_hand(settings: Settings, factors: Factors, zones: Iterable[str]) -> bool:
    """Return whether hours may be known without the network; looking costs next to nothing.

    Args:
        settings: Where the cache is.
        factors: The set of coefficients.
        zones: Codes of a zone and of those that it lies in.
    """
    shipped = set(factors.table("grid_series").raw("zone"))
    cache = settings.grid_cache
    return not shipped.isdisjoint(zones) or (cache is not None and cache.exists())


def _known(found: Intensity, when: Stretch) -> float:
    if found.series is None:
        return 0.0
    start, end = np.asarray([when.start_seconds]), np.asarray([when.end_seconds])
    return float(found.series.covered_seconds(start, end)[0]) / when.seconds


def _rank(found: Intensity, when: Stretch) -> tuple[bool, bool, float]:
    known = _known(found, when)
    return known > 0.0, known > 0.0 and not _is_typical_alone(found), known


def _lasting(seconds: float) -> str:
    for unit, many in (("d", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * many:
            return f"{seconds / many:.3g} {unit}"
    return f"{seconds:.3g} s"


def _codes(found: Intensity) -> set[str]:
    return {note.code for note in found.notes}


def _is_typical_alone(found: Intensity) -> bool:
    return _TYPICAL in (codes := _codes(found)) and _STANDS_IN not in codes


def _typical_share(found: Intensity, when: Stretch) -> float:
    end = when.start_seconds + when.seconds
    inside = (
        min(last, end) - max(first, when.start_seconds)
        for first, last in found.stands_in
        if first < end and last > when.start_seconds
    )
    return sum(inside) / when.seconds


def _said(found: Intensity, when: Stretch) -> str:
    share = _known(found, when) - _typical_share(found, when)
    providers = dict.fromkeys(vintage.provider for vintage in found.vintages)
    by = f"by {', '.join(providers)}" if providers else "those that ship with wholeprint"
    return f"{share:.0%} of the time, {by}"


def _shares(found: Intensity, when: Stretch) -> Note:
    share, typical = _known(found, when), _typical_share(found, when)
    parts = [f"hours are known for {_said(found, when)}"] if share - typical > _NOTHING else []
    if typical > _NOTHING:
        parts.append(f"typical hours stand in for {typical:.0%} of the time")
    if share < 1.0 - _NOTHING:
        rest = "the yearly value serves" if found.factor is not None else "nothing is known"
        parts.append(f"for {1.0 - share:.0%} of it {rest}")
    begin = datetime.fromtimestamp(when.start_seconds, UTC)
    return Note(
        "hours-used",
        f"Intensity of {found.signal.zone}, {found.signal.scope.value} emissions, over "
        f"{_lasting(when.seconds)} from "
        f"{begin:%Y-%m-%d %H:%M} UTC: {'; '.join(parts)}.",
    )
