"""What serving a language model would cost, per request and for a service."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Unpack

import numpy as np

from wholeprint.lifecycle.workload import Busy
from wholeprint.lifecycle.workload_ecologits import BATCH, Regression, regression
from wholeprint.lifecycle.workload_footprint import per
from wholeprint.lifecycle.workload_inference import (
    Serving,
    at_least,
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
from wholeprint.tracking.estimate_serving import (
    BITS,
    Inference,
    counted,
    fitting,
    refuse_too_fast,
)
from wholeprint.tracking.estimate_workload import (
    Bench,
    Estimate,
    Method,
    Workload,
)

_IDLE = "cloud.accelerator.idle_share"
_LARGE_BATCH = 256.0
"""More requests together than any row of the tables has [1]."""
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
    "each accelerator, per token: alpha x exp(beta x batch) x active parameters + gamma; each "
    "eighth of a server 150 W x latency / batch; latency linear in active parameters and batch, "
    "whatever the number of accelerators; fitted on H100; tokens of the prompt are not in it",
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
NOT_IN_A_REQUEST = Note(
    "request-alone",
    "A request is counted alone: replicas that stand idle, requests that are tried again, and what "
    "filters and routes them are not in it",
)


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
        memory_gb: Main memory of all hosts together [GB]; None where nobody says.
        like: The published model that the facts are of, as plain values.
        arguments: How to assess, as for a run: ``zone=``, ``pue=`` ...

    Returns:
        The estimate, of all requests; per request and per 1,000 tokens of the answer beside it.

    Raises:
        UnknownHardwareError: If there is no device of a name, or no rate of it is known.
        UnknownZoneError: If there is no zone of that name.
        ValueRefusedError: If a number cannot be meant, or the model does not fit.
    """
    text = counted(hardware, inference, default_factors())
    bench = Bench(text, memory_gb=memory_gb, **arguments)
    short = refuse_too_fast(inference, bench.hardware, bench.factors)
    batch = _batch(bench, inference)
    busy, methods, notes = _busy(bench, inference, batch)
    requests = bench.said("requests", inference.requests_count, "request")
    count = (requests / Uncertain.fixed(1.0, "request")).to("1")
    quantities = _quantities(bench, inference, batch, busy)
    if text != hardware:  # as many as hold the weights, which nobody said
        quantities["accelerators"] = quantities["accelerators"].as_known(Known.MODELLED)
    workload = Workload("inference", inference.as_json(), methods, quantities, like=like)
    meta = {"hardware": text} | {k: v for k, v in inference.as_json().items() if v is not None}
    told = (*short, *notes, *_said_of(inference), *_power_is_told(bench, inference))
    found = bench.finish(busy * count, workload, meta, *told)
    units = {"request": per(found.footprint, count)}
    if inference.output_tokens_count > 0.0:
        thousands = count * (inference.output_tokens_count / 1e3)
        units["1,000 output tokens"] = per(found.footprint, thousands)
    return replace(found, workload=replace(found.workload, per={**units, **found.workload.per}))


def _batch(bench: Bench, inference: Inference) -> Uncertain:
    if inference.batch_count is not None:
        return bench.said("batch", inference.batch_count, "1")
    if inference.way == "ecologits":
        return bench.fact("ecologits.batch", BATCH, "1", _THEIRS)
    assumed = bench.factor("inference.batch")
    return fitting(assumed, inference, bench.hardware, bench.factors)


def _quantities(
    bench: Bench, inference: Inference, batch: Uncertain, busy: Busy
) -> dict[str, Uncertain]:
    boards = float(bench.hardware.boards)
    found = {
        "accelerators": bench.said("accelerators", boards, "1"),
        "batch": batch,
        "seconds_per_request": (busy.hours * batch / boards).to("s"),
    }
    if inference.output_tokens_count:
        found["ecologits_it_energy_per_request"] = _each(
            inference, batch, lambda fitted: fitted.it_kwh * 1e3, "Wh"
        )
    if inference.way == "ecologits":
        theirs = float(_regression(inference, batch.central).accelerator_count)
        found["accelerators"] = Uncertain.fixed(theirs, "1", Known.MODELLED)
        found["seconds_per_request"] = (busy.hours * batch / theirs).to("s")
    return found


