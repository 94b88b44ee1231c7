"""Trees of equations."""

from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Number,
    Subscript,
    Text,
    Unary,
    children,
    walk,
)

_ONE, _X = Number(1.0), Name("x")


def test_children_come_from_left_to_right() -> None:
    """Each kind of node tells its parts in the order of the text."""
    index = Name("i")
    cases: list[tuple[Expression, tuple[Expression, ...]]] = [
        (_ONE, ()),
        (Text("a"), ()),
        (_X, ()),
        (Name("a", (Subscript("young"), Subscript("", index=index))), (index,)),
        (Unary("-", _X), (_X,)),
        (Binary("-", _ONE, _X), (_ONE, _X)),
        (Call("max", (_X, _ONE)), (_X, _ONE)),
        (Conditional(_X, _ONE, _X), (_X, _ONE, _X)),
    ]
    for node, parts in cases:
        assert children(node) == parts


def test_walking_gives_parents_first_and_left_before_right() -> None:
    """The order of walking is that of the text."""
    left = Unary("-", _X)
    whole = Binary("+", left, Call("abs", (_ONE,)))
    assert list(walk(whole)) == [whole, left, _X, whole.right, _ONE]


def test_walking_down_a_very_deep_tree_needs_no_stack() -> None:
    """A tree of 100,000 levels is walked."""
    node: Expression = _ONE
    for _ in range(100_000):
        node = Unary("-", node)
    assert sum(1 for _ in walk(node)) == 100_001
