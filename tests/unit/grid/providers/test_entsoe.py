"""ENTSO-E's XML becomes generation by type, step by step, and nothing in it is believed blindly."""

import asyncio
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import (
    ProviderAnswerError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnreachableError,
)
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.entsoe import DOMAINS, entsoe
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

HERE = "https://entsoe.invalid/api"
TOKEN = "token-that-must-not-be-told"  # noqa: S105 - no secret of anybody
SAMPLES = Path(__file__).parents[4] / "../shared/grid/samples/entsoe"
FINLAND = "10YFI-1--------U"


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


START = _seconds("2025-10-21T12:00:00Z")


def _want(zone: str = "FI", scope: Scope = Scope.DIRECT) -> Want:
    return Want(Zone(zone, zone, "country"), START + 60.0, START + 7200.0, scope=scope)


def _fetch(body: str | bytes, want: Want | None = None, status: int = 200) -> tuple[Reading, ...]:
    door = ReplayDoor([Recording(HERE, body, status=status)])
    return asyncio.run(entsoe({"entsoe": TOKEN}, HERE).fetch(want or _want(), door))


def _points(*values: tuple[int, object]) -> str:
    return "".join(
        f"<Point><position>{place}</position><quantity>{value}</quantity></Point>"
        for place, value in values
    )


def _period(points: str, step: str = "PT60M", start: str = "12:00", end: str = "14:00") -> str:
    return (
        f"<Period><timeInterval><start>2025-10-21T{start}Z</start><end>2025-10-21T{end}Z</end>"
        f"</timeInterval><resolution>{step}</resolution>{points}</Period>"
    )


def _series(
    plant: str,
    *periods: str,
    curve: str = "A01",
    domain: str = FINLAND,
    side: str = "in",
    unit: str = "MAW",
) -> str:
    return (
        f"<TimeSeries><{side}BiddingZone_Domain.mRID codingScheme='A01'>{domain}"
        f"</{side}BiddingZone_Domain.mRID>"
        f"<quantity_Measure_Unit.name>{unit}</quantity_Measure_Unit.name>"
        f"<curveType>{curve}</curveType><MktPSRType><psrType>{plant}</psrType></MktPSRType>"
        f"{''.join(periods)}</TimeSeries>"
    )


def _document(*series: str, kind: str = "A75", head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<GL_MarketDocument '
        'xmlns="urn:iec62325.351:tc57wg16:451-6:generationloaddocument:3:0">'
        f"<type>{kind}</type>{''.join(series)}</GL_MarketDocument>"
    )


def _acknowledgement(text: str) -> str:
    return (
        '<Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:'
        'acknowledgementdocument:7:0"><Reason><code>999</code>'
        f"<text>{text}</text></Reason></Acknowledgement_MarketDocument>"
    )


COAL = _series("B05", _period(_points((1, 100), (2, 300))))
WIND = _series("B19", _period(_points((1, 100), (2, 100))))


def test_a_step_is_its_periods_start_and_its_position_counted_from_one() -> None:
    """Half coal, then three quarters of it, at 937 g/kWh direct."""
    (found,) = _fetch(_document(COAL, WIND))

    assert found.series.values.tolist() == pytest.approx([468.5, 702.75])
    assert found.series.edges_seconds.tolist() == [START + 3600.0 * n for n in range(3)]
    assert (found.signal.zone, found.signal.flow) == ("FI", Flow.PRODUCTION)
    assert found.spread is not None


def test_it_asks_for_whole_hours_with_its_token_in_the_query() -> None:
    """The hours that hold what is wanted, in UTC; the token goes nowhere else."""
    door = ReplayDoor([Recording(HERE, _document(COAL))])
    asyncio.run(entsoe({"entsoe": TOKEN}, f"{HERE}/").fetch(_want(), door))

    (asked,) = door.asked
    assert asked.params == {
        "securityToken": TOKEN,
        "documentType": "A75",
        "processType": "A16",
        "in_Domain": FINLAND,
        "periodStart": "202510211200",
        "periodEnd": "202510211400",
    }
    assert asked.header_names == ()


