"""The feedback loops of a model as a document: the most important first, with their scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from wholeprint.engine.dominance_indices import Decided
from wholeprint.quantities.distribution import FloatArray
from wholeprint.report.form import stamped, tool
from wholeprint.report.loops_decided import decided_documents
from wholeprint.report.loops_shapes import (
    LinkDocument,
    LoopDocument,
    LoopsDocument,
    PartDocument,
    SpellDocument,
    WorldLoopDocument,
    WorldsDocument,
)
from wholeprint.systems.dominance.periods import HALF, periods, weights
from wholeprint.systems.dominance.shapes import Dominance, EnsembleDominance, Period, Weights
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.shapes import Link, Loop

LIMIT = 20
"""Loops that are told where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Told:
    """What of a model's feedback is told.

    Attributes:
        settings: What was set for the run, by name.
        least_share: Loops that explain less than this on average are left out [1].
        limit: How many loops at most.
        every: Every how many instants scores are told.
        worlds_every: The same of the scores over many worlds.
        has_links: Whether the links are told too.
        notes: What a reader should know besides.
    """

    settings: Mapping[str, float]
    least_share: float = 0.0
    limit: int = LIMIT
    every: int = 1
    worlds_every: int = 1
    has_links: bool = False
    notes: Sequence[str] = ()


def loops_document(
    system: System,
    title: str,
    dominance: Dominance,
    told: Told,
    worlds: EnsembleDominance | None = None,
    decided: Decided | None = None,
) -> LoopsDocument:
    """Return the document of a model's feedback loops.

    Args:
        system: The system.
        title: What the model is, in a few words.
        dominance: Its loops and their scores; those of its first member are told.
        told: What of it.
        worlds: The same over many worlds.
        decided: What decides for how long each loop dominates.
    """
    weight = weights(dominance)
    order = ordered(weight, told)
    spells = periods(dominance)
    span = system.span
    listed = set(order)
    parts = len({each.part for each in dominance.loops.loops})
    search = dominance.loops.search
    body: dict[str, object] = {
        "tool": tool(),
        "model": {
            "name": system.name,
            "title": title,
            "time_unit": span.unit,
            "span": [span.start, span.start + span.steps * span.step],
        },
        "settings": dict(told.settings),
        "search": {
            "is_complete": search.is_complete,
            "is_truncated": search.is_truncated,
            "method": search.method,
            "seen": search.seen,
            "kept": search.kept,
            "listed": len(listed),
            "listed_share": float(weight.loop_mean[order].sum()) / max(parts, 1),
        },
        "times": [float(each) for each in dominance.times[:: told.every]],
        "parts": [_part(system, dominance, at) for at in range(len(dominance.loops.parts))],
        "loops": [_loop(system, dominance, weight, at, spells, told.every) for at in order],
        "links": _links(system, dominance, weight) if told.has_links else [],
        "unmatched": list(dominance.loops.unmatched),
        "notes": list(told.notes),
        "several": list(dominance.loops.several),
        "worlds": None if worlds is None else _worlds(worlds, dominance, order, told.worlds_every),
        "decided": None if decided is None else decided_documents(decided, dominance, order),
    }
    return cast("LoopsDocument", stamped("loops", body))


def ordered(weight: Weights, told: Told) -> list[int]:
    """Return the positions of the loops that are told, those that explain most first.

    Args:
        weight: How much each loop matters.
        told: What is told.
    """
    means = weight.loop_mean
    order = sorted(range(len(means)), key=lambda each: (-means[each], each))
    return [each for each in order if means[each] >= told.least_share][: told.limit]


def _part(system: System, dominance: Dominance, at: int) -> PartDocument:
    part = dominance.loops.parts[at]
    outside = dominance.outside[at]
    known = outside[np.isfinite(outside)]
    named = [each for each in part.slots if not system.slots[each].is_internal]
    return {
        "variables": [system.slots[each].name for each in named],
        "stocks": [system.slots[each].name for each in part.stocks if each in named],
        "loops": sum(each.part == at for each in dominance.loops.loops),
        "outside_share": float(known.max()) if known.size else None,
    }


def _loop(
    system: System,
    dominance: Dominance,
    weight: Weights,
    at: int,
    spells: Sequence[Period],
    every: int,
) -> LoopDocument:
    loop = dominance.loops.loops[at]
    relative = np.nan_to_num(dominance.relative[at, :, 0])
    return {
        "name": loop.name,
        "is_named": loop.is_named,
        "kind": loop.kind.value,
        "confidence_share": loop.confidence_share,
        "path": list(loop.shown),
        "through": _through(system, dominance.loops.links, loop),
        "is_delayed": any(dominance.loops.links[each].is_delayed for each in loop.links),
        "part": loop.part,
        "mean_share": float(weight.loop_mean[at]),
        "largest_share": float(np.abs(relative).max(initial=0.0)),
        "dominates": _spells(dominance.times, relative, at, spells),
        "relative": [float(each) for each in relative[::every]],
    }


