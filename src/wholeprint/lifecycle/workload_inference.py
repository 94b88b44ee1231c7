"""What serving a language model asks of accelerators: a roofline, and a regression beside it.

Reading the prompt is bound by arithmetic, writing the answer by reading the weights from memory
once for every token of a whole batch. Source of the division: Pope et al. (2022).
"""

from dataclasses import dataclass

import numpy as np

from wholeprint.lifecycle.workload import Busy, hours_for
from wholeprint.quantities.uncertain import Uncertain

SPARE = 1.2
"""Memory that serving takes over the weights alone [1]. Source: EcoLogits 0.11.3."""


@dataclass(frozen=True, slots=True, eq=False)
class Serving:
    """A model and the accelerators that serve it.

    Attributes:
        parameters: All parameters [parameter].
        active_share: The part of them that one token passes through [1].
        each_bytes: Memory of one parameter [B/parameter].
        batch: Requests that are served together [1].
        peak: Greatest rate of arithmetic of one accelerator [TFLOP/s].
        bandwidth: Greatest rate of reading memory of one accelerator [TB/s].
        mfu: Utilisation of arithmetic [1].
        mbu: Utilisation of the memory's bandwidth [1].
        forward: Operations per parameter and token [FLOP/parameter/token].
        cache: Keys and values kept for one token [B/token]; nothing where nobody says.
    """

    parameters: Uncertain
    active_share: float
    each_bytes: float
    batch: Uncertain
    peak: Uncertain
    bandwidth: Uncertain
    mfu: Uncertain
    mbu: Uncertain
    forward: Uncertain
    cache: Uncertain | None = None


def accelerators_for(weight_bytes: float, memory_bytes: float) -> int:
    """Return how many accelerators hold a model: a power of two, with room to work.

    Source: EcoLogits 0.11.3, method of language models.

    Args:
        weight_bytes: Memory of all weights [B].
        memory_bytes: Memory of one accelerator [B].
    """
    least = int(np.ceil(SPARE * weight_bytes / memory_bytes))
    return 1 << (max(least, 1) - 1).bit_length()


def reading_hours(serving: Serving, tokens: Uncertain) -> Uncertain:
    """Return the accelerator hours of reading a prompt [h].

    Args:
        serving: The model and its accelerators.
        tokens: Tokens of the prompt [token].
    """
    active = serving.parameters * serving.active_share
    flop = (serving.forward * active * tokens).to("FLOP")
    return hours_for(flop, serving.peak, serving.mfu)


def writing_hours(serving: Serving, tokens: Uncertain, before: Uncertain) -> Uncertain:
    """Return the accelerator hours of writing an answer [h].

    Each step writes one token of every request of a batch. It takes as long as reading from memory
    all weights that any of them passes through (for a mixture of experts whose tokens choose
    independently, all but (1 - active share) to the power of the batch) and what is kept of the
    requests so far, or as long as the arithmetic, whichever is longer.

    Args:
        serving: The model and its accelerators.
        tokens: Tokens of the answer [token].
        before: Tokens that are kept when half of it is written [token].
    """
    idle = 1.0 - serving.active_share
    touched = serving.batch.apply(lambda batch: 1.0 - idle**batch)
    read = (serving.parameters * touched * Uncertain.fixed(serving.each_bytes, "B/parameter")).to(
        "TB"
    )
    if serving.cache is not None:
        read = read + (serving.cache * before * serving.batch).to("TB")
    # Accelerator hours for one step of the whole batch; the number of accelerators cancels.
    by_memory = (read / (serving.bandwidth * serving.mbu)).to("h")
    active = serving.parameters * serving.active_share
    one = Uncertain.fixed(1.0, "token")
    flop = (serving.forward * active * one).to("FLOP") * serving.batch
    step = _longer(by_memory, hours_for(flop, serving.peak, serving.mfu))
    return (step / serving.batch) * (tokens / one)


def step_seconds_at_least(
    read_bytes: float, accelerator_count: float, terabytes_per_second: float
) -> float:
    """Return the time below which no step of writing comes [s]: all of its bytes at full rate.

    Args:
        read_bytes: Bytes that a step reads from memory [B].
        accelerator_count: Accelerators that read them together [1].
        terabytes_per_second: Greatest rate of reading memory of one [TB/s].
    """
    return read_bytes / (accelerator_count * terabytes_per_second * 1e12)


def at_least(share: Uncertain, idle: Uncertain) -> Uncertain:
    """Return a share of the power limit that is never below that of doing nothing [1].

    Boards that wait for memory draw what they draw idle, and more.

    Args:
        share: Mean power over the limit [1].
        idle: Power without any load over the limit [1].
    """
    return _longer(share, idle)


def between(
    first: Busy, second: Busy, place: Uncertain, *, limit: Uncertain, idle: Uncertain
) -> Busy:
    """Return what lies between two ways of working a number out, in proportion.

    That holds of the hours, of the energy of the accelerators and of all energy at the plug. An
    accelerator draws no less than doing nothing takes: where one of the ways says less, some of
    the energy of its servers is counted as the accelerators'.

    Args:
        first: One way, with the energy of its servers.
        second: The other, with the energy of its servers.
        place: 0 for the first, 1 for the second, and in between [1].
        limit: Power limit of an accelerator [W].
        idle: Power without any load over the limit [1].
    """
    ends = [_at_plug(each, limit) for each in (first, second)]
    boards = [_awake(each, limit, idle) for each in (first, second)]
    energy = _between(ends[0], ends[1], place)
    at_limit = _between(boards[0], boards[1], place)
    hours = _between(first.hours, second.hours, place)
    return Busy(hours, at_limit, energy - (at_limit * limit).to("J"))


def _awake(busy: Busy, limit: Uncertain, idle: Uncertain) -> Uncertain:
    at_limit = _longer(busy.at_limit.to("h"), busy.hours.to("h") * idle)
    most = (_at_plug(busy, limit) / limit).to("h")
    return most - _longer(most - at_limit, at_limit * 0.0)


def _at_plug(busy: Busy, limit: Uncertain) -> Uncertain:
    boards = (busy.at_limit * limit).to("J")
    return boards if busy.server is None else boards + busy.server


def _between(first: Uncertain, second: Uncertain, place: Uncertain) -> Uncertain:
    ratio = (second / first).to("1")
    power = Uncertain(
        float(ratio.central**place.central),
        ratio.draws**place.draws,
        ratio.unit,
        ratio.known,
        {**ratio.factors, **place.factors},
    )
    return first * power.as_known(place.known)


def _longer(left: Uncertain, right: Uncertain) -> Uncertain:
    return right + (left - right).apply(lambda more: np.maximum(more, 0.0))
