"""A program as Python that numba compiles: short functions, each a loop over the members."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from wholeprint.engine.compiled.layout import Layout, lay_out
from wholeprint.engine.compiled.print_c import Code
from wholeprint.engine.compiled.program import TRUTHS, Phase, Program, Value
from wholeprint.engine.compiled.run_blocks import WIDTH
from wholeprint.engine.compiled.tables import prepared
from wholeprint.engine.kernel import Measure
from wholeprint.errors import CompileError

_LONGEST_PIECE = 200
"""Values per function: the time that types and machine code take grows faster than their number."""

_ONE = {
    "neg": "-{0}",
    "reciprocal": "1.0 / {0}",
    "abs": "abs({0})",
    "exp": "np.exp({0})",
    "ln": "np.log({0})",
    "log10": "np.log10({0})",
    "sqrt": "np.sqrt({0})",
    "sin": "np.sin({0})",
    "cos": "np.cos({0})",
    "tan": "np.tan({0})",
    "arcsin": "np.arcsin({0})",
    "arccos": "np.arccos({0})",
    "arctan": "np.arctan({0})",
    "sinh": "np.sinh({0})",
    "cosh": "np.cosh({0})",
    "tanh": "np.tanh({0})",
    "floor": "np.floor({0})",
    "trunc": "np.trunc({0})",
    "round": "v_round({0})",
    "sign": "v_sign({0})",
    "gamma_ln": "v_gamma_ln({0})",
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "div": "{0} / {1}",
    "div_known": "{0} / {1}",
    "fma": "{0} * {1} + {2}",
    "fnma": "{2} - {0} * {1}",
    "pow": "np.power({0}, {1})",
    "mod": "v_mod({0}, {1})",
    "rem": "v_rem({0}, {1})",
    "safediv": "v_safediv({0}, {1}, {2})",
}
_ASKS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
_FOLDS = {
    "sum": "({0} + {1})",
    "product": "({0} * {1})",
    "min": "v_min({0}, {1})",
    "max": "v_max({0}, {1})",
}
_OWN = "w, u, count, place, member, seed, i, steps"

_RINGS = """size = 1
        for pipe in range(PIPES):
            for j in range(count):
                size = max(size, int(w[DELAY_ROWS[pipe], j]))
        rings = np.empty((PIPES, size, WIDTH))"""
"""Only where there are pipes: it takes numba a second to learn how to make an array."""

HEAD = Path(__file__).with_name("kernel_head.txt")
FOOT = Path(__file__).with_name("kernel_foot.txt")


def print_python(program: Program) -> Code:
    """Return a program as Python.

    Args:
        program: The program.

    Raises:
        CompileError: If it has an operation that is not written so.
    """
    layout = lay_out(program, _LONGEST_PIECE)
    pieces = _Pieces(layout)
    parts = [HEAD.read_text(encoding="utf-8"), *_constants(layout), *pieces.tables(), ""]
    for phase in Phase:
        parts += [pieces.function(phase, place) for place in range(len(layout.pieces[phase]))]
        parts.append(_dispatch(layout, phase))
    foot = FOOT.read_text(encoding="utf-8").replace("#RINGS", _RINGS if layout.delay_rows else "")
    parts += [_finish(layout), foot]
    series = sum(kept.measure is Measure.SERIES for kept in program.kept)
    return Code("\n".join(parts), layout, series)


def _constants(layout: Layout) -> Iterator[str]:
    program = layout.program
    yield f"ARGUMENTS = {len(program.arguments)}"
    yield f"SHARED = {layout.shared_size}"
    yield f"INPUTS = {program.inputs}"
    yield f"STATE_ROW = {layout.state_row}"
    yield f"STATES = {len(program.states)}"
    yield f"ROWS = {max(layout.row_count, 1)}"
    yield f"WIDTH = {WIDTH}"
    yield f"WATCHED_ROW = {layout.watched_row}"
    yield f"PIPES = {len(layout.delay_rows)}"
    rows = [*layout.delay_rows.values()] or [0]
    stocks = [int(state.is_stock) for state in program.states] or [0]
    yield f"DELAY_ROWS = np.array({rows})"
    yield f"IS_STOCK = np.array({stocks})"


def _arguments(phase: Phase) -> str:
    match phase:
        case Phase.ONCE | Phase.INSTANT:
            return "u"
        case Phase.BEGIN:
            return _OWN
        case Phase.STEP:
            return f"{_OWN}, saved, series, rings"


def _dispatch(layout: Layout, phase: Phase) -> str:
    told = _arguments(phase)
    name = phase.name.lower()
    if len(layout.pieces[phase]) == 1:
        return f"{name} = {name}_0"
    calls = [f"    {name}_{each}({told})" for each in range(len(layout.pieces[phase]))]
    return "\n".join(["", "@compiled", f"def {name}({told}):", *calls, ""])


def _finish(layout: Layout) -> str:
    lines = ["", "@compiled", "def finish(w, u, scalars, place, count, instants):"]
    lines.append("    for j in range(count):")
    number = 0
    for output, kept in enumerate(layout.program.kept):
        if kept.measure is Measure.SERIES:
            continue
        row = layout.kept_rows[output]
        found = f"w[{row}, j]"
        if kept.measure in {Measure.PEAK_TIME, Measure.TROUGH_TIME}:
            found = f"w[{row + 1}, j]"
        elif kept.measure is Measure.MEAN:
            found = f"{found} / instants"
        elif kept.measure is Measure.TOTAL:
            found = f"{found} * u[1]"
        lines.append(f"        scalars[{number}, place + j] = {found}")
        number += 1
    return "\n".join([*lines, "        pass", ""])


class _Pieces:
    """Prints pieces of code."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._values = layout.program.values
        self._readers = [prepared(table) for table in layout.program.tables]

    def tables(self) -> Iterator[str]:
        """Yield the points of the lookups."""
        for place, reader in enumerate(self._readers):
            for letter, row in (("x", reader.xs), ("y", reader.ys), ("s", reader.slopes)):
                yield f"{letter}{place} = np.array([{', '.join(map(_number, row))}])"

    def function(self, phase: Phase, place: int) -> str:
        """Return one piece as a function."""
        name = f"{phase.name.lower()}_{place}"
        head = ["", "@compiled", f"def {name}({_arguments(phase)}):"]
        is_shared = phase <= Phase.INSTANT
        body = list(self._body(phase, place)) or ["pass"]
        if is_shared:
            return "\n".join([*head, *(f"    {line}" for line in body), ""])
        loop = ["    for j in range(count):", *(f"        {line}" for line in body)]
        return "\n".join([*head, *loop, ""])

    def _body(self, phase: Phase, place: int) -> Iterator[str]:
        layout = self._layout
        own = layout.pieces[phase][place]
        is_last = place == layout.last_piece(phase)
        needed = [each for number in own for each in self._values[number].operands]
        needed.extend(layout.closing(phase, place))
        here = set(own)
        for number in dict.fromkeys(needed):
            value = self._values[number]
            if value.operation in {"state", "input"}:
                first = layout.state_row if value.operation == "state" else layout.input_row
                yield f"a{number} = w[{first + value.index}, j]"
                here.add(number)
            elif number in layout.rows and number not in here:
                yield f"a{number} = w[{layout.rows[number]}, j]"
                here.add(number)
        for number in own:
            yield from self._assignment(number, here)
        if is_last and phase is Phase.BEGIN:
            yield from self._set_up(here)
        if phase is Phase.STEP:
            yield from self._keep(here, layout.kept_in.get(place, range(0)))
        if is_last and phase is Phase.STEP:
            yield from self._move_on(here)

    def _assignment(self, number: int, here: set[int]) -> Iterator[str]:
        text = self._text(self._values[number], here)
        if number in self._layout.shared:
            yield f"u[{self._layout.shared[number]}] = {text}"
            return
        yield f"a{number} = {text}"
        if number in self._layout.rows:
            yield f"w[{self._layout.rows[number]}, j] = a{number}"

    def _ref(self, number: int, here: set[int]) -> str:
        value = self._values[number]
        if value.operation == "constant":
            return _number(value.value)
        if number in self._layout.shared:
            return f"u[{self._layout.shared[number]}]"
        return f"a{number}" if number in here else f"w[{self._layout.rows[number]}, j]"

    def _text(self, value: Value, here: set[int]) -> str:
        operation = value.operation
        refs = [self._ref(each, here) for each in value.operands]
        if operation in TRUTHS:
            return f"1.0 if {_asked(operation, refs)} else 0.0"
        if operation == "if":
            return f"{refs[1]} if {refs[0]} != 0.0 else {refs[2]}"
        if operation in _FOLDS:
            found = refs[0]
            for each in refs[1:]:
                found = _FOLDS[operation].format(found, each)
            return found
        if operation == "look":
            return self._look(value.index, refs[0])
        if operation == "random":
            return f"draw_{value.kind}(seed, member + j, {value.index}, i, {', '.join(refs)})"
        if operation not in _ONE:
            raise CompileError(
                f"the operation {operation!r} is not written for numba",
                fix='Take backend="numpy"',
            )
        return _ONE[operation].format(*refs)

    def _look(self, place: int, at: str) -> str:
        reader, rows = self._readers[place], f"x{place}, y{place}, s{place}"
        if reader.is_discrete:
            return f"read_steps({at}, x{place}, y{place})"
        ends = f"{_number(reader.xs[0])}, {_number(reader.xs[-1])}"
        held = at if reader.goes_on else f"held_between({at}, {ends})"
        if reader.scale:
            return f"read_even({held}, {_number(reader.scale)}, {rows})"
        return f"read_any({held}, {rows})"

    def _set_up(self, here: set[int]) -> Iterator[str]:
        layout = self._layout
        for number, state in enumerate(layout.program.states):
            yield f"w[{layout.state_row + number}, j] = {self._ref(state.initial, here)}"
            if state.span >= 0:
                row, span = layout.delay_rows[number], self._ref(state.span, here)
                yield f"w[{row}, j] = delay_of({span}, u[1], float(steps))"
        starts = {Measure.PEAK: "-np.inf", Measure.PEAK_TIME: "-np.inf"}
        starts |= {Measure.TROUGH: "np.inf", Measure.TROUGH_TIME: "np.inf"}
        for number, row in layout.kept_rows.items():
            measure = layout.program.kept[number].measure
            yield f"w[{row}, j] = {starts.get(measure, '0.0')}"
            if measure in {Measure.PEAK_TIME, Measure.TROUGH_TIME}:
                yield f"w[{row + 1}, j] = u[0]"
        if layout.watched_row >= 0:
            yield f"w[{layout.watched_row}, j] = 0.0"

    def _keep(self, here: set[int], outputs: range) -> Iterator[str]:
        layout = self._layout
        for each in layout.watched_in(outputs):
            of = self._ref(each, here)
            yield f"w[{layout.watched_row}, j] += {of} - {of}"
        time = f"u[{len(layout.program.arguments)}]"
        series = sum(k.measure is Measure.SERIES for k in layout.program.kept[: outputs.start])
        for number in outputs:
            kept = layout.program.kept[number]
            of = self._ref(kept.of, here)
            if kept.measure is Measure.SERIES:
                yield "if saved >= 0:"
                yield f"    series[{series}, saved, place + j] = {of}"
                series += 1
            else:
                yield from _accumulated(kept.measure, layout.kept_rows[number], of, time)

    def _move_on(self, here: set[int]) -> Iterator[str]:
        layout = self._layout
        pipe = 0
        for number, state in enumerate(layout.program.states):
            row, following = layout.state_row + number, self._ref(state.following, here)
            if state.span < 0:
                yield f"w[{row}, j] = {following}"
                continue
            yield f"rings[{pipe}, i % rings.shape[1], j] = {following}"
            yield f"n{pipe} = int(w[{layout.delay_rows[number]}, j])"
            yield f"if i + 1 >= n{pipe}:"
            yield f"    w[{row}, j] = rings[{pipe}, (i + 1 - n{pipe}) % rings.shape[1], j]"
            pipe += 1


