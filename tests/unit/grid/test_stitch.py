"""What was kept becomes an intensity of one kind."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from wholeprint.errors import BoundaryError
from wholeprint.grid.kept import Kept
from wholeprint.grid.stitch import Span, filled, is_whole, spread_of, stitched
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Intensity, Scope, Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.quantities.units import Unit

HOUR = 3600.0
SOURCE = Source(key="live:p", title="Somebody")
DAY = Span(0.0, 4 * HOUR)
NAN = float("nan")


def _kept(
    values: Sequence[float],
    *,
    at: float,
    tense: Tense = Tense.ACTUAL,
    issued: float | None = None,
    scope: Scope = Scope.DIRECT,
    spread: str = "",
) -> Kept:
    edges = [HOUR * place for place in range(len(values) + 1)]
    signal = Signal("GB", scope=scope, tense=tense)
    return Kept("p", signal.as_json(), edges, values, at, issued, "v1", "CC0", spread=spread)


def _stitched(*kept: Kept, span: Span = DAY) -> Intensity:
    found = stitched(kept, span, SOURCE)
    assert found is not None
    return found


def _values(found: Intensity) -> list[float]:
    assert found.series is not None
    return found.series.values.tolist()


def test_a_revision_goes_before_what_it_revises() -> None:
    """The newest state of each moment counts, whatever the order in which they are given."""
    old, new = _kept([1, 2, 3, 4], at=10), _kept([NAN, 20], at=20)

    for order in ((old, new), (new, old)):
        found = _stitched(*order)

        assert _values(found) == [1, 20, 3, 4]
        assert [vintage.fetched_unix_seconds for vintage in found.vintages] == [10, 20]
        assert found.notes == ()


def test_what_was_seen_goes_before_what_was_foreseen() -> None:
    """A forecast fills what is not known yet, though it is newer; the result says so."""
    found = _stitched(_kept([1, 2], at=10), _kept([9, 9, 9, 9], at=20, tense=Tense.FORECAST))

    assert _values(found) == [1, 2, 9, 9]
    assert found.signal.tense is Tense.ESTIMATED
    (note,) = found.notes
    assert note.code == "tense-differs"
    assert "2 h forecast, 2 h actual" in note.message


def test_only_used_states_are_vintages() -> None:
    """A state that nothing of the result is from is no vintage of it, nor are its notes told."""
    hidden = _kept([1, 2], at=10)._replace(notes=(Note("gap", "Hidden."),))

    found = _stitched(hidden, _kept([3, 4], at=20))

    assert [vintage.fetched_unix_seconds for vintage in found.vintages] == [20]
    assert found.notes == ()


def test_two_kinds_of_number_are_not_mixed() -> None:
    """Of direct and life-cycle from one provider, the kind that was told last serves alone."""
    found = _stitched(
        _kept([1, 2, 3, 4], at=10, scope=Scope.LIFECYCLE), _kept([5, 6], at=20, scope=Scope.DIRECT)
    )

    assert _values(found) == [5, 6]
    assert found.signal.scope is Scope.DIRECT


def test_a_forecast_issued_earlier_but_fetched_later_goes_behind() -> None:
    """What counts is when a forecast was made, not when it was had."""
    late = _kept([1, 1], at=30, issued=10, tense=Tense.FORECAST)
    found = _stitched(late, _kept([2, 2], at=20, issued=20, tense=Tense.FORECAST))

    assert _values(found) == [2, 2]
    assert found.signal.tense is Tense.FORECAST


def test_what_cannot_be_true_is_taken_out() -> None:
    """A negative value is a gap with a note; a provider that gives nothing else knows nothing."""
    found = _stitched(_kept([1, -5, 3], at=10))

    assert np.isnan(_values(found)).tolist() == [False, True, False]
    assert [note.code for note in found.notes] == ["intensity-negative"]
    assert stitched([_kept([-5], at=10)], DAY, SOURCE) is None
    assert stitched([], DAY, SOURCE) is None


def test_a_flat_line_is_seen_though_little_of_it_is_wanted() -> None:
    """The check sees the whole answer, not only the hour that is asked for."""
    assert stitched([_kept([300.0] * 12, at=10)], Span(0, HOUR), SOURCE) is None


def test_the_doubt_of_the_factors_comes_along() -> None:
    """What a provider's answer was made with is in the result, as it was kept."""
    factor = Factor(
        "grid.fuels",
        "1",
        Lognormal(1.0, 0.2),
        (Source("s", "Title", 2020, "https://s.example", "CC0", Read.QUOTED),),
        Known.MODELLED,
        "everywhere",
        "a note",
    )
    text = json.dumps(factor.as_json())

    assert spread_of(text) == factor
    assert _stitched(_kept([1], at=10, spread=text)).spread == factor


