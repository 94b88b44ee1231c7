"""Two sides of a claim are of the same thing within the same boundary, or are refused."""

from pathlib import Path

import pytest

from wholeprint.advice.claims_check import remarks
from wholeprint.errors import StatementError
from wholeprint.tracking.claims import claim_from, claim_with
from wholeprint.tracking.claims_sides import side

_IT = "boundary: [operational]\nfigures: {it_energy: 3.5 MWh, ghg: 196 kg}\n"
_BUILDING = (
    "boundary: [operational, facility, embodied]\n"
    'figures: {it_energy: 4.9 MWh, pue: "1.3", energy: 6.37 MWh, ghg: 1.3 t}\n'
)


def _files(folder: Path, ours: str, theirs: str) -> tuple[str, str]:
    for name, text in (("ours", ours), ("theirs", theirs)):
        (folder / f"{name}.yaml").write_text(f"title: {name}\n{text}")
    return str(folder / "ours.yaml"), str(folder / "theirs.yaml")


def test_it_energy_is_compared_with_it_energy(tmp_path: Path) -> None:
    """3.5 against 4.9 MWh at the IT equipment, and not against 6.37 MWh of the building."""
    claim = claim_from(claim_with("less energy", {}), *_files(tmp_path, _IT, _BUILDING))

    assert claim.value_ratio == pytest.approx(3.5 / 4.9)
    assert claim.boundary == ("operational",)
    assert "aligned" in {each.code for each in remarks(claim)}


def test_carbon_of_the_building_is_brought_to_the_machines(tmp_path: Path) -> None:
    """1.3 t with a PUE of 1.3 are 1 t at the IT equipment."""
    claim = claim_from(claim_with("less carbon", {}), *_files(tmp_path, _IT, _BUILDING))

    assert claim.value_ratio == pytest.approx(0.196)
    assert "divided by its PUE of 1.3" in claim.aligned


@pytest.mark.parametrize(
    ("ours", "theirs", "text", "words"),
    [
        ("figures: {it_energy: 3 MWh}\n", "figures: {energy: 6 MWh}\n", "less energy", "same kind"),
        ("figures: {ghg: 3 t}\n", "figures: {ghg_market: 6 t}\n", "less carbon", "same kind"),
        (
            "boundary: [operational, idle]\nfigures: {energy: 3 MWh}\n",
            "boundary: [operational]\nfigures: {energy: 6 MWh}\n",
            "less energy",
            "counts idle",
        ),
        (
            "boundary: [operational]\nfigures: {ghg: 3 t}\n",
            "boundary: [operational, facility]\nfigures: {ghg: 6 t}\n",
            "less carbon",
            "building's own energy",
        ),
        (
            "accounting: market\nfigures: {ghg: 3 t}\n",
            "accounting: location\nfigures: {ghg: 6 t}\n",
            "less carbon",
            "market-based",
        ),
    ],
)
def test_what_is_not_alike_is_refused(
    tmp_path: Path, ours: str, theirs: str, text: str, words: str
) -> None:
    """Another word, accounting or boundary makes no ratio."""
    with pytest.raises(StatementError, match=words):
        claim_from(claim_with(text, {}), *_files(tmp_path, ours, theirs))


def test_a_statement_without_the_quantity_is_refused(tmp_path: Path) -> None:
    """Water is not made of energy."""
    path = _files(tmp_path, _IT, _IT)[0]

    with pytest.raises(StatementError, match="states no water"):
        side(path, "water", None)


def test_every_pair_of_figures_of_a_sentence_has_its_ratio() -> None:
    """'from 5 L to 8 L' is more and not less, wherever in the sentence it stands."""
    claim = claim_with("energy went from 4 Wh to 1 Wh and water from 5 L to 8 L", {})

    assert claim.ratio == pytest.approx(0.25)
    assert [each.ratio for each in claim.others] == pytest.approx([1.6])
