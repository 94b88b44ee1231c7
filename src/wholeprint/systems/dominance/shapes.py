"""What is said of the dominance of loops over time, for one member or many."""

from dataclasses import dataclass

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.loops.shapes import Loops


@dataclass(frozen=True, slots=True)
class Dominance:
    """The scores of links and loops over time.

    The score told at an instant is that of the step which ends there. At the first instant all
    scores are 0. From where a member failed they are NaN.

    Attributes:
        loops: The links, parts and loops that were scored.
        times: The instants [time unit of the model]; shape (times,).
        link_scores: Scores of `loops.links`; shape (links, times, members). Links that are in no
            part are not scored: 0.
        loop_scores: Scores of `loops.loops`: products of their links'; (loops, times, members).
        relative: Loop scores over the sum of the magnitudes of all loops of their part that were
            looked at, those left out among them: -1 to 1; (loops, times, members). Only these are
            for display.
        outside: For each part: what share of its magnitudes the loops left out of the set have,
            at its largest over the runs looked at; (parts, times).
    """

    loops: Loops
    times: FloatArray
    link_scores: FloatArray
    loop_scores: FloatArray
    relative: FloatArray
    outside: FloatArray


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time in which the same loops explain most of the change.

    Attributes:
        first: Position of its first instant among the times.
        last: Position of its last instant.
        part: Which part is meant.
        loops: Positions of the loops: as few as explain half of the change or more, the strongest
            first; empty where nothing changes, or where too many loops were left out to tell.
        mean_share: How much of the change they explain on average [1].
    """

    first: int
    last: int
    part: int
    loops: tuple[int, ...]
    mean_share: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each link and loop matters over a run: what a simplified diagram keeps.

    Attributes:
        link_variance: For each link: the largest less the smallest share that it had in the
            changes of its target, 0 to 1; (links,).
        link_mean: For each link: the mean magnitude of that share; (links,).
        loop_mean: For each loop: its mean relative score in magnitude, from the first instant at
            which anything in its part was active; (loops,).
    """

    link_variance: FloatArray
    link_mean: FloatArray
    loop_mean: FloatArray


@dataclass(frozen=True, slots=True)
class EnsembleDominance:
    """In what share of worlds which loop dominates when.

    Attributes:
        loops: The loops that were scored: those seen in the runs looked at beforehand. Shares are
            of what these do together; `outside` tells what others may do.
        times: The instants [time unit of the model]; shape (times,).
        members: How many members were scored.
        alive: How many of them had not failed by then; (times,).
        dominates: For each loop: in what share of the members not failed it explains half of the
            change of its part or more by itself; (loops, times).
        leads: In what share it is the strongest of its part; (loops, times).
        levels: The levels of the quantiles, 0 to 1.
        quantiles: Quantiles of its relative score; (levels, loops, times).
        means: Mean of its relative score; (loops, times).
        share_of_time: For each member: the share of the run in which the loop dominates; (loops,
            members). NaN for a member that failed.
        first_time: For each member: when it first does [time unit of the model], NaN for never;
            (loops, members).
        outside: For each part: the share of its magnitudes that loops left out of the set have, at
            its largest over members that were searched by themselves as a check; (parts, times).
        checked: How many members were searched as that check.
    """

    loops: Loops
    times: FloatArray
    members: int
    alive: FloatArray
    dominates: FloatArray
    leads: FloatArray
    levels: tuple[float, ...]
    quantiles: FloatArray
    means: FloatArray
    share_of_time: FloatArray
    first_time: FloatArray
    outside: FloatArray
    checked: int
