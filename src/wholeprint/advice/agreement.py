"""Average and marginal signals side by side, and a warning where they disagree.

An average signal shares out what all plants emit; a marginal one says what the plants emit that
answer to one kilowatt-hour more. They answer two questions, and may order two hours differently.
"""

from dataclasses import dataclass

from wholeprint.advice.load import Signals, load_of
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rules import Fixed, Rules
from wholeprint.quantities.note import Note


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two kinds of signal say of the same plans.

    Attributes:
        ours_grams: What the plan saves by the signal that it was made with [gCO2e].
        other_grams: What it saves by the other signal [gCO2e].
        theirs_ours_grams: What the other signal's own plan saves by the first [gCO2e].
        theirs_other_grams: What that plan saves by the other [gCO2e].
    """

    ours_grams: float
    other_grams: float
    theirs_ours_grams: float
    theirs_other_grams: float

    @property
    def same_sign(self) -> bool:
        """Whether both signals say that the plan saves, or both that it does not."""
        return (self.ours_grams > 0.0) == (self.other_grams > 0.0)

    @property
    def same_order(self) -> bool:
        """Whether both signals put the two recommended plans and running at once in one order."""
        ours = _order(0.0, self.ours_grams, self.theirs_ours_grams)
        return ours == _order(0.0, self.other_grams, self.theirs_other_grams)

    def notes(self, names: tuple[str, str]) -> tuple[Note, ...]:
        """Return the warning, if there is one to give.

        Args:
            names: What the two signals are called: "average", "marginal".

        Returns:
            The warning.
        """
        ours, other = names
        if not self.same_sign:
            return (
                Note(
                    "signals-disagree",
                    f"By the {ours} signal the plan saves {self.ours_grams:.3g} g, by the {other} "
                    f"one {self.other_grams:.3g} g: whether it helps depends on which question "
                    "is asked.",
                    severity="warning",
                ),
            )
        if not self.same_order:
            return (
                Note(
                    "signals-order",
                    f"The {ours} and the {other} signal each prefer another time: the {other} "
                    f"one's own plan would save {self.theirs_other_grams:.3g} g by itself and "
                    f"{self.theirs_ours_grams:.3g} g by the {ours} one.",
                    severity="warning",
                ),
            )
        return ()

    def as_json(self) -> dict[str, object]:
        """Return what both say as plain values."""
        return {
            "ours_grams": self.ours_grams,
            "other_grams": self.other_grams,
            "theirs_ours_grams": self.theirs_ours_grams,
            "theirs_other_grams": self.theirs_other_grams,
            "same_sign": self.same_sign,
            "same_order": self.same_order,
        }


def agreement_of(
    plans: tuple[Plan, Plan, Plan],
    task: Task,
    signals: tuple[Signals, Signals],
    rules: Rules,
    fixed: Fixed,
) -> Agreement:
    """Return what two kinds of signal say of the same plans.

    Args:
        plans: The first signal's plan, the other's, and running at once.
        task: The job.
        signals: The first signal, and the other.
        rules: What moving and resuming costs.
        fixed: What is counted beside electricity.

    Raises:
        ScheduleError: If a plan runs where or when one of the signals is not known.
    """
    ours, theirs, naive = (
        [load_of(plan, task, kind, rules).amount(kind, fixed) for kind in signals] for plan in plans
    )
    return Agreement(
        ours_grams=naive[0] - ours[0],
        other_grams=naive[1] - ours[1],
        theirs_ours_grams=naive[0] - theirs[0],
        theirs_other_grams=naive[1] - theirs[1],
    )


def _order(*amounts: float) -> tuple[bool, ...]:
    size = 1e-9 * max(map(abs, amounts))
    return tuple(
        left < right - size for place, left in enumerate(amounts) for right in amounts[place + 1 :]
    )
