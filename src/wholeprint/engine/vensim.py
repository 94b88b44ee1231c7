"""Reads a model of Vensim, ``.mdl``, over the parser that PySD maintains."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wholeprint.engine.mdl.cells import Folder
from wholeprint.engine.mdl.outside import Beside
from wholeprint.engine.mdl.source import Section, Statement, source_of
from wholeprint.engine.mdl.subscripts import ranges_of
from wholeprint.engine.mdl.syntax import expression_of, plain_name
from wholeprint.engine.mdl.variables import CLOCK, Reader
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.tree import Expression, Name, walk
from wholeprint.systems.model import (
    Clock,
    Equation,
    Kind,
    Macro,
    Model,
    Place,
    Variable,
)
from wholeprint.systems.names import canonical


def read_vensim(path: Path, data: Sequence[Path] = ()) -> Model:
    """Return the model a Vensim file holds.

    Constants, lookups and data that the model takes from files are read from files beside it,
    and from nowhere else. Drawings and reality checks are left out; the model's note says so of
    the latter.

    Args:
        path: The file.
        data: Files that hold the values of data variables which name no file; without them,
            ``data.tab``, ``data.csv`` or ``data.xlsx`` beside the model.

    Returns:
        The model. A stock whose INTEG holds a sum of named flows has these as its flows.

    Raises:
        ModelError: If it cannot be read; with the line of the variable.
        UnsupportedError: If it asks for what is not done here.
        MissingExtraError: If PySD, or what reads a spreadsheet, is not installed.
    """
    path = Path(path)
    source = source_of(path)
    main, *macros = source.sections
    beside = Beside(Folder(path.parent, signs=source.signs), tuple(data))
    ranges = ranges_of(main.statements, beside.subscripts)
    reader = Reader(ranges, beside, frozenset(plain_name(each.name) for each in macros))
    variables = reader.variables(main)
    defined = tuple(_macro(each, reader) for each in macros)
    clock = replace(_clock(main, reader, path.name), method=source.method)
    notes = list(source.notes)
    variables = _with_saveper(variables, clock)
    changing = _changing(variables)
    notes += _refuse_changing(clock, changing, path.name)
    checks = [each.name.strip() for each in main.statements if each.kind == "check"]
    if checks:
        notes.append(f"Reality checks are left out: {', '.join(checks)}.")
    return Model(
        name=path.stem,
        clock=clock,
        variables=variables,
        note="\n".join(notes),
        dimensions=ranges.dimensions(),
        macros=defined,
        place=Place(path.name),
    )


def _macro(section: Section, reader: Reader) -> Macro:
    variables = reader.variables(section)
    named = next((each.name for each in variables if canonical(each.name) == section.name), None)
    return Macro(
        named or section.name,
        tuple(each.strip().strip('"') for each in section.parameters),
        variables,
        tuple(section.outputs),
    )


def _clock(main: Section, reader: Reader, file: str) -> Clock:
    said: dict[str, Statement] = {}
    for each in main.statements:
        said.setdefault(plain_name(each.name), each)
    missing = [each for each in CLOCK[:3] if each not in said]
    if missing:
        raise ModelError(
            f"{file}: the file does not say when the model runs",
            seen=f"no {missing[0].upper().replace('_', ' ')}",
            fix="Set INITIAL TIME, FINAL TIME and TIME STEP",
        )
    spans: dict[str, Expression] = {
        key: expression_of(said[key].syntax, reader.context(said[key]))
        for key in CLOCK
        if key in said
    }
    save = spans.get("saveper")
    return Clock(
        start=spans["initial_time"],
        stop=spans["final_time"],
        step=spans["time_step"],
        save_step=None if save == Name("time_step") else save,
        unit=next((said[key].unit for key in CLOCK if key in said and said[key].unit), ""),
    )


def _with_saveper(variables: tuple[Variable, ...], clock: Clock) -> tuple[Variable, ...]:
    used = any(
        isinstance(node, Name) and node.name == "saveper"
        for variable in variables
        for equation in variable.equations
        for value in (equation.value, equation.net, equation.initial)
        if value is not None
        for node in walk(value)
    )
    if not used:
        return variables
    value = clock.save_step or Name("time_step")
    return (*variables, Variable("SAVEPER", Kind.AUXILIARY, (Equation(value),), unit=clock.unit))


def _changing(variables: Sequence[Variable]) -> Mapping[str, frozenset[str]]:
    """Return what each variable is made of; stocks and data are made of time."""
    found: dict[str, frozenset[str]] = {}
    for each in variables:
        names = frozenset(
            canonical(node.name)
            for equation in each.equations
            for value in (equation.value, equation.net)
            if value is not None
            for node in walk(value)
            if isinstance(node, Name)
        )
        is_moving = each.kind is Kind.STOCK
        found[canonical(each.name)] = names | {"time"} if is_moving else names
    return found


def _refuse_changing(clock: Clock, made_of: Mapping[str, frozenset[str]], file: str) -> list[str]:
    for what, span in (
        ("INITIAL TIME", clock.start),
        ("TIME STEP", clock.step),
        ("SAVEPER", clock.save_step),
    ):
        if span is not None and _moves(span, made_of):
            raise UnsupportedError(
                f"{file}: {what} changes during the run, which is not done here",
                seen=what,
                fix="Give it a constant",
            )
    if _moves(clock.stop, made_of):
        return [
            "FINAL TIME changes during the run in the file; here it is what it is at the start."
        ]
    return []


def _moves(span: Expression, made_of: Mapping[str, frozenset[str]]) -> bool:
    waiting = [canonical(node.name) for node in walk(span) if isinstance(node, Name)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name == "time":
            return True
        if name not in seen:
            seen.add(name)
            waiting += made_of.get(name, ())
    return False
