"""Variables of an XMILE file: equations of all elements and of single ones, kinds, refusals."""

import pytest

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.model import Dimension, Kind, Variable
from wholeprint.systems.xmile.dialect import Dialect
from wholeprint.systems.xmile.elements import read_elements
from wholeprint.systems.xmile.variables import Setting, is_constant, variable_of

SETTING = Setting(
    "m.xmile",
    {"age": Dimension("age", ("young", "old")), "sex": Dimension("sex", ("m", "w"))},
    {},
    Dialect(),
)


def variable(text: str) -> Variable:
    return variable_of(read_elements(text, "m.xmile"), SETTING)


def test_stock() -> None:
    """A stock has its first value, its flows, its unit and whether it may fall below nought."""
    found = variable(
        "<stock name='Water'><doc>in the tub</doc><eqn>5</eqn><inflow>tap</inflow>"
        '<outflow>"the drain"</outflow><non_negative/><units>litre</units></stock>'
    )
    assert (found.kind, found.inflows, found.outflows) == (Kind.STOCK, ("tap",), ("the drain",))
    assert (found.is_non_negative, found.unit, found.note) == (True, "litre", "in the tub")
    assert found.equations[0].value == Number(5.0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<aux name='a'><eqn>-5</eqn></aux>", Kind.PARAMETER),
        ("<aux name='a'><eqn>b + 1</eqn></aux>", Kind.AUXILIARY),
        ("<flow name='a'><eqn>3</eqn></flow>", Kind.FLOW),
        ("<gf name='a'><xpts>0,1</xpts><ypts>0,1</ypts></gf>", Kind.LOOKUP),
        ("<aux name='a'><gf><xpts>0,1</xpts><ypts>0,1</ypts></gf></aux>", Kind.LOOKUP),
        ("<aux name='a'><eqn>b</eqn><gf><xpts>0,1</xpts><ypts>0,1</ypts></gf></aux>",
         Kind.AUXILIARY),
        ("<aux name='a'><eqn>5</eqn><init_eqn>4</init_eqn></aux>", Kind.AUXILIARY),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: Kind) -> None:
    """A converter of one number is a parameter, one of points alone a lookup."""
    assert variable(text).kind is kind


def test_elements() -> None:
    """Elements have equations of their own; the common one holds for the rest."""
    found = variable(
        "<aux name='a'><dimensions><dim name='age'/></dimensions><eqn>7</eqn>"
        "<element subscript='young'><eqn>b</eqn></element></aux>"
    )
    rest, own = found.equations
    assert (own.elements, rest.excepted) == (("young",), (("young",),))


def test_several_equations_are_one_for_each_element() -> None:
    """As many equations as elements are theirs, in order, as Vensim exports them; a note says so.

    Source: the canonical output of `subscripted_trig` of the SDXorg suite.
    """
    found = variable(
        "<aux name='a'><dimensions><dim name='age'/></dimensions><eqn>b</eqn><eqn>c</eqn></aux>"
    )
    assert [(each.elements, each.value) for each in found.equations] == [
        (("young",), parse("b")),
        (("old",), parse("c")),
    ]
    assert "2 equations" in found.note


def test_several_equations_of_a_scalar() -> None:
    """Of a scalar's different equations the first is taken, and its note says so."""
    found = variable("<aux name='a'><eqn>b</eqn><eqn>c</eqn></aux>")
    assert (found.equations[0].value, "first one is taken" in found.note) == (parse("b"), True)


def test_list_of_numbers() -> None:
    """A list of numbers is one for each element, rows ending with semicolons."""
    found = variable(
        "<aux name='a'><dimensions><dim name='age'/><dim name='sex'/></dimensions>"
        "<eqn>1,2;3,-4;</eqn></aux>"
    )
    assert [each.elements for each in found.equations] == [
        ("young", "m"), ("young", "w"), ("old", "m"), ("old", "w"),
    ]  # fmt: skip
    assert found.kind is Kind.PARAMETER


def test_input_of_a_module_needs_no_equation() -> None:
    """What a module is given from outside may stand without one."""
    assert variable("<aux name='a' access='input'/>").equations[0].value == Number(0.0)


@pytest.mark.parametrize("tag", ["conveyor", "queue", "oven"])
def test_refused_by_name(tag: str) -> None:
    """What is not done here is refused with its name and its line."""
    with pytest.raises(UnsupportedError, match=tag) as told:
        variable(f"<stock name='a'><eqn>1</eqn>\n<{tag}/></stock>")
    assert "m.xmile:2" in str(told.value)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("<aux><eqn>1</eqn></aux>", "has no name"),
        ("<aux name='a'/>", "no equation"),
        ("<aux name='a'><eqn>1 +</eqn></aux>", "cannot be read"),
        ("<aux name='a'><dimensions><dim name='age'/></dimensions><eqn>1,2,3</eqn></aux>",
         "not as many numbers"),
        (("<aux name='a'><dimensions><dim name='age'/></dimensions>"
         "<element subscript='young, m'><eqn>1</eqn></element></aux>"), "not one subscript"),
    ],
)  # fmt: skip
def test_wrong_variables_are_refused(text: str, word: str) -> None:
    """What cannot be meant as it stands is told."""
    with pytest.raises(ModelError, match=word):
        variable(text)


def test_constant() -> None:
    """One number is constant, whatever its signs."""
    assert is_constant(parse("--5"))
    assert not is_constant(parse("2 + 3"))


def test_elements_with_tables_share_one_equation() -> None:
    """Where elements have tables alone, each table is asked what the common equation says."""
    gf = "<gf><xscale min='0' max='2'/><ypts>0,5,9</ypts></gf>"
    found = variable(
        "<aux name='a'><dimensions><dim name='age'/></dimensions>"
        f"<element subscript='young'>{gf}</element>"
        f"<element subscript='old'>{gf}<eqn>{{none}}</eqn></element><eqn>TIME</eqn></aux>"
    )
    assert found.kind is Kind.AUXILIARY
    assert [each.value for each in found.equations[1:]] == [parse("TIME"), parse("TIME")]
    assert all(each.table is not None for each in found.equations[1:])


def test_a_remark_is_no_equation() -> None:
    """A text in braces alone says nothing: the variable has no equation."""
    with pytest.raises(ModelError, match="a has no equation"):
        variable("<aux name='a'><eqn>{to be done}</eqn></aux>")
