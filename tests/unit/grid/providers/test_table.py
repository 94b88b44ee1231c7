"""Yearly means for every zone, with everything that was assumed said."""

import pytest

from wholeprint.errors import UnknownFactorError, UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.quantities.intensity import Accounting, Flow, Response, Scope, Signal, Tense

TABLE = YearlyTable(Factors())


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
    """Texas has no life-cycle figure, and its direct one does not stand in."""
    with pytest.raises(UnknownFactorError, match="lifecycle"):
        TABLE.intensity("Texas", Signal(""))


def test_a_longer_window_is_narrower() -> None:
    """A month of unknown date is nearer to the year than an hour."""
    month = YearlyTable(Factors(), Window.MONTH).intensity("FR", Signal("")).factor
    hour = TABLE.intensity("FR", Signal("")).factor

    assert month is not None
    assert hour is not None
    assert month.distribution.as_dict()["sigma"] < hour.distribution.as_dict()["sigma"]  # pyright: ignore[reportOperatorIssue] - both are numbers
