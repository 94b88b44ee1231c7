"""Where a small move does much, as a document."""

from collections.abc import Sequence
from typing import TypedDict, cast

import numpy as np

from wholeprint.advice.leverage.places import level_of, place_of
from wholeprint.advice.leverage.shapes import Effect, Spread
from wholeprint.engine.leverage.pull import Leverage, Question
from wholeprint.report.form import stamped, tool
from wholeprint.systems.flat.system import System


class SpreadDocument(TypedDict):
    """A number over worlds: median, 5th and 95th percentile; null where there is none."""

    value: float | None
    low: float | None
    high: float | None
    known_share: float


class DelayDocument(TypedDict):
    """What it costs to pull a lever later."""

    lag_amount: float
    lost_share: SpreadDocument


class LeverDocument(TypedDict):
    """One lever."""

    name: str
    kind: str
    move: str
    note: str
    meadows: int | None
    meadows_place: str | None
    level: str | None
    awareness: int | None
    agency: int | None
    change: SpreadDocument
    relative: SpreadDocument
    strength_share: float | None
    backfire_probability: float | None
    elasticity: SpreadDocument | None
    delays: list[DelayDocument]


class OutcomeDocument(TypedDict):
    """What the levers are judged by."""

    name: str
    unit: str
    measure: str
    goal: str
    time_unit: str
    base: SpreadDocument
    central: float | None


class LeverageDocument(TypedDict):
    """The levers of a model."""

    schema: str
    tool: dict[str, object]
    model: str
    outcome: OutcomeDocument
    move_share: float
    worlds: int
    failed: int
    runs: int
    backend: str
    levers: list[LeverDocument]
    notes: list[str]


def leverage_document(
    system: System, question: Question, found: Leverage, notes: Sequence[str] = ()
) -> LeverageDocument:
    """Return the document of a model's levers.

    Args:
        system: The model, made flat.
        question: What was asked.
        found: What each lever does.
        notes: What a reader should know besides.

    Returns:
        The document.
    """
    slot = system.slots[question.outcome]
    body: dict[str, object] = {
        "tool": tool(),
        "model": system.name,
        "outcome": {
            "name": slot.name,
            "unit": slot.unit,
            "measure": question.measure.value,
            "goal": question.goal.value,
            "time_unit": system.span.unit,
            "base": _spread(found.base),
            "central": found.base_central.median,
        },
        "move_share": question.move_share,
        "worlds": found.worlds,
        "failed": found.failed,
        "runs": found.runs,
        "backend": found.backend,
        "levers": [_lever(effect) for effect in found.effects],
        "notes": [*notes, *_notes(found)],
    }
    return cast("LeverageDocument", stamped("leverage", body))


def _lever(effect: Effect) -> LeverDocument:
    tag = effect.tag
    level = level_of(tag.level) if tag.level else None
    return {
        "name": effect.name,
        "kind": effect.pulled.value,
        "move": effect.move,
        "note": tag.note,
        "meadows": tag.place,
        "meadows_place": None if tag.place is None else place_of(tag.place),
        "level": None if level is None else level.name,
        "awareness": None if level is None else level.awareness,
        "agency": None if level is None else level.agency,
        "change": _spread(effect.change),
        "relative": _spread(effect.relative),
        "strength_share": _known(effect.strength_share),
        "backfire_probability": effect.backfire_probability,
        "elasticity": None if effect.elasticity is None else _spread(effect.elasticity),
        "delays": [
            {"lag_amount": delay.lag_time_amount, "lost_share": _spread(delay.lost_share)}
            for delay in effect.delays
        ],
    }


def _spread(spread: Spread) -> SpreadDocument:
    return {
        "value": _known(spread.median),
        "low": _known(spread.low),
        "high": _known(spread.high),
        "known_share": spread.known_share,
    }


def _known(amount: float) -> float | None:
    return amount if np.isfinite(amount) else None


def _notes(found: Leverage) -> list[str]:
    notes: list[str] = []
    if found.failed:
        notes.append(
            f"The model fails in {found.failed} of {found.worlds} worlds; they are left out."
        )
    if found.still:
        names = ", ".join(found.still)
        notes.append(f"Nought, so that no share of it can be moved: {names}.")
    if found.worlds == 1:
        notes.append("Nothing is uncertain in this model: there is one world.")
    notes.append(
        "A move is the same share for every parameter, and a loop that is cut is no policy: "
        "whether it can be done, or leaves what is physical (a PUE below 1), is not asked."
    )
    return notes
