"""Columns of numbers as bytes and back."""

import math
from array import array

import pytest

from wholeprint.errors import LedgerCorruptError
from wholeprint.ledger.columns import PACKED, PLAIN, decode, encode


def test_a_column_comes_back_bit_for_bit() -> None:
    """Nothing is rounded on the way, and a gap stays a gap."""
    column = array("d", [0.1, -0.0, math.nan, 1e308, 5e-324] * 100)

    codec, data = encode(column)

    assert codec == PACKED
    assert decode(codec, len(column), data).tobytes() == column.tobytes()


def test_bytes_are_little_endian_whatever_the_machine() -> None:
    """A ledger may be carried to another machine: 1.0 is 3FF0 0... (IEEE 754), turned."""
    assert encode(array("d", [1.0])) == (PLAIN, bytes([0, 0, 0, 0, 0, 0, 0xF0, 0x3F]))


def test_an_empty_column_is_no_bytes() -> None:
    """A run that was killed before its first flush has columns without numbers."""
    assert encode(array("d")) == (PLAIN, b"")
    assert decode(PLAIN, 0, b"") == array("d")


@pytest.mark.parametrize(
    ("codec", "n", "data"),
    [
        (PACKED, 1, b"rubbish"),
        (PLAIN, 2, b"12345678"),
        (PLAIN, 1, b"1234567"),
        ("f4le", 1, b"12345678"),
        (PACKED, 100, encode(array("d", range(100)))[1][:-1]),
    ],
)
def test_damaged_bytes_are_refused(codec: str, n: int, data: bytes) -> None:
    """Bytes that do not hold the promised numbers are never taken for numbers."""
    with pytest.raises(LedgerCorruptError, match="column"):
        decode(codec, n, data)
