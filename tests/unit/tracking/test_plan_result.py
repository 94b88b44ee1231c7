"""A plan's result knows what is missing from it."""

from wholeprint.tracking.importers.estate import Estate, Resource
from wholeprint.tracking.plan_result import Costed, Line


def test_a_line_without_figures_makes_it_partial() -> None:
    """Only such a line does."""
    line = Line(Resource("a", "aws_instance", "aws"), None)
    found = Costed(Estate(()), 1.0, None, (line,), {}, {}, None, None, None, "v")

    assert found.unknown == (line,)
    assert found.is_partial
