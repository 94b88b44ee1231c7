"""Rules about the shape of the code that no linter in use can state."""

import ast
import re
from pathlib import Path

import pytest

MAX_LINES = 400

QUANTITY = re.compile(
    r"(^|_)("
    r"joules?|kwh|watts?|seconds?|ms|milliseconds|hours?|days?|years?|grams?|kg|tonnes?|litres?"
    r"|bytes?|gib|gb|mb|hz|ghz|kelvin|celsius|volts?|amperes?|nm|km|cm2|mm2|ticks|percent|usd|eur|cores|threads|count"
    r"|pue|wue|fraction|ratio|share|sigma|factor|quantile|probability|probability_\w+|per_\w+"
    r"|gco2e|kgco2e"
    r"|amount|value"  # in the unit that what stands beside it tells
    r")$"
)

# Numbers that carry no unit of their own: the shape of a distribution, whose unit belongs to the
# factor that holds it; a factor that scales; a place between nought and one.
SHAPE = {
    *("central", "low", "mode", "high", "median", "p05", "p95", "mean", "value"),
    *("minimum", "low_whisker", "first_quartile", "third_quartile", "high_whisker", "maximum"),
    *(
        "u",
        "scale",
        "weight",
        "exponent",
        "elasticity",
        "utilisation",
        "relative_error",
        "accuracy",
        # of a model, in its own unit of time
        *("start", "step", "instant", "asked_stop", "asked_save"),
    ),
}

# Words that a user types (``track(interval=1)``, ``WHOLEPRINT_FLUSH``): seconds, as documented.
TYPED = {"interval", "flush"}


def _public_floats(tree: ast.Module) -> list[tuple[int, str]]:
    """The line and name of each public parameter or field annotated as a bare float."""
    found: list[tuple[int, str]] = []
    hidden = [c for c in ast.walk(tree) if isinstance(c, ast.ClassDef) and c.name.startswith("_")]
    private = {id(node) for kind in hidden for node in ast.walk(kind)}
    for node in ast.walk(tree):
        if id(node) in private:
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("_") and node.name != "__init__":
                continue
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            found += [(a.lineno, a.arg) for a in arguments if _is_float(a.annotation)]
        elif isinstance(node, ast.ClassDef):
            found += [
                (line.lineno, line.target.id)
                for line in node.body
                if isinstance(line, ast.AnnAssign)
                and isinstance(line.target, ast.Name)
                and _is_float(line.annotation)
            ]
    return [(line, name) for line, name in found if not name.startswith("_")]


def _is_float(annotation: ast.expr | None) -> bool:
    shown = "" if annotation is None else ast.unparse(annotation).replace('"', "")
    return set(shown.replace(" ", "").split("|")) in ({"float"}, {"float", "None"})


def test_module_fits_on_a_few_screens(module: Path) -> None:
    """No module passes 400 lines: it is split by idea before it does."""
    assert module.read_text(encoding="utf-8").count("\n") <= MAX_LINES


def test_every_public_float_names_its_unit(module: Path) -> None:
    """A bare float in a public signature or field says in its name what it counts."""
    tree = ast.parse(module.read_text(encoding="utf-8"))

    unnamed = [
        f"{module.name}:{line} {name}"
        for line, name in _public_floats(tree)
        if not QUANTITY.search(name) and name not in SHAPE | TYPED
    ]

    assert not unnamed


def test_the_unit_rule_sees_a_nameless_float() -> None:
    """The rule above catches parameters, keyword-only ones, optional ones and fields."""
    tree = ast.parse(
        "def f(power: float, *, energy: float | None = None, run_joules: float = 0): ...\n"
        "class C:\n    duration: float\n    pue: float\n    _hidden: float\n"
    )

    caught = [name for _, name in _public_floats(tree) if not QUANTITY.search(name)]

    assert caught == ["power", "energy", "duration"]


def test_package_init_holds_one_docstring(source: Path) -> None:
    """Importing a package runs no code, so that it cannot load what its modules must not.

    Only the top one may hold more: the public names, found when they are asked for.
    """
    for path in sorted(source.rglob("__init__.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        texts = [
            isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) for line in body
        ]

        if path.parent == source:
            assert texts[:1] == [True], path
        else:
            assert texts == [True], path


def test_every_package_folder_has_an_init(source: Path) -> None:
    """No folder of modules is a namespace package by accident."""
    folders = {path.parent for path in source.rglob("*.py")}

    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_tests_mirror_the_source(repository: Path, source: Path) -> None:
    """Each file of unit tests stands where the module it tests stands, under its name."""
    unit = repository / "tests" / "unit"
    strays = [
        str(path.relative_to(unit))
        for path in sorted(unit.rglob("test_*.py"))
        if not _module_of(path, unit, source).exists()
    ]

    assert not strays


def _module_of(test: Path, unit: Path, source: Path) -> Path:
    place = source / test.relative_to(unit).parent
    name = test.stem.removeprefix("test_")
    if name == "init":
        return place / "__init__.py"
    private = place / f"_{name}.py"
    return private if private.exists() else place / f"{name}.py"


@pytest.fixture(scope="session")
def tests_text(repository: Path) -> str:
    """All the tests in one text."""
    paths = sorted((repository / "tests").rglob("*.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_module_has_its_tests(
    module: Path, repository: Path, source: Path, tests_text: str
) -> None:
    """Each module has a file of unit tests in the mirrored folder, or a test that imports it.

    Drivers and providers are tested by the contracts they share, and a small step of a long
    calculation with the calculation.
    """
    place = module.relative_to(source)
    if place.name == "__init__.py" or place.as_posix() == "__main__.py":
        return  # a docstring, or one line that the journeys of the command line run
    mirrored = f"test_{place.stem.removeprefix('_')}.py"
    package = ".".join(("wholeprint", *place.parent.parts))
    imported = re.compile(
        rf"{re.escape(package)}\.{place.stem}\b"
        rf"|from {re.escape(package)} import [^\n]*\b{place.stem}\b"
        rf"|from {re.escape(package)} import \([^)]*\b{place.stem}\b"
    )

    has_own = (repository / "tests" / "unit" / place.parent / mirrored).exists()
    is_tested = has_own or imported.search(tests_text) is not None

    assert is_tested
