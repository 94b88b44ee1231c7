"""``wholeprint``: finds the verb, runs it, and turns what goes wrong into words and a status."""

import argparse
import errno
import os
import re
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn, TextIO, cast

from wholeprint.cli import options
from wholeprint.cli.verb import Verb
from wholeprint.errors import ValueRefusedError, WholeprintError

DONE, ANSWER_IS_NO, WRONG_USE, OUR_FAULT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 70, 130, 141
"""Exit statuses: the first three are the contract, 70 is sysexits' EX_SOFTWARE, and the last two
are what a shell shows for SIGINT and SIGPIPE."""

PROGRAM = "wholeprint"

if TYPE_CHECKING:
    VERBS: tuple[Verb, ...]


NAMES = (
    "demo",
    "run",
    "runs",
    "show",
    "assess",
    "compare",
    "explain",
    "estimate",
    "audit",
    "claims",
    "published",
    "hardware",
    "cite",
    "report",
    "delete",
    "export",
    "import",
    "grid",
    "sweep",
    "schedule",
    "jobs",
    "simulate",
    "loops",
    "leverage",
    "fit",
    "doctor",
    "completion",
)
"""Every verb, in the order in which help names them; each is the module of that name."""

_RUN = "run"
_NEGATIVE = re.compile(r"-\.?[0-9][0-9._]*[A-Za-z/]\S*")
"""An amount with a unit or a letter behind it, below nought."""
_WHOLE_PARSER = "completion"
"""The verb that is about all others."""


def __getattr__(name: str) -> tuple[Verb, ...]:
    # Loading every verb takes longer than most of them work: only help and tests want them all.
    if name == "VERBS":
        return tuple(_verb(each) for each in NAMES)
    raise AttributeError(name)


