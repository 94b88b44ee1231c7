"""The document of several zones at one moment."""

import json
from typing import Any

import numpy as np
from jsonschema import Draft202012Validator

from wholeprint.quantities.intensity import GRAMS_PER_KWH, Flow, Intensity, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.form import dumps, schema
from wholeprint.report.grid import moment_document
from wholeprint.report.grid_many import many_document

HOUR = 3600.0


def moment(zone: str, grams: float, flow: Flow = Flow.CONSUMPTION) -> Any:
    series = StepSeries(np.array([0.0, HOUR]), np.array([grams]), Unit.parse(GRAMS_PER_KWH))
    return moment_document(Intensity(Signal(zone, flow=flow), series=series), 60.0)


def checked(*moments: Any) -> Any:
    document = many_document(moments, 60.0)
    validator: Any = Draft202012Validator(schema("grid-now-many"))
    validator.validate(json.loads(dumps(document)))
    return document


def test_the_cleanest_comes_first_and_what_is_unknown_last() -> None:
    """Zones are in the order of their numbers; a zone without one has no place before others."""
    document = checked(moment("GB", 200.0), moment("XX", np.nan), moment("FR", 20.0))

    assert [zone["zone"] for zone in document["zones"]] == ["FR", "GB", "XX"]
    assert document["zones"][2]["value"] is None
    assert document["notes"] == []


def test_each_zone_says_what_it_says_alone() -> None:
    """Nothing but the outer form is lost beside the document of one zone."""
    alone = moment("GB", 200.0)
    among = checked(alone, moment("FR", 20.0))["zones"][1]

    assert among == {key: alone[key] for key in among}
    assert set(alone) - set(among) == {"schema", "tool", "at_unix_seconds"}


def test_one_zone_under_two_names_counts_once() -> None:
    """DK1 and DK-DK1 are one zone."""
    assert len(checked(moment("DK-DK1", 90.0), moment("DK-DK1", 90.0))["zones"]) == 1


def test_numbers_of_different_kinds_are_said_to_be_so() -> None:
    """An order that may come from the kind of number is given with a warning that names it."""
    document = checked(moment("GB", 200.0), moment("US", 300.0, Flow.PRODUCTION))

    (note,) = document["notes"]
    assert (note["code"], note["severity"]) == ("zones-unlike", "warning")
    assert "consumption of GB; production of US" in note["message"]
