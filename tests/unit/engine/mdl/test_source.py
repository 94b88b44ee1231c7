"""The statements of a Vensim file, with their lines; nothing in it is handed to Python."""

from pathlib import Path

import pytest

from wholeprint.engine.mdl.source import Source, source_of
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.model import Method

HEAD = "{UTF-8}\n"


def source(folder: Path, text: str, name: str = "m.mdl") -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return source_of(path)


def test_statements(tmp_path: Path) -> None:
    """Each statement has its name, unit, note and the line it begins in."""
    found = source(tmp_path, HEAD + "a b = 1\n  ~ kg [0,5] ~ of something ~|\n\nd: x, y ~~|\n")
    first, second = found.sections[0].statements
    assert (first.name, first.unit, first.note, first.place.line) == (
        "a b",
        "kg",
        "of something",
        2,
    )
    assert (second.kind, second.syntax, second.place.line) == ("subscript", ["x", "y"], 5)


def test_statements_without_a_note(tmp_path: Path) -> None:
    """Other programs leave the second mark out; stars before a single mark begin a group."""
    found = source(tmp_path, HEAD + "a = 1 ~ kg |\n****\n\t.Group\n****~\n\tof b\n|\nb = 2 ~~|\n")
    assert [(each.name, each.unit) for each in found.sections[0].statements] == [
        ("a", "kg"),
        ("b", ""),
    ]


@pytest.mark.parametrize("name", ["a", "a b [i]", '"a = b"', '"a"[i, j]'])
def test_a_name_alone_is_data(tmp_path: Path, name: str) -> None:
    """It is read in straight lines between its points: so is extdata of SDEverywhere by Vensim."""
    (found,) = source(tmp_path, HEAD + f"{name}\n\t~~|\n").sections[0].statements
    assert (found.kind, found.keyword) == ("data", "interpolate")


def test_no_equation(tmp_path: Path) -> None:
    """A variable that Vensim kept without its equation is named."""
    with pytest.raises(ModelError, match=r"m\.mdl:2: a has no equation"):
        source(tmp_path, HEAD + "a =\n ~ kg ~|\n")


def test_further_results_of_macros(tmp_path: Path) -> None:
    """What a macro gives besides its result stands behind a colon, in its head and in a call."""
    text = HEAD + ":MACRO: F(x: y)\nF = x*2 ~~|\ny = x*3 ~~|\n:END OF MACRO:\na = F(1 : b) ~~|\n"
    main, macro = source(tmp_path, text).sections
    assert (macro.parameters, macro.outputs) == (("x",), ("y",))
    assert len(main.statements[0].syntax.arguments) == 2


def test_remarks_in_braces(tmp_path: Path) -> None:
    """They may stand anywhere in an equation, save in quotation marks."""
    text = HEAD + '{of old} a = {two} 2 ~~|\nb = "{a}" + 1 ~~|\n"{a}" = 1 ~~|\n'
    first, second, third = source(tmp_path, text).sections[0].statements
    assert (first.name, first.syntax) == ("a", 2)
    assert (second.syntax.arguments[0].reference, third.name) == ('"{a}"', '"{a}"')


def test_words_between_colons_in_any_case(tmp_path: Path) -> None:
    """The parser knows them in capitals alone."""
    (found,) = (
        source(tmp_path, HEAD + "a = IF THEN ELSE(b>0 :and: c>0, 1, 0) ~~|\n")
        .sections[0]
        .statements
    )
    assert found.syntax.arguments[0].operators == [":AND:"]


def test_brackets_in_brackets(tmp_path: Path) -> None:
    """Fifty conditions in conditions are read, however many calls the parser needs for them."""
    inner = "IF THEN ELSE(b>0, 1, " * 50 + "2" + ")" * 50
    (found,) = source(tmp_path, HEAD + f"a = {inner} ~~|\n").sections[0].statements
    assert len(found.syntax.arguments) == 3


def test_mark_of_the_encoding_before_its_name(tmp_path: Path) -> None:
    """A file may begin with the mark of UTF-8 and say so in braces too."""
    found = source(tmp_path, "\ufeff" + HEAD + "ä = 1 ~~|\n")
    assert found.sections[0].statements[0].name == "ä"


