"""Room for texts, long names, and what may stand in SVG."""

import pytest

from wholeprint.systems.diagram.lettering import label, px, safe, shown, width


def test_a_long_name_is_broken_into_lines_that_fit() -> None:
    """No line is wider than allowed, and no word is lost."""
    name = "fraction of industrial output allocated to agriculture"

    found = label(name)

    assert " ".join(found.lines) == name
    assert len(found.lines) > 1
    assert max(map(width, found.lines)) <= 118
    assert found.size[0] == pytest.approx(max(map(width, found.lines)), abs=0.06)


def test_a_word_without_blanks_is_cut_where_it_must_be() -> None:
    """A name of one very long word takes several lines, of which none is too wide."""
    found = label("x" * 60)

    assert "".join(found.lines) == "x" * 60
    assert max(map(width, found.lines)) <= 118


def test_a_name_without_end_is_shortened() -> None:
    """A name of a thousand words ends with an ellipsis: the rest is in the tooltip."""
    found = label("word " * 1000)

    assert found.lines[-1].endswith("\u2026")
    assert len(found.lines) < 12


def test_underscores_and_control_characters_become_blanks() -> None:
    """What moves a cursor or ends a line is no part of a label; an empty name is said to be."""
    assert shown("a_b\n\x1b[2Jc") == "a b [2Jc"
    assert shown(" ") == "(no name)"


def test_what_xml_may_not_hold_is_replaced() -> None:
    """Brackets, quotation marks and ampersands are escaped; NUL and lone surrogates are blanks."""
    assert safe('<a href="x">&\'') == "&lt;a href=&quot;x&quot;&gt;&amp;&#x27;"
    assert safe("a\x00b\ud800c\ufffe") == "a b c "


def test_letters_of_other_scripts_have_width() -> None:
    """Full-width characters take a whole em, combining marks nothing."""
    assert width("\u4e2d") > width("m")
    assert width("e\u0301") == width("e")


def test_lengths_are_written_with_one_digit() -> None:
    """No trailing nought, and no minus nought."""
    assert [px(each) for each in (1.0, 1.26, -0.04, -2.5)] == ["1", "1.3", "0", "-2.5"]
