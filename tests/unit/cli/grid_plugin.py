"""A provider of one's own, as a user would write it: ``--provider grid_plugin:factory``.

It reads ``{"start": seconds, "step": seconds, "values": [...]}`` from the server whose address is
its key.
"""

import json
from collections.abc import Mapping

import numpy as np

from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Flow, Response, Scope, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit


class Plugin:
    """Average, direct, as consumed, for Great Britain."""

    name = "plugin"
    about = About(
        "A plug-in", "https://example.org", "CC0", "nobody", key=("plugin",), spacing_seconds=0.0,
        ahead_seconds=48 * 3600.0,
    )  # fmt: skip

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._base = keys["plugin"]

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking."""
        return want.zone.code == "GB" and (want.scope, want.response) == (
            Scope.DIRECT,
            Response.AVERAGE,
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted."""
        answer = await door.get(f"{self._base}/{want.tense.value}")
        told = json.loads(answer.body)
        values = np.asarray(told["values"], dtype=np.float64)
        edges = told["start"] + told["step"] * np.arange(values.size + 1, dtype=np.float64)
        signal = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION, tense=want.tense)
        return (Reading(signal, StepSeries(edges, values, Unit.parse(GRAMS_PER_KWH))),)


factory = Plugin
