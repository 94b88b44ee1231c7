"""Columns of numbers as bytes and back: little-endian 64-bit floats, packed where it pays.

The codec's name stands beside the bytes, so that a later one can live in the same ledger.
"""

from __future__ import annotations

import sys
import zlib
from array import array

from wholeprint.errors import LedgerCorruptError

PLAIN = "f8le"
PACKED = "f8le+zlib"
_SMALL_BYTES = 256
_QUICK = 1


def encode(column: array[float]) -> tuple[str, bytes]:
    """Turn a column into bytes.

    Args:
        column: The numbers; NaN stays NaN.

    Returns:
        The codec's name and the bytes.
    """
    plain = _little(column).tobytes()
    if len(plain) >= _SMALL_BYTES:
        packed = zlib.compress(plain, _QUICK)
        if len(packed) < len(plain):
            return PACKED, packed
    return PLAIN, plain


def decode(codec: str, n: int, data: bytes) -> array[float]:
    """Turn bytes back into a column.

    Args:
        codec: The codec's name.
        n: How many numbers there must be.
        data: The bytes.

    Returns:
        The numbers.

    Raises:
        LedgerCorruptError: If the bytes do not hold them.
    """
    try:
        plain = zlib.decompress(data) if codec == PACKED else data
    except zlib.error as error:
        raise LedgerCorruptError(
            "a column of the ledger is damaged", seen=str(error), fix=_FIX
        ) from error
    if codec not in {PLAIN, PACKED} or len(plain) != 8 * n:
        raise LedgerCorruptError(
            "a column of the ledger is damaged", seen=f"{len(plain)} bytes for {n}", fix=_FIX
        )
    column = array("d")
    column.frombytes(plain)
    return _little(column)


_FIX = "Restore the ledger from a copy, or delete this run"


def _little(column: array[float]) -> array[float]:
    if sys.byteorder == "little":
        return column
    turned = array("d", column)
    turned.byteswap()
    return turned
