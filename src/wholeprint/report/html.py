"""A report as one file of HTML: no script, no style from elsewhere, nothing fetched."""

from collections.abc import Iterator
from html import escape as as_entities

from wholeprint.factors.cite import how_read
from wholeprint.quantities.absence import NoData
from wholeprint.report import scale
from wholeprint.report.statement_runs import Figure, Told

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#111;background:#fff}table{border-collapse:collapse}"
    "th,td{padding:.3rem .8rem;border-bottom:1px solid #767676;text-align:left}"
    "td.number{text-align:right}caption{text-align:left;font-weight:bold}"
    "li{overflow-wrap:anywhere}"
    "@media(max-width:36rem){table{font-size:.85rem}"
    "th,td{padding:.3rem .25rem;overflow-wrap:break-word}}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(told: Told) -> str:
    """Return a report as one file.

    Args:
        told: The runs.
    """
    return "\n".join([*_head(told), *_body(told), "</body>", "</html>", ""])


def _head(told: Told) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>What {escape(told.name)} cost</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"


def _body(told: Told) -> Iterator[str]:
    yield "<main>"
    yield f"<h1>What {escape(told.name)} cost</h1>"
    yield f"<p>{' '.join(escape(sentence) for sentence in told.sentences)}</p>"
    yield "<table>"
    yield "<caption>Medians, and 5th to 95th percentiles</caption>"
    heads = (f'<th scope="col">{head}</th>' for head in ("figure", "median", "range", "known as"))
    yield f"<tr>{''.join(heads)}</tr>"
    for figure in told.figures:
        yield _row(figure)
    yield "</table>"
    yield "<h2>Sources</h2>"
    yield "<ul>"
    for source in told.sources:
        yield f"<li>{escape(source.title)}{how_read(source)}{_link(source.url)}</li>"
    yield "</ul>"
    yield "</main>"


def _row(figure: Figure) -> str:
    amount = figure.amount
    cells = [f'<th scope="row">{escape(figure.label)}</th>']
    if isinstance(amount, NoData):
        cells.append(f'<td colspan="2">{escape(amount.reason)}</td><td>no data</td>')
    else:
        text = scale.shown(amount.median, amount.low, amount.high, str(amount.unit))
        cells.append(f'<td class="number">{escape(text.number)}</td>')
        cells.append(f"<td>{escape(text.interval)}</td><td>{amount.known.value}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def escape(words: str) -> str:
    """Return words that HTML shows as they are, on one line.

    Args:
        words: The words.
    """
    shown = "".join(each if each.isprintable() else " " for each in words)
    return as_entities(" ".join(shown.split()), quote=True)


def _link(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return ""
    return f' (<a href="{escape(url)}">{escape(url)}</a>)'
