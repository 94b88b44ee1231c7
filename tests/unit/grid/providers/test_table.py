"""Yearly means for every zone, with everything that was assumed said."""

import numpy as np
import pytest

from wholeprint.errors import UnknownFactorError, UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Accounting, Flow, Response, Scope, Signal, Tense

TABLE = YearlyTable(Factors())
WANTED = Signal("", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)


def _sigma(factor: Factor) -> float:
    assert isinstance(factor.distribution, Lognormal)
    return factor.distribution.sigma


def test_a_known_zone_has_its_own_number() -> None:
    """France: 44.18 g/kWh life-cycle (Ember, 2024), and nothing to remark."""
    found = TABLE.intensity("France", Signal(""))

    assert found.factor is not None
    assert found.factor.central == 44.18
    assert found.signal == Signal("FR", tense=Tense.ESTIMATED)
    assert found.notes == ()


def test_no_zone_becomes_the_world_and_says_so() -> None:
    """An unknown place is the whole world, with a warning."""
    found = TABLE.intensity(None, Signal(""))

    assert found.signal.zone == "world"
    assert [(note.code, note.severity) for note in found.notes] == [("zone-unknown", "warning")]


def test_the_world_may_be_asked_for() -> None:
    """Asking for the world is no mistake, and the result still says what it is."""
    assert TABLE.intensity("world", Signal("")).notes[0].severity == "info"


def test_an_unknown_zone_is_refused() -> None:
    """A name that no zone goes by is an error, never the world."""
    with pytest.raises(UnknownZoneError):
        TABLE.intensity("Atlantis", Signal(""))


def test_another_flow_is_said() -> None:
    """The best direct figure of Germany counts consumption; asking for production hears of it."""
    found = TABLE.intensity("DE", Signal("", scope=Scope.DIRECT))

    assert found.signal.flow is Flow.CONSUMPTION
    assert [note.code for note in found.notes] == ["flow-differs"]


@pytest.mark.parametrize(
    "signal",
    [
        Signal("", response=Response.MARGINAL),
        Signal("", accounting=Accounting.MARKET),
    ],
)
def test_what_the_tables_do_not_hold_is_refused(signal: Signal) -> None:
    """A marginal or market-based number is not replaced by an average one."""
    with pytest.raises(UnknownFactorError, match="no such yearly intensity"):
        TABLE.intensity("FR", signal)


def test_a_scope_is_never_replaced() -> None:
    """Texas has no life-cycle figure: its country's stands in, wider, and not its direct one."""
    found = TABLE.intensity("Texas", Signal(""))
    whole = TABLE.intensity("US", Signal(""))

    assert found.factor is not None
    assert whole.factor is not None
    assert found.signal.scope is Scope.LIFECYCLE
    assert found.signal.zone == "US-TX"
    assert found.factor.central == whole.factor.central
    assert _sigma(found.factor) > _sigma(whole.factor)
    assert [(note.code, note.severity) for note in found.notes] == [("zone-widened", "warning")]


def test_what_no_place_has_is_refused() -> None:
    """The Falkland Islands have no direct production figure of any place they lie in."""
    with pytest.raises(UnknownFactorError, match="direct"):
        TABLE.intensity("EU", Signal("", scope=Scope.DIRECT))


def test_a_region_of_a_cloud_draws_from_its_grid_zone() -> None:
    """Ireland's number serves for a region there as it is; the note says whose it is."""
    found = TABLE.intensity("aws:eu-west-1", Signal(""))
    country = TABLE.intensity("IE", Signal(""))

    assert found.factor == country.factor
    assert found.signal.zone == "AWS-eu-west-1"
    assert [note.code for note in found.notes] == ["zone-of-region"]


def test_a_region_with_a_published_number_keeps_it() -> None:
    """Google publishes 575.77 g/kWh (2024), 579.44 (2025) for its own region in South Carolina."""
    found = TABLE.intensity("gcp:us-east1", WANTED)

    assert found.factor is not None
    assert found.factor.central == 579.44
    assert [note.code for note in found.notes] == ["zone-disputed"]


def test_a_dispute_between_two_numbers_is_as_wide_as_both() -> None:
    """Chicago: PJM has 343.48 g/kWh, MISO none and so its state's 273: both are in the interval."""
    found = TABLE.intensity("azure:northcentralus", WANTED)

    assert found.factor is not None
    assert "zone-disputed" in [note.code for note in found.notes]
    ends = found.factor.distribution.quantile(np.asarray([0.05, 0.95]))
    for name in ("US-MIDA-PJM", "US-IL"):
        single = TABLE.intensity(name, WANTED).factor
        assert single is not None
        assert ends[0] < single.central < ends[1]


def test_a_dispute_without_a_number_is_said_too() -> None:
    """Neither Bonneville nor PacifiCorp West has a number: Oregon's serves, with the warning."""
    found = TABLE.intensity("aws:us-west-2", WANTED)
    state = TABLE.intensity("US-OR", WANTED)

    assert found.factor == state.factor
    assert {"zone-of-region", "zone-disputed"} <= {note.code for note in found.notes}


def test_a_postcode_has_its_country_s_number_and_is_wider() -> None:
    """The yearly table knows no postcodes: Great Britain's number stands for it."""
    found = TABLE.intensity("EC1A 1BB", Signal(""))

    assert found.signal.zone == "GB-PC-EC1A"
    assert [note.code for note in found.notes] == ["zone-widened"]


def test_a_longer_window_is_narrower() -> None:
    """A month of unknown date is nearer to the year than an hour."""
    month = YearlyTable(Factors(), Window.MONTH).intensity("FR", Signal("")).factor
    hour = TABLE.intensity("FR", Signal("")).factor

    assert month is not None
    assert hour is not None
    assert month.distribution.as_dict()["sigma"] < hour.distribution.as_dict()["sigma"]  # pyright: ignore[reportOperatorIssue] - both are numbers
