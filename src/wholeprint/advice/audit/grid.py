"""Whether the intensity that is stated, or implied, is one of the named place and year."""

from collections.abc import Iterator
from dataclasses import dataclass

from wholeprint.advice.audit.case import Case, plain
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.advice.audit.references import Range

NAME = "grid"
QUESTION = "Is the intensity, stated or implied, one of the named place and year?"

_LOW_CARBON = 50.0
"""What counting the life cycle of low-carbon plants may add [gCO2e/kWh]: about the median of
solar, the highest among them; our choice of a round number."""

_LEAST = 0.5
"""Below it no grid lies that we know of, but for those without any fuel [gCO2e/kWh]: our choice."""

_LOW = 10.0
"""Below it lie few grids, by a direct count [gCO2e/kWh]: our choice."""

_HOST_SHARE = 2.5
"""Power of an accelerator with its host over its design power, at most [1]: our choice."""


_MOST_OF_GRIDS = 1300.0
"""Over it no grid lies, but for single plants of lignite [gCO2e/kWh]: our choice."""

_OWN = ("intensity", "ghg", "energy", "it_energy", "ghg_per_request", "energy_per_request")

_UNITS = (
    (1e3, "it is 1000 times too large: g for kg, or kWh for MWh"),
    (1e-3, "it is 1000 times too small: kg for g, or MWh for kWh"),
    (1e6, "it is a million times too large"),
    (1e-6, "it is a million times too small"),
)


@dataclass(frozen=True, slots=True)
class _Implied:
    low: float
    high: float
    place: str
    words: str