def test_left_out_positions_repeat_the_one_before_where_the_curve_says_so() -> None:
    """A03 leaves out repetitions; in A01 every position stands, so a missing one is unknown."""
    quarters = _period(_points((1, 100), (3, 300), (8, 0)), "PT15M")
    (repeated,) = _fetch(_document(_series("B05", quarters, curve="A03"), WIND))
    (missing,) = _fetch(_document(_series("B05", quarters), WIND))

    coal = np.array([100, 100, 300, 300, 300, 300, 300, 0])
    assert repeated.series.values.tolist() == pytest.approx((937 * coal / (coal + 100)).tolist())
    assert np.flatnonzero(np.isfinite(missing.series.values)).tolist() == [0, 2, 7]
    assert [note.code for note in missing.notes] == ["generation-silent"]


def test_nothing_is_repeated_before_the_first_position() -> None:
    """A curve that begins at its second step says nothing of its first."""
    (found,) = _fetch(_document(_series("B05", _period(_points((2, 300))), curve="A03"), WIND))

    assert found.series.edges_seconds[0] == START + 3600.0


def test_quarters_and_hours_stand_side_by_side() -> None:
    """Wind by the quarter beside coal by the hour makes quarters."""
    wind = _series("B19", _period(_points(*((n, 100 * n) for n in range(1, 9))), "PT15M"))
    (found,) = _fetch(_document(COAL, wind))

    assert found.series.values.size == 8
    assert found.series.values[:2].tolist() == pytest.approx([468.5, 937 / 3])


def test_storage_is_left_out_whether_it_gives_or_takes() -> None:
    """Pumped storage, batteries, and what any plant draws: their series change nothing."""
    stored = _series("B10", _period(_points((1, 900), (2, 900))))
    drawn = _series("B10", _period(_points((1, 500), (2, 0))), side="out")
    battery = _series("B25", _period(_points((1, 1), (2, 1))))
    (found,) = _fetch(_document(COAL, WIND, stored, drawn, battery))

    assert found.series.values.tolist() == pytest.approx([468.5, 702.75])
    assert [note.code for note in found.notes] == ["generation-apart"]
    assert "energy storage, pumped storage, pumped storage, drawn" in found.notes[0].message


def test_a_type_nobody_knows_is_unknown_and_said() -> None:
    """A type of plant of a later year is not guessed at."""
    (found,) = _fetch(_document(COAL, WIND, _series("B77", _period(_points((1, 10), (2, 10))))))

    assert [note.code for note in found.notes] == ["generation-unknown"]
    assert "type B77" in found.notes[0].message


@pytest.mark.parametrize("status", [200, 400])
def test_no_data_is_an_answer(status: int) -> None:
    """Nothing found comes as an acknowledgement that says so, with either status."""
    assert _fetch(_acknowledgement("No matching data found for ..."), status=status) == ()


def test_a_refusal_never_tells_the_token() -> None:
    """The reason of an acknowledgement may repeat the question, and the token is part of that."""
    with pytest.raises(ProviderAnswerError) as caught:
        _fetch(_acknowledgement(f"Wrong question: securityToken={TOKEN}"), status=400)

    assert TOKEN not in str(caught.value)
    assert TOKEN not in repr(caught.value)


def test_without_a_token_it_is_not_asked() -> None:
    """The error says where to get one and where to put it."""
    door = ReplayDoor([])
    with pytest.raises(ProviderRefusedError, match="WHOLEPRINT_KEY_ENTSOE"):
        asyncio.run(entsoe({}, HERE).fetch(_want(), door))

    assert door.asked == ()


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><body>maintenance</body></html>",
        "<GL_MarketDocument>",
        '{"error": "not XML"}',
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="nobody-knows"?><a/>',
        _document(COAL, head=BOMB),
        _document(COAL, head=OUTSIDE),
        _document(COAL, kind="A65"),
        _document(_series("B05", _period(_points((1, 1))), domain="10YFR-RTE------C")),
        _document(_series("B05", _period(_points((1, 1))), unit="KWH")),
        _document(_series("B05", _period(_points((1, 1)), "P1Y"))),
        _document(_series("B05", _period(_points((1, 1)), end="12:30"))),
        _document(_series("B05", _period(_points((1, 1)), end="11:00"))),
        _document(_series("B05", _period(_points((1, 1), (3, 1))))),
        _document(_series("B05", _period(_points((0, 1))))),
        _document(_series("B05", _period(_points((1, 1), (1, 2))))),
        _document(_series("B05", _period(_points((1, "NaN"))))),
        _document(_series("B05", _period(_points((1, "inf"))))),
        _document(_series("B05", _period(_points((1, "many"))))),
        _document(_series("B05", _period(_points((1, 1e12))))),
        _document(COAL, _series("B05", _period(_points((1, 7), (2, 7))))),
        _document(_series("B05", _period(_points((1, 1)), start="25:00"))),
        _document("<TimeSeries/>"),
        _document(COAL.replace("2025", "1625")),
        _document(COAL.replace("2025-10-21T14", "9025-10-21T14")),
    ],
)
def test_rubbish_is_refused(body: str | bytes) -> None:
    """Pages, entities, other documents, domains and units, and points that cannot be."""
    with pytest.raises(ProviderAnswerError, match="ENTSO-E"):
        _fetch(body)


