"""Whether the accelerators that are named can have drawn what is stated, and no less."""

from collections.abc import Iterator
from dataclasses import dataclass

from wholeprint.advice.audit.case import Case, plain
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.advice.audit.references import ChipLimits

NAME = "power"
QUESTION = "Can the accelerators that are named have drawn this power, for this long?"

_BARELY = 1.02
"""What rounding and firmware may add to a limit [1]: our choice."""

_CLEARLY = 1.1
"""Over a limit by more than meters and short peaks explain [1]: our choice."""

_MUCH, _TOO_MUCH = 2.5, 5.0
"""Power of an accelerator with its share of the host over its design power [1]. Over the first it
is doubtful: whole servers of eight draw 1.8 to 2.1 times the design power of their accelerators at
most, by their makers' plates. Over the second nothing explains it. Our choice."""

_LITTLE, _TOO_LITTLE = 0.1, 0.02
"""The same below idle: accelerators draw about a tenth of their design power at rest. Our choice.
"""


_LIKELY = (0.25, 2.0)
"""Power of an accelerator at work with its host over its design power [1]: what an explanation has
to lead to. Our choice."""

_SERVER = 8.0
"""Accelerators of a usual server."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    watts: float
    most_watts: float
    place: str
    words: str
    is_counted: bool = False


def check(case: Case) -> Iterator[Told]:
    """Hold each power, stated or implied, against what the chips can draw.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        named = case.about(scope).hardware
        limits = case.references.chip(named) if named else None
        own = case.states(scope, "chip_power", "system_power", "power", "energy", "it_energy")
        hours = case.states(scope, "accelerator_hours", "accelerators", "duration")
        if not own and not hours:
            continue
        if named and limits is None:
            yield Lacking(NAME, case.book.place("hardware", scope), f"no chip known as {named!r}")
        if own and not named:
            yield Lacking(NAME, case.book.place("hardware", scope), "which accelerators ran")
        if limits is not None:
            yield from _stated(case, scope, limits)
        for drawn in _implied(case, scope):
            yield from _held(drawn, limits or case.references.any_chip(), named)


def _stated(case: Case, scope: str | None, limits: ChipLimits) -> Iterator[Told]:
    figure = case.figure("chip_power", scope)
    watts = case.number("chip_power", scope, "W")
    if figure is None or watts is None or not case.states(scope, "chip_power"):
        return
    place = case.place("chip_power", scope)
    yield Done(NAME, place, f"against {limits.most_watts:g} W of {limits.name}")
    boost = case.number("power_limit", scope, "W")
    numbers = {"watts": watts, "limit_watts": limits.most_watts}
    if watts <= limits.most_watts * _BARELY:
        return
    if boost is not None and watts <= boost * _BARELY:
        yield Finding(
            "boost",
            Severity.REMARK,
            place,
            f"{plain(watts)} W is over the {limits.most_watts:g} W that {limits.name} is designed "
            f"for; a limit of {plain(boost)} W is declared.",
            figure.text,
            f"at most {limits.most_watts:g} W",
            {**numbers, "boost_watts": boost},
        )
        return
    yield Finding(
        "over-limit",
        Severity.CONTRADICTION if watts > limits.most_watts * _CLEARLY else Severity.CAUTION,
        place,
        f"One accelerator is said to draw {plain(watts)} W, and {limits.name} is designed for "
        f"{limits.most_watts:g} W at most ({limits.source}).",
        figure.text,
        f"at most {limits.most_watts:g} W",
        numbers,
        why=("it is the power of a whole server or with a share of the host",)
        if watts > limits.most_watts * 1.2
        else (),
        resolve="Declare a boost (power_limit), or call it system_power if the host is in it",
    )


