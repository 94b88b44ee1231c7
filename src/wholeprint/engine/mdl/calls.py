"""Calls of macros with several results, as the parser can read them.

Vensim parts what a macro takes from what it gives besides its result by a colon,
``SMOOTHED(input, time : change)``, which the parser does not know: it becomes a comma.
"""

import re
from collections.abc import Set as AbstractSet

from wholeprint.systems.names import canonical

_PIECE = re.compile(
    r'"(?:[^"\\]|\\.)*"|:\s*(?:AND|OR|NOT|NA|EXCEPT|RAW|INTERPOLATE|LOOK FORWARD|HOLD BACKWARD)\s*:'
    r"|[():]",
    re.IGNORECASE,
)
_CALLED = re.compile(r"[^()\[\]+\-*/^,=<>:]*$")


def plain_calls(equation: str, several: AbstractSet[str]) -> str:
    """Return an equation with commas before the further results of macros.

    Args:
        equation: The equation.
        several: Names of the macros that give several results, in canonical form.
    """
    if not several:
        return equation
    pieces: list[str] = []
    calls: list[bool] = []
    end = 0
    for found in _PIECE.finditer(equation):
        pieces.append(equation[end : found.start()])
        end = found.end()
        piece = found[0]
        if piece == "(":
            called = _CALLED.search(equation, 0, found.start())
            name = canonical(called[0].replace("\\", " ")) if called else ""
            calls.append(name in several)
        elif piece == ")" and calls:
            calls.pop()
        elif piece == ":" and calls and calls[-1]:
            piece = ","
        pieces.append(piece)
    return "".join((*pieces, equation[end:]))
