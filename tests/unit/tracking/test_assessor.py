"""How assessments find a run's place, machine and intensity."""

from array import array
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import TableError, UnknownZoneError, ValueRefusedError
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.ledger.entry import RunRecord
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.intensity import Flow, Scope, Signal
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.activity import activity_of
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessor import DRAWS, Assessment, Assessor, default_factors

# 2023-07-04 00:00 UTC, in the year of the shipped series.
BEGAN = 1_688_428_800


def _record(seconds: float = 3600.0, zone: str | None = "FR", run: str = "r") -> RunRecord:
    return RunRecord(
        id=run,
        started_unix_ns=BEGAN * 1_000_000_000,
        machine={"cpu_model": "AMD EPYC 7742 64-Core Processor", "sockets": 2, "threads": 256},
        settings={"zone": zone, "pue": 1.2, "wue": 0.2},
        edges=array("d", [0.0, seconds]),
        cpu_seconds=array("d", [seconds * 64]),
        busy_seconds=array("d", [seconds * 64]),
    )


def _activity(seconds: float = 3600.0, zone: str | None = "FR") -> Activity:
    return activity_of(_record(seconds, zone))


def _carbon(record: RunRecord, arguments: AssessArguments) -> Uncertain:
    found = next(Assessor(default_factors(), arguments).assessments([record]))
    carbon = found.footprint[Category.GHG_OPERATIONAL]
    assert isinstance(carbon, Uncertain)
    return carbon


def test_the_zone_that_is_asked_for_beats_the_run_s() -> None:
    """A run told FR is placed in PL when asked, and in FR when not."""
    own = Assessor(default_factors(), {}).intensity(_activity())
    asked = Assessor(default_factors(), {"zone": "POL"}).intensity(_activity())

    assert (own.signal.zone, asked.signal.zone) == ("FR", "PL")
    assert own.factor is not None
    assert asked.factor is not None
    assert asked.factor.central > 5 * own.factor.central  # coal beside nuclear power


def test_a_zone_that_nobody_knows() -> None:
    """Asked for it is refused; recorded with a run it counts as unknown, and a note says so."""
    with pytest.raises(UnknownZoneError):
        Assessor(default_factors(), {"zone": "Atlantis"})
    found = Assessor(default_factors(), {}).intensity(_activity(zone="Atlantis"))
    world = Assessor(default_factors(), {}).intensity(_activity(zone=None))

    assert "zone-not-known" in [note.code for note in found.notes]
    assert found.signal.zone == "world"
    assert found.factor == world.factor


def test_direct_emissions_are_less() -> None:
    """The signal that is asked for is the one that is used, and that the result names."""
    whole = Assessor(default_factors(), {}).intensity(_activity())
    direct = Assessor(default_factors(), {"signal": "direct"}).intensity(_activity())

    assert (whole.signal.scope, direct.signal.scope) == (Scope.LIFECYCLE, Scope.DIRECT)
    assert whole.factor is not None
    assert direct.factor is not None
    assert direct.factor.central < whole.factor.central


def test_a_shorter_run_is_less_certain_of_a_yearly_mean() -> None:
    """An hour may be farther from the year's mean than a month; the mean is the same."""
    assessor = Assessor(default_factors(), {"zone": "FR"})
    hour = assessor.intensity(_activity(3600.0)).factor
    month = assessor.intensity(_activity(40 * 86400.0)).factor
    assert hour is not None
    assert month is not None

    def width(record: RunRecord) -> float:
        carbon = _carbon(record, {"zone": "FR"})
        return (carbon.high - carbon.low) / carbon.median

    assert hour.central == pytest.approx(month.central)
    assert width(_record(3600.0)) > width(_record(40 * 86400.0))


def _intensity_file(path: Path, *values: float) -> Path:
    rows = [f"2023-07-04T{hour:02}:00+00:00,{value}" for hour, value in enumerate(values)]
    path.write_text("\n".join(("start,value", *rows, "")), encoding="utf-8")
    return path


