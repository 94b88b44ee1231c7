"""Statements in the files that people have: our form, other spellings, cards, tables."""

import os
from pathlib import Path
from typing import Any

import pytest

from wholeprint.advice.statement.reading import MOST_ROWS
from wholeprint.advice.statement.shape import Statement
from wholeprint.errors import StatementError
from wholeprint.tracking import (
    audit,
    audit_references,
    statement_card,
    statement_files,
    statement_plain,
    statement_table,
    statement_words,
)


def _read(text: str, form: str = "") -> Statement:
    (found,) = statement_files.read_text(text, "it", form).statements
    return found


def _terms(statement: Statement) -> dict[str, str]:
    figures: Any = statement.figures
    return {f.term: f"{f.amount.value:g} {f.amount.unit}" for f in figures.values() if f.amount}


HEADINGS = [
    ("energy_kWh", "energy", "kWh"),
    ("Energy (MWh)", "energy", "MWh"),
    ("Energy consumption [kWh]", "energy", "kWh"),
    ("Total energy, kWh", "energy", "kWh"),
    ("electricity_mwh", "energy", "MWh"),
    ("IT energy (kWh)", "it_energy", "kWh"),
    ("CO2 (t)", "ghg", "t"),
    ("Carbon Emitted(tCO2eq)", "ghg", "tCO2eq"),
    ("co2_kg", "ghg", "kg"),
    ("Training Location-Based Greenhouse Gas Emissions (tons CO2eq)", "ghg", "tons CO2eq"),
    ("Training Market-Based Greenhouse Gas Emissions (tons CO2eq)", "ghg_market", "tons CO2eq"),
    ("Embodied emissions (kgCO2e)", "ghg_embodied", "kgCO2e"),
    ("Carbon intensity (kgCO2e/kWh)", "intensity", "kgCO2e/kWh"),
    ("carbon_intensity_g_per_kwh", "intensity", "g/kWh"),
    ("Time (GPU hours)", "accelerator_hours", "GPU hours"),
    ("GPU-hours", "accelerator_hours", ""),
    ("gpu_hours", "accelerator_hours", ""),
    ("A100-hours", "accelerator_hours", ""),
    ("Power Consumption (W)", "chip_power", "W"),
    ("Training Power Consumption (W)", "chip_power", "W"),
    ("TDP (W)", "chip_power", "W"),
    ("PUE", "pue", ""),
    ("Number of GPUs", "accelerators", ""),
    ("GPUs", "accelerators", ""),
    ("Duration (days)", "duration", "days"),
    ("Water consumption (kL)", "water", "kL"),
    ("Water withdrawal (L)", "water_withdrawal", "L"),
    ("On-site water (L)", "water_onsite", "L"),
    ("WUE (L/kWh)", "wue", "L/kWh"),
    ("Offsets (t)", "offsets", "t"),
    ("Energy per request (Wh)", "energy_per_request", "Wh"),
    ("Share of total (%)", "", "%"),
    ("Accuracy", "", ""),
]


@pytest.mark.parametrize(("text", "term", "unit"), HEADINGS)
def test_a_heading_is_understood(text: str, term: str, unit: str) -> None:
    """Words and units of headings as they stand in cards, papers and log files."""
    found = statement_words.heading(text)

    assert (found.term, found.unit) == (term, unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Hardware", "hardware"), ("Region", "place"), ("Country", "place"), ("Year", "year")],
)
def test_a_column_of_circumstances(text: str, kind: str) -> None:
    """What is no number but says where, when and on what."""
    assert statement_words.heading(text).circumstance == kind


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("31.22", "31.22 t"),
        ("1.46M", "1.46M t"),
        ("31 kg", "31 kg"),
        ("2,290", "2,290 t"),
        ("22 (estimated)", "22 t"),
        ("-", None),
        ("n/a", None),
        ("=cmd|' /C calc'!A0", None),
        ("unknown", None),
    ],
)
def test_a_cell_becomes_a_printed_number(cell: str, value: str | None) -> None:
    """A number takes its heading's unit unless it has its own; a spreadsheet's formula is none."""
    assert statement_words.value_of(cell, statement_words.heading("CO2 (t)")) == value


