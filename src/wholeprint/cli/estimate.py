"""``wholeprint estimate``: what something would cost, before it runs."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import estimate_options, estimate_plan, options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.shapes import EstimateDocument
    from wholeprint.report.text.page import Page
    from wholeprint.tracking.estimate_workload import Estimate

NAME = "estimate"
SUMMARY = "estimate the footprint of a workload from a few facts, without measuring"
EXAMPLES = (
    "wholeprint estimate --hardware a100-sxm4-80gb:8 --hours 24 --zone FR --pue 1.2",
    "wholeprint estimate --parameters 70e9 --tokens 15e12 --hardware h100-sxm5-80gb:4096",
    "wholeprint estimate --accelerator-hours 1082990 --hardware a100-sxm4-80gb:384 --zone FR",
    "wholeprint estimate --inference --like Llama-3.1-70B --input-tokens 1000 --output-tokens 500",
    'wholeprint estimate --like "Llama-3.1-70B on H100" --zone US',
    "wholeprint estimate --cores 12 --core-power 15.8 --memory 64 --hours 12 --usage 0.9",
)


_OF_TRAINING = ("tokens", "flops", "accelerator_hours")
_OF_REQUESTS = ("input_tokens", "output_tokens", "batch", "latency", "kv_cache", "mbu")
_OF_JOBS = ("cores", "cpu", "core_power", "gpus", "gpu_power", "power_model")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--hardware",
        metavar="NAME[:COUNT]",
        help="accelerators and processors, all of them together: a100-sxm4-80gb:64,epyc-7742:16; "
        "processors that are named stand in place of those in the host that is assumed",
    )
    parser.add_argument("--hours", metavar="H", type=options.number, help="how long it is used")
    parser.add_argument(
        "--utilisation",
        metavar="SHARE",
        type=options.number,
        help="how hard it works in that time, from 0 to 1: mean power over its limit (default: 1 "
        "for hardware by the hour, else the spread of published ones)",
    )
    parser.add_argument(
        "--memory",
        metavar="GB",
        type=options.number,
        help="main memory of all hosts together; beside accelerators whose processors are not "
        "named it is a part of the host that is assumed, and changes no power",
    )
    estimate_options.configure(parser)
    estimate_plan.configure(parser)
    options.site(parser)
    options.assumptions(parser)
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Estimate the footprint.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    if estimate_plan.wants(arguments):
        return estimate_plan.execute(arguments)
    if arguments.like == "list":
        return _list(arguments)
    if arguments.like is not None or arguments.inference:
        return _emit(arguments, _model(arguments))
    if arguments.cores is not None or arguments.gpus is not None:
        return _emit(arguments, _job(arguments))
    computed = (arguments.parameters, arguments.tokens, arguments.flops)
    if any(each is not None for each in (*computed, arguments.accelerator_hours)):
        return _emit(arguments, _training(arguments))
    return _by_the_hour(arguments)


def _refuse_beside(arguments: argparse.Namespace, form: str, *names: str) -> None:
    given = [name for name in names if getattr(arguments, name) is not None]
    if given:
        raise ValueRefusedError(
            f"{form} has no use for this argument",
            seen=", ".join(f"--{name.replace('_', '-')}" for name in given),
            fix="Leave it out: nothing that is said is passed over in silence",
        )


def _hardware(arguments: argparse.Namespace) -> str:
    if arguments.hardware is None:
        raise ValueRefusedError(
            "the argument --hardware is missing",
            fix="Name it, for instance --hardware h100-sxm5-80gb:8, or see --help for other forms",
        )
    return str(arguments.hardware)


def _training(arguments: argparse.Namespace) -> "Estimate":
    from wholeprint.tracking.estimate_training import (  # noqa: PLC0415 - loads NumPy
        estimate_training,
    )

    _refuse_beside(arguments, "a training", "hours", *_OF_REQUESTS, *_OF_JOBS)
    return estimate_training(
        _hardware(arguments),
        estimate_options.training(arguments),
        memory_gb=arguments.memory,
        **estimate_options.assess_arguments(arguments),
    )


def _job(arguments: argparse.Namespace) -> "Estimate":
    from wholeprint.tracking.estimate_job import estimate_job  # noqa: PLC0415 - loads NumPy

    _refuse_beside(arguments, "a job", "hardware", "utilisation", *_OF_TRAINING, *_OF_REQUESTS)
    told = estimate_options.assess_arguments(arguments)
    return estimate_job(estimate_options.job(arguments), **told)


def _model(arguments: argparse.Namespace) -> "Estimate":
    from wholeprint.tracking.estimate_inference import (  # noqa: PLC0415 - loads NumPy
        estimate_inference,
    )
    from wholeprint.tracking.estimate_like import (  # noqa: PLC0415 - loads NumPy
        estimate_like,
        find_model,
        hardware_like,
    )

    told = estimate_options.assess_arguments(arguments)
    _refuse_beside(arguments, "a model", "hours", *_OF_JOBS)
    if not arguments.inference:
        known = ("parameters", "active_parameters", *_OF_TRAINING)
        _refuse_beside(arguments, "a published model", *known, *_OF_REQUESTS)
        training = estimate_options.training(arguments)
        return estimate_like(arguments.like, training, hardware=arguments.hardware, **told)
    _refuse_beside(arguments, "a request", "utilisation", "development", *_OF_TRAINING)
    if arguments.like is None:
        wanted = estimate_options.inference(arguments, None, None)
        return estimate_inference(_hardware(arguments), wanted, **told)
    found, behind = find_model(arguments.like)
    wanted = estimate_options.inference(
        arguments, found.parameters_count, found.active_parameters_count
    )
    text = hardware_like(found, arguments.hardware or behind)
    return estimate_inference(text, wanted, like=found.as_json(), **told)


def _emit(arguments: argparse.Namespace, found: "Estimate") -> int:
    from wholeprint.report.estimate import workload_document  # noqa: PLC0415 - loads NumPy

    estimate_options.refuse_unused(arguments, found.footprint.assumptions)
    output.emit(workload_document(found), _lay_out_workload, as_json=arguments.json)
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from wholeprint.report.estimate import models_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.estimate_like import published_models  # noqa: PLC0415 - loads NumPy

    output.emit(models_document(published_models()), _lay_out_models, as_json=arguments.json)
    return 0


def _by_the_hour(arguments: argparse.Namespace) -> int:
    from wholeprint.report.estimate import hardware_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.estimate import estimate, power_share_of  # noqa: PLC0415 - loads NumPy

    hardware = _hardware(arguments)
    if arguments.hours is None:
        raise ValueRefusedError(
            "nothing says how much there is to do",
            fix="Give --hours, --accelerator-hours, --parameters and --tokens, or see --help",
        )
    share = 1.0 if arguments.utilisation is None else arguments.utilisation
    if arguments.power is not None:
        share = power_share_of(hardware, arguments.power, boost=arguments.allow_boost)
    estimated = estimate(
        hardware,
        arguments.hours,
        load_share=share,
        memory_gb=arguments.memory,
        allow_boost=arguments.allow_boost,
        **estimate_options.assess_arguments(arguments),
    )
    asked = {
        "hardware": hardware,
        "hours": arguments.hours,
        "utilisation": share,
        "memory_gb": arguments.memory,
        "zone": arguments.zone,
        "pue": arguments.pue,
        "wue": arguments.wue,
    }
    estimate_options.refuse_unused(arguments, estimated.footprint.assumptions)
    output.emit(hardware_document(estimated, asked), _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "EstimateDocument") -> None:
    from wholeprint.report.text.assessment import estimate_page  # noqa: PLC0415 - loads Rich

    estimate_page(page, document)


def _lay_out_workload(page: "Page", document: "EstimateDocument") -> None:
    from wholeprint.report.text.estimate import workload_page  # noqa: PLC0415 - loads Rich

    workload_page(page, document)


def _lay_out_models(page: "Page", document: dict[str, object]) -> None:
    from wholeprint.report.text.estimate import models_page  # noqa: PLC0415 - loads Rich

    models_page(page, document)
