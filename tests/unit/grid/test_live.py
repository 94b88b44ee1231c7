"""What is asked of a provider unless it is said otherwise."""

from wholeprint.grid.live import About, Want
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response, Scope, Tense


def test_a_want_is_for_what_most_providers_have() -> None:
    """What was, average and direct; either flow."""
    want = Want(Zone("FR", "France", "country"), 0.0, 1.0)

    assert (want.tense, want.response) == (Tense.ACTUAL, Response.AVERAGE)
    assert (want.scope, want.flow) == (Scope.DIRECT, None)


def test_a_provider_is_treated_with_care_unless_it_allows_more() -> None:
    """One request a second, and no forecast is expected."""
    about = About("A", "https://a.example", "CC0", "A")

    assert (about.spacing_seconds, about.ahead_seconds, about.key) == (1.0, 0.0, ())
