"""Whether figures follow from the figures they are said, or known, to follow from."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, printed_as, said
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.advice.audit.hypotheses import explain, needed
from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.book import TOTALS
from wholeprint.advice.statement.formula import Node, Summed, parse
from wholeprint.advice.statement.rebuild import CLOSE, Rebuilt, Verdict, verdict
from wholeprint.advice.statement.shape import Figure
from wholeprint.advice.statement.terms import ADDED_UP, IDENTITIES, by_word, identities
from wholeprint.errors import WholeprintError
from wholeprint.quantities.units import ONE

NAME = "formulas"
QUESTION = "Does each figure follow from the others, with the rounding of what is printed?"

_NOUGHTS = 0.04
"""What trailing noughts of a printed number may hide, of it [1]: our choice."""

_MANIFOLD = 5.0
"""From here on a difference is said as a multiple: our choice."""

_RECALLED = 0.05
"""What a figure written down from memory may be off by [1]: our choice."""

_TURNED = {
    "energy / pue": ("energy", "it_energy * pue"),
    "energy_ratio / time_ratio": ("energy_ratio", "power_ratio * time_ratio"),
}
"""Identities that say the same as another one does, and that one's target."""

_OF_CHIP = "accelerator_hours * chip_power"
_FULLER = frozenset({"power * duration", "accelerator_hours * system_power"})


def check(case: Case) -> Iterator[Told]:
    """Hold every figure against its own formula, and against what the vocabulary says it is.

    Args:
        case: The statement.

    Yields:
        What was found, and what could not be computed.
    """
    for found in case.rebuilt:
        if found.verdict is Verdict.FOLLOWS:
            continue
        yield Done(NAME, found.place, f"= {found.by}")
        if _is_excused(case, found):
            continue
        if found.verdict is Verdict.UNKNOWN:
            yield Lacking(NAME, found.place, f"{found.reason} (for {found.by})")
        elif found.verdict is Verdict.UNIT:
            yield _of_unit(case, found)
        elif found.verdict is Verdict.OFF and _is_of_noughts(case, found):
            yield _nearly(found)
        elif found.verdict is Verdict.OFF or _only_noughts(found):
            yield _off(case, found)
        elif found.verdict in {Verdict.CLOSE, Verdict.TRUNCATED}:
            yield _nearly(found)


def scope_of(case: Case, found: Rebuilt) -> str | None:
    """Return the scope that a computed figure stands in.

    Args:
        case: The statement.
        found: The figure.
    """
    return case.scope_of(found.place)


def _is_mean(case: Case, found: Rebuilt) -> bool:
    # A rate of all rows is not their sum, and lies among them; so may a percentage.
    figure = found.figure
    if figure.amount is None or found.verdict is not Verdict.OFF:
        return False
    is_rate = "/" in str(figure.amount.unit) or figure.text.rstrip().endswith("%")
    if figure.term in ADDED_UP or not (figure.term or is_rate):
        return False
    name = figure.name if f"sum({figure.name})" == found.by else figure.term
    try:
        rows = [
            each.like(figure.amount.unit).to(figure.amount.unit)
            for each in case.book.over_rows(name)
        ]
    except WholeprintError:
        return False
    slack = figure.noughts_amount
    return min(rows) - slack <= figure.amount.value <= max(rows) + slack


def _only_noughts(found: Rebuilt) -> bool:
    # 100 may be rounded to its first digit, and mostly is not: it hides little.
    if found.verdict is not Verdict.ROUNDING or found.figure.about:
        return False
    if found.figure.amount is None or found.computed is None:
        return False
    away = abs(found.computed.value - found.figure.amount.value)
    beyond = away - found.figure.rounding_amount - found.computed.slack_amount
    return beyond > _NOUGHTS * abs(found.figure.amount.value)


def _is_of_noughts(case: Case, found: Rebuilt) -> bool:
    # Rows may have been rounded to thousands before they were added up.
    if found.figure.amount is None or found.computed is None:
        return False
    away = abs(found.computed.value - found.figure.amount.value)
    noughts = found.figure.noughts_amount + sum(
        case.noughts(leaf, found.figure.amount.unit) for leaf in found.computed.leaves
    )
    cut = found.computed.value > found.figure.amount.value
    noughts = max(noughts, 2.0 * found.figure.noughts_amount if cut else 0.0)
    return away <= min(noughts, CLOSE * abs(found.figure.amount.value))


def _is_excused(case: Case, found: Rebuilt) -> bool:
    if found.by in _TURNED and found.figure.equals is None:
        target, by = _TURNED[found.by]
        scope = scope_of(case, found)
        other = case.figure(target, scope)
        place = case.place(target, scope)
        return other is not None and any(each.by == by for each in case.rebuilt_at.get(place, ()))
    if found.by.startswith("sum(") and found.figure.equals is None:
        return _is_mean(case, found)
    if found.by != _OF_CHIP or found.figure.equals is not None:
        return False
    if found.verdict is not Verdict.OFF or (ratio := found.difference_ratio) is None:
        return False
    others = [each for each in case.rebuilt_at[found.place] if each.by in _FULLER]
    if any(not each.verdict.contradicts for each in others):
        return True  # the host is in the fuller figure, and not in that of the chip
    power = case.figure("chip_power", scope_of(case, found))
    # A chip may draw less than its limit; the check of powers says where it would draw more.
    return power is not None and "tdp" in power.name.lower() and ratio > 0.0


