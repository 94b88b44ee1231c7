"""Whether what the building adds to its IT equipment can be, and is what is stated."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, said, slack_of
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.advice.statement.shape import Figure

_SLACK = 0.03
"""What digits of power and time may hide [1]: our choice."""

_OF_LIMIT = 0.5
"""Mean power over what is called the power of a chip, where that may be its limit [1]: our choice,
about the least that is published of training."""

_HOST_SHARE = 2.5
"""Power of an accelerator with its host over its own, at most [1]: our choice."""

_FAR = 100.0
"""An implied PUE over it is a wrong unit and no building [1]: our choice."""

NAME = "building"
QUESTION = "Is energy of the building over energy of its IT equipment a PUE that can be?"


def check(case: Case) -> Iterator[Told]:
    """Look at the PUE that is stated, and at the one that two energies imply.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        if case.states(scope, "pue"):
            place = case.place("pue", scope)
            figure = case.figure("pue", scope)
            value = case.number("pue", scope, "1")
            if figure is not None and value is not None:
                yield Done(NAME, place, "a PUE is 1 or more")
                yield from _judged(
                    case, place, value, figure.rounding_amount, figure.text, "stated"
                )
        if not case.states(scope, "energy", "it_energy"):
            continue
        energy, inner = case.figure("energy", scope), case.figure("it_energy", scope)
        if energy is None or inner is None or energy.amount is None or inner.amount is None:
            if energy is not None and inner is None:
                yield from _of_power(case, scope, energy)
            continue
        if not energy.amount.unit.fits(inner.amount.unit) or inner.amount.value <= 0.0:
            continue
        value = energy.amount.to(inner.amount.unit) / inner.amount.value
        slack = value * (
            slack_of(energy) / max(energy.amount.value, 1e-300)
            + slack_of(inner) / inner.amount.value
        )
        place = case.place("energy", scope)
        yield Done(NAME, place, f"over {said(inner.amount)} of IT energy")
        seen = f"{energy.text} over {inner.text}"
        yield from _judged(case, place, value, slack, seen, "implied")


def _of_power(case: Case, scope: str | None, energy: Figure) -> Iterator[Told]:
    # Energy against power times time, where no energy of the IT equipment is stated.
    place = case.place("energy", scope)
    seen = case.number("energy", scope, "kWh")
    drawn = _drawn(case, scope)
    if seen is None or drawn is None or case.figure("pue", scope) is not None:
        if case.figure("pue", scope) is None:
            yield Lacking(NAME, place, "energy at the IT equipment")
        return
    low, most, words = drawn
    highest, source = case.references.highest_pue()
    yield Done(NAME, place, f"against {words}")
    slack = slack_of(energy) / abs(energy.amount.value) if energy.amount is not None else 0.0
    if seen * (1.0 + slack + _SLACK) < low:
        yield Finding(
            "energy-under",
            Severity.CONTRADICTION,
            place,
            f"{energy.text} is less than {words}, {low:,.6g} kWh: a building uses at least what "
            "the equipment in it does.",
            energy.text,
            f"at least {low:,.6g} kWh",
            {"energy_kwh": seen, "power_times_time_kwh": low},
            ("a unit is 1000 times too small",) if seen * 100.0 < low else (),
            "Check the power, the time and the unit of the energy",
        )
    elif seen * (1.0 - slack) > 2.0 * most * highest:
        yield Finding(
            "energy-over",
            Severity.CONTRADICTION,
            place,
            f"{energy.text} is {seen / low:,.3g} times {words} ({low:,.6g} kWh), and a building "
            f"adds at most {highest:g} times ({source}).",
            energy.text,
            f"at most {most * highest:,.6g} kWh",
            {"energy_kwh": seen, "power_times_time_kwh": low},
            ("a unit is 1000 times too large",) if seen > 100.0 * low else (),
            "Check the power, the time and the unit of the energy",
        )


def _drawn(case: Case, scope: str | None) -> tuple[float, float, str] | None:
    """Return power times time, at least and with a host [kWh], and what it is of."""
    hours = case.number("accelerator_hours", scope, "h")
    duration, power = case.number("duration", scope, "h"), case.number("power", scope, "W")
    each, chip = case.number("system_power", scope, "W"), case.figure("chip_power", scope)
    if power is not None and duration is not None:
        return power * duration / 1e3, power * duration / 1e3, "power times time"
    if each is not None and hours is not None:
        return each * hours / 1e3, each * hours / 1e3, "power times accelerator hours"
    watts = case.number("chip_power", scope, "W")
    if chip is None or watts is None or hours is None or "tdp" in chip.name.lower():
        return None
    kwh = watts * hours / 1e3
    return kwh * _OF_LIMIT, kwh * _HOST_SHARE, "the chips' power times their hours"


def _judged(
    case: Case, place: str, value: float, slack: float, seen: str, how: str
) -> Iterator[Finding]:
    highest, source = case.references.highest_pue()
    if value + slack < 1.0 - 1e-9:
        yield Finding(
            "pue-below-one",
            Severity.CONTRADICTION,
            place,
            f"The {how} PUE is {value:.3g}: a building cannot use less than the equipment in it.",
            seen,
            "1 or more",
            {"pue": value},
            why=("the two energies changed places, or one was divided by PUE",)
            if how == "implied"
            else (),
            resolve="Check which energy is taken at the building's meter",
        )
    elif value - slack > highest:
        yield Finding(
            "pue-high",
            Severity.CAUTION,
            place,
            f"The {how} PUE is {value:.3g}; the highest average that is still believed of data "
            f"centres is {highest:g} ({source}).",
            seen,
            f"at most {highest:g}",
            {"pue": value, "highest_pue": highest},
            why=_why_high(case, place, value, how),
            resolve="Say where the two energies were taken",
        )


def _why_high(case: Case, place: str, value: float, how: str) -> tuple[str, ...]:
    if how != "implied":
        return ()
    if value > _FAR:
        return ("one of the two energies is in a unit 1000 times another",)
    stated = case.number("pue", case.scope_of(place), "1")
    if stated is not None and abs(value - stated**2) > 0.02 * value:
        return ()
    return ("PUE is applied twice",)
