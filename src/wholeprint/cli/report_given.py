"""Arguments of a report that would be passed over: nobody must believe them used."""

import argparse

from wholeprint.cli import report_file
from wholeprint.errors import ValueRefusedError

_TOLD = ("text", "json", "card", "latex", "html")
_OF_FORMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("sci", "swi"), ("per",)),
    (("sci",), ("rationale", "convert", "include", "exclude", "embodied", "off_grid", "source")),
    (("sci",), ("kept_apart", "baseline", "baseline_count")),
    (("sci",), ("ai", "stage", "stage_of", "basis", "strategy", "work")),
    (("sci",), ("product", "release", "contact", "email", "organization", "guid")),
    (("swi",), ("embodied_water",)),
    (("ghg",), ("contract",)),
    (("card",), ("training_type",)),
    (_TOLD, ("bibliography",)),
)
"""Arguments that only some forms know, each with those forms."""
_WITH: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("off_grid", ("source",)),
    ("baseline", ("baseline_count",)),
    ("ai", ("stage", "stage_of", "basis", "strategy", "work")),
)
"""Arguments that mean something beside another one only, each with that one."""
_OF_FILES = ("product", "release", "contact", "email", "organization", "guid")


def refuse_unused(arguments: argparse.Namespace) -> None:
    """Refuse what the report that was asked for would pass over.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If an argument of another form was given, or one that lacks another.
    """
    form = arguments.format
    for forms, names in _OF_FORMS:
        if form not in forms:
            fix = f"Leave it out, or use it with --format {' or '.join(forms)}"
            _refuse(_given(arguments, names), f"a report of the form {form} takes no such", fix)
    if form != "ghg" and arguments.holder != "own":
        fix = "Leave it out, or use it with --format ghg"
        _refuse(["holder"], f"a report of the form {form} takes no such", fix)
    for other, names in _WITH:
        if not getattr(arguments, other):
            fix = f"Leave it out, or add {_typed(other)}"
            _refuse(_given(arguments, names), "nothing would be done with this", fix)
    if not report_file.is_yaml(arguments.output):
        fix = "Leave it out, or add --output FILE.yaml"
        _refuse(_given(arguments, _OF_FILES), "nothing would be done with this", fix)


def _given(arguments: argparse.Namespace, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if getattr(arguments, name)]


def _refuse(given: list[str], what: str, fix: str) -> None:
    if given:
        seen = ", ".join(map(_typed, given))
        raise ValueRefusedError(f"{what} argument", seen=seen, fix=fix)


def _typed(name: str) -> str:
    return f"--{name.replace('_', '-')}"
