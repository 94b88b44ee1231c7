"""The environmental section of a model card, and the front matter that hubs read.

Keys of the front matter: Hugging Face Hub documentation, "Displaying carbon emissions for your
model" (https://huggingface.co/docs/hub/model-cards-co2): emissions [g], source, training_type,
geographical_location, hardware_used.
"""

import json
import re
from collections.abc import Iterator

from wholeprint.factors.cite import how_read
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.uncertain import Quantity
from wholeprint.report.statement_runs import Told, said, unplaced

TRAINING_TYPES = ("pre-training", "fine-tuning")
_CAPTION = (
    "Value: every assumption at its central value, so that the column multiplies out. "
    "Range: median, and 5th to 95th percentile."
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~!])")


def front_matter(told: Told, training_type: str | None, version: str) -> str:
    """Return the front matter of a model card; what nobody knows is left out.

    Args:
        told: The runs.
        training_type: "pre-training" or "fine-tuning", None where nobody says.
        version: The version of this program.
    """
    lines = ["---", "co2_eq_emissions:"]
    lines += [f"  {name}: {value}" for name, value in _keys(told, training_type, version)]
    return "\n".join([*lines, "---", ""]) if len(lines) > len(("---", "key")) else ""


def _keys(told: Told, training_type: str | None, version: str) -> Iterator[tuple[str, str]]:
    carbon = next(figure.amount for figure in told.figures if figure.term == "ghg")
    if isinstance(carbon, NoData) or unplaced(told):
        return  # of no known place: a number that a hub would show without its doubt
    # The same number as in the table, which multiplies out; a median of products does not.
    yield "emissions", f"{carbon.central:.4g}"
    kinds = "operational, location-based, whole fuel chain; embodied not included"
    signal = told.runs[0].signal
    if signal is not None and signal.scope.value == "direct":
        kinds = "operational, location-based, power plants only; embodied not included"
    interval = f"median {carbon.median:.3g} g, 5th to 95th percentile {carbon.low:.3g} to "
    interval += f"{carbon.high:.3g} g"
    yield "source", _text(f"wholeprint {version}: {kinds}; {interval}")
    if training_type is not None:
        yield "training_type", _text(training_type)
    yield "geographical_location", _text(", ".join(told.zones))
    yield "hardware_used", _text(told.hardware)


def model_card(told: Told, training_type: str | None, version: str) -> str:
    """Return the environmental section of a model card as Markdown.

    Args:
        told: The runs.
        training_type: "pre-training" or "fine-tuning", None where nobody says.
        version: The version of this program.
    """
    sentences = [escaped(sentence) for sentence in told.sentences]
    parts = [
        front_matter(told, training_type, version),
        "## Environmental impact\n",
        "\n".join(sentences) + "\n",
        "\n".join(_table(told)) + "\n",
        f"{_CAPTION}\n",
        "### Sources of the figures\n",
        "\n".join(_sources(told)) + "\n",
    ]
    return "\n".join(part for part in parts if part)


def _table(told: Told) -> Iterator[str]:
    yield "| figure | value | range | known as | what it is |"
    yield "|---|---|---|---|---|"
    yield f"| duration | {told.hours:.4g} h | | measured | time on the clock |"
    for figure in told.figures:
        known = "no data" if isinstance(figure.amount, NoData) else figure.amount.known.value
        cells = (figure.term, _central(figure.amount), _range(figure.amount), known, figure.label)
        yield f"| {' | '.join(escaped(cell, is_code=cell == figure.term) for cell in cells)} |"


def _central(quantity: Quantity) -> str:
    if isinstance(quantity, NoData):
        return ""
    return f"{quantity.central:.4g} {quantity.unit}"


def _range(quantity: Quantity) -> str:
    # A word first: whoever reads the table by machine must not take it for another value.
    if isinstance(quantity, NoData):
        return said(quantity)
    return f"median {said(quantity)}"


def _sources(told: Told) -> Iterator[str]:
    for source in told.sources:
        year = "undated" if source.year is None else str(source.year)
        where = f" <{source.url}>" if source.url.startswith(("https://", "http://")) else ""
        yield f"- {escaped(source.title)} ({year}){how_read(source)}{where}"


def escaped(words: str, *, is_code: bool = False) -> str:
    """Return words that Markdown shows as they are, on one line.

    Args:
        words: The words.
        is_code: Whether they are a word of ours, which has nothing to escape.
    """
    shown = "".join(each if each.isprintable() else " " for each in words)
    plain = " ".join(shown.split())
    return plain if is_code else _SPECIAL.sub(r"\\\1", plain)


def _text(words: str) -> str:
    # A JSON string is one in YAML too, whatever is in it.
    return json.dumps(" ".join(words.split()), ensure_ascii=True)