def test_a_table_with_totals_and_circumstances() -> None:
    """Rows by name, the total apart, places and units from the header; semicolons too."""
    text = (
        "Model;GPU-hours;Energy [MWh];CO2 (t);Region\n"
        "small;100,000;38.5;15.4;FR\nlarge;300,000;115.5;46.2;DE\nSum;400,000;154;61.6;\n"
    )

    found = _read(text, "csv")

    assert [row.name for row in found.rows] == ["small", "large"]
    assert found.rows[1].about.place == "DE"
    assert found.totals["energy"].text == "154 MWh"
    assert found.rows[0].figures["accelerator_hours"].term == "accelerator_hours"


def test_a_table_on_its_side() -> None:
    """Where the first column names the figures, the table is turned."""
    found = _read("what,7B,13B\nEnergy (MWh),36,70\nCO2 (t),14,27\n", "csv")

    assert [row.name for row in found.rows] == ["7B", "13B"]
    assert found.rows[1].figures["ghg"].text == "27 t"


def test_rows_of_one_name_and_cells_without_meaning() -> None:
    """Two rows of one name stay two; what is not understood is said."""
    read = statement_files.read_text("model,energy_kWh,mood\na,1,good\na,2,bad\n", "it", "csv")

    assert [row.name for row in read.statements[0].rows] == ["a", "a (2)"]
    assert any("mood" in each for each in read.left_out)
    assert statement_table.MOST_COLUMNS


CARD = """---
co2_eq_emissions:
  emissions: 93660000
  geographical_location: US
  hardware_used: A100
---
# Model

| | Time (GPU hours) | Power Consumption (W) | Carbon Emitted(tCO<sub>2</sub>eq) |
|---|---|---|---|
| 7B | 184320 | 400 | 31.22 |
| **13B** | 368640 | 400 | 62.44 |
"""


def test_a_model_card() -> None:
    """Its table, and what its front matter says: grams, a place and the hardware."""
    found = _read(CARD, "card")

    assert (found.about.place, found.about.hardware) == ("US", "A100")
    assert [row.name for row in found.rows] == ["7B", "13B"]
    assert found.totals["ghg"].text == "93660000 g"
    assert audit.audit_statements([found])[0].is_consistent


def test_a_card_of_facts() -> None:
    """A list of facts as model hubs have it; its bare hours are accelerator hours."""
    text = "# C\n- **Hardware Type:** A100\n- **Hours used:** 150\n- **Carbon Emitted:** 11.25 kg\n"

    found = _read(text, "card")

    assert found.about.hardware == "A100"
    assert _terms(found) == {"accelerator_hours": "150 h", "ghg": "11.25 kgCO2e"}
    assert statement_card.from_card


def test_front_matter_alone() -> None:
    """The hub's field in grams is a statement; a card without any is refused."""
    assert _terms(_read("---\nco2_eq_emissions: 120.5\n---\n# C\n", "card")) == {
        "ghg": "120.5 gCO2e"
    }
    with pytest.raises(StatementError, match="states no footprint"):
        _read("---\nlicense: mit\n---\n# C\n", "card")


def test_other_spellings_of_our_form() -> None:
    """Units in names, bare hours, synonyms of fields and of places."""
    found = _read(
        '{"title": "it", "region": "FR", "gpu": "A100", "figures": {"energy_kWh": 100,'
        ' "gpu_hours": 250, "co2": {"value": 5.7, "unit": "kg"}, "CO2_kg": 5.7}}'
    )

    assert (found.about.place, found.about.hardware) == ("FR", "A100")
    assert found.figures["energy_kWh"].term == "energy"
    assert found.figures["gpu_hours"].text == "250 h"
    assert found.figures["co2"].text == "5.7 kg"
    assert statement_plain.in_our_words("x") == "x"


def test_a_name_of_its_own_keeps_its_meaning() -> None:
    """A figure that only begins like a word of the vocabulary is not taken for it."""
    found = _read("title: it\nfigures: {energy_of_disks: 3 kWh, energy_low: 2 kWh}\n", "yaml")

    assert [figure.term for figure in found.figures.values()] == ["", ""]


def test_the_form_is_found_out() -> None:
    """Without a telling name the text itself says what it is."""
    assert statement_files.read_text('{"figures": {"energy": "1 kWh"}}', "x").form == "json"
    assert statement_files.read_text("model,energy_kWh,co2_kg\na,1,2\n", "x").form == "csv"
    assert statement_files.read_text(CARD, "x").form == "card"
    assert statement_files.read_text("figures: {energy: 1 kWh}\n", "x").form == "yaml"


