"""Model files that mean harm: an error that says so, before much time or memory is spent."""

from pathlib import Path

import pytest

from wholeprint.engine.vensim import read_vensim
from wholeprint.errors import ModelError, UnsupportedError, WholeprintError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.xmile.read import read_xmile

LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
SPECS = "<sim_specs><stop>1</stop></sim_specs>"


def around(inside: str) -> str:
    return f"<xmile>{SPECS}<model>{inside}</model></xmile>"


HOSTILE = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><xmile>&l9;</xmile>',
    "a file of ours": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xmile>&f;</xmile>',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % f SYSTEM "http://x/y"> %f;]><xmile/>',
    "a million elements": around("<aux name='a'><eqn>1</eqn></aux>" * 150_000),
    "a million levels": "<xmile>" * 1_000_000,
    "a million attributes": "<xmile " + " ".join(f"a{i}='1'" for i in range(100_000)) + "/>",
    "a million brackets": around(f"<aux name='a'><eqn>{'(' * 1_000_000}1</eqn></aux>"),
    "a million signs": around(f"<aux name='a'><eqn>{'-' * 1_000_000}1</eqn></aux>"),
    "a million terms": around(f"<aux name='a'><eqn>{'1+' * 1_000_000}1</eqn></aux>"),
    "a million characters one by one": around(
        f"<aux name='a'><eqn>{'&#49;' * 200_000}</eqn></aux>"
    ),
    "an array of everything": f"<xmile>{SPECS}<dimensions>"
    + "".join(f"<dim name='d{i}' size='90000'/>" for i in range(6))
    + "</dimensions><model><aux name='a'><dimensions>"
    + "".join(f"<dim name='d{i}'/>" for i in range(6))
    + "</dimensions><eqn>1</eqn></aux></model></xmile>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_xmile(text: str) -> None:
    """Entities, depth, length and size end in a clear error, of the file or of its model."""
    with pytest.raises(WholeprintError):
        flatten(read_xmile(text, "m.xmile"))


@pytest.mark.parametrize(
    "equation",
    ["__import__('os').system('x')", "().__class__", "lambda: 0", "a; import os", "exec('x')"],
)
def test_code_is_no_equation(equation: str) -> None:
    """What is code elsewhere is no equation, or names what is not there."""
    with pytest.raises((ModelError, UnsupportedError)):
        flatten(read_xmile(around(f"<aux name='a'><eqn>{equation}</eqn></aux>"), "m.xmile"))


CONTROL = "INITIAL TIME = 0 ~~|\nFINAL TIME = 1 ~~|\nTIME STEP = 1 ~~|\n"
WRONG = {
    "brackets": "a = " + "(" * 1_000_000 + "1 ~~|\n",
    "signs": "a = " + "-" * 100_000 + "1 ~~|\n",
    "powers": "a = " + "2^" * 100_000 + "2 ~~|\n",
    "code in a range": "t([__import__('os').system('touch x')-(1,1)],(0,0),(1,1)) ~~|\n",
    "a file elsewhere": "a = GET DIRECT CONSTANTS('/etc/passwd', ',', 'A1') ~~|\n",
    "a range of everything": "d: (a1-a99999999) ~~|\na[d] = 1 ~~|\n",
    "an encoding of nothing": "{rot13}\na = 1 ~~|\n",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_hostile_vensim(tmp_path: Path, text: str) -> None:
    """A file of Vensim that nests without end, holds code or wants files elsewhere is refused."""
    path = tmp_path / "m.mdl"
    path.write_text(text + CONTROL.replace("= 0", "= no such name"), encoding="utf-8")
    with pytest.raises(WholeprintError):
        flatten(read_vensim(path))
    assert [each.name for each in tmp_path.iterdir()] == ["m.mdl"]
