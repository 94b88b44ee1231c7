"""SMARD's weekly files, one for each source, become quarters of an hour in UTC."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.smard import FILTERS, smard
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

HERE = "https://smard.invalid/app/chart_data"
DE = Zone("DE", "Germany", "country")
DESCRIPTION = Path(__file__).parents[4] / "../shared/grid/samples/smard/openapi.yaml"
WEEK = 7 * 86400.0


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


# Weeks begin at midnight in Germany: here in summer.
MONDAY = _seconds("2021-07-26T00:00:00+02:00")
INDEX = Recording(
    f"{HERE}/4068/DE/index_quarterhour.json",
    json.dumps({"timestamps": [int(1000 * (MONDAY + n * WEEK)) for n in range(-2, 3)]}),
)


def _want(start: float = MONDAY, seconds: float = 3600.0, zone: Zone = DE, **kinds: Any) -> Want:
    return Want(zone, start, start + seconds, **kinds)


def _rows(*values: float | None, start: float = MONDAY) -> list[list[float | None]]:
    return [[int(1000 * (start + 900.0 * n)), value] for n, value in enumerate(values)]


def _chunk(
    number: int, rows: object, week: float = MONDAY, created: int = 1627858357549
) -> Recording:
    return Recording(
        f"{HERE}/{number}/DE/{number}_DE_quarterhour_{int(1000 * week)}.json",
        json.dumps({"meta_data": {"version": 1, "created": created}, "series": rows}),
    )


def _absent(*but: int, week: float = MONDAY) -> list[Recording]:
    return [
        Recording(f"{HERE}/{number}/DE/{number}_DE_quarterhour_{int(1000 * week)}.json", status=404)
        for number in FILTERS
        if number not in but
    ]


def _fetch(*recordings: Recording, want: Want | None = None) -> tuple[Reading, ...]:
    door = ReplayDoor([INDEX, *recordings])
    return asyncio.run(smard({}, HERE).fetch(want or _want(), door))


def test_the_files_of_all_sources_make_one_intensity() -> None:
    """A quarter of gas at 394 g/kWh beside the sun, then three quarters; milliseconds are UTC."""
    (found,) = _fetch(
        _chunk(4071, _rows(100.0, 300.0)),
        _chunk(4068, _rows(300.0, 100.0), created=1627858359000),
        *_absent(4071, 4068),
    )

    assert found.series.edges_seconds.tolist() == [MONDAY + 900.0 * n for n in range(3)]
    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert found.signal.flow is Flow.PRODUCTION
    assert found.version == "created 2021-08-01T22:52:39Z"


def test_pumped_storage_is_left_out_and_what_is_other_is_said() -> None:
    """Storage makes no energy; "other conventional" burns; "other renewable" counts 300."""
    (found,) = _fetch(
        _chunk(4071, _rows(90.0)),
        _chunk(4070, _rows(500.0)),
        _chunk(1228, _rows(10.0)),
        *_absent(4071, 4070, 1228),
    )

    assert found.series.values.tolist() == pytest.approx([(90.0 * 394.0 + 10.0 * 300.0) / 100.0])
    assert [note.code for note in found.notes] == ["generation-apart", "generation-unknown"]


def test_nulls_at_the_tail_are_not_there() -> None:
    """What is not published yet is null: the series ends where all are known."""
    (found,) = _fetch(
        _chunk(4071, _rows(100.0, 100.0, None, None)),
        _chunk(4068, _rows(300.0, 300.0, 300.0, None)),
        *_absent(4071, 4068),
    )

    assert found.series.values.tolist() == pytest.approx([98.5, 98.5])


def test_only_weeks_that_touch_what_is_wanted_are_asked_for() -> None:
    """An hour before midnight and one after need two weeks of each source, and the index once."""
    want = _want(MONDAY + WEEK - 3600.0, 7200.0)
    weeks = [*_absent(), *_absent(week=MONDAY + WEEK)]
    door = ReplayDoor([INDEX, *weeks])

    assert asyncio.run(smard({}, f"{HERE}/").fetch(want, door)) == ()
    assert len(door.asked) == 1 + 2 * len(FILTERS)


@pytest.mark.parametrize(
    ("text", "hours"), [("2021-03-22T00:00:00+01:00", 167), ("2021-10-25T00:00:00+02:00", 169)]
)
def test_a_week_may_be_an_hour_longer_or_shorter(text: str, hours: int) -> None:
    """Weeks begin at local midnight: those of the change of clocks have 167 and 169 hours."""
    start = _seconds(text)
    index = Recording(INDEX.url, json.dumps({"timestamps": [int(1000 * start)]}))
    rows = _rows(*[1.0] * (4 * hours), start=start)
    door = ReplayDoor([index, _chunk(4071, rows, start), *_absent(4071, week=start)])
    (found,) = asyncio.run(smard({}, HERE).fetch(_want(start), door))

    assert found.series.values.size == 4 * hours


@pytest.mark.parametrize(
    "rows",
    [
        None,
        [[1627250400000]],
        [["1627250400000", 1.0]],
        [[1627250400000.5, 1.0]],
        [[1627250400000, "1"]],
        [[1627250400, 1.0]],
        [[10**30, 1.0]],
        [[1627250400000, 1.0], [1627250400000, 2.0]],
        [[1627250400000, 1.0], [1627250700000, 2.0]],
        [[1627250400000, 1e9]],
        [[int(1000 * (MONDAY + 3 * WEEK)), 1.0]],
    ],
)
def test_rubbish_is_refused(rows: object) -> None:
    """Seconds for milliseconds, times of another week, two values for one time, and the like."""
    with pytest.raises(ProviderAnswerError, match="SMARD"):
        _fetch(_chunk(4071, rows), *_absent(4071))


@pytest.mark.parametrize(
    "body", ["<html/>", "[]", '{"timestamps": ["now"]}', '{"timestamps": [1]}']
)
def test_a_rubbish_index_is_refused(body: str) -> None:
    """Without an index there is nothing to ask for."""
    door = ReplayDoor([Recording(INDEX.url, body)])
    with pytest.raises(ProviderAnswerError, match="SMARD"):
        asyncio.run(smard({}, HERE).fetch(_want(), door))


def test_an_index_without_weeks_is_no_data() -> None:
    """Nothing is published: nothing more is asked for."""
    door = ReplayDoor([Recording(INDEX.url, '{"timestamps": []}')])

    assert asyncio.run(smard({}, HERE).fetch(_want(), door)) == ()
    assert len(door.asked) == 1


def test_it_serves_germany_as_it_was() -> None:
    """Either scope; no forecast, none as consumed, no other country."""
    provider = smard({})

    assert provider.serves(_want())
    assert provider.serves(_want(scope=Scope.LIFECYCLE))
    for other in (
        _want(zone=Zone("AT", "Austria", "country")),
        _want(tense=Tense.FORECAST),
        _want(response=Response.MARGINAL),
        _want(flow=Flow.CONSUMPTION),
    ):
        assert not provider.serves(other)


def test_every_filter_is_one_of_the_described_generation() -> None:
    """The numbers stand as sources of generation in the description of the interface."""
    if not DESCRIPTION.exists():
        pytest.skip("the description of the interface is not here")
    text = DESCRIPTION.read_text(encoding="utf-8")

    for number in FILTERS:
        assert f"* `{number}` - Stromerzeugung: " in text
