"""What runs cost, figure by figure and in sentences; and the texts that are made of it."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest

from wholeprint.errors import ConformanceError
from wholeprint.factors import cite
from wholeprint.factors.documents import read_yaml
from wholeprint.quantities.source import Source
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.report.html import html
from wholeprint.report.latex import citation, latex
from wholeprint.report.model_card import front_matter, model_card
from wholeprint.report.report import report_document
from wholeprint.report.statement_runs import Told, told_of_runs
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.assessor import Assessment

HOSTILE = (
    'x} \\input{/etc/passwd} \\end{document} %$#&_{^~"<script>alert(1)</script>'
    "|`[a](javascript:b)\n---\nevil: 1\x1b[31m"
)


def _assessed(ledger: Path, *names: str) -> list[Assessment]:
    return assess_many(list(names), ledger=ledger)


@pytest.fixture
def run(ledger: Path) -> Assessment:
    """A recorded run, assessed."""
    return _assessed(ledger, "20261121-101530-7f3a9c")[0]


@pytest.fixture
def hostile(run: Assessment) -> Told:
    """The same run with a label that tries to be a command, a tag, a cell and a document."""
    return told_of_runs([replace(run, record=replace(run.record, label=HOSTILE))], HOSTILE)


def test_sentences_say_what_was_measured_modelled_and_assumed(run: Assessment) -> None:
    """Place, boundary, how each part is known, what has no data, the level, the versions."""
    told = told_of_runs([run], "9.9")
    text = " ".join(told.sentences)

    for part in (
        *("in grid zone FR", "measured: dram, gpu:0", "assumed: facility overhead"),
        *("Counted: operational", "not counted: network, failed runs"),
        *("Without data, which is not nought", "they say nothing of other phases"),
        *("wholeprint 9.9", run.factors_version),
    ):
        assert part in text
    assert "\u00a0" not in text


def test_centrals_hold_together(run: Assessment) -> None:
    """Energy times intensity is what was emitted, and both parts make the total, to rounding."""
    figures = {each.term: each.amount for each in told_of_runs([run], "1").figures}
    found = {
        name: amount.central for name, amount in figures.items() if isinstance(amount, Uncertain)
    }

    assert found["energy"] * found["intensity"] == pytest.approx(found["ghg"], rel=1e-12)
    assert found["ghg"] + found["ghg_embodied"] == pytest.approx(found["ghg_total"], rel=1e-12)


def test_what_nobody_knows_is_said(ledger: Path) -> None:
    """A run of no known place has no place in the text, and no front matter for hubs."""
    told = told_of_runs(_assessed(ledger, "20261121-120000"), "1")

    assert "in a grid zone that was not declared" in told.sentences[0]
    assert front_matter(told, None, "1") == ""
    assert "1 did not come to its end" in told.sentences[1]


def test_one_run_of_no_known_place_is_told_among_others(ledger: Path) -> None:
    """Where one of several runs has no place, the text says so and hubs get no number."""
    told = told_of_runs(_assessed(ledger, "20261121-101530", "20261121-120000"), "1")

    assert "in grid zone FR, and where nobody declared," in told.sentences[0]
    assert front_matter(told, None, "1") == ""


def test_several_runs_are_told_together(ledger: Path) -> None:
    """Two runs are named as two, with the time of both."""
    told = told_of_runs(_assessed(ledger, "20261121-101530", "20261121-113000"), "1")

    assert told.sentences[0].startswith("These 2 runs took 20 min")


def test_runs_that_others_hold_are_refused(run: Assessment) -> None:
    """Where no run is counted there is nothing to report."""
    nested = replace(run, record=replace(run.record, counted=False))

    with pytest.raises(ConformanceError, match="none of these runs"):
        told_of_runs([nested, nested], "1")


def test_the_front_matter_has_the_keys_of_the_hub(run: Assessment) -> None:
    """Emissions in grams and the four texts; what was trained only where somebody says.

    Four digits are printed, as in the table, so that the two agree.
    """
    told = told_of_runs([run], "1")
    text = front_matter(told, "fine-tuning", "1")

    lines = text.splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("---", "co2_eq_emissions:", "---")
    keys = dict(line.strip().split(": ", maxsplit=1) for line in lines[2:-1])
    assert list(keys) == [
        *("emissions", "source", "training_type", "geographical_location", "hardware_used")
    ]
    carbon = run.footprint["ghg_operational"]
    assert isinstance(carbon, Uncertain)
    assert float(keys["emissions"]) == pytest.approx(carbon.central, rel=5e-4)
    assert "training_type" not in front_matter(told, None, "1")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def test_a_card_can_be_read_again(run: Assessment) -> None:
    """Each row of the table reads back as word, number and unit; numbers are the central ones.

    Four digits are printed, so numbers agree to half a unit of the fourth.
    """
    told = told_of_runs([run], "1")
    lines = [line for line in model_card(told, None, "1").splitlines() if line.startswith("| ")]

    rows = {cells[0]: cells[1] for cells in map(_cells, lines[1:])}
    for figure in told.figures:
        if isinstance(figure.amount, Uncertain):
            number, unit = rows[figure.term].split()
            assert float(number) == pytest.approx(figure.amount.central, rel=5e-4)
            assert unit == str(figure.amount.unit)
        else:
            assert rows[figure.term] == ""


def test_a_hostile_label_stays_one_text_in_a_card(hostile: Told) -> None:
    """No line, table row, tag or front matter comes from a label."""
    text = model_card(hostile, None, HOSTILE)

    head, _, body = text.partition("\n---\n")
    assert all(line.startswith(("---", "co2_eq", "  ")) for line in head.splitlines())
    source = next(line for line in head.splitlines() if line.startswith("  source: "))
    assert json.loads(source.removeprefix("  source: ")).startswith("wholeprint")
    (front,) = read_yaml(head.removeprefix("---\n"), "card")
    assert list(cast("dict[str, object]", front)) == ["co2_eq_emissions"]
    assert "evil: 1" not in text.splitlines()
    assert "<script" not in body.replace("\\<script", "")
    assert "\x1b" not in text
    counts = {len(_cells(line)) for line in text.splitlines() if line.startswith("|")}
    assert counts == {5}


COMMANDS = {
    *("begin", "end", "caption", "hline", "cite", "nocite", "textbackslash", "textasciitilde"),
    *("textasciicircum", "textless", "textgreater", "textbar", "textmu", "textsuperscript"),
    *("textsubscript", "textminus"),
}


def test_a_hostile_label_is_no_command_in_latex(hostile: Told) -> None:
    """Only our own commands are in the text, and braces are balanced.

    No TeX is at hand to compile it: this looks at its structure instead.
    """
    text = latex(hostile)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("%"))

    assert set(re.findall(r"\\([A-Za-z]+)", body)) <= COMMANDS
    plain = re.sub(r"\\[{}%$#&_\\]", "", body)
    assert plain.count("{") == plain.count("}")
    assert not re.search(r"[%$#~^]", plain.replace("~\\cite", ""))
    rows = [line for line in body.splitlines() if line.endswith(r"\\")]
    assert {re.sub(r"\\&", "", row).count("&") for row in rows} == {3}


def test_every_key_that_is_cited_is_in_the_bibliography(run: Assessment) -> None:
    """The keys of the paragraph are those of the BibTeX and of the LaTeX bibliography.

    They are cited by figure; those behind spreads over a class alone are named and not cited.
    """
    told = told_of_runs([run], "1")
    paragraph = latex(told)
    cited = re.findall(r"\\cite\{([^}]*)\}", paragraph)
    (kept,) = re.findall(r"\\nocite\{([^}]*)\}", paragraph)

    assert len(cited) > 3
    assert max(len(each.split(",")) for each in cited) <= 15
    in_text = {key for each in cited for key in each.split(",")}
    assert not in_text & set(kept.split(","))
    assert {
        source.key
        for factor in told.footprint.assumptions
        if factor.id == "pue.datacentre"
        for source in factor.sources
    } <= in_text | set(kept.split(","))
    keys = sorted(in_text | set(kept.split(",")))
    assert keys == re.findall(r"^@misc\{([^,]+),$", cite.bibtex(told.sources), re.MULTILINE)
    assert keys == re.findall(r"\\bibitem\{([^}]+)\}", cite.latex(told.sources))
    assert all(re.fullmatch(r"[A-Za-z0-9.:_-]+", key) for key in keys)
    assert citation([]) == ""


def test_a_hostile_source_is_no_command_either() -> None:
    """Titles and addresses of sources are shown, whatever is in them."""
    bad = Source("bad", HOSTILE, 2020, "https://a.b/}\\input{c} d", "\\end{x}")

    for text in (cite.bibtex([bad]), cite.latex([bad])):
        assert "\\input{" not in text.replace("\\textbackslash{}input", "")
        plain = re.sub(r"\\[{}%$#&_\\]", "", text)
        assert plain.count("{") == plain.count("}")


class _Tags(HTMLParser):
    """Collects tags and the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_a_page_of_html_names_its_run_and_fits_a_telephone(run: Assessment) -> None:
    """Title and heading name the run; where it is narrow, cells break in place of the page."""
    told = told_of_runs([run], "1")
    page = html(told)

    assert f"<title>What {told.name} cost</title>" in page
    assert told.name.startswith("the run ")
    narrow = page.partition("@media(max-width:36rem)")[2].partition("</style>")[0]
    assert "overflow-wrap:break-word" in narrow


