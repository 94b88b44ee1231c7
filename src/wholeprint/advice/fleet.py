"""Many jobs under a cap on power or machines: which runs when, and how much could still be gained.

Jobs run in one go and begin on a grid of time. Which job begins when is a choice among so many
starts a job, with one constraint for every step of the grid at every site: a mixed-integer
programme. It is solved by HiGHS where SciPy is installed; without it, or where its time is up,
jobs are placed one after another, the most urgent first, each where it costs least.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wholeprint.advice.load import Signals
from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import check_possible, rates_of
from wholeprint.advice.rules import Fixed
from wholeprint.advice.when import start_costs
from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import FloatArray

_ROUNDING = 1e-9

MOST_STARTS = 20_000
"""Starts that a job may choose among in each zone: more than a year of half hours."""


@dataclass(frozen=True, slots=True)
class FleetJob:
    """One of many jobs.

    Attributes:
        name: Its name, which no other job has.
        task: What is to be done.
        zones: Where it may run.
        machines_count: How many machines it takes.
    """

    name: str
    task: Task
    zones: tuple[str, ...]
    machines_count: int = 1

    def __post_init__(self) -> None:
        if self.machines_count < 1:
            raise ScheduleError(
                "a job takes at least one machine", seen=f"{self.name}: {self.machines_count}"
            )


@dataclass(frozen=True, slots=True)
class Cap:
    """What a site can give at any moment.

    Attributes:
        watts: Power of all jobs that run there together [W]; None without a limit.
        machines_count: Machines that they take together; None without a limit.
    """

    watts: float | None = None
    machines_count: int | None = None

    def uses(self, job: FleetJob) -> FloatArray:
        """Return what a job takes of each limit, as a share of it.

        Args:
            job: The job.

        Returns:
            One share for every limit that there is.

        Raises:
            ScheduleError: If the job alone takes more than there is.
        """
        limits = (
            ("W", job.task.watts, self.watts),
            ("machines", float(job.machines_count), self.machines_count),
        )
        found: list[float] = []
        for unit, taken, limit in limits:
            if limit is None:
                continue
            if taken > limit * (1.0 + _ROUNDING):
                raise ScheduleError(
                    "the cap is below what one job takes",
                    seen=f"{job.name}: {taken:g} of {limit:g} {unit}",
                    fix="Raise the cap, or take the job out",
                )
            found.append(taken / limit if limit else 0.0)
        return np.array(found)


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Where and when one job may begin, and what each choice costs.

    Attributes:
        zones: Number of the zone of each choice.
        steps: Step of the grid at which it begins.
        costs: What it costs [amount].
        length: Steps that it occupies.
        uses: What it takes of each limit [1].
    """

    zones: npt.NDArray[np.intp]
    steps: npt.NDArray[np.intp]
    costs: FloatArray
    length: int
    uses: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """All that a placement is decided on.

    Attributes:
        jobs: The jobs.
        choices: What each may choose among.
        begin_seconds: Where the grid begins [s since 1970 UTC].
        step_seconds: Length of its steps [s].
        length: How many steps it has.
        zones: The sites.
        limits: How many limits each site has.
    """

    jobs: tuple[FleetJob, ...]
    choices: tuple[Choices, ...]
    begin_seconds: float
    step_seconds: float
    length: int
    zones: tuple[str, ...]
    limits: int

    def amount(self, picks: Sequence[int]) -> float:
        """Return what a placement costs [amount].

        Args:
            picks: The choice of each job.
        """
        return float(sum(c.costs[p] for c, p in zip(self.choices, picks, strict=True)))

    @property
    def least_amount(self) -> float:
        """What no placement can cost less than: every job at its best, without any cap."""
        return float(sum(choice.costs.min() for choice in self.choices))

    def plans(self, picks: Sequence[int]) -> dict[str, Plan]:
        """Return the plan of each job, by its name.

        Args:
            picks: The choice of each job.
        """
        found: dict[str, Plan] = {}
        for job, choice, pick in zip(self.jobs, self.choices, picks, strict=True):
            start = self.begin_seconds + self.step_seconds * float(choice.steps[pick])
            end = start + job.task.duration_seconds
            found[job.name] = Plan((Piece(start, end, self.zones[int(choice.zones[pick])]),))
        return found