def _verb(name: str) -> Verb:
    module = f"{name}_" if iskeyword(name) else name
    return cast("Verb", import_module(f"wholeprint.cli.{module}"))


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one of our errors, with a place to read on."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments.

        Args:
            message: What is wrong with them.

        Raises:
            ValueRefusedError: Always.
        """
        _, is_missing, names = message.partition("arguments are required: ")
        if is_missing:
            many = "," in names
            message = f"the argument{'s' * many} {names} {'are' if many else 'is'} missing"
        raise ValueRefusedError(f"{self.prog}: {message}", fix=f"See: {self.prog} --help")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Leaves examples as they stand, and enough room for the longest verb."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)


def build_parser(names: Sequence[str] = NAMES) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Args:
        names: The verbs that it is to know; all unless given.
    """
    parser = Parser(
        prog=PROGRAM,
        description="What machine learning really costs the planet: energy, carbon, water,\n"
        "hardware and e-waste, each with its uncertainty and its source.",
        epilog=_epilog(
            (
                "wholeprint run --zone FR -- python train.py",
                "wholeprint show last",
                "wholeprint doctor",
            )
        ),
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {options.version()}")
    table = parser.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    for verb in map(_verb, names):
        child = table.add_parser(
            verb.NAME,
            help=verb.SUMMARY,
            description=f"{verb.SUMMARY[:1].upper()}{verb.SUMMARY[1:]}.",
            epilog=_epilog(verb.EXAMPLES),
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        verb.configure(child)
        child.set_defaults(execute=verb.execute, parser=parser)
    return parser


def _epilog(examples: Sequence[str]) -> str:
    return "\n".join(["examples:", *(f"  {example}" for example in examples)])


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments behind the program's name; None takes them from the interpreter.

    Returns:
        The exit status: 0 done, 1 the answer is no, 2 wrong use.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        _refuse_closed_output(given)
        status = _execute(given)
        _flush(given)
    except WholeprintError as error:
        return _refused(error, as_json=_wants_json(given))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _pipe_closed()
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return _unexpected(error)
        _say(f"{PROGRAM}: the result cannot be written: {error.strerror}. Free some space.")
        return WRONG_USE
    except Exception as error:  # noqa: BLE001 - the last door: a traceback helps no user
        return _unexpected(error)
    return status


def _refuse_closed_output(given: list[str]) -> None:
    out: TextIO | None = sys.stdout
    if out is None and given[:1] != [_RUN]:
        raise ValueRefusedError(
            "standard output is closed", fix="Write the result to a file, or to /dev/null"
        )


def _flush(given: list[str]) -> None:
    # A command that was measured has ended: whoever reads its output, its status stays its own.
    out: TextIO | None = sys.stdout
    if out is None:  # closed before we were started
        return
    try:
        out.flush()
    except OSError:
        if given[:1] != [_RUN]:
            raise


def _execute(given: list[str]) -> int:
    if not given:
        _say(build_parser().format_help().rstrip("\n"))
        return WRONG_USE
    _refuse_unknown_option(given[0])
    _refuse_unknown_verb(given)
    _refuse_negative_amount(given)
    try:
        arguments, unknown = build_parser(_needed(given[0])).parse_known_args(given)
    except SystemExit as ended:  # --help and --version end so
        return ended.code if isinstance(ended.code, int) else DONE
    if unknown:
        raise ValueRefusedError(
            f"wholeprint {arguments.verb} does not know these arguments",
            seen=" ".join(unknown),
            fix=f"See: wholeprint {arguments.verb} --help",
        )
    return cast("int", arguments.execute(arguments))


def _needed(first: str) -> Sequence[str]:
    return (first,) if first in NAMES and first != _WHOLE_PARSER else NAMES


def _refuse_unknown_option(first: str) -> None:
    # argparse would miss the verb first, and leave the reader to find out why.
    if first.startswith("-") and first not in {"-h", "--help", "--version"}:
        raise ValueRefusedError(
            f"{PROGRAM} does not know this argument before a verb",
            seen=first,
            fix=f"See: {PROGRAM} --help",
        )


def _refuse_unknown_verb(given: list[str]) -> None:
    first = next((word for word in given if not word.startswith("-")), None)
    if first is None or first in NAMES or given[0].startswith("-"):
        return
    from difflib import get_close_matches  # noqa: PLC0415 - needed for a mistake only

    near = get_close_matches(first, NAMES, n=3)
    fix = f"Did you mean {' or '.join(near)}" if near else f"The verbs are {', '.join(NAMES)}"
    raise ValueRefusedError("there is no such verb", seen=first, fix=fix)


def _refuse_negative_amount(given: list[str]) -> None:
    # argparse would take -7B for an option, and say that the one before it has no value.
    own = given[: given.index("--")] if "--" in given else given
    for option, word in pairwise(own if own[:1] != [_RUN] else ()):
        if option.startswith("--") and _NEGATIVE.fullmatch(word):
            raise ValueRefusedError(
                f"{option} is not below nought", seen=word, fix="Give it without the sign"
            )


def _wants_json(given: list[str]) -> bool:
    own = given[: given.index("--")] if "--" in given else given
    # `run --json FILE` writes a file; its standard output belongs to the command.
    return "--json" in own and own[:1] != [_RUN]


def _refused(error: WholeprintError, *, as_json: bool) -> int:
    # Names that others gave are in it: none of them moves the cursor or begins a line.
    said = "".join(each if each.isprintable() else " " for each in str(error))
    _say(said if said.startswith((f"{PROGRAM} ", f"{PROGRAM}: ")) else f"{PROGRAM}: {said}")
    if as_json:
        from wholeprint.cli import output  # noqa: PLC0415 - JSON is loaded when it is asked for

        try:
            output.print_error(error)
            _flush([])
        except BrokenPipeError:
            return _pipe_closed()
        except OSError:
            return WRONG_USE  # it is said on the error stream already
    return WRONG_USE


def _unexpected(error: Exception) -> int:
    _say(
        f"{PROGRAM}: this should not have happened: {type(error).__name__}: {error}. "
        f"Please report it with the command you typed and what `{PROGRAM} doctor` says"
    )
    if options.debugging():
        traceback.print_exception(error)
    else:
        _say(f"{PROGRAM}: set WHOLEPRINT_DEBUG=1 to see where it happened")
    return OUR_FAULT


def _pipe_closed() -> int:
    # The reader has gone; what Python still holds back would fail again at its exit.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return PIPE_CLOSED


def _say(line: str) -> None:
    try:
        print(line, file=sys.stderr)
    except (OSError, ValueError):
        return  # the error stream is closed: there is nowhere left to say it
