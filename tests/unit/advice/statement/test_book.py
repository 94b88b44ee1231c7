"""The figures of a statement, found by name or by word, printed or computed."""

from typing import Any

import pytest

from wholeprint.advice.statement.book import Book
from wholeprint.advice.statement.reading import statement_of
from wholeprint.errors import FormulaError
from wholeprint.quantities.units import Unit

KWH = Unit.parse("kWh")


def _book(**top: Any) -> Book:
    return Book(statement_of(top))


def test_scopes_and_places() -> None:
    """The statement first, then its rows, then its totals; places say which."""
    book = _book(
        figures={"pue": "1.1"}, rows={"7B": {"ghg": "1 t"}}, totals={"ghg": "1 t"}
    )  # fmt: skip

    assert list(book.scopes()) == [None, "7B", "totals"]
    assert book.place("pue", None) == "pue"
    assert book.place("ghg", "7B") == "rows.7B.ghg"
    assert book.place("ghg", "totals") == "totals.ghg"


def test_a_row_called_totals_is_a_row() -> None:
    """A row may have any name, also that of the totals."""
    book = _book(rows={"totals": {"ghg": "1 t"}})

    assert book.place("ghg", "totals") == "rows.totals.ghg"


def test_figures_are_found_by_name_by_word_and_above() -> None:
    """A row finds its own figures first, then those of the statement, by name or by word."""
    book = _book(figures={"pue": "1.2", "co2": "3 t"}, rows={"a": {"energy": "1 kWh"}})

    assert book.find("ghg", "a") == (book.statement.figures["co2"], None)
    assert book.find("energy", None) is None
    found = book.find("pue", "a")
    assert found is not None
    assert found[1] is None


def test_a_computed_number_is_not_rounded_on_the_way() -> None:
    """Printed digits are not chained where what they were rounded from is known."""
    book = _book(
        figures={
            "power": {"is": "100.4 W", "exact": "true"},
            "duration": {"is": "10 h", "exact": "true"},
            "it_energy": "1 kWh",
        }
    )

    assert book.value("it_energy", None).to(KWH) == pytest.approx(1.004)
    assert book.printed("it_energy", None).to(KWH) == 1.0


def test_a_number_that_does_not_agree_stays_as_printed() -> None:
    """Where the formula gives something else, others go on with what is printed."""
    book = _book(figures={"power": "100 W", "duration": "10 h", "it_energy": "7 kWh"})

    assert book.value("it_energy", None).to(KWH) == 7.0


def test_what_is_implied_needs_not_be_named() -> None:
    """Energy follows from power, time and PUE, and carbon from it."""
    book = _book(
        figures={"power": "1 kW", "duration": "2 h", "pue": "1.5", "intensity": "100 g/kWh"}
    )

    assert book.value("energy", None).to(KWH) == pytest.approx(3.0)
    assert book.value("ghg", None).to(Unit.parse("gCO2e")) == pytest.approx(300.0)


def test_what_is_not_there_is_said() -> None:
    """A figure that is neither stated nor implied has no value, printed or not."""
    book = _book(figures={"power": "1 kW", "a": {"equals": "power * 2"}})

    with pytest.raises(FormulaError, match="no such figure"):
        book.value("ghg", None)
    with pytest.raises(FormulaError, match="no such figure"):
        book.printed("ghg", None)
    with pytest.raises(FormulaError, match="not printed"):
        book.printed("a", None)


def test_circles_are_refused() -> None:
    """A figure that is needed to compute itself is refused, and the circle is shown."""
    book = _book(figures={"a": {"equals": "b"}, "b": {"equals": "a"}})

    with pytest.raises(FormulaError, match="compute itself") as caught:
        book.value("a", None)
    assert "a -> b" in str(caught.value.seen)


def test_rows_are_added_up() -> None:
    """A total is the sum over the rows that have it, by name or by word."""
    book = _book(
        rows={"a": {"co2": "1 t"}, "b": {"ghg": "2 t"}, "c": {"energy": "1 kWh"}},
        totals={"ghg": "3 t"},
    )
    total = book.statement.totals["ghg"]
    [(text, node)] = list(book.ways(total, "totals"))

    assert text == "sum(ghg)"
    assert book.compute(total, "totals", node).value == pytest.approx(3.0)


def test_a_row_that_is_not_there_is_refused() -> None:
    """A formula that names a row must name one that exists."""
    book = _book(rows={"a": {"x": "1"}}, figures={"y": {"equals": '"b".x'}})

    with pytest.raises(FormulaError, match="no row"):
        book.value("y", None)


def test_what_was_recalled_is_known_by_place() -> None:
    """Figures from memory are known by where they stand."""
    book = _book(rows={"a": {"x": {"is": "1", "read": "recalled"}, "y": "2"}})

    assert book.recalled == {"rows.a.x"}


@pytest.mark.parametrize("step", ["{0} + {0}", " + ".join(["{0}"] * 120)], ids=["short", "wide"])
def test_formulas_that_lead_too_far_are_refused(step: str) -> None:
    """A chain of a thousand figures neither crashes nor hangs: its far end is not known."""
    chain = {f"a{n}": {"equals": step.format(f"a{n - 1}")} for n in range(1000, 0, -1)}
    book = _book(figures={**chain, "a0": "1"})

    with pytest.raises(FormulaError):
        book.value("a1000", None)
    assert book.value("a2", None).value > 1.0


def test_printed_figures_end_a_chain() -> None:
    """Where a chain is printed on its way, it goes on with what is printed."""
    chain = {f"a{n}": {"is": "1", "equals": f"a{n - 1} * 1"} for n in range(1000, 0, -1)}

    assert _book(figures={**chain, "a0": "1"}).value("a1000", None).value == 1.0


def test_figures_that_all_need_each_other_do_not_hang() -> None:
    """Thirty figures, each the sum of all others, are held against what is printed."""
    names = [f"a{n}" for n in range(30)]
    book = _book(
        figures={
            name: {"is": "1", "equals": " + ".join(each for each in names if each != name)}
            for name in names
        }
    )

    assert book.value("a0", None).value == 1.0
