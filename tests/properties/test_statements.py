"""Statements: rounding intervals hold the truth, and formulas never execute anything."""

import contextlib
import sys

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.formula import parse
from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.rebuild import Verdict, rebuild
from wholeprint.errors import WholeprintError
from wholeprint.factors.documents import read_json, read_yaml

SIZES = st.floats(min_value=1.0, max_value=1e6)
PLACES = st.integers(min_value=0, max_value=4)


class _Nothing:
    """A statement without figures."""

    def figure(self, name: str, row: str | None) -> Amount:
        """Each is one."""
        del name, row
        return Amount(1.0)

    def printed(self, name: str, row: str | None) -> Amount:
        """The same."""
        return self.figure(name, row)

    def over_rows(self, name: str) -> tuple[Amount, ...]:
        """One row."""
        return (self.figure(name, None),)


@given(power=SIZES, hours=SIZES, intensity=SIZES, places=st.tuples(*[PLACES] * 4))
def test_honest_rounding_is_never_called_a_contradiction(
    power: float, hours: float, intensity: float, places: tuple[int, int, int, int]
) -> None:
    """Whoever computes with all digits, and prints each number rounded, contradicts nothing.

    The first-order interval misses only the product of two roundings, which is small beside the
    half digit of the result where inputs keep at least three digits.
    """
    texts = [f"{value:.{p}f}" for value, p in zip((power, hours, intensity), places, strict=False)]
    assume(all(len(text.replace(".", "").lstrip("0")) > 2 for text in texts))
    truth = power * hours * intensity / 1e6  # W h -> kWh, g -> kg
    statement = statement_of(
        {
            "figures": {
                "a": f"{texts[0]} W",
                "b": f"{texts[1]} h",
                "c": f"{texts[2]} gCO2e/kWh",
                "d": {"is": f"{truth:.{places[3]}f} kgCO2e", "equals": "a * b * c"},
            }
        }
    )

    [found] = rebuild(statement)

    assert found.verdict in {Verdict.EXACT, Verdict.ROUNDING, Verdict.TRUNCATED, Verdict.CLOSE}


@given(values=st.lists(SIZES, min_size=1, max_size=8), places=PLACES)
def test_honest_sums_are_never_called_wrong(values: list[float], places: int) -> None:
    """A total of all digits stands within the rounding of its printed rows."""
    rows = {str(n): {"ghg": f"{value:.{places}f} t"} for n, value in enumerate(values)}
    total = {"ghg": f"{sum(values):.{places}f} t"}

    [found] = rebuild(statement_of({"rows": rows, "totals": total}))

    assert found.verdict.reproduces


@given(values=st.lists(SIZES, min_size=2, max_size=8), places=PLACES, change=st.floats(0.02, 5.0))
def test_a_changed_total_is_found(values: list[float], places: int, change: float) -> None:
    """A total that is 2 % or more off, and off by more than all roundings, is called off."""
    total = sum(values) * (1.0 + change)
    assume(total - sum(values) > (len(values) + 3) * 10.0**-places)
    rows = {str(n): {"ghg": f"{value:.{places + 1}f} t"} for n, value in enumerate(values)}

    [found] = rebuild(statement_of({"rows": rows, "totals": {"ghg": f"{total:.{places + 1}f} t"}}))

    assert found.verdict is Verdict.OFF


@given(
    left=SIZES, right=SIZES, doubts=st.tuples(st.floats(0.0, 0.4), st.floats(0.0, 0.4)),
    moved=st.tuples(st.floats(-1.0, 1.0), st.floats(-1.0, 1.0)),
    sign=st.sampled_from("+-*/"),
)  # fmt: skip
def test_intervals_hold_the_truth(
    left: float,
    right: float,
    doubts: tuple[float, float],
    moved: tuple[float, float],
    sign: str,
) -> None:
    """Wherever both numbers truly lie within their rounding, the result lies within its own.

    What the first order leaves out is the product of both relative roundings, which is added.
    """
    spread = (left * doubts[0] * 0.01, right * doubts[1] * 0.01)
    figures = {
        "a": Amount(left, doubts={"a": spread[0]}),
        "b": Amount(right, doubts={"b": spread[1]}),
    }
    truth = {
        "a": Amount(left + spread[0] * moved[0]),
        "b": Amount(right + spread[1] * moved[1]),
    }

    class Sheet(_Nothing):
        def __init__(self, amounts: dict[str, Amount]) -> None:
            self._amounts = amounts

        def figure(self, name: str, row: str | None) -> Amount:
            assert row is None
            return self._amounts[name]

    formula = parse(f"a {sign} b")
    found, true = formula.value(Sheet(figures)), formula.value(Sheet(truth))

    second_order = 4.0 * (spread[0] / left) * (spread[1] / right) * abs(found.value)
    second_order += 4.0 * (spread[1] / right) ** 2 * abs(found.value)
    barely = 1e-12 * (abs(left) + abs(right) + abs(found.value))
    assert abs(true.value - found.value) <= found.slack_amount + second_order + barely


@given(text=st.text(max_size=60))
@example("__import__('os').system('true')")
@example("().__class__.__bases__[0].__subclasses__()")
@example("exec('1')")
@example("9^9^9^9^9")
def test_no_formula_ever_executes(text: str) -> None:
    """Whatever is written: it is a number, or it is refused with an error of ours."""
    before = set(sys.modules)
    with contextlib.suppress(WholeprintError):
        parse(text).value(_Nothing())

    assert set(sys.modules) == before


@given(text=st.text(alphabet="ab1.+-*/^()[]\"' ,_kWh%", max_size=40))
def test_near_formulas_are_values_or_refused(text: str) -> None:
    """Text that looks like a formula is read, or refused; nothing else comes out."""
    try:
        found = parse(text).value(_Nothing())
    except WholeprintError:
        return

    assert isinstance(found.value, float)


@pytest.mark.parametrize("read", [read_yaml, read_json], ids=["yaml", "json"])
@given(text=st.text(max_size=80))
@example("!!python/object/apply:os.system ['true']")
@example("a: &a [*a]")
def test_no_document_ever_executes(read: object, text: str) -> None:
    """Whatever is written, a document is plain values or refused."""
    assert callable(read)
    try:
        read(text, "x")
    except WholeprintError:
        return


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["figures", "rows", "totals", "is", "equals", "also", "within", "of", "energy", "a"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(plain=JSON)
def test_any_plain_value_is_a_statement_or_refused(plain: object) -> None:
    """Nothing but an error of ours comes out of what is no statement; a statement is computed."""
    try:
        statement = statement_of(plain)
    except WholeprintError:
        return

    assert all(isinstance(each.verdict, Verdict) for each in rebuild(statement))