def _implied(case: Case, scope: str | None) -> Iterator[_Drawn]:
    watts = case.number("system_power", scope, "W")
    if watts is not None and case.states(scope, "system_power"):
        yield _Drawn(watts, watts, case.place("system_power", scope), "stated with its host")
    power, count = case.number("power", scope, "W"), case.number("accelerators", scope, "1")
    if power is not None and count and case.states(scope, "power", "accelerators"):
        place = case.place("power", scope)
        yield _Drawn(power / count, power / count, place, f"stated power over {count:g}")
    hours = case.number("accelerator_hours", scope, "h")
    if (
        not hours
        or hours <= 0.0
        or not case.states(
            scope, "accelerator_hours", "accelerators", "duration", "energy", "it_energy"
        )
    ):
        return
    if case.figure("it_energy", scope) is not None:
        energy = case.number("it_energy", scope, "kWh")
        if energy is not None:
            each = energy / hours * 1e3
            place = case.place("it_energy", scope)
            words = f"IT energy over {plain(hours, 6)} accelerator hours"
            yield _Drawn(each, each, place, words, _is_counted(case, scope))
    elif case.figure("energy", scope) is not None:
        energy = case.number("energy", scope, "kWh")
        pue = case.number("pue", scope, "1")
        if energy is not None:
            highest = pue or case.references.highest_pue()[0]
            low, high = energy / hours * 1e3 / highest, energy / hours * 1e3 / (pue or 1.0)
            place = case.place("energy", scope)
            words = f"energy over {plain(hours, 6)} accelerator hours"
            words += "" if pue else f", at a PUE of 1 to {highest:g}"
            yield _Drawn(low, high, place, words, _is_counted(case, scope))


def _is_counted(case: Case, scope: str | None) -> bool:
    """Return whether accelerators were multiplied with hours here, and not by the statement."""
    count = case.number("accelerators", scope, "1")
    return case.figure("accelerator_hours", scope) is None and count is not None and count > 1.0


def _held(drawn: _Drawn, limits: ChipLimits, named: str) -> Iterator[Told]:
    yield Done(NAME, drawn.place, f"{drawn.words}, against {limits.name}")
    least = limits.least_watts if named else 0.0
    bounds = (
        (drawn.watts > _TOO_MUCH * limits.most_watts, Severity.CONTRADICTION, "over"),
        (drawn.most_watts < _TOO_LITTLE * least, Severity.CONTRADICTION, "under"),
        (drawn.watts > _MUCH * limits.most_watts, Severity.CAUTION, "over"),
        (drawn.most_watts < _LITTLE * least, Severity.CAUTION, "under"),
    )
    for is_so, severity, side in bounds:
        if is_so:
            yield _finding(drawn, limits, severity, is_over=side == "over")
            return


def _finding(drawn: _Drawn, limits: ChipLimits, severity: Severity, *, is_over: bool) -> Finding:
    watts = drawn.watts if is_over else drawn.most_watts
    share = watts / (limits.most_watts if is_over else limits.least_watts)
    reason = (
        f"{share:.3g} times what {limits.name} is designed for ({limits.most_watts:g} W, "
        f"{limits.source}): more than a host adds"
        if is_over
        else f"{share:.2%} of what {limits.name} is designed for ({limits.least_watts:g} W, "
        f"{limits.source}): less than it draws at rest"
    )
    return Finding(
        "power-over" if is_over else "power-under",
        severity,
        drawn.place,
        f"Each accelerator is made to draw {plain(watts)} W ({drawn.words}): {reason}.",
        f"{plain(watts)} W",
        f"{_LITTLE * limits.least_watts:,.4g} to {_MUCH * limits.most_watts:,.4g} W",
        {"watts": watts, "limit_watts": limits.most_watts},
        why=_thousands(watts, limits, drawn),
        resolve="Check the unit of the energy, the count of accelerators and the hours",
    )


def _thousands(watts: float, limits: ChipLimits, drawn: _Drawn) -> tuple[str, ...]:
    low, high = _LIKELY[0] * limits.least_watts, _LIKELY[1] * limits.most_watts
    found: list[str] = []
    for factor, words in (
        (1e3, "the energy is 1000 times too large: MWh for kWh"),
        (1e-3, "the energy is 1000 times too small: kWh for MWh"),
        (_SERVER, "the hours are those of servers with eight accelerators"),
        (24.0, "days were taken for hours"),
    ):
        if factor == _SERVER and drawn.is_counted:
            continue
        if low <= watts / factor <= high:
            found.append(words)
    return tuple(found[:2])
