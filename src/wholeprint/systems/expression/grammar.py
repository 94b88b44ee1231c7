"""The grammar of equations: OASIS XMILE 1.0, section 3.3, for an LALR parser.

Precedence, from the tightest: brackets, ``^`` (to the right), ``+ - NOT`` before one operand,
``* / MOD``, ``+ -``, ``< <= > >=``, ``= <>``, ``AND``, ``OR``. So ``-2^2`` is -4 and
``NOT a = b`` is ``(NOT a) = b``.

Beyond the standard: a name may be several words as they stand (``contact rate``), the words of
the language excepted; a full stop before a name (``.area``); quoted texts in single quotes;
``IF THEN ELSE(a, b, c)`` and ``MOD(a, b)`` as functions; ``a // b``, which is nought where b is.
"""

KEYWORDS = ("if", "then", "else", "and", "or", "not", "mod")
"""Words that are no part of a name, in any case, unless the name is in quotation marks."""

_LETTER = r"[^\W\d]|[$]|[^\x00-\xa0\w\s\xb7\xd7\xf7\xab\xbb\u2010-\u2026\u2212\u2260\u2264\u2265]"
_ANY = rf"(?:{_LETTER}|\d)"
_KEYWORD = rf"(?:{'|'.join(KEYWORDS)})(?!{_ANY})"
_QUOTED = r'"(?:[^"\\]|\\.)+"'
_FIRST = rf"(?!{_KEYWORD})(?:{_LETTER}){_ANY}*"
_NEXT = rf"(?!{_KEYWORD}){_ANY}+"
_WORDS = rf"{_FIRST}(?:[\s\xa0]+{_NEXT})*"
_PART = rf"(?:{_QUOTED}|{_WORDS})"

NAME = rf"(?i)\.?{_PART}(?:\.{_PART})*"
"""A name, with module names before it parted by full stops, as a regular expression.

A full stop in front of it leads to the outermost model.
"""

_IN_GRAMMAR = NAME.removeprefix("(?i)").replace("/", r"\/")

GRAMMAR = rf"""
?start: expression

?expression: conjunction
    | expression OR conjunction -> binary
?conjunction: equality
    | conjunction AND equality -> binary
?equality: relation
    | equality EQUALITY relation -> binary
?relation: sum
    | relation RELATION sum -> binary
?sum: product
    | sum SUM product -> binary
?product: unary
    | product TIMES unary -> binary
    | product DIVIDED unary -> binary
    | product MOD unary -> binary
?unary: power
    | SUM unary -> unary
    | NOT unary -> unary
    | IF expression THEN expression ELSE expression -> conditional
?power: atom
    | atom POWER unary -> binary

?atom: NUMBER -> number
    | TEXT -> text
    | NAME -> name
    | NAME "[" index ("," index)* "]" -> element
    | NAME "(" [expression ("," expression)*] ")" -> call
    | IF THEN ELSE "(" expression "," expression "," expression ")" -> conditional
    | MOD "(" expression "," expression ")" -> modulo
    | "(" expression ")"

index: TIMES -> every
    | expression -> index
    | NAME "!" -> free
    | expression ":" expression -> range
    | TIMES ":" expression -> range

IF.2: /if(?!{_ANY})/i
THEN.2: /then(?!{_ANY})/i
ELSE.2: /else(?!{_ANY})/i
AND.2: /and(?!{_ANY})/i
OR.2: /or(?!{_ANY})/i
NOT.2: /not(?!{_ANY})/i
MOD.2: /mod(?!{_ANY})/i
NUMBER.3: /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/
NAME.1: /{_IN_GRAMMAR}/i
TEXT: /'[^']*'/
EQUALITY: /=|<>/
RELATION: /<=|>=|<(?!>)|>/
SUM: "+" | "-"
TIMES: "*"
DIVIDED: /\/\/?/
POWER: "^"
COMMENT: /\{{[^{{}}]*\}}/
BLANK: /[\s\xa0]+/
%ignore COMMENT
%ignore BLANK
"""
"""The grammar, as lark reads it."""

OPERAND = "a number, a name or an opening bracket"

EXPECTED = {
    **dict.fromkeys(("NUMBER", "NAME", "TEXT", "LPAR", "NOT", "IF"), OPERAND),
    **dict.fromkeys(("SUM", "TIMES", "DIVIDED", "POWER", "EQUALITY", "RELATION"), "an operator"),
    **dict.fromkeys(("AND", "OR", "MOD"), "an operator"),
    "THEN": "THEN",
    "ELSE": "ELSE",
    "RPAR": '")"',
    "LSQB": '"["',
    "RSQB": '"]"',
    "COMMA": '","',
    "$END": "its end",
}
"""What the parser's symbols are to a reader; others are not told."""
