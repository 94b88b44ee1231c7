"""When to start a job, asked of CATS and of wholeprint on the same half-hourly forecasts.

CATS is asked through its Python interface, since its command line fetches its own forecast. Both
answers are priced by the exact integral of the half hours, and as CATS reads them.
"""

from typing import Any

import harness
import peers

TITLE = "When to start: the same questions on the same 48 h in half hours, a job of 1 kW"
UNITS = {
    "one answer": "ms",
    "carried": "g",
    "more than wholeprint": "%",
    "as straight lines": "g",
    "questions": "",
    "less than CATS": "",
    "same": "",
    "more": "",
    "series": "",
}
RATIO = "one answer"
TOOLS = peers.SCHEDULERS
NOTES = (
    "Carried: by the exact integral, each value holding for its half hour, all jobs together.",
    "As straight lines: as CATS reads the values, readings at the beginnings that are joined.",
    "CATS may start at whole half hours from the moment of asking; wholeprint at any moment.",
    "The Carbon Aware SDK is not run: it is a .NET service, and this bench installs Python only.",
)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """What each choice carries [g], and how long it took [ms]."""
    cats = next((tool for tool in tools if tool.name == "cats"), None)
    if cats is None:
        return {"no peer to ask: cats is not here": {}}
    amount = str(harness.rounds(60, 15))
    found = harness.ours_of(tools, "schedule.py", "--cats", str(cats.python), "--forecasts", amount)
    if found is None:
        return {}
    rows: dict[str, dict[str, Any]] = {}
    for place, (name, side) in enumerate(((cats.name, "theirs"), (peers.OURS, "ours"))):
        rows[name] = {
            "one answer": harness.summary(seconds * 1e3 for seconds in found[side]),
            "carried": found["grams"][place],
            "as straight lines": found["grams_of_lines"][place],
        }
    rows[cats.name]["more than wholeprint"] = 100.0 * (found["grams"][0] / found["grams"][1] - 1.0)
    rows[peers.OURS] |= {
        "questions": found["questions"],
        "less than CATS": found["less"],
        "same": found["same"],
        "more": found["more"],
        "series": found["series"],
    }
    return rows
