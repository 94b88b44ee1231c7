"""Impact categories, contributions and draws."""

import pytest

from wholeprint.errors import BoundaryError, UnknownNameError, ValueRefusedError
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.footprint import (
    UNITS,
    Category,
    Contribution,
    Footprint,
    Impact,
    Level,
)
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

PUE = Factor("pue", "1", Uniform(1.0, 2.0))


def footprint(
    kwh: float, *, boundary: Boundary | None = None, world: World | None = None, phase: str = ""
) -> Footprint:
    drawn_in = World(n=64) if world is None else world
    amount = Uncertain.fixed(kwh, "kWh") * drawn_in.draw(PUE)
    impact = Impact(
        amount,
        (Contribution("cpu", phase, Level.COMPUTE, amount),),
        (Contribution("idle", phase, Level.COMPUTE, amount * 0.5),),
        Basis.FACILITY,
    )
    return Footprint(
        {Category.ENERGY: impact},
        Boundary() if boundary is None else boundary,
        drawn_in,
        (PUE,),
        (Note("gap", "A gap."),),
    )


def test_the_keys_of_the_document_never_change() -> None:
    """Every category is in the document, with or without data."""
    document = footprint(1.0).as_json()
    assert sorted(document) == ["assumptions", "boundary", "drivers", "footprint", "notes"]
    categories = document["footprint"]
    assert isinstance(categories, dict)
    assert list(categories) == [  # pyright: ignore[reportUnknownArgumentType] - a document
        *("energy", "ghg_operational", "ghg_operational_market", "ghg_embodied"),
        *("water_onsite", "water_offsite", "water_embodied", "water_withdrawal"),
        "water_scarcity",
        *(
            "adpe",
            "primary_energy",
            "ewaste",
            "critical_minerals",
            "land",
            "toxicity",
            "biodiversity",
            "health",
        ),
    ]


def test_energy_says_where_it_was_taken() -> None:
    """The document of energy has its basis and its parts."""
    document = footprint(1.0).impact("energy").as_json()
    assert document["basis"] == "facility"
    assert [part["source"] for part in document["contributions"]] == ["cpu"]  # pyright: ignore[reportUnknownVariableType, reportGeneralTypeIssues] - a document
    assert "of_which" in document


def test_every_category_has_a_unit() -> None:
    """No category is without the unit it is said in."""
    assert list(UNITS) == list(Category)


def test_a_category_without_data_is_no_data() -> None:
    """What nobody knows is an absence, and has no drivers."""
    assert isinstance(footprint(1.0)["land"], NoData)
    assert footprint(1.0).drivers("land") == []


def test_an_unknown_category_is_refused() -> None:
    """A misspelt category is an error that names the right ones."""
    with pytest.raises(UnknownNameError, match="ghg_embodied"):
        footprint(1.0).impact("carbon")


def test_footprints_add_up_draw_by_draw() -> None:
    """The sum has the sums of totals and of parts of one name, and each assumption once."""
    both = footprint(1.0) + footprint(2.0)
    total = both["energy"]
    assert isinstance(total, Uncertain)
    assert total.central == 4.5
    assert [part.amount.central for part in both.impact("energy").contributions] == [4.5]
    assert both.assumptions == (PUE,)
    assert len(both.notes) == 1
    phases = (footprint(1.0, phase="training") + footprint(1.0, phase="inference")).impact("energy")
    assert [part.phase for part in phases.contributions] == ["training", "inference"]


def test_footprints_that_count_other_things_do_not_add() -> None:
    """Another boundary or another world is refused."""
    with pytest.raises(BoundaryError):
        _ = footprint(1.0) + footprint(1.0, boundary=Boundary(idle=False))
    with pytest.raises(ValueRefusedError):
        _ = footprint(1.0) + footprint(1.0, world=World(n=64, seed=1))
    it = Impact(Uncertain.fixed(1.0, "kWh"), basis=Basis.IT)
    with pytest.raises(ValueRefusedError):
        _ = it + footprint(1.0).impact("energy")


def test_it_names_what_it_hangs_on() -> None:
    """All of the variance of one assumption's multiple comes from that assumption (2 %: slices)."""
    found = footprint(1.0, world=World()).drivers("energy")
    assert [driver.factor_id for driver in found] == ["pue"]
    assert found[0].share == pytest.approx(1.0, abs=0.02)