def _series(edges: list[float], values: list[float]) -> StepSeries:
    return StepSeries(np.asarray(edges), np.asarray(values), Unit.parse("gCO2e/kWh"))


def _intensity(title: str, series: StepSeries, scope: Scope = Scope.DIRECT) -> Intensity:
    return Intensity(Signal("GB", scope=scope), series=series, sources=(Source(title, title),))


def test_the_next_source_fills_what_the_first_does_not_know() -> None:
    """The gap is filled, both are cited, and a note tells for how long."""
    first = _intensity("First", _series([0, HOUR], [1]))
    then = _intensity("Then", _series([0, 4 * HOUR], [5]))

    found = filled(first, then, DAY)

    assert _values(found) == [1, 5]
    assert [source.title for source in found.sources] == ["First", "Then"]
    assert [note.code for note in found.notes] == ["source-stands-in"]
    assert "3 h" in found.notes[0].message
    assert is_whole(found.series, DAY)
    assert not is_whole(first.series, DAY)
    assert not is_whole(None, DAY)


def test_another_kind_fills_nothing() -> None:
    """A life-cycle series does not fill a direct one."""
    first = _intensity("First", _series([0, HOUR], [1]))
    then = _intensity("Then", _series([0, 4 * HOUR], [5]), Scope.LIFECYCLE)

    with pytest.raises(BoundaryError):
        filled(first, then, DAY)


def test_what_adds_nothing_changes_nothing() -> None:
    """A second source that knows only what the first knows is not cited."""
    first = _intensity("First", _series([0, 4 * HOUR], [1]))

    assert filled(first, _intensity("Then", _series([0, HOUR], [5])), DAY) is first


def test_bands_are_filled_where_both_have_one() -> None:
    """Each step has the band of whoever knows it, on the edges of the filled series."""
    first = replace(
        _intensity("First", _series([0, HOUR], [1])),
        band=(_series([0, HOUR], [0.5]), _series([0, HOUR], [2])),
    )
    plain = _series([0, 4 * HOUR], [5])
    then = Intensity(
        Signal("GB", scope=Scope.DIRECT),
        series=plain,
        sources=(Source("t", "Then"),),
        band=(_series([0, 4 * HOUR], [3]), _series([0, 4 * HOUR], [8])),
    )

    found = filled(first, then, DAY)

    assert found.series is not None
    assert found.band is not None
    low, high = found.band
    assert (low.values.tolist(), high.values.tolist()) == ([0.5, 3], [2, 8])
    assert low.edges_seconds.tolist() == found.series.edges_seconds.tolist()
    assert "band-left-out" not in [note.code for note in found.notes]


def test_a_band_for_a_part_only_is_left_out() -> None:
    """A step without a band would look sure beside those with one: none is told, and a note is."""
    first = _intensity("First", _series([0, HOUR], [1]))
    then = replace(
        _intensity("Then", _series([0, 4 * HOUR], [5])),
        band=(_series([0, 4 * HOUR], [3]), _series([0, 4 * HOUR], [8])),
    )

    found = filled(first, then, DAY)

    assert found.band is None
    (note,) = [note for note in found.notes if note.code == "band-left-out"]
    assert note.message.startswith("First states no range")


def test_the_band_of_an_answer_comes_back() -> None:
    """Of two answers, the newer is over the older, value and band; a gap is a gap in all three."""
    older, newer = (
        _kept(values, at=at)._replace(
            low=[value - 1 for value in values], high=[value + 2 for value in values]
        )
        for values, at in (([10.0, 11.0, 12.0], 1.0), ([20.0, math.nan], 2.0))
    )

    found = _stitched(older, newer)

    assert found.band is not None
    np.testing.assert_array_equal(_values(found), [20, 11, 12])
    assert [side.values.tolist() for side in found.band] == [[19, 10, 11], [22, 13, 14]]
    assert _stitched(older, newer._replace(low=None)).band is None


def test_what_is_computed_may_stay_flat() -> None:
    """A grid on gas alone carries 394 g all day; published, ten hours of one value are rubbish."""
    flat = _kept([394.0] * 10, at=1.0)
    day = Span(0.0, 10 * HOUR)

    assert stitched([flat], day, SOURCE) is None
    found = stitched([flat], day, SOURCE._replace(read=Read.COMPUTED))
    assert found is not None
    assert (_values(found), found.notes) == ([394.0] * 10, ())
