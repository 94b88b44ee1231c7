"""A whole Vensim file: clock, macros, notes, refusals."""

from pathlib import Path

import pytest

from wholeprint.engine.vensim import read_vensim
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.model import Model
from wholeprint.systems.reference import simulate

CONTROL = """INITIAL TIME = 0 ~~|
FINAL TIME = 4 ~ Month ~|
TIME STEP = 0.5 ~~|
SAVEPER = TIME STEP ~~|
"""


def model(folder: Path, text: str, control: str = CONTROL) -> Model:
    path = folder / "m.mdl"
    path.write_text("{UTF-8}\n" + text + control, encoding="utf-8")
    return read_vensim(path)


def test_clock(tmp_path: Path) -> None:
    """The control variables are the clock, and no variables."""
    found = model(tmp_path, "a = 1 ~~|\n")
    assert (found.clock.stop, found.clock.step, found.clock.save_step) == (
        parse("4"), parse("0.5"), None,
    )  # fmt: skip
    assert (found.clock.unit, [each.name for each in found.variables]) == ("Month", ["a"])


def test_run_of_a_stock_by_hand(tmp_path: Path) -> None:
    """S' = S / 2 with steps of 0.5 grows by a quarter each: 1.25 ** 8 after four months."""
    found = model(tmp_path, "S = INTEG(g, 1) ~~|\ng = S/2 ~~|\n")
    system = flatten(found)
    assert simulate(system).values[system.names["s"]][-1, 0] == pytest.approx(1.25**8, rel=1e-15)


def test_macro(tmp_path: Path) -> None:
    """A macro with a stock has one for each use."""
    text = (
        ":MACRO: GATHER(x, first)\nGATHER = INTEG(x, first) ~~|\n:END OF MACRO:\n"
        "a = GATHER(1, 5) ~~|\nb = GATHER(2, a) ~~|\n"
    )
    system = flatten(model(tmp_path, text))
    run = simulate(system)
    assert run.values[system.names["a"]][-1, 0] == 9.0
    assert run.values[system.names["b"]][-1, 0] == 13.0


def test_save_step_may_be_used(tmp_path: Path) -> None:
    """An equation may use SAVEPER."""
    system = flatten(model(tmp_path, "a = SAVEPER * 2 ~~|\n"))
    assert simulate(system).values[system.names["a"]][0, 0] == 1.0


def test_reality_checks_are_noted(tmp_path: Path) -> None:
    """Reality checks are left out, and the model's note says which."""
    found = model(tmp_path, "a = 1 ~~|\nnothing :THE CONDITION: a = 0 :IMPLIES: a = 0 ~~|\n")
    assert "nothing" in found.note


def test_end_that_changes_is_noted(tmp_path: Path) -> None:
    """An end of the run that moves is taken as it is at the start, and the note says so."""
    control = CONTROL.replace("= 4", "= IF THEN ELSE(a > 2, Time, 9)")
    assert "FINAL TIME changes" in model(tmp_path, "a = Time ~~|\n", control).note


@pytest.mark.parametrize("what", ["TIME STEP", "INITIAL TIME"])
def test_clock_that_changes_is_refused(tmp_path: Path, what: str) -> None:
    """A start or a step that moves with time is refused by name."""
    control = "".join(
        f"{each} = {'b + 1' if each == what else '4'} ~~|\n"
        for each in ("INITIAL TIME", "FINAL TIME", "TIME STEP")
    )
    with pytest.raises(UnsupportedError, match=what):
        model(tmp_path, "a = INTEG(1, 1) ~~|\nb = a*2 ~~|\n", control)


def test_no_clock(tmp_path: Path) -> None:
    """A file that does not say when it runs is told so."""
    with pytest.raises(ModelError, match="no INITIAL TIME"):
        model(tmp_path, "a = 1 ~~|\n", "")
