"""From powercap zones to channels: what is inside what, and what is shown twice."""

from collections.abc import Sequence

from wholeprint.errors import MeterReadError
from wholeprint.meters.base import MOST_PLAUSIBLE_WATTS, ChannelSpec
from wholeprint.meters.counter import Counter
from wholeprint.meters.powercap import Zone
from wholeprint.meters.rapl_source import Source
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.source import Known

_REFRESH_SECONDS = 0.001
"""Intel SDM vol. 3B, 14.10: the counters are updated about every 1 ms."""
_RESOLUTION_JOULES = 6.1e-5
"""The energy unit of most processors, 2^-14 J (Intel SDM vol. 3B, 14.10.1)."""
_LIMIT_FACTOR = 10
_TURBO_FACTOR = 3
"""A processor may draw about this many times its stated long-term limit for a while."""
_SAME_COUNTER_JOULES = 2.0
"""Two views of one counter, read one after the other, differ by less than this [J]."""
_SETTLED_JOULES = 500.0
"""After this much energy, views that still agree are one counter for good [J]."""
_PSYS_SHARE = 0.8
_PSYS_EVIDENCE_JOULES = 100.0


class Group:
    """One channel and the counters behind it: one, or one per die.

    Several counters of one package are either the dies' own, which add up, or the same counter
    shown once per die (AMD Zen 1 and 2), which must count once. They are the same when they show
    the same value, read one between two readings of the other, for as long as they move.

    Args:
        spec: The channel.
        sources: The counters; the first is the one that counts in any case.
    """

    __slots__ = ("_counters", "_mirrors", "sources", "spec")

    def __init__(self, spec: ChannelSpec, sources: Sequence[Source]) -> None:
        self.spec = spec
        self.sources = list(sources)
        self._counters = [
            Counter(
                source.zone.range_joules,
                ordinary_watts=_TURBO_FACTOR * (source.zone.max_watts or 0.0),
                plausible_watts=spec.plausible_watts,
            )
            for source in self.sources
        ]
        self._mirrors: set[int] = set()

    @property
    def joules(self) -> float:
        """Energy since the start [J], each counter once."""
        total = 0.0
        for index, counter in enumerate(self._counters):
            if index not in self._mirrors:
                total += counter.joules
        return total

    @property
    def horizon_seconds(self) -> float:
        """The longest time between two readings in which no wrap goes unseen [s]."""
        return min(counter.horizon_seconds for counter in self._counters)

    def start(self, at_seconds: float) -> None:
        """Take the first readings and find the mirrors among the counters.

        Raises:
            MeterReadError: When a counter does not answer.
        """
        first = self._counters[0]
        for counter, source in zip(self._counters, self.sources, strict=True):
            counter.start(source.read_joules(), at_seconds)
        self._mirrors = {
            index
            for index, counter in enumerate(self._counters)
            if index and self._agree(index, first.raw_joules, counter.raw_joules)
        }

    def advance(self, at_seconds: float) -> str:
        """Read all counters of the channel.

        Args:
            at_seconds: When [s].

        Returns:
            Why the energy since the last reading is unknown; empty when it is known.

        Raises:
            MeterReadError: When a counter does not answer; nothing is changed then.
        """
        if len(self.sources) == 1:
            return self._counters[0].advance(self.sources[0].read_joules(), at_seconds)
        raw = [source.read_joules() for source in self.sources]
        reasons = [
            counter.advance(value, at_seconds)
            for counter, value in zip(self._counters, raw, strict=True)
        ]
        reason = next(filter(None, reasons), "")
        self._watch_mirrors(raw)
        return reason

    def _agree(self, index: int, first_joules: float, other_joules: float) -> bool:
        # Asked again where they differ: one may have moved between the two readings.
        apart = self._counters[0].apart_joules
        if apart(first_joules, other_joules) <= _SAME_COUNTER_JOULES:
            return True
        again_joules = self.sources[0].read_joules()
        return apart(again_joules, self.sources[index].read_joules()) <= _SAME_COUNTER_JOULES

    def _watch_mirrors(self, raw_joules: Sequence[float]) -> None:
        for index in tuple(self._mirrors):
            if not self._agree(index, raw_joules[0], raw_joules[index]):
                self._mirrors.discard(index)  # a die of its own after all: its joules now count
        if self._mirrors and self._counters[0].joules > _SETTLED_JOULES:
            for index in sorted(self._mirrors, reverse=True):
                self.sources.pop(index).close()
                self._counters.pop(index)
            self._mirrors.clear()

    def close(self) -> None:
        """Close all counters."""
        for source in self.sources:
            source.close()


