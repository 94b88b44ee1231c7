"""What a check found."""

from wholeprint.systems.check.finding import Finding, Severity


def test_an_error_is_wrong_and_a_doubt_is_not() -> None:
    """Only errors decide the exit status."""
    assert Finding("units", Severity.ERROR, "it does not fit").is_wrong
    assert not Finding("units", Severity.WARNING, "it may not fit").is_wrong
    assert not Finding("units", Severity.NOTE, "it was not looked at").is_wrong
