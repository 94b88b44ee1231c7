"""A program as C: straight-line code over vectors, and the loops around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wholeprint.engine.compiled.c_words import (
    ASKS,
    EXTREMES,
    FOLDS,
    PLAIN,
    accumulated,
    drawn,
    folded,
    looked_up,
    number_text,
)
from wholeprint.engine.compiled.layout import Layout, lay_out
from wholeprint.engine.compiled.program import TRUTHS, Phase, Program, Value
from wholeprint.engine.compiled.tables import prepared
from wholeprint.engine.kernel import Measure
from wholeprint.errors import CompileError

_LONGEST_PIECE = 600
_MANY_ROWS = 1000
"""Where members have more rows than this, fewer of them are run side by side: caches are small."""

_OWN = (
    "V *restrict p, const V *restrict u, const At *at, const Out *out, const Who *who, "
    "Pipe *pipes, int64_t k, int64_t width"
)
"""What the code of one vector of members is given."""

HEAD = Path(__file__).with_name("kernel_head.c")
FOOT = Path(__file__).with_name("kernel_foot.c")


@dataclass(frozen=True, slots=True)
class Code:
    """A program as text.

    Attributes:
        text: The source.
        layout: Where its values lie.
        saves_series: Number of outputs that are series.
    """

    text: str
    layout: Layout
    saves_series: int


def print_c(program: Program) -> Code:
    """Return a program as C.

    Args:
        program: The program.

    Raises:
        CompileError: If it has an operation that is not written in C.
    """
    layout = lay_out(program, _LONGEST_PIECE)
    pieces = _Pieces(layout)
    names: dict[Phase, list[str]] = {phase: [] for phase in Phase}
    functions: list[str] = []
    for phase in Phase:
        for place in range(len(layout.pieces[phase])):
            name = f"{phase.name.lower()}_{place}"
            names[phase].append(name)
            functions.append(pieces.function(phase, place, name))
    parts = [
        HEAD.read_text(encoding="utf-8"),
        *_constants(layout),
        *pieces.table_text(),
        *functions,
        *_dispatch(names),
        *_outputs(layout),
        FOOT.read_text(encoding="utf-8"),
    ]
    series = sum(kept.measure is Measure.SERIES for kept in program.kept)
    return Code("\n".join(parts) + "\n", layout, series)


def _constants(layout: Layout) -> list[str]:
    program = layout.program
    vectors = 8 if layout.row_count <= _MANY_ROWS else 2
    pipes = list(layout.delay_rows)
    timed = {Measure.PEAK_TIME, Measure.TROUGH_TIME}
    uses_time = any(value.operation == "time" for value in program.values) or any(
        kept.measure in timed for kept in program.kept
    )
    return [
        f"#define ARGUMENTS {len(program.arguments)}",
        f"#define SHARED {layout.shared_size}",
        f"#define INPUTS {program.inputs}",
        f"#define STATE_ROW {layout.state_row}",
        f"#define ROWS {max(layout.row_count, 1)}",
        f"#define WATCHED_ROW {layout.watched_row}",
        f"#define PIPES {len(pipes)}",
        f"#define VECTORS {vectors}",
        f"#define USES_TIME {int(uses_time)}",
    ]


def _dispatch(names: dict[Phase, list[str]]) -> list[str]:
    shared = "V *restrict u"
    own = _OWN
    passed = "p, u, at, out, who, pipes, k, width"
    return [
        f"INLINE void once({shared}) {{ {' '.join(f'{n}(u);' for n in names[Phase.ONCE])} }}",
        f"INLINE void instant({shared}) {{ {' '.join(f'{n}(u);' for n in names[Phase.INSTANT])} }}",
        f"INLINE void begin({own}) {{ {' '.join(f'{n}({passed});' for n in names[Phase.BEGIN])} }}",
        f"INLINE void step({own}) {{ {' '.join(f'{n}({passed});' for n in names[Phase.STEP])} }}",
    ]


def _outputs(layout: Layout) -> list[str]:
    # The end of a run: each output that is one number goes to its place.
    program = layout.program
    told = "const V *p, const V *u, double *to, int64_t ld, int64_t count, double instants"
    lines = [
        f"INLINE void finish({told}) {{",
        "    (void)p; (void)u; (void)to; (void)ld; (void)count; (void)instants;",
    ]
    place = 0
    for number, kept in enumerate(program.kept):
        if kept.measure is Measure.SERIES:
            continue
        row = layout.kept_rows[number]
        found = f"p[{row}]"
        if kept.measure in {Measure.PEAK_TIME, Measure.TROUGH_TIME}:
            found = f"p[{row + 1}]"
        elif kept.measure is Measure.MEAN:
            found = f"p[{row}] / B(instants)"
        elif kept.measure is Measure.TOTAL:
            found = f"p[{row}] * u[1]"
        lines.append(f"    stored(to + {place} * ld, {found}, count);")
        place += 1
    pipes = ", ".join(str(row) for row in layout.delay_rows.values()) or "0"
    stocks = ", ".join(str(int(state.is_stock)) for state in program.states) or "0"
    return [
        *lines,
        "}",
        f"static const int delay_row[] = {{{pipes}}};",
        f"static const int is_stock[] = {{{stocks}}};",
        f"#define STATES {len(program.states)}",
    ]


class _Pieces:
    """Prints pieces of code."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._values = layout.program.values
        self._readers = [prepared(table) for table in layout.program.tables]
        self._numbers = _used_as_numbers(layout)

    def table_text(self) -> Iterator[str]:
        """Yield the points of the lookups."""
        for place, reader in enumerate(self._readers):
            for letter, row in (("tx", reader.xs), ("ty", reader.ys), ("ts", reader.slopes)):
                shown = ", ".join(number_text(each) for each in reader.padded(row))
                size = len(reader.padded(row))
                yield (
                    f"static const double {letter}{place}[{size}] "
                    f"__attribute__((aligned(64), unused)) = {{{shown}}};"
                )

    def function(self, phase: Phase, place: int, name: str) -> str:
        """Return one piece as a function."""
        is_shared = phase <= Phase.INSTANT
        if is_shared:
            head = f"INLINE void {name}(V *restrict u) {{"
        else:
            # One that stands alone is put where it is called; of many, each is called.
            how = "INLINE" if len(self._layout.pieces[phase]) == 1 else "APART"
            head = (
                f"{how} void {name}(V *restrict p, const V *restrict u, const At *at, "
                "const Out *out, const Who *who, Pipe *pipes, int64_t k, int64_t width) {"
            )
        lines = [head]
        lines.append("    (void)u;")
        if not is_shared:
            unused = ("p", "at", "out", "who", "pipes", "k", "width")
            lines.append("    " + " ".join(f"(void){each};" for each in unused))
        lines += [f"    {line}" for line in self._body(phase, place)]
        return "\n".join([*lines, "}"])

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
                yield f"const V a{number} = p[{first + value.index}];"
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
        value = self._values[number]
        if value.operation in TRUTHS:
            yield f"const M m{number} = {self._asked(value, here)};"
            if number not in self._numbers:
                return
            text = f"TRUTH(m{number})"
        else:
            text = self._text(value, here)
        if number in self._layout.shared:
            yield f"u[{self._layout.shared[number]}] = {text};"
            return
        yield f"const V a{number} = {text};"
        if number in self._layout.rows:
            yield f"p[{self._layout.rows[number]}] = a{number};"

    def _ref(self, number: int, here: set[int]) -> str:
        value = self._values[number]
        if value.operation == "constant":
            return f"B({number_text(value.value)})"
        if number in self._layout.shared:
            return f"u[{self._layout.shared[number]}]"
        if number in here:
            return f"a{number}"
        return f"p[{self._layout.rows[number]}]"

    def _mask(self, number: int, here: set[int]) -> str:
        if number in here and self._values[number].operation in TRUTHS:
            return f"m{number}"
        return f"IS({self._ref(number, here)})"

    def _asked(self, value: Value, here: set[int]) -> str:
        if value.operation in ASKS:
            return ASKS[value.operation].format(*(self._ref(e, here) for e in value.operands))
        masks = [self._mask(each, here) for each in value.operands]
        if value.operation == "not":
            operand = value.operands[0]
            return (
                f"NOT({masks[0]})"
                if masks[0] == f"m{operand}"
                else f"EQ({self._ref(operand, here)}, B(0.0))"
            )
        return f"{value.operation.upper()}({masks[0]}, {masks[1]})"

    def _text(self, value: Value, here: set[int]) -> str:
        operation = value.operation
        refs = [self._ref(each, here) for each in value.operands]
        if operation == "if":
            return f"SEL({self._mask(value.operands[0], here)}, {refs[1]}, {refs[2]})"
        if operation in FOLDS:
            return folded(FOLDS[operation], refs)
        if operation in EXTREMES:
            return self._extreme(EXTREMES[operation], value.operands, refs)
        if operation == "look":
            return self._readers_text(value.index, refs[0])
        if operation == "random":
            return drawn(value, refs)
        if operation not in PLAIN:
            raise CompileError(
                f"the operation {operation!r} is not written in C", fix='Take backend="numpy"'
            )
        return PLAIN[operation].format(*refs)

    def _extreme(self, function: str, operands: Sequence[int], refs: Sequence[str]) -> str:
        found = refs[0]
        for number, ref in zip(operands[1:], refs[1:], strict=True):
            is_known = self._values[number].operation == "constant"
            found = f"{function}{'_known' if is_known else ''}({found}, {ref})"
        return found

    def _readers_text(self, place: int, at: str) -> str:
        reader = self._readers[place]
        return looked_up(place, reader, at)

    def _set_up(self, here: set[int]) -> Iterator[str]:
        layout = self._layout
        for number, state in enumerate(layout.program.states):
            yield f"p[{layout.state_row + number}] = {self._ref(state.initial, here)};"
            if state.span >= 0:
                span = self._ref(state.span, here)
                row = layout.delay_rows[number]
                yield f"p[{row}] = delay_of({span}, u[1], (double)at->saved);"
        starts = {Measure.PEAK: "-INFINITY", Measure.PEAK_TIME: "-INFINITY"}
        starts |= {Measure.TROUGH: "INFINITY", Measure.TROUGH_TIME: "INFINITY"}
        for number, kept in enumerate(layout.program.kept):
            if kept.measure is Measure.SERIES:
                continue
            row = layout.kept_rows[number]
            yield f"p[{row}] = B({starts.get(kept.measure, '0.0')});"
            if kept.measure in {Measure.PEAK_TIME, Measure.TROUGH_TIME}:
                yield f"p[{row + 1}] = u[0];"
        if layout.watched_row >= 0:
            yield f"p[{layout.watched_row}] = B(0.0);"

    def _keep(self, here: set[int], outputs: range) -> Iterator[str]:
        layout = self._layout
        watched = [self._ref(each, here) for each in layout.watched_in(outputs)]
        if watched:
            sums = "".join(f" + ({each} - {each})" for each in watched)
            yield f"p[{layout.watched_row}] = p[{layout.watched_row}]{sums};"
        time = f"u[{len(layout.program.arguments)}]"
        series = sum(k.measure is Measure.SERIES for k in layout.program.kept[: outputs.start])
        for number in outputs:
            kept = layout.program.kept[number]
            of = self._ref(kept.of, here)
            if kept.measure is Measure.SERIES:
                place = f"({series} * out->saves + at->saved) * out->members + out->place"
                yield f"if (at->is_saved) stored(out->series + {place}, {of}, out->count);"
                series += 1
            else:
                yield accumulated(kept.measure, layout.kept_rows[number], of, time)

    def _move_on(self, here: set[int]) -> Iterator[str]:
        layout = self._layout
        pipe = 0
        for number, state in enumerate(layout.program.states):
            row = layout.state_row + number
            following = self._ref(state.following, here)
            if state.span < 0:
                yield f"p[{row}] = {following};"
                continue
            delay = layout.delay_rows[number]
            yield (
                f"p[{row}] = through(&pipes[{pipe}], k, width, at->step, p[{delay}], "
                f"{following}, p[{row}]);"
            )
            pipe += 1


def _used_as_numbers(layout: Layout) -> set[int]:
    """Return the truths that somebody needs as 1 or 0, and not just as an answer."""
    values = layout.program.values
    found = set(layout.rows) | set(layout.shared)
    for phase in Phase:
        for place in range(len(layout.pieces[phase])):
            found.update(layout.closing(phase, place))
    for value in values:
        operands = value.operands
        if value.operation == "if":
            operands = operands[1:]
        elif value.operation in {"and", "or", "not"}:
            continue
        found.update(operands)
    return found
