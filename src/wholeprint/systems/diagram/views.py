"""From a system and its feedback to what a diagram shows, and what it leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram.cast import Cast, cast_of, readings
from wholeprint.systems.diagram.dissolve import Way, dissolve
from wholeprint.systems.diagram.shapes import (
    Arrow,
    CausalDiagram,
    Loop,
    Pipe,
    Shape,
    Sign,
    StockFlowDiagram,
    Turn,
)
from wholeprint.systems.dominance.shapes import Dominance, Weights
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.loops.shapes import LoopKind, Polarity

MOST_VARIABLES = 40
"""With more than that a diagram is not read any more: loops that explain least are left out."""

MOST_WITH_NUMBERS = 90
"""With more than that a diagram of stocks and flows does without the given numbers."""

MOST_MARKS = 8

_NOTHING = 1e-6
"""A loop with a smaller share was active by rounding alone."""

_LEAST_TOLD = 0.01
"""Of loops that are drawn alike, those that explain less are not told beside the strongest."""

_SIGNS = {
    Polarity.POSITIVE: Sign.MORE,
    Polarity.NEGATIVE: Sign.LESS,
    Polarity.CHANGES: Sign.CHANGES,
    Polarity.UNKNOWN: Sign.UNKNOWN,
}
_TURNS = {
    LoopKind.REINFORCING: Turn.REINFORCING,
    LoopKind.MOSTLY_REINFORCING: Turn.REINFORCING,
    LoopKind.BALANCING: Turn.BALANCING,
    LoopKind.MOSTLY_BALANCING: Turn.BALANCING,
    LoopKind.UNKNOWN: Turn.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a causal loop diagram keeps.

    Attributes:
        least_loop_share: Loops that explain less than this on average are left out [1].
        least_link_share: Variables whose inputs have shares that vary less than this over the run
            are passed over: what acts on them then acts on what they act on [1].
        variables: How many variables at most; more loops are left out until there are no more.
        marks: How many loops are marked at most.
        frames: How many instants an animated diagram has; 0 for a still one.
    """

    least_loop_share: float = 0.0
    least_link_share: float = 0.0
    variables: int = MOST_VARIABLES
    marks: int = MOST_MARKS
    frames: int = 0


def causal_view(
    system: System,
    dominance: Dominance,
    weights: Weights,
    choice: Choice | None = None,
    title: str = "",
) -> CausalDiagram:
    """Return the causal loop diagram of a system as it ran.

    Args:
        system: The system.
        dominance: Its loops and their scores.
        weights: How much each link and loop matters.
        choice: What is kept.
        title: What the diagram is of; the system's name unless given.
    """
    choice = choice or Choice()
    cast = cast_of(system)
    order = sorted(
        range(len(dominance.loops.loops)), key=lambda each: (-weights.loop_mean[each], each)
    )
    kept = _kept_loops(cast, dominance, weights, choice, order)
    frames = frames_of(len(dominance.times), choice.frames)
    ways = _ways(cast, dominance, weights, kept, frames, is_whole=len(kept) == len(order))
    paths = [_path(cast, dominance.loops.loops[each].slots) for each in kept]
    gone: set[int] = set()
    if choice.least_link_share > 0.0:
        stocks = {at for at, role in enumerate(cast.roles) if role is Role.STOCK}
        ways, gone = dissolve(ways, stocks, choice.least_link_share)
    shown = sorted({end for pair in ways for end in pair})
    index = {each: at for at, each in enumerate(shown)}
    arrows = tuple(
        Arrow(index[one], index[two], way.sign, way.is_delayed, way.strengths)
        for (one, two), way in sorted(ways.items())
    )
    seen = [tuple(index[each] for each in path if each not in gone) for path in paths]
    round_one = {(arrow.source, arrow.target) for arrow in arrows}
    # What keeps a stock from below nought acts on it alone: no arrow leads round such a loop.
    drawn = [() if len(each) == 1 and (*each, *each) not in round_one else each for each in seen]
    marks = _marks(dominance, weights, kept, frames, drawn)
    return CausalDiagram(
        title or system.name,
        tuple(cast.names[each] for each in shown),
        arrows,
        marks[: choice.marks],
        _note(dominance, weights, kept, (len(marks), choice.marks), len(gone)),
    )


