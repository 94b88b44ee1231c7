"""Where energy was taken."""

from wholeprint.quantities.basis import Basis


def test_the_names_are_those_of_the_documents() -> None:
    """The names in documents and ledgers never change, innermost first."""
    assert [str(basis) for basis in Basis] == ["chip", "device", "it", "facility", "grid"]
