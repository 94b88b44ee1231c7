"""What serving a language model would cost, per request and for a service."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Unpack

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.lifecycle.workload import Busy
from wholeprint.lifecycle.workload_ecologits import BATCH, Regression, regression
from wholeprint.lifecycle.workload_footprint import per
from wholeprint.lifecycle.workload_inference import (
    Serving,
    accelerators_for,
    between,
    reading_hours,
    writing_hours,
)
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.estimate_hardware import hardware_of
from wholeprint.tracking.estimate_workload import (
    Bench,
    Estimate,
    Method,
    Workload,
    refuse_unless,
)

Way = Literal["both", "roofline", "ecologits"]

BITS = (4, 8, 16)
_TB = 1e12
_GB = 1e9
_FITTED = "h100"
"""What the regression was fitted on."""
_THEIRS = "ecologits-0.11.3"
_ROOFLINE_ALONE = Note(
    "method-not-applicable",
    "EcoLogits' regression was fitted on H100 in 16 bits: the roofline alone is used",
)
_TAKEN_AS_IT_IS = Note(
    "method-not-applicable",
    "EcoLogits' regression was fitted on H100 in 16 bits: its energy is taken as it is",
    severity="warning",
)

ROOFLINE = Method(
    "roofline",
    "reading: 2 x active parameters x tokens / (peak FLOP/s x utilisation); writing: bytes of "
    "weights once per step of a batch / (bandwidth x utilisation), or the arithmetic if longer",
    ("kaplan-2020", "pope-2022", "databricks-2023"),
)
REGRESSION = Method(
    "ecologits",
    "energy per token = alpha x exp(beta x batch) x active parameters + gamma, and latency linear "
    "in both, fitted on H100; tokens of the prompt are not in it",
    ("ecologits-0.11.3",),
)
LATENCY = Method("latency", "accelerator hours = latency x accelerators / batch")
PLACE = Factor(
    "inference.method",
    "1",
    Uniform(0.0, 1.0),
    known=Known.ASSUMED,
    note="0 is the roofline, 1 the regression of EcoLogits: anything between, in proportion",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """Requests to a language model.

    Attributes:
        parameters_count: Parameters of the model [parameter].
        output_tokens_count: Tokens of one answer [token].
        input_tokens_count: Tokens of one prompt [token].
        active_parameters_count: Parameters that one token passes through [parameter]; all where
            nothing is said.
        requests_count: How many requests [request].
        batch_count: Requests served together [1]; a spread where nothing is said.
        latency_seconds: How long one request takes [s]; worked out where nothing is said.
        bits: Memory of one parameter: 4, 8 or 16 bits.
        cache_bytes: Keys and values kept for one token [B]; not counted where nothing is said.
        power_watts: Mean power of an accelerator [W]; a spread where nothing is said.
        allow_boost: Whether a power above the limit is meant.
        mfu_share: Utilisation of arithmetic while reading [1]; likewise.
        mbu_share: Utilisation of memory while writing [1]; likewise.
        way: The roofline, the regression of EcoLogits, or anything between.
    """

    parameters_count: float
    output_tokens_count: float
    input_tokens_count: float = 0.0
    active_parameters_count: float | None = None
    requests_count: float = 1.0
    batch_count: float | None = None
    latency_seconds: float | None = None
    bits: int = 16
    cache_bytes: float | None = None
    power_watts: float | None = None
    allow_boost: bool = False
    mfu_share: float | None = None
    mbu_share: float | None = None
    way: Way = "both"

    def __post_init__(self) -> None:
        _check(self)

    @property
    def active_share(self) -> float:
        """The part of the parameters that one token passes through [1]."""
        active = self.active_parameters_count
        return 1.0 if active is None else active / self.parameters_count

    @property
    def weight_bytes(self) -> float:
        """Memory of all weights [B]."""
        return self.parameters_count * self.bits / 8.0

    def as_json(self) -> dict[str, object]:
        """Return what was given as plain values."""
        return {
            "parameters": self.parameters_count,
            "active_parameters": self.active_parameters_count,
            "input_tokens": self.input_tokens_count,
            "output_tokens": self.output_tokens_count,
            "requests": self.requests_count,
            "batch": self.batch_count,
            "latency_seconds": self.latency_seconds,
            "precision_bits": self.bits,
            "cache_bytes_per_token": self.cache_bytes,
            "power_watts": self.power_watts,
            "mfu": self.mfu_share,
            "mbu": self.mbu_share,
            "method": self.way,
        }


def estimate_inference(
    hardware: str,
    inference: Inference,
    *,
    memory_gb: float | None = None,
    like: Mapping[str, object] | None = None,
    **arguments: Unpack[AssessArguments],
) -> Estimate:
    """Work out what requests to a language model would cost.

    Args:
        hardware: The accelerators that serve it together, ``h100-sxm5-80gb:4``; without a number
            as many as hold its weights.
        inference: The model and its requests.
        memory_gb: Main memory of a host [GB]; None where nobody says.
        like: The published model that the facts are of, as plain values.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        The estimate, of all requests; per request and per 1,000 tokens of the answer beside it.

    Raises:
        UnknownHardwareError: If there is no device of a name, or no rate of it is known.
        UnknownZoneError: If there is no zone of that name.
        ValueRefusedError: If a number cannot be meant, or the model does not fit.
    """
    text = _serving_text(hardware, inference, default_factors())
    bench = Bench(text, memory_gb=memory_gb, **arguments)
    batch = (
        bench.factor("inference.batch")
        if inference.batch_count is None
        else bench.said("batch", inference.batch_count, "1")
    )
    fitted = _regression(inference, batch.central)
    busy, methods, notes = _busy(bench, inference, batch, fitted)
    requests = bench.said("requests", inference.requests_count, "request")
    count = (requests / Uncertain.fixed(1.0, "request")).to("1")
    quantities = {
        "accelerators": bench.said("accelerators", float(bench.hardware.boards), "1"),
        "batch": batch,
        "seconds_per_request": (busy.hours * batch / float(bench.hardware.boards)).to("s"),
        "ecologits_it_energy_per_request": Uncertain.fixed(
            fitted.it_kwh * 1e3, "Wh", Known.MODELLED
        ),
    }
    workload = Workload("inference", inference.as_json(), methods, quantities, like=like)
    meta = {"hardware": text} | {k: v for k, v in inference.as_json().items() if v is not None}
    found = bench.finish(busy * count, workload, meta, *notes)
    units = {"request": per(found.footprint, count)}
    if inference.output_tokens_count > 0.0:
        thousands = count * (inference.output_tokens_count / 1e3)
        units["1,000 output tokens"] = per(found.footprint, thousands)
    return replace(found, workload=replace(found.workload, per={**units, **found.workload.per}))


def _busy(
    bench: Bench, inference: Inference, batch: Uncertain, fitted: Regression
) -> tuple[Busy, tuple[Method, ...], tuple[Note, ...]]:
    writing_share = bench.power_share(
        inference.power_watts, bench.factor("inference.power_share"), boost=inference.allow_boost
    )
    if inference.latency_seconds is not None:
        seconds = bench.said("latency", inference.latency_seconds, "s")
        hours = (seconds * float(bench.hardware.boards) / batch).to("h")
        return Busy.at(hours, writing_share), (LATENCY,), ()
    theirs = _theirs(bench, fitted, inference.batch_count or BATCH)
    fits = bench.hardware.key.startswith(_FITTED) and inference.bits == max(BITS)
    if inference.way == "ecologits":
        return theirs, (REGRESSION,), () if fits else (_TAKEN_AS_IT_IS,)
    ours = _ours(bench, inference, batch, writing_share)
    if inference.way == "roofline":
        return ours, (ROOFLINE,), ()
    if not fits:
        return ours, (ROOFLINE,), (_ROOFLINE_ALONE,)
    if not inference.output_tokens_count:
        return ours, (ROOFLINE,), ()
    return between(ours, theirs, bench.draw(PLACE)), (ROOFLINE, REGRESSION), ()


def _ours(bench: Bench, inference: Inference, batch: Uncertain, writing_share: Uncertain) -> Busy:
    bits = max(inference.bits, min(b for b in BITS if b != min(BITS)))
    serving = Serving(
        parameters=bench.said("parameters", inference.parameters_count, "parameter"),
        active_share=inference.active_share,
        each_bytes=inference.bits / 8.0,
        batch=batch,
        peak=bench.draw(bench.hardware.rate(bench.factors, bits)),
        bandwidth=bench.draw(bench.hardware.bandwidth(bench.factors)),
        mfu=bench.said_or("mfu", inference.mfu_share, "inference.mfu"),
        mbu=bench.said_or("mbu", inference.mbu_share, "inference.mbu"),
        forward=bench.factor("inference.flop_per_parameter_token"),
        cache=None
        if inference.cache_bytes is None
        else bench.said("cache", inference.cache_bytes, "B/token"),
    )
    prompt = bench.said("input_tokens", inference.input_tokens_count, "token")
    answer = bench.said("output_tokens", inference.output_tokens_count, "token")
    reading_share = bench.power_share(
        inference.power_watts,
        bench.said_or("power_share", None, "training.power_share"),
        boost=inference.allow_boost,
    )
    reading = Busy.at(reading_hours(serving, prompt), reading_share)
    writing = Busy.at(writing_hours(serving, answer, prompt + answer * 0.5), writing_share)
    return reading + writing


def _theirs(bench: Bench, fitted: Regression, batch_count: float) -> Busy:
    # Their energy, whatever the limit of the accelerator named here.
    kilowatts = bench.limit.central / 1000.0
    hours = fitted.seconds / 3600.0 * fitted.accelerator_count / batch_count
    return Busy(
        bench.fact("ecologits.accelerator_hours", hours, "h", _THEIRS),
        bench.fact("ecologits.hours_at_limit", fitted.accelerator_kwh / kilowatts, "h", _THEIRS),
    )


def _regression(inference: Inference, batch_count: float) -> Regression:
    return regression(
        inference.parameters_count,
        inference.active_parameters_count or inference.parameters_count,
        inference.output_tokens_count,
        batch_count=BATCH if inference.batch_count is None else batch_count,
        most_seconds=inference.latency_seconds,
    )


def _serving_text(hardware: str, inference: Inference, factors: Factors) -> str:
    named = hardware_of(hardware, factors)
    memory_gb = named.memory_gb(factors)
    if memory_gb is None:
        if named.is_counted:
            return hardware
        raise ValueRefusedError(
            "no table says the memory of this accelerator, so nobody knows how many hold the model",
            seen=named.key,
            fix=f"Say how many serve it: {named.key}:4",
        )
    if not named.is_counted:
        return f"{hardware}:{accelerators_for(inference.weight_bytes, memory_gb * _GB)}"
    holds = named.boards * memory_gb * _GB
    refuse_unless(
        inference.weight_bytes <= holds,
        "the model does not fit into the memory of these accelerators",
        f"{inference.weight_bytes / _GB:g} GB of weights, {holds / _GB:g} GB of memory",
        "Name more of them, or fewer bits (--precision)",
    )
    return hardware


def _check(inference: Inference) -> None:
    bounds = (
        ("the parameters", inference.parameters_count, 1e17),
        ("the active parameters", inference.active_parameters_count, 1e17),
        ("the requests", inference.requests_count, 1e18),
        ("the batch", inference.batch_count, 1e6),
        ("the latency", inference.latency_seconds, 1e6),
        ("the cache", inference.cache_bytes, 1e12),
    )
    for name, value, most in bounds:
        refuse_unless(
            value is None or 0.0 < value <= most,
            f"{name} cannot be meant",
            value,
            f"Give more than 0 and at most {most:g}",
        )
    tokens = (inference.input_tokens_count, inference.output_tokens_count)
    refuse_unless(
        all(0.0 <= each <= 1e9 for each in tokens) and sum(tokens) > 0.0,  # noqa: PLR2004 - a billion tokens are no request
        "a request has tokens, and not a billion of them",
        f"{tokens[0]:g} in, {tokens[1]:g} out",
        "Give the tokens of one request",
    )
    refuse_unless(
        inference.way != "ecologits" or inference.output_tokens_count > 0.0,
        "EcoLogits' regression counts tokens of an answer only",
        f"{tokens[0]:g} in, {tokens[1]:g} out",
        "Give the tokens of the answer, or take the roofline",
    )
    refuse_unless(
        inference.active_share <= 1.0,
        "more parameters are active than there are",
        f"{inference.active_parameters_count} of {inference.parameters_count}",
        "Give the active ones as a part of all",
    )
    for share in (inference.mfu_share, inference.mbu_share):
        refuse_unless(
            share is None or 0.0 < share <= 1.0,
            "no accelerator does more than its peak: the utilisation is out of range",
            share,
            "Give a share above 0 and at most 1",
        )
    refuse_unless(inference.bits in BITS, "no such precision", inference.bits, "Give 4, 8 or 16")