def test_a_page_of_html_runs_and_fetches_nothing(hostile: Told) -> None:
    """No script, no picture, no style from elsewhere; links lead to sources; cells have heads."""
    read = _Tags()
    read.feed(html(hostile))

    assert not {"script", "img", "link", "iframe", "object"} & set(read.tags)
    assert all(link.startswith(("https://", "http://")) for link in read.links)
    assert read.tags.count("caption") == 1
    assert read.tags.count("th") == 4 + len(hostile.figures)


def test_sources_say_how_they_were_read(run: Assessment) -> None:
    """A figure that was read second-hand is not passed on as if its source had been opened."""
    told = told_of_runs([run], "1")
    second = [source for source in told.sources if cite.how_read(source)]

    assert second
    for text in (html(told), model_card(told, None, "1")):
        assert text.count("(read second-hand)") + text.count("(quoted)") + text.count(
            "(computed from it)"
        ) == len(second)


def test_water_withdrawn_stands_beside_water_consumed(run: Assessment) -> None:
    """The two are different litres: each has its line, and neither is in the other."""
    terms = [figure.term for figure in told_of_runs([run], "1").figures]

    assert {"water_onsite", "water_offsite", "water_withdrawal"} <= set(terms)


def test_the_document_has_text_figures_and_bibliography(run: Assessment) -> None:
    """What a program wants of a report: the text, and all of its numbers beside it."""
    told = told_of_runs([run], "1")
    document = report_document(told, "latex", latex(told))

    assert document["text"] == latex(told)
    assert document["bibliography"] == cite.bibtex(told.sources)
    assert document["hours"] == pytest.approx(1 / 6, rel=1e-9)
