"""Names of variables: what counts as the same name."""

import pytest

from wholeprint.systems.names import canonical, denied


@pytest.mark.parametrize(
    "name",
    ["contact rate", "Contact_Rate", '"contact rate"', "contact\\nrate", " CONTACT\u00a0 rate "],
)
def test_case_blanks_underscores_and_quotes_make_no_difference(name: str) -> None:
    """All of these are one name (XMILE 1.0, section 3.2.2)."""
    assert canonical(name) == "contact_rate"


def test_other_signs_tell_names_apart() -> None:
    """A quoted name keeps the signs in it."""
    assert canonical('"contact-rate"') == "contact-rate" != canonical("contact rate")


def test_a_name_of_one_quotation_mark_is_left_alone() -> None:
    """A single sign is not taken for a pair of quotation marks."""
    assert canonical('"') == '"'


def test_doing_it_twice_changes_nothing() -> None:
    """The canonical form of a canonical form is itself."""
    once = canonical('"A  b_C"')
    assert canonical(once) == once


def test_what_is_denied() -> None:
    """A name behind "not" is one that a loop does not run through; "notes" denies nothing."""
    assert denied("not other cost") == "other cost"
    assert denied(" NOT cost ") == "cost"
    assert denied("notes") is None
    assert denied("not") is None
