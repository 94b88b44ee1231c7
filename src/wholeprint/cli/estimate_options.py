"""Arguments of ``wholeprint estimate`` that describe a workload, and what becomes of them."""

import argparse
import re
from typing import TYPE_CHECKING, cast

from wholeprint.cli import options
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wholeprint.quantities.factor import Factor
    from wholeprint.tracking.arguments import AssessArguments
    from wholeprint.tracking.estimate_job import Job
    from wholeprint.tracking.estimate_serving import Inference, Way
    from wholeprint.tracking.estimate_training import Training

_AMOUNT = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\s*([kMGBTPE]?)")
_SIZES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12, "P": 1e15, "E": 1e18}
_OVERHEADS = ("power.host_overhead", "power.machine_per_accelerator")
_TRAINED_IN = {"fp16": 16, "bf16": 16, "fp8": 8}
_BITS = {"fp16": 16, "bf16": 16, "fp8": 8, "int8": 8, "int4": 4, "fp4": 4}


def amount(text: str) -> float:
    """Return the number that an argument holds, such as 70e9, 70B or 15T.

    Args:
        text: The argument; a letter behind it multiplies: k, M, G or B, T, P, E.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    found = _AMOUNT.fullmatch(text.strip())
    value = float(found[1]) * _SIZES[found[2]] if found else float("inf")
    if found is None or value == float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount such as 70e9, 70B or 15T")
    return value


def development(text: str) -> float | str:
    """Return how much of a project is counted.

    Args:
        text: A number, or "published".

    Raises:
        argparse.ArgumentTypeError: If it is neither.
    """
    return text if text == "published" else options.number(text)


def declaration(text: str) -> tuple[str, float]:
    """Return an assumption that is declared, by name.

    Args:
        text: NAME=VALUE, such as power.host_overhead=1.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name.strip(), options.number(value)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that describe a workload.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--like",
        metavar="MODEL",
        help='a published model, and the hardware: "Llama-3.1-70B on H100"; "list" shows all',
    )
    _model(parser)
    _training(parser)
    _inference(parser)
    _job(parser)
    power = parser.add_argument_group("power")
    power.add_argument(
        "--power",
        metavar="W",
        type=options.number,
        help="mean power of an accelerator; above its limit it is refused",
    )
    power.add_argument(
        "--allow-boost", action="store_true", help="a power above the limit is meant"
    )
    power.add_argument(
        "--host-overhead",
        metavar="X",
        type=options.number,
        help="all of a server over its boards, or over its processors and memory, at least 1",
    )
    power.add_argument(
        "--memory-power", metavar="W", type=options.number, help="power of a gigabyte of memory"
    )
    power.add_argument(
        "--declare",
        metavar="NAME=VALUE",
        type=declaration,
        action="append",
        default=[],
        help="an assumption by its name, in place of ours: power.host_overhead=1; may be repeated",
    )