def test_the_same_series_twice_counts_once() -> None:
    """A part that is said again in the same words is no contradiction."""
    assert (
        _fetch(_document(COAL, COAL, WIND))[0].series.values.tolist()
        == _fetch(_document(COAL, WIND))[0].series.values.tolist()
    )


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Recording(HERE, status=503), ProviderUnreachableError),
        (Recording(HERE, status=429), ProviderUnreachableError),
        (Recording(HERE, cut=True), ProviderUnreachableError),
        (Recording(HERE, delay_seconds=3600.0), ProviderUnreachableError),
        (Recording(HERE, status=401), ProviderRefusedError),
        (Recording(HERE, status=404), ProviderAnswerError),
    ],
)
def test_faults_on_the_way_pass_through(fault: Recording, kind: type[ProviderError]) -> None:
    """What the door says of an outage or a refusal is not turned into something else."""
    with pytest.raises(kind) as caught:
        asyncio.run(entsoe({"entsoe": TOKEN}, HERE).fetch(_want(), ReplayDoor([fault])))

    assert TOKEN not in str(caught.value)


def test_it_serves_what_was_in_the_average_as_produced() -> None:
    """Either scope; no forecast, no marginal number, none as consumed, no zone without a domain."""
    provider, want = entsoe({}), _want()

    assert provider.serves(want)
    assert provider.serves(_want(scope=Scope.LIFECYCLE))
    for other in (
        _want("US"),
        Want(want.zone, 0.0, 1.0, Tense.FORECAST),
        Want(want.zone, 0.0, 1.0, response=Response.MARGINAL),
        Want(want.zone, 0.0, 1.0, flow=Flow.CONSUMPTION),
    ):
        assert not provider.serves(other)


def test_every_domain_has_sixteen_characters_and_one_zone() -> None:
    """An EIC code has sixteen; two zones of one domain would be one number under two names."""
    assert {len(domain) for domain in DOMAINS.values()} == {16}
    assert len(set(DOMAINS.values())) == len(DOMAINS)


@pytest.mark.parametrize(
    ("name", "zone", "count", "scope"),
    [
        ("FI_production.xml", "FI", 288, Scope.DIRECT),
        ("LU_production.xml", "LU", 288, Scope.LIFECYCLE),
        ("NO-NO5_production.xml", "NO-NO5", 47, Scope.LIFECYCLE),
        ("NO-NO5_production-negatives.xml", "NO-NO5", 47, Scope.DIRECT),
        ("SE-SE4_production.xml", "SE-SE4", 71, Scope.LIFECYCLE),
    ],
)
def test_recorded_generation_is_read(name: str, zone: str, count: int, scope: Scope) -> None:
    """Real answers give every step of theirs, all of them such as grids have."""
    (found,) = _fetch(_recorded(name), _want(zone, scope))
    known = found.series.values[np.isfinite(found.series.values)]

    assert found.series.values.size == count
    assert known.size >= count - 1  # Luxembourg's operators were silent for one quarter
    assert np.all((known >= 0.0) & (known < 400.0))


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("DK-DK1_consumption.xml", "DK-DK1"),
        ("DK-DK1_GB_exchange_exports.xml", "DK-DK1"),
        ("SE-SE3_generation_forecast.xml", "SE-SE3"),
        ("wind_solar_forecast_FI_DAY_AHEAD.xml", "FI"),
    ],
)
def test_recorded_answers_to_other_questions_are_refused(name: str, zone: str) -> None:
    """Load, exchange and forecasts look alike, and are no generation by type."""
    with pytest.raises(ProviderAnswerError, match="ENTSO-E"):
        _fetch(_recorded(name), _want(zone))


def _recorded(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the recorded answer {name} is not here")
    return path.read_bytes()
