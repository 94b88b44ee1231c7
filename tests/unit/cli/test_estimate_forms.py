"""Which argument belongs to which form of an estimate."""

from argparse import ArgumentParser, Namespace
from typing import Any

import pytest

from wholeprint.cli import estimate
from wholeprint.cli.estimate_forms import DEFAULTS, TAKES, Form, form_of, settle
from wholeprint.errors import ValueRefusedError

FORMS = {
    Form.PLAN: ("--terraform", "plan.json"),
    Form.INSTANCES: ("--instance", "m5.large", "--hours", "1"),
    Form.LIST: ("--like", "list"),
    Form.REQUESTS: ("--inference", "--hardware", "t4", "--output-tokens", "5"),
    Form.REQUESTS_LIKE: ("--inference", "--like", "GPT-3"),
    Form.LIKE: ("--like", "GPT-3"),
    Form.JOB: ("--cores", "4", "--gpus", "t4", "--hours", "1"),
    Form.TRAINING: ("--parameters", "7B", "--tokens", "1T", "--hardware", "t4"),
    Form.HOURS: ("--hardware", "t4", "--hours", "1"),
}
SAMPLES = {
    **dict.fromkeys(("inference", "strict", "allow_boost"), ()),
    **dict.fromkeys(("hardware", "gpus", "cpu", "like"), ("x",)),
    **dict.fromkeys(("terraform", "instance", "region"), ("x",)),
    "declare": ("x=1",),
    "limit": ("1kg",),
    "limit_at": ("low",),
    "method": ("roofline",),
    "precision": ("fp8",),
    "power_model": ("green-algorithms",),
}
DECIDING = {"terraform", "instance", "inference", "like", "cores", "gpus"}
"""These choose a form, so that beside another one they make the other form be asked for."""


def _parsed(*words: str) -> Namespace:
    parser = ArgumentParser()
    estimate.configure(parser)
    return parser.parse_args(words)


def _words(name: str) -> tuple[str, ...]:
    return (f"--{name.replace('_', '-')}", *SAMPLES.get(name, ("1",)))


@pytest.mark.parametrize("form", Form)
def test_a_form_is_known_by_its_arguments(form: Form) -> None:
    """What makes a form is among what it takes, and settles with every default filled in."""
    arguments = _parsed(*FORMS[form])

    assert form_of(arguments) is form
    assert settle(arguments) is form
    assert {name: getattr(arguments, name) for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize("form", Form)
def test_what_a_form_has_no_use_for_is_refused_by_name(form: Form) -> None:
    """Each argument of any other form is refused, also where its value is the default."""
    others = frozenset[str]().union(*TAKES.values()) - TAKES[form] - DECIDING
    for name in sorted(others):
        arguments = _parsed(*FORMS[form], *_words(name))
        if form_of(arguments) is not form:
            continue
        with pytest.raises(ValueRefusedError, match=rf"no use .*--{name.replace('_', '-')}"):
            settle(arguments)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*FORMS[Form.HOURS], "--limit", "1kg/month"), "--limit is for a plan, machines of clouds"),
        ((*FORMS[Form.TRAINING], "--strict"), "saw --strict"),
        ((*FORMS[Form.TRAINING], "--requests", "1"), "saw --requests"),
        ((*FORMS[Form.PLAN], "--hardware", "t4"), "saw --hardware"),
        ((*FORMS[Form.PLAN], "--parameters", "7B"), "saw --parameters"),
        ((*FORMS[Form.INSTANCES], "--memory", "4"), "saw --memory"),
        ((*FORMS[Form.HOURS], "--mfu", "0.5"), "saw --mfu"),
        ((*FORMS[Form.HOURS], "--power", "30", "--utilisation", "0.3"), "Give one of them"),
        (("--accelerator-hours", "9", "--hardware", "t4", "--mfu", "0.5"), "however well"),
        (("--accelerator-hours", "9", "--hardware", "t4", "--precision", "fp16"), "any precision"),
        (("--accelerator-hours", "9", "--hardware", "t4", "--parameters", "7B"), "--tokens"),
        ((*FORMS[Form.HOURS], "--allow-boost"), "says nothing by itself"),
        (("--gpus", "t4", "--hours", "1", "--usage", "0.5"), "Give it with --cores"),
        ((*FORMS[Form.PLAN], "--limit-at", "high"), "Give it with --limit"),
    ],
)
def test_nothing_that_is_said_is_passed_over(words: tuple[str, ...], said: str) -> None:
    """What would change nothing is refused, with what to do."""
    with pytest.raises(ValueRefusedError, match=said):
        settle(_parsed(*words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--hardware", "a100-sxm4-80gb:8", "--hours", "1", "--memory-power", "0.3"), "--memory-"),
        (("--cores", "4", "--hours", "1", "--limit", "1kg"), "--limit"),
    ],
)
def test_a_gate_that_does_not_gate_fails(call: Any, words: tuple[str, ...], said: str) -> None:
    """Refused on the command line too, with status 2."""
    answer = call("estimate", *words)

    assert answer.status == 2
    assert said in answer.err
