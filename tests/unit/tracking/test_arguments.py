"""What an assessment may be asked for."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from wholeprint.errors import SettingError, ValueRefusedError, WholeprintError
from wholeprint.lifecycle.zone import HydroWater
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.intensity import Scope
from wholeprint.tracking.arguments import AssessArguments, options_of, scope_of, told_of


def test_nothing_asked_leaves_the_run_as_it_was_told() -> None:
    """Without arguments every option is left to the run, under the default boundary."""
    options = options_of({}, None)

    assert (options.zone, options.pue, options.wue, options.attribution) == (None,) * 4
    assert (options.start_at_unix_seconds, options.lifetime_years) == (None, None)
    assert options.boundary == Boundary()
    assert options.overrides == {}


def test_settings_of_the_environment_do_not_speak_for_a_recorded_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Today's environment says nothing about a run of last year."""
    monkeypatch.setenv("WHOLEPRINT_PUE", "1.9")
    monkeypatch.setenv("WHOLEPRINT_WUE", "3")
    monkeypatch.setenv("WHOLEPRINT_ATTRIBUTION", "process")
    options = options_of({}, None)

    assert (options.pue, options.wue, options.attribution) == (None, None, None)


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("2023-07-04T13:00", datetime(2023, 7, 4, 13, tzinfo=UTC)),
        ("2023-07-04T13:00+02:00", datetime(2023, 7, 4, 11, tzinfo=UTC)),
        (datetime(2023, 7, 4, 13), datetime(2023, 7, 4, 13, tzinfo=UTC)),  # noqa: DTZ001 - meant
        (
            datetime(2023, 7, 4, 13, tzinfo=timezone(timedelta(hours=-5))),
            datetime(2023, 7, 4, 18, tzinfo=UTC),
        ),
    ],
)
def test_times_are_utc_unless_they_say_otherwise(at: str | datetime, moment: datetime) -> None:
    """A time without a zone is UTC, as in the shipped series; one with a zone is converted."""
    options = options_of({"at": at, "hourly": True}, None)
    assert options.start_at_unix_seconds == moment.timestamp()


def test_a_time_without_hours_to_read_is_refused() -> None:
    """A yearly mean is the same at every hour: a time beside it is refused, not passed over."""
    with pytest.raises(ValueRefusedError, match="no effect on a yearly mean"):
        options_of({"at": "2023-07-04T13:00"}, None)


@pytest.mark.parametrize(
    "arguments",
    [
        {"at": "tomorrow"},
        {"lifetime_years": 0.0},
        {"lifetime_years": 101.0},
        {"lifetime_years": float("nan")},
        {"utilisation": 1.01},
        {"utilisation": -0.1},
        {"utilisation": 1e-320},
        {"lifetime_years": 1e-300},
        {"withdrawn_wue": -0.1},
        {"withdrawn_wue": float("inf")},
        {"water_stress_factor": 0.0},
        {"water_stress_factor": 1001.0},
        {"hydro_water": "half"},
    ],
)
def test_what_makes_no_sense_is_refused(arguments: Any) -> None:
    """Times, lifetimes and shares out of range are refused, NaN among them."""
    with pytest.raises(ValueRefusedError):
        options_of(arguments, None)


@pytest.mark.parametrize(
    "arguments", [{"pue": 0.9}, {"pue": float("nan")}, {"wue": -1.0}, {"attribution": "half"}]
)
def test_settings_out_of_range_are_refused(arguments: Any) -> None:
    """A PUE below 1, water that is given back, an unknown attribution: refused as settings."""
    with pytest.raises(SettingError):
        options_of(arguments, None)


def test_what_is_given_is_kept() -> None:
    """Each argument reaches its option."""
    arguments: AssessArguments = {
        "pue": 1.25,
        "wue": 0.0,
        "attribution": "process",
        "lifetime_years": 4.0,
        "utilisation": 0.5,
        "overrides": {"power.host_overhead": 1.1},
        "withdrawn_wue": 0.5,
        "water_stress_factor": 30.0,
        "hydro_water": "none",
    }
    options = options_of(arguments, "FR")

    assert (options.withdrawn_wue, options.water_scarcity_factor) == (0.5, 30.0)
    assert options.hydro_water is HydroWater.NONE
    assert options_of({}, None).hydro_water is HydroWater.ALLOCATED

    assert (options.zone, options.pue, options.wue) == ("FR", 1.25, 0.0)
    assert (options.attribution, options.lifetime_years) == ("process", 4.0)
    assert options.utilisation_share == 0.5
    assert options.accelerator_lifetime_years == 4.0
    assert options.accelerator_utilisation_share == 0.5
    assert options.overrides == {"power.host_overhead": 1.1}


def test_signals() -> None:
    """The life cycle is the default; another word than the two is refused, with both named."""
    assert scope_of(None) is Scope.LIFECYCLE
    assert scope_of("direct") is Scope.DIRECT
    with pytest.raises(WholeprintError, match="direct"):
        scope_of("marginal")


def test_what_was_told_is_plain() -> None:
    """Moments are ISO times in UTC, boundaries names, paths text; what is left out is left out."""
    arguments: AssessArguments = {
        "at": "2023-12-02T06:00+01:00",
        "hourly": True,
        "intensity_file": Path("grid.csv"),
        "boundary": Boundary(water=False),
        "overrides": {"power.host_overhead": 1.1},
        "pue": None,
    }
    told = told_of(arguments, None)

    assert told["at"] == "2023-12-02T05:00:00+00:00"
    assert told["intensity_file"] == "grid.csv"
    assert told["hourly"] is True
    assert told["overrides"] == {"power.host_overhead": 1.1}
    counted = Boundary(water=False).as_json()
    assert told["boundary"] == [name for name in counted if counted[name]]
    assert set(told) == set(arguments) - {"pue"}
    assert told_of({"hourly": False, "overrides": {}}, "FR") == {"zone": "FR"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"lifetime_years": 0.0}, r"--lifetime\).*more than 0 and at most 100"),
        ({"lifetime_years": 1e-9}, r"--lifetime\).*1e-06 or more"),
        ({"water_stress_factor": 0.0}, r"--water-stress\).*more than 0 and at most 1000"),
        ({"withdrawn_wue": -1.0}, r"--wue-withdrawal\)"),
        ({"cooling": "dry", "pue": 1.2, "wue": 0.3}, "no effect.*--pue, --wue"),
    ],
)
def test_what_cannot_be_used_is_named_as_it_is_typed(given: AssessArguments, said: str) -> None:
    """The command line's name of an argument stands beside Python's; nothing idle is taken."""
    with pytest.raises(ValueRefusedError, match=said):
        options_of(given, None)
