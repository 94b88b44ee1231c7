"""From the log that CodeCarbon writes, emissions.csv, to a statement: its fields as it documents.

Units and meanings: https://mlco2.github.io/codecarbon/output.html (duration in seconds, emissions
in kg, energies in kWh, energy_consumed their sum, the country's code of three letters).
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from wholeprint.tracking.statement_words import is_empty

_SURE = frozenset({"timestamp", "project_name", "duration", "emissions", "energy_consumed"})
_PARTS = ("cpu_energy", "gpu_energy", "ram_energy")
_UNITS = {
    "duration": ("duration", "s"),
    "emissions": ("ghg", "kg"),
    "energy_consumed": ("energy", "kWh"),
    **dict.fromkeys(_PARTS, ("none", "kWh")),
}
_PLACES = ("country_name", "country_iso_code", "region", "cloud_provider", "cloud_region")
_SAID = frozenset({*_SURE, *_PARTS, *_PLACES, "run_id", "experiment_id", "on_cloud"})

Plain = dict[str, object]


def is_log(header: Sequence[str]) -> bool:
    """Return whether a table is such a log.

    Args:
        header: Its first row.
    """
    return set(header) >= _SURE


def statement_of_log(cells: Sequence[Sequence[str]], title: str) -> tuple[Plain, Sequence[str]]:
    """Return the statement that a log makes: a row for each run.

    Args:
        cells: Its rows, the header first; clean.
        title: What to call it.

    Returns:
        The statement as plain values, and the columns that say nothing of the footprint.
    """
    header = list(cells[0])
    rows: dict[str, Plain] = {}
    counts: Counter[str] = Counter()
    for row in cells[1:]:
        fields = dict(zip(header, row, strict=False))
        project = fields.get("project_name", "")
        counts[project] += 1
        name = project if counts[project] == 1 else f"{project} ({counts[project]})"
        rows[name or str(len(rows) + 1)] = _run(fields)
    unused = [name for name in header if name not in _SAID]
    left_out = [f"columns that a footprint does not need: {', '.join(unused)}"] if unused else []
    return {"title": title, "rows": rows, "totals": {}}, left_out


def _run(fields: Mapping[str, str]) -> Plain:
    found: Plain = {}
    for name, (term, unit) in _UNITS.items():
        cell = fields.get(name, "")
        if not is_empty(cell):
            found[name] = {"is": f"{cell} {unit}", "term": term}
    if all(part in found for part in _PARTS) and "energy_consumed" in found:
        found["energy_consumed"] = {
            "is": f"{fields['energy_consumed']} kWh",
            "term": "energy",
            "equals": " + ".join(_PARTS),
        }
    year = fields["timestamp"][:4]
    if year.isdecimal():
        found["year"] = year
    place = _place(fields)
    if place:
        found["place"] = place
    return found


def _place(fields: Mapping[str, str]) -> str:
    known = {name: cell for name in _PLACES if not is_empty(cell := fields.get(name, ""))}
    if "cloud_region" in known and "cloud_provider" in known:
        return f"{known['cloud_provider']}:{known['cloud_region']}"
    country = known.get("country_iso_code") or known.get("country_name", "")
    return ", ".join(name for name in (known.get("region", ""), country) if name)