def _through(system: System, links: Sequence[Link], loop: Loop) -> list[str]:
    """Return for each name of a loop's path what it passes behind it that has no name there."""
    passed: list[list[str]] = []
    first: list[str] = []
    for slot, link in zip(loop.slots, loop.links, strict=True):
        here = system.slots[slot]
        if not here.is_internal:
            passed.append([])
        mine = passed[-1] if passed else first
        mine += [here.name] * here.is_internal + _macros(system, links[link])
    if passed:
        passed[-1] += first
    return [", ".join(each) for each in passed]


def _macros(system: System, link: Link) -> list[str]:
    inner = (system.slots[slot].macro for way in link.routes for slot in way[1:-1])
    return list(dict.fromkeys(each for each in inner if each))


def _spells(
    times: FloatArray, relative: FloatArray, at: int, spells: Sequence[Period]
) -> list[SpellDocument]:
    """Return when a loop is among those that dominate; stretches that touch are one."""
    found: list[tuple[int, int, bool]] = []
    for each in spells:
        if at not in each.loops:
            continue
        alone = len(each.loops) == 1
        # The score of an instant is that of the step that ends there.
        if found and found[-1][1] == each.first - 1:
            found[-1] = (found[-1][0], each.last, alone and found[-1][2])
        else:
            found.append((each.first, each.last, alone))
    return [
        {
            "span": [float(times[max(first - 1, 0)]), float(times[last])],
            "mean_share": float(np.abs(relative[first : last + 1]).mean()),
            "alone": alone,
        }
        for first, last, alone in found
    ]


def _links(system: System, dominance: Dominance, weight: Weights) -> list[LinkDocument]:
    return [
        _link(system, dominance, weight, at, link)
        for at, link in enumerate(dominance.loops.links)
        if not system.slots[link.source].is_internal or not system.slots[link.target].is_internal
    ]


def _link(
    system: System, dominance: Dominance, weight: Weights, at: int, link: Link
) -> LinkDocument:
    return {
        "source": system.slots[link.source].name,
        "target": system.slots[link.target].name,
        "through": ", ".join(_macros(system, link)),
        "polarity": link.polarity.value,
        "basis": link.basis.value,
        "is_flow": link.is_flow,
        "is_delayed": link.is_delayed,
        "mean_share": float(weight.link_mean[at]),
        "variance_share": float(weight.link_variance[at]),
        "turns": [
            {"time_amount": float(dominance.times[turn.instant]), "polarity": turn.polarity.value}
            for turn in link.turns
        ],
    }


def _worlds(
    worlds: EnsembleDominance, dominance: Dominance, order: Sequence[int], every: int
) -> WorldsDocument:
    place = {loop.slots: at for at, loop in enumerate(worlds.loops.loops)}
    told = [dominance.loops.loops[each] for each in order]
    outside = worlds.outside[np.isfinite(worlds.outside)]
    return {
        "members": worlds.members,
        "failed": worlds.members - round(float(worlds.alive[-1])) if worlds.alive.size else 0,
        "times": [float(each) for each in worlds.times[::every]],
        "levels": list(worlds.levels),
        "loops": [
            _world_loop(worlds, place[loop.slots], loop.name, every)
            for loop in told
            if loop.slots in place
        ],
        "outside_share": float(outside.max()) if outside.size else None,
        "checked": worlds.checked,
    }


def _world_loop(worlds: EnsembleDominance, at: int, name: str, every: int) -> WorldLoopDocument:
    share = worlds.share_of_time[at]
    share = share[np.isfinite(share)]
    spread = np.quantile(share, (0.05, 0.5, 0.95)) if share.size else np.zeros(3)

    def told(values: FloatArray) -> list[float]:
        return [float(each) for each in values[::every]]

    return {
        "name": name,
        "dominates": told(worlds.dominates[at]),
        "leads": told(worlds.leads[at]),
        "mean": told(worlds.means[at]),
        "low": told(worlds.quantiles[0, at]),
        "high": told(worlds.quantiles[-1, at]),
        "share_of_time": [float(each) for each in spread],
        "ever_share": float((share > 0.0).mean()) if share.size else 0.0,
    }


def dominant(document: LoopDocument) -> bool:
    """Return whether a loop explains half of the change by itself at some instant.

    Args:
        document: The loop.
    """
    return document["largest_share"] >= HALF
