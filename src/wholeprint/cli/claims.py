"""``wholeprint claims``: what a claim of efficiency leaves open, and what can be said."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.advice.claims import Claim
    from wholeprint.report.audit_shapes import ClaimsDocument
    from wholeprint.report.text.page import Page

NAME = "claims"
SUMMARY = "ask of a claim such as '4x more efficient': of what, measured how, than what"
EXAMPLES = (
    'wholeprint claims "our model is 4x more efficient"',
    'wholeprint claims "75 % more efficient" --of energy --per request --baseline "last year\'s"',
    "wholeprint claims --file claim.yaml --json",
    'wholeprint claims "ours uses less energy" --from last last-1',
)

_TEXTS: tuple[tuple[str, str], ...] = (
    ("of", "what it is of: energy, carbon, water, FLOP, parameters, time, power, memory, cost"),
    ("measured", "how it is known: measured, modelled, declared"),
    ("boundary", "what is counted, parted by commas: operational,idle,facility,embodied"),
    ("per", "the functional unit: request, '1k tokens'"),
    ("level", "where it holds: compute, 'life cycle', platform, system"),
    ("baseline", "what it is compared with"),
    ("value", 'the figure itself: "0.24 Wh"'),
    ("baseline-value", 'the baseline\'s: "0.96 Wh"'),
    ("hardware", "what it ran on"),
    ("baseline-hardware", "what the baseline ran on"),
    ("accounting", "of a claim of carbon: location or market"),
    ("quality", "that task and quality are the same: 'same task, accuracy within 0.1 points'"),
    ("reading", "which of several readings of its number is meant: 1, 2"),
    ("subject", "who is said to be better, where the claim does not name it"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("claim", nargs="?", default="", metavar="CLAIM", help="in English")
    for name, said in _TEXTS:
        parser.add_argument(f"--{name}", metavar="TEXT", default="", help=said)
    parser.add_argument("--file", metavar="FILE", help="a claim in YAML or JSON, with such fields")
    parser.add_argument(
        "--from",
        dest="sides",
        nargs=2,
        metavar=("OURS", "BASELINE"),
        help="two runs or files with statements, which give the figures",
    )
    parser.add_argument(
        "--ask", action="store_true", help="ask for what is missing, one by one, on a terminal"
    )
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Look at a claim.

    Args:
        arguments: What was given.

    Returns:
        0 where nothing is missing and nothing contradicts, else 1.

    Raises:
        ValueRefusedError: If there is no claim, or nobody to ask.
    """
    from wholeprint.report.claims import claims_document  # noqa: PLC0415 - when asked
    from wholeprint.tracking.claims import FIELDS, read_claim  # noqa: PLC0415 - when asked

    text, given = arguments.claim, dict[str, str]()
    if arguments.file:
        read, given = read_claim(Path(arguments.file))
        text = text or read
    given |= {name: found for name in FIELDS if (found := getattr(arguments, name))}
    if arguments.ask and not sys.stdin.isatty():
        raise ValueRefusedError(
            "nobody can be asked: this is no terminal", fix="Leave --ask out; the list is printed"
        )
    claim = _claim(arguments, text, given)
    if arguments.ask:
        claim = _asked(arguments, text, given, claim)
    document = claims_document(claim)
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0 if document["stands"] else 1


def _claim(arguments: argparse.Namespace, text: str, given: dict[str, str]) -> "Claim":
    from wholeprint.tracking.claims import claim_from, claim_with  # noqa: PLC0415 - when asked

    claim = claim_with(text, given)
    if arguments.sides:
        ledger = options.settings(arguments).settings.ledger
        claim = claim_from(claim, *arguments.sides, ledger=ledger)
    return claim


def _asked(
    arguments: argparse.Namespace, text: str, given: dict[str, str], claim: "Claim"
) -> "Claim":
    from wholeprint.advice.claims_check import questions  # noqa: PLC0415 - when asked

    skipped: set[str] = set()
    while left := [each for each in questions(claim) if each.field not in skipped]:
        first = left[0]
        skipped.add(first.field)
        print(f"{first.ask} ({first.because})", file=sys.stderr)
        choices = f" [{', '.join(first.choices)}]" if first.choices else ""
        print(f"  {choices} > ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip()
        if not answer:
            continue
        name = "of" if first.field == "quantity" else first.field
        try:
            claim = _claim(arguments, text, {**given, name: answer})
            given[name] = answer
        except ValueRefusedError as wrong:
            print(wrong, file=sys.stderr)
    return claim


def _lay_out(page: "Page", document: "ClaimsDocument") -> None:
    from wholeprint.report.text.claims import claims_page  # noqa: PLC0415 - loads Rich

    claims_page(page, document)
