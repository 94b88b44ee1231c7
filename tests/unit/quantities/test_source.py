"""How a number is known, and who says so."""

import pytest

from wholeprint.quantities.source import Known, Source, least_known


@pytest.mark.parametrize(
    ("parts", "weakest"),
    [
        ([], Known.MEASURED),
        ([Known.MEASURED, Known.DECLARED], Known.DECLARED),
        ([Known.ASSUMED, Known.MEASURED], Known.ASSUMED),
        ([Known.PUBLISHED, Known.MODELLED], Known.MODELLED),
    ],
)
def test_a_result_is_as_sure_as_its_weakest_part(parts: list[Known], weakest: Known) -> None:
    """The weakest way of knowing wins, and nothing at all weakens nothing."""
    assert least_known(parts) is weakest


def test_sources_sort_by_key() -> None:
    """Lists of sources are in the order of their keys."""
    assert min(Source("b", "B"), Source("a", "A")).key == "a"
