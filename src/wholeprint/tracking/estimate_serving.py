"""Requests to a language model, and whether accelerators can serve them as it is said."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.lifecycle.workload_inference import (
    SPARE,
    accelerators_for,
    step_seconds_at_least,
)
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.estimate_hardware import Hardware, hardware_of
from wholeprint.tracking.estimate_workload import refuse_unless

Way = Literal["both", "roofline", "ecologits"]

BITS = (4, 8, 16)
_GB = 1e9
_TOKENS_A_STEP = 8.0
"""More tokens of one answer than a step writes, whatever is guessed ahead: a rule of ours [1]."""


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

    @property
    def kept_bytes(self) -> float:
        """Keys and values of one request at its end [B]; none where nobody says."""
        tokens = self.input_tokens_count + self.output_tokens_count
        return 0.0 if self.cache_bytes is None else self.cache_bytes * tokens

    @property
    def needed_bytes(self) -> float:
        """Memory of the weights and of all requests served together [B]."""
        return self.weight_bytes + self.kept_bytes * (self.batch_count or 1.0)

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


def counted(hardware: str, inference: Inference, factors: Factors) -> str:
    """Return accelerators with their number: what was said, or as many as hold the model.

    Args:
        hardware: The accelerators as people write them.
        inference: The model and its requests.
        factors: Where the tables stand.

    Raises:
        UnknownHardwareError: If there is no device of a name.
        ValueRefusedError: If nobody knows how many hold it, or those that were said do not.
    """
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
        least = max(inference.weight_bytes, inference.needed_bytes / SPARE)
        return f"{hardware}:{accelerators_for(least, memory_gb * _GB)}"
    holds = named.boards * memory_gb * _GB
    refuse_unless(
        inference.weight_bytes <= holds,
        "the model does not fit into the memory of these accelerators",
        f"{inference.weight_bytes / _GB:g} GB of weights, {holds / _GB:g} GB of memory",
        "Name more of them, or fewer bits (--precision)",
    )
    kept = inference.needed_bytes - inference.weight_bytes
    together = (
        "" if inference.batch_count is None else f" of {inference.batch_count:g} requests together"
    )
    refuse_unless(
        inference.needed_bytes <= holds,
        "what is kept of the requests does not fit into the memory of these accelerators",
        f"{inference.weight_bytes / _GB:.4g} GB of weights and {kept / _GB:.4g} GB of keys and "
        f"values{together}, {holds / _GB:g} GB of memory",
        "Name more of them, or fewer requests together (--batch)",
    )
    return hardware


def fitting(
    batch: Uncertain, inference: Inference, hardware: Hardware, factors: Factors
) -> Uncertain:
    """Return how many requests are served together, as far as the memory holds them [1].

    Args:
        batch: How many are assumed to be.
        inference: The model and its requests.
        hardware: The accelerators.
        factors: Where the tables stand.
    """
    memory_gb = hardware.memory_gb(factors)
    if memory_gb is None or inference.kept_bytes == 0.0 or inference.batch_count is not None:
        return batch
    left = hardware.boards * memory_gb * _GB - inference.weight_bytes
    most = max(1.0, left / inference.kept_bytes)
    return batch.apply(lambda each: np.minimum(each, most))


def refuse_too_fast(inference: Inference, hardware: Hardware, factors: Factors) -> tuple[Note, ...]:
    """Refuse an answer that comes faster than the weights can be read; say where it is close.

    Each step reads at least the weights that one token passes through. A step may write more than
    one token where some are guessed ahead, so the limit is a wide one.

    Args:
        inference: The model and its requests.
        hardware: The accelerators.
        factors: Where the tables stand.

    Returns:
        What a reader should know.

    Raises:
        ValueRefusedError: If nothing can be as fast.
    """
    seconds = inference.latency_seconds
    if seconds is None:
        return ()
    try:
        rate = hardware.bandwidth(factors).central
    except UnknownHardwareError:
        # Nothing to hold it against: the latency was said, and stands.
        return ()
    read = inference.weight_bytes * inference.active_share
    least = inference.output_tokens_count * step_seconds_at_least(read, hardware.boards, rate)
    said = (
        f"{inference.output_tokens_count:g} tokens, for each of which {hardware.boards} "
        f"{hardware.key} read {read / _GB:.4g} GB, take {least:.3g} s one by one"
    )
    refuse_unless(
        seconds >= least / _TOKENS_A_STEP,
        "no answer comes as fast: the weights cannot be read from memory in that time",
        f"{seconds:g} s; {said}",
        "Give the seconds that a whole request takes",
    )
    if seconds >= least:
        return ()
    return (
        Note(
            "latency-short",
            f"{seconds:g} s is less than reading the weights for every token takes ({said}): it "
            "holds only where several tokens are written at once",
            severity="warning",
        ),
    )


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
    refuse_unless(
        inference.batch_count is None or inference.batch_count >= 1.0,
        "the batch cannot be meant",
        inference.batch_count,
        "Give 1 or more: requests served together",
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
    unused = (
        inference.power_watts,
        inference.mfu_share,
        inference.mbu_share,
        inference.cache_bytes,
    )
    refuse_unless(
        inference.way != "ecologits" or all(each is None for each in unused),
        "EcoLogits' regression has no power, no utilisation and no cache to be told",
        ", ".join(f"{each:g}" for each in unused if each is not None),
        "Leave it out, or take the roofline",
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
