"""Write ``docs/reference/cli.md`` from the command line's own parser.

With ``--check`` nothing is written: it ends with 1 where the page is not what it should be. The
page is made from the parser's arguments and not from its help text, whose layout differs from one
Python to the next.
"""

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

from wholeprint.cli.main import build_parser

PAGE = Path(__file__).parent / "reference" / "cli.md"

HEAD = """\
# The command line

<!-- Written by docs/build_cli_reference.py: change the verb, then `make reference`. -->

```text
wholeprint VERB [arguments]
```

Every verb takes `--help`.
Where a verb takes `--json`, it prints one document, whose JSON Schema ships in the package.

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | the answer is no |
| 2 | wrong use: the error says what to do, with a [code](errors.md) |
| the command's own | of `wholeprint run` |

[Settings](settings.md) may also stand in the environment or in a file.
"""


def _verbs(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to its verbs
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            yield from action.choices.items()


def _value(action: argparse.Action) -> str:
    """What stands for the argument's value: its metavar, its choices, or its name."""
    if action.nargs == 0:
        return ""
    if action.metavar is not None:
        return action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar)
    if action.choices is not None:
        return "{" + ",".join(str(choice) for choice in action.choices) + "}"
    return action.dest.upper()


def _name(action: argparse.Action) -> str:
    value = _value(action)
    if not action.option_strings:
        # What repeats says so in its own metavar ("-- COMMAND"), or with dots.
        return f"{value} ..." if action.nargs in {"+", "*"} else value
    return ", ".join(action.option_strings) + (f" {value}" if value else "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _meaning(action: argparse.Action) -> str:
    shown = (action.help or "") % (vars(action) | {"prog": "wholeprint"})
    return _cell(shown[:1].upper() + shown[1:])


def _usage(name: str, parser: argparse.ArgumentParser) -> str:
    actions = [a for a in parser._actions if a.dest != "help"]  # noqa: SLF001 - as above
    given = [_name(a) for a in actions if not a.option_strings]
    options = ["[options]"] if any(a.option_strings for a in actions) else []
    return " ".join(["wholeprint", name, *options, *given])


def _section(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## wholeprint {name}"
    yield ""
    yield parser.description or ""
    yield ""
    yield "```text"
    yield _usage(name, parser)
    yield "```"
    yield ""
    for group in parser._action_groups:  # noqa: SLF001 - as above
        actions = [
            action
            for action in group._group_actions  # noqa: SLF001 - as above
            if action.dest != "help"
            and action.help != argparse.SUPPRESS
            and not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - as above
        ]
        if not actions:
            continue
        title = group.title or "arguments"
        yield f"| {_cell(title)} | |"
        yield "|---|---|"
        for action in actions:
            yield f"| `{_cell(_name(action))}` | {_meaning(action)} |"
        yield ""
    examples = [line.strip() for line in (parser.epilog or "").splitlines()[1:] if line.strip()]
    if examples:
        yield "```console"
        yield from (f"$ {example}" for example in examples)
        yield "```"
        yield ""
    for inner, child in _verbs(parser):
        yield from _section(f"{name} {inner}", child)


def render() -> str:
    """The whole page."""
    lines = [HEAD]
    for name, parser in _verbs(build_parser()):
        lines += _section(name, parser)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page, or check it."""
    page = render()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    there = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if there == page:
        return 0
    print(f"{PAGE} is not what the command line says: `make reference` writes it again.")
    lines = difflib.unified_diff(there.splitlines(), page.splitlines(), "there", "wanted", n=0)
    print("\n".join(lines))
    return 1


if __name__ == "__main__":
    sys.exit(main())
