"""The public record, spoilt and rewritten: what is wrong is found, and what is right is not."""

import copy
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pytest

from wholeprint.advice.audit.case import Case, slack_of
from wholeprint.advice.audit.registry import Audit, audit
from wholeprint.advice.statement.book import TOTALS
from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.rebuild import ABOUT, CLOSE, Rebuilt, Verdict
from wholeprint.advice.statement.shape import Figure
from wholeprint.factors.published import entries
from wholeprint.tracking.audit_references import TableReferences

PLUS_MINUS = "\N{PLUS-MINUS SIGN}"
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?")
REFERENCES = TableReferences()
PLACES = ("FR", "PL", "IN", "SE", "US", "GB", "DE", "NO", "ZA", "BR")

Plain = Any
"""What a YAML document holds."""


def is_map(plain: Any) -> bool:
    """Whether a part of a document holds names with values."""
    return isinstance(plain, dict)


@dataclass(frozen=True)
class Variant:
    """A statement with one thing changed, and whether it holds enough to find that."""

    name: str
    plain: Plain
    enough: bool = True


@dataclass(frozen=True)
class Original:
    """A statement of the record in which nothing contradicts."""

    id: str
    plain: Plain
    case: Case
    audit: Audit
    following: dict[str, list[Rebuilt]]

    def figures(self) -> Iterator[tuple[str | None, Figure, str]]:
        """Each figure that is printed, with its scope and its place."""
        for scope in self.case.book.scopes():
            for figure in self.case.book.figures(scope).values():
                if figure.amount is not None:
                    yield scope, figure, self.case.book.place(figure.name, scope)

    def resting_on(self, place: str) -> list[Rebuilt]:
        """The figures that are computed from one."""
        every = (each for found in self.following.values() for each in found)
        return [each for each in every if each.computed and place in each.computed.leaves]


@cache
def originals() -> tuple[Original, ...]:
    """Every statement of the record in which nothing contradicts."""
    found: list[Original] = []
    for name, entry in entries().items():
        plain: Any = entry.plain()
        statement = statement_of(plain)
        looked = audit(statement, REFERENCES)
        if not looked.is_consistent:
            continue
        case = Case(statement, REFERENCES)
        following: dict[str, list[Rebuilt]] = {}
        for each in case.rebuilt:
            fits = each.verdict.reproduces or each.verdict in {Verdict.CLOSE, Verdict.TRUNCATED}
            if fits and each.computed is not None and not each.figure.bound:
                following.setdefault(each.place, []).append(each)
        found.append(Original(name, plain, case, looked, following))
    return tuple(found)


def hidden_ratio(each: Rebuilt) -> float:
    """What the digits of a figure and of its inputs may hide, of it [1]; and a hundredth more."""
    figure, computed = each.figure, each.computed
    if figure.amount is None or computed is None or figure.amount.value == 0.0:
        return math.inf
    about = ABOUT if figure.about else 0.0
    away = abs(computed.value - figure.amount.value)
    slack = computed.slack_amount + 2.0 * slack_of(figure) + away
    return slack / abs(figure.amount.value) + CLOSE + about


def matters(one: Original, figure: Figure, place: str) -> bool:
    """Whether a figure could not vanish, or grow 1000 times, without anything else being off."""
    if any(hidden_ratio(each) < 0.9 for each in one.following.get(place, ())):
        return True
    for each in one.resting_on(place):
        if figure.amount is None or not figure.rounding_amount or not each.computed:
            continue
        slope = abs(each.computed.doubts.get(place, 0.0)) / figure.rounding_amount
        if slope * abs(figure.amount.value / each.computed.value) > hidden_ratio(each):
            return True
    return False


def with_text(plain: Plain, scope: str | None, name: str, text: str) -> Plain:
    """A copy of a statement with one figure printed otherwise."""
    changed = copy.deepcopy(plain)
    rows: Any = changed.get("rows")
    group: Any
    if scope is None:
        group = changed["figures"]
    elif scope == TOTALS:
        group = changed["totals"]
    elif is_map(rows):
        group = rows[scope]
    else:
        group = next(row for row in rows if row.get("name") == scope)
    if is_map(group[name]):
        group[name]["is"] = text
    else:
        group[name] = text
    return changed


def scaled(text: str, factor: float) -> str:
    """A printed number times a factor, with at least two decimals."""
    found = NUMBER.search(text)
    assert found is not None, text
    raw = found[0].replace(",", "")
    value = float(raw) * factor
    decimals = max(2, len(raw.partition(".")[2])) if "e" not in raw.lower() else 2
    shown = f"{value:.{decimals}f}" if 0.01 < abs(value) < 1e6 else f"{value:.6g}"
    return text[: found.start()] + shown + text[found.end() :]


