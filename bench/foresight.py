"""Our own forecasts on recorded years, beside what anyone could have said, by lead.

No peer forecasts. Learnt from the years before, tested on years that were not seen.
"""

from typing import Any

import harness
import peers

TITLE = "Own forecasts on years not learnt from: mean absolute error by lead"
_CASES = ("gb", "dk") if harness.QUICK else ("gb", "london", "south-scotland", "dk", "de", "fr")
UNITS = {
    "wholeprint": "g/kWh",
    "persistence": "g/kWh",
    "a day before": "g/kWh",
    "a week before": "g/kWh",
    "least": "",
    "in the 5-95 % band": "%",
    "steps": "",
}
RATIO = None
TOOLS = ()
NOTES = (
    "Persistence: the newest value goes on. Least: whose error is the least.",
    "Of wholeprint only: no peer forecasts.",
)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Mean absolute errors [g/kWh], by series and lead."""
    # Neither divides a day, so that forecasts are issued at every hour of it.
    every = str(harness.rounds(13, 47))
    found = harness.ours_of(tools, "forecast.py", "--every", every, *_CASES)
    if not found:
        return {"no recorded series (WHOLEPRINT_SERIES): nothing to test on": {}}
    rows: dict[str, dict[str, Any]] = {}
    for case in found.values():
        for row in case["rows"]:
            name = f"{case['title'].split(',')[0]}, {row['from_hours']:g} to {row['to_hours']:g} h"
            errors = {
                "wholeprint": row["error_amount"],
                "persistence": row["persistence_amount"],
                "a day before": row["day_amount"],
                "a week before": row["week_amount"],
            }
            rows[name] = errors | {
                "least": min(errors, key=lambda who: errors[who]),
                "in the 5-95 % band": 100.0 * row["covered_share"],
                "steps": row["steps"],
            }
    return rows
