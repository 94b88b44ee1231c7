"""Measured series of a fit from what the ledger holds of a project."""

import argparse
from typing import TYPE_CHECKING

import numpy as np

from wholeprint.cli import options
from wholeprint.engine.fit.data import Measured
from wholeprint.errors import ModelError, UnitError, ValueRefusedError
from wholeprint.quantities.units import Unit
from wholeprint.systems.flat.values import slot_of
from wholeprint.tracking.periods import PeriodSeries, by_period

if TYPE_CHECKING:
    from wholeprint.cli.model_options import Opened

_MONTH_SECONDS = 31_536_000.0 / 12.0


def project_series(
    arguments: argparse.Namespace, opened: "Opened"
) -> tuple[list[Measured], str, list[str]]:
    """Return series of the ledger, in the model's units of time and amount.

    The project's first run is put at the model's start.

    Args:
        arguments: What was given.
        opened: The model.

    Returns:
        The series, where they come from, and what a reader should know.

    Raises:
        ValueRefusedError: If no project is named, or there is no such series.
        ModelError: If the units do not fit.
    """
    project = arguments.from_project
    if not project:
        raise ValueRefusedError(
            "--series takes what the ledger holds of a project", fix="Name it: --from-project P"
        )
    kept = options.settings(arguments).settings.ledger
    unit_seconds = _seconds(opened.system.span.unit)
    found: list[Measured] = []
    notes = ["The project's first run is put at the start of the model."]
    for name, what in arguments.series:
        series = by_period(project, what, arguments.every, ledger=kept)
        found.append(_one(opened, name, series, unit_seconds))
        if series.unmeasured:
            notes.append(
                f"{series.unmeasured} runs have no measured energy and count for none in {what}."
            )
    return found, f"project {project}", notes


def _one(opened: "Opened", name: str, series: PeriodSeries, unit_seconds: float) -> Measured:
    system = opened.system
    slot = system.slots[slot_of(system, name)]
    is_rate = series.what.endswith("_rate")
    times = system.span.start + np.array(series.instants_seconds) / unit_seconds
    amounts = np.array(series.amounts) * (unit_seconds if is_rate else 1.0)
    return Measured(slot.name, times, amounts * _ratio(series.unit, slot.unit, slot.name, is_rate))


def _ratio(measured: str, wanted: str, name: str, is_rate: bool) -> float:  # noqa: FBT001 - a fact of the series
    amount = wanted.rpartition("/")[0] if is_rate else wanted
    if amount in {"", "1", measured} or measured == "run":
        return 1.0
    try:
        return Unit.parse(measured).ratio(Unit.parse(amount))
    except UnitError as wrong:
        raise ModelError(
            f"{name} cannot be compared with what was measured in {measured}", seen=wanted
        ) from wrong


def _seconds(unit: str) -> float:
    word = unit.casefold().removesuffix("s")
    if word == "month":
        return _MONTH_SECONDS
    try:
        return Unit.parse({"hour": "h", "minute": "min"}.get(word, word)).ratio(Unit.parse("s"))
    except UnitError as wrong:
        raise ModelError(
            "the model's unit of time is needed to place what was measured",
            seen=unit or "none",
            fix="Give time a unit: day, week, month or year",
        ) from wrong
