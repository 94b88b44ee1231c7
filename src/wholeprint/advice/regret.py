"""What deciding on a forecast cost: replayed on what really came."""

from dataclasses import dataclass

from wholeprint.advice.load import Signals, load_of
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rules import Fixed, Rules
from wholeprint.advice.where import best_plan


@dataclass(frozen=True, slots=True)
class Regret:
    """A plan beside running at once and beside perfect knowledge, on the same actual values.

    Attributes:
        planned_amount: What the plan really cost.
        naive_amount: What running at once would really have cost.
        hindsight_amount: What the best plan would have cost, had everything been known.
        hindsight: That plan.
    """

    planned_amount: float
    naive_amount: float
    hindsight_amount: float
    hindsight: Plan

    @property
    def gain_amount(self) -> float:
        """What was really gained against running at once."""
        return self.naive_amount - self.planned_amount

    @property
    def regret_amount(self) -> float:
        """What perfect knowledge would have gained beside that; never below nought."""
        return self.planned_amount - self.hindsight_amount

    def as_json(self) -> dict[str, object]:
        """Return the regret as plain values."""
        return {
            "planned_grams": self.planned_amount,
            "naive_grams": self.naive_amount,
            "hindsight_grams": self.hindsight_amount,
            "gain_grams": self.gain_amount,
            "regret_grams": self.regret_amount,
            "hindsight": self.hindsight.as_json(),
        }


def regret_of(
    plans: tuple[Plan, Plan], task: Task, actual: Signals, rules: Rules, fixed: Fixed
) -> Regret:
    """Replay a plan on what really came.

    Args:
        plans: The plan, and running at once.
        task: The job.
        actual: What a kilowatt-hour really carried, by zone.
        rules: What the plan had to keep to.
        fixed: What is counted beside electricity.

    Returns:
        The regret.

    Raises:
        ScheduleError: If the actual values do not cover the plans.
    """
    hindsight = best_plan(task, actual, rules, fixed)
    planned, naive, best = (
        load_of(plan, task, actual, rules).amount(actual, fixed) for plan in (*plans, hindsight)
    )
    return Regret(planned, naive, min(best, planned, naive), hindsight)
