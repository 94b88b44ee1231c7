"""Headings whose unit says what they are, and cells as papers print them."""

import pytest

from wholeprint.errors import StatementError
from wholeprint.tracking.audit import audit_statements
from wholeprint.tracking.statement_files import read_text
from wholeprint.tracking.statement_words import fitted, heading, usual_unit, value_of


@pytest.mark.parametrize(
    ("text", "term", "unit"),
    [
        ("CI (gCO2/kWh)", "intensity", "gCO2/kWh"),
        ("CI (kg CO2e/kWh)", "intensity", "kg CO2e/kWh"),
        ("CO2 (g/kWh)", "intensity", "g/kWh"),
        ("Power Usage Effect.", "pue", ""),
        ("GPU Power (MWh)", "it_energy", "MWh"),
        ("tCO2e", "ghg", "tCO2e"),
        ("tons CO2eq", "ghg", "tons CO2eq"),
        ("MWh", "energy", "MWh"),
        ("kWh per 1,000 inferences", "energy_per_request", "kWh per 1,000 inferences"),
        (
            "Emissions (g per 1,000 inferences)",
            "ghg_per_request",
            "g per 1,000 inferences",
        ),
        ("CO\N{SUBSCRIPT TWO} (kg)", "ghg", "kg"),
        ("Energy (KWh)", "energy", "KWh"),
        ("CO2 Emissions (in grams)", "ghg", "grams"),
        ("a", "", ""),
    ],
)
def test_the_unit_decides(text: str, term: str, unit: str) -> None:
    """Where words and unit disagree, or there is the unit alone, the unit says what it is."""
    found = heading(text)

    assert (found.term, found.unit) == (term, unit)


def test_the_unit_of_cells_decides_too() -> None:
    """'Total power consumption' over cells in MWh is an energy."""
    assert fitted(heading("Total power consumption"), "MWh").term == "energy"
    assert fitted(heading("Total power consumption"), "kW").term == "power"


def test_times_say_their_unit_themselves() -> None:
    """Hours are hours, and days are no hours."""
    assert usual_unit("duration", "hours") == "h"
    assert usual_unit("accelerator_hours", "gpu_days") == "day"
    assert usual_unit("accelerator_hours", "GPU time") == "h"
    assert usual_unit("energy", "hours") == ""
    assert value_of("10", heading("GPU days")) == "10 day"


def test_a_printed_table_of_energies_called_powers_comes_out() -> None:
    """GPU power in MWh times PUE and intensity: rows of Table 12 of arXiv:2402.00838."""
    text = (
        "| Model | GPU Power (MWh) | Power Usage Effect. | Carbon Intensity (kg CO2e/kWh)"
        " | Carbon Emissions (tCO2eq) |\n|---|---|---|---|---|\n"
        "| Gopher-280B | 1,066 | 1.08 | 0.330 | 380 |\n| OPT-175B | 324 | 1.1 | 0.231 | 82 |\n"
    )

    (found,) = audit_statements(read_text(text, "it", "card").statements)
    assert found.findings == ()
    assert any(each.check == "formulas" for each in found.done)
    (wrong,) = audit_statements(read_text(text.replace("380", "480"), "it", "card").statements)
    assert not wrong.is_consistent


def test_accuracies_are_no_shares() -> None:
    """Percentages that tell nothing of a footprint are left out, once each, and said to be."""
    text = "method,Energy (kWh),Top-1 (%),Sparsity (%)\na,100,76.1,0\nb,50,75.9,50\n"

    read = read_text(text, "it", "csv")

    assert audit_statements(read.statements)[0].findings == ()
    assert [each.split(":")[0] for each in read.left_out] == ["Top-1 (%)", "Sparsity (%)"]


def test_a_subtotal_is_added_to_nothing() -> None:
    """Subtotals and totals that say they hold more are no rows and no sums of rows."""
    text = "model,energy_kWh\na,10\nb,30\nall subtotal,40\nc,5\nTotal,45\nTotal (incl. d),50\n"

    read = read_text(text, "it", "csv")

    assert audit_statements(read.statements)[0].is_consistent
    assert len(read.left_out) == 2