def check(case: Case) -> Iterator[Told]:
    """Hold each intensity against what is published of the place, or of any.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        about = case.about(scope)
        row = case.row(scope)
        is_own = case.states(scope, *_OWN)
        if not is_own and not (row is not None and row.about.place):
            continue
        implied = list(_implied(case, scope))
        if not implied:
            continue
        if about.accounting == "market":
            yield Lacking(NAME, implied[0].place, "a location-based figure: this one is of market")
            continue
        year = about.year or case.statement.origin.year
        found = case.references.grid(about.place, year) if about.place else None
        if about.place and found is None:
            yield Lacking(NAME, implied[0].place, f"no grid known as {about.place!r}")
        elif not about.place:
            yield Lacking(NAME, implied[0].place, "where it ran")
        for each in implied:
            yield from _held(case, scope, each, found)


def _implied(case: Case, scope: str | None) -> Iterator[_Implied]:
    figure = case.figure("intensity", scope)
    stated = case.number("intensity", scope, "gCO2e/kWh") if figure is not None else None
    if stated is not None and figure is not None:
        yield _Implied(stated, stated, case.place("intensity", scope), f"stated, {figure.text}")
    yield from _of_request(case, scope)
    if case.figure("ghg", scope) is None:
        return
    grams = case.number("ghg", scope, "gCO2e")
    energy = _energy_kwh(case, scope)
    if grams is None or energy is None or energy[0] <= 0.0:
        return
    low, high, words = energy
    if stated is not None and low == high:
        return  # the formula holds the two against each other
    yield _Implied(grams / high, grams / low, case.place("ghg", scope), f"implied by {words}")


def _of_request(case: Case, scope: str | None) -> Iterator[_Implied]:
    if (
        not case.states(scope, "ghg_per_request")
        or case.figure("energy_per_request", scope) is None
    ):
        return
    grams = case.number("ghg_per_request", scope, "gCO2e")
    energy = case.number("energy_per_request", scope, "kWh")
    if grams is None or energy is None or energy <= 0.0:
        return
    low, high = _ends(case, "ghg_per_request", scope, grams)
    value = grams / energy
    place = case.place("ghg_per_request", scope)
    words = "implied by the energy for one request"
    yield _Implied(value * low, value * high, place, words)


def _ends(case: Case, term: str, scope: str | None, grams: float) -> tuple[float, float]:
    figure = case.figure(term, scope)
    if figure is None or figure.amount is None or grams == 0.0:
        return 1.0, 1.0
    part = figure.rounding_amount / abs(figure.amount.value)
    return max(0.0, 1.0 - part), 1.0 + part


def _energy_kwh(case: Case, scope: str | None) -> tuple[float, float, str] | None:
    energy = case.number("energy", scope, "kWh")
    if energy is not None:
        return energy, energy, "the energy"
    highest = case.references.highest_pue()[0]
    inner = case.number("it_energy", scope, "kWh")
    if inner is not None:
        return inner, inner * highest, f"the IT energy and a PUE of 1 to {highest:g}"
    hours = case.number("accelerator_hours", scope, "h")
    limits = case.references.chip(case.about(scope).hardware or "-")
    if hours is None or limits is None:
        return None
    low = hours * limits.least_watts * 0.1 / 1e3
    high = hours * limits.most_watts * _HOST_SHARE * highest / 1e3
    return low, high, f"{hours:,.6g} accelerator hours of {limits.name}, idle to fully loaded"


def _held(case: Case, scope: str | None, implied: _Implied, found: Range | None) -> Iterator[Told]:
    world = case.references.any_grid()
    if found is None:
        yield Done(NAME, implied.place, f"{implied.words}, against any grid")
        found = Range(world.name, _LEAST, world.high, world.middle_amount, 1.5, world.source)
        bottom = 0.0 if implied.high == 0.0 else _LEAST
    else:
        yield Done(NAME, implied.place, f"{implied.words}, against {found.name}")
        bottom = found.low / found.factor
    top = max(found.high * found.factor, found.high + _LOW_CARBON)
    if bottom <= implied.high and implied.low <= top:
        if found.name == world.name and 0.0 < implied.high < _LOW:
            yield _doubtful(implied)
        return
    is_high = implied.low > top
    value = implied.low if is_high else implied.high
    market = case.number("market_intensity", scope, "gCO2e/kWh")
    yield Finding(
        "intensity",
        Severity.CONTRADICTION,
        implied.place,
        f"The intensity is {plain(value)} gCO2e/kWh ({implied.words}), and {found.name} has "
        f"{plain(found.low)} to {plain(found.high)} gCO2e/kWh ({found.source}); "
        f"with other methods and years {bottom:,.3g} to {plain(top)} would be believed.",
        f"{plain(value)} gCO2e/kWh",
        f"{bottom:,.3g} to {plain(top)} gCO2e/kWh",
        {"seen": value, "low": found.low, "high": found.high},
        why=_reasons(value, found, (bottom, top), market, is_high=is_high),
        resolve="Name the part of the grid and the year, or say that it is of a contract "
        "(accounting: market)",
    )


def _doubtful(implied: _Implied) -> Finding:
    return Finding(
        "intensity-low",
        Severity.CAUTION,
        implied.place,
        f"The intensity is {implied.high:,.3g} gCO2e/kWh at most ({implied.words}): only grids of "
        "hardly anything but water power and nuclear power come near it.",
        f"{implied.high:,.3g} gCO2e/kWh",
        why=("a unit is 1000 times too small: kg for t", "it is market-based"),
        resolve="Name the place, and whether contracts are in it",
    )


def _reasons(
    value: float, found: Range, bounds: tuple[float, float], market: float | None, *, is_high: bool
) -> tuple[str, ...]:
    bottom, top = bounds
    reasons: list[str] = []
    if market and abs(value / market - 1.0) < 0.05:  # noqa: PLR2004 - of rounding
        reasons.append("the market-based intensity was used in place of the location-based one")
    # A grid of hardly any carbon has nought at its lower end, which any number divided would fit.
    least = max(bottom, found.low / found.factor, _LOW)
    unit = [words for factor, words in _UNITS if least <= value / factor <= top]
    is_of_grid = _LOW <= value <= _MOST_OF_GRIDS
    place = (
        "it is the intensity of another place, or one of marginal plants"
        if is_high
        else "it is a market-based intensity, or one of another place"
    )
    reasons += [place, *unit] if is_of_grid else unit or ([] if reasons else [place])
    return tuple(reasons)