def _busy(
    bench: Bench, inference: Inference, batch: Uncertain
) -> tuple[Busy, tuple[Method, ...], tuple[Note, ...]]:
    idle = bench.factor(_IDLE)
    assumed = at_least(bench.factor("inference.power_share"), idle)
    share = bench.power_share(inference.power_watts, assumed, boost=inference.allow_boost)
    fits = bench.hardware.key.startswith(_FITTED) and inference.bits == max(BITS)
    if inference.way == "ecologits":
        theirs = _theirs(bench, inference, batch)
        notes = () if fits else (_TAKEN_AS_IT_IS,)
        return theirs, (REGRESSION,), (*notes, *_theirs_is_told(bench, inference, theirs, idle))
    if inference.latency_seconds is not None:
        seconds = bench.said("latency", inference.latency_seconds, "s")
        hours = (seconds * float(bench.hardware.boards) / batch).to("h")
        return Busy.at(hours, share), (LATENCY,), ()
    ours = _ours(bench, inference, batch, share)
    if inference.way == "roofline":
        return ours, (ROOFLINE,), ()
    if not fits:
        return ours, (ROOFLINE,), (_ROOFLINE_ALONE,)
    if not inference.output_tokens_count:
        return ours, (ROOFLINE,), ()
    ours = replace(ours, server=bench.server_of(ours))
    theirs = _theirs(bench, inference, batch)
    if inference.power_watts is not None:
        theirs = replace(theirs, at_limit=theirs.hours * share)
    both = between(ours, theirs, bench.draw(PLACE), limit=bench.limit, idle=idle)
    return both, (ROOFLINE, REGRESSION), _theirs_are_others(bench, inference)


def _said_of(inference: Inference) -> tuple[Note, ...]:
    found = [NOT_IN_A_REQUEST]
    for what, tokens in (
        ("prompt", inference.input_tokens_count),
        ("answer", inference.output_tokens_count),
    ):
        if not tokens:
            message = f"Nothing says how long the {what} is: it is counted as no tokens"
            found.append(Note("tokens-nought", message, severity="warning"))
    batch = inference.batch_count
    if inference.cache_bytes is None and batch is not None and batch > _LARGE_BATCH:
        message = (
            f"{batch:g} requests are said to be served together, and nothing of what is kept of "
            "each (--kv-cache): whether the memory holds that was not looked at"
        )
        found.append(Note("batch-not-checked", message, severity="warning"))
    return tuple(found)


def _power_is_told(bench: Bench, inference: Inference) -> tuple[Note, ...]:
    watts = inference.power_watts
    if watts is None or watts >= (least := (bench.factor(_IDLE) * bench.limit).central):
        return ()
    message = (
        f"{watts:.3g} W is less than the {least:.3g} W that the accelerator draws idle, and one "
        "that waits for memory draws more: the power is taken as it was given"
    )
    return (Note("power-below-idle", message, severity="warning"),)


def _theirs_are_others(bench: Bench, inference: Inference) -> tuple[Note, ...]:
    theirs = _regression(inference, BATCH).accelerator_count
    if theirs == bench.hardware.boards:
        return ()
    message = (
        f"EcoLogits' regression is of {theirs} accelerators, whatever is named: its hours and its "
        f"energy are not scaled to {bench.hardware.boards}"
    )
    return (Note("method-not-applicable", message),)


def _theirs_is_told(
    bench: Bench, inference: Inference, theirs: Busy, idle: Uncertain
) -> tuple[Note, ...]:
    found = _theirs_are_others(bench, inference)
    watts, least = (
        (share.to("1") * bench.limit).central for share in (theirs.at_limit / theirs.hours, idle)
    )
    if watts >= least:
        return found
    message = (
        f"EcoLogits' two fits give {watts:.3g} W to each accelerator while it is held, less than "
        f"the {least:.3g} W that it draws idle: the number is theirs, as documented"
    )
    return (*found, Note("power-below-idle", message, severity="warning"))


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


def _theirs(bench: Bench, inference: Inference, batch: Uncertain) -> Busy:
    # Their energy, whatever the limit of the accelerator named here, and their own server.
    fit = bench.fact("ecologits.fit", 1.0, "1", _THEIRS)
    boards = _each(inference, batch, lambda fitted: fitted.accelerator_kwh, "kWh") * fit
    return Busy(
        _each(inference, batch, lambda fitted: fitted.accelerator_seconds, "s").to("h") * fit,
        (boards / bench.limit).to("h"),
        _each(inference, batch, lambda fitted: fitted.server_kwh, "kWh").to("J") * fit,
    )


def _each(
    inference: Inference, batch: Uncertain, number: Callable[[Regression], float], unit: str
) -> Uncertain:
    """Return a number of the regression at every batch [unit]."""
    found = batch.apply(
        lambda each: np.array([number(_regression(inference, one)) for one in each.tolist()])
    )
    return found.as_known(Known.MODELLED) * Uncertain.fixed(1.0, unit)


def _regression(inference: Inference, batch_count: float) -> Regression:
    return regression(
        inference.parameters_count,
        inference.active_parameters_count or inference.parameters_count,
        inference.output_tokens_count,
        batch_count=batch_count,
        most_seconds=inference.latency_seconds,
    )
