"""The checklist of a software boundary."""

import pytest

from wholeprint.errors import ConformanceError, UnknownNameError
from wholeprint.lifecycle.sci_boundary import SYSTEMS, UNSTATED, checklist, stated


@pytest.mark.parametrize("name", ["End-User Devices", "end_user devices", "end-user devices"])
def test_a_system_goes_by_more_than_one_spelling(name: str) -> None:
    """Capitals, hyphens and underlines do not part one system from itself."""
    assert stated(name, "why", is_in=True).name == "end-user devices"


def test_a_system_that_is_none_is_refused() -> None:
    """What the checklist does not know is named with what it does."""
    with pytest.raises(UnknownNameError, match="moon"):
        stated("moon", "why", is_in=True)


def test_what_was_stated_keeps_its_place() -> None:
    """The list is always whole, and in the order of the specification."""
    items = checklist({"backup": stated("backup", " none ", is_in=False)})

    assert tuple(item.name for item in items) == SYSTEMS
    assert items[SYSTEMS.index("backup")].as_json() == {
        "system": "backup",
        "state": "out",
        "reason": "none",
    }
    assert items[0].as_json() == {"system": "compute", "state": "not stated", "reason": UNSTATED}


def test_a_reason_is_wanted() -> None:
    """In or out without why is refused."""
    with pytest.raises(ConformanceError, match="backup is out"):
        stated("backup", "", is_in=False)
