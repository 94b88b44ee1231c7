"""What Vensim means by the XMILE it exports."""

import pytest

from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.model import Clock, Method
from wholeprint.systems.xmile.dialect import Dialect, dialect_of
from wholeprint.systems.xmile.elements import read_elements

VENSIM = Dialect(is_vensim=True, is_exported=True)


@pytest.mark.parametrize(
    ("vendor", "dialect"),
    [
        ("Ventana Systems, Inc.", VENSIM),
        ("Ventana Systems, xmutil", Dialect(is_vensim=True)),
        ("isee systems, inc.", Dialect()),
    ],
)
def test_vendor(vendor: str, dialect: Dialect) -> None:
    """The vendor named in the header says how the file is meant."""
    text = f"<xmile><header><vendor>{vendor}</vendor></header></xmile>"
    assert dialect_of(read_elements(text, "m")) == dialect


def test_functions_of_vensim() -> None:
    """INT and MOD are Vensim's INTEGER and MODULO, wherever they stand."""
    said = parse("IF -INT(a) MOD 3 > 0 THEN INT(b) ELSE c")
    meant = parse("IF -MODULO(INTEGER(a), 3) > 0 THEN INTEGER(b) ELSE c")
    loose = parse("IF MODULO(-INTEGER(a), 3) > 0 THEN INTEGER(b) ELSE c")
    assert VENSIM.meant(said) in {meant, loose}
    assert Dialect().meant(said) == said


def test_method() -> None:
    """What Vensim exports is run by Euler's method, and a note says so."""
    clock = Clock(Number(0.0), Number(1.0), Number(1.0), method=Method.RK4)
    assert VENSIM.run(clock)[0].method is Method.EULER
    assert "Euler" in VENSIM.run(clock)[1]
    assert Dialect().run(clock) == (clock, "")
