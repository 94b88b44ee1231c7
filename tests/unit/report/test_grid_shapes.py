"""The types of the grid's documents are those of their schemas."""

from typing import Any, get_type_hints

import pytest

from wholeprint.report import grid_shapes
from wholeprint.report.form import schema

DOCUMENTS = {
    "grid-now": grid_shapes.MomentDocument,
    "grid-now-many": grid_shapes.ManyDocument,
    "grid-series": grid_shapes.SpanDocument,
    "grid-stats": grid_shapes.StatsDocument,
    "grid-zones": grid_shapes.ZonesDocument,
    "grid-fetch": grid_shapes.FetchDocument,
    "grid-prune": grid_shapes.PruneDocument,
    "grid-score": grid_shapes.ScoreDocument,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_types_and_schemas_name_the_same_keys(name: str) -> None:
    """What the type checker holds the pages to is what the schema promises."""
    contract: Any = schema(name)

    assert set(get_type_hints(DOCUMENTS[name])) == set(contract["properties"])
