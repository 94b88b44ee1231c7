"""The table of functions."""

from wholeprint.systems.expression.functions import ALIASES, CONSTANTS, FUNCTIONS
from wholeprint.systems.names import canonical


def test_every_function_is_named_as_the_parser_names_it() -> None:
    """Keys are canonical, arities make sense, and every alias but LOOKUP leads to a function."""
    for name, function in FUNCTIONS.items():
        assert name == function.name == canonical(name)
        assert 0 <= function.least <= function.most
        assert function.meaning
        assert bool(function.arguments) == (function.most > 0)
    assert set(ALIASES.values()) - set(FUNCTIONS) <= {"lookup"}
    assert not set(ALIASES) - {"lookup"} & set(FUNCTIONS)


def test_constants_take_nothing() -> None:
    """TIME, DT and PI stand without brackets."""
    assert {"time", "dt", "pi"} <= CONSTANTS
    assert all(FUNCTIONS[name].most == 0 for name in CONSTANTS)