def of_totals(factor: float) -> Iterator[Variant]:
    """Each figure that follows from others, times a factor; nought times anything is no change."""
    for one in originals():
        for scope, figure, place in one.figures():
            if place not in one.following or figure.amount is None or not figure.amount.value:
                continue
            text = scaled(figure.text, factor)
            enough = any(hidden_ratio(each) < abs(factor - 1.0) for each in one.following[place])
            plain = with_text(one.plain, scope, figure.name, text)
            yield Variant(f"{one.id} {place} {figure.text} -> {text}", plain, enough)


UNITS = (
    (r"\bkWh\b", "MWh"),
    (r"\bMWh\b", "kWh"),
    (r"\bWh\b", "kWh"),
    (r"\bkg(?=CO2e|$)", "g"),
    (r"\bg(?=CO2e|$)", "kg"),
    (r"\bt(?=CO2e|$)", "kg"),
    (r"\bkW\b", "W"),
    (r"\bW\b", "kW"),
    (r"\bmL\b", "L"),
    (r"\bkL\b", "L"),
)


def of_units() -> Iterator[Variant]:
    """Each figure that others follow from, or that follows, with a unit 1000 times off."""
    for one in originals():
        for scope, figure, place in one.figures():
            if figure.bound or figure.amount is None or not figure.amount.value:
                continue
            if not (place in one.following or one.resting_on(place)):
                continue
            for pattern, unit in UNITS:
                text = re.sub(pattern, unit, figure.text)
                if text != figure.text:
                    plain = with_text(one.plain, scope, figure.name, text)
                    enough = matters(one, figure, place)
                    yield Variant(f"{one.id} {place} {figure.text} -> {text}", plain, enough)
                    break


def of_places() -> Iterator[Variant]:
    """Each place swapped for one whose grid is at least three times away from what is stated."""
    for one in originals():
        about = one.case.statement.about
        if not about.place or about.accounting == "market":
            continue
        found = (one.case.number("intensity", scope, "gCO2e/kWh") for scope in one.case.scopes())
        stated = [each for each in found if each]
        for place in PLACES if stated and REFERENCES.grid(about.place, about.year) else ():
            other = REFERENCES.grid(place, about.year)
            assert other is not None
            ratios = [
                max(other.middle_amount / each, each / other.middle_amount) for each in stated
            ]
            if min(ratios) >= 3.0:
                yield Variant(f"{one.id} {about.place} -> {place}", {**one.plain, "place": place})


def of_pues() -> Iterator[Variant]:
    """Each PUE that something is computed with, 0.15 more."""
    for one in originals():
        for scope, figure, place in one.figures():
            resting = one.resting_on(place) if figure.term == "pue" else []
            if not resting or figure.amount is None:
                continue
            value = figure.amount.value
            enough = any(hidden_ratio(each) < 0.15 / (value + 0.15) for each in resting)
            plain = with_text(one.plain, scope, figure.name, f"{value + 0.15:.2f}")
            yield Variant(f"{one.id} {place} {figure.text}", plain, enough)


def of_shares() -> Iterator[Variant]:
    """Each share that says of which figures, or follows from some, five points more and less."""
    for one in originals():
        stated = {figure.name for _, figure, _ in one.figures()}
        held = {
            each.place
            for each in one.audit.done
            if each.check == "shares" and " over " in each.what
        }
        for scope, figure, place in one.figures():
            if not figure.text.rstrip().endswith("%") or figure.amount is None:
                continue
            if place not in one.following and not stated.intersection(figure.share_of):
                continue
            for points in (5.0, -5.0):
                value = 100.0 * figure.amount.value + points
                ways = one.following.get(place, [])
                moved = abs(points / (100.0 * figure.amount.value or 1.0))
                enough = any(hidden_ratio(each) < moved for each in ways) or place in held
                text = f"{value:.4g} %"
                plain = with_text(one.plain, scope, figure.name, text)
                yield Variant(f"{one.id} {place} {figure.text} -> {text}", plain, enough)


