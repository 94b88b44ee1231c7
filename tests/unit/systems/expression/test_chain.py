"""Long rows of operands."""

from fractions import Fraction

import pytest

from wholeprint.systems.expression.chain import LONGEST, can_be_grouped, chained


def _worth(operator: str, left: Fraction, right: Fraction) -> Fraction:
    return left + right if operator == "+" else left - right


@pytest.mark.parametrize("count", [1, 2, LONGEST, LONGEST + 1, 2501, 7001])
@pytest.mark.parametrize("signs", ["+", "-", "+-", "--+-+"])
def test_a_sum_in_groups_is_worth_the_same(count: int, signs: str) -> None:
    """Exactly, in fractions: behind a minus, the signs in a group are turned."""
    parts = [Fraction(1, each + 1) for each in range(count % 97 + 3)] * (count // 3 + 1)
    parts = parts[:count]
    operators = [signs[each % len(signs)] for each in range(count - 1)]
    expected = parts[0]
    for operator, part in zip(operators, parts[1:], strict=True):
        expected = _worth(operator, expected, part)
    assert chained(operators, parts, _worth) == expected


def test_groups_are_not_deep() -> None:
    """Seven thousand terms make a tree of some hundred levels; a short row leans to the left."""

    def deeper(operator: str, left: int, right: int) -> int:
        assert operator == "+"
        return 1 + max(left, right)

    assert chained(["+"] * 6999, [1] * 7000, deeper) <= 2 * LONGEST
    assert chained(["+"] * 9, [1] * 10, deeper) == 10


@pytest.mark.parametrize(
    ("operators", "can"),
    [(["+", "-"], True), (["and"], True), (["or", "or"], True), (["*"], False), (["/"], False),
     (["and", "or"], False)],
)  # fmt: skip
def test_which_rows_can_be_grouped(operators: list[str], *, can: bool) -> None:
    """Sums, and rows of AND or of OR alone."""
    assert can_be_grouped(operators) is can
