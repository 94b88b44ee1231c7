"""What every estimate of a workload shares: where numbers come from, and how they are joined."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Unpack

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.catalogue import resolve
from wholeprint.lifecycle.assess import Case
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.workload import Busy
from wholeprint.lifecycle.workload_footprint import footprint_of, per, server_of
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.factor import Factor, declared
from wholeprint.quantities.footprint import Category, Footprint
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import Assessment, Assessor, default_factors
from wholeprint.tracking.estimate_hardware import Hardware, hardware_of, record_of

_MOST_HOURS = 1e12
"""More accelerator hours than all accelerators on Earth had are a slip of the pen [h]."""

_MOST_BOOST = 2.0
"""No board draws twice its limit for long."""

ACCELERATOR_HOUR = "accelerator hour"


@dataclass(frozen=True, slots=True)
class Method:
    """One way in which a number of an estimate was worked out.

    Attributes:
        name: What it is called.
        formula: The formula in words.
        sources: Keys of who states it.
    """

    name: str
    formula: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Workload:
    """What was estimated, beside what it costs.

    Attributes:
        kind: "training", "inference" or "job".
        declared: What was given, by name.
        methods: How the hours and the power were worked out.
        quantities: Numbers on the way, by name.
        per: The footprint per unit of what it is for, by unit.
        like: The published model that was looked up, as plain values; None for none.
    """

    kind: str
    declared: Mapping[str, object]
    methods: tuple[Method, ...]
    quantities: Mapping[str, Uncertain]
    per: Mapping[str, Mapping[Category, Uncertain]] = field(
        default_factory=dict[str, Mapping[Category, Uncertain]]
    )
    like: Mapping[str, object] | None = None

    def as_json(self) -> dict[str, object]:
        """Return the workload as plain values."""
        return {
            "kind": self.kind,
            "declared": {k: v for k, v in self.declared.items() if v is not None},
            "methods": [
                {"name": m.name, "formula": m.formula, "sources": list(m.sources)}
                for m in self.methods
            ],
            "quantities": {name: each.as_json() for name, each in self.quantities.items()},
            "per": {
                unit: {category.value: each.as_json() for category, each in found.items()}
                for unit, found in self.per.items()
            },
            "like": None if self.like is None else dict(self.like),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """An estimate of a workload.

    Attributes:
        assessment: What it would cost.
        workload: What it was worked out from.
    """

    assessment: Assessment
    workload: Workload

    @property
    def footprint(self) -> Footprint:
        """What it would cost."""
        return self.assessment.footprint


class Bench:
    """Where the numbers of one estimate come from, all in one world.

    Args:
        hardware: Accelerators as people write them.
        memory_gb: Main memory of all hosts together [GB]; None where nobody says.
        arguments: How to assess.

    Attributes:
        factors: The coefficients.
        hardware: The accelerators.
        assume: The assumptions, with what was declared in their place.

    Raises:
        UnknownHardwareError: If there is no device of a name.
        ValueRefusedError: If an argument cannot be used.
    """

    def __init__(
        self,
        hardware: str,
        *,
        memory_gb: float | None = None,
        **arguments: Unpack[AssessArguments],
    ) -> None:
        self.factors: Factors = default_factors()
        self.hardware: Hardware = hardware_of(hardware, self.factors, memory_gb=memory_gb)
        self._assessor = Assessor(self.factors, arguments)
        self.assume = Assumptions(
            self._assessor.world, self.factors, self._assessor.options.overrides
        )

    def factor(self, factor_id: str) -> Uncertain:
        """Return an assumption of the tables, drawn.

        Args:
            factor_id: Its name.
        """
        return self.assume.draw(self.factors.factor(factor_id))

    def said(self, name: str, value: float, unit: str) -> Uncertain:
        """Return a number that was given.

        Args:
            name: What it is.
            value: The number [unit].
            unit: Its unit.
        """
        return self.assume.declare(f"declared.{name}", value, unit)

    def fact(self, name: str, value: float, unit: str, source: str | None) -> Uncertain:
        """Return a number that was given, or that somebody published.

        Args:
            name: What it is.
            value: The number [unit].
            unit: Its unit.
            source: Key of who published it; None where it was given.
        """
        if source is None:
            return self.said(name, value, unit)
        found = declared(f"published.{name}", value, unit)
        return self.draw(
            replace(found, sources=(self.factors.sources[source],), known=Known.PUBLISHED)
        )

    def said_or(self, name: str, value: float | None, factor_id: str) -> Uncertain:
        """Return a share that was given, else what the tables assume.

        Args:
            name: What it is.
            value: The share [1]; None where it was not given.
            factor_id: The assumption in its place; that of this very accelerator where the tables
                have one.

        Raises:
            ValueRefusedError: If what was declared in its place is no share.
        """
        if value is not None:
            return self.said(name, value, "1")
        own = f"{factor_id}.{self.hardware.key}"
        found = self.factor(own if self.factors.has(own) else factor_id)
        least, most = float(found.draws.min()), float(found.draws.max())
        refuse_unless(
            least >= 0.0 and most <= 1.0,
            f"{factor_id} is a share of the most that there can be",
            f"{most:g}" if most > 1.0 else f"{least:g}",
            "Give 0 to 1",
        )
        return found

    def draw(self, factor: Factor) -> Uncertain:
        """Return any assumption, drawn.

        Args:
            factor: The assumption.
        """
        return self.assume.draw(factor)

    @cached_property
    def limit(self) -> Uncertain:
        """The power limit of one accelerator [W].

        Raises:
            ValueRefusedError: If nobody states it.
        """
        profile = resolve(self.hardware.machine, self.factors)
        tdp = profile.accelerators[0].tdp
        if tdp is None:
            raise ValueRefusedError("the power limit of this accelerator is not known")
        devices = len(profile.accelerators) // self.hardware.boards_of_machine
        return self.assume.draw(tdp) * float(devices)

    def power_share(self, watts: float | None, otherwise: Uncertain, *, boost: bool) -> Uncertain:
        """Return the mean power of an accelerator over its limit.

        Args:
            watts: The mean power that was given [W]; None where none was.
            otherwise: The share where none was given [1].
            boost: Whether more than the limit is meant.

        Raises:
            ValueRefusedError: If it is no power, or above the limit and not meant to be.
        """
        if watts is None:
            return otherwise
        limit = self.limit
        most = max(limit.central, float(limit.draws.max()))
        if not 0.0 <= watts <= (_MOST_BOOST * most if boost else most):
            raise ValueRefusedError(
                f"one {self.hardware.key} is limited to {most:g} W",
                seen=f"{watts:g} W",
                fix="Give its mean power, or say that it is boosted above (--allow-boost)",
            )
        mean = self.assume.draw(declared("declared.accelerator_power", watts, "W"))
        return (mean / limit).to("1")

    def finish(
        self,
        busy: Busy,
        workload: Workload,
        meta: Mapping[str, object],
        *notes: Note,
        load_share: float = math.nan,
    ) -> Estimate:
        """Return the estimate of some accelerator hours.

        Args:
            busy: The hours.
            workload: What they were worked out from.
            meta: What was asked, for the record.
            notes: What a reader should know.
            load_share: How hard the processors work [1]; not a number where nobody says.

        Raises:
            ValueRefusedError: If there are no hours, or more than there can be.
        """
        if not 0.0 < busy.hours.central <= _MOST_HOURS:
            raise ValueRefusedError(
                "the accelerator hours are out of range",
                seen=f"{busy.hours.central:g} h",
                fix=f"Give what makes more than 0 and at most {_MOST_HOURS:g} hours",
            )
        threads = load_share * self._assessor.threads(self.hardware.machine)
        activity = self.hardware.activity(
            busy.hours.central / self.hardware.boards, notes, busy_threads=threads
        )
        footprint = self._footprint(busy, activity)
        record = record_of(activity, self.hardware.text, meta)
        signal = self._assessor.intensity(activity).signal
        assessment = Assessment(
            record, footprint, signal, (), self.factors.version, self._assessor.told
        )
        return Estimate(assessment, _with_hours(workload, busy, footprint))

    def server_of(self, busy: Busy) -> Uncertain:
        """Return what the servers take around accelerators that work so [J].

        Args:
            busy: The hours.
        """
        activity = self.hardware.activity(busy.hours.central / self.hardware.boards)
        return server_of(self._footprint(busy, activity))

    def _footprint(self, busy: Busy, activity: Activity) -> Footprint:
        one = activity.accelerator_load[0].hours * self.hardware.boards_of_machine
        return footprint_of(
            self._case(activity),
            self.factors,
            self._assessor.options,
            self._assessor.world,
            time=busy.hours.to("h") * Uncertain.fixed(1.0 / one, "1/h"),
            at_limit=busy.at_limit.to("h") * Uncertain.fixed(1.0 / one, "1/h"),
            server=busy.server,
        )

    def _case(self, activity: Activity) -> Case:
        case, share = self._assessor.case(activity), self.hardware.processors_share
        if share >= 1.0 or case.profile.cpu is None:
            return case
        part = declared("hardware.processors_of_a_host", share, "1")
        cpu = replace(case.profile.cpu, power_share=part)
        return replace(case, profile=replace(case.profile, cpu=cpu))


def refuse_unless(condition: object, what: str, seen: object, fix: str) -> None:
    """Refuse a number that cannot be meant.

    Args:
        condition: Whether it can be.
        what: What is wrong with it.
        seen: The number.
        fix: What to give.

    Raises:
        ValueRefusedError: If the condition does not hold.
    """
    if not condition:
        raise ValueRefusedError(what, seen=seen, fix=fix)


def _with_hours(workload: Workload, busy: Busy, footprint: Footprint) -> Workload:
    hours = busy.hours.to("h")
    count = hours * Uncertain.fixed(1.0, "1/h")
    share = workload.quantities.get("power_share") or (busy.at_limit / busy.hours).to("1")
    return Workload(
        workload.kind,
        workload.declared,
        workload.methods,
        {**workload.quantities, "power_share": share, "accelerator_hours": hours},
        {**workload.per, ACCELERATOR_HOUR: per(footprint, count)},
        workload.like,
    )
