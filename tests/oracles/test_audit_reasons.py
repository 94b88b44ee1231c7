"""Published footprints that contradict themselves: the audit says where, and for what reason.

The contradictions were found by hand in the publications named; here general checks find them, and
say what would explain or resolve them.
"""

import pytest

from wholeprint.advice.audit.finding import Severity
from wholeprint.advice.audit.registry import audit
from wholeprint.advice.statement.reading import statement_of
from wholeprint.factors.published import find
from wholeprint.tracking.audit_references import TableReferences

REFERENCES = TableReferences()

REASONS = [
    # A misprint of one digit in a count of hours, and another in a later paper.
    ("strubell-2019-nas-hours", "hours_tpu", "formula", "one digit is wrong"),
    ("patterson-2021-nas-restated", "p100_hours", "formula", "117480 became 117780"),
    # A model's row was dropped from the card, and left in its total.
    ("meta-llama-2-card", "totals.ghg", "total", "a row of 153.92 tCO2e"),
    # Energy divided by PUE where it is to be multiplied.
    ("morrison-2025-olmo-2-13b", "energy", "formula", "divided by PUE (1.12)"),
    ("morrison-2025-olmo-2-13b", "energy", "pue-below-one", "divided by PUE"),
    # One row of development has PUE in its carbon, and not in its energy.
    (
        "morrison-2025-development",
        "rows.13B.ghg",
        "formula",
        "PUE (1.12) is applied once too often",
    ),
    # The carbon is of another intensity than the one that is stated.
    ("luccioni-2024-whole-study", "ghg", "formula", "in place of intensity"),
    # Water computed with another factor for power plants than the one that is stated.
    ("jegham-2025-water", "water", "formula", "ewif were 3.14"),
    # A total of four parts that is not their sum.
    ("sci-graph-databases", "total", "formula", "total were 310.36 gCO2e"),
    # An intensity multiplied by the days of a year, which is no intensity any more.
    ("sci-raspberry-pi", "intensity_times_days", "unit", "as an intensity met days"),
    # A constant in grams read as kilograms.
    (
        "impact-framework-embodied-2",
        "ghg_embodied",
        "formula",
        "each_gb was taken 1000 times larger",
    ),
    # 99.3 % less energy and four times faster: the power that is left is less than at rest.
    ("mit-smr-transfer-learning", "energy_saving", "power-implied", "other hardware"),
    # Five months on the clock, and energy for four.
    ("touvron-2023-llama-project", "duration", "formula", "duration were 121.978 day"),
    # Three totals for one project.
    ("bloom-2022-project", "totals.energy", "total", "energy were 1,162,980 kWh"),
    # Two papers of one project on its idle emissions.
    ("bloom-2022-two-papers", "ghg_idle", "formula", "ghg_idle were 45.11 tCO2e"),
    # What was saved needs a gain that the same paper does not show.
    ("patterson-2021-meena-payback", "ghg_saved", "formula", "ghg_saved were 32.1333 tCO2e"),
]


@pytest.mark.parametrize(("name", "place", "code", "reason"), REASONS)
def test_the_reason_is_said(name: str, place: str, code: str, reason: str) -> None:
    """Each contradiction stands at its place, with what would explain or resolve it."""
    found = audit(statement_of(find(name).plain()), REFERENCES).of(Severity.CONTRADICTION)

    said = [
        " ".join((*each.why, each.resolve))
        for each in found
        if (each.place, each.code) == (place, code)
    ]
    assert said, [(each.place, each.code) for each in found]
    assert reason in said[0]


def test_a_formula_that_is_wrong_beside_a_figure_that_is_right() -> None:
    """Water of the site is of IT energy: the printed litres fit that, and not all the energy.

    Elsworth and others 2025: 0.26 mL, 0.24 Wh of which 0.22 Wh are at the machines, 1.15 L/kWh.
    """
    figures = {
        "energy": "0.24 Wh",
        "it_energy": "0.22 Wh",
        "wue": "1.15 L/kWh",
        "water_onsite": {"is": "0.26 mL", "equals": "energy * wue"},
    }
    found = audit(statement_of({"title": "water of a prompt", "figures": figures}), REFERENCES)

    assert found.is_consistent
    (caution,) = [each for each in found.findings if each.place == "water_onsite"]
    assert "it_energy * wue gives it" in caution.why[0]


