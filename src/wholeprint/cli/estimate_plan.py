"""``wholeprint estimate --instance`` and ``--terraform``: what machines of clouds would cost.

`wholeprint.cli.estimate` calls the functions here: `configure` adds the arguments and `execute`
answers them. Where ``--utilisation`` is not given,
how hard the machines work is assumed, widely.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.cloud_shapes import CloudDocument
    from wholeprint.report.text.page import Page
    from wholeprint.tracking.importers.estate import Estate

_CLOUDS = ("aws", "gcp", "azure")
_MONTH = 730.0
"""Hours on the clock in a month: a twelfth of a year of 365 days [h]."""
_LONGEST_MONTH = 744.0
"""Hours on the clock in a month of 31 days [h]."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that are about machines of clouds.

    Args:
        parser: Takes them; the verb's own parser, or a group of it.
    """
    group = parser.add_argument_group("machines of clouds")
    group.add_argument(
        "--instance",
        metavar="NAME[:COUNT]",
        help="machines by the names that their cloud gives them, with counts: p5.48xlarge:2, "
        "gcp:a2-highgpu-8g, azure:Standard_ND96asr_v4",
    )
    group.add_argument(
        "--terraform",
        metavar="FILE",
        help="a plan or a state as `terraform show -json` prints it, - for standard input",
    )
    group.add_argument(
        "--limit",
        metavar="MASS/TIME",
        help="the most that a plan may emit, such as 2tCO2e/month: more is exit status 1",
    )
    group.add_argument(
        "--limit-at",
        choices=("low", "median", "high"),
        help="what is held against the limit: the 5th percentile, the median or the 95th "
        "(default: median)",
    )
    group.add_argument(
        "--hours-per-month",
        metavar="H",
        type=options.number,
        help="how long the machines of a plan run in a month (default: 730, all of it)",
    )
    group.add_argument(
        "--region",
        metavar="CLOUD:REGION",
        action="append",
        default=[],
        help="where a cloud's resources stand when the plan does not say; may be repeated",
    )
    group.add_argument(
        "--strict",
        action="store_true",
        help="exit status 1 as well where a resource of the plan has no data",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Answer what machines of clouds would cost.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where a limit is exceeded, or with --strict where something has no data.

    Raises:
        ValueRefusedError: If the arguments do not go together.
    """
    from wholeprint.report.cloud import cloud_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.plan_cost import cost  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.plan_limit import held_against, parse_limit  # noqa: PLC0415 - likewise

    _check(arguments)
    limit = None if arguments.limit is None else parse_limit(arguments.limit)
    if limit is not None and limit.per is None and arguments.terraform is not None:
        raise ValueRefusedError(
            "the limit of a plan needs a time", seen=limit.text, fix=f"Write {limit.text}/month"
        )
    told = options.assess_arguments(arguments)
    told.pop("utilisation", None)  # here it is how hard the machines work, not how often
    estate = _estate(arguments)
    costed = cost(
        estate,
        _hours(arguments),
        declared_share=arguments.utilisation,
        regions=_regions(arguments.region),
        **told,
    )
    verdict = None
    if limit is not None:
        # What runs for half of a month emits that in the month.
        clock = _MONTH if arguments.terraform is not None else _hours(arguments)
        verdict = held_against(costed, limit, arguments.limit_at, clock)
    asked = {
        "of": "terraform" if arguments.terraform is not None else "instances",
        "name": arguments.terraform or arguments.instance,
        "strict": arguments.strict,
    }
    output.emit(cloud_document(costed, asked, verdict), _lay_out, as_json=arguments.json)
    is_exceeded = verdict is not None and verdict.is_kept is not True
    return 1 if is_exceeded or (arguments.strict and costed.is_partial) else 0


def _check(arguments: argparse.Namespace) -> None:
    if arguments.terraform is not None and arguments.instance is not None:
        raise ValueRefusedError(
            "a plan and machines by name are two estimates", fix="Ask for one of them"
        )
    if arguments.terraform is not None and arguments.hours is not None:
        raise ValueRefusedError(
            "a plan is estimated by the month", seen="--hours", fix="Use --hours-per-month"
        )
    if not 0.0 < arguments.hours_per_month <= _LONGEST_MONTH:
        raise ValueRefusedError(
            "no month has so many hours",
            seen=f"{arguments.hours_per_month:g}",
            fix=f"Give more than 0 and at most {_LONGEST_MONTH:g} for --hours-per-month",
        )
    if arguments.terraform is None and arguments.hours is None:
        raise ValueRefusedError("the argument --hours is missing", fix="Say it: --hours 24")


def _hours(arguments: argparse.Namespace) -> float:
    is_plan = arguments.terraform is not None
    return float(arguments.hours_per_month if is_plan else arguments.hours)


def _estate(arguments: argparse.Namespace) -> "Estate":
    if arguments.instance is not None:
        from wholeprint.tracking.assessor import default_factors  # noqa: PLC0415 - loads NumPy
        from wholeprint.tracking.importers import names  # noqa: PLC0415 - likewise

        return names.estate_of(arguments.instance, default_factors())
    from wholeprint.tracking.importers import terraform  # noqa: PLC0415 - only for plans

    given = arguments.terraform
    return terraform.read(None if given == "-" else Path(given))


def _regions(given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in given:
        cloud, mark, region = text.partition(":")
        if not mark or cloud not in _CLOUDS or not region:
            raise ValueRefusedError(
                "a region that cannot be read", seen=text, fix="Write it as aws:us-east-1"
            )
        found[cloud] = region
    return found


def _lay_out(page: "Page", document: "CloudDocument") -> None:
    from wholeprint.report.text.cloud import cloud_page  # noqa: PLC0415 - loads Rich

    cloud_page(page, document)