def _kept_loops(
    cast: Cast,
    dominance: Dominance,
    weights: Weights,
    choice: Choice,
    order: Sequence[int],
) -> list[int]:
    """Return the loops that are drawn: those that explain most for the room that they take."""
    least = max(choice.least_loop_share, _NOTHING)
    paths = {
        each: frozenset(_path(cast, dominance.loops.loops[each].slots))
        for each in order
        if weights.loop_mean[each] >= least
    }
    kept: set[int] = set()
    variables: frozenset[int] = frozenset()
    while True:
        fitting = [
            (float(weights.loop_mean[each]) / (len(path - variables) + 0.2), -at, each)
            for at, (each, path) in enumerate(paths.items())
            if each not in kept and len(variables | path) <= choice.variables
        ]
        if not fitting:
            break
        best = max(fitting)[2]
        kept.add(best)
        variables |= paths[best]
    # A loop that is longer than all there is room for is shown if there is no other.
    return [each for each in order if each in kept] or list(order[:1])


def _path(cast: Cast, slots: Sequence[int]) -> tuple[int, ...]:
    """Return the variables that a loop runs through, each once."""
    owners = [cast.owner[each] for each in slots if each in cast.owner]
    return tuple(dict.fromkeys(owners))


def frames_of(times: int, frames: int) -> list[int]:
    """Return which instants of a run an animated diagram has.

    Args:
        times: How many instants the run has; at the first nothing has moved yet.
        frames: How many are wished for; 0 for none.
    """
    if not frames:
        return []
    return sorted({round(each) for each in np.linspace(min(1, times - 1), times - 1, frames)})


def _ways(
    cast: Cast,
    dominance: Dominance,
    weights: Weights,
    kept: Sequence[int],
    frames: Sequence[int],
    *,
    is_whole: bool,
) -> dict[tuple[int, int], Way]:
    """Return the links between variables: those of the loops kept, or all if these are all."""
    links = dominance.loops.links
    inner = {link for each in kept for link in dominance.loops.loops[each].links}
    if is_whole:
        slots = {links[each].source for each in inner} | {links[each].target for each in inner}
        inner |= {at for at, link in enumerate(links) if {link.source, link.target} <= slots}
    strengths = _strengths(dominance, frames)
    found: dict[tuple[int, int], Way] = {}
    for at in sorted(inner):
        link = links[at]
        one, two = cast.owner.get(link.source), cast.owner.get(link.target)
        if one is None or two is None or (one == two and link.source != link.target):
            continue
        way = Way(
            _SIGNS[link.polarity],
            link.is_delayed,
            float(weights.link_variance[at]),
            tuple(float(each) for each in strengths[at]),
        )
        known = found.get((one, two))
        found[one, two] = way if known is None else known.beside(way)
    return found


def _strengths(dominance: Dominance, frames: Sequence[int]) -> FloatArray:
    """Return the share of each link in what moves its target, with its sign; (links, frames)."""
    scores = np.nan_to_num(dominance.link_scores[:, list(frames), 0])
    total: dict[int, FloatArray] = {}
    for at, link in enumerate(dominance.loops.links):
        total[link.target] = total.get(link.target, np.zeros(len(frames))) + np.abs(scores[at])
    found = np.zeros_like(scores)
    for at, link in enumerate(dominance.loops.links):
        whole = total[link.target]
        np.divide(scores[at], whole, out=found[at], where=whole > 0.0)
    return found


def _marks(
    dominance: Dominance,
    weights: Weights,
    kept: Sequence[int],
    frames: Sequence[int],
    paths: Sequence[tuple[int, ...]],
) -> tuple[Loop, ...]:
    found: list[Loop] = []
    twins: dict[frozenset[int], list[int]] = {}
    for each, path in zip(kept, paths, strict=True):
        twins.setdefault(frozenset(path), []).append(each)
    for each, path in zip(kept, paths, strict=True):
        alike = twins[frozenset(path)]
        if not path or each != alike[0]:
            continue
        loop = dominance.loops.loops[each]
        turn = _TURNS[loop.kind]
        shares = np.nan_to_num(dominance.relative[each, list(frames), 0])
        found.append(
            Loop(
                turn.value if loop.is_named else loop.name,
                turn,
                path,
                _title(dominance, weights, alike),
                float(weights.loop_mean[each]),
                tuple(float(share) for share in shares),
            )
        )
    return tuple(found)


