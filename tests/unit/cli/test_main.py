"""The door of the command line: verbs, help, errors, exit statuses."""

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

from wholeprint.cli import main as cli
from wholeprint.cli import runs
from wholeprint.errors import LedgerError

VERBS = {verb.NAME: verb for verb in cli.VERBS}
EXAMPLES = [example for verb in cli.VERBS for example in verb.EXAMPLES]
OUTER = {"grid", "jobs", "published"}
"""Verbs whose work is done by inner ones."""
WITHOUT_LEDGER = {"audit", "hardware", "sweep"}
"""Verbs that read tables and series only."""


@pytest.mark.parametrize("verb", VERBS)
def test_help_shows_examples(verb: str, call: Any) -> None:
    """The help of each verb says what it does and shows how it is called."""
    answer = call(verb, "--help")

    assert answer.status == 0
    assert all(f"  {example}\n" in answer.out for example in VERBS[verb].EXAMPLES)
    assert "examples:" in answer.out
    if verb in OUTER:
        return
    assert verb in WITHOUT_LEDGER or "--ledger" in answer.out
    assert "--json" in answer.out


@pytest.mark.parametrize("verb", sorted(OUTER))
def test_help_of_inner_verbs_shows_examples(verb: str, call: Any) -> None:
    """Each inner verb has its own help, examples and document."""
    help_text = call(verb, "--help").out
    inner = re.findall(r"^    (\w+)  ", help_text, re.MULTILINE)

    assert inner
    for name in inner:
        answer = call(verb, name, "--help")
        assert "examples:" in answer.out
        assert "--json" in answer.out


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_can_be_typed(example: str) -> None:
    """Each example of the help is understood by the parser."""
    words = shlex.split(example)[1:]
    words = words[: words.index(">")] if ">" in words else words

    parsed = cli.build_parser().parse_args(words)

    assert parsed.verb == words[0]


def test_verbs_are_modules_of_their_name() -> None:
    """Each verb is one module, named as it is typed; `import` is a word of the language."""
    modules = cast("tuple[ModuleType, ...]", cli.VERBS)

    named = [module.__name__.rpartition(".")[2].removesuffix("_") for module in modules]
    assert named == list(VERBS)


def test_help_and_version_end_well(call: Any) -> None:
    """``--help`` names all verbs, ``--version`` the version."""
    text = call("--help").out

    assert all(f"    {name} " in text or f"    {name}\n" in text for name in VERBS)
    assert call("--version").out.startswith("wholeprint 0")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--foo",), "saw --foo"),
        (("--foo", "runs"), "saw --foo"),
        (("asses", "last"), "Did you mean assess"),
        (("xyzzy",), "The verbs are"),
        (("runs", "--foo"), "wholeprint runs does not know these arguments: saw --foo"),
        (("runs", "--limit", "-1"), "not a whole number"),
        (("runs", "--since", "yesterday"), "no moment"),
        (("show", "nope"), "no run of that name"),
        (("show", "2026"), "several runs begin so"),
        (("show", "last-9"), "not so many runs"),
        (("assess",), "RUN"),
        (("assess", "last", "--pue", "0.5"), "from 1 to 10"),
        (("assess", "last", "--pue", "x"), "'x' is not a number"),
        (("assess", "last", "--pue", "nan"), "not a finite number"),
        (("assess", "last", "--zone", "Frnace"), "france (FR)"),
        (("assess", "last", "--boundary", "water,fire"), "saw fire"),
        (("assess", "last", "--boundary", ","), "at least one name"),
        (("assess", "last", "--at", "noon"), "cannot be read"),
        (("assess", "last", "--intensity", "/nowhere.csv"), "cannot be read"),
        (("compare", "last"), "wholeprint compare: the argument B is missing"),
        (("grid",), "wholeprint grid: the argument VERB is missing"),
        (("grid", "history"), "the argument ZONE is missing"),
        (("estimate", "--hardware", "a100-sxm4-8gb", "--hours", "1"), "a100-sxm4-80gb"),
        (("estimate", "--hardware", "a100-sxm4-80gb", "--hours", "-3"), "out of range"),
        (("cite",), "either runs or --all"),
        (("completion", "fish"), "fish"),
        (("delete", "last"), "Add --yes"),
    ],
)
def test_wrong_use_is_explained(words: tuple[str, ...], said: str, call: Any) -> None:
    """Wrong use ends with 2 and one line: what was wrong, what was seen, what to do, a code."""
    answer = call(*words)

    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith(("wholeprint: ", "wholeprint "))
    assert answer.err.count("wholeprint: ") <= 1
    assert answer.err.count("\n") == 1
    assert said in answer.err
    assert answer.err.rstrip().endswith("]")


def test_names_in_errors_do_nothing_to_a_terminal(call: Any) -> None:
    """Escapes, turns of the direction of writing and new lines in a name are shown as blanks."""
    said = call("hardware", "a\x1b[31mb\u202ec\nwholeprint: all is well").err

    assert "a [31mb c wholeprint: all is well" in said
    assert said.count("\n") == 1


def test_an_error_is_a_document_too(call: Any) -> None:
    """With ``--json`` an error is also printed as a document, so that a reader always finds one."""
    answer = call("show", "nope", "--json")

    assert answer.status == 2
    assert answer.document("error")["error"]["code"] == "wp-run"
    assert "[wp-run]" in answer.err


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def execute(_arguments: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(runs, "execute", execute)


def test_what_should_not_happen_is_short(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours says how to report it, without a traceback, and ends with 70."""
    _failing(monkeypatch, ZeroDivisionError("oops"))

    answer = call("runs")

    assert answer.status == 70
    assert "ZeroDivisionError: oops" in answer.err
    assert "report" in answer.err
    assert "Traceback" not in answer.err


def test_a_traceback_is_shown_on_request(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """``WHOLEPRINT_DEBUG`` shows where an error of ours happened."""
    _failing(monkeypatch, ZeroDivisionError("oops"))
    monkeypatch.setenv("WHOLEPRINT_DEBUG", "1")

    assert "Traceback" in call("runs").err


@pytest.mark.parametrize(
    ("error", "status"), [(KeyboardInterrupt(), 130), (LedgerError("gone"), 2)]
)
def test_other_endings(
    call: Any, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int
) -> None:
    """Ctrl-C ends quietly with 130; an error of the ledger ends with 2."""
    _failing(monkeypatch, error)

    answer = call("runs")

    assert answer.status == status
    assert bool(answer.err) == (status == 2)


def test_verbs_name_their_arguments() -> None:
    """Each argument of each verb has words of help."""
    parser: Any = cli.build_parser()
    (table,) = (action.choices for action in parser._actions if action.dest == "verb")

    silent = [
        f"{verb} {action.dest}"
        for verb, child in dict[str, Any](table).items()
        for action in child._actions
        if not action.help
    ]

    assert not silent


def test_without_a_verb_the_help_is_shown(call: Any) -> None:
    """The bare name shows the help, on the error stream, and ends with 2: nothing was done."""
    answer = call()

    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith("usage: wholeprint")
    assert all(f" {name} " in answer.err for name in VERBS)


@pytest.mark.parametrize(
    ("where", "said"), [(">/dev/full", "No space left"), (">&-", "standard output is closed")]
)
@pytest.mark.parametrize("form", ["", "--json"])
def test_a_result_that_cannot_be_written_is_a_sentence(
    ledger: Path, where: str, said: str, form: str
) -> None:
    """A full device and a closed stream end with 2 and one line, at the interpreter's end too."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    assert ledger.exists()

    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m wholeprint runs {form} {where}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("wholeprint: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
