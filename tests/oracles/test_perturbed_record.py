"""Published footprints with one thing changed: what is changed is found, what is rewritten is not.

Every statement that does not contradict itself is taken in turn, and in it every few figures that
take part in a formula. The changes are blind: they know numbers and units, and no statement.
"""

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, cast

from wholeprint.advice.audit.finding import Severity
from wholeprint.advice.audit.registry import audit
from wholeprint.advice.statement.reading import BOUNDARY, statement_of
from wholeprint.advice.statement.rebuild import rebuild
from wholeprint.factors.published import entries

STEP = 3  # every third figure: enough of them, in a second
LEAST_FOUND = 0.97  # what an approximate number, a bound or a small summand hides stays hidden

NUMBER = re.compile(
    r"^(?P<mark>[~<>]?\s*)(?P<number>[\d,]*\.?\d+)(?P<rest>[kMBT]?(?:\s.*)?)$", re.DOTALL
)
OTHER_UNIT = {
    "kWh": "MWh",
    "MWh": "kWh",
    "GWh": "MWh",
    "Wh": "kWh",
    "tCO2e": "kgCO2e",
    "kgCO2e": "tCO2e",
    "gCO2e": "kgCO2e",
}
THOUSANDTH = {"kWh": "Wh", "MWh": "kWh", "GWh": "MWh", "tCO2e": "kgCO2e", "kgCO2e": "gCO2e"}
CIRCUMSTANCES = ("hardware", "place", "year", "accounting", "boundary", "unit")


class Spot(NamedTuple):
    """A printed figure of a statement, as plain values."""

    place: str
    holder: Any
    name: str

    @property
    def text(self) -> str:
        """What is printed there; empty where nothing is."""
        value: Any = self.holder[self.name]
        return str(_fields(value).get("is", ""))

    def put(self, text: str) -> None:
        """Print something else there."""
        self.holder[self.name] = {**_fields(self.holder[self.name]), "is": text}


def _fields(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {"is": value}


def _part(plain: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = plain.get(name) or {}
    return found


def _spots(plain: Any) -> Iterator[Spot]:
    for name in _part(plain, "figures"):
        yield Spot(name, plain["figures"], name)
    for name in _part(plain, "totals"):
        yield Spot(f"totals.{name}", plain["totals"], name)
    for row, figures in _part(plain, "rows").items():
        for name in figures:
            if name not in CIRCUMSTANCES:
                yield Spot(f"rows.{row}.{name}", figures, name)


def _contradicts(plain: Any) -> bool:
    return bool(audit(statement_of(plain)).of(Severity.CONTRADICTION))


@cache
def _changed() -> tuple[tuple[str, str, bool], ...]:
    """Each change: its kind, where it was made, and whether it was found."""
    found: list[tuple[str, str, bool]] = []
    count = 0
    for entry in entries().values():
        plain: Any = entry.plain()
        if _contradicts(plain):
            continue
        again = [each for each in rebuild(statement_of(plain)) if each.figure.amount is not None]
        targets = {each.place for each in again}
        leaves = {leaf for each in again if each.computed for leaf in each.computed.leaves}
        for place in sorted(targets | leaves):
            count += 1
            if count % STEP:
                continue
            for kind in ("more", "less", "unit", "same"):
                changed = copy.deepcopy(plain)
                [spot] = [each for each in _spots(changed) if each.place == place]
                text = _other(spot.text, kind, is_target=place in targets)
                if text and text != spot.text:
                    spot.put(text)
                    found.append((kind, f"{entry.id}: {place}", _contradicts(changed)))
    return tuple(found)


def _other(text: str, kind: str, *, is_target: bool) -> str:
    parts = NUMBER.match(text)
    if parts is None or not parts["number"].strip("0.,"):
        return ""
    if kind in {"more", "less"}:
        decimals = len(parts["number"].partition(".")[2])
        value = float(parts["number"].replace(",", "")) * (1.4 if kind == "more" else 0.7)
        return f"{parts['mark']}{value:,.{decimals}f}{parts['rest']}"
    number, _, unit = text.rpartition(" ")
    if kind == "unit":
        return f"{number} {OTHER_UNIT[unit]}" if unit in OTHER_UNIT and is_target else ""
    if unit not in THOUSANDTH or parts["rest"][:1] in "kMBT":
        return ""
    digits = parts["number"].replace(",", "")
    return f"{parts['mark']}{digits}e3 {THOUSANDTH[unit]}"


def test_a_changed_number_is_found() -> None:
    """A number that is 40 % more or 30 % less contradicts what was printed beside it."""
    changed = [each for each in _changed() if each[0] in {"more", "less"}]
    missed = [each[1] for each in changed if not each[2]]

    assert len(changed) > 300
    assert len(missed) <= (1.0 - LEAST_FOUND) * len(changed), missed


def test_a_changed_unit_is_found() -> None:
    """The same digits with a unit a thousand times as large, or as small, never stand."""
    changed = [each for each in _changed() if each[0] == "unit"]

    assert len(changed) > 20
    assert [each[1] for each in changed if not each[2]] == []


def test_a_figure_rewritten_in_another_unit_stands() -> None:
    """1.5 MWh written as 1.5e3 kWh says the same to as many digits, and is no contradiction."""
    changed = [each for each in _changed() if each[0] == "same"]

    assert len(changed) > 30
    assert [each[1] for each in changed if each[2]] == []


def test_the_order_of_figures_does_not_matter() -> None:
    """Figures in the opposite order give the same verdicts."""
    for entry in list(entries().values())[::STEP]:
        plain: Any = entry.plain()
        figures = dict(reversed(_part(plain, "figures").items()))
        turned: Any = {**plain, "figures": figures}
        before = {(e.place, e.by, e.verdict) for e in rebuild(statement_of(plain))}
        after = {(e.place, e.by, e.verdict) for e in rebuild(statement_of(turned))}

        assert before == after


def test_the_words_of_boundaries_are_those_of_the_form() -> None:
    """No statement of the table names a boundary that the form does not know."""
    plains: list[Any] = [entry.plain() for entry in entries().values()]
    used = {word for plain in plains for word in plain.get("boundary") or ()}

    assert used <= set(BOUNDARY)
