"""The shapes in which answers are kept."""

import math

import pytest

from wholeprint.grid.kept import Kept, Search, value_at

SIGNAL = {
    "zone": "GB",
    "response": "average",
    "scope": "direct",
    "flow": "consumption",
    "tense": "actual",
    "accounting": "location",
    "unit": "gCO2e/kWh",
}
KEPT = Kept("p", SIGNAL, [0.0, 10.0, 20.0, 30.0], [1.0, math.nan, 3.0], 50.0)


@pytest.mark.parametrize(
    ("start", "moment", "value"),
    [(0, 5, 1.0), (0, 10, 1.0), (0, 20, 3.0), (0, 99, 3.0), (30, 99, None), (12, 15, None)],
)
def test_the_value_of_a_moment_or_the_last_before_it(
    start: float, moment: float, value: float | None
) -> None:
    """A gap is passed over backwards, and nothing that ended before the start is taken."""
    found = value_at(KEPT, start, moment)

    assert (None if found is None else found.value) == value


@pytest.mark.parametrize(
    ("search", "takes"),
    [
        (Search("GB", 0, 30), True),
        (Search("FR", 0, 30), False),
        (Search("GB", 30, 40), False),
        (Search("GB", 0, 30, scope="lifecycle"), False),
        (Search("GB", 0, 30, tenses=("forecast",)), False),
        (Search("GB", 0, 30, providers=("q",)), False),
        (Search("GB", 0, 30, as_of_seconds=49), False),
        (Search("GB", 0, 30, as_of_seconds=50, providers=("p",), flow="consumption"), True),
    ],
)
def test_a_search_takes_what_fits(search: Search, takes: bool) -> None:  # noqa: FBT001 - a case of the test
    """Zone, time, kind, tense, provider and what could be known then all have a say."""
    assert search.takes(KEPT) is takes


def test_a_forecast_is_known_from_when_it_was_issued() -> None:
    """What was issued earlier and fetched later could have been known from its issue on."""
    assert KEPT.known_since_seconds == 50.0
    assert KEPT._replace(issued_unix_seconds=20.0).known_since_seconds == 20.0