def test_a_list_of_grams_agrees_with_front_matter() -> None:
    """A card's field in grams and its list in grams are one figure, with a unit or without."""
    for said in ("CO2 Emissions (in grams): 3.2987", "CO2 Emissions: 3.2987"):
        text = f"---\nco2_eq_emissions: 3.2987\n---\n# C\n\n- {said}\n"
        (found,) = audit_statements(read_text(text, "it", "card").statements)
        assert found.findings == ()
    kilograms = '---\nco2_eq_emissions:\n  emissions: "0.1622 kg"\n---\n# C\n'
    figures = read_text(kilograms, "it", "card").statements[0].figures
    assert figures["ghg"].text == "0.1622 kg"


def test_what_all_rows_share_holds_for_the_table() -> None:
    """Rows on one kind of board are compared: 271 g for a kilowatt-hour is not the others' 385."""
    text = (
        "model,GPU type,gpu_hours,energy_MWh,CO2 (t)\na,A100,82432,36,13.86\n"
        "b,A100,135168,59,22.72\nc,A100,530432,332,90\nd,A100,1022362,449,173\n"
    )

    read = read_text(text, "it", "csv")

    assert read.statements[0].about.hardware == "A100"
    (found,) = audit_statements(read.statements)
    assert [(each.code, each.place) for each in found.findings] == [("row-unlike", "rows.c.ghg")]


def test_decimal_commas_are_read_where_they_are_certain() -> None:
    """Columns parted by semicolons whose numbers only make sense with decimal commas, and so said.

    Where no comma must part decimals they stay thousands; where points may do so too, it is asked.
    """
    text = "Modell;Energie (kWh);CO2 (kg)\nklein;12,5;4,75\ngross;1.140,2;53,3\n"
    unsure = "model;energy_MWh;CO2 (t)\na;1.234;0,5\n"

    read = read_text(text, "it", "csv")

    figures = read.statements[0].rows[1].figures
    assert (figures["energy"].text, figures["ghg"].text) == ("1140.2 kWh", "53.3 kg")
    assert read.left_out == ("decimal commas: read as points",)
    mixed = read_text("model;energy_kWh;CO2 (kg)\na;1,163;4.75\n", "it", "csv")
    assert mixed.statements[0].rows[0].figures["energy"].text == "1,163 kWh"
    with pytest.raises(StatementError, match="not certain"):
        read_text(unsure, "it", "csv")


def test_a_number_with_commas_in_braces_is_told_how_to_be_written() -> None:
    """YAML parts {energy: 1,287 MWh} at the comma; the message says to quote it."""
    with pytest.raises(StatementError, match="quotation marks"):
        read_text("figures: {energy: 1,287 MWh}\n", "it", "yaml")


def test_a_bare_power_beside_accelerator_hours_is_of_one() -> None:
    """212 GPU hours at 285 W are 60.4 kWh; at 285 kW they are not."""
    text = "model,GPU hours,Power [{unit}],it_energy_kWh\na,212,285,60.4\nb,640,301,193\n"

    def codes(unit: str) -> set[str]:
        read = read_text(text.format(unit=unit), "it", "csv")
        return {each.code for each in audit_statements(read.statements)[0].findings}

    assert codes("W") == set()
    assert "formula" in codes("kW")


def test_energy_of_the_chips_beside_a_pue_is_before_it() -> None:
    """100 kWh at the GPUs, PUE 1.2 and 400 g/kWh are 48 kg."""
    text = "model,GPU energy (kWh),PUE,CI (g/kWh),CO2 (kg)\na,100,1.2,400,48\nb,200,1.2,400,96\n"

    (found,) = audit_statements(read_text(text, "it", "csv").statements)
    assert found.is_consistent
    (wrong,) = audit_statements(read_text(text.replace("48", "40"), "it", "csv").statements)
    assert not wrong.is_consistent


def test_a_figure_that_is_not_reported_is_none() -> None:
    """'n/a' in our own form states nothing, as in a table."""
    found = read_text("figures: {energy: n/a, ghg: 3 t, pue: unknown}\n", "it", "yaml")

    assert list(found.statements[0].figures) == ["ghg"]
