"""What operations are called in C."""

from collections.abc import Sequence

from wholeprint.engine.compiled.program import Value
from wholeprint.engine.compiled.tables import Reader
from wholeprint.engine.kernel import Measure

PLAIN = {
    "neg": "-{0}",
    "reciprocal": "B(1.0) / {0}",
    "abs": "v_abs({0})",
    "exp": "v_exp({0})",
    "ln": "v_log({0})",
    "log10": "v_log10({0})",
    "sqrt": "v_sqrt({0})",
    "sin": "v_sin({0})",
    "cos": "v_cos({0})",
    "tan": "v_tan({0})",
    "arcsin": "v_asin({0})",
    "arccos": "v_acos({0})",
    "arctan": "v_atan({0})",
    "sinh": "v_sinh({0})",
    "cosh": "v_cosh({0})",
    "tanh": "v_tanh({0})",
    "floor": "v_floor({0})",
    "trunc": "v_trunc({0})",
    "round": "v_round({0})",
    "sign": "v_sign({0})",
    "gamma_ln": "v_gamma_ln({0})",
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "div": "{0} / {1}",
    "div_known": "v_div_known({0}, {1}, {2})",
    "fma": "v_fma({0}, {1}, {2})",
    "fnma": "v_fnma({0}, {1}, {2})",
    "pow": "v_pow({0}, {1})",
    "mod": "v_mod({0}, {1})",
    "rem": "v_rem({0}, {1})",
    "safediv": "v_safediv({0}, {1}, {2})",
}
"""Operations whose operands stand in one expression."""

FOLDS = {"sum": "{0} + {1}", "product": "{0} * {1}"}
"""Operations on any number of operands, from the left to the right two by two."""

EXTREMES = {"min": "v_min", "max": "v_max"}

ASKS = {
    "lt": "LT({0}, {1})",
    "le": "LE({0}, {1})",
    "gt": "LT({1}, {0})",
    "ge": "LE({1}, {0})",
    "eq": "EQ({0}, {1})",
    "ne": "NE({0}, {1})",
}
"""Questions, which have a mask for an answer."""

_KIND_OPERANDS = 4


def accumulated(measure: Measure, row: int, of: str, time: str) -> str:
    """Return the statement that takes an instant into a measure.

    Args:
        measure: Which.
        row: Its first row.
        of: The value at this instant.
        time: The instant.
    """
    is_more = f"LT(p[{row}], {of})"
    is_less = f"LT({of}, p[{row}])"
    match measure:
        case Measure.FINAL:
            return f"if (at->is_last) p[{row}] = {of};"
        case Measure.PEAK:
            return f"p[{row}] = v_above({of}, p[{row}]);"
        case Measure.TROUGH:
            return f"p[{row}] = v_below({of}, p[{row}]);"
        case Measure.PEAK_TIME | Measure.TROUGH_TIME:
            asked = is_more if measure is Measure.PEAK_TIME else is_less
            return (
                f"{{ const M m = {asked}; p[{row}] = SEL(m, {of}, p[{row}]); "
                f"p[{row + 1}] = SEL(m, {time}, p[{row + 1}]); }}"
            )
        case Measure.MEAN:
            return f"p[{row}] = p[{row}] + {of};"
        case _:
            return f"if (!at->is_last) p[{row}] = p[{row}] + {of};"


def folded(two: str, refs: Sequence[str]) -> str:
    """Return an operation of two operands done from the left to the right.

    Args:
        two: What is written for two of them.
        refs: All operands.
    """
    found = refs[0]
    for each in refs[1:]:
        found = f"({two.format(found, each)})"
    return found


def drawn(value: Value, refs: Sequence[str]) -> str:
    """Return a draw.

    Args:
        value: What is drawn.
        refs: Its operands.
    """
    operands = [*refs, *(["B(0.0)"] * _KIND_OPERANDS)][:_KIND_OPERANDS]
    kind = f"{value.kind.upper()}_KIND"
    return f"v_random({kind}, who, {value.index}, at->step, {', '.join(operands)})"


def looked_up(place: int, reader: Reader, at: str) -> str:
    """Return what a lookup says.

    Args:
        place: Its number.
        reader: The lookup.
        at: Where it is read.
    """
    size, rows = len(reader.xs), f"tx{place}, ty{place}, ts{place}"
    if reader.is_discrete:
        return f"read_steps({at}, {size}, tx{place}, ty{place})"
    first, last = f"tx{place}[0]", f"tx{place}[{size - 1}]"
    held = at if reader.goes_on else f"held_between({at}, {first}, {last})"
    if reader.scale:
        return f"read_even({held}, {number_text(reader.scale)}, {size}, {rows})"
    return f"read_any({held}, {size}, {rows})"


def number_text(value: float) -> str:
    """Return a number as C reads it, bit for bit.

    Args:
        value: The number.
    """
    if value != value:  # noqa: PLR0124 - what is no number does not equal itself
        return "NAN"
    if value in {float("inf"), float("-inf")}:
        return "INFINITY" if value > 0 else "(-INFINITY)"
    text = value.hex()
    return f"({text})" if text.startswith("-") else text