def test_utf16_and_marks_are_read(tmp_path: Path) -> None:
    """What spreadsheets save is text too."""
    for encoding in ("utf-16", "utf-8-sig"):
        path = tmp_path / "table.csv"
        path.write_text("model,energy_kWh,CO2 (kg)\na,1,2\n", encoding=encoding)

        assert statement_files.read_file(path).statements[0].rows


CHIPS = [
    ("NVIDIA A100", 250.0, 400.0),
    ("8x A100-SXM4-80GB", 400.0, 400.0),
    ("A100 PCIe 80GB", 300.0, 300.0),
    ("TPUv2", 280.0, 280.0),
    ("TPU v4", 192.0, 192.0),
    ("64 A100s", 250.0, 400.0),
]


@pytest.mark.parametrize(("name", "least", "most"), CHIPS)
def test_chips_by_the_names_that_people_write(name: str, least: float, most: float) -> None:
    """A name stands for every board that it may mean: design powers of the table."""
    found = audit_references.TableReferences().chip(name)

    assert found is not None
    assert (found.least_watts, found.most_watts) == (least, most)


def test_a_module_with_its_host_has_no_limit() -> None:
    """870 W of a GH200 may be the module's: the table has its GPU alone, which is no limit."""
    text = "hardware: GH200\nfigures: {chip_power: 870 W}\n"

    found = audit.audit_statements([_read(text, "yaml")])[0]

    assert found.is_consistent
    assert any("GH200" in each.missing for each in found.lacking)


def test_grids_by_the_names_that_people_write() -> None:
    """A country, a state, a cloud's region, and a place in words; none where nothing is known."""
    references = audit_references.TableReferences()

    france = references.grid("Jean Zay, France", 2022)
    assert france is not None
    assert 10.0 < france.low < france.high < 100.0
    iowa = references.grid("us-central1 (Iowa)", None)
    assert iowa is not None
    assert iowa.high > france.high
    assert references.grid("Atlantis", None) is None
    assert references.chip("abacus") is None
    water = references.plant_water("FR")
    assert water is not None
    assert water.middle_amount > 0.0
    assert references.any_grid().high > 1000.0
    assert references.highest_pue()[0] == 2.5


def test_shares_in_a_table_are_kept() -> None:
    """A cell in per cent is a share of its own, and is held against the column it is part of."""
    rows = ("| a | 20 | 20% |", "| b | 30 | 30% |", "| c | 50 | 40% |")
    text = "| stage | Energy (MWh) | Share |\n|---|---|---|\n" + "\n".join(rows)

    found = audit.audit_statements([_read(text, "card")])[0]

    assert [(each.code, each.place) for each in found.findings] == [("share", "rows.c.share")]


def test_a_row_of_means_is_no_row() -> None:
    """Means, medians and extremes of the rows are left out, and said to be."""
    text = "model,energy_kWh,CO2 (kg)\na,10,4\nb,30,12\naverage,20,8\ntotal,40,16\n"

    read = statement_files.read_text(text, "it", "csv")

    assert [row.name for row in read.statements[0].rows] == ["a", "b"]
    assert any("average" in each for each in read.left_out)
    assert audit.audit_statements(read.statements)[0].is_consistent


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A pipe without a writer is never waited for; a device and a folder are no statements."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)

    for path in (pipe, Path(os.devnull), tmp_path, tmp_path / "absent.yaml"):
        with pytest.raises(StatementError, match="cannot be read"):
            statement_files.read_file(path)


def test_columns_that_are_dropped_are_said() -> None:
    """A table wider than is read says how much of it was left."""
    wide = ",".join(["energy_kWh", *(f"x{i}" for i in range(300))])

    read = statement_files.read_text(f"{wide}\n{','.join(['1'] * 301)}\n", "it", "csv")

    assert read.left_out[0] == "101 columns after the 200th: not read"
    assert read.left_out[-1].startswith("and ")


def test_more_rows_than_are_checked_in_seconds_are_refused() -> None:
    """The limit is stated, in every form."""
    rows = "energy_kWh,CO2 (kg)\n" + "1,2\n" * (MOST_ROWS + 1)
    with pytest.raises(StatementError, match="too many rows"):
        statement_files.read_text(rows, "it", "csv")
    listed = '{"rows": [' + ",".join(['{"energy": "1 kWh"}'] * (MOST_ROWS + 1)) + "]}"
    with pytest.raises(StatementError, match="too many rows"):
        statement_files.read_text(listed, "it", "json")
