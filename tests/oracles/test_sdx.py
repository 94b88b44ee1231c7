"""Every model of the SDXorg/test-models suite that is here runs as its canonical output says.

The outputs come from Vensim and Stella. A column matches where every value lies within 1e-3 of
the printed one, relative, plus 1e-5, at every instant both have: the outputs are printed with six
digits, some were run in single precision. Control variables and blank cells are left out.
"""

import csv
import math
import re
from pathlib import Path

import numpy as np
import pytest

from wholeprint.engine.vensim import read_vensim
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.model import Model
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import simulate
from wholeprint.systems.xmile.read import read_xmile
from wholeprint.systems.xmile.write import write_xmile

SUITE = Path(__file__).parents[2] / ".." / "shared" / "sdx"
KINDS = {".mdl", ".xmile", ".stmx"}
FILES = sorted(
    each
    for each in (SUITE.rglob("*") if SUITE.is_dir() else ())
    if each.suffix.lower() in KINDS and each.parent != SUITE
)
NAMES = [str(each.relative_to(SUITE)) for each in FILES]
CONTROL = {"time", "final_time", "initial_time", "time_step", "saveper", "dt"}

_NO_EQUATION = "the file holds ??? where an equation should be"
_NO_MACRO = "the file calls a macro that it does not define"
BROKEN = {
    **{
        f"tests/{folder}/{name}.{kind}": (ModelError, _NO_EQUATION)
        for folder, name in (
            ("subscript_1d_arrays", "test_subscript_1d_arrays"),
            ("subscript_constant_call", "test_subscript_constant_call"),
            ("subscript_mixed_assembly", "test_subscript_mixed_assembly"),
            ("subscript_multiples", "test_multiple_subscripts"),
            ("subscript_updimensioning", "test_subscript_updimensioning"),
            ("subscripted_flows", "test_subscripted_flows"),
        )
        for kind in ("xmile", "stmx")
    },
    **{
        f"tests/{folder}/test_{folder}.{kind}": (ModelError, _NO_MACRO)
        for folder in ("macro_expression", "macro_multi_macros")
        for kind in ("xmile", "stmx")
    },
    "tests/logicals/test_logicals.stmx": (ModelError, "NOT stands behind its operand"),
    "tests/control_vars/test_control_vars.mdl": (
        UnsupportedError,
        "the start and the time step of the run depend on time",
    ),
    "tests/get_constants/test_get_constants.mdl": (ModelError, "its data.csv is not in the suite"),
}
"""Files that cannot be run, the error they must give, and why."""

OFF = {
    "tests/allocate_available/test_allocate_available.mdl": (
        2e-2,
        "Vensim allots by search: its own output misses the supply by up to 1.1 %",
    ),
}
"""Files whose output is itself less exact: the relative difference allowed instead, and why."""

OUTPUTS = {"tests/data_from_other_model/model_to_generate_data.mdl": "data.tab"}
"""Canonical outputs that have another name."""

NOT_TURNED = {"tests/vector_select/test_vector_select.mdl"}
"""Left out of the round trip: its 48 selections over matrices take seconds to make flat twice."""

NO_OUTPUT = {
    "samples/Lotka_Volterra/Lotka_Volterra.mdl",
    "tests/get_data/test_get_data.mdl",
}
"""Files that the suite has no output for: they must run."""

WORLD3 = {
    "population": {2000: 6006630340.457472, 2050: 6452636665.230526, 2100: 3463443716.8283844},
    "industrial_output": {
        2000: 1919065366744.332,
        2050: 638767553849.4065,
        2100: 54502178691.74502,
    },
    "food_per_capita": {2000: 472.24564461254596, 2100: 208.2457656080138},
    "persistent_pollution_index": {2000: 3.1481610752915103, 2100: 0.7463515522784763},
    "life_expectancy": {1900: 29.11002255148156, 2050: 45.969567129125046},
    "nonrenewable_resources": {2000: 714023982821.5793, 2100: 157076499863.21228},
    "human_welfare_index": {2000: 0.7229297505060305, 2100: 0.1624479774488542},
}
"""Values by variable and year."""

SHORTENED = {
    "tests/allocate_by_priority/test_allocate_by_priority.mdl": 1.5,
    "tests/allocate_available/test_allocate_available.mdl": 8.0,
}
"""Last instant of models that would take too long: each allotment is a search."""

pytestmark = pytest.mark.skipif(not FILES, reason="no test models here")


def read(path: Path) -> Model:
    if path.suffix.lower() == ".mdl":
        return read_vensim(path)
    return read_xmile(path.read_text(encoding="utf-8-sig"), path.name)


def flat(path: Path, model: Model) -> System:
    stop = SHORTENED.get(str(path.relative_to(SUITE)))
    return flatten(model, {} if stop is None else {"final time": stop})


