"""A run as rows and back."""

import json
from collections.abc import Callable

import pytest

from wholeprint.errors import LedgerCorruptError
from wholeprint.ledger.entry import CHANNEL_FIELDS, RunRecord
from wholeprint.ledger.sqlite_rows import (
    blocks_of,
    channels_by_run,
    columns_by_run,
    condition,
    fields_of,
    record_from,
    row_from,
)
from wholeprint.ledger.store import RunFilter

Maker = Callable[..., RunRecord]


def test_a_run_can_be_put_together_from_its_rows(a_run: Maker) -> None:
    """Taking apart and putting together changes nothing, without a database between."""
    run = a_run()
    values, document, rest = fields_of(run)
    blocks = [(1, series, codec, n, data) for series, _, codec, n, _, _, data in blocks_of(run)]
    channels = [(1, *(getattr(c, name) for name in CHANNEL_FIELDS)) for c in run.channels]

    back = record_from(
        [*values, *rest],
        json.loads(document),
        channels_by_run(channels)[1],
        columns_by_run(blocks)[1],  # pyright: ignore[reportArgumentType]
    )

    assert back.as_json() == run.as_json()
    assert row_from(values) == run.row()


def test_columns_of_different_lengths_are_refused(a_run: Maker) -> None:
    """A run whose columns are not of one length is damaged."""
    values, document, rest = fields_of(a_run(channels=()))

    with pytest.raises(LedgerCorruptError, match="fit together"):
        record_from([*values, *rest], json.loads(document), [], {})


def test_no_value_stands_in_the_condition() -> None:
    """What a user gives goes to the database as a value and never as SQL."""
    text, values = condition(RunFilter(project="'; DROP TABLE run; --", prefix="%_"))

    assert "DROP" not in text
    assert values == ["'; DROP TABLE run; --", 2, "%_"]
