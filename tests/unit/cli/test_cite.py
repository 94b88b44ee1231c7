"""``wholeprint cite``."""

from typing import Any

from wholeprint.factors.sets import Factors


def test_the_sources_of_a_run(call: Any) -> None:
    """Every source that an assumption of the run names is listed, each once."""
    document = call("cite", "last", "--json").document("cite")
    shown = call("show", "last", "--json").document("run")

    keys = [source["key"] for source in document["sources"]]
    named = {source["key"] for each in shown["assumptions"] for source in each["sources"]}
    assert keys == sorted(named)
    assert document["runs"] == [shown["run"]["id"]]


def test_text_bibtex_and_latex(call: Any) -> None:
    """Text has one line per source, BibTeX one entry, LaTeX one item."""
    count = len(call("cite", "last", "--json").document("cite")["sources"])

    assert call("cite", "last").out.count("\n") == count
    assert call("cite", "last", "--format", "bibtex").out.count("@misc{") == count
    assert call("cite", "last", "--format", "latex").out.count("\\bibitem{") == count


def test_all_sources(call: Any) -> None:
    """``--all`` lists every source of every table."""
    document = call("cite", "--all", "--json").document("cite")

    assert [source["key"] for source in document["sources"]] == sorted(Factors().sources)


def test_runs_and_all_exclude_each_other(call: Any) -> None:
    """Asking for both, or for neither, is wrong use."""
    assert call("cite", "last", "--all").status == 2
    assert call("cite").status == 2