def _asked(operation: str, refs: Sequence[str]) -> str:
    if operation == "not":
        return f"{refs[0]} == 0.0"
    if operation in _ASKS:
        return f"{refs[0]} {_ASKS[operation]} {refs[1]}"
    return f"({refs[0]} != 0.0) {operation} ({refs[1]} != 0.0)"


def _accumulated(measure: Measure, row: int, of: str, time: str) -> Iterator[str]:
    cell = f"w[{row}, j]"
    match measure:
        case Measure.FINAL:
            yield "if i == steps:"
            yield f"    {cell} = {of}"
        case Measure.PEAK:
            yield f"{cell} = {of} if {of} > {cell} else {cell}"
        case Measure.TROUGH:
            yield f"{cell} = {of} if {of} < {cell} else {cell}"
        case Measure.PEAK_TIME | Measure.TROUGH_TIME:
            sign = ">" if measure is Measure.PEAK_TIME else "<"
            yield f"if {of} {sign} {cell}:"
            yield f"    {cell} = {of}"
            yield f"    w[{row + 1}, j] = {time}"
        case Measure.MEAN:
            yield f"{cell} += {of}"
        case _:
            yield "if i < steps:"
            yield f"    {cell} += {of}"


def _number(number: float) -> str:
    if number != number:  # noqa: PLR0124 - what is no number does not equal itself
        return "np.nan"
    if number in {float("inf"), float("-inf")}:
        return "np.inf" if number > 0 else "(-np.inf)"
    return f"({number!r})" if number < 0 or repr(number).startswith("-") else repr(number)
