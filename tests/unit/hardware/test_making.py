"""Every account of a card or a machine."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.making import accounts, amounts_named, amounts_of, bill
from wholeprint.hardware.names import Names
from wholeprint.quantities.making import Accounts, Bill


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


def boundaries(made: object) -> set[str]:
    assert isinstance(made, Accounts)
    return {account.boundary for account in made.accounts}


def test_figures_that_hold_a_host_are_not_drawn_for_a_card(factors: Factors) -> None:
    """The host is a part of its own: 318 (Chien) and 462.5 kg (Morrison) count it too."""
    for family in ("a100", "h100"):
        found = accounts(f"accelerator.{family}", "embodied", (), factors, "card")
        assert boundaries(found) <= {"card", "board share"}


def test_a_bill_stands_beside_the_figures(factors: Factors) -> None:
    """An H100 is told by four figures and by its bill, which nobody doubts twice."""
    board = Names(factors).board("h100-sxm5-80gb")
    assert board is not None

    found = accounts("accelerator.h100", "embodied", amounts_of(board, factors), factors, "card")

    assert isinstance(found, Accounts)
    assert [account.name for account in found.accounts][-1] == "bill"
    told = found.accounts[-1].told
    assert isinstance(told, Bill)
    assert told.doubt is None
    assert [line.name for line in told.lines][:2] == ["logic die", "memory"]


def test_a_variant_takes_the_die_of_its_family(factors: Factors) -> None:
    """The PCIe card has the same chip as the module, whose die is known: 826 mm2 at 7 nm."""
    board = Names(factors).board("a100-pcie-40gb")
    assert board is not None

    die = amounts_of(board, factors)[0]

    assert (die.size_amount, die.node_nm) == (826.0, 7.0)


def test_a_bill_without_a_component_is_not_offered_as_a_whole(factors: Factors) -> None:
    """Nobody states the water of any component: there is no bill of water."""
    amounts = amounts_named("server", factors)

    found, silent = bill(amounts, "embodied_water", factors)

    assert found is None
    assert len(silent) == len(amounts)


def test_a_single_figure_stays_a_factor(factors: Factors) -> None:
    """A TPU v6e has one figure and no bill: the factor itself, doubted as its table says."""
    found = accounts("accelerator.tpu-v6e", "embodied", (), factors, "card")

    assert found is factors.factor("embodied.accelerator.tpu-v6e")


def test_what_nobody_states_is_nothing(factors: Factors) -> None:
    """No figure and no bill are None, from which an absence with its reason is made."""
    assert accounts("rack", "embodied", (), factors, "server") is None


def test_a_bill_may_state_its_own_die(factors: Factors) -> None:
    """The table of accelerators knows no die of the H200; its bill does: 814 mm2, as the H100."""
    board = Names(factors).board("h200-sxm-141gb")
    assert board is not None

    die, memory = amounts_of(board, factors)[:2]

    assert (die.size_amount, die.node_nm) == (814.0, 5.0)
    assert (memory.component, memory.size_amount) == ("hbm", 141.0)


def test_memory_of_unknown_kind_is_taken_and_said(factors: Factors) -> None:
    """No table says what memory an L40 has."""
    board = Names(factors).board("l40")
    assert board is not None

    memory = amounts_of(board, factors)[1]

    assert memory.component == "gddr"
    assert "not known" in memory.note
