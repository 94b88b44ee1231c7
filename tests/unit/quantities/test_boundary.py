"""What a result counts."""

import pytest

from wholeprint.errors import BoundaryError
from wholeprint.quantities.boundary import Boundary, check_same


def test_the_default_counts_all_but_network_and_failed_runs() -> None:
    """The default boundary is the one the documentation states."""
    left_out = [name for name, counted in Boundary().as_json().items() if not counted]
    assert left_out == ["network", "failed_runs"]


def test_alike_boundaries_pass() -> None:
    """Two boundaries with the same members are the same."""
    check_same(Boundary(idle=False), Boundary(idle=False))


def test_a_difference_is_refused_by_name_with_a_way_out() -> None:
    """The error names what differs, which side counts it, and what to do."""
    with pytest.raises(
        BoundaryError, match="embodied: in against out; network: out against in"
    ) as seen:
        check_same(Boundary(), Boundary(embodied=False, network=True))
    assert "Assess both again" in str(seen.value)
