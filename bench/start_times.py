"""A sweep of start times at full scale, beside the straightforward NumPy way on a few models.

No peer sweeps. What is straightforward is written as one would without thought for speed: for each
model two interpolations of one running sum, over all starts at once. It is timed on a few models
and its seconds are multiplied; the figures of those few must be the same.
"""

from typing import Any

import harness
import peers

TITLE = "423,624 models, every 5-minute start of five years (525,888)"
UNITS = {
    "least, mean, most, best start": "s",
    "and 5 exact quantiles": "s",
    "peak memory": "GiB",
    "largest difference": "",
    "series": "",
}
RATIO = "least, mean, most, best start"
TOOLS = ()
NOTES = ("Straightforward: 20 of the models are timed, and the seconds multiplied to all.",)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Seconds, memory and difference."""
    rounds = str(harness.rounds(5, 3))
    found = harness.ours_of(tools, "sweep.py", "--rounds", rounds, "sweeps")
    if found is None:
        return {}
    swept = found["sweeps"]
    names = tuple(UNITS)
    ours, theirs = (
        {
            names[0]: harness.summary(swept[side]["bare"]),
            names[1]: harness.summary(swept[side]["quantiles"]),
        }
        for side in ("ours", "theirs")
    )
    ours |= {
        "peak memory": swept["peak_gib"],
        "largest difference": f"{swept['off']:.0e}",
        "series": found["series"],
    }
    return {peers.OURS: ours, "straightforward": theirs}
