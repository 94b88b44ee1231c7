"""The best placement of many jobs under a cap, with a proof of how good it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from wholeprint.advice.fleet import Board, greedy, in_turn, sooner
from wholeprint.advice.plan import Plan
from wholeprint.errors import MissingExtraError, ScheduleError

GAP_SHARE = 1e-4
"""How far a placement may be above the bound and still be called the best [1]."""

_INFEASIBLE = 2
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """Where and when every job runs.

    Attributes:
        plans: The plan of each job, by name.
        amount: What they cost together [amount].
        naive: The plans of a queue that serves first who comes first; None where it would miss a
            deadline.
        naive_amount: What the queue costs [amount].
        bound_amount: What no placement on the grid can cost less than [amount].
        method: ``exact``, ``time-limit`` or ``greedy``.
    """

    plans: Mapping[str, Plan]
    amount: float
    naive: Mapping[str, Plan] | None
    naive_amount: float | None
    bound_amount: float
    method: str

    @property
    def more_amount(self) -> float:
        """The most that another placement could still gain [amount]."""
        return max(self.amount - self.bound_amount, 0.0)

    def as_json(self) -> dict[str, object]:
        """Return the placement as plain values."""
        naive = None if self.naive is None else {n: p.as_json() for n, p in self.naive.items()}
        return {
            "plans": {name: plan.as_json() for name, plan in self.plans.items()},
            "grams": self.amount,
            "naive": naive,
            "naive_grams": self.naive_amount,
            "bound_grams": self.bound_amount,
            "more_grams": self.more_amount,
            "method": self.method,
        }


def placed(board: Board, limit_seconds: float = 30.0) -> Placement:
    """Return the placement that costs least, or the best that was found with its bound.

    Args:
        board: What is decided on.
        limit_seconds: How long to search [s]; nought places greedily.

    Returns:
        The placement.

    Raises:
        ScheduleError: If no placement keeps to the cap and to every deadline.
    """
    queue = in_turn(board)
    rough = _rough(board)
    picks, bound, method = rough, board.least_amount, "greedy"
    if limit_seconds > 0.0:
        try:
            picks, bound, method = _solved(board, limit_seconds, rough)
        except MissingExtraError:
            method = "greedy"
    if picks is None:
        raise ScheduleError(
            "no placement was found that keeps to the cap and to every deadline",
            seen=f"{len(board.jobs)} jobs",
            fix="Raise the cap, move deadlines, or take jobs out",
        )
    picks = sooner(board, picks)
    # A tie in rounding must not shift jobs for nothing.
    if queue is not None and board.amount(queue) <= board.amount(picks) * (1.0 + _ROUNDING):
        picks = queue
    return Placement(
        plans=board.plans(picks),
        amount=board.amount(picks),
        naive=None if queue is None else board.plans(queue),
        naive_amount=None if queue is None else board.amount(queue),
        bound_amount=min(max(bound, board.least_amount), board.amount(picks)),
        method=method,
    )


def _rough(board: Board) -> tuple[int, ...] | None:
    try:
        return greedy(board)
    except ScheduleError:
        return None


def _solved(
    board: Board, limit_seconds: float, rough: tuple[int, ...] | None
) -> tuple[tuple[int, ...] | None, float, str]:
    found = _highs(board, limit_seconds)
    if found.status == _INFEASIBLE:
        raise ScheduleError(
            "no placement keeps to the cap and to every deadline",
            seen=f"{len(board.jobs)} jobs",
            fix="Raise the cap, move deadlines, or take jobs out",
        )
    bound = board.least_amount if found.mip_dual_bound is None else float(found.mip_dual_bound)
    if found.x is None:
        return rough, bound, "time-limit"
    picks = _picks(board, np.asarray(found.x, dtype=np.float64))
    if rough is not None and board.amount(rough) < board.amount(picks):
        picks = rough
    return picks, bound, "exact" if found.status == 0 else "time-limit"


def _picks(board: Board, shares: npt.NDArray[np.float64]) -> tuple[int, ...]:
    sizes = [choice.costs.size for choice in board.choices]
    ends = np.cumsum(sizes)
    return tuple(
        int(np.argmax(shares[end - size : end])) for size, end in zip(sizes, ends, strict=True)
    )


def _highs(board: Board, limit_seconds: float) -> Any:  # noqa: ANN401 - SciPy's result is not typed
    try:
        from scipy import optimize, sparse  # noqa: PLC0415 - an extra, asked for here only
    except ImportError as error:
        raise MissingExtraError(
            "placing many jobs exactly needs SciPy", fix="pip install 'wholeprint[schedule]'"
        ) from error
    rows, columns, values = _cap_rows(board)
    count = sum(choice.costs.size for choice in board.choices)
    of_job = np.repeat(
        np.arange(len(board.choices)), [choice.costs.size for choice in board.choices]
    )
    matrix = cast("Callable[..., Any]", sparse.csr_matrix)
    constraint = cast("Callable[..., Any]", optimize.LinearConstraint)
    milp = cast("Callable[..., Any]", vars(optimize)["milp"])
    once = matrix((np.ones(count), (of_job, np.arange(count))), shape=(len(board.choices), count))
    width = len(board.zones) * board.limits * board.length
    capped = matrix((values, (rows, columns)), shape=(width, count))
    return milp(
        np.concatenate([choice.costs for choice in board.choices]),
        integrality=np.ones(count),
        bounds=(0.0, 1.0),
        constraints=[constraint(once, 1.0, 1.0), constraint(capped, -np.inf, 1.0)],
        options={"time_limit": limit_seconds, "mip_rel_gap": GAP_SHARE},
    )


def _cap_rows(
    board: Board,
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    rows: list[npt.NDArray[np.intp]] = []
    columns: list[npt.NDArray[np.intp]] = []
    values: list[npt.NDArray[np.float64]] = []
    before = 0
    for choice in board.choices:
        size = choice.costs.size
        steps = (choice.steps[:, None] + np.arange(choice.length)[None, :]).ravel()
        zones = np.repeat(choice.zones, choice.length)
        for limit in range(board.limits):
            rows.append((zones * board.limits + limit) * board.length + steps)
            columns.append(before + np.repeat(np.arange(size), choice.length))
            values.append(np.full(steps.size, choice.uses[limit]))
        before += size
    empty = np.zeros(0, dtype=np.intp)
    return (
        np.concatenate([empty, *rows]),
        np.concatenate([empty, *columns]),
        np.concatenate([np.zeros(0), *values]),
    )
