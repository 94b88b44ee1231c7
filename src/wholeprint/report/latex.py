"""A paragraph and a table for a paper, with the keys of the bibliography that goes with them."""

from collections.abc import Iterator, Sequence

from wholeprint.factors.cite import distinct, escaped
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.source import Known, Source
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.report import scale
from wholeprint.report.statement_runs import Figure, Told

_ABOUT = (
    "% Written by wholeprint. Wants \\usepackage[utf8]{inputenc} and \\usepackage{url}, and the",
    "% bibliography that `wholeprint cite RUN --format bibtex` writes.",
)
_GROUPS = (
    ("energy", ("energy",)),
    ("the carbon intensity of the grid", ("intensity", "ghg", "ghg_market")),
    ("making the hardware", ("ghg_embodied",)),
    ("water", ("water_onsite", "water_offsite", "water_embodied", "water_withdrawal")),
    ("minerals, primary energy and e-waste", ("primary_energy", "adpe", "ewaste")),
)
"""Figures whose sources are cited together, each factor where it comes in first."""


def latex(told: Told) -> str:
    """Return a paragraph and a table; every text in it is shown and none is executed.

    Args:
        told: The runs.
    """
    paragraph = [*(escaped(sentence) for sentence in told.sentences), *_cited(told)]
    return "\n".join([*_ABOUT, *paragraph, "", *_table(told.figures), ""])


def _cited(told: Told) -> Iterator[str]:
    """Yield what the figures rest on, by figure; what only spreads over classes hold stands apart.

    Nobody can check forty sources behind one sentence, and a spread over a class of processors
    says nothing of the one that ran.
    """
    amounts = {figure.term: figure.amount for figure in told.figures}
    seen: set[str] = set()
    cited: set[str] = set()
    parts: list[str] = []
    for name, terms in _GROUPS:
        new = {
            factor.id: factor
            for amount in (amounts.get(term) for term in terms)
            if isinstance(amount, Uncertain)
            for factor in amount.factors.values()
            if factor.id not in seen
        }
        seen.update(new)
        sources = distinct(
            source
            for factor in new.values()
            if factor.known is not Known.ASSUMED
            for source in factor.sources
        )
        cited.update(source.key for source in sources)
        if sources:
            parts.append(f"{escaped(name)}~{citation(sources)}")
    if parts:
        yield f"Sources of {'; of '.join(parts)}."
    rest = [source for source in told.sources if source.key not in cited]
    if rest:
        yield (
            "What nobody stated of the machine and its site is assumed, as spreads over others of "
            "its kind; the sources of these spreads, and of what is not told here, are in the "
            "bibliography and not cited."
        )
        yield rf"\nocite{{{','.join(source.key for source in rest)}}}"


def citation(sources: Sequence[Source]) -> str:
    r"""Return the command that cites sources, empty for none.

    Args:
        sources: The sources.
    """
    keys = ",".join(source.key for source in sources)
    return rf"\cite{{{keys}}}" if keys else ""


def _table(figures: Sequence[Figure]) -> Iterator[str]:
    yield r"\begin{table}"
    yield r"\caption{What it cost: medians, and 5th to 95th percentiles.}"
    yield r"\begin{tabular}{lrll}"
    yield r"\hline"
    yield r"figure & median & range & known as \\"
    yield r"\hline"
    for figure in figures:
        yield rf"{' & '.join(escaped(cell) for cell in _cells(figure))} \\"
    yield r"\hline"
    yield r"\end{tabular}"
    yield r"\end{table}"


def _cells(figure: Figure) -> tuple[str, str, str, str]:
    amount = figure.amount
    if isinstance(amount, NoData):
        return figure.label, "", "", "no data"
    text = scale.shown(amount.median, amount.low, amount.high, str(amount.unit))
    return figure.label, text.number, text.interval, amount.known.value
