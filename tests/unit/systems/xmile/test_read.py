"""A whole XMILE file: clock, dimensions, modules, macros, refusals."""

import pytest

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.model import Method, Model
from wholeprint.systems.reference import simulate
from wholeprint.systems.xmile.read import read_xmile

SPECS = (
    "<sim_specs method='RK4' time_units='day'><stop>4</stop>"
    "<dt reciprocal='true'>4</dt></sim_specs>"
)
LOST = "<model><module name='a'><connect to='b.x' from='p'/></module></model>"


def model(inside: str, specs: str = SPECS) -> Model:
    return read_xmile(f"<xmile><header><name>T</name></header>{specs}{inside}</xmile>", "a/m.xmile")


def test_clock() -> None:
    """The run begins at 0 unless said; a reciprocal step is one over what is said."""
    clock = model("<model/>").clock
    assert (clock.start, clock.stop, clock.step) == (parse("0"), parse("4"), parse("1 / 4"))
    assert (clock.method, clock.unit) == (Method.RK4, "day")


def test_names() -> None:
    """The model is named after its file, and titled by its header."""
    found = model("<model/>")
    assert (found.name, found.title) == ("m", "T")


def test_old_form() -> None:
    """Variables may stand in the model itself, as in files of the old namespace."""
    text = (
        "<xmile xmlns='http://www.systemdynamics.org/XMILE'><sim_specs><stop>1</stop></sim_specs>"
        "<model><aux name='a'><eqn>1</eqn></aux></model></xmile>"
    )
    assert [each.name for each in read_xmile(text, "m").variables] == ["a"]


def test_dimensions() -> None:
    """Elements have names, or are counted."""
    found = model(
        "<dimensions><dim name='age'><elem name='young'/></dim>"
        "<dim name='n' size='2'/></dimensions>"
        "<model/>"
    )
    assert [each.elements for each in found.dimensions] == [("young",), ("1", "2")]


def test_modules() -> None:
    """A connection gives a module's input the value of a name outside, wherever it is written."""
    found = model(
        "<model><variables><aux name='p'><eqn>3</eqn></aux>"
        "<module name='inner'><connect to='inner.x' from='p'/>"
        "<connect to='other.x' from='.inner.y'/>"
        "</module><module name='other' model='inner'/></variables></model>"
        "<model name='inner'><variables><aux name='x' access='input'/>"
        "<aux name='y'><eqn>x * 2</eqn></aux></variables></model>"
    )
    assert {each.name: dict(each.inputs) for each in found.modules} == {
        "inner": {"x": "p"},
        "other": {"x": "inner.y"},
    }
    system = flatten(found)
    assert simulate(system).values[system.names["other.y"]][0, 0] == 12.0


def test_macro() -> None:
    """A macro is a function of its parameters, by its equation."""
    found = model(
        "<macro name='twice'><parm>x</parm><eqn>x * f</eqn>"
        "<variables><aux name='f'><eqn>2</eqn></aux></variables></macro>"
        "<model><variables><aux name='a'><eqn>twice(4)</eqn></aux></variables></model>"
    )
    system = flatten(found)
    assert simulate(system).values[system.names["a"]][0, 0] == 8.0


def test_never_negative_by_default() -> None:
    """The file may say that all stocks stay at or above nought; one may say otherwise."""
    found = model(
        "<behavior><stock><non_negative/></stock></behavior><model>"
        "<stock name='a'><eqn>1</eqn></stock>"
        "<stock name='b'><eqn>1</eqn><non_negative>false</non_negative></stock></model>"
    )
    assert [each.is_non_negative for each in found.variables] == [True, False]


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("<svg/>", ModelError, "no XMILE"),
        ("<xmile><model/></xmile>", ModelError, "when the model runs"),
        (f"<xmile>{SPECS}</xmile>", ModelError, "no model in it"),
        ("<xmile><sim_specs/><model/></xmile>", ModelError, "when the run stops"),
        ("<xmile><sim_specs method='gear'/><model/></xmile>", UnsupportedError, "method"),
        (f"<xmile><data>\n<import/></data>{SPECS}</xmile>", UnsupportedError, "other files"),
        (f"<xmile>{SPECS}<dimensions><dim name='a'/></dimensions><model/></xmile>",
         ModelError, "no elements"),
        (f"<xmile>{SPECS}<dimensions><dim name='a' size='1e9'/></dimensions><model/></xmile>",
         ModelError, "size"),
        (f"<xmile>{SPECS}{LOST}</xmile>",
         ModelError, "not there"),
        (f"<xmile>{SPECS}<macro name='a'><parm default='1'>x</parm></macro><model/></xmile>",
         UnsupportedError, "left out"),
        (f"<xmile>{SPECS}<macro name='a'><sim_specs/></macro><model/></xmile>",
         UnsupportedError, "time step of its own"),
    ],
)  # fmt: skip
def test_refusals(text: str, kind: type[Exception], word: str) -> None:
    """What is missing, wrong or not done is told."""
    with pytest.raises(kind, match=word):
        read_xmile(text, "m.xmile")
