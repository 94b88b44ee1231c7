"""How much room a text takes, how a long name is broken, and what may stand in SVG or HTML.

No font is measured: whoever looks at a diagram has their own. Widths are those of Arial and
Helvetica by classes of letters, a little enlarged, so that labels that are apart here are apart
in any common sans serif.
"""

import unicodedata
from dataclasses import dataclass
from html import escape

from wholeprint.systems.diagram.shapes import Point

FONT_PX = 13
LINE_PX = 15
_SLACK = 1.08
_WIDEST_PX = 118
_LONGEST = 120
"""Characters of a name that are shown; the whole of it is in the tooltip."""

_WIDTHS = (
    ("ijl.,:;'|!I\u2019", 0.25),
    ('frt()[]{}/\\ -"*', 0.33),
    ("mwMW@%\u2026\u2014", 0.90),
    ("ABCDEFGHJKLNOPQRSTUVXYZ&+<>=~#", 0.70),
)
_CLASSES = {each: width for letters, width in _WIDTHS for each in letters}


@dataclass(frozen=True, slots=True)
class Label:
    """A name broken into lines.

    Attributes:
        lines: The lines.
        size: How wide and how high they are together [px].
    """

    lines: tuple[str, ...]
    size: Point


def width(text: str, font_px: int = FONT_PX) -> float:
    """Return about how wide a text is, rather too much than too little [px].

    Args:
        text: The text, in one line.
        font_px: Size of the letters.
    """
    return _SLACK * font_px * sum(_em(each) for each in text)


def _em(letter: str) -> float:
    known = _CLASSES.get(letter)
    if known is not None:
        return known
    if letter.isascii():
        return 0.56
    if unicodedata.combining(letter):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.72


def shown(name: str) -> str:
    """Return a name as it stands in a diagram: in one line, blanks between its words.

    Args:
        name: The name, which may hold anything.
    """
    letters = (each if each.isprintable() else " " for each in name.replace("_", " "))
    return " ".join("".join(letters).split()) or "(no name)"


def label(name: str, font_px: int = FONT_PX, widest_px: int = _WIDEST_PX) -> Label:
    """Return a name broken into as few lines as fit, of about the same length.

    Args:
        name: The name.
        font_px: Size of the letters.
        widest_px: No line is wider.
    """
    text = shown(name)
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1]}\u2026"
    words = [part for word in text.split(" ") for part in _cut(word, font_px, widest_px)]
    lines = _filled(words, font_px, widest_px)
    narrower = widest_px
    while narrower > 40:  # noqa: PLR2004 - px: no line needs to be shorter than a word of five letters
        narrower -= 6
        tried = _filled(words, font_px, narrower)
        if len(tried) > len(lines) or _widest(tried, font_px) > narrower:
            break
        lines = tried
    height = (len(lines) - 1) * _line_px(font_px) + font_px + 3
    return Label(tuple(lines), (round(_widest(lines, font_px), 1), height))


def _line_px(font_px: int) -> float:
    return font_px * LINE_PX / FONT_PX


def _widest(lines: list[str], font_px: int) -> float:
    return max(width(each, font_px) for each in lines)


def _filled(words: list[str], font_px: int, widest_px: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, font_px) <= widest_px:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _cut(word: str, font_px: int, widest_px: int) -> list[str]:
    # A word wider than a line is broken behind a full stop or a hyphen, or else where it must be.
    parts: list[str] = []
    while width(word, font_px) > widest_px:
        most = len(word)
        while most > 1 and width(word[:most], font_px) > widest_px:
            most -= 1
        breaks = [place + 1 for place in range(most - 1) if word[place] in ".-/,:;])"]
        at = breaks[-1] if breaks else most
        parts.append(word[:at])
        word = word[at:]
    return [*parts, word] if word else parts


def safe(text: str) -> str:
    """Return a text that stands for itself in XML and in HTML, inside quotation marks too.

    What XML may not hold at all (most control characters, lone surrogates) becomes a blank.

    Args:
        text: The text.
    """
    return escape("".join(each if _may_stand(each) else " " for each in text), quote=True)


def _may_stand(letter: str) -> bool:
    # Source: Extensible Markup Language 1.0, fifth edition, production [2] Char.
    code = ord(letter)
    if code < 0x20:  # noqa: PLR2004 - the first 32 are control characters
        return letter in "\t\n\r"
    return not (0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF})  # noqa: PLR2004 - as above


def px(amount: float) -> str:
    """Return a length as SVG has it: one digit behind the point, and no more than needed.

    Args:
        amount: The length [px].
    """
    text = f"{amount:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text
