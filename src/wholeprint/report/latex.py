"""A paragraph and a table for a paper, with the keys of the bibliography that goes with them."""

from collections.abc import Iterator, Sequence

from wholeprint.factors.cite import escaped
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.source import Source
from wholeprint.report import scale
from wholeprint.report.statement_runs import Figure, Told

_ABOUT = (
    "% Written by wholeprint. Wants \\usepackage[utf8]{inputenc} and \\usepackage{url}, and the",
    "% bibliography that `wholeprint cite RUN --format bibtex` writes.",
)


def latex(told: Told) -> str:
    """Return a paragraph and a table; every text in it is shown and none is executed.

    Args:
        told: The runs.
    """
    cited = citation(told.sources)
    paragraph = [escaped(sentence) for sentence in told.sentences]
    if cited and paragraph:
        paragraph[-1] = f"{paragraph[-1][:-1]}~{cited}."
    return "\n".join([*_ABOUT, *paragraph, "", *_table(told.figures), ""])


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