class PsysWatch:
    """Whether the platform counter really contains the packages it should contain.

    Many boards do not wire it: it then stands still, or shows less than the packages, and
    summing it instead of them would lose energy. When that is seen, it is no longer summed.

    Args:
        specs: The channels of the meter.
    """

    def __init__(self, specs: tuple[ChannelSpec, ...]) -> None:
        self.specs: tuple[ChannelSpec, ...] = specs
        self._psys = [i for i, spec in enumerate(specs) if spec.domain == "machine"]
        self._packages = [i for i, spec in enumerate(specs) if spec.name.startswith("package-")]
        self.name = specs[self._psys[0]].name if self._psys else ""

    def watch(self, joules: Sequence[float]) -> str:
        """Compare the platform's energy with the packages'.

        Args:
            joules: Energy of each channel since opening [J].

        Returns:
            What is wrong, once; empty otherwise.
        """
        if not self._psys or not self._packages:
            return ""
        platform = sum(joules[i] for i in self._psys)
        packages = sum(joules[i] for i in self._packages)
        # Written so that NaN, an unreadable channel, proves nothing.
        if not (packages > _PSYS_EVIDENCE_JOULES and platform < _PSYS_SHARE * packages):
            return ""
        inside = self.specs[self._packages[0]].name
        names = {self.specs[i].name for i in self._psys}
        self.specs = tuple(
            spec._replace(within=inside if i in self._psys else _without(spec.within, names))
            for i, spec in enumerate(self.specs)
        )
        self._psys = []
        return (
            f"{self.name} shows {platform:.0f} J where its packages show {packages:.0f} J: it does "
            "not cover the platform here, and the packages are summed instead"
        )


def _without(within: str | None, names: set[str]) -> str | None:
    return None if within in names else within


def groups_of(readable: Sequence[Zone]) -> list[Group]:
    """Turn readable zones into channels, each counter once.

    A zone that MMIO and MSR both show is taken from MSR. A platform counter that shows exactly
    zero has never been wired, and is left out.

    Args:
        readable: The zones whose counter answers.

    Returns:
        The channels, packages first.
    """
    labels = {(zone.control, zone.folder): zone.label for zone in readable}
    by_channel: dict[str, list[Zone]] = {}
    for zone in sorted(readable, key=lambda zone: zone.control):
        parent = labels.get((zone.control, zone.parent_folder), "")
        name = _channel_name(zone, parent)
        taken = by_channel.setdefault(name, [])
        if (not taken or taken[0].control == zone.control) and not _never_wired(zone):
            taken.append(zone)
    names = [name for name, taken in by_channel.items() if taken]
    groups = [
        Group(_spec(name, by_channel[name], names), [Source(zone) for zone in by_channel[name]])
        for name in names
    ]
    return sorted(groups, key=lambda group: not group.spec.name.startswith("package-"))


def _never_wired(zone: Zone) -> bool:
    if not zone.label.startswith("psys"):
        return False
    source = Source(zone)
    try:
        return source.read_joules() == 0
    except MeterReadError:
        return True
    finally:
        source.close()


def _number(label: str) -> str:
    """Return the package's number in ``package-1`` or ``package-1-die-0``."""
    return label.split("-")[1] if label.count("-") else "0"


def _channel_name(zone: Zone, parent_label: str) -> str:
    label = zone.label
    if label.startswith("package-"):
        return f"package-{_number(label)}"
    if label.startswith("psys"):
        return label
    number = (
        _number(parent_label) if parent_label.startswith("package-") else zone.folder.split(":")[1]
    )
    return f"{label}-{number}"


def _spec(name: str, taken: Sequence[Zone], names: Sequence[str]) -> ChannelSpec:
    kind, _, number = name.partition("-")
    package = f"package-{number}" if f"package-{number}" in names else None
    platform = _platform(number, names)
    within: str | None
    if kind == "psys":
        domain, within = "machine", None
    elif kind == "package":
        domain, within = "cpu", platform
    elif kind == "dram":
        domain, within = "dram", platform
    elif kind in {"core", "uncore"}:
        domain, within = "cpu", package or platform
    else:
        domain, within = "other", package or platform
    limits = [zone.max_watts for zone in taken if zone.max_watts]
    plausible = _LIMIT_FACTOR * max(limits) if limits else MOST_PLAUSIBLE_WATTS
    return ChannelSpec(
        name=name,
        domain=domain,
        method="rapl",
        known=Known.MEASURED,
        basis=Basis.DEVICE if kind == "psys" else Basis.CHIP,
        within=within,
        refresh_seconds=_REFRESH_SECONDS,
        resolution_joules=_RESOLUTION_JOULES,
        device=taken[0].label if kind == "package" else (package or ""),
        plausible_watts=min(plausible, MOST_PLAUSIBLE_WATTS),
    )


def _platform(number: str, names: Sequence[str]) -> str | None:
    """Return the platform channel that contains a package: its own, or the only one."""
    own = f"psys-{number}"
    if own in names:
        return own
    return "psys" if "psys" in names else None
