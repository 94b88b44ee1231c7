"""A carbon intensity from the command line: assessed, scored, beside its baseline."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wholeprint.cli import options, report_ai, report_file, report_sci

if TYPE_CHECKING:
    from wholeprint.lifecycle.sci_baseline import Improvement
    from wholeprint.report.sci import Asked, Scored
    from wholeprint.report.sci_shapes import SciDocument
    from wholeprint.report.text.page import Page
    from wholeprint.tracking.assessor import Assessment


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a carbon intensity.

    Args:
        parser: Takes them.
    """
    report_sci.configure(parser)


def assessed(
    arguments: argparse.Namespace, names: list[str] | None = None, signal: str | None = None
) -> "list[Assessment]":
    """Return runs, assessed as asked.

    Args:
        arguments: What was given.
        names: The runs; None is those that were given, or the last.
        signal: Which emissions of power plants count, in place of what was given.
    """
    from wholeprint.tracking.assessment import assess_many  # noqa: PLC0415 - loads NumPy

    ledger = options.settings(arguments).settings.ledger
    ids = list(dict.fromkeys(options.run_ids(ledger, names or arguments.runs or ["last"])))
    told = options.assess_arguments(arguments)
    if signal is not None:
        told["signal"] = signal
    return assess_many(ids, ledger=ledger, **told)


def documented(
    arguments: argparse.Namespace,
) -> "tuple[dict[str, object], Callable[[Page, SciDocument], None] | str]":
    """Return the document of a score, and its page; or the text of a reporting file.

    Args:
        arguments: What was given.

    Raises:
        ConformanceError: If something is missing for a score.
    """
    from wholeprint.report.sci import sci_document, scored  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.statement_sci import sci_statement  # noqa: PLC0415 - loads NumPy

    runs = assessed(arguments)
    asked = _asked(arguments, runs)
    found = scored(runs, asked)
    improved = _improvement(arguments, asked, found)
    document = sci_document(found, sci_statement(found, options.version()), improved)
    if not report_file.is_yaml(arguments.output):
        return document, _lay_out
    return document, _reporting_file(arguments, found)


def _asked(arguments: argparse.Namespace, runs: "list[Assessment]") -> "Asked":
    asked = report_sci.asked(arguments)
    persona = report_ai.persona(arguments)
    if persona is None:
        return asked
    is_provider = persona.value == "provider"
    ledger = options.settings(arguments).settings.ledger
    return replace(
        asked,
        persona=persona,
        disclosure=report_ai.disclosure(arguments),
        stage=report_ai.stage(arguments),
        left_out=report_ai.left_out(runs, ledger) if is_provider else (),
    )


def _improvement(
    arguments: argparse.Namespace, asked: "Asked", found: "Scored"
) -> "Improvement | None":
    from wholeprint.lifecycle.sci_baseline import improvement  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.sci import scored  # noqa: PLC0415 - loads NumPy

    if arguments.baseline is None:
        return None
    count = report_sci.baseline_count(arguments)
    done = asked.done_count if count is None else count
    before = scored(assessed(arguments, [arguments.baseline]), replace(asked, done_count=done))
    return improvement(before.score, before.assumed, found.score, found.assumed)


def _reporting_file(arguments: argparse.Namespace, found: "Scored") -> str:
    from wholeprint.report.sci_yaml import Publisher, sci_yaml  # noqa: PLC0415 - when asked

    publisher = Publisher(
        name=arguments.product,
        release=arguments.release,
        contact=arguments.contact,
        email=arguments.email,
        organization=arguments.organization,
        guid=arguments.guid,
    )
    return sci_yaml(found, publisher, datetime.now(UTC).date())


def _lay_out(page: "Page", document: "SciDocument") -> None:
    from wholeprint.report.text.sci import sci_page  # noqa: PLC0415 - loads Rich

    sci_page(page, document)