def board_of(jobs: Sequence[FleetJob], signals: Signals, cap: Cap, step_seconds: float) -> Board:
    """Return what a placement of jobs is decided on.

    Args:
        jobs: The jobs.
        signals: What a kilowatt-hour costs over time, by zone.
        cap: What each site can give.
        step_seconds: How fine starts are [s]. Within a step that a job touches, all of what it
            takes counts against the cap.

    Returns:
        The board.

    Raises:
        ScheduleError: If one job alone cannot be done: its window is too short, the cap too low,
            or no signal is known for it.
    """
    if not jobs:
        raise ScheduleError("there is no job to place", seen="none")
    names = [job.name for job in jobs]
    if len(set(names)) != len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ScheduleError(
            "two jobs have one name",
            seen=", ".join(twice),
            fix="Give each job a name of its own",
        )
    begin = float(np.floor(min(job.task.earliest_seconds for job in jobs) / step_seconds))
    begin *= step_seconds
    zones = tuple(signals)
    choices = tuple(_choices(job, signals, cap, begin, step_seconds) for job in jobs)
    length = max(int(choice.steps.max()) + choice.length for choice in choices)
    limits = choices[0].uses.size
    return Board(tuple(jobs), choices, begin, step_seconds, length, zones, limits)


def _choices(
    job: FleetJob, signals: Signals, cap: Cap, begin: float, step_seconds: float
) -> Choices:
    task = job.task
    check_possible(task)
    first = int(np.ceil((task.earliest_seconds - begin) / step_seconds - _ROUNDING))
    latest = task.deadline_seconds - task.duration_seconds - begin
    last = int(np.floor(latest / step_seconds + _ROUNDING))
    if last - first > MOST_STARTS:
        raise ScheduleError(
            "a job has more starts to choose among than can be looked at",
            seen=f"{job.name}: {last - first:,}, every {step_seconds:g} s",
            fix="Give it an earlier deadline, or take a coarser grid",
        )
    steps = np.arange(first, last + 1, dtype=np.intp)
    if not steps.size:
        raise ScheduleError(
            "a job has no start on the grid that meets its deadline",
            seen=f"{job.name}, starts every {step_seconds:g} s",
            fix="Give it more time, or take a finer grid",
        )
    found: list[tuple[int, FloatArray]] = []
    fixed = Fixed(task.waiting_grams_per_hour)
    for zone in job.zones:
        if zone in signals:
            rates = rates_of(task, signals[zone], fixed.waiting_amount)
            starts: FloatArray = begin + step_seconds * steps.astype(np.float64)
            found.append((list(signals).index(zone), start_costs(task, rates, starts)))
    costs = np.concatenate([cost for _, cost in found]) if found else np.array([np.inf])
    usable = np.isfinite(costs)
    if not usable.any():
        raise ScheduleError(
            "no signal is known for a job",
            seen=f"{job.name} in {', '.join(job.zones)}",
            fix="Give a signal for its zone that covers its window",
        )
    places = np.concatenate([np.full(steps.size, zone, dtype=np.intp) for zone, _ in found])
    length = int(np.ceil(task.duration_seconds / step_seconds - _ROUNDING))
    return Choices(
        places[usable], np.tile(steps, len(found))[usable], costs[usable], length, cap.uses(job)
    )


def in_turn(board: Board) -> tuple[int, ...] | None:
    """Return the placement of a queue: first come, first served, each as early as there is room.

    Args:
        board: What it is decided on.

    Returns:
        The choice of each job; None where a deadline is missed in that way.
    """
    order = sorted(range(len(board.jobs)), key=lambda j: board.jobs[j].task.earliest_seconds)
    return _placed(board, order, [choice.steps.astype(np.float64) for choice in board.choices])


