"""Whether a saving of energy and a gain of time leave a power that can be."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.errors import WholeprintError

NAME = "ratios"
QUESTION = "Do the energy, the time and the power that are said to be saved fit one another?"

IDLE_SHARE = 0.1
"""Power at rest over power at full load, at least [1]: the lowest of the published curves of
server processors in our tables is 0.12; accelerators are near it. Rounded down: our choice."""

HIGHEST = 10.0


def check(case: Case) -> Iterator[Told]:
    """Hold savings against energy = power x time.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        if not case.states(scope, "energy_ratio", "energy_saving", "time_ratio", "speedup"):
            continue
        if case.figure("power_ratio", scope) is not None:
            continue  # the formula holds the three against each other
        place = _place(case, scope)
        try:
            ratio = case.book.value("power_ratio", scope)
        except WholeprintError:
            yield Lacking(NAME, place, "both energy and time, before and after")
            continue
        yield Done(NAME, place, "energy = power x time")
        yield from _held(case, scope, ratio.value, ratio.slack_amount, place)
    for scope in case.scopes():
        if case.states(scope, "power_ratio") and case.figure("power_ratio", scope) is not None:
            found = case.amount("power_ratio", scope)
            if found is not None:
                place = case.place("power_ratio", scope)
                yield Done(NAME, place, "between idle and full load")
                yield from _held(case, scope, found.value, found.slack_amount, place)


def _place(case: Case, scope: str | None) -> str:
    for term in ("energy_saving", "energy_ratio", "speedup", "time_ratio"):
        if case.states(scope, term):
            return case.place(term, scope)
    return case.book.place("power_ratio", scope)


def _held(
    case: Case, scope: str | None, value: float, slack: float, place: str
) -> Iterator[Finding]:
    if value + slack >= IDLE_SHARE and value - slack <= HIGHEST:
        return
    speed = case.number("speedup", scope, "1") or _inverse(case.number("time_ratio", scope, "1"))
    energy = case.number("energy_ratio", scope, "1")
    of_time = "" if not speed else f" Time alone would save {1.0 - 1.0 / speed:.0%} of the energy."
    low = value < IDLE_SHARE
    yield Finding(
        "power-implied",
        Severity.CONTRADICTION,
        place,
        f"Energy is power times time: {'' if energy is None else f'{energy:.3g} of the energy '}"
        f"{'' if not speed else f'in 1/{speed:.3g} of the time '}needs {value:.3g} times the mean "
        f"power, and the same machine draws {'at least a tenth of it at rest' if low else 'less'}."
        f"{of_time}",
        f"{value:.3g}",
        f"{IDLE_SHARE:g} to {HIGHEST:g}",
        {"power_ratio": value},
        (
            "the two figures are of different tasks, or were taken in different boundaries",
            "it ran on other hardware, or on less of it",
        ),
        "Give the energy and the time of both runs, the hardware, and the task",
    )


def _inverse(value: float | None) -> float | None:
    return 1.0 / value if value else None
