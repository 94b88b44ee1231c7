"""A plan costs what its machines cost, whoever counts them and in whatever order."""

import pytest

from wholeprint.errors import UnknownZoneError, ValueRefusedError
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.importers.estate import UNSIZED, Boards, Disk, Estate, Resource
from wholeprint.tracking.plan_cost import cost
from wholeprint.tracking.plan_figures import CARBON, NAMES
from wholeprint.tracking.plan_result import Costed

HOURS = 730.0


def _machine(address: str = "a", count: float = 1.0, **more: object) -> Resource:
    told: dict[str, object] = {"region": "eu-west-1", "instance": "m5.large"} | more
    return Resource(address, "aws_instance", "aws", count=count, **told)  # pyright: ignore[reportArgumentType] - by name


def _cost(*resources: Resource, **more: object) -> Costed:
    return cost(Estate(resources), HOURS, draws=64, **more)  # pyright: ignore[reportArgumentType] - by name


def _carbon(found: Costed) -> float:
    assert found.total is not None
    value = found.total[CARBON].value
    assert value is not None
    return value


def test_replicas_and_as_many_resources_cost_the_same() -> None:
    """Three of one, or one three times."""
    one = _cost(_machine(count=3.0))
    three = _cost(_machine("a"), _machine("b"), _machine("c"))

    assert one.total is not None
    assert three.total is not None
    for name in NAMES:
        assert one.total[name].high == pytest.approx(three.total[name].high or 0.0, rel=1e-9)


def test_the_total_is_the_sum_of_its_footprint() -> None:
    """The table of resources and the footprint with its parts are the same draws."""
    found = _cost(_machine(), _machine("g", instance="g4dn.xlarge", disks=(Disk("ssd", 100.0),)))

    assert found.footprint is not None
    assert found.total is not None
    for name in ("energy", "ghg_operational", "ghg_embodied"):
        whole = found.footprint[name]
        assert isinstance(whole, Uncertain)
        assert found.total[name].value == pytest.approx(whole.median, rel=1e-9)


def test_sums_by_kind_and_by_place_are_all_of_it() -> None:
    """In one world medians add up only draw by draw, so that a single kind is compared."""
    found = _cost(_machine(), _machine("b", region="us-east-1"))

    assert set(found.by_region) == {"aws:eu-west-1", "aws:us-east-1"}
    assert found.total is not None
    assert found.by_type["aws_instance"][CARBON] == found.total[CARBON]


def test_an_unknown_machine_is_in_no_sum_and_is_named() -> None:
    """It has no number, near names, and makes the sum partial."""
    known, more = _cost(_machine()), _cost(_machine(), _machine("x", instance="m5.larg"))

    assert more.is_partial
    (line,) = more.unknown
    assert (line.resource.address, line.figures) == ("x", None)
    assert "aws:m5.large" in line.near
    assert _carbon(more) == _carbon(known)
    assert "plan-partial" in {note.code for note in more.notes}


def test_a_machine_with_accelerators_is_none_without() -> None:
    """A g4dn costs more than its processors, whose number an m5 has alike."""
    plain = _cost(_machine(instance="m5.xlarge"), declared_share=0.5)
    board = _cost(_machine(instance="g4dn.xlarge"), declared_share=0.5)

    assert _carbon(board) > 1.5 * _carbon(plain)


def test_attached_accelerators_count() -> None:
    """Two T4 on a plain machine of Google's."""
    told = {"region": "europe-west9", "instance": "n1-standard-8"}
    plain = Resource("a", "google_compute_instance", "gcp", **told)  # pyright: ignore[reportArgumentType] - by name
    boards = Resource(
        "a",
        "google_compute_instance",
        "gcp",
        boards=Boards("nvidia-tesla-t4", 2.0),
        **told,  # pyright: ignore[reportArgumentType] - by name
    )
    with_boards, without = _cost(boards, declared_share=1.0), _cost(plain, declared_share=1.0)

    more = (with_boards.total or {})["energy"].value, (without.total or {})["energy"].value
    # Two boards of 70 W for 730 h, through the host's overhead and the PUE.
    assert (more[0] or 0.0) - (more[1] or 0.0) > 2 * 0.070 * HOURS


