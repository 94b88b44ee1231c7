"""The functions that equations may use: name, how many arguments, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ANY = 1_000_000
"""As many arguments as one likes."""


@dataclass(frozen=True, slots=True)
class Function:
    """A built-in function.

    Attributes:
        name: As `parse` gives it: lower case, words joined by underscores.
        least: How many arguments it needs.
        most: How many it takes.
        group: "mathematics", "delay", "test input", "array", "random", "time", "memory".
        arguments: What they are, in order.
        meaning: What it gives.
    """

    name: str
    least: int
    most: int
    group: str
    arguments: str
    meaning: str


_MATHEMATICS = (
    ("abs", 1, 1, "x", "x without its sign"),
    ("arccos", 1, 1, "x", "angle whose cosine is x [radian]"),
    ("arcsin", 1, 1, "x", "angle whose sine is x [radian]"),
    ("arctan", 1, 1, "x", "angle whose tangent is x [radian]"),
    ("cos", 1, 1, "angle", "cosine of an angle [radian]"),
    ("cosh", 1, 1, "x", "hyperbolic cosine"),
    ("exp", 1, 1, "x", "e to the power of x"),
    ("gamma_ln", 1, 1, "x", "natural logarithm of the gamma function"),
    ("int", 1, 1, "x", "the next whole number below or at x (XMILE)"),
    ("integer", 1, 1, "x", "x without what is behind its point (Vensim)"),
    ("trunc", 1, 1, "x", "x without what is behind its point"),
    ("ln", 1, 1, "x", "natural logarithm"),
    ("log10", 1, 1, "x", "logarithm to base 10"),
    ("log", 2, 2, "x, base", "logarithm to a base"),
    ("max", 1, ANY, "x, y, ...", "the largest; of one array, its largest element"),
    ("min", 1, ANY, "x, y, ...", "the smallest; of one array, its smallest element"),
    ("modulo", 2, 2, "x, y", "what is left of x divided by y, with the sign of x (Vensim)"),
    ("power", 2, 2, "x, y", "x to the power of y"),
    ("quantum", 2, 2, "x, y", "the next multiple of y towards nought"),
    ("round", 1, 1, "x", "the nearest whole number, halves away from nought"),
    ("safediv", 2, 3, "a, b, else", "a / b; where b is nought: else, which is 0 if not given"),
    ("sign", 1, 1, "x", "-1, 0 or 1"),
    ("sin", 1, 1, "angle", "sine of an angle [radian]"),
    ("sinh", 1, 1, "x", "hyperbolic sine"),
    ("sqrt", 1, 1, "x", "square root"),
    ("tan", 1, 1, "angle", "tangent of an angle [radian]"),
    ("tanh", 1, 1, "x", "hyperbolic tangent"),
    ("xidz", 3, 3, "a, b, else", "a / b; where b is nearly nought: else (Vensim)"),
    ("zidz", 2, 2, "a, b", "a / b; where b is nearly nought: 0 (Vensim)"),
)
_DELAY = (
    ("delay", 2, 3, "input, span, initial", "the input of a span ago, exactly (a pipe)"),
    ("delay_fixed", 3, 3, "input, span, initial", "the input of a span ago, exactly (a pipe)"),
    ("delay1", 2, 3, "input, span, initial", "material delay of order 1"),
    ("delay3", 2, 3, "input, span, initial", "material delay of order 3"),
    ("delayn", 3, 4, "input, span, order, initial", "material delay of any order (XMILE)"),
    ("delay_n", 4, 4, "input, span, initial, order", "material delay of any order (Vensim)"),
    ("smth1", 2, 3, "input, span, initial", "exponential smooth of order 1"),
    ("smth3", 2, 3, "input, span, initial", "exponential smooth of order 3"),
    ("smthn", 3, 4, "input, span, order, initial", "smooth of any order (XMILE)"),
    ("smooth_n", 4, 4, "input, span, initial, order", "smooth of any order (Vensim)"),
    ("trend", 2, 3, "input, span, initial", "relative rate of growth [1/time]"),
    ("forcst", 3, 4, "input, span, horizon, initial", "the input carried on by its trend"),
    ("forecast", 3, 3, "input, span, horizon", "the input carried on by its trend (Vensim)"),
)
_TEST = (
    ("pulse", 1, 3, "volume, first, interval", "a volume let in within one step (XMILE)"),
    ("vensim_pulse", 2, 2, "start, width", "1 from start for a width, else 0"),
    ("pulse_train", 4, 4, "start, width, interval, end", "1 for a width at each interval, else 0"),
    ("ramp", 2, 3, "slope, start, end", "0, then rising with a slope from start to end"),
    ("step", 2, 2, "height, start", "0, then a height from start on"),
)
_TIME = (
    ("time", 0, 0, "", "this instant"),
    ("dt", 0, 0, "", "time between two instants"),
    ("time_step", 0, 0, "", "time between two instants"),
    ("starttime", 0, 0, "", "the first instant"),
    ("initial_time", 0, 0, "", "the first instant"),
    ("stoptime", 0, 0, "", "the last instant"),
    ("final_time", 0, 0, "", "the last instant"),
    ("pi", 0, 0, "", "3.14159..."),
    ("inf", 0, 0, "", "a number larger than any"),
)
_MEMORY = (
    ("init", 1, 1, "x", "what x was at the start"),
    ("initial", 1, 1, "x", "what x was at the start (Vensim)"),
    ("previous", 2, 2, "x, initial", "what x was one step ago"),
    ("self", 0, 0, "", "the variable itself, inside PREVIOUS"),
    ("sample_if_true", 3, 3, "when, x, initial", "x of the last instant at which `when` was so"),
)
_ARRAY = (
    ("sum", 1, 1, "array", "sum of the elements"),
    ("prod", 1, 1, "array", "product of the elements"),
    ("mean", 1, ANY, "array", "mean of the elements"),
    ("stddev", 1, 1, "array", "standard deviation of the elements"),
    ("size", 1, 1, "array", "number of elements"),
    ("elmcount", 1, 1, "dimension", "number of elements of a dimension"),
    ("rank", 2, 2, "array, n", "position of the n-th smallest element"),
    ("vmax", 1, 1, "array", "the largest element"),
    ("vmin", 1, 1, "array", "the smallest element"),
    ("vector_select", 5, 5, "mask, array, else, how, error", "what is said of some elements"),
    ("vector_sort_order", 2, 2, "array, direction", "positions of the elements in order"),
    ("vector_rank", 2, 2, "array, direction", "rank of each element"),
    ("invert_matrix", 1, 2, "matrix, size", "inverse of a square matrix"),
    ("allocate_available", 3, 3, "request, priorities, available", "an amount handed out"),
    (
        "allocate_by_priority",
        5,
        5,
        "request, priority, size, width, supply",
        "an amount handed out",
    ),
)
_RANDOM = (
    ("random", 2, 3, "low, high, seed", "evenly between two (XMILE)"),
    ("uniform", 2, 3, "low, high, seed", "evenly between two"),
    ("normal", 2, 5, "mean, deviation, seed, low, high", "normal (XMILE)"),
    ("lognormal", 2, 3, "mean, deviation, seed", "lognormal, of its own mean and deviation"),
    ("exprnd", 1, 2, "mean, seed", "exponential"),
    ("poisson", 1, 4, "mean, seed, low, high", "Poisson"),
    ("random_0_1", 0, 0, "", "evenly between 0 and 1 (Vensim)"),
    ("random_uniform", 3, 3, "low, high, seed", "evenly between two (Vensim)"),
    ("random_normal", 5, 5, "low, high, mean, deviation, seed", "normal, cut off (Vensim)"),
    ("random_exponential", 5, 5, "low, high, shift, stretch, seed", "exponential (Vensim)"),
    ("random_poisson", 6, 6, "low, high, mean, shift, stretch, seed", "Poisson (Vensim)"),
)


def _table() -> dict[str, Function]:
    groups = {
        "mathematics": _MATHEMATICS,
        "delay": _DELAY,
        "test input": _TEST,
        "time": _TIME,
        "memory": _MEMORY,
        "array": _ARRAY,
        "random": _RANDOM,
    }
    return {
        name: Function(name, least, most, group, arguments, meaning)
        for group, rows in groups.items()
        for name, least, most, arguments, meaning in rows
    }


FUNCTIONS: Mapping[str, Function] = MappingProxyType(_table())
"""All functions, by name."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "smth": "smth1",
        "smooth": "smth1",
        "smoothi": "smth1",
        "smooth3": "smth3",
        "smooth3i": "smth3",
        "delay1i": "delay1",
        "delay3i": "delay3",
        "lookup": "lookup",
        "endtime": "stoptime",
        "random_uniform_0_1": "random_0_1",
    }
)
"""Other names for some of them."""

CONSTANTS = frozenset(_name for _name, *_ in _TIME)
"""Functions of no argument, which stand without brackets: TIME, DT, PI."""
