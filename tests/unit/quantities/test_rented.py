"""How much a machine has."""

from wholeprint.quantities.rented import Amounts


def test_a_machine_has_at_least_processors_and_memory() -> None:
    """All else is nothing, or all of a host, unless it is said."""
    found = Amounts(4.0, 16.0)

    assert (found.boards_count, found.host_share, found.beyond_gb) == (0.0, 1.0, 0.0)
    assert found.host_doubt is None
