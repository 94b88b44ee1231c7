"""What the demo found: runs, their order, and where time and place turn that order round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import cast

import numpy as np

from wholeprint.errors import UnknownFactorError
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.lifecycle.compare import compare, rank
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.intensity import Flow, Scope, Signal
from wholeprint.quantities.uncertain import NoData
from wholeprint.report.form import stamped, tool
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.assessor import Assessment, default_factors

_SURE = 0.95
_SHOWN = (
    *(Category.ENERGY, Category.GHG_OPERATIONAL, Category.GHG_EMBODIED, Category.WATER_ONSITE),
    *(Category.WATER_OFFSITE, Category.EWASTE),
)


@dataclass(frozen=True, slots=True)
class Learned:
    """One model that was trained.

    Attributes:
        name: What a reader sees.
        run_id: The run in the ledger.
        accuracy: Share of the test images that it gets right [1].
    """

    name: str
    run_id: str
    accuracy: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A time and a place for a run.

    Attributes:
        words: What a reader sees.
        arguments: How to assess there.
    """

    words: str
    arguments: AssessArguments


def demo_document(
    learned: Sequence[Learned],
    *,
    ledger: Path,
    elsewhere: Sequence[str],
    hourly_zone: str,
) -> dict[str, object]:
    """Assess the demo's runs here and elsewhere; nothing is run again.

    Args:
        learned: The models.
        ledger: Where their runs are.
        elsewhere: Zones in which to place the same runs.
        hourly_zone: A zone with a shipped hourly series.

    Returns:
        The demo's document.
    """
    names = [each.name for each in learned]
    ids = [each.run_id for each in learned]

    def placed(arguments: AssessArguments) -> dict[str, Assessment]:
        found = assess_many(ids, ledger=ledger, **arguments)
        return dict(zip(names, found, strict=True))

    here = placed({})
    zones = {zone: placed({"zone": zone}) for zone in elsewhere}
    clean, dirty = extremes(hourly_zone)
    hours = {each.words: placed(each.arguments) for each in (clean, dirty)}
    order = rank({name: each.footprint for name, each in here.items()}, Category.ENERGY)
    return stamped(
        "demo",
        {
            "tool": tool(),
            "models": [_model(each, here[each.name]) for each in learned],
            "order": [
                {"name": each.name, "rank": each.rank, "ties": list(each.ties)} for each in order
            ],
            "elsewhere": {place: _carbon(found) for place, found in (zones | hours).items()},
            "reversals": [
                *_reversal(here, zones),
                *_reversal(here, hours),
            ],
            "notes": [note.as_json() for note in here[names[0]].footprint.notes],
        },
    )


def extremes(zone: str) -> tuple[Setting, Setting]:
    """Find the cleanest and the dirtiest hour of a zone's shipped series.

    Args:
        zone: The zone.

    Returns:
        The two hours, as times and places for a run.

    Raises:
        UnknownFactorError: If no hourly series ships for the zone.
    """
    wanted = Signal(zone, scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    series = HourlySeries(default_factors()).intensity(zone, wanted).series
    if series is None:
        raise UnknownFactorError("no hourly series ships for that zone", seen=zone)
    least, most = int(np.nanargmin(series.values)), int(np.nanargmax(series.values))
    return _hour(zone, series.edges_seconds[least]), _hour(zone, series.edges_seconds[most])


def _hour(zone: str, unix_seconds: float) -> Setting:
    moment = datetime.fromtimestamp(unix_seconds, UTC)
    arguments: AssessArguments = {"zone": zone, "hourly": True, "at": moment}
    return Setting(f"{zone}, {moment:%Y-%m-%d %H:%M} UTC", arguments)


def _model(learned: Learned, found: Assessment) -> dict[str, object]:
    document = cast("dict[str, object]", found.footprint.as_json()["footprint"])
    return {
        "name": learned.name,
        "run": learned.run_id,
        "accuracy": learned.accuracy,
        "cpu_seconds": found.record.row().cpu_seconds,
        "zone": found.record.settings.get("zone"),
        "footprint": {category.value: document[category.value] for category in _SHOWN},
    }


def _carbon(found: Mapping[str, Assessment]) -> dict[str, object]:
    return {
        name: each.footprint[Category.GHG_OPERATIONAL].as_json() for name, each in found.items()
    }


def _reversal(
    here: Mapping[str, Assessment], places: Mapping[str, Mapping[str, Assessment]]
) -> list[dict[str, object]]:
    """Find where the run with more energy surely emits less, for the greatest ratio of energies.

    Both runs were trained on the same machine, so what the power model is unsure of is the same in
    both and cancels draw by draw: what is left is time and place.

    Args:
        here: The runs as they were.
        places: The same runs, placed elsewhere.

    Returns:
        The reversal, or nothing where there is none.
    """
    found: list[tuple[float, dict[str, object]]] = []
    for less, more in permutations(here, 2):
        energy = compare(here[less].footprint, here[more].footprint)[Category.ENERGY]
        if isinstance(energy.ratio, NoData) or (energy.probability_less or 0.0) < _SURE:
            continue
        for first, second in permutations(places, 2):
            one, two = places[first][more], places[second][less]
            carbon = compare(one.footprint, two.footprint)[Category.GHG_OPERATIONAL]
            if (carbon.probability_less or 0.0) < _SURE:
                continue
            found.append(
                (
                    energy.ratio.median,
                    {
                        "more": more,
                        "less": less,
                        "energy_ratio": energy.ratio.as_json(),
                        "more_at": first,
                        "less_at": second,
                        "more_carbon": one.footprint[Category.GHG_OPERATIONAL].as_json(),
                        "less_carbon": two.footprint[Category.GHG_OPERATIONAL].as_json(),
                        "probability": carbon.probability_less,
                    },
                )
            )
    found.sort(key=lambda each: each[0], reverse=True)
    return [found[0][1]] if found else []
