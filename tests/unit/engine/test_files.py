"""Models from files."""

from pathlib import Path

import pytest

from wholeprint.engine.files import library, load, text_of
from wholeprint.errors import ModelError
from wholeprint.systems.text.write import write_model

_SMALL = "model: small\ntime: {start: 0, stop: 1, step: 1}\nparameters: {a: 1}\n"
_XMILE = """<?xml version="1.0"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>v</vendor><product version="1">p</product></header>
<sim_specs><start>0</start><stop>1</stop><dt>1</dt></sim_specs>
<model><variables><aux name="a"><eqn>1</eqn></aux></variables></model></xmile>"""


def test_the_library_is_loaded_by_name() -> None:
    """Each by the name that it has in its file."""
    assert {"mixed_precision", "plateau_or_growth", "rebound"} <= set(library())
    for name in library():
        assert load(name).name == name
        assert text_of(name).startswith(f"model: {name}\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [("m.yaml", _SMALL), ("m.yml", _SMALL), ("m.xmile", _XMILE), ("M.STMX", _XMILE)],
)
def test_a_file_is_loaded_by_its_suffix(tmp_path: Path, name: str, text: str) -> None:
    """Our own form and XMILE."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    assert [each.name for each in load(str(path)).variables] == ["a"]


def test_a_file_may_have_the_name_of_a_library_model(tmp_path: Path) -> None:
    """A path with a suffix is a path."""
    path = tmp_path / "rebound.yaml"
    path.write_text(write_model(load("rebound")).replace("model: rebound", "model: mine"))

    assert load(str(path)).name == "mine"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("reboundd", "Did you mean rebound"),
        ("nowhere.yaml", "no such file"),
        ("nowhere.mdl", "no such file"),
        ("nowhere.xmile", "no such file"),
        ("bad\0.yaml", "cannot be read"),
    ],
)
def test_what_is_not_there_is_told(what: str, words: str) -> None:
    """With near names, or why a file cannot be read."""
    with pytest.raises(ModelError, match=words):
        load(what)


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A folder, a file of another kind, one that is no text."""
    with pytest.raises(ModelError, match="suffix"):
        load(str(tmp_path))
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    with pytest.raises(ModelError, match="a folder"):
        load(str(folder))
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelError, match="UTF-8"):
        load(str(binary))


@pytest.mark.parametrize(
    ("said", "used"),
    [("utf-8", "utf-8"), ("UTF-8", "utf-8-sig"), ("utf-16", "utf-16"), ("iso-8859-1", "latin-1")],
)
def test_xmile_in_the_letters_it_says(tmp_path: Path, said: str, used: str) -> None:
    """The first line of an XML file, or the mark before it, tells how it is written."""
    path = tmp_path / "m.xmile"
    text = _XMILE.replace("?>", f' encoding="{said}"?>', 1).replace('name="a"', 'name="länge"')
    path.write_bytes(text.encode(used))
    assert [each.name for each in load(str(path)).variables] == ["länge"]


@pytest.mark.parametrize("said", ["hex", "nosuch", "utf-16", "ascii"])
def test_xmile_in_other_letters_than_it_says(tmp_path: Path, said: str) -> None:
    """It is told, whatever is claimed."""
    path = tmp_path / "m.xmile"
    text = _XMILE.replace("?>", f' encoding="{said}"?>', 1).replace('name="a"', 'name="länge"')
    path.write_bytes(text.encode("utf-8"))
    with pytest.raises(ModelError, match="cannot be read"):
        load(str(path))
