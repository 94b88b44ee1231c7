"""What the documentation shows can be typed as it stands."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from wholeprint.cli.main import build_parser
from wholeprint.settings import load

REPOSITORY = Path(__file__).parents[2]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]


def _blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page that are in a language."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _all(language: str) -> list[Any]:
    return [
        pytest.param(block, id=f"{page.relative_to(REPOSITORY)}-{number}")
        for page in PAGES
        for number, block in enumerate(_blocks(page, language))
    ]


@pytest.mark.parametrize("code", _all("python"))
def test_python_compiles(code: str) -> None:
    """Each Python example is Python."""
    compile(code, "example", "exec")


@pytest.mark.parametrize("text", _all("toml"))
def test_settings_are_accepted(text: str, tmp_path: Path) -> None:
    """Each example of a settings file is read without anything being left out."""
    tomllib.loads(text)
    (tmp_path / "wholeprint.toml").write_text(text, encoding="utf-8")

    loaded = load(environ={"HOME": str(tmp_path)}, directory=tmp_path)

    assert loaded.refused == ()


def _commands() -> list[str]:
    lines = [line for page in PAGES for b in _blocks(page, "console") for line in b.splitlines()]
    calls = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    ours = [re.sub(r"^([A-Z_]+=\S+ )+", "", call) for call in calls]
    shown = {_before_the_shell(call) for call in ours if re.match(r"(\S*/)?wholeprint ", call)}
    return sorted(shown)


def _before_the_shell(call: str) -> str:
    """What stands before a pipe or a file to write to; in quotes these are signs like others."""
    found = re.match(r"""(?:'[^']*'|"[^"]*"|(?! [|>] ).)*""", call)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("command", _commands())
def test_command_is_understood(command: str) -> None:
    """The parser takes each ``wholeprint`` command that a page shows, as it is written."""
    words = shlex.split(command, comments=True)[1:]
    words = words[: next((at for at, word in enumerate(words) if word in {"|", ">"}), None)]

    parsed = build_parser().parse_args(words)

    assert parsed.verb == words[0]


def test_the_example_of_a_driver_measures(tmp_path: Path) -> None:
    """The driver that the guide shows finds its counter, and gives joules since it was opened.

    The counter is in microjoules, so 2,500,000 steps are 2.5 J.
    """
    (code,) = _blocks(REPOSITORY / "docs" / "how-to" / "add-a-driver.md", "python")
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own page: this is what it promises
    driver = names["PlugDriver"]()
    assert not driver.probe(tmp_path).found
    counter = tmp_path / "sys/class/hwmon/hwmon3/energy1_input"
    counter.parent.mkdir(parents=True)
    counter.write_text("1000000\n", encoding="ascii")

    finding = driver.probe(tmp_path)
    meter = driver.open(tmp_path)
    counter.write_text("3500000\n", encoding="ascii")

    assert finding.found
    assert meter.read() == (2.5,)
    counter.unlink()
    assert meter.read()[0] != meter.read()[0]  # NaN: it does not answer