def key_of(name: str) -> str:
    parts = re.fullmatch(r"(.*?)\s*\[(.*)\]", name.strip())
    if parts is None:
        return canonical(name)
    elements = (canonical(each.replace("_", " ")) for each in parts[2].split(","))
    return f"{canonical(parts[1])}[{','.join(elements)}]"


def number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def differences(path: Path, output: Path, relative: float) -> list[str]:
    """Return the columns of an output that a model does not match, and how many values it met."""
    system = flat(path, read(path))
    run = simulate(system)
    slots = {key_of(name): slot for name, slot in system.names.items()}
    mark = "," if output.suffix == ".csv" else "\t"
    text = output.read_text(encoding="utf-8-sig", errors="replace")
    head, *rows = csv.reader(text.splitlines(), delimiter=mark)
    instants = [number(row[0]) if row else math.nan for row in rows]
    found: list[str] = []
    met = 0
    for column, name in enumerate(head):
        if column == 0 or key_of(name) in CONTROL:
            continue
        if key_of(name) not in slots:
            found.append(f"{name} is missing")
            continue
        series = run.values[slots[key_of(name)]][:, 0]
        for row, instant in zip(rows, instants, strict=True):
            wanted = number(row[column]) if column < len(row) else math.nan
            at = np.flatnonzero(np.abs(run.times - instant) < 1e-6)
            if math.isnan(wanted) or not at.size:
                continue
            met += 1
            if not abs(series[at[0]] - wanted) <= relative * abs(wanted) + 1e-5:
                found.append(f"{name} at {instant:g}: {series[at[0]]:g}, not {wanted:g}")
                break
    return found if met else [*found, "no value was compared"]


def outputs(path: Path) -> list[Path]:
    named = OUTPUTS.get(str(path.relative_to(SUITE)))
    if named:
        return [path.parent / named]
    first = [path.parent / each for each in ("output.csv", "output.tab")]
    return [each for each in (*first, *sorted(path.parent.glob("output_*.*"))) if each.is_file()]


@pytest.mark.parametrize("name", [each for each in NAMES if each not in BROKEN])
def test_model_matches_its_output(name: str) -> None:
    """A model gives one of its canonical outputs; the suite has one for each tool."""
    path = SUITE / name
    relative, _ = OFF.get(name, (1e-3, ""))
    if name in NO_OUTPUT:
        assert not simulate(flatten(read(path))).failures
        return
    told = [differences(path, each, relative) for each in outputs(path)]
    assert told, "there is no output beside it"
    assert [] in told, told[0][:5]


@pytest.mark.parametrize("name", [each for each in BROKEN if each in NAMES])
def test_broken_model_is_refused(name: str) -> None:
    """A file that cannot be meant as it stands is refused, with its name and line."""
    kind, _ = BROKEN[name]
    with pytest.raises(kind) as told:
        flatten(read(SUITE / name))
    assert Path(name).name in str(told.value)


def test_share_of_models() -> None:
    """At least 93 % of the Vensim models with an output match; all others are named above."""
    vensim = [each for each in NAMES if each.lower().endswith(".mdl") and each not in NO_OUTPUT]
    lost = [each for each in vensim if each in BROKEN or each in OFF]
    assert len(lost) <= 0.07 * len(vensim)


@pytest.mark.parametrize("name", [each for each in NAMES if each not in {*BROKEN, *NOT_TURNED}])
def test_round_trip(name: str) -> None:
    """What is written as XMILE and read back runs to the same numbers: 1e-9, for reordered sums."""
    model = read(SUITE / name)
    try:
        text = write_xmile(model)
    except UnsupportedError as refused:
        assert "XMILE has no form" in str(refused)  # noqa: PT017 - the others must go on
        return
    path = SUITE / name
    first, again = (flat(path, each) for each in (model, read_xmile(text, name)))
    one, other = simulate(first), simulate(again)
    for key, slot in first.names.items():
        if first.slots[slot].is_internal:
            continue
        assert key in again.names
        np.testing.assert_allclose(
            other.values[again.names[key]], one.values[slot], rtol=1e-9, atol=1e-12, err_msg=key
        )


def test_world3() -> None:
    """World3-03 gives the numbers pysimlin 0.8.5 gives for the same file, to 1e-9.

    The numbers were printed by it with 17 digits; `bench/systems_world3.py` compares all
    variables side by side where it is installed.
    """
    path = SUITE / "wrld3-03.mdl"
    if not path.is_file():
        pytest.skip("no World3-03 here")
    system = flatten(read_vensim(path))
    run = simulate(system, keep=[system.names[each] for each in WORLD3])
    for name, values in WORLD3.items():
        series = run.values[system.names[name]][:, 0]
        for instant, wanted in values.items():
            at = int(np.flatnonzero(np.abs(run.times - instant) < 1e-9)[0])
            assert series[at] == pytest.approx(wanted, rel=1e-9), (name, instant)
