"""Statements made to hurt: none crashes, hangs or executes anything, and each is named."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.errors import StatementError, WholeprintError
from wholeprint.tracking.audit import audit_files
from wholeprint.tracking.claims import read_claim
from wholeprint.tracking.statement_files import read_file, read_text


def _laughs() -> str:
    levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    return "\n".join(levels)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a billion laughs": ("yaml", lambda: _laughs().encode()),
    "a tag that asks for an object": (
        "yaml",
        lambda: b"figures: !!python/object/apply:os.system ['touch hurt']\n",
    ),
    "a tag of its own": ("yaml", lambda: b"!!python/name:os.system x\n"),
    "very deep YAML": ("yaml", lambda: b"figures: " + b"[" * 5000 + b"]" * 5000),
    "very deep JSON": ("json", lambda: b'{"figures": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
    "half a document": ("json", lambda: b'{"figures": {"energy": '),
    "a key twice": ("yaml", lambda: b"figures: {energy: 1 kWh, energy: 2 kWh}\n"),
    "no mapping": ("yaml", lambda: b"- 1\n- 2\n"),
    "nothing": ("yaml", lambda: b""),
    "only a comment": ("yaml", lambda: b"# nothing\n"),
    "bytes that are no text": ("yaml", lambda: bytes(range(256)) * 10),
    "a NUL": ("csv", lambda: b"energy_kWh,CO2 (t)\n1\x00,2\n"),
    "half of UTF-16": ("yaml", lambda: b"\xff\xfea"),
    "numbers that are none": ("json", lambda: b'{"figures": {"energy": NaN}}'),
    "a number of a million digits": (
        "json",
        lambda: b'{"figures": {"energy": ' + b"9" * 1_000_000 + b"}}",
    ),
    "a formula that is code": (
        "yaml",
        lambda: b"figures: {ghg: {is: 1 t, equals: \"__import__('os').system('touch hurt')\"}}\n",
    ),
    "a formula of brackets": (
        "yaml",
        lambda: b"figures: {g: {is: 1 t, equals: '" + b"(" * 500 + b"1" + b")" * 500 + b"'}}",
    ),
    "a formula without end": (
        "yaml",
        lambda: b"figures: {g: {is: 1 t, equals: '" + b"1+" * 5000 + b"1'}}",
    ),
    "a unit without end": ("yaml", lambda: b"figures: {energy: 1 " + b"k" * 10_000 + b"}\n"),
    "a table without a word": ("csv", lambda: b"a,b,c\n1,2,3\n"),
    "a table of quotes": ("csv", lambda: b'energy_kWh,"CO2\n' * 1000),
    "a card without a footprint": ("md", lambda: b"# Card\n\nIt is nice.\n"),
    "a field that is none": ("yaml", lambda: b"figurs: {energy: 1 kWh}\n"),
    "a row that is a list": ("yaml", lambda: b"rows: {a: [1, 2]}\n"),
    "a year that is none": ("yaml", lambda: b"year: soon\nfigures: {energy: 1 kWh}\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_by_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is an error of ours that says what was wrong; nothing was executed for it."""
    monkeypatch.chdir(tmp_path)
    suffix, make = HOSTILE[name]
    path = tmp_path / f"hostile.{suffix}"
    path.write_bytes(make())

    with pytest.raises(WholeprintError) as refused:
        audit_files([path])

    assert refused.value.what
    assert len(str(refused.value)) < 2000
    assert not (tmp_path / "hurt").exists()


HARMLESS: dict[str, tuple[str, bytes]] = {
    # What a spreadsheet would run is text here.
    "a cell that is a formula": (
        "csv",
        b"model,energy_kWh,CO2 (t)\n=cmd|' /C calc'!A0,1,2\na,=1+1,3\n",
    ),
    "a formula that needs itself": (
        "yaml",
        b"figures: {energy: {equals: ghg}, ghg: {equals: energy}, it_energy: 3 kWh}\n",
    ),
    "a power without end": (
        "yaml",
        b"figures: {a: {is: 1, equals: '(((9^9)^9)^9)^9'}, energy: 1 kWh}\n",
    ),
    "something divided by nothing": (
        "yaml",
        b"figures: {b: 0, a: {is: 1, equals: 1 / b}, energy: 1 kWh}\n",
    ),
    "numbers at the edge": (
        "yaml",
        b"figures: {energy: 1e300 kWh, intensity: 1e300 kg/kWh, ghg: 1e300 t, pue: 1e-300}\n",
    ),
    "a name that is markup": ("yaml", b"title: '[red]x[/red] \\e[31m'\nfigures: {energy: 1 kWh}\n"),
    "front matter that is no YAML": (
        "md",
        b"---\n{{{ : :\n---\n| model | energy (kWh) |\n|---|---|\n| a | 3 |\n",
    ),
    "rows of different lengths": ("csv", b"model,energy_kWh,CO2 (t)\na,1\nb,1,2,3,4,5\n,,\n"),
    "a header in capitals": ("csv", "\ufeffMODEL;ENERGY (MWh);CO2 (t)\na;1;0.4\n".encode()),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_it_is_read_and_nothing_happens(name: str, tmp_path: Path) -> None:
    """What only looks dangerous, or can be computed only in part, is audited like any other."""
    suffix, text = HARMLESS[name]
    path = tmp_path / f"odd.{suffix}"
    path.write_bytes(text)

    _, audits = audit_files([path])

    assert audits


def test_a_table_of_too_many_rows_is_refused() -> None:
    """A million rows are refused after the first hundred thousand."""
    text = "model,energy_kWh,CO2 (t)\n" + "a,1,2\n" * 100_002

    with pytest.raises(StatementError, match="too many rows"):
        read_text(text, "large", "csv")


def test_a_large_table_is_read() -> None:
    """Ten thousand rows of one name are rows of their own."""
    text = "model,energy_kWh,CO2 (t)\n" + "a,1,2\n" * 3_000

    (found,) = read_text(text, "large", "csv").statements

    assert len(found.rows) == 3_000


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """No more than the limit is read of it."""
    path = tmp_path / "large.yaml"
    path.write_bytes(b"x" * (16 * 1024 * 1024 + 2))

    with pytest.raises(StatementError, match="too large"):
        read_file(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder is no statement."""
    with pytest.raises(StatementError, match="cannot be read"):
        read_file(tmp_path)


def test_hostile_claims_are_refused(tmp_path: Path) -> None:
    """A claim's file is read as carefully."""
    path = tmp_path / "claim.yaml"
    for text in (
        _laughs(),
        "- x\n",
        "claim: ''\n",
        "claim: {a: b}\nper: [[1]]\nnope: 1\n",
        "!!a b",
    ):
        path.write_text(text)
        with pytest.raises(StatementError):
            read_claim(path)


def test_the_command_line_says_so_with_a_document(tmp_path: Path) -> None:
    """From the shell: status 2, the error as a document, and no trace of Python."""
    path = tmp_path / "laughs.yaml"
    path.write_text(_laughs())
    command = [sys.executable, "-m", "wholeprint", "audit", str(path), "--json"]

    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == 2
    assert json.loads(ran.stdout)["error"]["code"] == "wp-statement"
    assert "Traceback" not in ran.stderr