def greedy(board: Board) -> tuple[int, ...]:
    """Return a placement of one job after another, each where it costs least and there is room.

    The jobs are taken in several orders, by what they draw, by their spare time, by their deadline
    and as they come, and the best placement is kept.

    Args:
        board: What it is decided on.

    Returns:
        The choice of each job.

    Raises:
        ScheduleError: If none of the orders finds room for all by their deadlines.
    """
    costs = [choice.costs for choice in board.choices]
    tasks = [job.task for job in board.jobs]
    keys = (
        [-task.watts * task.duration_seconds for task in tasks],
        [task.deadline_seconds - task.earliest_seconds - task.duration_seconds for task in tasks],
        [task.deadline_seconds for task in tasks],
        [task.earliest_seconds for task in tasks],
    )
    found = [_placed(board, sorted(range(len(tasks)), key=key.__getitem__), costs) for key in keys]
    kept = [picks for picks in (*found, in_turn(board)) if picks is not None]
    if not kept:
        raise ScheduleError(
            "no placement was found that keeps to the cap and to every deadline",
            seen=f"{len(tasks)} jobs",
            fix="Raise the cap, move deadlines, or take jobs out",
        )
    return min(kept, key=board.amount)


def _placed(
    board: Board, order: Sequence[int], costs: Sequence[FloatArray]
) -> tuple[int, ...] | None:
    room = np.ones((len(board.zones), board.limits, board.length))
    picks = [-1] * len(order)
    for number in order:
        choice = board.choices[number]
        free = _free(room, choice)
        if not free.any():
            return None
        pick = int(np.argmin(np.where(free, costs[number], np.inf)))
        picks[number] = pick
        _take(room, choice, pick, 1.0)
    return tuple(picks)


def sooner(board: Board, picks: Sequence[int]) -> tuple[int, ...]:
    """Return a placement that costs the same, in which no job waits for nothing.

    Args:
        board: What it is decided on.
        picks: The choice of each job.

    Returns:
        The choice of each job: as early as there is room for it at what it costs.
    """
    room = np.ones((len(board.zones), board.limits, board.length))
    for number, pick in enumerate(picks):
        _take(room, board.choices[number], pick, 1.0)
    found = list(picks)
    for number in sorted(range(len(found)), key=lambda j: int(board.choices[j].steps[found[j]])):
        choice, pick = board.choices[number], found[number]
        _take(room, choice, pick, -1.0)
        most = choice.costs[pick] + _ROUNDING * abs(choice.costs[pick])
        alike = np.flatnonzero(_free(room, choice) & (choice.costs <= most))
        if alike.size:
            first = int(alike[np.argmin(choice.steps[alike])])
            found[number] = first if choice.steps[first] < choice.steps[pick] else pick
        _take(room, choice, found[number], 1.0)
    return tuple(found)


def _take(room: FloatArray, choice: Choices, pick: int, share: float) -> None:
    begin = int(choice.steps[pick])
    room[int(choice.zones[pick]), :, begin : begin + choice.length] -= share * choice.uses[:, None]


def _free(room: FloatArray, choice: Choices) -> npt.NDArray[np.bool_]:
    # How many of the steps up to each are too full: a job fits where the count stays level.
    full = np.any(room < choice.uses[None, :, None] - _ROUNDING, axis=1)
    counts = np.zeros((room.shape[0], room.shape[2] + 1), dtype=np.intp)
    np.cumsum(full, axis=1, out=counts[:, 1:])
    ends = choice.steps + choice.length
    return counts[choice.zones, ends] == counts[choice.zones, choice.steps]


def use_of(board: Board, plans: Mapping[str, Plan]) -> FloatArray:
    """Return how much of each limit is taken, by zone, limit and step, as a share of it.

    Args:
        board: What was decided on.
        plans: The plan of each job.
    """
    taken = np.zeros((len(board.zones), board.limits, board.length))
    for job, choice in zip(board.jobs, board.choices, strict=True):
        piece = plans[job.name].pieces[0]
        begin = round((piece.start_seconds - board.begin_seconds) / board.step_seconds)
        zone = board.zones.index(piece.zone)
        taken[zone, :, begin : begin + choice.length] += choice.uses[:, None]
    return taken