def _title(dominance: Dominance, weights: Weights, alike: Sequence[int]) -> str:
    """Return what a mark says: the name of its loop, and those that share all of its arrows."""
    first = dominance.loops.loops[alike[0]]
    others = [
        dominance.loops.loops[each].name
        for each in alike[1:]
        if weights.loop_mean[each] >= _LEAST_TOLD
    ]
    names = [first.name] if first.is_named else []
    return " and ".join([*names, *others]) if names else f"and {', '.join(others)}" * bool(others)


def _note(
    dominance: Dominance, weights: Weights, kept: Sequence[int], marks: tuple[int, int], gone: int
) -> str:
    seen = max(dominance.loops.search.seen, len(dominance.loops.loops))
    if not kept:
        return "Nothing feeds back: no loop was active in the run."
    said: list[str] = []
    if len(kept) < seen:
        parts = len({loop.part for loop in dominance.loops.loops})
        share = float(weights.loop_mean[list(kept)].sum()) / max(parts, 1)
        said.append(
            f"{len(kept)} of {seen:,} loops are drawn; "
            f"they explain {100.0 * share:.0f} % of the behaviour."
        )
    there, most = marks
    if most < there:
        which = "one that explains" if most == 1 else f"{most} that explain"
        whole = "Of these the" if said else "The"
        said.append(f"{whole} {which} most {'is' if most == 1 else 'are'} marked.")
    if gone:
        said.append(f"{gone} variables that only pass on are left out.")
    return " ".join(said)


def stock_flow_view(system: System, title: str = "") -> StockFlowDiagram:
    """Return the diagram of the stocks and flows of a system.

    The elements of an array are one variable; what is inside a delay belongs to the variable that
    uses it; what does nothing over time (a number that only a stock begins with) is left out.

    With very many variables the given numbers are left out too.

    Args:
        system: The system.
        title: What the diagram is of; the system's name unless given.
    """
    cast = cast_of(system)
    links = readings(system, cast)
    ends = _pipe_ends(system, cast)
    given = {one for one, _ in links if cast.roles[one] is Role.PARAMETER}
    note = ""
    if len({end for pair in links for end in pair}) > MOST_WITH_NUMBERS and given:
        links = {pair: late for pair, late in links.items() if pair[0] not in given}
        note = f"{len(given)} given numbers are left out."
    stocks = {at for at, role in enumerate(cast.roles) if role is Role.STOCK}
    used = sorted({end for pair in links for end in pair} | stocks | set(ends))
    index = {each: at for at, each in enumerate(used)}
    pipes = tuple(
        Pipe(index[flow], _at(index, source), _at(index, target))
        for flow, (source, target) in sorted(ends.items())
    )
    shapes = tuple(_shape(cast.roles[each], each in ends) for each in used)
    arrows = tuple(
        Arrow(index[one], index[two], is_delayed=late)
        for (one, two), late in sorted(links.items())
        if two not in stocks or one not in ends
    )
    names = tuple(cast.names[each] for each in used)
    return StockFlowDiagram(title or system.name, names, shapes, pipes, arrows, note)


def _at(index: Mapping[int, int], variable: int | None) -> int | None:
    return None if variable is None else index[variable]


def _shape(role: Role, is_pipe: bool) -> Shape:  # noqa: FBT001 - a flow that no stock takes is a name
    if role is Role.STOCK:
        return Shape.STOCK
    if is_pipe:
        return Shape.FLOW
    return Shape.PARAMETER if role is Role.PARAMETER else Shape.NAME


def _pipe_ends(system: System, cast: Cast) -> dict[int, tuple[int | None, int | None]]:
    """Return for each flow the stock that it drains and the one that it fills."""
    found: dict[int, tuple[int | None, int | None]] = {}
    for stock, slot in enumerate(system.slots):
        if slot.role is not Role.STOCK or slot.is_internal:
            continue
        own = cast.owner[stock]
        for flow in slot.inflows:
            mine = cast.owner[flow]
            if mine != own:
                found[mine] = (found.get(mine, (None, None))[0], own)
        for flow in slot.outflows:
            mine = cast.owner[flow]
            if mine != own:
                found[mine] = (own, found.get(mine, (None, None))[1])
    return found
