"""Moments as a reader's own clock shows them."""

from datetime import datetime


def clock(unix_seconds: float) -> str:
    """Write a moment by the reader's clock, with its offset from UTC.

    Args:
        unix_seconds: The moment [s since 1970 UTC].

    Returns:
        Such as "Sun 2026-11-22 02:30 +01:00".
    """
    moment = datetime.fromtimestamp(unix_seconds).astimezone()
    offset = moment.strftime("%z")
    return f"{moment:%a %Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"
