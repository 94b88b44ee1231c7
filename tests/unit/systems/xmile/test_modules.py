"""What is led into modules and out of them."""

import numpy as np
import pytest

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.xmile.read import read_xmile

_HEAD = (
    '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">'
    "<header><vendor>x</vendor></header>"
    "<sim_specs><start>0</start><stop>2</stop><dt>1</dt></sim_specs>"
)
_REMARK = "<eqn>{what to take where nothing is connected}</eqn>"


def read(body: str) -> dict[str, list[float]]:
    system = flatten(read_xmile(f"{_HEAD}{body}</xmile>", "m.xmile"))
    run = simulate(system)
    return {
        name: [float(each) for each in np.asarray(run.values[slot])[:, 0]]
        for name, slot in system.names.items()
    }


def test_a_result_of_a_module_is_led_to_the_outermost_model() -> None:
    """A connection to a name with a full stop before it makes that name the module's result."""
    found = read(
        '<model><variables><module name="part"><connect to="in" from=".given"/>'
        '<connect to=".taken" from="part.out"/></module>'
        '<aux name="given"><eqn>TIME * 2</eqn></aux><aux name="taken" access="input"/>'
        '<aux name="user"><eqn>taken * 10</eqn></aux></variables></model>'
        '<model name="part"><variables><aux name="in" access="input"/>'
        '<aux name="out" access="output"><eqn>in + 1</eqn></aux></variables></model>'
    )
    assert found["taken"] == [1.0, 3.0, 5.0]
    assert found["user"] == [10.0, 30.0, 50.0]


def test_modules_read_each_other_by_name_and_remarks_are_no_equations() -> None:
    """In a module, the name of one beside it leads there, and a full stop to the outermost."""
    found = read(
        '<model><variables><module name="prey"><connect to="area" from=".area"/>'
        '<connect to="hunters" from="hunters.hunters"/></module><module name="hunters"/>'
        '<aux name="area"><eqn>4 </eqn></aux></variables></model>'
        f'<model name="prey"><variables><aux name="area" access="input">{_REMARK}</aux>'
        f'<stock name="hunters" access="input">{_REMARK}<non_negative/></stock>'
        '<aux name="eaten"><eqn>hunters.hunters / .area + hunters / area</eqn></aux>'
        "</variables></model>"
        '<model name="hunters"><variables><stock name="hunters"><eqn>10</eqn>'
        "<inflow>born</inflow></stock>"
        '<flow name="born"><eqn>2</eqn></flow></variables></model>'
    )
    assert found["prey.eaten"] == [5.0, 6.0, 7.0]


@pytest.mark.parametrize("inside", ["", _REMARK, "<eqn> </eqn>"])
def test_an_input_without_equation_that_nothing_is_led_to_is_refused(inside: str) -> None:
    """It is never read as nought: neither in a module nor in the outermost model."""
    part = (
        f'<model name="part"><variables><aux name="in" access="input">{inside}</aux>'
        '<aux name="out"><eqn>in + 1</eqn></aux></variables></model>'
    )
    with pytest.raises(ModelError, match="in has no equation"):
        read(f'<model><variables><module name="part"/></variables></model>{part}')
    with pytest.raises(ModelError, match="in has no equation"):
        read(f'<model><variables><aux name="in" access="input">{inside}</aux></variables></model>')


def test_a_result_led_out_of_a_module_in_a_module_is_refused() -> None:
    """Only the outermost model can be given results by connections."""
    with pytest.raises(UnsupportedError, match="outermost"):
        read(
            '<model><variables><module name="a"/><aux name="x"><eqn>1</eqn></aux></variables>'
            '</model><model name="a"><variables><module name="b">'
            '<connect to=".x" from="b.out"/></module></variables></model>'
            '<model name="b"><variables><aux name="out"><eqn>1</eqn></aux></variables></model>'
        )


@pytest.mark.parametrize(
    "connections",
    [
        (
            '<connect to=".taken" from="part.out"/><connect2 to="taken" from="part.out"/>'
            '<connect to="part.in" from=".given"/><connect2 to="part.in" from="given"/>'
        ),
        '<connect2 to="taken" from="part.out"/><connect2 to="part.in" from="given"/>',
    ],
)
def test_both_forms_of_connections_of_arrays(connections: str) -> None:
    """The second form alone means the same; an array is led as a whole."""
    array = '<dimensions><dim name="d"/></dimensions>'
    found = read(
        '<dimensions><dim name="d"><elem name="x"/><elem name="y"/></dim></dimensions>'
        f'<model><variables><module name="part">{connections}</module>'
        f'<aux name="given">{array}<element subscript="x"><eqn>1</eqn></element>'
        f'<element subscript="y"><eqn>2</eqn></element></aux>'
        f'<aux name="taken" access="input">{array}<eqn>part</eqn></aux></variables></model>'
        f'<model name="part"><variables><aux name="in" access="input">{array}</aux>'
        f'<aux name="out">{array}<eqn>in * 10</eqn></aux></variables></model>'
    )
    assert (found["taken[x]"][0], found["taken[y]"][0]) == (10.0, 20.0)
