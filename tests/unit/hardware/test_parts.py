"""What was made for a machine is counted once."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Board, Names
from wholeprint.hardware.parts import accelerator_profiles, host_parts
from wholeprint.hardware.place import Kind
from wholeprint.quantities.machine import Accelerator
from wholeprint.quantities.making import Accounts, Bill, Line
from wholeprint.quantities.profile import Part


def told(part: Part) -> str:
    """Return the name of what several accounts tell of making a part."""
    assert isinstance(part.embodied, Accounts)
    return part.embodied.id


CARD = Board("card", "Card", "card", "pcie", devices=1)
MODULE = Board("module", "Module", "module", "sxm", devices=1)


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


def test_a_plain_server_counts_memory_beyond_its_own(factors: Factors) -> None:
    """16 GB are in the published server (Cloud Carbon Footprint); memory below adds nothing."""
    (server, memory), notes = host_parts("server", None, 8.0, [], factors)

    assert (server.count, memory.count, notes) == (1.0, 0.0, ())
    assert told(server) == "embodied.server"


def test_cards_need_no_special_host(factors: Factors) -> None:
    """A PCIe card goes into any server; only modules bring the host built for eight."""
    plain, _ = host_parts("server", None, 16.0, [CARD, None], factors)
    accelerated, _ = host_parts("server", None, 16.0, [MODULE] * 4, factors)

    assert told(plain[0]) == "embodied.server"
    assert told(accelerated[0]) == "embodied.server.accelerated"
    assert [(part.source, part.count) for part in accelerated] == [("server", 0.5)]
    assert accelerated[0].mass == factors.factor("mass.server.accelerated")


def test_cards_of_which_no_server_is_named_take_one_for_eight(factors: Factors) -> None:
    """One card is charged with a whole server, 64 with eight; both are told."""
    (one, _), notes = host_parts("server", None, 16.0, [CARD], factors)
    (fleet, _), of_fleet = host_parts("server", None, 16.0, [CARD] * 64, factors)

    assert (one.count, fleet.count) == (1.0, 8.0)
    assert [note.code for note in (*notes, *of_fleet)] == ["server-of-cards"] * 2
    assert "with one of them" in notes[0].message
    assert "with every 8 of them" in of_fleet[0].message


@pytest.mark.parametrize("kind", ["desktop", "laptop"])
def test_a_personal_computer_is_told_by_sheets_of_its_kind(factors: Factors, kind: Kind) -> None:
    """Makers' sheets and a generic figure; memory beyond the 16 GB in them is counted apart."""
    (device, memory), notes = host_parts(kind, None, 32.0, [], factors)

    assert told(device) == f"embodied.{kind}"
    assert device.mass is not None
    assert (device.lifetime.id, memory.count) == (f"lifetime.{kind}", 16.0)
    assert [note.code for note in notes] == ["embodied-of-class"]


def test_a_family_without_a_figure_takes_the_class_and_says_so(factors: Factors) -> None:
    """The A10 has a known power and neither published making nor a bill: the class's, once."""
    given = tuple(Accelerator(index, "NVIDIA A10") for index in range(2))

    profiles, boards, notes = accelerator_profiles(given, Names(factors), factors)

    assert [profile.index for profile in profiles] == [0, 1]
    assert profiles[0].part.source == "gpu:0"
    assert profiles[0].part.embodied == factors.factor("embodied.accelerator.class")
    assert all(board is not None for board in boards)
    assert [note.code for note in notes] == ["embodied-of-class"]


def test_a_card_without_a_figure_is_reckoned_from_its_bill(factors: Factors) -> None:
    """The V100 has no published making, but a die, a process and a memory: its bill, doubted."""
    given = (Accelerator(0, "Tesla V100-SXM2-32GB"),)

    profiles, _, notes = accelerator_profiles(given, Names(factors), factors)

    made = profiles[0].part.embodied
    assert isinstance(made, Accounts)
    (account,) = made.accounts
    assert made.choice is None
    assert isinstance(account.told, Bill)
    assert account.told.doubt == factors.factor("embodied.accelerator.between_sources")
    assert [note.code for note in notes] == ["embodied-of-class"]
    assert "bill" in notes[0].message


def test_cards_of_one_kind_share_their_accounts(factors: Factors) -> None:
    """Eight H100 are told by one object, so that an assessment works it out once."""
    given = tuple(Accelerator(index, "NVIDIA H100 80GB HBM3") for index in range(8))

    profiles, _, _ = accelerator_profiles(given, Names(factors), factors)

    assert len({id(profile.part.embodied) for profile in profiles}) == 1


def test_a_bill_counts_the_processors_there_are(factors: Factors) -> None:
    """One processor is one on the bill, and two are taken where they cannot be counted."""
    counted, _ = host_parts("server", None, 16.0, [], factors, sockets=1)
    unknown, _ = host_parts("server", None, 16.0, [], factors)

    assert processors(counted[0]) == "1"
    assert processors(unknown[0]) == "2"


def test_memory_is_told_by_the_models_of_every_bill(factors: Factors) -> None:
    """A gigabyte beside a server takes the same model as the memory on the server's bill."""
    (server, memory), _ = host_parts("server", None, 512.0, [], factors)

    assert memory.adpe is not None
    assert memory.primary_energy is not None
    choices = {line.choice.id for part in (server, memory) for line in lines(part) if line.choice}
    assert "embodied.model.dram" in choices


def lines(part: Part) -> tuple[Line, ...]:
    """Return the lines of the bill of a part."""
    assert isinstance(part.embodied, Accounts)
    bills = [each.told for each in part.embodied.accounts if isinstance(each.told, Bill)]
    return bills[0].lines


def processors(part: Part) -> str:
    """Return how many processors the bill of a part has."""
    return next(line.amount for line in lines(part) if line.name == "processors")


def test_an_unknown_card_names_the_nearest_and_stays_unknown(factors: Factors) -> None:
    """An H100 with 96 GB is in no table: others are named, and none is taken for it."""
    given = (Accelerator(0, "NVIDIA H100 96GB HBM3"),)

    profiles, boards, notes = accelerator_profiles(given, Names(factors), factors)

    assert boards == (None,)
    assert profiles[0].part.embodied == factors.factor("embodied.accelerator.class")
    assert "NVIDIA H100 80GB HBM3" in notes[0].message