def _of_unit(case: Case, found: Rebuilt) -> Finding:
    scope = scope_of(case, found)
    bare = _without_unit(case, found, scope)
    if bare:
        return Finding(
            "no-unit",
            Severity.CAUTION,
            found.place,
            f"{bare} is printed without a unit, so that {found.figure.name} cannot be checked.",
            printed_as(found.figure),
            resolve=f"Say the unit of {bare}",
        )
    severity = Severity.CAUTION if found.recalled else Severity.CONTRADICTION
    return Finding(
        "unit",
        severity,
        found.place,
        f"{found.figure.name} = {found.by} does not give the kind of thing that is printed: "
        f"{found.reason}.",
        printed_as(found.figure),
        "" if found.computed is None else said(found.computed),
        why=_unit_hints(found),
        resolve="Correct the formula or the unit of one of its figures",
    )


def _unit_hints(found: Rebuilt) -> tuple[str, ...]:
    if found.computed is None or found.figure.amount is None:
        return ()
    extra = str((found.computed.unit / found.figure.amount.unit).powers)
    if any(f"'{word}'" in extra for word in ("day", "h", "year", "month", "min", "s")):
        return ("something that is a total already met a time once more, as an intensity met days",)
    return ()


def _without_unit(case: Case, found: Rebuilt, scope: str | None) -> str:
    names = [found.figure.name, *(name for _, name in _node(case, found, scope).names())]
    for name in names:
        known = case.book.find(name, scope)
        if known is None or known[0].amount is None or not known[0].term:
            continue
        unitless = known[0].amount.unit == ONE and "%" not in known[0].text
        if unitless and by_word()[known[0].term].unit != "1":
            return known[0].name
    return ""


def _node(case: Case, found: Rebuilt, scope: str | None) -> Node:
    for by, node in case.book.ways(found.figure, scope):
        if by == found.by:
            return node
    try:
        return parse(found.by)
    except WholeprintError:
        return Summed(found.figure.name)


def _off(case: Case, found: Rebuilt) -> Finding:
    scope = scope_of(case, found)
    node = _node(case, found, scope)
    is_total = scope == TOTALS and isinstance(node, Summed)
    computed = found.computed
    ratio = found.difference_ratio
    off = ""
    if ratio is not None and ratio > -1.0:
        off = f", {_apart(1.0 / (1.0 + ratio))}"
    what = "The total is not the sum of its rows" if is_total else "The figure does not follow"
    other = _by_vocabulary(case, found, scope)
    is_recalled = found.recalled and abs(ratio or 1.0) <= _RECALLED
    why = explain(case, found, scope, node)
    if other:
        why = (f"the formula is wrong and the figure right: {other} gives it", *why)
    return Finding(
        "total" if is_total else "formula",
        Severity.CAUTION if is_recalled or other else Severity.CONTRADICTION,
        found.place,
        f"{what}: {found.figure.name} = {found.by} gives "
        f"{'' if computed is None else said(computed)}, and {printed_as(found.figure)} is "
        f"printed{off}; the rounding of what is printed does not explain it.",
        printed_as(found.figure),
        "" if computed is None else said(computed),
        _numbers(found),
        why,
        needed(case, found, scope, node),
    )


def _apart(times: float) -> str:
    """Return in words how far the printed figure is from the computed one."""
    if times >= _MANIFOLD:
        return f"{times:,.4g} times as much"
    if 0.0 < times <= 1.0 / _MANIFOLD:
        return f"1/{1.0 / times:,.4g} of it"
    return f"{abs(times - 1.0):.2%} {'less' if times < 1.0 else 'more'}"


def _by_vocabulary(case: Case, found: Rebuilt, scope: str | None) -> str:
    # Where the figure is what it should be, the formula beside it is what is wrong.
    if found.figure.equals is None:
        return ""
    for (target, text), (_, node) in zip(IDENTITIES, identities(), strict=True):
        names = [name for _, name in node.names()]
        if target != found.figure.term or any(case.figure(n, scope) is None for n in names):
            continue
        try:
            computed = case.book.compute(found.figure, scope, node)
            if verdict(found.figure, _in_printed(found.figure, computed), node).reproduces:
                return text
        except WholeprintError:
            continue
    return ""


def _in_printed(figure: Figure, computed: Amount) -> Amount:
    unit = computed.unit if figure.amount is None else figure.amount.unit
    return computed.like(unit).into(unit)


def _nearly(found: Rebuilt) -> Finding:
    cut = found.verdict is Verdict.TRUNCATED
    why = "cut off and not rounded" if cut else "off by less than 1 %, beyond rounding"
    shown = "" if found.computed is None else said(found.computed)
    return Finding(
        "nearly",
        Severity.REMARK,
        found.place,
        f"{found.figure.name} = {found.by} gives {shown}, and {printed_as(found.figure)} is "
        f"printed: {why}.",
        printed_as(found.figure),
        shown,
        _numbers(found),
        ("digits were rounded on the way",) if not cut else (),
    )


def _numbers(found: Rebuilt) -> dict[str, float]:
    if found.figure.amount is None or found.computed is None:
        return {}
    numbers = {"printed": found.figure.amount.value, "computed": found.computed.value}
    ratio = found.difference_ratio
    return numbers if ratio is None else {**numbers, "difference_ratio": ratio}