def test_a_file_of_one_s_own(tmp_path: Path) -> None:
    """With a file the run has the file's intensity: in its first hour, or moved to its third.

    The energy is the same draw by draw, so the ratio of the carbon is that of 300 to 100 exactly;
    the tolerance is that of floats.
    """
    path = _intensity_file(tmp_path / "own.csv", 100.0, 200.0, 300.0, 300.0)
    first = _carbon(_record(), {"intensity_file": path})
    third = _carbon(_record(), {"intensity_file": str(path), "at": "2023-07-04T02:00"})

    assert np.allclose(third.draws / first.draws, 3.0, rtol=1e-9)


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    """A file that is not a series is refused with its place, not passed over."""
    path = tmp_path / "own.csv"
    path.write_text("start,value\n2023-07-04T00:00,100\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"own\.csv"):
        _carbon(_record(), {"intensity_file": path})


def test_hours_matter() -> None:
    """With the shipped hourly series the same run differs between the best and the worst hour."""
    wanted = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    series = HourlySeries(default_factors()).intensity("GB", wanted).series
    assert series is not None
    clean, dirty = int(np.nanargmin(series.values)), int(np.nanargmax(series.values))

    def central(hour: int) -> float:
        moment = np.datetime64(int(series.edges_seconds[hour]), "s").item()
        return _carbon(_record(), {"zone": "GB", "hourly": True, "at": moment}).central

    ratio = series.values[dirty] / series.values[clean]
    assert central(dirty) / central(clean) == pytest.approx(ratio, rel=1e-6)  # rounding of floats


def test_draws_and_seed() -> None:
    """As many draws as asked for; the same seed gives the same draws, another one others."""
    usual = _carbon(_record(), {})
    few = _carbon(_record(), {"draws": 64, "seed": 1})
    again = _carbon(_record(), {"draws": 64, "seed": 1})
    other = _carbon(_record(), {"draws": 64, "seed": 2})

    assert (usual.draws.size, few.draws.size) == (DRAWS, 64)
    assert np.array_equal(few.draws, again.draws)
    assert not np.array_equal(few.draws, other.draws)
    assert few.central == pytest.approx(usual.central)


@pytest.mark.parametrize("draws", [0, -1, 100_001, 10**12])
def test_draws_out_of_range_are_refused(draws: int) -> None:
    """Without a draw there is no uncertainty, and too many fill the memory: both refused."""
    with pytest.raises(ValueRefusedError):
        Assessor(default_factors(), {"draws": draws})


def test_machines_and_places_are_resolved_once() -> None:
    """Runs on equal machines in equal places share one profile and one intensity."""
    assessor = Assessor(default_factors(), {})
    cases = [assessor.case(activity_of(_record(run=f"r{n}"))) for n in range(3)]
    other = assessor.case(
        replace(_activity(zone="DE"), machine=Machine(cpu_model="Intel Xeon Gold 6248"))
    )

    assert len({id(case.profile) for case in cases}) == 1
    assert len({id(case.intensity) for case in cases}) == 1
    assert other.profile is not cases[0].profile
    assert other.intensity is not cases[0].intensity


def test_an_assessment_has_everything_that_it_rests_on() -> None:
    """Its document names the run, the signal and the version of the coefficients."""
    found = next(Assessor(default_factors(), {}).assessments([_record()]))
    document = found.as_json()

    assert {"run", "footprint", "boundary", "assumptions", "drivers", "notes"} <= set(document)
    assert document["factors_version"] == default_factors().version
    run = document["run"]
    assert isinstance(run, dict)
    assert (run["seconds"], run["cpu_seconds"]) == (3600.0, 3600.0 * 64)
    assert "edges" not in run
    assert found.signal is not None
    assert found.signal.zone == "FR"


def test_threads_in_reach() -> None:
    """Threads are the machine's; nothing is made up where nothing is known of it."""
    assessor = Assessor(default_factors(), {})

    assert assessor.threads(activity_of(_record()).machine) == 256


def _noted(record: RunRecord, arguments: AssessArguments) -> dict[str, Note]:
    found = next(Assessor(default_factors(), arguments).assessments([record]))
    return {note.code: note for note in found.footprint.notes}


def test_hours_outside_the_series_are_typical_ones() -> None:
    """A run of another year takes typical hours, wider than known ones, and says so."""
    late = replace(_record(), started_unix_ns=1_800_000_000 * 1_000_000_000)
    arguments: AssessArguments = {"zone": "GB", "hourly": True}
    known, typical = _carbon(_record(), arguments), _carbon(late, arguments)
    notes = _noted(late, arguments)

    assert typical.high / typical.low > 2 * known.high / known.low
    assert notes["typical-profile"].severity == "warning"
    assert "typical hours stand in for 100% of the time" in notes["hours-used"].message


def test_hours_of_a_zone_without_any_are_the_yearly_value() -> None:
    """France ships no hours and no typical year: the yearly value serves, and a note says so."""
    notes = _noted(_record(), {"hourly": True})

    assert "for 100% of it the yearly value" in notes["hours-used"].message
    assert "hours-unknown" in notes


def test_a_run_that_outlasts_the_series_says_which_share_is_known() -> None:
    """Half of two hours at the end of 2023 is shipped; a typical hour fills the rest, wider."""
    arguments: AssessArguments = {"zone": "GB", "hourly": True, "at": "2023-12-31T23:00"}
    record = _record(7200.0)
    notes = _noted(record, arguments)
    found, inside = _carbon(record, arguments), _carbon(record, {"zone": "GB", "hourly": True})

    assert "typical hours stand in for 50% of the time" in notes["hours-used"].message
    assert notes["typical-profile"].message.startswith("For 50% of the time")
    assert found.high / found.low > inside.high / inside.low


def test_typical_direct_hours_serve_no_life_cycle() -> None:
    """Asked for the life cycle by the hour, the yearly life cycle serves and no direct hour."""
    assessor = Assessor(default_factors(), {"zone": "GB", "hourly": True, "signal": "lifecycle"})
    found = assessor.intensity(_activity())

    assert found.signal.scope is Scope.LIFECYCLE
    assert found.series is None


def test_hours_of_a_zone_that_nobody_knows() -> None:
    """A run that was told an unknown zone stays a run of unknown place, by the hour too."""
    assert "zone-not-known" in _noted(_record(zone="Atlantis"), {"hourly": True})


def test_a_region_of_a_cloud_has_the_water_of_its_grid() -> None:
    """Dublin's region has Ireland's water as it is, Virginia's that of the US, wider."""

    def water(zone: str) -> Uncertain:
        found = next(Assessor(default_factors(), {"zone": zone}).assessments([_record()]))
        amount = found.footprint[Category.WATER_OFFSITE]
        assert isinstance(amount, Uncertain)
        return amount

    assert np.array_equal(water("aws:eu-west-1").draws, water("IE").draws)
    whole, part = water("US"), water("aws:us-east-1")
    assert part.high / part.low > whole.high / whole.low


def test_a_named_cooling_stands_where_nothing_is_declared() -> None:
    """PUE and water on site are those of the cooling; a declared PUE wins; the note says so."""
    silent = replace(_record(), settings={"zone": "FR"})

    def found(arguments: AssessArguments) -> Assessment:
        return next(Assessor(default_factors(), arguments).assessments([silent]))

    chosen = found({"zone": "SE", "cooling": "tower", "climate": "5A"})
    ids = {factor.id for factor in chosen.footprint.assumptions}
    assert {"cooling.tower.pue.5A", "cooling.tower.wue.5A"} <= ids
    codes = [note.code for note in chosen.footprint.notes]
    assert "cooling-chosen" in codes
    assert not {"pue-assumed", "wue-assumed"} & set(codes)
    declared = found({"zone": "SE", "cooling": "tower", "climate": "5A", "pue": 1.3})
    assert "cooling.tower.pue.5A" not in {each.id for each in declared.footprint.assumptions}
    with pytest.raises(ValueRefusedError, match="cooling"):
        Assessor(default_factors(), {"cooling": "fan"})


def test_hours_at_hand_are_named_once() -> None:
    """A run in the shipped year hears of the hours unless it uses them; one in another does not."""
    plain = Assessor(default_factors(), {"zone": "GB"})
    hourly = Assessor(default_factors(), {"zone": "GB", "hourly": True})
    late = replace(_record(), started_unix_ns=1_800_000_000 * 1_000_000_000)

    note = plain.hours_at_hand(_activity())
    assert note is not None
    assert (note.code, note.severity) == ("hours-at-hand", "info")
    assert hourly.hours_at_hand(_activity()) is None
    assert plain.hours_at_hand(activity_of(late)) is None
    assert Assessor(default_factors(), {}).hours_at_hand(_activity(zone="Atlantis")) is None


def test_an_assessment_keeps_what_it_was_told() -> None:
    """Its document holds the arguments that were given, as plain values, and no other."""
    arguments: AssessArguments = {"zone": "POL", "pue": 1.2, "seed": 0, "draws": None}
    told = next(Assessor(default_factors(), arguments).assessments([_record()])).as_json()["told"]
    plain = next(Assessor(default_factors(), {}).assessments([_record()])).as_json()["told"]

    assert told == {"zone": "PL", "pue": 1.2, "seed": 0}
    assert plain == {}


def test_by_the_hour_the_life_cycle_stays_where_no_hours_are_known() -> None:
    """France ships no hours: with hourly and no signal the very life-cycle value of before."""
    plain, hourly = _carbon(_record(), {}), _carbon(_record(), {"hourly": True})

    assert np.array_equal(plain.draws, hourly.draws)
    assert "hours-are-direct" not in _noted(_record(), {"hourly": True})


def test_direct_hours_are_counted_with_a_warning_that_names_both() -> None:
    """Great Britain ships direct hours: they serve, and a warning gives both yearly values.

    109 and 216 gCO2e/kWh are the rounded values of our yearly table for GB.
    """
    note = _noted(_record(), {"zone": "GB", "hourly": True})["hours-are-direct"]

    assert note.severity == "warning"
    assert "109 gCO2e/kWh direct and 216 life-cycle, 2 times as much" in note.message
    for signal in ("direct", "lifecycle"):
        arguments: AssessArguments = {"zone": "GB", "hourly": True, "signal": signal}
        assert "hours-are-direct" not in _noted(_record(), arguments)


def test_runs_assessed_together_count_the_same_emissions() -> None:
    """One run has direct hours, the other none: both count the life cycle, and can be added."""
    both = [_record(zone="GB"), _record(zone="FR")]
    found = list(Assessor(default_factors(), {"hourly": True}).assessments(both))

    assert [each.signal.scope for each in found if each.signal] == [Scope.LIFECYCLE] * 2
