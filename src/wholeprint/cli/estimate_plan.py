"""``wholeprint estimate --instance`` and ``--terraform``: what machines of clouds would cost.

`wholeprint.cli.estimate` calls the three functions here: `configure` adds the arguments, `wants`
says whether they were given, and `execute` answers them. Where ``--utilisation`` is not given,
how hard the machines work is assumed, widely.
"""

import argparse

from wholeprint.cli import options


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
        default="median",
        help="what is held against the limit: the 5th percentile, the median or the 95th "
        "(default: median)",
    )
    group.add_argument(
        "--hours-per-month",
        metavar="H",
        type=options.number,
        default=730.0,
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


def wants(arguments: argparse.Namespace) -> bool:
    """Return whether machines of clouds are asked about.

    Args:
        arguments: What was given.
    """
    return arguments.instance is not None or arguments.terraform is not None


def execute(arguments: argparse.Namespace) -> int:
    """Answer what machines of clouds would cost.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where a limit is passed.
    """
    raise NotImplementedError
