"""An hour of waiting for next to nothing is not recommended: the earlier of plans nearly alike."""

from collections.abc import Sequence

from wholeprint.advice.pareto import Option
from wholeprint.advice.plan import Plan
from wholeprint.quantities.note import Note

TOO_LITTLE_SHARE = 0.005
"""What a later start must save beside an earlier one, as a share of running at once."""


def sooner(plan: Plan, plan_amount: float, at_once_amount: float, found: Sequence[Option]) -> Plan:
    """Return the plan that is done first of those that carry hardly more than the best.

    Args:
        plan: The best plan.
        plan_amount: What it carries [gCO2e].
        at_once_amount: What running at once carries [gCO2e].
        found: Plans in one go, with what each carries under ``carbon``.

    Returns:
        One of them, or the best plan itself.
    """
    most = plan_amount + TOO_LITTLE_SHARE * abs(at_once_amount)
    near = [
        option
        for option in found
        if option.amounts["carbon"] < most and option.plan.end_seconds < plan.end_seconds
    ]
    # Of plans done at the same moment, the one that carries least.
    near.sort(key=lambda option: (option.plan.end_seconds, option.amounts["carbon"]))
    return near[0].plan if near else plan


def remark(plan: Plan, best: Plan, more_amount: float) -> tuple[Note, ...]:
    """Return what is said where the earlier of two plans was taken.

    Args:
        plan: The plan that was taken.
        best: The plan that carries least.
        more_amount: What the first carries more [gCO2e].

    Returns:
        The note, if they differ.
    """
    if plan == best:
        return ()
    text = (
        f"The least is {more_amount:.2g} g less, and begins "
        f"{_hours(best.start_seconds - plan.start_seconds)} later in {best.zones[0]}: a later "
        f"start is taken only where it saves {TOO_LITTLE_SHARE:.1%} of running at once or more."
    )
    return (Note("start-earlier", text),)


def _hours(seconds: float) -> str:
    return f"{seconds / 3600.0:.3g} h" if seconds >= 3600.0 else f"{seconds / 60.0:.3g} min"  # noqa: PLR2004 - an hour
