"""Whether what the building adds to its IT equipment can be, and is what is stated."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, said, slack_of
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told

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
            if case.number("energy", scope, "kWh") is not None and inner is None:
                yield Lacking(NAME, case.place("energy", scope), "energy at the IT equipment")
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
            why=("PUE is applied twice",) if how == "implied" else (),
            resolve="Say where the two energies were taken",
        )
