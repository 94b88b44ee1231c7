"""``wholeprint estimate``: what something would cost, before it runs."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import estimate_options, estimate_plan, options, output
from wholeprint.cli.estimate_forms import Form, settle
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
    form = settle(arguments)
    if form in {Form.PLAN, Form.INSTANCES}:
        return estimate_plan.execute(arguments)
    if form is Form.LIST:
        return _list(arguments)
    if form is Form.HOURS:
        return _by_the_hour(arguments)
    ways = {Form.JOB: _job, Form.TRAINING: _training, Form.LIKE: _like}
    return _emit(arguments, ways.get(form, _requests)(arguments))


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

    return estimate_training(
        _hardware(arguments),
        estimate_options.training(arguments),
        memory_gb=arguments.memory,
        **estimate_options.assess_arguments(arguments),
    )


def _job(arguments: argparse.Namespace) -> "Estimate":
    from wholeprint.tracking.estimate_job import estimate_job  # noqa: PLC0415 - loads NumPy

    told = estimate_options.assess_arguments(arguments)
    return estimate_job(estimate_options.job(arguments), **told)


def _like(arguments: argparse.Namespace) -> "Estimate":
    from wholeprint.tracking.estimate_like import estimate_like  # noqa: PLC0415 - loads NumPy

    return estimate_like(
        arguments.like,
        estimate_options.training(arguments),
        hardware=arguments.hardware,
        memory_gb=arguments.memory,
        **estimate_options.assess_arguments(arguments),
    )


def _requests(arguments: argparse.Namespace) -> "Estimate":
    from wholeprint.tracking.estimate_inference import (  # noqa: PLC0415 - loads NumPy
        estimate_inference,
    )
    from wholeprint.tracking.estimate_like import (  # noqa: PLC0415 - loads NumPy
        find_model,
        hardware_like,
    )

    told = estimate_options.assess_arguments(arguments)
    memory_gb = arguments.memory
    if arguments.like is None:
        wanted = estimate_options.inference(arguments, None, None)
        return estimate_inference(_hardware(arguments), wanted, memory_gb=memory_gb, **told)
    found, behind = find_model(arguments.like)
    wanted = estimate_options.inference(
        arguments, found.parameters_count, found.active_parameters_count
    )
    text = hardware_like(found, arguments.hardware or behind)
    like = found.as_json()
    return estimate_inference(text, wanted, memory_gb=memory_gb, like=like, **told)


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