def _model(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("a model")
    group.add_argument("--parameters", metavar="N", type=amount, help="parameters: 70e9, 70B")
    group.add_argument(
        "--active-parameters",
        metavar="N",
        type=amount,
        help="parameters that one token passes through, of a mixture of experts (default: all)",
    )
    group.add_argument(
        "--precision",
        choices=tuple(_BITS),
        help="numbers that are multiplied, or that weights are kept in (default: bf16)",
    )
    group.add_argument(
        "--mfu",
        metavar="SHARE",
        type=options.number,
        help="model FLOP utilisation, from 0 to 1 (default: the spread of published ones)",
    )


def _training(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("training")
    group.add_argument("--tokens", metavar="N", type=amount, help="tokens it reads: 15e12, 15T")
    group.add_argument("--flops", metavar="N", type=amount, help="operations in all: 3.8e25")
    group.add_argument(
        "--accelerator-hours",
        metavar="H",
        type=amount,
        help="hours of all accelerators together",
    )
    group.add_argument(
        "--development",
        metavar="X",
        type=development,
        help='all of the project over its final run, or "published" for the spread of projects '
        "that told (default: the final run alone)",
    )


def _inference(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("inference")
    group.add_argument(
        "--inference", action="store_true", help="requests to a language model, not its training"
    )
    group.add_argument("--input-tokens", metavar="N", type=amount, help="tokens of one prompt")
    group.add_argument("--output-tokens", metavar="N", type=amount, help="tokens of one answer")
    group.add_argument("--requests", metavar="N", type=amount, help="how many (default: 1)")
    group.add_argument("--batch", metavar="N", type=options.number, help="requests served together")
    group.add_argument(
        "--latency", metavar="S", type=options.number, help="seconds that one request takes"
    )
    group.add_argument(
        "--kv-cache",
        metavar="BYTES",
        type=amount,
        help="keys and values kept for one token (default: not counted)",
    )
    group.add_argument(
        "--mbu",
        metavar="SHARE",
        type=options.number,
        help="utilisation of the memory's bandwidth while writing, from 0 to 1",
    )
    group.add_argument(
        "--method",
        choices=("both", "roofline", "ecologits"),
        help="how: a roofline, the regression of EcoLogits, or anything between (default: both)",
    )


def _job(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("a computing job")
    group.add_argument("--cores", metavar="N", type=options.number, help="cores that it holds")
    group.add_argument("--cpu", metavar="NAME", help="the processor, such as epyc-7742")
    group.add_argument(
        "--core-power", metavar="W", type=options.number, help="power of one core at full use"
    )
    group.add_argument(
        "--usage",
        metavar="SHARE",
        type=options.number,
        help="how much of the cores it uses, from 0 to 1 (default: 1)",
    )
    group.add_argument("--gpus", metavar="NAME[:COUNT]", help="its accelerators: v100-sxm2-16gb:2")
    group.add_argument(
        "--gpu-usage",
        metavar="SHARE",
        type=options.number,
        help="their mean power over the limit, from 0 to 1 (default: 1)",
    )
    group.add_argument(
        "--gpu-power", metavar="W", type=options.number, help="power limit of one of them"
    )
    group.add_argument(
        "--psf",
        metavar="X",
        type=options.number,
        help="how many times it runs, repeats included (default: 1)",
    )
    group.add_argument(
        "--power-model",
        choices=("green-algorithms",),
        help="declare the assumptions of another tool in place of ours",
    )


def assess_arguments(arguments: argparse.Namespace) -> "AssessArguments":
    """Return what an assessment of a workload is told.

    Args:
        arguments: What was given.
    """
    told = options.assess_arguments(arguments)
    told.pop("utilisation", None)  # here it is how hard the hardware works, not how often
    declared = dict(cast("list[tuple[str, float]]", arguments.declare))
    if arguments.host_overhead is not None:
        declared |= dict.fromkeys(_OVERHEADS, _overhead(arguments.host_overhead))
    if arguments.memory_power is not None:
        declared["power.dram_per_gb"] = _not_negative(arguments.memory_power)
    if declared:
        told["overrides"] = declared
    return told


def _overhead(ratio: float) -> float:
    if ratio < 1.0:
        raise ValueRefusedError(
            "a server draws no less than what is in it", seen=ratio, fix="Give 1 or more"
        )
    return ratio


def _not_negative(watts: float) -> float:
    if watts < 0.0:
        raise ValueRefusedError("a power is 0 or more", seen=watts, fix="Give W per GB, from 0")
    return watts


def refuse_unused(arguments: argparse.Namespace, used: "Iterable[Factor]") -> None:
    """Refuse a declaration that changed nothing.

    Args:
        arguments: What was given.
        used: The assumptions in the result.

    Raises:
        ValueRefusedError: If an assumption was declared that is not in it.
    """
    names = [factor.id for factor in used]
    idle = [name for name, _ in arguments.declare if name not in names]
    in_words = (
        ("memory-power", arguments.memory_power, ("power.dram_per_gb",)),
        ("host-overhead", arguments.host_overhead, _OVERHEADS),
    )
    for word, value, changed in in_words:
        if value is not None and not any(name in names for name in changed):
            raise ValueRefusedError(
                "nothing here is assumed that this would change",
                seen=f"--{word}",
                fix="Leave it out, or name the processors and their --memory",
            )
    if not idle:
        return
    from wholeprint.factors.match import near_names  # noqa: PLC0415 - needed for a mistake only

    near = near_names(idle[0], names)
    raise ValueRefusedError(
        "nothing of that name is assumed here",
        seen=", ".join(idle),
        fix=f"Did you mean {' or '.join(near)}" if near else "See the assumptions with --json",
    )


def training(arguments: argparse.Namespace) -> "Training":
    """Return the training that was described.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If a training does not multiply such numbers.
    """
    if arguments.precision not in _TRAINED_IN:
        raise ValueRefusedError(
            "no training of which anybody tells multiplies such numbers",
            seen=f"--precision {arguments.precision}",
            fix=f"Give one of {', '.join(_TRAINED_IN)}",
        )
    from wholeprint.tracking.estimate_training import Training  # noqa: PLC0415 - loads NumPy

    return Training(
        accelerator_hours=arguments.accelerator_hours,
        training_flop_count=arguments.flops,
        parameters_count=arguments.parameters,
        active_parameters_count=arguments.active_parameters,
        tokens_count=arguments.tokens,
        mfu_share=arguments.mfu,
        power_share=arguments.utilisation,
        power_watts=arguments.power,
        allow_boost=arguments.allow_boost,
        bits=_TRAINED_IN[arguments.precision],
        development_ratio=arguments.development,
    )


def inference(
    arguments: argparse.Namespace, parameters_count: float | None, active_count: float | None
) -> "Inference":
    """Return the requests that were described.

    Args:
        arguments: What was given.
        parameters_count: Parameters of a model that was looked up [parameter].
        active_count: Those that one token passes through [parameter].

    Raises:
        ValueRefusedError: If the model or its answer is missing.
    """
    from wholeprint.tracking.estimate_serving import Inference  # noqa: PLC0415 - loads NumPy

    count = arguments.parameters or parameters_count
    if count is None or (arguments.output_tokens is None and arguments.input_tokens is None):
        raise ValueRefusedError(
            "requests need a model and tokens",
            fix="Give --parameters (or --like), --input-tokens and --output-tokens",
        )
    return Inference(
        parameters_count=count,
        active_parameters_count=arguments.active_parameters or active_count,
        input_tokens_count=arguments.input_tokens or 0.0,
        output_tokens_count=arguments.output_tokens or 0.0,
        requests_count=arguments.requests,
        batch_count=arguments.batch,
        latency_seconds=arguments.latency,
        bits=_BITS[arguments.precision],
        cache_bytes=arguments.kv_cache,
        power_watts=arguments.power,
        allow_boost=arguments.allow_boost,
        mfu_share=arguments.mfu,
        mbu_share=arguments.mbu,
        way=cast("Way", arguments.method),
    )


def job(arguments: argparse.Namespace) -> "Job":
    """Return the job that was described.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If its hours are missing.
    """
    from wholeprint.tracking.estimate_job import Job  # noqa: PLC0415 - loads NumPy

    if arguments.hours is None:
        raise ValueRefusedError("a job runs for some time", fix="Give --hours")
    return Job(
        hours=arguments.hours,
        cores=arguments.cores or 0.0,
        cpu=arguments.cpu,
        core_watts=arguments.core_power,
        memory_gb=arguments.memory or 0.0,
        usage_share=arguments.usage,
        accelerators=arguments.gpus,
        accelerator_share=arguments.gpu_usage,
        accelerator_watts=arguments.gpu_power,
        scale_factor=arguments.psf,
        allow_boost=arguments.allow_boost,
        power_model=arguments.power_model,
    )
