"""The lines that a session writes."""

from pathlib import Path

from wholeprint.meters.intervals import Block
from wholeprint.settings import Settings
from wholeprint.tracking import lines


def test_no_counter_is_an_empty_list() -> None:
    """A run without counters declares none."""
    assert lines.declared(()) == {"channels": []}


def test_unread_busy_time_is_written_as_unknown() -> None:
    """A block whose machine-wide time was not read has a gap for each interval, and no zero."""
    block = Block((0.0, 1.0, 2.0), (0.5, 0.5), (), {})

    assert lines.columns(block)["busy"] == [None, None]


def test_told_names_the_place_and_the_pace() -> None:
    """What a run was told of its place is kept, unknown as None."""
    found = lines.told(Settings(Path("book.sqlite"), zone="FR"))

    assert (found["zone"], found["pue"], found["interval_seconds"]) == ("FR", None, 1.0)
