"""What a session writes in its journal, as plain values."""

from collections.abc import Sequence

from wholeprint.meters.base import ChannelSpec
from wholeprint.meters.intervals import Block
from wholeprint.settings import Settings

_PLAIN = ("name", "domain", "method", "within")
_NUMBERS = ("refresh_seconds", "resolution_joules", "relative_error")


def declared(channels: Sequence[ChannelSpec]) -> dict[str, object]:
    """Say which counters a run reads.

    Args:
        channels: The counters.

    Returns:
        The line's fields.
    """
    return {
        "channels": [
            {name: getattr(spec, name) for name in (*_PLAIN, *_NUMBERS)}
            | {"known": spec.known.value, "basis": spec.basis.value}
            for spec in channels
        ]
    }


def columns(block: Block) -> dict[str, object]:
    """Say what was read in a stretch of the run.

    Args:
        block: What was read.

    Returns:
        The line's fields.
    """
    return {
        "edges": block.edges_seconds,
        "cpu": block.cpu_seconds,
        "busy": block.busy_seconds or [None] * block.length,
        "joules": block.joules,
    }


def told(settings: Settings) -> dict[str, object]:
    """Say what the run was told of its place and its measurement.

    Args:
        settings: What it was told.

    Returns:
        The line's fields.
    """
    return {
        "zone": settings.zone,
        "pue": settings.pue,
        "wue": settings.wue,
        "attribution": settings.attribution,
        "interval_seconds": settings.interval,
        "flush_seconds": settings.flush,
    }
