"""Which argument of ``wholeprint estimate`` belongs to which of its forms.

Nothing that is said is passed over in silence: an argument that a form has no use for is refused.
"""

import argparse
from collections.abc import Iterable, Mapping
from enum import Enum

from wholeprint.errors import ValueRefusedError


class Form(Enum):
    """A form of the verb: its value is what it estimates, in words."""

    PLAN = "a plan"
    INSTANCES = "machines of clouds"
    LIST = "a list of models"
    REQUESTS = "a request"
    REQUESTS_LIKE = "a request to a published model"
    LIKE = "a published model"
    JOB = "a job"
    TRAINING = "a training"
    HOURS = "hardware by the hour"


_HELD = ("host_overhead", "memory_power", "declare", "memory", "allow_boost")
_BOARDS = (*_HELD, "hardware", "power")
_LIMITS = ("terraform", "instance", "hours", "limit", "limit_at", "region", "strict", "utilisation")
_MODEL = ("parameters", "active_parameters")
_REQUESTS = (
    *_BOARDS,
    *("inference", "input_tokens", "output_tokens", "requests", "batch", "latency"),
    *("kv_cache", "mbu", "method", "precision", "mfu"),
)
_TRAINING = (*_BOARDS, "utilisation", "precision", "mfu", "development")
_JOB = ("hours", "cores", "cpu", "core_power", "usage", "gpus", "gpu_usage", "gpu_power", "psf")

TAKES: Mapping[Form, frozenset[str]] = {
    Form.PLAN: frozenset((*_LIMITS, "hours_per_month")),
    Form.INSTANCES: frozenset(_LIMITS),
    Form.LIST: frozenset(("like",)),
    Form.REQUESTS: frozenset((*_REQUESTS, *_MODEL)),
    Form.REQUESTS_LIKE: frozenset((*_REQUESTS, "like")),
    Form.LIKE: frozenset((*_TRAINING, "like")),
    Form.JOB: frozenset((*_HELD, *_JOB, "power_model")),
    Form.TRAINING: frozenset((*_TRAINING, *_MODEL, "tokens", "flops", "accelerator_hours")),
    Form.HOURS: frozenset((*_BOARDS, "hours", "utilisation")),
}
"""What each form takes, beside where it runs and how it is assessed, which all but a list do."""

_OF_ALL = frozenset(name for names in TAKES.values() for name in names)

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "limit_at": ("limit",),
    "cpu": ("cores",),
    "core_power": ("cores",),
    "usage": ("cores",),
    "gpu_usage": ("gpus",),
    "gpu_power": ("gpus",),
    "allow_boost": ("power", "gpu_power", "core_power"),
}
"""What says nothing without one of others."""

_EITHER = (
    ("power", "utilisation", "both say how hard the accelerators work"),
    ("accelerator_hours", "mfu", "the hours say how long it takes, however well it uses them"),
)

DEFAULTS: Mapping[str, object] = {
    "requests": 1.0,
    "method": "both",
    "precision": "bf16",
    "usage": 1.0,
    "gpu_usage": 1.0,
    "psf": 1.0,
    "hours_per_month": 730.0,
    "limit_at": "median",
}
"""What is taken where an argument was not given; 730 hours are a twelfth of a year of 365 days."""


def form_of(arguments: argparse.Namespace) -> Form:
    """Return the form that was asked for.

    Args:
        arguments: What was given.
    """
    asked = {
        Form.PLAN: arguments.terraform,
        Form.INSTANCES: arguments.instance,
        Form.LIST: True if arguments.like == "list" else None,
        Form.REQUESTS_LIKE: arguments.like if arguments.inference else None,
        Form.REQUESTS: True if arguments.inference else None,
        Form.LIKE: arguments.like,
        Form.JOB: _first(arguments, "cores", "gpus"),
        Form.TRAINING: _first(arguments, *_MODEL, "tokens", "flops", "accelerator_hours"),
    }
    return next((form for form, said in asked.items() if said is not None), Form.HOURS)


def settle(arguments: argparse.Namespace) -> Form:
    """Refuse what the form has no use for, and fill in what was not given.

    Args:
        arguments: What was given; takes the defaults.

    Returns:
        The form.

    Raises:
        ValueRefusedError: If an argument has no use in it.
    """
    form = form_of(arguments)
    given = [name for name in sorted(_OF_ALL) if _is_given(arguments, name)]
    idle = [name for name in given if name not in TAKES[form]]
    if idle:
        homes = [each.value for each in Form if idle[0] in TAKES[each]]
        raise ValueRefusedError(
            f"an estimate of {form.value} has no use for this argument",
            seen=_options(idle),
            fix=f"Leave it out: {_options(idle[:1])} is for {', '.join(homes)}",
        )
    _refuse_alone(given)
    _refuse_both(given)
    if form is Form.TRAINING:
        _refuse_half(given)
    for name, value in DEFAULTS.items():
        if getattr(arguments, name) is None:
            setattr(arguments, name, value)
    return form


def _refuse_alone(given: list[str]) -> None:
    for name, others in _NEEDS.items():
        if name in given and not any(other in given for other in others):
            raise ValueRefusedError(
                f"{_options([name])} says nothing by itself",
                fix=f"Give it with {' or '.join(_options([other]) for other in others)}",
            )


def _refuse_both(given: list[str]) -> None:
    for one, other, why in _EITHER:
        if one in given and other in given:
            raise ValueRefusedError(
                "two arguments stand against each other",
                seen=_options((one, other)),
                fix=f"Give one of them: {why}",
            )


def _refuse_half(given: list[str]) -> None:
    half = [name for name in _MODEL if name in given and "tokens" not in given]
    if half:
        raise ValueRefusedError(
            f"{_options(half[:1])} says nothing of how much there is to compute",
            fix="Give --tokens with it, or leave it out",
        )
    known = "flops" in given or ("tokens" in given and any(name in given for name in _MODEL))
    if "precision" in given and "accelerator_hours" in given and not known:
        raise ValueRefusedError(
            "accelerator hours are the same in any precision",
            seen="--precision",
            fix="Leave it out",
        )


def _is_given(arguments: argparse.Namespace, name: str) -> bool:
    value = getattr(arguments, name)
    return value is not None and value is not False and value != []


def _first(arguments: argparse.Namespace, *names: str) -> object:
    return next((v for v in (getattr(arguments, n) for n in names) if v is not None), None)


def _options(names: Iterable[str]) -> str:
    return ", ".join(f"--{name.replace('_', '-')}" for name in names)