def test_sections(tmp_path: Path) -> None:
    """Macros stand behind the model, with their parameters."""
    text = HEAD + ":MACRO: F(x, y)\nF = x*y ~~|\n:END OF MACRO:\na = F(1, 2) ~~|\n"
    main, macro = source(tmp_path, text).sections
    assert (main.name, macro.name, macro.parameters) == ("", "f", ("x", "y"))


@pytest.mark.parametrize(
    ("setting", "method", "noted"),
    [("0", Method.EULER, 0), ("1", Method.RK4, 1), ("5", Method.RK4, 0)],
)
def test_method(tmp_path: Path, setting: str, method: Method, noted: int) -> None:
    """The settings behind the drawing say how stocks are integrated (read as by pysimlin 0.8.5)."""
    tail = f"\\\\\\---/// Sketch\n///---\\\\\\\n:L<%^E!@\n15:0,0,0,{setting},0,0\n"
    found = source(tmp_path, HEAD + "a = 1 ~~|\n" + tail)
    assert (found.method, len(found.notes)) == (method, noted)


def test_signs_of_files(tmp_path: Path) -> None:
    """The settings behind the drawing say which files the signs stand for."""
    text = (
        HEAD
        + "a = 1 ~~|\n\\\\\\---/// Sketch\n*V\n///---\\\\\\\n30:?Input x=my file.xlsx\n15:0,0\n"
    )
    assert source(tmp_path, text).signs == {"?input x": "my file.xlsx"}


def test_other_methods_are_refused(tmp_path: Path) -> None:
    """A method that is not done here is refused by name."""
    with pytest.raises(UnsupportedError, match="integration method"):
        source(tmp_path, HEAD + "a = 1 ~~|\n15:0,0,0,3,0,0\n")


@pytest.mark.parametrize(
    "text",
    [
        "t([__import__('os').system('x')],(0,0),(1,1)) ~~|",
        "a = WITH LOOKUP(Time, ([exit()],(0,0),(1,1))) ~~|",
        "a = WITH LOOKUP(Time, ( \\ [().__class__],(0,0),(1,1))) ~~|",
    ],
)
def test_code_in_a_range_is_refused(tmp_path: Path, text: str) -> None:
    """The range of a lookup holds numbers alone: the parser would run what stands there."""
    with pytest.raises(ModelError, match="other than numbers"):
        source(tmp_path, HEAD + text)


def test_ranges_are_dropped(tmp_path: Path) -> None:
    """The range of a lookup, with or without marks of points, means nothing for a run."""
    found = source(tmp_path, HEAD + "t([(0,0)-(10,1e1),(2,2)],(0,1),(1,2)) ~~|")
    assert found.sections[0].statements[0].syntax.x == (0.0, 1.0)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a = 1 + ~~|", "equation of a cannot be read"),
        ("a = " + "(" * 100_000 + "1" + ")" * 100_000 + " ~~|", "levels"),
        ("", "cannot be read"),
        ("no model", "cannot be read"),
        ("a = 'x\0y' ~~|", "is no text"),
    ],
    ids=["cut", "deep", "empty", "words", "binary"],
)
def test_garbage(tmp_path: Path, text: str, word: str) -> None:
    """What is no model ends in one clear error."""
    with pytest.raises(ModelError, match=word):
        source(tmp_path, HEAD + text)


def test_other_files(tmp_path: Path) -> None:
    """Another ending, or no such file, is told."""
    with pytest.raises(ModelError, match="no model of Vensim"):
        source(tmp_path, HEAD, "m.txt")
    with pytest.raises(ModelError, match="cannot be read"):
        source_of(tmp_path / "none.mdl")


def test_old_encoding(tmp_path: Path) -> None:
    """A file that says nothing and is no UTF-8 is taken for Windows' own letters."""
    path = tmp_path / "m.mdl"
    path.write_bytes("größe = 1 ~~|\n".encode("cp1252"))
    assert source_of(path).sections[0].statements[0].name == "größe"
