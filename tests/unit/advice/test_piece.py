"""The atom of every plan."""

from wholeprint.advice.piece import Piece


def test_a_piece_is_plain_values() -> None:
    """A piece says when it begins and ends, and where, in plain values."""
    assert Piece(0.0, 90.0, "FR").as_json() == {
        "start_unix_seconds": 0.0,
        "end_unix_seconds": 90.0,
        "zone": "FR",
    }