KINDS: dict[str, tuple[Callable[[], Iterator[Variant]], float]] = {
    "total up": (lambda: of_totals(1.06), 0.9),
    "total down": (lambda: of_totals(0.94), 0.9),
    "unit": (of_units, 0.99),
    "place": (of_places, 1.0),
    "pue": (of_pues, 0.95),
    "share": (of_shares, 0.6),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_statement_contradicts(kind: str) -> None:
    """Whatever is changed by more than its digits can hide is found, and most of the rest.

    The number beside each kind is a floor under what was found of every variant, also of those
    whose digits are too coarse (9 x for 9.0 to 1) or that nothing in the statement is held against.
    """
    make, share_of_all = KINDS[kind]
    tried = missed = 0
    for variant in make():
        tried += 1
        if audit(statement_of(variant.plain), REFERENCES).is_consistent:
            missed += 1
            assert not variant.enough, variant.name

    assert tried >= 30
    assert 1.0 - missed / tried >= share_of_all


SAME = (
    (r"\bkWh$", "MWh", -3),
    (r"\bMWh$", "kWh", 3),
    (r"\bWh$", "kWh", -3),
    (r"\btCO2e$", "kgCO2e", 3),
    (r"\bgCO2e$", "kgCO2e", -3),
    (r"\bgCO2e/kWh$", "kgCO2e/MWh", 0),
    (r"\bW$", "kW", -3),
    (r"\bkW$", "W", 3),
    (r"\bkL$", "L", 3),
    (r"\bML$", "kL", 3),
)


def in_other_units(text: str) -> str:
    """The same amount with as many digits in another unit; as it is where that is not sure."""
    for pattern, unit, shift in SAME:
        end, number = re.search(pattern, text), NUMBER.search(text)
        if end is None or number is None or ("/" in text) != ("/" in pattern):
            continue
        raw = number[0].replace(",", "")
        if (
            "e" in raw.lower()
            or text[number.end()] in "kMBT\N{PLUS-MINUS SIGN}"
            or PLUS_MINUS in text
        ):
            return text
        decimals = max(0, len(raw.partition(".")[2]) - shift)
        shown = f"{float(raw) * 10.0**shift:.{decimals}f}"
        return text[: number.start()] + shown + text[number.end() : end.start()] + unit
    return text


def rounded(text: str, digits: int) -> str:
    """The same number with fewer digits; as it is where it has no more."""
    found = NUMBER.search(text)
    raw = "" if found is None else found[0].replace(",", "")
    if found is None or "e" in raw.lower() or PLUS_MINUS in text or float(raw) == 0.0:
        return text
    decimals = digits - 1 - math.floor(math.log10(abs(float(raw))))
    if decimals >= len(raw.partition(".")[2]):
        return text
    return (
        text[: found.start()]
        + f"{round(float(raw), decimals):.{max(decimals, 0)}f}"
        + text[found.end() :]
    )


def rewritten(one: Original, change: Any) -> Plain:
    """A statement with every figure that is neither exact nor has a slack of its own rewritten."""
    plain = one.plain
    given: Any = {}
    for scope, figure, _ in one.figures():
        rows: Any = one.plain.get("rows") or {}
        if scope is None or scope == TOTALS:
            given = one.plain["figures" if scope is None else "totals"][figure.name]
        elif is_map(rows):
            given = rows[scope][figure.name]
        else:
            given = next(row for row in rows if row.get("name") == scope)[figure.name]
        if figure.text and "within" not in given and not figure.exact:
            plain = with_text(plain, scope, figure.name, change(figure.text))
    return plain


REWRITES: dict[str, Callable[[str], str]] = {
    "units": in_other_units,
    "five digits": partial(rounded, digits=5),
    "four digits": partial(rounded, digits=4),
    "three digits": partial(rounded, digits=3),
}


@pytest.mark.parametrize("how", REWRITES)
def test_a_consistent_rewrite_does_not(how: str) -> None:
    """Other units with the same digits, and fewer digits, are the same statement."""
    for one in originals():
        plain = rewritten(one, REWRITES[how])
        found = audit(statement_of(plain), REFERENCES)

        assert found.is_consistent, (one.id, found.findings[0])


def test_the_order_of_rows_means_nothing() -> None:
    """Rows from last to first give the same findings as from first to last."""
    for one in originals():
        rows: Any = one.plain.get("rows")
        if is_map(rows):
            plain = {**one.plain, "rows": dict(reversed(list(rows.items())))}
            turned = audit(statement_of(plain), REFERENCES)

            assert {(each.code, each.place) for each in turned.findings} == {
                (each.code, each.place) for each in one.audit.findings
            }, one.id


def test_the_names_of_figures_mean_nothing() -> None:
    """A figure under another name, with its word beside it, is judged as it was."""
    for one in originals():
        if any(figure.equals is not None for _, figure, _ in one.figures()) or one.plain.get(
            "rows"
        ):
            continue
        figures: Any = one.plain.get("figures") or {}
        terms = {f.name: f.term or "none" for _, f, _ in one.figures()}
        plain: Plain = {**one.plain, "figures": {}}
        for number, (name, given) in enumerate(figures.items()):
            fields: Any = given if is_map(given) else {"is": given}
            plain["figures"][f"figure_{number}"] = {"term": terms.get(name, "none"), **fields}
        if "totals" not in plain:
            found = audit(statement_of(plain), REFERENCES)

            assert found.is_consistent, one.id
