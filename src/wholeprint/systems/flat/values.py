"""Numbers of a flat system by name: finding a slot, setting parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import NoReturn

from wholeprint.errors import ModelError
from wholeprint.systems.flat.clock import CLOCK_NAMES, made
from wholeprint.systems.flat.system import START, STEP, STOP, Role, Span, System
from wholeprint.systems.flat.term import Constant
from wholeprint.systems.flat.workshop import key_of

_SAVED = "saveper"


def slot_of(system: System, name: str) -> int:
    """Return the slot of a name.

    Args:
        system: The system.
        name: As shown, with its elements if it has some; ``time``, ``dt``, ``starttime`` and
            ``stoptime``, and Vensim's names for them, mean the clock.

    Raises:
        ModelError: If there is none of that name; near names are told.
    """
    key = key_of(name)
    found = system.names.get(key, CLOCK_NAMES.get(key))
    if found is None:
        refuse_unknown(name, [each.name for each in system.slots])
    return found


def slots_named(system: System, name: str) -> tuple[int, ...]:
    """Return the slots of a name: one, or all elements of an array.

    Args:
        system: The system.
        name: Name of a scalar, an element or a whole array; ``NAME.initial`` for initial values.

    Raises:
        ModelError: If there is none of that name; near names are told.
    """
    key = key_of(name)
    found = system.names.get(key, CLOCK_NAMES.get(key))
    if found is not None:
        return (found,)
    base = key.removesuffix(".initial")
    tail = "].initial" if base != key else "]"
    elements = tuple(
        slot
        for each, slot in system.names.items()
        if each.startswith(f"{base}[") and each.endswith(tail)
    )
    return elements or (slot_of(system, name),)


def set_values(system: System, values: Mapping[str, float]) -> System:
    """Return a system with other numbers.

    Args:
        system: The system.
        values: Numbers for parameters, for initial values (``NAME.initial``) and for the clock
            (``final time``, ``time step``, ``saveper``), by name; the name of an array sets all
            its elements.

    Raises:
        ModelError: If a name is not known or is no parameter, or if its value decided the shape
            of the system (the order of a delay, the end of the run).
    """
    slots = list(system.slots)
    span = system.span
    times: dict[int | str, float] = {}
    for name, value in values.items():
        key = key_of(name)
        if key in CLOCK_NAMES and CLOCK_NAMES[key] in {START, STEP, STOP}:
            times[CLOCK_NAMES[key]] = float(value)
            continue
        if key == _SAVED:
            times[_SAVED] = float(value)
            if key not in system.names:
                continue
        for slot in slots_named(system, name):
            slots[slot] = replace(slots[slot], term=_number(system, slot, value))
    if times:
        span = _moved(span, times)
    return replace(system, slots=tuple(slots), span=span)


def _number(system: System, slot: int, value: float) -> Constant:
    found = system.slots[slot]
    if found.role is not Role.PARAMETER:
        raise ModelError(
            "only a parameter can be set",
            seen=f"{found.name}, which is a {found.role.value}",
            fix="To fix another variable, give it to `flatten` as a setting",
        )
    if slot in system.shaping and key_of(found.name) != _SAVED:
        raise ModelError(
            "a parameter on which the shape of the system depends is set too late",
            seen=found.name,
            fix="Give it to `flatten` as a setting",
        )
    return Constant(float(value))


def _moved(span: Span, times: Mapping[int | str, float]) -> Span:
    start, step = times.get(START, span.start), times.get(STEP, span.step)
    stop = times.get(STOP, span.stop)
    kept = span.save_every * span.step if span.asked_save_amount is None else span.asked_save_amount
    save = times.get(_SAVED, kept)
    return made(replace(span, start=start, step=step), (stop, save))


def refuse_unknown(name: str, known: Iterable[str]) -> NoReturn:
    """Raise the error for a name that is not known.

    Args:
        name: The name.
        known: Names that are.

    Raises:
        ModelError: Always; with names that look alike.
    """
    names = {key_of(each): each for each in known}
    near = [names[each] for each in get_close_matches(key_of(name), names, n=3)]
    raise ModelError(
        "there is no variable of that name",
        seen=name,
        fix=f"Did you mean {' or '.join(near)}" if near else "See which ones the model has",
    )
