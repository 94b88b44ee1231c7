"""What measured series say about a model's parameters, as a document."""

import csv
import io
from collections.abc import Sequence
from typing import TypedDict, cast

import numpy as np

from wholeprint.engine.fit.fit import Fit
from wholeprint.engine.fit.problem import Free
from wholeprint.quantities.distribution import FloatArray
from wholeprint.report.form import stamped, tool

_ENDS = (0.05, 0.95)


class BeforeDocument(TypedDict):
    """What was believed before: the central value, 5th and 95th percentile."""

    central: float
    low: float
    high: float


class SampleDocument(TypedDict):
    """What remains plausible: median, 5th and 95th percentile of the posterior."""

    value: float | None
    low: float | None
    high: float | None


class ParameterDocument(TypedDict):
    """One parameter: its best value, and the 95 % interval of its profile.

    An end is null where the data do not bound the parameter on that side.
    """

    name: str
    unit: str
    value: float | None
    before: BeforeDocument
    low: float | None
    high: float | None
    identified: bool
    posterior: SampleDocument


class SeriesDocument(TypedDict):
    """How well the best parameters agree with one series."""

    name: str
    unit: str
    points: int
    error_amount: float | None
    explained_share: float | None


class HeldOutDocument(TypedDict):
    """How well the fit foresees values it has not seen."""

    name: str
    points: int
    error_amount: float | None
    naive_error_amount: float | None
    inside_share: float


class ProfileDocument(TypedDict):
    """How agreement falls off around the best value."""

    name: str
    values: list[float]
    losses: list[float]


class WalkDocument(TypedDict):
    """How the walk through the posterior went."""

    draws: int
    accepted_share: float
    r_hat_ratio: float | None
    settled: bool


class WarningDocument(TypedDict):
    """Something the data do not settle."""

    code: str
    names: list[str]
    text: str


class FitDocument(TypedDict):
    """What a fit found."""

    schema: str
    tool: dict[str, object]
    model: str
    data: str
    parameters: list[ParameterDocument]
    series: list[SeriesDocument]
    held_out: list[HeldOutDocument]
    profiles: list[ProfileDocument]
    log_likelihood_amount: float | None
    walk: WalkDocument
    warnings: list[WarningDocument]
    notes: list[str]


def fit_document(
    found: Fit, model: str, data: str, units: Sequence[str], notes: Sequence[str] = ()
) -> FitDocument:
    """Return the document of a fit.

    Args:
        found: What the fit found.
        model: The model's name.
        data: Where the measured series come from.
        units: Unit of each series.
        notes: What a reader should know besides.

    Returns:
        The document.
    """
    body: dict[str, object] = {
        "tool": tool(),
        "model": model,
        "data": data,
        "parameters": [_parameter(found, place, free) for place, free in enumerate(found.frees)],
        "series": [
            {
                "name": each.name,
                "unit": unit,
                "points": each.points,
                "error_amount": each.error_amount,
                "explained_share": each.explained_share,
            }
            for each, unit in zip(found.agreements, units, strict=True)
        ],
        "held_out": [
            {
                "name": each.name,
                "points": each.points,
                "error_amount": each.error_amount,
                "naive_error_amount": each.naive_error_amount,
                "inside_share": each.inside_share,
            }
            for each in found.held_out
        ],
        "profiles": [
            {"name": each.name, "values": each.values.tolist(), "losses": each.losses.tolist()}
            for each in found.profiles
        ],
        "log_likelihood_amount": found.best.log_likelihood_amount,
        "walk": {
            "draws": found.posterior.cube.shape[0],
            "accepted_share": found.posterior.accepted_share,
            "r_hat_ratio": float(found.posterior.r_hat.max()),
            "settled": found.posterior.has_settled,
        },
        "warnings": [
            {"code": each.code, "names": list(each.names), "text": each.text}
            for each in found.warnings
        ],
        "notes": list(notes),
    }
    return cast("FitDocument", stamped("fit", body))


def _parameter(found: Fit, place: int, free: Free) -> ParameterDocument:
    profile = found.profiles[place]
    low, high = free.belief.quantile(np.array(_ENDS)).tolist()
    return {
        "name": free.name,
        "unit": free.unit,
        "value": float(found.values[place]),
        "before": {"central": free.belief.central, "low": low, "high": high},
        "low": profile.low,
        "high": profile.high,
        "identified": profile.is_identified,
        "posterior": _sample(found.posterior.values[place]),
    }


def _sample(values: FloatArray) -> SampleDocument:
    low, middle, high = (float(np.quantile(values, each)) for each in (0.05, 0.5, 0.95))
    return {"value": middle, "low": low, "high": high}


def draws_text(found: Fit) -> str:
    """Return the posterior sample as CSV: a column per parameter, a row per draw.

    Args:
        found: The fit.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([free.name for free in found.frees])
    writer.writerows(found.posterior.values.T.tolist())
    return buffer.getvalue()
