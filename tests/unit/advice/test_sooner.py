"""The earlier of two plans that are nearly alike."""

from typing import Any

import numpy as np
import pytest

from wholeprint.advice.decide import Case, decide
from wholeprint.advice.pareto import Option
from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rules import Pauses, Rules
from wholeprint.advice.sooner import TOO_LITTLE_SHARE, remark, sooner
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0


def plan(start_hours: float) -> Plan:
    return Plan((Piece(start_hours * HOUR, (start_hours + 1) * HOUR, "A"),))


def option(start_hours: float, grams: float) -> Option:
    each = plan(start_hours)
    return Option(each, {"carbon": grams, "finish": each.end_seconds})


@pytest.mark.parametrize(("grams", "start"), [(103.9, 2.0), (104.1, 5.0)])
def test_the_limit_is_a_share_of_running_at_once(grams: float, start: float) -> None:
    """0.5 % of 800 g are 4 g: 3.9 g more are taken for three hours less, 4.1 g are not."""
    found = [option(0.0, 800.0), option(2.0, grams), option(5.0, 100.0)]

    assert sooner(plan(5.0), 100.0, 800.0, found) == plan(start)


def test_a_plan_that_is_done_later_is_never_taken() -> None:
    """As good and later is no reason to wait."""
    assert sooner(plan(5.0), 100.0, 800.0, [option(6.0, 100.0)]) == plan(5.0)


def test_the_note_says_what_is_given_up_and_the_rule() -> None:
    """3.9 g and three hours; of the best plan itself nothing is said."""
    (note,) = remark(plan(2.0), plan(5.0), 3.9)

    assert note.code == "start-earlier"
    for words in ("3.9 g less", "3 h later", f"{TOO_LITTLE_SHARE:.1%}"):
        assert words in note.message
    assert remark(plan(5.0), plan(5.0), 0.0) == ()


def decided(values: list[float], **more: Any) -> Any:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    series = StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh"))
    given = Intensity(Signal("A", tense=Tense.FORECAST), series=series)
    return decide(Case(Task(HOUR, 0.0, 24 * HOUR, 1000.0), {"A": given}, **more), 0.0)


def test_nobody_waits_an_hour_for_a_tenth_of_a_gram() -> None:
    """200 g at once, 100.1 g after two hours and 100 g after three: two hours are waited.

    The most that another plan could gain is then the 0.1 g that were left.
    """
    found = decided([200.0, 200.0, 100.1, 100.0, *[200.0] * 20])

    assert found.decision.plan.start_seconds == 2 * HOUR
    assert "start-earlier" in {note.code for note in found.notes}
    assert found.more_grams == pytest.approx(0.1)


def test_a_gain_too_small_to_wait_for_is_none() -> None:
    """At 200 and 199.5 g the job runs at once, and the note says why."""
    found = decided([200.0] * 12 + [199.5] * 12)

    assert found.decision.plan == found.decision.naive
    assert {"start-earlier", "gain-none"} <= {note.code for note in found.notes}


@pytest.mark.parametrize("more", [{"rules": Rules(Pauses(60.0))}, {"objective": "finish"}])
def test_pauses_and_other_aims_are_left_as_they_are(more: dict[str, Any]) -> None:
    """The rule is for carbon and for jobs in one go."""
    found = decided([200.0, 200.0, 100.1, 100.0, *[200.0] * 20], **more)

    assert "start-earlier" not in {note.code for note in found.notes}


def test_nobody_is_moved_only_to_be_done_sooner() -> None:
    """B would do as well two hours sooner; at home the best hour is waited for."""
    edges = HOUR * np.arange(25, dtype=np.float64)
    courses = {
        "A": [200.0] * 4 + [100.0] * 20,
        "B": [200.0] * 2 + [100.1] * 22,
    }
    zones = {
        zone: Intensity(
            Signal(zone, tense=Tense.FORECAST),
            series=StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh")),
        )
        for zone, values in courses.items()
    }

    found = decide(Case(Task(HOUR, 0.0, 24 * HOUR, 1000.0), zones, rules=Rules(home="A")), 0.0)

    assert found.decision.plan == plan(4.0)
