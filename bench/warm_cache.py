"""Fill a cache of grid data as a month of use leaves it, in wholeprint's own interpreter.

Usage: ``python warm_cache.py FILE``. Great Britain's last 30 days in half hours, as they
were fetched day by day; a forecast of 48 h issued each hour of the last two days; and the last 30
days of the Danish zones in 5-minute steps, so that there is something to pass over.
"""

import json
import sys
import time
from pathlib import Path

from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question

DAY, HOUR = 86_400.0, 3600.0


def _keep(cache: Cache, zone: str, tense: str, begin: float, end: float, step: float) -> None:
    who = "neso" if zone == "GB" else "energidataservice"
    signal = {
        "zone": zone,
        "response": "average",
        "scope": "direct",
        "flow": "production",
        "tense": tense,
        "accounting": "location",
        "unit": "gCO2e/kWh",
    }
    amount = round((end - begin) / step)
    edges = [begin + step * place for place in range(amount + 1)]
    values = [150.0 + (place * 37) % 83 for place in range(amount)]
    fetched = begin if tense == "forecast" else end
    question = Question(who, zone, "average", "direct", "", tense, begin, end)
    issued = begin if tense == "forecast" else None
    cache.keep(question, fetched, (Kept(who, signal, edges, values, fetched, issued),))


def main() -> None:
    """Fill it, and say what it holds."""
    path = Path(sys.argv[-1])
    cache = Cache(path)
    now = time.time() // 1800.0 * 1800.0
    for day in range(30):
        end = now - day * DAY
        _keep(cache, "GB", "actual", end - DAY, end, 1800.0)
        for zone in ("DK-DK1", "DK-DK2"):
            _keep(cache, zone, "actual", end - DAY, end, 300.0)
    for hours in range(48):
        begin = now - hours * HOUR
        _keep(cache, "GB", "forecast", begin, begin + 2 * DAY, 1800.0)
    assert not cache.notes, cache.notes
    print("RESULT " + json.dumps({"kib": path.stat().st_size / 1024.0}))


if __name__ == "__main__":
    main()
