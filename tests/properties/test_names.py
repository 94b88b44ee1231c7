"""Laws of matching names."""

from hypothesis import given
from hypothesis import strategies as st

from wholeprint.factors.match import match, normalise

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)


@given(NAMES)
def test_normalising_twice_changes_nothing(name: str) -> None:
    """What is left of a name without decoration has no decoration left."""
    assert normalise(normalise(name)) == normalise(name)


@given(NAMES, st.lists(NAMES, max_size=5))
def test_a_match_has_the_form_of_what_was_asked_for(name: str, known: list[str]) -> None:
    """Whatever is found has, under one of its names, exactly the normal form asked for."""
    catalogue = {f"key {place}": (spelling,) for place, spelling in enumerate(known)}
    found = match(name, catalogue)

    if found.key is not None:
        forms = {normalise(found.key), *map(normalise, catalogue[found.key])}
        assert normalise(name) in forms
