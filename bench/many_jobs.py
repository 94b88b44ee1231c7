"""The best start of each of many jobs, in windows of its own, beside trying every one of them.

No peer does this at once. The straightforward way tries each job with its start and its end on
every edge of the series in its window, which is where the best can lie. It is timed on a few jobs
and its seconds are multiplied; what those few carry must be the same.
"""

from typing import Any

import harness
import peers

TITLE = "Best start of 100,000 flexible jobs on five years in 5-minute steps, by window and length"
UNITS = {
    "wholeprint": "s",
    "straightforward": "s",
    "ratio": "x",
    "largest difference": "",
    "series": "",
}
RATIO = None
TOOLS = ()
NOTES = ("Straightforward: 500 of the jobs are timed, and the seconds multiplied to all.",)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Seconds and difference, for each kind of window."""
    rounds = str(harness.rounds(5, 1))
    found = harness.ours_of(tools, "sweep.py", "--rounds", rounds, "flexible")
    if found is None:
        return {}
    rows: dict[str, dict[str, Any]] = {}
    for row in found["flexible"]:
        ours, theirs = harness.summary(row["ours"]), harness.summary(row["theirs"])
        rows[row["window"]] = {
            "wholeprint": ours,
            "straightforward": theirs,
            "ratio": theirs["median"] / ours["median"],
            "largest difference": f"{row['off']:.0e}",
            "series": found["series"],
        }
    return rows
