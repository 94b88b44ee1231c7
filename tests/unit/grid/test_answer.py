"""Foreign text becomes values of ours, or an error that says where it is wrong."""

import math

import pytest

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.answer import Said, known_series, said
from wholeprint.grid.live import Answer
from wholeprint.grid.slots import Slot


def _answer(body: bytes) -> Answer:
    return Answer(200, body, {}, 0.0)


def test_a_part_is_found_by_name_and_place() -> None:
    """Objects are read by name, lists in order; null is "not known"."""
    whole = said(_answer(b'{"a": [{"b": "x"}, {"b": null}], "c": 2.5, "d": true}'), "Somebody")

    first, second = whole.at("a").each()
    assert first.at("b").text() == "x"
    assert second.find("b") is None
    assert whole.at("c").amount() == 2.5
    assert whole.at("d").flag() is True
    assert math.isnan(Said(None, "Somebody").amount())
    assert math.isnan(second.amount_at("b"))
    assert whole.amount_at("c") == 2.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-01T00:00:00Z", None),  # before anybody published
        ("2024-03-31T01:30:00Z", 1711848600.0),
        ("2024-03-31T03:30:00+02:00", 1711848600.0),
        ("2024-03-31T01:30:00.000Z", 1711848600.0),
    ],
)
def test_times_are_moments_in_utc(text: str, expected: float | None) -> None:
    """Offsets are obeyed; a year in which no data can be is refused."""
    if expected is None:
        with pytest.raises(ProviderAnswerError, match="no possible time"):
            Said(text, "Somebody").moment_seconds()
    else:
        assert Said(text, "Somebody").moment_seconds() == expected


def test_a_time_without_an_offset_is_taken_only_where_the_field_says_utc() -> None:
    """A local time is never taken for UTC unasked."""
    part = Said("2024-03-31T01:30:00", "Somebody")

    assert part.moment_seconds(unmarked_is_utc=True) == 1711848600.0
    with pytest.raises(ProviderAnswerError, match="without an offset"):
        part.moment_seconds()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>maintenance</html>",
        b"\xff\xfe\x00",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1',
        b"[" * 100_000,
        b"9" * 5000,
    ],
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    """Pages, cut answers, nests without end and numbers that are none end in one kind of error."""
    with pytest.raises(ProviderAnswerError, match="not JSON"):
        said(_answer(body), "Somebody")


@pytest.mark.parametrize(
    "value",
    [True, "12", [1], {}, 1e7, -1e7, float("inf"), 10**400],
)
def test_what_no_intensity_can_be_is_refused(value: object) -> None:
    """Texts, truths and numbers beyond any unit are no intensity."""
    with pytest.raises(ProviderAnswerError, match="the answer is no"):
        Said(value, "Somebody").amount()


@pytest.mark.parametrize("value", [True, "1711848600", None, 1711848600000, 0, -1, 10**400])
def test_a_number_of_seconds_is_within_the_years_of_data(value: object) -> None:
    """Milliseconds taken for seconds would be the year 56,000: refused."""
    with pytest.raises(ProviderAnswerError):
        Said(value, "Somebody").unix_seconds()


@pytest.mark.parametrize("value", [True, "300", None, 0, -300, 86401, float("inf")])
def test_a_step_lasts_from_a_second_to_a_day(value: object) -> None:
    """Anything else is another unit, or rubbish."""
    with pytest.raises(ProviderAnswerError):
        Said(value, "Somebody").step_seconds()


def test_shapes_are_checked() -> None:
    """A list is no object, a number no text, and the message says where."""
    part = Said({"a": 1}, "Somebody")

    with pytest.raises(ProviderAnswerError, match=r"the answer lacks 'b'.*an object of 1"):
        part.at("b")
    with pytest.raises(ProviderAnswerError, match=r"the answer\.a is no text: saw 1"):
        part.at("a").text()
    with pytest.raises(ProviderAnswerError, match=r"the answer\.a is no object"):
        part.at("a").find("c")
    with pytest.raises(ProviderAnswerError, match=r"the answer lacks 'b'"):
        part.amount_at("b")
    with pytest.raises(ProviderAnswerError, match="is no list"):
        part.each()
    with pytest.raises(ProviderAnswerError, match="neither true nor false"):
        part.at("a").flag()
    with pytest.raises(ProviderAnswerError, match="is no time"):
        Said("yesterday", "Somebody").moment_seconds()


def test_a_long_value_is_shown_short_and_on_one_line() -> None:
    """Nobody's page of HTML fills a terminal, and no control letter reaches it."""
    with pytest.raises(ProviderAnswerError) as caught:
        Said("x\x1b[31m\n" * 100, "Somebody").amount()

    assert len(str(caught.value)) < 300
    assert "\x1b" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_not_known_is_a_gap() -> None:
    """A null between two values is a gap; where nothing is known there is no series."""
    found = known_series(
        [Slot(0.0, 1.0, 5.0), Slot(1.0, 2.0, math.nan), Slot(2.0, 3.0, 6.0)], "Somebody"
    )

    assert found is not None
    assert found.known_stretches() == [(0.0, 1.0), (2.0, 3.0)]
    assert known_series([Slot(0.0, 1.0, math.nan)], "Somebody") is None


def test_two_values_for_one_time_are_refused() -> None:
    """An answer that contradicts itself is no answer."""
    with pytest.raises(ProviderAnswerError, match="two values hold for the same time"):
        known_series([Slot(0.0, 2.0, 5.0), Slot(1.0, 3.0, 6.0)], "Somebody")