def test_an_unknown_use_is_a_spread_and_said() -> None:
    """Wider than any declared one; one assumption for all, so that it does not cancel."""
    spread, half = _cost(_machine()), _cost(_machine(), declared_share=0.5)

    assert spread.total is not None
    assert half.total is not None
    wide, narrow = spread.total["energy"], half.total["energy"]
    assert (wide.low or 0.0) < (narrow.low or 0.0)
    assert (wide.high or 0.0) > (narrow.high or 0.0)
    assert "utilisation-assumed" in {note.code for note in spread.notes}
    assert "utilisation-assumed" not in {note.code for note in half.notes}
    many = _cost(*(_machine(str(place)) for place in range(50)))
    assert many.total is not None
    ratio = (many.total["energy"].high or 0.0) / (many.total["energy"].low or 1.0)
    assert ratio == pytest.approx((wide.high or 0.0) / (wide.low or 1.0), rel=1e-9)


def test_a_place_that_nobody_says_is_the_world() -> None:
    """Its resources are counted, wider, with a note; a region can be given for a cloud."""
    unsaid = _cost(_machine(region=None))
    said = _cost(_machine(region=None), regions={"aws": "eu-west-1"})

    assert unsaid.lines[0].zone is None
    assert said.lines[0].zone == "AWS-eu-west-1"
    assert unsaid.footprint is not None
    assert "region-not-known" in {note.code for note in unsaid.footprint.notes}
    assert _carbon(said) == _carbon(_cost(_machine()))


def test_a_region_that_is_in_no_table_is_said() -> None:
    """It is not taken for another one."""
    found = _cost(_machine(region="eu-west-99"))

    assert found.lines[0].zone is None
    assert found.footprint is not None
    assert "region-not-known" in {note.code for note in found.footprint.notes}


def test_a_group_of_no_machines_costs_nothing() -> None:
    """Nought is a number here: it was asked for."""
    found = _cost(_machine(count=0.0))

    assert found.lines[0].figures is not None
    assert found.lines[0].figures[CARBON].value == 0.0


def test_an_empty_plan_has_no_total() -> None:
    """Nothing that has numbers is not nought."""
    found = _cost()

    assert (found.total, found.footprint, found.is_partial) == (None, None, False)


def test_a_zone_for_all() -> None:
    """A zone that is asked for stands for every place."""
    found = _cost(_machine(), zone="FR")

    assert found.lines[0].zone == "FR"


def test_disks_without_a_size_are_summed_up() -> None:
    """Their machines are counted; one note says how many resources leave disks out."""
    found = _cost(_machine(remarks=(UNSIZED,)), _machine("b"))

    (note,) = [note for note in found.notes if note.code == "disks-unsized"]
    assert note.message.startswith("1 resources have disks")


@pytest.mark.parametrize("hours", [0.0, -1.0, 1e9])
def test_hours_are_checked(hours: float) -> None:
    """More than nothing, and at most a century."""
    with pytest.raises(ValueRefusedError):
        cost(Estate(()), hours)


def test_what_is_asked_wrongly_is_refused() -> None:
    """A zone that nobody knows, a use beyond all, a number of machines beyond every cloud."""
    with pytest.raises(UnknownZoneError):
        _cost(_machine(), zone="XX-YY-ZZ")
    with pytest.raises(ValueRefusedError):
        _cost(_machine(), declared_share=1.5)
    with pytest.raises(ValueRefusedError):
        _cost(_machine(count=1e10))


def test_a_region_that_is_said_is_one() -> None:
    """A slip in it is refused with near names: the world's spread would hide it from a limit."""
    with pytest.raises(UnknownZoneError, match="eu-north-1"):
        _cost(_machine(region=None), regions={"aws": "eu-nort-1"})


def test_a_group_of_none_without_a_size_costs_nothing() -> None:
    """It was asked for, and it is nought."""
    found = _cost(_machine(instance=None, count=0.0))

    assert not found.is_partial
    assert found.total is not None
    assert found.total[CARBON].value == 0.0
