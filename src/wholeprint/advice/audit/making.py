"""Whether what making the hardware emitted is bounded, shared out and added as it is said."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case
from wholeprint.advice.audit.finding import Done, Finding, Severity, Told
from wholeprint.advice.statement.amount import Amount
from wholeprint.quantities.units import Unit

NAME = "making"
QUESTION = "Is the making of hardware inside the boundary once, and shared over a life that can be?"

_YEARS = (1.0, 15.0)
"""Years that hardware is believed to stay in use: our choice, twice round what is published."""

_POSSIBLE_YEARS = (0.05, 40.0)
_SLACK = 0.02
_EMBODIED = ("ghg_embodied", "embodied_rate", "embodied_each", "water_embodied")


def check(case: Case) -> Iterator[Told]:
    """Look at embodied figures.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        if case.states(scope, *_EMBODIED, "ghg_total"):
            yield from _boundary(case, scope)
        if case.states(scope, "lifetime"):
            yield from _life(case, scope)
        if case.states(scope, "embodied_rate", "embodied_each"):
            yield from _rate(case, scope)
        if case.states(scope, "embodied_each", "embodied_card", "embodied_host"):
            yield from _parts(case, scope)


def _boundary(case: Case, scope: str | None) -> Iterator[Told]:
    counts = case.about(scope).counts
    has_embodied = any(case.figure(term, scope) is not None for term in _EMBODIED)
    term = next((each for each in (*_EMBODIED, "ghg_total") if case.states(scope, each)), "")
    place = case.place(term, scope)
    if counts is None:
        return
    yield Done(NAME, place, "against the boundary")
    if has_embodied and "embodied" not in counts:
        in_total = case.figure("ghg_total", scope) is not None
        yield Finding(
            "outside-boundary",
            Severity.CONTRADICTION if in_total else Severity.CAUTION,
            place,
            "What making the hardware emitted is stated"
            f"{' and is in the total' if in_total else ''}, and the boundary leaves it out.",
            ", ".join(sorted(counts)),
            "embodied among them",
            resolve="Put embodied into the boundary, or out of the figures",
        )


def _life(case: Case, scope: str | None) -> Iterator[Told]:
    years = case.number("lifetime", scope, "year")
    if years is None:
        return
    place = case.place("lifetime", scope)
    yield Done(NAME, place, f"{_YEARS[0]:g} to {_YEARS[1]:g} years are believed")
    if not _YEARS[0] <= years <= _YEARS[1]:
        yield _of_years("lifetime", place, years, "is stated to stay in use for")


def _of_years(code: str, place: str, years: float, words: str) -> Finding:
    is_possible = _POSSIBLE_YEARS[0] <= years <= _POSSIBLE_YEARS[1]
    return Finding(
        code,
        Severity.CAUTION if is_possible else Severity.CONTRADICTION,
        place,
        f"The hardware {words} {years:,.3g} years.",
        f"{years:,.3g} years",
        f"{_YEARS[0]:g} to {_YEARS[1]:g} years",
        {"years": years},
        resolve="Check the unit of the lifetime, and over what the making is shared",
    )


def _rate(case: Case, scope: str | None) -> Iterator[Told]:
    each, rate = case.amount("embodied_each", scope), case.amount("embodied_rate", scope)
    if each is None or rate is None or rate.value <= 0.0:
        return
    place = case.place("embodied_rate", scope)
    used: Amount = each / rate
    years = used.to(Unit.parse("year"))
    life, share = case.number("lifetime", scope, "year"), case.number("utilisation", scope, "1")
    yield Done(NAME, place, "against embodied_each over the life")
    slack = used.slack_amount / used.value + _SLACK if used.value else _SLACK
    if life is None:
        if not _POSSIBLE_YEARS[0] <= years <= _POSSIBLE_YEARS[1]:
            words = "is shared over hours that amount to"
            yield _of_years("life-implied", place, years, words)
        return
    shares = (share,) if share is not None else (0.01, 1.0)
    low, high = life * min(shares) * (1.0 - slack), life * max(shares) * (1.0 + slack)
    if not low <= years <= high:
        worked = f" at {share:.0%}" if share is not None else ""
        yield Finding(
            "life-implied",
            Severity.CONTRADICTION,
            place,
            f"Making one accelerator, shared at this rate, is used up in {years:.3g} years of "
            f"work; a life of {life:g} years{worked} is stated.",
            f"{years:.3g} years of work",
            f"{low:.3g} to {high:.3g} years",
            {"implied_years": years, "stated_years": life},
            _of_share(years, life, share),
            "Say over which hours the making is shared",
        )


def _of_share(years: float, life: float, share: float | None) -> tuple[str, ...]:
    if share is not None and abs(years / life - 1.0) <= _SLACK:
        return ("the share of the life at work was left out",)
    if share is not None and abs(years / (life * share**2) - 1.0) <= _SLACK:
        return ("the share of the life at work was applied twice",)
    return ()


def _parts(case: Case, scope: str | None) -> Iterator[Told]:
    each = case.number("embodied_each", scope, "kgCO2e")
    card, host = (
        case.number("embodied_card", scope, "kgCO2e"),
        case.number("embodied_host", scope, "kgCO2e"),
    )
    if each is None or card is None or host is None:
        return
    place = case.place("embodied_each", scope)
    yield Done(NAME, place, "against card and host")
    if abs(card + host - each) <= _SLACK * each:
        return
    twice = {"the card": 2.0 * card + host, "the host": card + 2.0 * host}
    yield Finding(
        "parts",
        Severity.CONTRADICTION,
        place,
        f"Card and host add up to {card + host:,.6g} kgCO2e, and {each:,.6g} kgCO2e is stated.",
        f"{each:,.6g} kgCO2e",
        f"{card + host:,.6g} kgCO2e",
        {"printed": each, "computed": card + host},
        tuple(
            f"{name} was added twice"
            for name, value in twice.items()
            if abs(value - each) <= _SLACK * each
        ),
        "Say what is in the figure of one accelerator",
    )