@pytest.mark.parametrize(
    ("figures", "place", "reason"),
    [
        (
            {"energy": "500 MWh", "intensity": "380 g/kWh", "ghg": "90 t", "offsets": "100 t"},
            "ghg",
            "offsets (100 tCO2e) was subtracted",
        ),
        (
            {"energy": "2,640 MWh", "intensity": "385 g/kWh", "ghg": "0 t", "offsets": "1,016 t"},
            "ghg",
            "offsets (1,016 tCO2e) was subtracted",
        ),
        (
            {
                "water_onsite": "708 m3",
                "water_offsite": "4,728 m3",
                "water": "44.14 ML",
                "water_withdrawal": "38.7 ML",
            },
            "water",
            "water_withdrawal (38.7 ML) was added",
        ),
        (
            {
                "it_energy": "1,287 MWh",
                "pue": "1.17",
                "wue": "0.55 L/kWh",
                "ewif": "3.14 L/kWh",
                "water": "5.56 ML",
            },
            "water",
            "PUE (1.17) is applied once too often to water_onsite",
        ),
        (
            {"accelerators": "8", "duration": "240 h", "accelerator_hours": "240 h"},
            "accelerator_hours",
            "it was not multiplied by accelerators (8)",
        ),
    ],
)
def test_a_figure_that_stands_beside_it_is_the_first_reason(
    figures: dict[str, str], place: str, reason: str
) -> None:
    """What was added or subtracted, and stands in the statement, is named before any factor.

    The numbers are made up; each is computed right but for the one mistake.
    """
    found = audit(statement_of({"title": "made up", "figures": figures}), REFERENCES)

    (first, *_) = [
        each
        for each in found.findings
        if each.place == place and each.severity is Severity.CONTRADICTION
    ]
    assert reason in first.why[0]


def test_a_share_of_a_part_of_the_whole_is_seen_through() -> None:
    """312 of 400 t is 78 %, and of 468 t it is 66.6 %: the smaller whole is named."""
    figures = {
        "training": "88 t",
        "serving": "312 t",
        "making": "68 t",
        "overall": {"is": "468 t", "equals": "training + serving + making"},
        "serving_share": {"is": "78 %", "of": "overall", "equals": "serving / overall"},
    }
    found = audit(statement_of({"title": "made up", "figures": figures}), REFERENCES)

    why = [why for each in found.of(Severity.CONTRADICTION) for why in each.why]
    assert any("serving + training alone" in each for each in why)


def test_large_numbers_are_said_without_powers_of_ten() -> None:
    """38.7 ML withdrawn and 44.14 ML consumed are printed as litres that can be read."""
    figures = {"water": "44.14 ML", "water_withdrawal": "38.7 ML"}
    found = audit(statement_of({"title": "made up", "figures": figures}), REFERENCES)

    (said,) = [each.message for each in found.of(Severity.CONTRADICTION)]
    assert "38,700,000 L" in said
    assert "e+" not in said


def test_another_place_comes_before_a_wrong_unit() -> None:
    """713 g/kWh is a grid's, and not Iceland's: no factor of a thousand is looked for."""
    figures = {"intensity": "713 gCO2e/kWh", "energy": "2 MWh"}
    plain = {"title": "made up", "place": "Iceland", "year": 2022, "figures": figures}

    (found,) = audit(statement_of(plain), REFERENCES).of(Severity.CONTRADICTION)

    assert "another place" in found.why[0]
    assert not any("1000" in why or "days" in why for why in found.why)


def test_carbon_of_a_request_over_its_energy_is_an_intensity() -> None:
    """0.028 mg for 0.07 Wh is 0.4 g/kWh: no grid, wherever it ran; 28 mg is 400 g/kWh."""
    said = {"energy_per_request": "0.07 Wh", "ghg_per_request": "0.028 mg"}
    right = {**said, "ghg_per_request": "28 mg"}

    wrong = audit(statement_of({"title": "made up", "figures": said}), REFERENCES)
    (found,) = wrong.of(Severity.CONTRADICTION)

    assert found.code == "intensity"
    assert audit(statement_of({"title": "made up", "figures": right}), REFERENCES).is_consistent


def _rows(shares: list[str]) -> object:
    energies = ("212 kWh", "48 kWh", "40 kWh")
    return {
        "title": "made up",
        "rows": {
            name: {"it_energy": energy, "share": {"is": share, "of": "it_energy"}}
            for name, energy, share in zip("abc", energies, shares, strict=True)
        },
    }


def test_declared_shares_of_a_column_are_held_against_it() -> None:
    """212 of 300 kWh is 70.7 %, and not 81.5 %; with that the shares are 110.8 % of the whole."""
    wrong = audit(statement_of(_rows(["81.5 %", "16.0 %", "13.3 %"])), REFERENCES)
    right = audit(statement_of(_rows(["70.7 %", "16.0 %", "13.3 %"])), REFERENCES)

    assert {each.code for each in wrong.of(Severity.CONTRADICTION)} == {
        "share",
        "shares-over-whole",
    }
    assert right.is_consistent


def test_two_percentages_of_which_one_comes_near_prove_nothing() -> None:
    """Accuracies of 76.1 and 75.8 % are no shares of the energy beside them."""
    rows = {
        "fp32": {"accuracy": "76.1 %", "energy": "2458 J"},
        "int8": {"accuracy": "75.8 %", "energy": "738 J"},
    }
    found = audit(statement_of({"title": "made up", "rows": rows}), REFERENCES)

    assert found.is_consistent
    assert "no-denominator" not in {each.code for each in found.of(Severity.CAUTION)}


def test_a_share_whose_part_is_not_stated_is_said_to_be_unchecked() -> None:
    """48.9 % of what, over the whole: no figure of that name stands there, and that is said."""
    figures = {
        "a": "25 t",
        "b": "11 t",
        "running_share": {"is": "48.9 %", "of": ["a", "b"]},
    }
    found = audit(statement_of({"title": "made up", "figures": figures}), REFERENCES)

    assert ("shares", "running_share") in {(each.check, each.place) for each in found.lacking}
