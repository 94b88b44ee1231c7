"""What training a model would cost, from a few facts."""

import math
from dataclasses import dataclass, replace
from typing import Unpack

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.workload import Busy, hours_for, operations
from wholeprint.lifecycle.workload_footprint import per
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.estimate_hardware import training_rate_of
from wholeprint.tracking.estimate_workload import (
    Bench,
    Estimate,
    Method,
    Workload,
    refuse_unless,
)

_MOST_PARAMETERS = 1e17
_MOST_TOKENS = 1e18
_MOST_FLOP = 1e33
_MOST_DEVELOPMENT = 1e5
_ROUNDING = 0.05
"""How far operations that were given may be from those of parameters and tokens [1]."""
_MFU = {16: "training.mfu", 8: "training.mfu_fp8"}
"""The spread of published utilisations, of the peak in these bits."""

SIX_N_D = Method(
    "6ND",
    "FLOP = 6 x parameters that a token passes through x tokens",
    ("kaplan-2020", "hoffmann-2022"),
)
UTILISATION = Method(
    "utilisation",
    "accelerator hours = FLOP / (peak FLOP/s x model FLOP utilisation)",
    ("chowdhery-2022",),
)
HOURS = Method("accelerator hours", "accelerator hours as they were given")
PUBLISHED = Method("accelerator hours", "accelerator hours as they were published")
INSTEAD = Method(
    "other hardware",
    "accelerator hours x peak FLOP/s there / peak FLOP/s here x utilisation there / here",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What is known of a training. One of hours, FLOP, or parameters and tokens must be.

    Facts that contradict each other are refused: operations that are not those of the parameters
    and tokens, two powers, hours too few for any utilisation.

    Attributes:
        accelerator_hours: Hours of all accelerators together [h].
        training_flop_count: Operations of the training [FLOP].
        parameters_count: Parameters of the model [parameter].
        active_parameters_count: Parameters that one token passes through [parameter]; all of them
            where nothing is said.
        tokens_count: Tokens that the training reads [token].
        mfu_share: Model FLOP utilisation [1]; the spread of published ones where nothing is said.
        power_share: Mean power of an accelerator over its limit [1]; likewise.
        power_watts: Mean power of an accelerator instead [W].
        allow_boost: Whether a power above the limit is meant.
        bits: Width of the floating-point numbers that are multiplied: 16 or 8.
        development_ratio: All of the project over its final run [1]; "published" takes the spread
            of published ones; None counts the final run alone.
    """

    accelerator_hours: float | None = None
    training_flop_count: float | None = None
    parameters_count: float | None = None
    active_parameters_count: float | None = None
    tokens_count: float | None = None
    mfu_share: float | None = None
    power_share: float | None = None
    power_watts: float | None = None
    allow_boost: bool = False
    bits: int = 16
    development_ratio: float | str | None = None

    def __post_init__(self) -> None:
        _check(self)

    @property
    def six_n_d(self) -> float | None:
        """Operations of the parameters and tokens [FLOP]; None where these are not known."""
        passed = self.active_parameters_count or self.parameters_count
        return (
            None if passed is None or self.tokens_count is None else 6 * passed * self.tokens_count
        )

    def as_json(self) -> dict[str, object]:
        """Return what was given as plain values."""
        return {
            "accelerator_hours": self.accelerator_hours,
            "flop": self.training_flop_count,
            "parameters": self.parameters_count,
            "active_parameters": self.active_parameters_count,
            "tokens": self.tokens_count,
            "mfu": self.mfu_share,
            "power_share": self.power_share,
            "power_watts": self.power_watts,
            "precision_bits": self.bits,
            "development": self.development_ratio,
        }


def estimate_training(
    hardware: str,
    training: Training,
    *,
    memory_gb: float | None = None,
    like: dict[str, object] | None = None,
    trained_on: str | None = None,
    notes: tuple[Note, ...] = (),
    **arguments: Unpack[AssessArguments],
) -> Estimate:
    """Work out what a training would cost.

    Args:
        hardware: The accelerators, with their number if it is known: ``h100-sxm5-80gb:512``.
        training: What is known of it.
        memory_gb: Main memory of all hosts together [GB]; None where nobody says.
        like: The published model that the facts are of, as plain values.
        trained_on: The accelerator that given hours are of, where it is another one.
        notes: What else a reader should know.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        The estimate.

    Raises:
        UnknownHardwareError: If there is no device of a name, or no rate of it is known.
        UnknownZoneError: If there is no zone of that name.
        ValueRefusedError: If a number is missing or cannot be meant.
    """
    bench = Bench(hardware, memory_gb=memory_gb, **arguments)
    refuse_unless(
        bench.hardware.is_counted or (memory_gb is None and bench.hardware.machine.sockets is None),
        "processors and memory are those of all hosts together, and nobody says of how many",
        hardware,
        "Say how many accelerators there are, for instance h100-sxm5-80gb:64,epyc-9654:16",
    )
    source = None if like is None else str(like["source"])
    hours, quantities, methods = _hours(bench, training, source)
    if trained_on is not None and training.accelerator_hours is not None:
        ratio = _instead(bench, trained_on, training.bits)
        hours = (hours * ratio).as_known(Known.MODELLED)
        methods = (*methods, INSTEAD)
    share = bench.power_share(
        training.power_watts,
        bench.said_or("power_share", training.power_share, "training.power_share"),
        boost=training.allow_boost,
    )
    ratio, note = _development(bench, training)
    busy = Busy.at(hours, share) * ratio
    if bench.hardware.is_counted:
        days = (hours / float(bench.hardware.boards)).to("day")
        quantities["duration"] = days.as_known(Known.MODELLED)
    quantities["power_share"] = share
    if training.development_ratio is not None:
        quantities["development"] = ratio
    asked = {**training.as_json(), "memory_gb": memory_gb}
    if trained_on is not None and training.accelerator_hours is not None:
        asked[f"accelerator_hours_on_{trained_on}"] = asked.pop("accelerator_hours")
    workload = Workload("training", asked, methods, quantities, like=like)
    meta = {"hardware": hardware, **{k: v for k, v in asked.items() if v is not None}}
    is_said = training.power_share is not None or training.power_watts is not None
    load = share.central if is_said else math.nan
    told = (note, *_beyond_published(bench, training), *notes)
    found = bench.finish(busy, workload, meta, *told, load_share=load)
    if training.tokens_count is None:
        return found
    each = per(found.footprint, training.tokens_count / 1e9)
    units = {"billion tokens": each, **found.workload.per}
    return replace(found, workload=replace(found.workload, per=units))


def _hours(
    bench: Bench, training: Training, source: str | None
) -> tuple[Uncertain, dict[str, Uncertain], tuple[Method, ...]]:
    if training.accelerator_hours is not None:
        if source is None:
            _refuse_beyond_peak(bench, training)
        hours = bench.fact("accelerator_hours", training.accelerator_hours, "h", source)
        return hours, {}, (HOURS if source is None else PUBLISHED,)
    flop, methods = _flop(bench, training, source)
    peak = bench.draw(training_rate_of(bench.hardware.key, bench.factors, training.bits))
    mfu = bench.said_or("mfu", training.mfu_share, _MFU[training.bits])
    hours = hours_for(flop, peak, mfu).as_known(Known.MODELLED)
    return hours, {"flop": flop, "peak": peak, "mfu": mfu}, (*methods, UTILISATION)


def _refuse_beyond_peak(bench: Bench, training: Training) -> None:
    """Refuse hours in which the operations cannot be done, where all of these are known."""
    flop = training.training_flop_count or training.six_n_d
    hours = training.accelerator_hours
    if (
        flop is None
        or hours is None
        or not bench.factors.table("accelerator_rates").where("key", bench.hardware.key)
    ):
        return
    peak = training_rate_of(bench.hardware.key, bench.factors, training.bits).central * 1e12
    share = flop / (hours * 3600.0 * peak)
    refuse_unless(
        share <= 1.0,
        "no accelerator does more than its peak: so many operations do not fit in these hours",
        f"{flop:.3g} FLOP in {hours:g} h, a model FLOP utilisation of {share:.3g}",
        f"Give at least {flop / (3600.0 * peak):.3g} accelerator hours, or only one of them",
    )


def _beyond_published(bench: Bench, training: Training) -> tuple[Note, ...]:
    rows = bench.factors.table("workload").where("id", _MFU[training.bits])
    most = max((row.number("value") or 0.0 for row in rows), default=1.0)
    if training.mfu_share is None or training.mfu_share <= most:
        return ()
    return (
        Note(
            "beyond-published",
            f"A model FLOP utilisation of {training.mfu_share:g} was declared, and {most:g} is the "
            "most of any training or benchmark in the tables",
            severity="warning",
        ),
    )


def _instead(bench: Bench, trained_on: str, bits: int) -> Uncertain:
    """Return hours on this accelerator over hours on the one that a model was trained on [1]."""
    there = bench.draw(training_rate_of(trained_on, bench.factors, bits))
    here = bench.draw(training_rate_of(bench.hardware.key, bench.factors, bits))
    mfu = bench.factors.factor(_MFU[bits])
    elsewhere = replace(mfu, id=f"{mfu.id}.elsewhere")
    return (there / here * (bench.draw(elsewhere) / bench.draw(mfu))).to("1")


def _flop(
    bench: Bench, training: Training, source: str | None
) -> tuple[Uncertain, tuple[Method, ...]]:
    if training.training_flop_count is not None:
        given = Method("FLOP", "FLOP as they were given")
        return bench.fact("flop", training.training_flop_count, "FLOP", source), (given,)
    passed = training.active_parameters_count or training.parameters_count
    if passed is None or training.tokens_count is None:
        raise ValueRefusedError(
            "nothing says how much there is to compute",
            fix="Give accelerator hours, FLOP, or parameters and tokens",
        )
    flop = operations(
        bench.fact("parameters", passed, "parameter", source),
        bench.fact("tokens", training.tokens_count, "token", source),
        bench.factor("training.flop_per_parameter_token"),
    )
    return flop.as_known(Known.MODELLED), (SIX_N_D,)


def _development(bench: Bench, training: Training) -> tuple[Uncertain, Note]:
    ratio = training.development_ratio
    if ratio is None:
        note = Note(
            "final-run-only",
            "Only the final run is counted. Experiments and failed runs before it came to 0.5 to "
            "2.4 times as much again where a project told (--development published)",
        )
        return bench.said("development", 1.0, "1"), note
    if isinstance(ratio, str):
        found = bench.factor("training.development")
        return found, Note(
            "development-assumed",
            "All of the project is counted, by the spread of projects that told",
        )
    return bench.said("development", ratio, "1"), Note(
        "development-declared", f"All of the project is counted: {ratio:g} times the final run"
    )


def _check(training: Training) -> None:
    bounds = (
        ("the accelerator hours", training.accelerator_hours, 1e12),
        ("the FLOP", training.training_flop_count, _MOST_FLOP),
        ("the parameters", training.parameters_count, _MOST_PARAMETERS),
        ("the active parameters", training.active_parameters_count, _MOST_PARAMETERS),
        ("the tokens", training.tokens_count, _MOST_TOKENS),
    )
    for name, value, most in bounds:
        refuse_unless(
            value is None or 0.0 < value <= most,
            f"{name} cannot be meant",
            value,
            f"Give more than 0 and at most {most:g}",
        )
    refuse_unless(
        training.mfu_share is None or 0.0 < training.mfu_share <= 1.0,
        "no accelerator does more than its peak: the utilisation is out of range",
        training.mfu_share,
        "Give a share above 0 and at most 1, for instance 0.4",
    )
    refuse_unless(
        training.power_share is None or 0.0 <= training.power_share <= 1.0,
        "the load is out of range",
        training.power_share,
        "Give 0 to 1: mean power over the limit",
    )
    whole, active = training.parameters_count, training.active_parameters_count
    refuse_unless(
        whole is None or active is None or active <= whole,
        "more parameters are active than there are",
        f"{active} of {whole}",
        "Give the active ones as a part of all",
    )
    ratio = training.development_ratio
    refuse_unless(
        ratio is None
        or ratio == "published"
        or (not isinstance(ratio, str) and 1.0 <= ratio <= _MOST_DEVELOPMENT),
        "the whole of a project is no less than its final run",
        ratio,
        f'Give 1 to {_MOST_DEVELOPMENT:g}, or "published"',
    )
    refuse_unless(
        training.bits in _MFU,
        "no training of which anybody tells multiplies numbers of so many bits",
        training.bits,
        "Give 16 or 8",
    )
    refuse_unless(
        training.power_share is None or training.power_watts is None,
        "a mean power and a share of the limit both say how hard the accelerators work",
        f"{training.power_watts} W and {training.power_share}",
        "Give one of them",
    )
    six, flop = training.six_n_d, training.training_flop_count
    refuse_unless(
        six is None or flop is None or abs(flop / six - 1.0) <= _ROUNDING,
        "the FLOP are not 6 x parameters x tokens",
        f"{flop} and {six}",
        "Give one of them: FLOP, or parameters and tokens",
    )
