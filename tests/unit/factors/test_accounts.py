"""Published figures, each by itself."""

from wholeprint.factors.accounts import published
from wholeprint.factors.sets import Factors
from wholeprint.quantities.distribution import Fixed

FACTORS = Factors()


def test_each_figure_keeps_its_source_year_and_boundary() -> None:
    """NVIDIA's figure of the H100 is an eighth of a board, read second-hand in 2025."""
    first = published("embodied.accelerator.h100", FACTORS)[0]

    assert (first.source, first.year, first.boundary) == (
        "nvidia-hgx-h100-pcf",
        2025,
        "board share",
    )
    assert first.factor.distribution == Fixed(164.0)
    assert first.factor.id == "embodied.accelerator.h100.nvidia-hgx-h100-pcf"
    assert first.drawn


def test_evidence_is_shown_and_never_drawn() -> None:
    """The study that gives 127.6 kg to the gate gives 141 kg with the end of life."""
    found = published("embodied.accelerator.a100", FACTORS)

    assert [each.factor.central for each in found if not each.drawn] == [321.6, 141.0]
    assert len({each.factor.id for each in found}) == len(found)


def test_what_no_table_states_has_no_figures() -> None:
    """An unknown thing is nothing, and no error."""
    assert published("embodied.accelerator.abacus", FACTORS) == ()
