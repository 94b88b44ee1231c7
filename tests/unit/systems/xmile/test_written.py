"""Variables as XMILE elements."""

import pytest

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.model import Dimension, Equation, Kind, Reading, Table, Variable
from wholeprint.systems.xmile.elements import read_elements
from wholeprint.systems.xmile.markup import block
from wholeprint.systems.xmile.written import writer_of

AGE = Dimension("age", ("young", "middle", "old"))
OLDER = Dimension("older", ("middle", "old"), parent="age")


def written(*variables: Variable, of: int = 0) -> str:
    return "\n".join(writer_of(variables, (AGE, OLDER)).lines(variables[of]))


def test_net_flow_becomes_a_flow() -> None:
    """A stock with a net flow gets a flow of its own, whose name nothing else has."""
    stock = Variable("s", Kind.STOCK, (Equation(parse("1"), net=parse("a - b")),))
    taken = Variable("s net flow", Kind.AUXILIARY, (Equation(parse("1")),))
    root = read_elements("\n".join(block("m", written(stock, taken).split("\n"))), "m")
    first, second = root.children
    assert (first.said("inflow"), second.tag) == ("s_net_flow_of_it", "flow")
    assert second.said("eqn") == "a - b"


def test_exceptions_are_written_out() -> None:
    """Equations for parts of an array are written element by element, exceptions left out."""
    variable = Variable(
        "a",
        Kind.AUXILIARY,
        (
            Equation(parse("b[age] + age"), ("age",), excepted=(("older",),)),
            Equation(parse("b[older]"), ("older",)),
        ),
        dimensions=("age",),
    )
    root = read_elements(written(variable), "m")
    found = {each.attributes["subscript"]: each.said("eqn") for each in root.all("element")}
    assert found == {"young": "b[young] + 1", "middle": "b[middle]", "old": "b[old]"}


def test_foreign_dimension_is_refused() -> None:
    """An equation of one element cannot name a dimension that is mapped to the left side's."""
    variable = Variable(
        "a", Kind.AUXILIARY, (Equation(parse("b[age]"), ("older",)),), dimensions=("age",)
    )
    with pytest.raises(UnsupportedError, match="not on its left side"):
        written(variable)


def test_lookup_is_written_where_it_is_read() -> None:
    """A variable that is a lookup alone holds its points; the lookup stands beside it."""
    table = Table((0.0, 1.0), (2.0, 3.5), Reading.DISCRETE)
    lookup = Variable("t", Kind.LOOKUP, (Equation(None, table=table),))
    user = Variable("a", Kind.AUXILIARY, (Equation(parse("t(b)")),), unit="1", note="n")
    root = read_elements(written(user, lookup), "m")
    assert (root.said("eqn"), root.said("units"), root.said("doc")) == ("b", "1", "n")
    points = root.first("gf")
    assert points is not None
    assert (points.said("xpts"), points.said("ypts")) == ("0,1", "2,3.5")
    assert points.attributes == {"type": "discrete"}
    assert read_elements(written(user, lookup, of=1), "m").tag == "gf"
