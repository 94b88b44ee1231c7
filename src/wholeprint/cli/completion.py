"""``wholeprint completion``: what the shell needs to complete our words."""

import argparse

from wholeprint.cli import options
from wholeprint.report.form import dumps, stamped

NAME = "completion"
SUMMARY = "print a completion script for a shell"
EXAMPLES = (
    "wholeprint completion bash > ~/.local/share/bash-completion/completions/wholeprint",
    'wholeprint completion zsh > "${fpath[1]}/_wholeprint"',
    "wholeprint completion tcsh > ~/.wholeprint.tcsh",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell")
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Print the script.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    import shtab  # noqa: PLC0415 - only this verb needs it

    script = shtab.complete(arguments.parser, shell=arguments.shell)
    if arguments.json:
        print(dumps(stamped(NAME, {"shell": arguments.shell, "script": script})))
    else:
        print(script)
    return 0
