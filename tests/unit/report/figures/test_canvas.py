"""An empty figure and the way to a file."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from wholeprint.errors import MissingExtraError, ValueRefusedError
from wholeprint.report.figures.canvas import check_free, check_path, new_figure, save


def test_a_file_says_its_kind() -> None:
    """A name without a known suffix is refused before anything is drawn."""
    with pytest.raises(ValueRefusedError, match=r"\.svg"):
        check_path(Path("figure.doc"))


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """A figure is not drawn for a folder that is not there."""
    with pytest.raises(ValueRefusedError, match="folder"):
        check_path(tmp_path / "none" / "a.svg")


def test_a_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    """A figure that is there stays, unless its owner says otherwise."""
    path = tmp_path / "a.svg"
    check_free(path, overwrite=False)
    path.touch()

    check_free(path, overwrite=True)
    with pytest.raises(ValueRefusedError, match="there already"):
        check_free(path, overwrite=False)


def test_without_the_library_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Matplotlib the error says how to install it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(MissingExtraError, match=r"wholeprint\[figures\]"):
        check_path(Path("a.svg"))


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_the_same_figure_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    """A figure carries no time of day, so that it can be kept under version control."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    files = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
    for file in files:
        figure = new_figure((2.0, 1.0))
        figure.add_subplot().plot([0.0, 1.0], [0.0, 1.0])
        save(figure, file)

    assert files[0].read_bytes() == files[1].read_bytes()


def test_an_svg_has_a_title_a_description_and_follows_the_dark(tmp_path: Path) -> None:
    """For those who do not see it, and for those who see it on a dark page."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    figure = new_figure((2.0, 1.0))
    axes = figure.add_subplot()
    axes.plot([0.0, 1.0], [0.0, 1.0], label="a < b")
    axes.set_title("Growth & decay", loc="left")
    axes.set_xlabel("time [year]")
    axes.set_ylabel("share")
    save(figure, tmp_path / "a.svg")

    text = (tmp_path / "a.svg").read_text(encoding="utf-8")

    assert "<title>Growth &amp; decay</title>" in text
    assert "<desc>Growth &amp; decay. share over time [year]. a &lt; b</desc>" in text
    assert "prefers-color-scheme:dark" in text
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - our own text


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """What the system says is passed on."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")

    with pytest.raises(ValueRefusedError, match="written"):
        save(new_figure((1.0, 1.0)), tmp_path / "none" / "a.svg")
