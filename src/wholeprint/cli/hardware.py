"""``wholeprint hardware``: everything known of a device, every figure beside the others."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.hardware.declared import Card
    from wholeprint.report.hardware_shapes import HardwareDocument, HardwareListDocument
    from wholeprint.report.text.page import Page

NAME = "hardware"
SUMMARY = "show what making a device took, by every source, and why they differ"
EXAMPLES = (
    "wholeprint hardware h100-sxm5-80gb",
    "wholeprint hardware a100-sxm4-40gb --hours 1000 --lifetime 4 --utilisation 0.6",
    "wholeprint hardware --die 600 --node 7 --gddr 24",
    "wholeprint hardware --list poweredge",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="an accelerator, a family of them, a processor, a machine, or a kind: server, laptop",
    )
    parser.add_argument(
        "--hours", metavar="H", type=options.number, help="how long it is used: what that takes"
    )
    parser.add_argument(
        "--lifetime",
        metavar="YEARS",
        type=options.number,
        help="how long it serves (default: what sources say, as a spread)",
    )
    parser.add_argument(
        "--utilisation",
        metavar="SHARE",
        type=options.number,
        help="share of that time in which it works for somebody; 1 shares it out by the calendar",
    )
    parser.add_argument(
        "--list",
        action="store_true",
        help="list the names there are, those that hold NAME or are of that part",
    )
    card = parser.add_argument_group("a card that has no name here")
    card.add_argument("--die", metavar="MM2", type=options.number, help="area of its die")
    card.add_argument(
        "--node", metavar="NM", type=options.number, help="process of its die, from 3 to 28"
    )
    memory = card.add_mutually_exclusive_group()
    memory.add_argument("--hbm", metavar="GB", type=options.number, help="stacked memory on it")
    memory.add_argument("--gddr", metavar="GB", type=options.number, help="other memory on it")
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Show what is known.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        ValueRefusedError: If nothing is named, or a name and a card are given.
    """
    from wholeprint.report.hardware import (  # noqa: PLC0415 - loads NumPy
        Asked,
        hardware_document,
        hardware_list_document,
    )

    name: str = arguments.name or ""
    if arguments.list:
        output.emit(hardware_list_document(name), _lay_out_list, as_json=arguments.json)
        return 0
    card = _card(arguments)
    if bool(name) == (card is not None):
        raise ValueRefusedError(
            "one piece of hardware must be named, or a card declared",
            seen=name or None,
            fix="See: wholeprint hardware --list, or give --die and --node",
        )
    told = (arguments.hours, arguments.lifetime, arguments.utilisation)
    if card is None and told == (None, None, None):
        from wholeprint.report.hardware_family import (  # noqa: PLC0415 - loads NumPy
            hardware_family_document,
        )

        family = hardware_family_document(name)
        if family is not None:
            output.emit(family, _lay_out_family, as_json=arguments.json)
            return 0
    output.emit(hardware_document(Asked(name, *told, card)), _lay_out, as_json=arguments.json)
    return 0


def _card(arguments: argparse.Namespace) -> "Card | None":
    from wholeprint.hardware.declared import Card  # noqa: PLC0415 - loads NumPy

    given = [arguments.die, arguments.node, arguments.hbm, arguments.gddr]
    if all(each is None for each in given):
        return None
    if arguments.die is None or arguments.node is None:
        raise ValueRefusedError(
            "a card needs the area and the process of its die", fix="Give both --die and --node"
        )
    memory_gb = arguments.gddr if arguments.hbm is None else arguments.hbm
    kind = "gddr" if arguments.hbm is None else "hbm"
    return Card(arguments.die, arguments.node, memory_gb or 0.0, kind)


def _lay_out(page: "Page", document: "HardwareDocument") -> None:
    from wholeprint.report.text.hardware import hardware_page  # noqa: PLC0415 - loads Rich

    hardware_page(page, document)


def _lay_out_family(page: "Page", document: "HardwareListDocument") -> None:
    from wholeprint.report.text.hardware import hardware_family_page  # noqa: PLC0415 - loads Rich

    hardware_family_page(page, document)


def _lay_out_list(page: "Page", document: "HardwareListDocument") -> None:
    from wholeprint.report.text.hardware import hardware_list_page  # noqa: PLC0415 - loads Rich

    hardware_list_page(page, document)
